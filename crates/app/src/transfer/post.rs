//! What the post does with the envelopes of a review that is handed over, at both ends.

use access::{Ctx, Permit, actions};
use model::case::{
    CaseMoved, OfferState, Transfer, TransferAnswer, TransferArrived, TransferOffer, TransferPiece,
    TransferState, TransferTakenBack,
};
use model::{EnvelopeId, OrganisationId, RecordId, Sensitive};
use serde::de::DeserializeOwned;
use vault::{Bundle, NewFile, Stored, Vault, VaultError, VaultTx};

use super::send::settle;
use crate::notification::national;
use crate::post::{
    CASE_MOVED, Sealer, TRANSFER_ANSWER, TRANSFER_ARRIVED, TRANSFER_OFFER, TRANSFER_PIECE,
    TRANSFER_TAKEN_BACK,
};
use crate::{App, AppError};

type Receives<'tx> = Permit<'tx, actions::ReceiveTransfer>;
type Settles<'tx> = Permit<'tx, actions::SettleTransfer>;

/// What an envelope says about a review that is handed over.
pub(crate) enum Handed {
    /// A review is offered to us.
    Offer(TransferOffer),
    /// It is offered no more.
    TakenBack(TransferTakenBack),
    /// What was answered to our offer.
    Answer(TransferAnswer),
    /// A piece that is not the last.
    Piece(RecordId),
    /// The last piece, with everything before it.
    Last(Box<Last>),
    /// What we sent has arrived, or not whole.
    Arrived(TransferArrived),
    /// At the national body: a review belongs to another partnership now.
    Moved(CaseMoved),
}

/// Everything of a review that came.
pub(crate) struct Last {
    offer: RecordId,
    reference: String,
    digest: String,
    /// None when it could not be read, or is not what its record says.
    whole: Option<Came>,
}

/// A review that can be taken in.
struct Came {
    bundle: Bundle,
    files: Vec<NewFile>,
    /// Rows of its record that are proved, and rows that were not sealed when it left.
    proved: (usize, usize),
}

fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

impl Handed {
    /// What the body of an envelope of this kind says, at the organisation of the context; none for another kind, and for
    /// what cannot be read.
    pub(crate) async fn of(
        app: &App,
        ctx: &Ctx,
        sender: OrganisationId,
        (kind, text): (&str, &str),
    ) -> Result<Option<Self>, AppError> {
        Ok(match kind {
            TRANSFER_OFFER => read(text).map(Self::Offer),
            TRANSFER_TAKEN_BACK => read(text).map(Self::TakenBack),
            TRANSFER_ANSWER => read(text).map(Self::Answer),
            TRANSFER_ARRIVED => read(text).map(Self::Arrived),
            CASE_MOVED if national(app, ctx).await? == Some(ctx.organisation) => {
                read(text).map(Self::Moved)
            }
            TRANSFER_PIECE => match read::<TransferPiece>(text) {
                Some(piece) if piece.number == piece.of => {
                    let last = last(app, ctx, (sender, &piece)).await?;
                    last.map(|last| Self::Last(Box::new(last)))
                }
                Some(piece) => Some(Self::Piece(piece.offer)),
                None => None,
            },
            _ => None,
        })
    }

    /// Does what the envelope is for.
    pub(crate) async fn file(
        &self,
        tx: &mut VaultTx<'_>,
        (envelope, sender): (EnvelopeId, OrganisationId),
        back: &Sealer,
    ) -> Result<(), VaultError> {
        match self {
            Self::Offer(offer) => {
                let permit = tx.permit_organisation::<actions::ReceiveTransfer>()?;
                let says = (&*offer.reference, &*offer.why, &*offer.words.0);
                vault::add_offer(tx, &permit, (offer.offer, sender), says).await
            }
            Self::TakenBack(back) => {
                let permit = tx.permit_organisation::<actions::ReceiveTransfer>()?;
                if !stands(tx, &permit, (sender, back.offer)).await? {
                    return Ok(());
                }
                vault::end_offer(tx, &permit, back.offer, OfferState::TakenBack).await
            }
            Self::Answer(answer) => answered(tx, sender, answer).await,
            Self::Piece(offer) => {
                let permit = tx.permit_organisation::<actions::ReceiveTransfer>()?;
                vault::note_piece(tx, &permit, (envelope, *offer)).await
            }
            Self::Last(last) => last.take_in(tx, (envelope, sender), back).await,
            Self::Arrived(arrived) => let_go(tx, sender, arrived).await,
            Self::Moved(moved) => {
                let permit = tx.permit_organisation::<actions::ReceiveEnvelope>()?;
                let of = (sender, moved.reference.as_str());
                vault::case_moved(tx, &permit, of, moved.to).await
            }
        }
    }
}

