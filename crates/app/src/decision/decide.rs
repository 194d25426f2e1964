//! The local authority decides. It may act with views missing or against, with reasons: day five
//! never waits.

use access::directory::Agency;
use access::{Action, Ctx, Permit, Section, actions};
use model::case::{CriterionView, Decision};
use model::scheme::{OutcomeDef, Scheme, StageKind, TrackKind};
use model::track::{StepDetails, Transition};
use model::{Date, FormId, Sensitive, UncertainDate};
use vault::{VaultError, VaultTx};

use super::partners::{agencies, partners};
use super::steps::{certainly_later, entered, scheme_of, stage_of, take};
use crate::bring_in::raised_before;
use crate::incident::find;
use crate::{App, AppError, Reference};

/// A decision to be recorded.
#[derive(Debug, Clone)]
pub struct Deciding {
    /// What is decided.
    pub decision: Decision,
    /// How many decisions were on record when the form was opened.
    pub shown: usize,
}

/// Route that means that no further learning activity follows.
pub(super) const NO_ROUTE: &str = "none_with_reason";

/// Records the decision on notifying, and the step it means. An earlier decision is kept.
///
/// # Errors
/// [`AppError::Rule`] `decision-outcome` for an outcome the scheme does not have, `decision-reasons`,
/// `decision-date` when its day is not certain, `decision-early`, `decision-before-last` and
/// `decision-later` when it cannot be that day, `decision-notified` when it is notified already,
/// `decision-despite` when a view is missing or against and no reason is given, `decision-route` when
/// nothing is notified and no local route is chosen, `decision-meanwhile` when somebody else has
/// decided since the form was opened; the codes of [`model::track::StepRefused`].
pub async fn decide(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Deciding,
) -> Result<(), AppError> {
    let here = agencies(app, ctx).await?;
    let here = here.as_slice();
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
                let earlier = vault::list_with::<_, Decision>(tx, &permit).await?;
                if earlier.len() != new.shown {
                    return Err(VaultError::Rule("decision-meanwhile"));
                }
                let raised = vault::case_of(tx, &permit).await?.raised_at;
                let before = raised_before(&entered(tx, &permit).await?);
                let raised = match before {
                    None => Some(raised.date_in_london()),
                    Some(day) => day.earliest(),
                };
                let last = earlier.last().map(|one| &one.body);
                dated(&new.decision.on, raised, last)?;
                record(tx, (&permit, scheme), here, &new.decision).await?;
                vault::remember(tx, form, "kept").await
            })
        })
        .await?;
    Ok(())
}

async fn record(
    tx: &mut VaultTx<'_>,
    (permit, scheme): (&Permit<'_, actions::DecideNotification>, &Scheme),
    here: &[Agency],
    new: &Decision,
) -> Result<(), VaultError> {
    let outcome = check(scheme, tx.ctx, new)?;
    let views = vault::list_with::<_, CriterionView>(tx, permit).await?;
    let all_agree = partners(scheme, here).iter().all(|partner| {
        let view = partner.view_in(&views);
        view.is_some_and(|one| one.body.outcome == new.outcome)
    });
    if !all_agree && !new.despite.as_ref().is_some_and(has_words) {
        return Err(VaultError::Rule("decision-despite"));
    }
    if !route_fits(scheme, outcome, new.local_route.as_ref()) {
        return Err(VaultError::Rule("decision-route"));
    }
    vault::save_new(tx, permit, new).await?;
    step(tx, (permit, scheme), outcome, new).await?;
    match new.local_route.as_deref() {
        None => Ok(()),
        Some(route) => begin(tx, (permit, scheme), route, new.on, &new.reasons).await,
    }
}

/// The step on the notification's track. A decision to notify leaves it where it is once the
/// notification is under way: a death that turns out to be abuse is decided again, not notified again.
async fn step(
    tx: &mut VaultTx<'_>,
    (permit, scheme): (&Permit<'_, actions::DecideNotification>, &Scheme),
    outcome: &OutcomeDef,
    new: &Decision,
) -> Result<(), VaultError> {
    let steps = entered(tx, permit).await?;
    let stage = stage_of(&steps, TrackKind::Notification);
    let under_way = matches!(
        stage,
        Some(
            StageKind::NotificationDraft | StageKind::NotificationAuthorised | StageKind::Notified
        )
    );
    if outcome.notify && under_way {
        return Ok(());
    }
    if stage == Some(StageKind::Notified) {
        return Err(VaultError::Rule("decision-notified"));
    }
    let step = Transition {
        reason: Some(new.reasons.clone()),
        ..Transition::new(TrackKind::Notification, outcome.stage, new.on)
    };
    take(tx, permit, scheme, step).await
}

/// The last decision stands, so it is not dated before the one it replaces, nor before the incident
/// was raised.
fn dated(
    on: &UncertainDate,
    raised: Option<Date>,
    last: Option<&Decision>,
) -> Result<(), VaultError> {
    let day = on
        .is_certain_day()
        .ok_or(VaultError::Rule("decision-date"))?;
    if raised.is_some_and(|raised| day < raised) {
        return Err(VaultError::Rule("decision-early"));
    }
    let before = last.and_then(|one| one.on.is_certain_day());
    if before.is_some_and(|before| day < before) {
        return Err(VaultError::Rule("decision-before-last"));
    }
    Ok(())
}

fn check<'a>(scheme: &'a Scheme, ctx: &Ctx, new: &Decision) -> Result<&'a OutcomeDef, VaultError> {
    let outcome = scheme
        .outcome(&new.outcome)
        .ok_or(VaultError::Rule("decision-outcome"))?;
    if !has_words(&new.reasons) {
        return Err(VaultError::Rule("decision-reasons"));
    }
    if certainly_later(ctx, &new.on) {
        return Err(VaultError::Rule("decision-later"));
    }
    Ok(outcome)
}

/// A route is chosen from the scheme's where the outcome has one, and always when nothing is notified:
/// no branch is a dead end.
fn route_fits(scheme: &Scheme, outcome: &OutcomeDef, chosen: Option<&String>) -> bool {
    let known = |id: &String| scheme.local_routes.iter().any(|one| one.id == *id);
    let needed = !outcome.notify && outcome.local_route;
    chosen.map_or(!needed, |id| outcome.local_route && known(id))
}

pub(crate) fn has_words(text: &Sensitive<String>) -> bool {
    !text.0.trim().is_empty()
}

/// The first step of a local route. No statutory clock runs for it.
pub(super) async fn begin<A: Action>(
    tx: &mut VaultTx<'_>,
    (permit, scheme): (&Permit<'_, A>, &Scheme),
    route: &str,
    on: UncertainDate,
    reason: &Sensitive<String>,
) -> Result<(), VaultError> {
    let to = if route == NO_ROUTE {
        StageKind::NoLocalLearning
    } else {
        StageKind::LocalLearningBegun
    };
    let step = Transition {
        track: TrackKind::LocalReview,
        instance: 0,
        to,
        happened: on,
        reason: Some(reason.clone()),
        details: StepDetails {
            local_route: Some(route.to_owned()),
            ..StepDetails::default()
        },
    };
    take(tx, permit, scheme, step).await
}
