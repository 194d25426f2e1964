//! Put right a step that was entered in error: it stays on record, marked, and counts for nothing.

use std::cmp::Ordering;

use access::{Action, Ctx, Permit, Section, actions};
use model::case::Decision;
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Entered, Transition, may_correct};
use model::{FormId, RecordId, Sensitive, UncertainDate};
use vault::{Stored, VaultError, VaultTx};

use crate::decision::decide::has_words;
use crate::decision::steps::{after_others_of_today, certainly_later};
use crate::keep::{kept_before, open};
use crate::review::CaseRecords;
use crate::{App, AppError, Reference};

/// A step that was entered in error.
#[derive(Debug, Clone)]
pub struct Correcting {
    /// The step.
    pub step: RecordId,
    /// Version that was shown.
    pub shown: i64,
    /// What was wrong with it.
    pub why: Sensitive<String>,
    /// When it really happened; none when it did not happen at all.
    pub happened: Option<UncertainDate>,
}

/// Marks a step as entered in error, and where it happened at another time enters it again. Later
/// steps and other tracks must still follow. What was done before the review was brought in is put right by whoever may
/// move its tracks, steps of the notification among it.
///
/// # Errors
/// [`AppError::Rule`] `step-why` without what was wrong, `step-later` for a day that is to come,
/// `step-marked` when it is marked already, `step-notification` for a step of the notification, which
/// the authority puts right, `case-closed`; the codes of [`model::track::StepRefused`];
/// [`AppError::NotFound`]; [`AppError::Clash`].
pub async fn correct(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Correcting,
) -> Result<(), AppError> {
    put_right::<actions::MoveTrack>(app, ctx, reference, form, new).await
}

/// As [`correct`], for what a person of the authority recorded of the notification. What was sent to
/// the national body stays as it was sent.
///
/// # Errors
/// As [`correct`]; [`AppError::Rule`] `step-decided` for a step that a decision took: it is decided
/// again instead.
pub async fn correct_notification(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Correcting,
) -> Result<(), AppError> {
    put_right::<actions::RecordNotified>(app, ctx, reference, form, new).await
}

async fn put_right<A: Action>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &Correcting,
) -> Result<(), AppError> {
    if !has_words(&new.why) {
        return Err(AppError::Rule("step-why"));
    }
    if new.happened.is_some_and(|day| certainly_later(ctx, &day)) {
        return Err(AppError::Rule("step-later"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, scheme) = open::<A>(tx, app, reference, section).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let marked = change(tx, (&permit, scheme), new).await?;
                vault::remember(tx, form, &marked.to_string()).await
            })
        })
        .await?;
    Ok(())
}

async fn change<A: Action>(
    tx: &mut VaultTx<'_>,
    (permit, scheme): (&Permit<'_, A>, &Scheme),
    new: &Correcting,
) -> Result<RecordId, VaultError> {
    let mut steps: Vec<Stored<Transition>> = vault::list_with(tx, permit).await?;
    let place = steps.iter().position(|one| one.id == new.step);
    let place = place.ok_or(VaultError::NotFound)?;
    let wrong = steps.get(place).ok_or(VaultError::NotFound)?.clone();
    may_mark(permit.code(), &wrong.body)?;
    let along = along(&mut steps, &wrong, new.happened);
    let entered: Vec<Entered> = CaseRecords {
        steps,
        ..CaseRecords::default()
    }
    .entered();
    let instead = new.happened.map(|happened| {
        let mut step = wrong.body.clone();
        step.happened = happened;
        step.happened = after_others_of_today(tx.ctx, &entered, &step);
        step
    });
    may_correct(scheme, &entered, place, instead.as_ref())
        .map_err(|refused| VaultError::Rule(refused.code()))?;
    if wrong.body.details.done_before.is_some() {
        decided_then(tx, (permit, scheme), &wrong.body, new.happened).await?;
    }
    let mut marked = wrong.body;
    marked.details.entered_in_error = Some(new.why.clone());
    vault::save(tx, permit, wrong.id, new.shown, &marked).await?;
    if let Some(step) = instead {
        vault::save_new(tx, permit, &step).await?;
    }
    for one in along {
        vault::save(tx, permit, one.id, one.version, &one.body).await?;
    }
    Ok(wrong.id)
}

/// Steps of before the review was brought in whose dates nobody knows stay in their order: those of the same track that
/// would come to stand on the wrong side of the new day stand on it. Returns them.
fn along(
    steps: &mut [Stored<Transition>],
    wrong: &Stored<Transition>,
    happened: Option<UncertainDate>,
) -> Vec<Stored<Transition>> {
    let own = wrong.body.details.done_before.as_ref();
    let (Some(own), Some(happened)) = (own, happened) else {
        return Vec::new();
    };
    let mut moved = Vec::new();
    for one in steps {
        let body = &mut one.body;
        let of_track = body.track == wrong.body.track && body.instance == wrong.body.instance;
        let order = body.stands_at().sorts(&happened);
        let unknown = body.happened.is_unknown();
        let Some(before) = body.details.done_before.as_mut() else {
            continue;
        };
        let passed = match before.place.cmp(&own.place) {
            Ordering::Less => order.is_gt(),
            Ordering::Equal => false,
            Ordering::Greater => order.is_lt(),
        };
        if of_track && unknown && passed {
            before.stands = Some(happened);
            moved.push(one.clone());
        }
    }
    moved
}

/// The decision on notifying that was brought in goes with its step: to the other day, or away.
async fn decided_then<A: Action>(
    tx: &mut VaultTx<'_>,
    (permit, scheme): (&Permit<'_, A>, &Scheme),
    wrong: &Transition,
    happened: Option<UncertainDate>,
) -> Result<(), VaultError> {
    if wrong.track != TrackKind::Notification {
        return Ok(());
    }
    let all: Vec<Stored<Decision>> = vault::list_with(tx, permit).await?;
    let of_step = |one: &&Stored<Decision>| {
        let outcome = scheme.outcome(&one.body.outcome);
        one.body.on == wrong.happened && outcome.is_some_and(|known| known.stage == wrong.to)
    };
    let Some(decision) = all.iter().find(of_step) else {
        return Ok(());
    };
    let (id, version) = (decision.id, decision.version);
    match happened {
        None => vault::remove::<A, Decision>(tx, permit, id, version).await,
        Some(on) => {
            let again = Decision {
                on,
                ..decision.body.clone()
            };
            vault::save(tx, permit, id, version, &again).await?;
            Ok(())
        }
    }
}

/// The notification's steps are the authority's; the other tracks are run by the business manager.
fn may_mark(action: &str, step: &Transition) -> Result<(), VaultError> {
    if !step.counts() {
        return Err(VaultError::Rule("step-marked"));
    }
    let by_manager = action == actions::MoveTrack::INFO.code;
    if by_manager && step.details.done_before.is_some() {
        return Ok(());
    }
    let is_notification = step.track == TrackKind::Notification;
    let by_authority = action == actions::RecordNotified::INFO.code;
    if is_notification != by_authority {
        return Err(VaultError::Rule("step-notification"));
    }
    let decided = matches!(
        step.to,
        StageKind::Raised
            | StageKind::DecisionPending
            | StageKind::Notifiable
            | StageKind::NotNotifiable
            | StageKind::NearMiss
    );
    if is_notification && decided {
        return Err(VaultError::Rule("step-decided"));
    }
    Ok(())
}
