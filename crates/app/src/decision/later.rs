//! What follows a decision or undoes none of it: local learning, the lead passed on, opened again.

use access::{Action, Ctx, Permit, Section, actions};
use model::case::{Closing, SafetyLine};
use model::scheme::{StageKind, TrackKind};
use model::track::{StepDetails, Transition};
use model::{FormId, Sensitive, UncertainDate};
use vault::{VaultError, VaultTx};

use super::decide::{NO_ROUTE, begin, has_words};
use super::steps::{certainly_later, entered, scheme_of, stage_of, take};
use crate::incident::find;
use crate::{App, AppError, Reference};

/// How to learn from what happened although nothing is notified, or no longer.
#[derive(Debug, Clone)]
pub struct Route {
    /// Id of the route in the scheme.
    pub route: String,
    /// Why this one, or why none.
    pub reason: Sensitive<String>,
    /// When it was chosen: a certain day.
    pub on: UncertainDate,
}

/// The lead passes to another area that has agreed.
#[derive(Debug, Clone)]
pub struct Passing {
    /// The other area.
    pub to_area: Sensitive<String>,
    /// Who agreed for it: name, role and authority.
    pub agreed_by: Sensitive<String>,
    /// Why.
    pub reason: Sensitive<String>,
    /// When: a certain day.
    pub on: UncertainDate,
}

/// Chooses a local route where the decision left it open, or another after none. The same form sent
/// twice chooses once.
///
/// # Errors
/// [`AppError::Rule`] `route-choice` for a route the scheme does not have, `route-reason` when none
/// follows and no reason is given, `route-begun` when local learning has begun, `step-date` for a day
/// that is not certain or is to come; the codes of [`model::track::StepRefused`].
pub async fn choose_route(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Route,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::MoveTrack>(case, Section::General)
                    .await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let scheme = scheme_of(tx, app, &permit).await?;
                dated(ctx, &new.on)?;
                if !scheme.local_routes.iter().any(|one| one.id == new.route) {
                    return Err(VaultError::Rule("route-choice"));
                }
                if new.route == NO_ROUTE && !has_words(&new.reason) {
                    return Err(VaultError::Rule("route-reason"));
                }
                let steps = entered(tx, &permit).await?;
                let local = stage_of(&steps, TrackKind::LocalReview);
                let begun = local == Some(StageKind::LocalLearningBegun);
                if begun && new.route != NO_ROUTE {
                    return Err(VaultError::Rule("route-begun"));
                }
                begin(tx, (&permit, scheme), &new.route, new.on, &new.reason).await?;
                vault::remember(tx, form, "kept").await
            })
        })
        .await?;
    Ok(())
}

/// Passes the lead to another area. What was recorded here stays, and the case is closed here with it; while the safety
/// of a child is open it stays open, so that nobody loses sight of the child.
///
/// # Errors
/// [`AppError::Rule`] `transfer-area` without the other area, `step-date`; the codes of
/// [`model::track::StepRefused`], which ask for the reason and who agreed.
pub async fn transfer(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Passing,
) -> Result<(), AppError> {
    if !has_words(&new.to_area) {
        return Err(AppError::Rule("transfer-area"));
    }
    dated(ctx, &new.on)?;
    let details = StepDetails {
        to_area: Some(new.to_area.clone()),
        agreed_by: Some(new.agreed_by.clone()),
        ..StepDetails::default()
    };
    let step = &Transition {
        track: TrackKind::Notification,
        instance: 0,
        to: StageKind::Transferred,
        happened: new.on,
        reason: Some(new.reason.clone()),
        details,
    };
    let closing = &Closing {
        reason: new.reason.clone(),
        left_open: Vec::new(),
        passed_to: Some(new.to_area.clone()),
    };
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let permit = tx
                    .permit::<actions::PassLead>(case, Section::General)
                    .await?;
                if !once(tx, app, &permit, form, step).await? {
                    return Ok(());
                }
                let safety = vault::list_with::<_, SafetyLine>(tx, &permit).await?;
                if safety.iter().any(|one| one.body.is_open()) {
                    return Ok(());
                }
                vault::save_new(tx, &permit, closing).await?;
                vault::close_passed_on(tx, &permit).await
            })
        })
        .await?;
    Ok(())
}

/// Opens the decision again after it was not to notify or was withdrawn: something came to light.
/// A closed case is opened with it. The earlier decision and the partners' views stay on record.
///
/// # Errors
/// [`AppError::Rule`] `step-date`; the codes of [`model::track::StepRefused`], which ask for a reason.
pub async fn reopen(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    (reason, on): (&Sensitive<String>, UncertainDate),
) -> Result<(), AppError> {
    dated(ctx, &on)?;
    let step = &Transition {
        track: TrackKind::Notification,
        instance: 0,
        to: StageKind::Reopened,
        happened: on,
        reason: Some(reason.clone()),
        details: StepDetails::default(),
    };
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::MoveTrack>(case, Section::General)
                    .await?;
                if !once(tx, app, &permit, form, step).await? {
                    return Ok(());
                }
                let file = vault::case_of(tx, &permit).await?;
                if file.closed_at.is_some() {
                    vault::set_closed(tx, &permit, false).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(())
}

/// Takes the step of a form that may be sent twice; says whether it was taken now.
async fn once<A: Action>(
    tx: &mut VaultTx<'_>,
    app: &App,
    permit: &Permit<'_, A>,
    form: FormId,
    step: &Transition,
) -> Result<bool, VaultError> {
    if vault::already_done(tx, form).await?.is_some() {
        return Ok(false);
    }
    let scheme = scheme_of(tx, app, permit).await?;
    let steps = entered(tx, permit).await?;
    if stage_of(&steps, step.track) == Some(step.to) {
        return Err(VaultError::Rule("track-not-from-here"));
    }
    take(tx, permit, scheme, step.clone()).await?;
    vault::remember(tx, form, "kept").await?;
    Ok(true)
}

/// A step that somebody records has a certain day, and that day has come.
pub(super) fn dated(ctx: &Ctx, on: &UncertainDate) -> Result<(), VaultError> {
    if on.is_certain_day().is_none() || certainly_later(ctx, on) {
        return Err(VaultError::Rule("step-date"));
    }
    Ok(())
}
