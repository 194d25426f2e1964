//! Holding a release back, and lifting a hold: the person who is named in it, and nobody else.

use access::{Ctx, Section, actions};
use model::case::{SharingHold, SharingHoldLifted};
use model::{Date, FormId, PersonId, RecordId, Sensitive};
use vault::VaultError;

use super::made::Made;
use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Reference};

/// What somebody holds back, and who lets it go on.
#[derive(Debug, Clone)]
pub struct NewHold {
    /// The draft.
    pub draft: RecordId,
    /// Why.
    pub why: Sensitive<String>,
    /// Who can lift it.
    pub lifts: PersonId,
    /// When they look at it again.
    pub look_again: Date,
}

/// Holds a release back until the person who is named lifts that. Its day only reminds.
///
/// # Errors
/// [`AppError::Rule`] `sharing-hold-why` without a reason, `sharing-hold-day` for a day that has passed, `sharing-hold-person` for
/// somebody who is not of this organisation, `person-barred` for somebody on the conflict list, `sharing-released`, `case-closed`;
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn put_hold(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &NewHold,
) -> Result<RecordId, AppError> {
    let names = crate::names::names(app, ctx).await?;
    let known = names.of(new.lifts).is_some();
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::HoldSharing>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                for (good, code) in [
                    (has_words(&new.why), "sharing-hold-why"),
                    (known, "sharing-hold-person"),
                    (new.look_again >= tx.ctx.today(), "sharing-hold-day"),
                ] {
                    if !good {
                        return Err(VaultError::Rule(code));
                    }
                }
                Made::of(tx, &permit).await?.unreleased(new.draft)?;
                let body = SharingHold {
                    of: new.draft,
                    why: new.why.clone(),
                    lifts: new.lifts,
                    look_again: new.look_again,
                    lifted: None,
                };
                save(tx, &permit, (form, None), &body).await
            })
        })
        .await?)
}

/// Lifts a hold in which the actor is named. What it said stays on record.
///
/// # Errors
/// [`AppError::Rule`] `sharing-lift-why` without a reason, `sharing-lift-person` for anybody but whoever is named in it,
/// `sharing-lifted` when it no longer stands, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn lift_hold(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    (hold, why): (RecordId, &Sensitive<String>),
) -> Result<(), AppError> {
    let me = ctx.person()?.id;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::LiftHold>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let kept = vault::one::<_, SharingHold>(tx, &permit, hold).await?;
                if kept.body.lifts != me {
                    return Err(VaultError::Rule("sharing-lift-person"));
                }
                if !kept.body.stands() {
                    return Err(VaultError::Rule("sharing-lifted"));
                }
                if !has_words(why) {
                    return Err(VaultError::Rule("sharing-lift-why"));
                }
                let mut body = kept.body;
                body.lifted = Some(SharingHoldLifted {
                    on: tx.ctx.today(),
                    why: why.clone(),
                });
                let place = Some((hold, kept.version));
                save(tx, &permit, (form, place), &body).await.map(drop)
            })
        })
        .await?;
    Ok(())
}
