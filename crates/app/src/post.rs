//! The post between stores of this instance: what waits in an outbox is taken to the recipient's
//! inbox, once, and a receipt comes back.

use std::collections::BTreeSet;

use access::directory::Keys;
use access::{Action, Ctx, Permit, actions};
use crypto::envelope::BoxPublicKey;
use model::{EnvelopeId, OrganisationId};
use post::{Header, RECEIPT, Receipt, STANDING, STANDING_ANSWER, Standing, VERSION};
use serde::Serialize;
use vault::{Held, Outgoing, Received, Vault, VaultError, VaultTx};

use crate::instance::job_ctx;
use crate::received::Filing;
use crate::transfer::Handed;
use crate::{App, AppError};

/// Kinds of envelope that this program understands.
pub const KNOWN: &[&str] = &[
    RECEIPT,
    STANDING,
    STANDING_ANSWER,
    NOTIFICATION,
    RAPID_REVIEW,
    LETTER,
    MESSAGE,
    DAILY_ROOT,
    TRANSFER_OFFER,
    TRANSFER_TAKEN_BACK,
    TRANSFER_ANSWER,
    TRANSFER_PIECE,
    TRANSFER_ARRIVED,
    CASE_MOVED,
];

/// Kind of the envelope that offers a review to another partnership.
pub const TRANSFER_OFFER: &str = "transfer-offer";

/// Kind of the envelope that takes an offer back.
pub const TRANSFER_TAKEN_BACK: &str = "transfer-taken-back";

/// Kind of the envelope that answers an offer.
pub const TRANSFER_ANSWER: &str = "transfer-answer";

/// Kind of the envelope that carries a piece of a review that is handed over.
pub const TRANSFER_PIECE: &str = "transfer-piece";

/// Kind of the envelope that says that a review has arrived.
pub const TRANSFER_ARRIVED: &str = "transfer-arrived";

/// Kind of the envelope that tells the national body that a review belongs to another partnership.
pub const CASE_MOVED: &str = "case-moved";

/// Kind of the envelope that carries a notification to the national body.
pub const NOTIFICATION: &str = "notification";

/// Kind of the envelope that carries the report of a rapid review.
pub const RAPID_REVIEW: &str = "rapid-review";

/// Kind of the envelope that carries a letter of the national body.
pub const LETTER: &str = "letter";

/// Kind of the envelope that carries a message between a partnership and the national body about one case.
pub const MESSAGE: &str = "message";

/// Kind of the envelope that carries the root of a record of who did what, for safe keeping.
pub const DAILY_ROOT: &str = "daily-root";

/// The epoch of a store that was never restored.
const FIRST_EPOCH: i64 = 1;

/// What seals envelopes from one organisation to another. Made before the transaction that sends.
pub struct Sealer {
    sender: Keys,
    from: OrganisationId,
    to: OrganisationId,
    sealing: BoxPublicKey,
    synthetic: bool,
}

impl Sealer {
    /// A sealer for envelopes of the actor's organisation to a recipient on this instance.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when either owns no store.
    pub async fn new(app: &App, ctx: &Ctx, to: OrganisationId) -> Result<Self, AppError> {
        Ok(Self {
            sender: app.keys(ctx.organisation).await?,
            from: ctx.organisation,
            to,
            sealing: app.keys(to).await?.sealing,
            synthetic: app.directory().is_synthetic(),
        })
    }

    /// To whom.
    #[must_use]
    pub const fn recipient(&self) -> OrganisationId {
        self.to
    }

    /// Puts an envelope into the outbox, with the change that it tells of.
    ///
    /// # Errors
    /// [`VaultError::Rule`] `post-too-large`.
    pub(crate) async fn send<A: Action>(
        &self,
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
        kind: &'static str,
        body: &(impl Serialize + Sync),
    ) -> Result<EnvelopeId, VaultError> {
        let text = serde_json::to_string(body).map_err(|_| VaultError::Body(kind))?;
        let ctx = tx.ctx;
        let seal = |epoch, sequence| self.seal(ctx, kind, &text, epoch, sequence);
        vault::send(tx, permit, self.to, kind, seal).await
    }

