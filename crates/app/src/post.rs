//! The post between stores of this instance: what waits in an outbox is taken to the recipient's
//! inbox, once, and a receipt comes back.

use std::collections::BTreeSet;

use access::directory::Keys;
use access::{Ctx, actions};
use crypto::envelope::BoxPublicKey;
use model::{EnvelopeId, OrganisationId};
use post::{Header, RECEIPT, Receipt, VERSION};
use vault::{Outgoing, Received, Vault, VaultError};

use crate::instance::job_ctx;
use crate::{App, AppError};

/// Kinds of envelope that this program understands.
pub const KNOWN: &[&str] = &[RECEIPT, NOTIFICATION];

/// Kind of the envelope that carries a notification to the national body.
pub const NOTIFICATION: &str = "notification";

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
    let (ctx, back, header, body) = (&ctx, &back, &header, &body);
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
                let received = Received {
                    sender: header.sender,
                    epoch: header.epoch,
                    sequence: header.sequence,
                    kind: header.kind.clone(),
                    envelope: envelope.envelope.clone(),
                    body: body.clone(),
                    understood: KNOWN.contains(&header.kind.as_str()),
                };
                if !vault::receive(tx, &permit, &received).await? {
                    return Ok(());
                }
                if header.kind == RECEIPT {
                    let receipt: Receipt =
                        serde_json::from_str(body).map_err(|_| VaultError::Body(RECEIPT))?;
                    let (epoch, sequence) = (receipt.epoch, receipt.sequence);
                    return vault::mark_receipt(tx, &permit, header.sender, epoch, sequence).await;
                }
                let digest = envelope.digest.clone();
                let receipt = Receipt {
                    epoch: header.epoch,
                    sequence: header.sequence,
                    digest,
                };
                let text =
                    serde_json::to_string(&receipt).map_err(|_| VaultError::Body(RECEIPT))?;
                let seal = |epoch, sequence| back.seal(ctx, RECEIPT, &text, epoch, sequence);
                vault::send(tx, &permit, header.sender, RECEIPT, seal)
                    .await
                    .map(|_| ())
            })
        })
        .await?;
    Ok(())
}

fn store(error: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Store(Box::new(error))
}
