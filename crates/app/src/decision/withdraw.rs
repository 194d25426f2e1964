//! Take a notification back when it is settled that the criteria were not met.

use access::{Ctx, Permit, Section, actions};
use model::case::Withdrawal;
use model::scheme::{Scheme, StageKind, TrackKind};
use model::{FormId, RecordId, UncertainDate};
use vault::{VaultError, VaultTx};

use super::later::dated;
use super::steps::{certainly_later, entered, scheme_of, stage_of, take};
use crate::incident::find;
use crate::{App, AppError, Reference};

/// Keeps what is settled so far of withdrawing, complete or not. No clock changes by it. The same form
/// sent twice keeps it once.
///
/// # Errors
/// [`AppError::Rule`] `withdrawal-not-notified` while there is nothing to take back,
/// `withdrawal-partner` for a view of nobody the scheme knows, `withdrawal-told-later` when the
/// national body would be told in future; [`AppError::Clash`] when somebody changed it meanwhile.
pub async fn keep_withdrawal(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    shown: i64,
    new: &Withdrawal,
) -> Result<(), AppError> {
    save(app, ctx, reference, (form, shown), (new, false)).await
}

/// Withdraws the notification: the step is taken, and its clocks end.
///
/// # Errors
/// Those of [`keep_withdrawal`]; `step-date`, `withdrawal-told-later`, and the codes of
/// [`model::track::StepRefused`], which ask for the reason, the views and the day the national body
/// was told.
pub async fn withdraw(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    shown: i64,
    new: &Withdrawal,
) -> Result<(), AppError> {
    save(app, ctx, reference, (form, shown), (new, true)).await
}

async fn save(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, shown): (FormId, i64),
    (new, complete): (&Withdrawal, bool),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::DecideNotification>(case, Section::General)
                    .await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let scheme = scheme_of(tx, app, &permit).await?;
                check(tx, (&permit, scheme), new).await?;
                let new = &Withdrawal {
                    taken: complete,
                    ..new.clone()
                };
                match begun(tx, &permit).await? {
                    Some(one) => vault::save(tx, &permit, one, shown, new).await.map(|_| ()),
                    None => vault::save_new(tx, &permit, new).await.map(|_| ()),
                }?;
                if complete {
                    dated(ctx, &new.on.unwrap_or(UncertainDate::UNKNOWN))?;
                    take(tx, &permit, scheme, new.step()).await?;
                }
                vault::remember(tx, form, "kept").await
            })
        })
        .await?;
    Ok(())
}

async fn check(
    tx: &mut VaultTx<'_>,
    (permit, scheme): (&Permit<'_, actions::DecideNotification>, &Scheme),
    new: &Withdrawal,
) -> Result<(), VaultError> {
    let steps = entered(tx, permit).await?;
    if stage_of(&steps, TrackKind::Notification) != Some(StageKind::Notified) {
        return Err(VaultError::Rule("withdrawal-not-notified"));
    }
    let known = |id: &str| scheme.partners.iter().any(|one| one.id == id);
    let mut seen = std::collections::BTreeSet::new();
    let fits = |partner: &str| known(partner) && seen.insert(partner.to_owned());
    if !new.views.iter().map(|one| one.partner.as_str()).all(fits) {
        return Err(VaultError::Rule("withdrawal-partner"));
    }
    if new
        .panel_told
        .is_some_and(|told| certainly_later(tx.ctx, &told))
    {
        return Err(VaultError::Rule("withdrawal-told-later"));
    }
    Ok(())
}

/// The withdrawal that was begun and not taken: one at a time.
async fn begun(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::DecideNotification>,
) -> Result<Option<RecordId>, VaultError> {
    let all = vault::list_with::<_, Withdrawal>(tx, permit).await?;
    Ok(all
        .into_iter()
        .rfind(|one| !one.body.taken)
        .map(|one| one.id))
}
