//! At the partnership to which a review is offered: what was offered, the answer, and where a review came from.

use access::{Ctx, Section, actions};
use model::case::TransferAnswer;
use model::{FormId, RecordId, Sensitive};
use vault::{CameFrom, CaseOffer, Stub, VaultError, VaultTx};

use super::Organisations;
use crate::decision::decide::has_words;
use crate::incident::find;
use crate::keep::kept_before;
use crate::post::{Sealer, TRANSFER_ANSWER};
use crate::{App, AppError, Reference};

/// What was offered to the actor's partnership, and what it has handed over itself.
#[derive(Debug, Clone)]
pub struct Offers {
    /// What was offered, newest first.
    pub offers: Vec<CaseOffer>,
    /// What was handed over, latest first.
    pub stubs: Vec<Stub>,
    /// The organisations, for their names.
    pub organisations: Organisations,
}

/// Reads them. Nothing of a review is in them.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn offers(app: &App, ctx: &Ctx) -> Result<Offers, AppError> {
    let organisations = Organisations::of(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    let (offers, stubs) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::AnswerTransfer>()?;
                let offers = vault::offers(tx, &permit).await?;
                Ok((offers, vault::stubs(tx, &permit).await?))
            })
        })
        .await?;
    Ok(Offers {
        offers,
        stubs,
        organisations,
    })
}

/// Answers an offer. When it is accepted, the other partnership closes the review and sends everything of it.
///
/// # Errors
/// [`AppError::Rule`]: `hand-over-answer-words` when declining without a reason; `hand-over-not-open` when it was answered or
/// taken back meanwhile; [`AppError::NotFound`].
pub async fn answer(
    app: &App,
    ctx: &Ctx,
    form: FormId,
    (id, accepts, words): (RecordId, bool, &Sensitive<String>),
) -> Result<(), AppError> {
    if !accepts && !has_words(words) {
        return Err(AppError::Rule("hand-over-answer-words"));
    }
    let offer = offers(app, ctx).await?.offers;
    let offer = offer.into_iter().find(|one| one.id == id);
    let offer = &offer.ok_or(AppError::NotFound)?;
    let sealer = &Sealer::new(app, ctx, offer.sender).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::AnswerTransfer>()?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let answered = vault::answer_offer(tx, &permit, id, (accepts, &words.0)).await?;
                if !answered {
                    return Err(VaultError::Rule("hand-over-not-open"));
                }
                let answer = TransferAnswer {
                    offer: id,
                    reference: offer.reference.clone(),
                    accepts,
                    words: words.clone(),
                };
                sealer.send(tx, &permit, TRANSFER_ANSWER, &answer).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// How many offers wait for an answer of the actor.
pub(crate) async fn open_offers(tx: &mut VaultTx<'_>) -> Result<usize, VaultError> {
    if !tx.would_permit_organisation::<actions::AnswerTransfer>() {
        return Ok(0);
    }
    let permit = tx.permit_organisation::<actions::AnswerTransfer>()?;
    vault::open_offers(tx, &permit).await
}

/// Where a review came from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// What is known of it.
    pub from: CameFrom,
    /// The name of the partnership that handed it over.
    pub name: String,
    /// Whether the proof of its record holds when it is checked now.
    pub holds: bool,
}

/// Where a review came from; none where it began here.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn came_from(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Option<Origin>, AppError> {
    let vault = app.vault(ctx).await?;
    let found = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                vault::came_from(tx, &permit).await
            })
        })
        .await?;
    let Some(from) = found else {
        return Ok(None);
    };
    let keys = [app.keys(from.origin).await?.verifying];
    let proved = from.proof.as_ref().map(|proof| proof.check(&keys));
    let holds = matches!(proved, Some(Ok(_)));
    let organisations = Organisations::of(app, ctx).await?;
    let name = organisations.name(from.origin).unwrap_or_default();
    Ok(Some(Origin {
        name: name.to_owned(),
        from,
        holds,
    }))
}