    /// The exact bytes of an envelope with this number.
    ///
    /// # Errors
    /// [`VaultError::Rule`] `post-too-large`.
    pub fn seal(
        &self,
        ctx: &Ctx,
        kind: &str,
        body: &str,
        epoch: i64,
        sequence: i64,
    ) -> Result<Vec<u8>, VaultError> {
        let header = Header {
            version: VERSION,
            sender: self.from,
            recipient: self.to,
            epoch,
            sequence,
            kind: kind.to_owned(),
            at: ctx.now,
            synthetic: self.synthetic,
        };
        post::seal(
            &header,
            body.as_bytes(),
            &self.sealing,
            &self.sender.signing,
        )
        .map_err(|_| VaultError::Rule("post-too-large"))
    }
}

/// Delivers what waits in one outbox; returns how many arrived. One that fails holds up those after
/// it to the same recipient, which keeps the order, and nobody else.
pub(crate) async fn deliver(app: &App, vault: &Vault) -> Result<u64, AppError> {
    let ctx = job_ctx("post", vault.organisation(), app.clock().now())?;
    let waiting = vault
        .look(&ctx, |tx| Box::pin(vault::undelivered(tx)))
        .await?;
    let (mut delivered, mut held) = (0, BTreeSet::new());
    for envelope in waiting {
        if held.contains(&envelope.recipient) {
            continue;
        }
        match take_in(app, &envelope).await {
            Ok(()) => {
                delivered += 1;
                mark(vault, &ctx, envelope.id, None).await?;
            }
            Err(error) => {
                tracing::warn!(envelope = %envelope.id, %error, "an envelope did not arrive");
                held.insert(envelope.recipient);
                mark(vault, &ctx, envelope.id, Some(envelope.tries)).await?;
            }
        }
    }
    Ok(delivered)
}

async fn mark(
    vault: &Vault,
    ctx: &Ctx,
    envelope: EnvelopeId,
    failed_after: Option<i64>,
) -> Result<(), AppError> {
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                match failed_after {
                    None => vault::mark_delivered(tx, envelope).await,
                    Some(tries) => vault::mark_tried(tx, envelope, tries).await,
                }
            })
        })
        .await?)
}

async fn take_in(app: &App, envelope: &Outgoing) -> Result<(), AppError> {
    let peeked = post::peek(&envelope.envelope).map_err(store)?;
    let own = app.keys(envelope.recipient).await?;
    let sender = app.keys(peeked.sender).await?;
    let synthetic = app.directory().is_synthetic();
    let (header, body) = post::open(
        &envelope.envelope,
        envelope.recipient,
        synthetic,
        &own.opening,
        &sender.verifying,
    )
    .map_err(store)?;
    let body = String::from_utf8(body).map_err(store)?;
    let ctx = job_ctx("post", envelope.recipient, app.clock().now())?;
    let vault = app.vaults().of(envelope.recipient).await?;
    let back = Sealer::new(app, &ctx, header.sender).await?;
    let arrived = Arrived {
        effect: Effect::of(&header.kind, &body),
        filing: Filing::of(app, &ctx, header.sender, (&header.kind, &body)).await?,
        handed: Handed::of(app, &ctx, header.sender, (&header.kind, &body)).await?,
        received: Received {
            sender: header.sender,
            epoch: header.epoch,
            sequence: header.sequence,
            understood: KNOWN.contains(&header.kind.as_str()),
            kind: header.kind,
            envelope: envelope.envelope.clone(),
            body,
        },
        digest: envelope.digest.clone(),
    };
    let (back, arrived) = (&back, &arrived);
    vault
        .transact(&ctx, |tx| {
            Box::pin(async move { arrived.take_in(tx, app, back).await })
        })
        .await?;
    Ok(())
}

/// An envelope that was opened and checked.
struct Arrived {
    received: Received,
    effect: Effect,
    filing: Filing,
    /// What it says about a review that is handed over.
    handed: Option<Handed>,
    digest: String,
}