/// Whether an offer of this sender stands open or was accepted.
async fn stands(
    tx: &mut VaultTx<'_>,
    permit: &Receives<'_>,
    (sender, id): (OrganisationId, RecordId),
) -> Result<bool, VaultError> {
    let all = vault::offers(tx, permit).await?;
    let found = all.iter().find(|one| one.id == id && one.sender == sender);
    Ok(found.is_some_and(|one| [OfferState::Open, OfferState::Accepted].contains(&one.state)))
}

/// A transfer of a review here that goes to the sender, when it stands as it must.
async fn transfer_of<'tx>(
    tx: &mut VaultTx<'tx>,
    (reference, id): (&str, RecordId),
    (sender, state): (OrganisationId, TransferState),
) -> Result<Option<(Settles<'tx>, Stored<Transfer>)>, VaultError> {
    let Some(case) = vault::case_by_reference(tx, reference).await? else {
        return Ok(None);
    };
    let permit = settle(tx, case).await?;
    let all = vault::list_with::<_, Transfer>(tx, &permit).await?;
    let found = all
        .into_iter()
        .find(|one| one.id == id && one.body.to == sender && one.body.state == state);
    Ok(found.map(|found| (permit, found)))
}

/// The answer to our offer. When it is accepted, the review is closed here at once; the worker sends it.
async fn answered(
    tx: &mut VaultTx<'_>,
    sender: OrganisationId,
    answer: &TransferAnswer,
) -> Result<(), VaultError> {
    let of = (answer.reference.as_str(), answer.offer);
    let Some((permit, found)) = transfer_of(tx, of, (sender, TransferState::Offered)).await? else {
        tracing::warn!("an answer is about nothing that is offered");
        return Ok(());
    };
    let state = if answer.accepts {
        TransferState::Accepted
    } else {
        TransferState::Declined
    };
    let was_open = vault::case_of(tx, &permit).await?.closed_at.is_none();
    let body = Transfer {
        state,
        was_open,
        answer: answer.words.clone(),
        ..found.body
    };
    vault::save(tx, &permit, found.id, found.version, &body).await?;
    if answer.accepts && was_open {
        vault::close_handed_over(tx, &permit).await?;
    }
    Ok(())
}

/// What we sent is there: everything of it goes here. What came not whole stays, and is said.
async fn let_go(
    tx: &mut VaultTx<'_>,
    sender: OrganisationId,
    arrived: &TransferArrived,
) -> Result<(), VaultError> {
    let of = (arrived.reference.as_str(), arrived.offer);
    let Some((permit, found)) = transfer_of(tx, of, (sender, TransferState::Sent)).await? else {
        tracing::warn!("something that nobody sent has arrived");
        return Ok(());
    };
    if arrived.whole && found.body.digest.as_ref() == Some(&arrived.digest) {
        return vault::let_go(tx, &permit, &found, &arrived.digest).await;
    }
    let body = Transfer {
        state: TransferState::NotWhole,
        ..found.body
    };
    let kept = vault::save(tx, &permit, found.id, found.version, &body).await;
    kept.map(drop)
}

