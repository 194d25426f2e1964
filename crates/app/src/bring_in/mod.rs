//! Bringing in a review that is under way elsewhere, with what was done before and on which days.

mod bring;
mod check;

pub use bring::bring_in;
pub use check::{At, Odd, Wrong, odd, wrong};

use model::scheme::{OutcomeDef, Scheme, StageKind, TrackKind};
use model::track::Entered;
use model::{Sensitive, UncertainDate};

use crate::incident::NewSubject;

/// What is known of a step that lies before the stage that was reached.
#[derive(Debug, Clone)]
pub enum Before {
    /// It was done.
    Done {
        /// When; [`UncertainDate::UNKNOWN`] when nobody knows.
        on: UncertainDate,
        /// Who did it, or where it is recorded; may be empty.
        source: Sensitive<String>,
    },
    /// It did not happen, and why.
    DidNot(Sensitive<String>),
}

impl Before {
    /// When it was done, where it was.
    #[must_use]
    pub const fn on(&self) -> Option<UncertainDate> {
        match self {
            Self::Done { on, .. } => Some(*on),
            Self::DidNot(_) => None,
        }
    }
}

/// A step of the course with what is known of it.
#[derive(Debug, Clone)]
pub struct StepBefore {
    /// Which track.
    pub track: TrackKind,
    /// Which stage of it.
    pub stage: StageKind,
    /// What is known.
    pub before: Before,
}

/// Everything that brings in a review.
#[derive(Debug, Clone)]
pub struct BringIn {
    /// When the local authority knew of the incident. It may be uncertain, and is not unknown.
    pub known: UncertainDate,
    /// What happened, in short.
    pub outline: Sensitive<String>,
    /// Nature of the incident: a code of the scheme's list.
    pub nature: String,
    /// The reference that it had where it was run before; may be empty.
    pub local_reference: Sensitive<String>,
    /// The children.
    pub subjects: Vec<NewSubject>,
    /// The stage that it has reached, with its track.
    pub reached: (TrackKind, StageKind),
    /// Id of the outcome, where a decision on notifying lies before that stage.
    pub outcome: Option<String>,
    /// What is known of each step of the course up to that stage, in its order.
    pub steps: Vec<StepBefore>,
    /// Whether the partners were told, where the notification lies before that stage.
    pub partners_told: Option<Before>,
}

/// Whether somebody who brings in a review at this stage is asked if the partners were told: once the national body was.
#[must_use]
pub fn asks_partners_told(scheme: &Scheme, reached: (TrackKind, StageKind)) -> bool {
    let way = scheme.course_to(reached.0, reached.1).unwrap_or_default();
    way.iter()
        .any(|one| (one.track, one.stage) == (TrackKind::Notification, StageKind::Notified))
}

/// The outcomes that the decision on notifying can have had, by the stages up to the one that was reached; none where no
/// decision lies before it.
pub fn outcomes(
    scheme: &Scheme,
    reached: (TrackKind, StageKind),
) -> impl Iterator<Item = &OutcomeDef> {
    let way = scheme.course_to(reached.0, reached.1).unwrap_or_default();
    let on_way = move |stage: StageKind| {
        let mut all = way.iter();
        all.any(|one| (one.track, one.stage) == (TrackKind::Notification, stage))
    };
    scheme.outcomes.iter().filter(move |one| on_way(one.stage))
}

/// When the incident was raised, where that was done before the review was brought in; not known where nobody knows.
#[must_use]
pub fn raised_before(steps: &[Entered]) -> Option<UncertainDate> {
    let raised = |one: &&Entered| {
        let step = &one.step;
        (step.track, step.to) == (TrackKind::Notification, StageKind::Raised)
            && step.counts()
            && step.details.done_before.is_some()
    };
    steps.iter().find(raised).map(|one| one.step.happened)
}