/// What an envelope of the post's own does beside being kept. One that cannot be read does nothing,
/// and holds up nothing.
enum Effect {
    Nothing,
    Receipt(Receipt),
    Standing(Vec<Held>),
}

/// Whether the body of an envelope of this kind asks the post itself for something, as it is read on arrival.
#[must_use]
pub fn asks_the_post(kind: &str, body: &str) -> bool {
    !matches!(Effect::of(kind, body), Effect::Nothing)
}

impl Effect {
    fn of(kind: &str, body: &str) -> Self {
        let read = match kind {
            RECEIPT => serde_json::from_str(body).map(Self::Receipt),
            STANDING | STANDING_ANSWER => serde_json::from_str(body).map(|standing: Standing| {
                let runs = standing.held.iter();
                let held = |&(epoch, first, last): &(i64, i64, i64)| Held { epoch, first, last };
                Self::Standing(runs.map(held).collect())
            }),
            _ => return Self::Nothing,
        };
        read.unwrap_or(Self::Nothing)
    }
}

impl Arrived {
    /// Keeps the envelope and does what it asks for, once.
    async fn take_in(
        &self,
        tx: &mut VaultTx<'_>,
        app: &App,
        back: &Sealer,
    ) -> Result<(), VaultError> {
        let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
        let sender = self.received.sender;
        let Some(envelope) = vault::receive(tx, &permit, &self.received).await? else {
            return Ok(());
        };
        self.filing.file(tx, app, (envelope, sender)).await?;
        if let Some(handed) = &self.handed {
            handed.file(tx, (envelope, sender), back).await?;
        }
        match &self.effect {
            Effect::Receipt(receipt) => {
                let (epoch, sequence) = (receipt.epoch, receipt.sequence);
                return vault::mark_receipt(tx, &permit, sender, epoch, sequence).await;
            }
            Effect::Standing(held) => {
                let found = vault::compare_with_held(tx, &permit, sender, held).await?;
                tracing::info!(
                    again = found.again,
                    unknown = found.unknown,
                    "compared the post"
                );
                if self.received.kind == STANDING {
                    standing(tx, &permit, back, STANDING_ANSWER).await?;
                }
            }
            Effect::Nothing => {}
        }
        let receipt = Receipt {
            epoch: self.received.epoch,
            sequence: self.received.sequence,
            digest: self.digest.clone(),
        };
        let sent = back.send(tx, &permit, RECEIPT, &receipt).await;
        sent.map(drop)
    }
}

/// Tells another store what is held here of its envelopes.
async fn standing(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    to: &Sealer,
    kind: &'static str,
) -> Result<(), VaultError> {
    let held = vault::held(tx, permit, to.recipient()).await?;
    let held = held
        .iter()
        .map(|run| (run.epoch, run.first, run.last))
        .collect();
    let sent = to.send(tx, permit, kind, &Standing { held }).await;
    sent.map(drop)
}

/// After a restore, which raised its epoch, a store tells every other one what it holds, once: they
/// send again what it lost. Returns how many it told.
pub(crate) async fn announce(app: &App, vault: &Vault) -> Result<usize, AppError> {
    if vault.epoch() <= FIRST_EPOCH {
        return Ok(0);
    }
    let ctx = &job_ctx("post", vault.organisation(), app.clock().now())?;
    let told = vault
        .look(ctx, |tx| Box::pin(vault::told_in_this_epoch(tx, STANDING)))
        .await?;
    let stores = app
        .directory()
        .look(ctx, |tx| Box::pin(tx.stores()))
        .await?;
    let mut count = 0;
    for other in stores {
        if other == vault.organisation() || told.contains(&other) {
            continue;
        }
        let sealer = &Sealer::new(app, ctx, other).await?;
        vault
            .transact(ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
                    standing(tx, &permit, sealer, STANDING).await
                })
            })
            .await?;
        count += 1;
    }
    Ok(count)
}

fn store(error: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Store(Box::new(error))
}
