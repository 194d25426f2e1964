//! Taking back what only the partnership reads, without the review that it came from: that may be closed, handed over or disposed of.

use access::{Ctx, Section, actions};
use model::case::{PartnershipItem, PartnershipItemEnded, RecallReason};
use model::learning::{EndedShared, HowEnded};
use model::{CaseId, FormId, Sensitive, SharedId};
use vault::{Stored, VaultError, VaultTx};

use super::open::opened_by;
use super::own_place;
use crate::decision::decide::has_words;
use crate::keep::{changed_meanwhile, kept_before, save};
use crate::sharing::{keep_end, kept_as};
use crate::{App, AppError};

/// What is taken back, and why.
#[derive(Debug, Clone)]
pub struct Ending {
    /// The item.
    pub item: SharedId,
    /// Why, as a code that everybody reads who may read the item.
    pub reason: RecallReason,
    /// Why, in words for those who may take it back.
    pub why: Sensitive<String>,
}

/// An item that stands and that the actor may take back, before its end is kept anywhere. A refusal is written down.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, [`AppError::NotPermitted`], [`AppError::Rule`] `recalled` when it was taken back already.
pub async fn item_to_end(app: &App, ctx: &Ctx, id: SharedId) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .look(ctx, |tx| {
            Box::pin(async move { standing(tx, id).await.map(drop) })
        })
        .await?;
    Ok(())
}

async fn standing(
    tx: &mut VaultTx<'_>,
    id: SharedId,
) -> Result<Stored<PartnershipItem>, VaultError> {
    let place = own_place(tx).await?.ok_or(VaultError::NotFound)?;
    let permit = tx
        .permit::<actions::EndPartnershipItem>(place, Section::General)
        .await?;
    let all = vault::list_with::<_, PartnershipItem>(tx, &permit).await?;
    let found = all.into_iter().find(|one| one.body.item == id);
    match found.ok_or(VaultError::NotFound)? {
        one if one.body.ended.is_some() => Err(VaultError::Rule("recalled")),
        one => Ok(one),
    }
}

/// Takes an item back. That it ended is kept in the directory first: nobody reads it from then on, also where the service stops in
/// between. The release in its review, where there is one, learns of it by the job.
///
/// # Errors
/// [`AppError::Rule`] `recall-why` without words, `recalled` when it was taken back already, `changed-meanwhile`;
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn end(app: &App, ctx: &Ctx, (form, new): (FormId, &Ending)) -> Result<(), AppError> {
    if !has_words(&new.why) {
        return Err(AppError::Rule("recall-why"));
    }
    let vault = app.vault(ctx).await?;
    let sent_before = vault
        .look(ctx, |tx| Box::pin(kept_before(tx, form)))
        .await?;
    if sent_before.is_some() {
        return Ok(());
    }
    item_to_end(app, ctx, new.item).await?;
    let known = EndedShared {
        id: kept_as(new.item)?,
        how: HowEnded::TakenBackWithin,
        reason: new.reason.code().to_owned(),
        on: ctx.today(),
    };
    keep_end(app, ctx, &known).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let kept = standing(tx, new.item).await?;
                let permit = tx
                    .permit::<actions::EndPartnershipItem>(kept.case, Section::General)
                    .await?;
                let mut body = kept.body;
                body.learning = None;
                body.ended = Some(PartnershipItemEnded {
                    reason: new.reason,
                    on: tx.ctx.today(),
                    why: Some(new.why.clone()),
                });
                let place = Some((kept.id, kept.version));
                save(tx, &permit, (form, place), &body).await?;
                knows(tx, kept.case, new.item).await
            })
        })
        .await
        .map_err(changed_meanwhile)
}

/// Whoever takes an item back that they opened knows that it was: nobody tells them.
async fn knows(tx: &mut VaultTx<'_>, place: CaseId, item: SharedId) -> Result<(), VaultError> {
    let me = tx.ctx.person()?.id;
    if !tx
        .would_permit::<actions::OpenPartnershipItem>(place)
        .await?
    {
        return Ok(());
    }
    let permit = tx
        .permit::<actions::OpenPartnershipItem>(place, Section::General)
        .await?;
    let Some(opened) = opened_by(tx, &permit, (item, me)).await? else {
        return Ok(());
    };
    let mut body = opened.body;
    body.told_on = Some(tx.ctx.today());
    vault::save(tx, &permit, opened.id, opened.version, &body)
        .await
        .map(drop)
}
