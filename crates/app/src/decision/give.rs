//! Give a view on the criteria; enter one that a partner gave by telephone; confirm it.

use access::directory::Agency;
use access::{Action, Ctx, Permit, Section, actions};
use model::RecordId;
use model::case::{CriterionView, OnBehalf};
use model::scheme::Scheme;
use vault::{VaultError, VaultTx};

use super::partners::{Partner, agencies, own, partners};
use super::steps::{certainly_later, scheme_of};
use crate::incident::find;
use crate::{App, AppError, Reference};

/// Gives the view of the actor's own partner, or changes it, also one that was entered for them. All
/// versions are kept.
///
/// # Errors
/// [`AppError::Rule`] `view-no-partner` when the actor does not speak for that partner, `view-answers`
/// when a criterion is not answered, `view-outcome`, `view-later`; [`AppError::Clash`] when it was
/// changed meanwhile.
pub async fn give(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    shown: i64,
    new: &CriterionView,
) -> Result<(), AppError> {
    let here = agencies(app, ctx).await?;
    let here = here.as_slice();
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::RecordView>(case, Section::General)
                    .await?;
                let scheme = scheme_of(tx, app, &permit).await?;
                check(scheme, ctx, new)?;
                let me = own(ctx, &partners(scheme, here));
                let me = me.filter(|me| me.gave(new) && new.on_behalf.is_none());
                let me = me.ok_or(VaultError::Rule("view-no-partner"))?;
                keep(tx, &permit, &me, shown, new).await
            })
        })
        .await?;
    Ok(())
}

/// Enters a view that a partner gave otherwise, with its source. The partner confirms it later.
///
/// # Errors
/// [`AppError::Rule`] `view-source` without a way and a source, `view-no-such-partner`, `view-given`
/// when the partner gave or confirmed their own, and the rules of [`give`]; [`AppError::Clash`].
pub async fn give_for(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    shown: i64,
    new: &CriterionView,
) -> Result<(), AppError> {
    let on_behalf = new.on_behalf.clone().filter(is_sourced);
    let mut on_behalf = on_behalf.ok_or(AppError::Rule("view-source"))?;
    on_behalf.entered_by = Some(ctx.person()?.id);
    on_behalf.confirmed_by = None;
    let new = &CriterionView {
        on_behalf: Some(on_behalf),
        ..new.clone()
    };
    let here = agencies(app, ctx).await?;
    let here = here.as_slice();
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::RecordViewFor>(case, Section::General)
                    .await?;
                enter(tx, app, (&permit, here), shown, new).await
            })
        })
        .await?;
    Ok(())
}

/// Whether it is said how something came that somebody else entered, and from whom.
pub(crate) fn is_sourced(one: &OnBehalf) -> bool {
    let known = OnBehalf::CHANNELS.contains(&one.channel.as_str());
    known && !one.source.0.trim().is_empty()
}

async fn enter(
    tx: &mut VaultTx<'_>,
    app: &App,
    (permit, here): (&Permit<'_, actions::RecordViewFor>, &[Agency]),
    shown: i64,
    new: &CriterionView,
) -> Result<(), VaultError> {
    let scheme = scheme_of(tx, app, permit).await?;
    check(scheme, tx.ctx, new)?;
    let all = partners(scheme, here);
    let partner = all.iter().find(|one| one.gave(new));
    let partner = partner.ok_or(VaultError::Rule("view-no-such-partner"))?;
    let views = vault::list_with::<_, CriterionView>(tx, permit).await?;
    let kept = partner.view_in(&views);
    if kept.is_some_and(|one| !one.body.is_unconfirmed()) {
        return Err(VaultError::Rule("view-given"));
    }
    keep(tx, permit, partner, shown, new).await
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
    let me = ctx.person()?.id;
    let here = agencies(app, ctx).await?;
    let here = here.as_slice();
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ConfirmView>(case, Section::General)
                    .await?;
                let scheme = scheme_of(tx, app, &permit).await?;
                let mine = own(ctx, &partners(scheme, here));
                let mine = mine.ok_or(VaultError::Rule("view-no-partner"))?;
                let one = vault::one::<_, CriterionView>(tx, &permit, record).await?;
                let mut view = one.body;
                if !mine.gave(&view) {
                    return Err(VaultError::Rule("view-no-partner"));
                }
                let on_behalf = view.on_behalf.as_mut().ok_or(VaultError::NotFound)?;
                // Whoever confirmed it first did; the button pressed twice changes nothing.
                on_behalf.confirmed_by.get_or_insert(me);
                vault::save(tx, &permit, record, shown, &view)
                    .await
                    .map(|_| ())
            })
        })
        .await?;
    Ok(())
}

/// What every view must be, whoever enters it.
fn check(scheme: &Scheme, ctx: &Ctx, new: &CriterionView) -> Result<(), VaultError> {
    let answered = scheme
        .criteria
        .iter()
        .all(|item| new.answers.contains_key(&item.id));
    if !answered || new.answers.len() != scheme.criteria.len() {
        return Err(VaultError::Rule("view-answers"));
    }
    if scheme.outcome(&new.outcome).is_none() {
        return Err(VaultError::Rule("view-outcome"));
    }
    if certainly_later(ctx, &new.on) {
        return Err(VaultError::Rule("view-later"));
    }
    Ok(())
}

/// One record for each partner, so that two people who enter it at once meet.
async fn keep<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    partner: &Partner,
    shown: i64,
    new: &CriterionView,
) -> Result<(), VaultError> {
    let views = vault::list_with::<_, CriterionView>(tx, permit).await?;
    match partner.view_in(&views) {
        Some(one) => vault::save(tx, permit, one.id, shown, new)
            .await
            .map(|_| ()),
        None => vault::save_new(tx, permit, new).await.map(|_| ()),
    }
}
