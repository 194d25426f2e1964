//! Give a view on the criteria; enter one that a partner gave by telephone; confirm it.

use access::{Action, Ctx, Permit, Section, actions};
use model::RecordId;
use model::case::{CriterionView, OnBehalf};
use vault::{Stored, VaultError, VaultTx};

use super::read::own_partner;
use crate::incident::find;
use crate::{App, AppError, Reference};

/// Gives the view of the actor's own partner, or changes it. Both versions are kept.
///
/// # Errors
/// [`AppError::Rule`] `view-no-partner` when the actor speaks for none of the partners;
/// [`AppError::Clash`] when it was changed meanwhile.
pub async fn give(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    shown: i64,
    new: &CriterionView,
) -> Result<(), AppError> {
    let mine = own_partner(app, ctx).await?;
    if mine.as_deref() != Some(new.partner.as_str()) || new.on_behalf.is_some() {
        return Err(AppError::Rule("view-no-partner"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::RecordView>(case, Section::General)
                    .await?;
                keep(tx, &permit, shown, new).await
            })
        })
        .await?;
    Ok(())
}

/// Enters a view that a partner gave otherwise, with its source. The partner confirms it later.
///
/// # Errors
/// [`AppError::Rule`] `view-source` without a source; `view-given` when the partner gave their own.
pub async fn give_for(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    shown: i64,
    new: &CriterionView,
) -> Result<(), AppError> {
    let sourced = |one: &OnBehalf| !one.source.0.trim().is_empty() && one.confirmed_by.is_none();
    if !new.on_behalf.as_ref().is_some_and(sourced) {
        return Err(AppError::Rule("view-source"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::RecordViewFor>(case, Section::General)
                    .await?;
                let kept = standing(tx, &permit, &new.partner).await?;
                if kept.is_some_and(|one| !one.body.is_unconfirmed()) {
                    return Err(VaultError::Rule("view-given"));
                }
                keep(tx, &permit, shown, new).await
            })
        })
        .await?;
    Ok(())
}

/// Confirms the view that was entered for the actor's own partner.
///
/// # Errors
/// [`AppError::Rule`] `view-no-partner`; [`AppError::NotFound`] when there is none to confirm;
/// [`AppError::Clash`] when it was changed meanwhile.
pub async fn confirm(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    record: RecordId,
    shown: i64,
) -> Result<(), AppError> {
    let mine = own_partner(app, ctx)
        .await?
        .ok_or(AppError::Rule("view-no-partner"))?;
    let (mine, me) = (mine.as_str(), ctx.person()?.id);
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ConfirmView>(case, Section::General)
                    .await?;
                let mut view = vault::one::<_, CriterionView>(tx, &permit, record)
                    .await?
                    .body;
                if view.partner != mine {
                    return Err(VaultError::Rule("view-no-partner"));
                }
                let on_behalf = view.on_behalf.as_mut().ok_or(VaultError::NotFound)?;
                on_behalf.confirmed_by = Some(me);
                vault::save(tx, &permit, record, shown, &view)
                    .await
                    .map(|_| ())
            })
        })
        .await?;
    Ok(())
}

async fn standing<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    partner: &str,
) -> Result<Option<Stored<CriterionView>>, VaultError> {
    let all = vault::list_with::<_, CriterionView>(tx, permit).await?;
    Ok(all.into_iter().rfind(|one| one.body.partner == partner))
}

/// One record for each partner, so that two people who enter it at once meet.
async fn keep<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    shown: i64,
    new: &CriterionView,
) -> Result<(), VaultError> {
    match standing(tx, permit, &new.partner).await? {
        Some(one) => vault::save(tx, permit, one.id, shown, new)
            .await
            .map(|_| ()),
        None => vault::save_new(tx, permit, new).await.map(|_| ()),
    }
}
