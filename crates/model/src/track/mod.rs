//! Tracks: what runs side by side in a case. None waits for another unless the scheme says so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::{Scheme, StageKind, TrackKind};
use crate::{Instant, Sensitive, UncertainDate};

/// A step on a track: when it happened is one thing, when it was entered another (the store knows that).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// Which track.
    pub track: TrackKind,
    /// Which of several: letters, versions, proceedings. 0 where there is one.
    pub instance: u32,
    /// Where it stands after the step.
    pub to: StageKind,
    /// When it happened.
    pub happened: UncertainDate,
    /// Why, where the step needs a reason.
    pub reason: Option<Sensitive<String>>,
}

impl Record for Transition {
    const KIND: &'static str = "transition";

    fn state(&self) -> Option<&'static str> {
        Some(self.to.code())
    }
}

/// A step with the moment at which it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The step.
    pub step: Transition,
    /// When it was entered.
    pub at: Instant,
}

/// Where one track stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which track.
    pub track: TrackKind,
    /// Which of several.
    pub instance: u32,
    /// Where it stands.
    pub stage: StageKind,
    /// Since when.
    pub since: UncertainDate,
}

/// Why a step cannot be taken. The code names a text for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepRefused {
    /// The scheme has no such track or stage.
    #[error("track-no-such-stage")]
    NoSuchStage,
    /// The track stands where this step does not follow.
    #[error("track-not-from-here")]
    NotFromHere,
    /// Another track must have got further first.
    #[error("track-other-first")]
    OtherFirst,
    /// The step needs a reason.
    #[error("track-needs-reason")]
    NeedsReason,
}

impl StepRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSuchStage => "track-no-such-stage",
            Self::NotFromHere => "track-not-from-here",
            Self::OtherFirst => "track-other-first",
            Self::NeedsReason => "track-needs-reason",
        }
    }
}

/// Where every track stands. The step that happened last counts, whenever it was entered; of two on
/// the same day the one entered later.
#[must_use]
pub fn standings(steps: &[Entered]) -> BTreeMap<(TrackKind, u32), Standing> {
    let mut ordered: Vec<&Entered> = steps.iter().collect();
    ordered.sort_by(|one, other| {
        let key = |entered: &&Entered| (entered.step.happened.sort_key(), entered.at);
        key(one).cmp(&key(other))
    });
    ordered
        .into_iter()
        .map(|entered| {
            let step = &entered.step;
            let standing = Standing {
                track: step.track,
                instance: step.instance,
                stage: step.to,
                since: step.happened,
            };
            ((step.track, step.instance), standing)
        })
        .collect()
}

/// Whether a step may be taken now.
///
/// # Errors
/// [`StepRefused`].
pub fn may_step(scheme: &Scheme, steps: &[Entered], next: &Transition) -> Result<(), StepRefused> {
    let stage = scheme
        .track(next.track)
        .and_then(|track| track.stages.iter().find(|stage| stage.kind == next.to))
        .ok_or(StepRefused::NoSuchStage)?;
    let now = standings(steps)
        .get(&(next.track, next.instance))
        .map(|standing| standing.stage);
    let follows = match now {
        None => stage.after.is_empty() || stage.after.contains(&StageKind::NotBegun),
        Some(now) => stage.after.is_empty() || stage.after.contains(&now),
    };
    if !follows {
        return Err(StepRefused::NotFromHere);
    }
    if let Some(need) = stage.requires {
        let reached =
            |entered: &Entered| entered.step.track == need.track && entered.step.to == need.stage;
        if !steps.iter().any(reached) {
            return Err(StepRefused::OtherFirst);
        }
    }
    let needs_reason = matches!(
        next.to,
        StageKind::Withdrawn
            | StageKind::Withheld
            | StageKind::Paused
            | StageKind::Reopened
            | StageKind::Transferred
            | StageKind::StoodDown
    );
    let has_reason = next
        .reason
        .as_ref()
        .is_some_and(|reason| !reason.0.trim().is_empty());
    if needs_reason && !has_reason {
        return Err(StepRefused::NeedsReason);
    }
    Ok(())
}

/// The steps that may be taken next on a track.
#[must_use]
pub fn next_steps(
    scheme: &Scheme,
    steps: &[Entered],
    track: TrackKind,
    instance: u32,
) -> Vec<StageKind> {
    let Some(known) = scheme.track(track) else {
        return Vec::new();
    };
    let reason = Some(Sensitive("given".to_owned()));
    let may = |to: StageKind| {
        let happened = UncertainDate::UNKNOWN;
        let next = Transition {
            track,
            instance,
            to,
            happened,
            reason: reason.clone(),
        };
        may_step(scheme, steps, &next).is_ok()
    };
    known
        .stages
        .iter()
        .map(|stage| stage.kind)
        .filter(|kind| may(*kind))
        .collect()
}

#[cfg(test)]
mod tests;
