//! Steps on the tracks that a decision and what follows it mean.

use access::{Action, Ctx, Permit};
use model::UncertainDate;
use model::scheme::{Scheme, StageKind, TrackKind};
use model::track::{Entered, Transition, may_step, standings};
use vault::{VaultError, VaultTx};

use crate::App;
use crate::review::CaseRecords;

/// The scheme that the case of a permit runs under.
pub(crate) async fn scheme_of<'a, A: Action>(
    tx: &mut VaultTx<'_>,
    app: &'a App,
    permit: &Permit<'_, A>,
) -> Result<&'a Scheme, VaultError> {
    let file = vault::case_of(tx, permit).await?;
    let loaded = app.scheme_of(&file.scheme, &file.scheme_digest);
    Ok(&loaded.map_err(|_| VaultError::Rule("no-scheme"))?.scheme)
}

/// Every step of the case so far.
pub(crate) async fn entered<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<Entered>, VaultError> {
    let taken = CaseRecords {
        steps: vault::list_with(tx, permit).await?,
        ..CaseRecords::default()
    };
    Ok(taken.entered())
}

/// Where a track stands.
pub(crate) fn stage_of(steps: &[Entered], track: TrackKind) -> Option<StageKind> {
    standings(steps)
        .get(&(track, 0))
        .map(|standing| standing.stage)
}

/// Whether a date is certainly after today: nobody has done tomorrow's things.
pub(crate) fn certainly_later(ctx: &Ctx, date: &UncertainDate) -> bool {
    date.earliest().is_some_and(|first| first > ctx.today())
}

/// Now, to the minute.
pub(crate) fn this_minute(ctx: &Ctx) -> UncertainDate {
    UncertainDate::minute(ctx.civil(ctx.now)).unwrap_or(UncertainDate::UNKNOWN)
}

/// The date of a step that follows steps of the same day. Where one of those has a time of day, a
/// step of today has one too, or it would count as earlier.
pub(crate) fn after_others_of_today(
    ctx: &Ctx,
    steps: &[Entered],
    next: &Transition,
) -> UncertainDate {
    let happened = next.happened;
    let day = happened.is_certain_day();
    let timed = |one: &Entered| {
        one.step.track == next.track
            && one.step.happened.is_certain_day() == day
            && one.step.happened.is_certain_minute().is_some()
    };
    let is_today = day == Some(ctx.today()) && happened.is_certain_minute().is_none();
    if is_today && steps.iter().any(timed) {
        UncertainDate::minute(ctx.civil(ctx.now)).unwrap_or(happened)
    } else {
        happened
    }
}

/// Takes a step when the scheme lets it be taken. Returns without one where the track already stands
/// there: a decision may be taken again with other reasons.
pub(crate) async fn take<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    scheme: &Scheme,
    next: Transition,
) -> Result<(), VaultError> {
    let steps = entered(tx, permit).await?;
    if stage_of(&steps, next.track) == Some(next.to) {
        return Ok(());
    }
    step(tx, permit, (scheme, &steps), next).await
}

/// Takes a step that follows from these, also where the track already stands there.
pub(crate) async fn step<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (scheme, steps): (&Scheme, &[Entered]),
    mut next: Transition,
) -> Result<(), VaultError> {
    next.happened = after_others_of_today(tx.ctx, steps, &next);
    may_step(scheme, steps, &next).map_err(|refused| VaultError::Rule(refused.code()))?;
    vault::save_new(tx, permit, &next).await.map(|_| ())
}

/// Takes a step on the way where the scheme lets it be taken and the track is not there yet or further.
pub(crate) async fn on_the_way<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    scheme: &Scheme,
    next: Transition,
) -> Result<(), VaultError> {
    let steps = entered(tx, permit).await?;
    let there = stage_of(&steps, next.track) == Some(next.to);
    if there || may_step(scheme, &steps, &next).is_err() {
        return Ok(());
    }
    step(tx, permit, (scheme, &steps), next).await
}
