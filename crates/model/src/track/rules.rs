//! Which steps may be taken. The scheme says what follows what; these rules read it.

use super::{Course, Entered, Transition, course, missing};
use crate::Instant;
use crate::scheme::{NeedKind, Scheme, StageDef, StageKind, TrackKind};

/// Why a step cannot be taken. The code names a text for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepRefused {
    /// The scheme has no such track or stage.
    #[error("track-no-such-stage")]
    NoSuchStage,
    /// The scheme has only one of this track.
    #[error("track-one-only")]
    OneOnly,
    /// On that day the track stood where this step does not follow.
    #[error("track-not-from-here")]
    NotFromHere,
    /// What is on record after that day does not follow from this step.
    #[error("track-breaks-later")]
    BreaksLater,
    /// Another track must have got further first.
    #[error("track-other-first")]
    OtherFirst,
    /// The step needs a reason.
    #[error("track-needs-reason")]
    NeedsReason,
    /// The step needs the view of every partner, agreeing or not.
    #[error("track-needs-views")]
    NeedsViews,
    /// The step needs the date on which the national body was told.
    #[error("track-needs-panel-told")]
    NeedsPanelTold,
    /// The step needs to say who agreed for the other area.
    #[error("track-needs-agreed-by")]
    NeedsAgreedBy,
    /// The step needs a day on which to look again.
    #[error("track-needs-look-again")]
    NeedsLookAgain,
    /// The step needs the national body's reference.
    #[error("track-needs-national-reference")]
    NeedsNationalReference,
}

impl StepRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSuchStage => "track-no-such-stage",
            Self::OneOnly => "track-one-only",
            Self::NotFromHere => "track-not-from-here",
            Self::BreaksLater => "track-breaks-later",
            Self::OtherFirst => "track-other-first",
            Self::NeedsReason => "track-needs-reason",
            Self::NeedsViews => "track-needs-views",
            Self::NeedsPanelTold => "track-needs-panel-told",
            Self::NeedsAgreedBy => "track-needs-agreed-by",
            Self::NeedsLookAgain => "track-needs-look-again",
            Self::NeedsNationalReference => "track-needs-national-reference",
        }
    }

    /// The refusal for what a step lacks.
    #[must_use]
    pub const fn lacking(need: NeedKind) -> Self {
        match need {
            NeedKind::Reason => Self::NeedsReason,
            NeedKind::Views => Self::NeedsViews,
            NeedKind::PanelTold => Self::NeedsPanelTold,
            NeedKind::AgreedBy => Self::NeedsAgreedBy,
            NeedKind::LookAgain => Self::NeedsLookAgain,
            NeedKind::NationalReference => Self::NeedsNationalReference,
        }
    }
}

/// Whether a step may be taken. It is judged on the day on which it happened: a step entered late
/// must follow from what was before it and lead to what came after. A decision on a local review that
/// confirms the one that stands may be recorded wherever the track is: a letter can come when the
/// review is finished.
///
/// # Errors
/// [`StepRefused`]; the first thing that is wrong.
pub fn may_step(scheme: &Scheme, steps: &[Entered], next: &Transition) -> Result<(), StepRefused> {
    let track = scheme.track(next.track).ok_or(StepRefused::NoSuchStage)?;
    let stage = scheme
        .stage(next.track, next.to)
        .ok_or(StepRefused::NoSuchStage)?;
    if next.instance > 0 && !track.several {
        return Err(StepRefused::OneOnly);
    }
    let around = Around::of(steps, next);
    let confirms = around.reached != Some(next.to);
    if !confirms && !follows(stage, around.before) {
        return Err(StepRefused::NotFromHere);
    }
    if let Some(later) = around.later.and_then(|to| scheme.stage(next.track, to))
        && !follows(later, around.reached)
    {
        return Err(StepRefused::BreaksLater);
    }
    if !other_track_is_far_enough(stage, steps, next) {
        return Err(StepRefused::OtherFirst);
    }
    match missing(scheme, next).first() {
        Some(need) => Err(StepRefused::lacking(*need)),
        None => Ok(()),
    }
}

/// The stages that a track may go to now. What each of them needs beside its date stands in the
/// scheme's stage, so that a form can ask for it.
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
    if instance > 0 && !known.several {
        return Vec::new();
    }
    let now = Course::of(steps, track, instance);
    let follows = |stage: &StageDef| follows(stage, now.stage) || now.confirms(stage.kind);
    let reached = |stage: &StageDef| {
        stage.requires.is_none_or(|need| {
            let found = |entered: &Entered| {
                let step = &entered.step;
                step.counts() && step.track == need.track && step.to == need.stage
            };
            steps.iter().any(found)
        })
    };
    known
        .stages
        .iter()
        .filter(|stage| follows(stage) && reached(stage))
        .map(|stage| stage.kind)
        .collect()
}

/// What stands around a step on its track, in the order in which things happened. A later decision
/// that only confirms is passed over: it follows from anything.
struct Around {
    before: Option<StageKind>,
    reached: Option<StageKind>,
    later: Option<StageKind>,
}

impl Around {
    fn of(steps: &[Entered], next: &Transition) -> Self {
        let of_track =
            |step: &Transition| (step.track, step.instance) == (next.track, next.instance);
        let own = steps.iter().filter(|entered| of_track(&entered.step));
        let mut all: Vec<Entered> = own.cloned().collect();
        all.push(Entered {
            step: next.clone(),
            at: Instant::from_microseconds(i64::MAX),
        });
        let mut around = Self {
            before: None,
            reached: None,
            later: None,
        };
        for (entered, stage) in course(&all) {
            if entered.at == Instant::from_microseconds(i64::MAX) {
                around.reached = Some(stage);
            } else if entered.step.sorts(next).is_le() {
                around.before = Some(stage);
            } else if stage == entered.step.to {
                around.later = Some(stage);
                break;
            }
        }
        around
    }
}

pub(super) fn follows(stage: &StageDef, before: Option<StageKind>) -> bool {
    let before = before.unwrap_or(StageKind::NotBegun);
    stage.after.is_empty() || stage.after.contains(&before)
}

/// Another track's stage counts when it may have been reached by then; only what certainly came
/// later is refused.
pub(super) fn other_track_is_far_enough(
    stage: &StageDef,
    steps: &[Entered],
    next: &Transition,
) -> bool {
    stage.requires.is_none_or(|need| {
        steps.iter().any(|entered| {
            entered.step.counts()
                && entered.step.track == need.track
                && entered.step.to == need.stage
                && !next.happened.certainly_before(&entered.step.happened)
        })
    })
}
