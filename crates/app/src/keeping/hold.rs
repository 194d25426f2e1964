//! A legal hold on a review, open or closed.

use access::{Ctx, Section, actions};
use model::case::{HoldLifted, LegalHold};
use model::{Date, FormId, RecordId, Sensitive};
use vault::VaultError;

use crate::decision::decide::has_words;
use crate::incident::find;
use crate::keep::{changed_meanwhile, kept_before, save};
use crate::{App, AppError, Reference};

/// What is said of a new hold.
#[derive(Debug, Clone)]
pub struct NewHold {
    /// Why.
    pub reason: Sensitive<String>,
    /// Who asked for it.
    pub asked_by: Sensitive<String>,
    /// From when.
    pub from: Date,
    /// When somebody looks whether it is still needed.
    pub review: Date,
}

/// Puts a hold on a review.
///
/// # Errors
/// [`AppError::Rule`]: `legal-hold-words` without a reason or who asked, `legal-hold-later` when it begins on a day to come,
/// `legal-hold-review` when the day to look at it again is not after today.
pub async fn put_hold(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &NewHold,
) -> Result<(), AppError> {
    if !has_words(&new.reason) || !has_words(&new.asked_by) {
        return Err(AppError::Rule("legal-hold-words"));
    }
    if new.from > ctx.today() {
        return Err(AppError::Rule("legal-hold-later"));
    }
    if new.review <= ctx.today() {
        return Err(AppError::Rule("legal-hold-review"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::HoldCase>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let body = LegalHold {
                    reason: new.reason.clone(),
                    asked_by: new.asked_by.clone(),
                    from: new.from,
                    review: new.review,
                    put_by: tx.ctx.person()?.id,
                    lifted: None,
                };
                save(tx, &permit, (form, None), &body).await.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// Lifts a hold.
///
/// # Errors
/// [`AppError::Rule`]: `legal-hold-words` without a reason, `legal-hold-lift-day` when the day is to come or before the hold
/// began, `legal-hold-lifted` when it was lifted already, `changed-meanwhile`; [`AppError::NotFound`].
pub async fn lift_hold(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    lifted: &HoldLifted,
) -> Result<(), AppError> {
    if !has_words(&lifted.reason) {
        return Err(AppError::Rule("legal-hold-words"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::HoldCase>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let standing = vault::one::<_, LegalHold>(tx, &permit, id).await?.body;
                if !standing.stands() {
                    return Err(VaultError::Rule("legal-hold-lifted"));
                }
                if lifted.on > tx.ctx.today() || lifted.on < standing.from {
                    return Err(VaultError::Rule("legal-hold-lift-day"));
                }
                let body = LegalHold {
                    lifted: Some(lifted.clone()),
                    ..standing
                };
                let place = Some((id, shown));
                save(tx, &permit, (form, place), &body).await.map(drop)
            })
        })
        .await
        .map_err(changed_meanwhile)
}
