//! What clocks are worked out from.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lateness, Pause};
use crate::UncertainDate;
use crate::scheme::{ClockDef, EventKind, Scheme, StageKind, TrackKind};
use crate::track::{Entered, giving, standings};

/// What is known that clocks depend on. Start from the dates that stand in the case's records
/// (raised, incident, first agency knew, authority knew, partners told, planned publication) and
/// add the steps with [`ClockFacts::with_steps`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClockFacts {
    /// When each event happened.
    pub events: BTreeMap<EventKind, UncertainDate>,
    /// Those of them that were done before the review was brought in: a clock that such an event meets was met, on
    /// whatever day, and asks nobody here for anything.
    pub done_before: BTreeSet<EventKind>,
    /// Whether the decided outcome asks for a notification; absent while undecided.
    pub notify: Option<bool>,
    /// Whether the decided outcome asks for a rapid review; absent while undecided.
    pub rapid_review: Option<bool>,
    /// Whether there will be a local review; absent while undecided. Set by the steps.
    pub local_review: Option<bool>,
    /// Whether the notification was withdrawn and the national body told, so that no clock runs on.
    /// A withdrawal that lacks its reason, a view or that day is no step, and the clocks run.
    pub withdrawn: bool,
    /// Whether the lead passed to another area, whose clocks they are now.
    pub transferred: bool,
    /// Lateness on record.
    pub lateness: Vec<Lateness>,
    /// Pauses on record.
    pub pauses: Vec<Pause>,
}

impl ClockFacts {
    /// The facts with what the steps of the tracks say: dates of events, withdrawal, transfer and
    /// the decision on a local review.
    #[must_use]
    pub fn with_steps(mut self, scheme: &Scheme, steps: &[Entered]) -> Self {
        for (event, step) in giving(scheme, steps) {
            self.events.insert(event, step.happened);
            if step.details.done_before.is_some() {
                self.done_before.insert(event);
            }
        }
        let standings = standings(steps);
        let at = |track: TrackKind| standings.get(&(track, 0)).map(|standing| standing.stage);
        let notification = at(TrackKind::Notification);
        self.withdrawn = notification == Some(StageKind::Withdrawn);
        self.transferred = notification == Some(StageKind::Transferred);
        self.local_review = match at(TrackKind::LocalReview) {
            None | Some(StageKind::NotBegun | StageKind::Reopened) => None,
            Some(
                StageKind::DecidedNo
                | StageKind::StoodDown
                | StageKind::LocalLearningBegun
                | StageKind::LocalLearningCompleted
                | StageKind::NoLocalLearning,
            ) => Some(false),
            Some(_) => Some(true),
        };
        self
    }

    /// Whether a clock concerns this case, as far as is decided.
    pub(super) fn concern(&self, clock: &ClockDef) -> bool {
        let kind = clock.kind;
        let over = self.withdrawn || self.transferred;
        let no_notification = self.notify == Some(false) || over;
        let no_rapid_review = self.rapid_review == Some(false) || no_notification;
        let no_local_review = self.local_review == Some(false);
        !(kind.needs_notification() && no_notification
            || kind.needs_rapid_review() && no_rapid_review
            || kind.needs_local_review() && no_local_review)
    }
}
