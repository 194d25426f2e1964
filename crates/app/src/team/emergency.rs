//! Open a review in an emergency; and looking at it afterwards, which everybody responsible does.

use access::{Ctx, Section, actions};
use model::case::EmergencySeen;
use model::scheme::{AccessLimits, StepText};
use model::{FormId, Instant, RecordId, Sensitive};
use vault::{Emergency, Stored, VaultError};

use super::case_of;
use crate::decision::decide::has_words;
use crate::decision::steps::scheme_of;
use crate::keep::kept_before;
use crate::{App, AppError, Reference};

/// What somebody reads before they open a review in an emergency. Nothing of the review.
#[derive(Debug, Clone)]
pub struct Before {
    /// How long it stays open.
    pub limits: AccessLimits,
    /// The four lines.
    pub step: Option<StepText>,
}

/// Reads it.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`] for everybody who may not open it so.
pub async fn before_opening(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Before, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::BreakGlass>(case, Section::General)
                    .await?;
                let scheme = scheme_of(tx, app, &permit).await?;
                Ok(Before {
                    limits: scheme.access.clone(),
                    step: scheme.step("emergency").cloned(),
                })
            })
        })
        .await?)
}

/// Opens the general section for the time that the scheme gives, with the reason on record. Neither the
/// conflict list nor a section with a restriction of its own gives way to it.
///
/// # Errors
/// [`AppError::Rule`] `emergency-why` without a reason, `emergency-open` when it is open to them.
pub async fn open_in_emergency(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("emergency-why"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::BreakGlass>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                if tx.would_permit::<actions::ReadCase>(case).await? {
                    return Err(VaultError::Rule("emergency-open"));
                }
                let scheme = scheme_of(tx, app, &permit).await?;
                let seconds = i64::from(scheme.access.emergency_minutes) * 60;
                let until: Instant = tx.ctx.now.plus_seconds(seconds);
                let id = vault::add_emergency(tx, &permit, &why.0, until).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// An emergency opening, and who has looked at it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The opening.
    pub emergency: Emergency,
    /// Who has looked at it, oldest first.
    pub seen: Vec<Stored<EmergencySeen>>,
    /// Whether the reader still has to.
    pub mine: bool,
}

/// The emergency openings of a review.
#[derive(Debug, Clone)]
pub struct Openings {
    /// All of them, newest first.
    pub all: Vec<Opened>,
    /// The four lines.
    pub step: Option<StepText>,
}

/// Every emergency opening of a review, newest first, for those who answer for it.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn openings(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Openings, AppError> {
    let me = ctx.person()?.id;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::LookAtEmergency>(case, Section::General)
                    .await?;
                let all = vault::emergencies(tx, &permit).await?;
                let seen = vault::list_with::<_, EmergencySeen>(tx, &permit).await?;
                let of = |emergency: Emergency| {
                    let own = seen.iter().filter(|one| one.body.emergency == emergency.id);
                    let seen: Vec<_> = own.cloned().collect();
                    let looked = seen.iter().any(|one| one.by == me.to_string());
                    Opened {
                        mine: !looked && emergency.person != me,
                        emergency,
                        seen,
                    }
                };
                let scheme = scheme_of(tx, app, &permit).await?;
                Ok::<_, VaultError>(Openings {
                    all: all.into_iter().map(of).collect(),
                    step: scheme.step("emergency").cloned(),
                })
            })
        })
        .await?)
}

/// Records that the reader has looked at an emergency opening, and what they make of it.
///
/// # Errors
/// [`AppError::Rule`] `emergency-says` without words, `emergency-own` for one's own; [`AppError::NotFound`]
/// without such an opening.
pub async fn look_at(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, id): (FormId, RecordId),
    says: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(says) {
        return Err(AppError::Rule("emergency-says"));
    }
    let me = ctx.person()?.id;
    let new = &EmergencySeen {
        emergency: id,
        says: says.clone(),
    };
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::LookAtEmergency>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let all = vault::emergencies(tx, &permit).await?;
                let found = all.iter().find(|one| one.id == id);
                let found = found.ok_or(VaultError::NotFound)?;
                if found.person == me {
                    return Err(VaultError::Rule("emergency-own"));
                }
                let seen = vault::save_new(tx, &permit, new).await?;
                vault::remember(tx, form, &seen.to_string()).await
            })
        })
        .await?;
    Ok(())
}