/// Puts the pieces together, checks them, and seals the documents here. None when nobody accepted this offer.
async fn last(
    app: &App,
    ctx: &Ctx,
    (sender, piece): (OrganisationId, &TransferPiece),
) -> Result<Option<Last>, AppError> {
    let vault = app.vaults().of(ctx.organisation).await?;
    let offer = piece.offer;
    let found = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReceiveTransfer>()?;
                let all = vault::offers(tx, &permit).await?;
                let own = all.into_iter().find(|one| {
                    one.id == offer && one.sender == sender && one.state == OfferState::Accepted
                });
                let Some(own) = own else { return Ok(None) };
                let of = (sender, TRANSFER_PIECE, offer);
                let pieces = vault::pieces(tx, &permit, of).await?;
                let known = vault::case_by_reference(tx, &own.reference).await?;
                Ok(Some((own.reference, pieces, known.is_some())))
            })
        })
        .await?;
    let Some((reference, earlier, is_known)) = found else {
        return Ok(None);
    };
    let keys = [app.keys(sender).await?.verifying];
    let bytes = together(&earlier, piece).unwrap_or_default();
    let came = bundle_in(&bytes)
        .filter(|(bundle, _)| !is_known && bundle.from == sender && bundle.reference == reference);
    let whole = came.and_then(|(bundle, content)| {
        let proved = bundle.check(&keys).inspect_err(
            |error| tracing::error!(%offer, %error, "a review that came is not taken in"),
        );
        Some(Came {
            proved: proved.ok()?,
            files: documents(&vault, &bundle, content)?,
            bundle,
        })
    });
    Ok(Some(Last {
        offer,
        reference,
        digest: crypto::digest(&bytes).to_string(),
        whole,
    }))
}

/// The bytes of all pieces, when none is missing.
fn together(earlier: &[Sensitive<String>], last: &TransferPiece) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut next = 1;
    for text in earlier {
        let piece: TransferPiece = read(&text.0)?;
        if piece.number != next {
            return None;
        }
        next += 1;
        bytes.extend(crypto::from_hex(&piece.bytes).ok()?);
    }
    if last.number != next {
        return None;
    }
    bytes.extend(crypto::from_hex(&last.bytes).ok()?);
    Some(bytes)
}

/// What was written, and the content of the documents that follow it.
fn bundle_in(bytes: &[u8]) -> Option<(Bundle, &[u8])> {
    let (length, rest) = bytes.split_at_checked(8)?;
    let length = u64::from_be_bytes(length.try_into().ok()?);
    let (text, files) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    Some((serde_json::from_slice(text).ok()?, files))
}

/// Seals the documents here, each checked against the digest that was taken when it was added.
fn documents(vault: &Vault, bundle: &Bundle, mut content: &[u8]) -> Option<Vec<NewFile>> {
    let mut kept = Vec::new();
    for file in &bundle.files {
        let size = usize::try_from(file.size).ok()?;
        let (mut own, rest) = content.split_at_checked(size)?;
        content = rest;
        if crypto::digest(own).to_string() != file.digest {
            tracing::error!(file = %file.id, "a document is not the one that was added");
            return None;
        }
        let files = vault.files();
        let sealed = files.keep(file.id, file.name.clone(), &file.kind, &mut own, size);
        kept.push(sealed.ok()?);
    }
    content.is_empty().then_some(kept)
}

impl Last {
    async fn take_in(
        &self,
        tx: &mut VaultTx<'_>,
        (envelope, sender): (EnvelopeId, OrganisationId),
        back: &Sealer,
    ) -> Result<(), VaultError> {
        let permit = tx.permit_organisation::<actions::ReceiveTransfer>()?;
        if !stands(tx, &permit, (sender, self.offer)).await? {
            return Ok(());
        }
        vault::note_piece(tx, &permit, (envelope, self.offer)).await?;
        let mut whole = self.whole.as_ref();
        if let Some(came) = whole
            && vault::was_here(tx, &permit, came.bundle.case).await?
        {
            tracing::error!(offer = %self.offer, "a review that was let go of here cannot come back");
            whole = None;
        }
        let state = match whole {
            Some(came) => {
                let sealed = (came.files.as_slice(), self.digest.as_str(), came.proved);
                vault::take_in(tx, &permit, &came.bundle, sealed).await?;
                OfferState::Here
            }
            None => OfferState::Broken,
        };
        vault::end_offer(tx, &permit, self.offer, state).await?;
        let of = (sender, TRANSFER_PIECE, self.offer);
        vault::empty_pieces(tx, &permit, of).await?;
        let arrived = TransferArrived {
            offer: self.offer,
            reference: self.reference.clone(),
            digest: self.digest.clone(),
            whole: whole.is_some(),
        };
        let sent = back.send(tx, &permit, TRANSFER_ARRIVED, &arrived).await;
        sent.map(drop)
    }
}
