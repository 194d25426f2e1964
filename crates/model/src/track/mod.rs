//! Tracks: what runs side by side in a case. None waits for another unless the scheme says so.
//!
//! A case has no one state. Each track is a list of dated steps, entered in any order, and where it
//! stands is worked out from them each time. A step is never undone: a later step says that
//! something is otherwise now (reopened, decided no, withdrawn), and both stay on record. A step that
//! was entered in error is marked so, with why; it stays on record and counts for nothing.

mod correct;
mod details;
mod end;
mod next;
mod rules;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::{EventKind, Scheme, StageKind, TrackKind};
use crate::{Instant, Sensitive, UncertainDate};

pub use correct::may_correct;
pub use details::{
    DoneBefore, PartnerView, ReviewDecision, ReviewDecisions, StepDetails, missing,
    review_decisions,
};
pub use end::{Unfinished, is_at_an_end, unfinished};
pub use next::{NextStep, StillOpen, what_is_next};
pub use rules::{StepRefused, may_step, next_steps};

/// A step on a track. When it happened is one thing, when and by whom it was entered another: the
/// store keeps those beside every record and no one can set them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// Which track.
    pub track: TrackKind,
    /// Which of several: letters, versions, proceedings. 0 where there is one.
    pub instance: u32,
    /// Where it stands after the step.
    pub to: StageKind,
    /// When it happened; with a time where the time is known.
    pub happened: UncertainDate,
    /// Why, where the step needs a reason.
    pub reason: Option<Sensitive<String>>,
    /// What else the step needs or says.
    #[serde(default, skip_serializing_if = "StepDetails::is_empty")]
    pub details: StepDetails,
}

impl Transition {
    /// A step on a track that there is once, or on the first of several, with nothing more to say.
    #[must_use]
    pub fn new(track: TrackKind, to: StageKind, happened: UncertainDate) -> Self {
        Self {
            track,
            instance: 0,
            to,
            happened,
            reason: None,
            details: StepDetails::default(),
        }
    }

    /// Whether it counts: it was not entered in error.
    #[must_use]
    pub const fn counts(&self) -> bool {
        self.details.entered_in_error.is_none()
    }

    /// The date that puts it in order among the others: its own, or for one of before the review was brought in whose date
    /// is not known the one that it stands at.
    #[must_use]
    pub fn stands_at(&self) -> UncertainDate {
        let stands = self.details.done_before.as_ref().and_then(|one| one.stands);
        stands
            .filter(|_| self.happened.is_unknown())
            .unwrap_or(self.happened)
    }

    /// Which of two steps happened first, as far as their dates say. On the same day, what was done before the review was
    /// brought in comes before what was recorded here, and in the order of the course.
    #[must_use]
    pub fn sorts(&self, other: &Self) -> Ordering {
        let place = |step: &Self| {
            let before = step.details.done_before.as_ref();
            (before.is_none(), before.map_or(0, |one| one.place))
        };
        let happened = self.stands_at().sorts(&other.stands_at());
        happened.then_with(|| place(self).cmp(&place(other)))
    }
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

impl Entered {
    /// Which of two steps counts as the earlier one.
    pub(crate) fn sorts(&self, other: &Self) -> Ordering {
        let happened = self.step.sorts(&other.step);
        happened.then_with(|| self.at.cmp(&other.at))
    }
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

/// The steps that count, in the order in which they happened; of two on the same day the one entered
/// first is first, and what happened on a day not known comes last.
#[must_use]
pub fn in_order(steps: &[Entered]) -> Vec<&Entered> {
    let counting = steps.iter().filter(|entered| entered.step.counts());
    let mut ordered: Vec<&Entered> = counting.collect();
    ordered.sort_by(|one, two| one.sorts(two));
    ordered
}

/// Where every track stands. The step that happened last counts, whenever it was entered; of two on
/// the same day the one entered later. A decision on a local review that only confirms the one before
/// leaves the track where it stands: a letter that agrees sets no review back to its beginning.
#[must_use]
pub fn standings(steps: &[Entered]) -> BTreeMap<(TrackKind, u32), Standing> {
    let mut standings = BTreeMap::new();
    for (entered, stage) in course(steps) {
        let step = &entered.step;
        let standing = Standing {
            track: step.track,
            instance: step.instance,
            stage,
            since: step.happened,
        };
        let confirms = step.to != stage;
        if !confirms {
            standings.insert((step.track, step.instance), standing);
        }
    }
    standings
}

/// The steps in order, each with the stage at which its track stood after it.
fn course(steps: &[Entered]) -> Vec<(&Entered, StageKind)> {
    let mut tracks: BTreeMap<(TrackKind, u32), Course> = BTreeMap::new();
    in_order(steps)
        .into_iter()
        .map(|entered| {
            let step = &entered.step;
            let track = tracks.entry((step.track, step.instance)).or_default();
            (entered, track.go(step.to))
        })
        .collect()
}

/// One track as its steps go by.
#[derive(Default)]
struct Course {
    stage: Option<StageKind>,
    decided: Option<StageKind>,
}

impl Course {
    /// One track of a case, gone through in order.
    fn of(steps: &[Entered], track: TrackKind, instance: u32) -> Self {
        let mut course = Self::default();
        for Entered { step, .. } in in_order(steps) {
            if (step.track, step.instance) == (track, instance) {
                course.go(step.to);
            }
        }
        course
    }

    /// Whether a step would only confirm the decision that stands.
    fn confirms(&self, to: StageKind) -> bool {
        self.decided == Some(to)
    }

    fn go(&mut self, to: StageKind) -> StageKind {
        if let (true, Some(stage)) = (self.confirms(to), self.stage) {
            return stage;
        }
        match to {
            StageKind::DecidedYes | StageKind::DecidedNo => self.decided = Some(to),
            StageKind::Reopened | StageKind::StoodDown => self.decided = None,
            _ => {}
        }
        self.stage = Some(to);
        to
    }
}

/// When each event happened that the scheme's stages give, as the steps tell it. An event that a
/// stage gives keeps its first date until a stage ends it; one that a stage renews has its latest.
#[must_use]
pub fn events(scheme: &Scheme, steps: &[Entered]) -> BTreeMap<EventKind, UncertainDate> {
    let giving = giving(scheme, steps).into_iter();
    giving.map(|(event, step)| (event, step.happened)).collect()
}

/// The step that dates each event; [`events`] says which of several.
pub(crate) fn giving<'a>(
    scheme: &Scheme,
    steps: &'a [Entered],
) -> BTreeMap<EventKind, &'a Transition> {
    let mut events = BTreeMap::new();
    for entered in in_order(steps) {
        let step = &entered.step;
        let Some(stage) = scheme.stage(step.track, step.to) else {
            continue;
        };
        for ended in &stage.ends {
            events.remove(ended);
        }
        for given in &stage.gives {
            events.entry(*given).or_insert(step);
        }
        for renewed in &stage.renews {
            events.insert(*renewed, step);
        }
    }
    events
}

#[cfg(test)]
mod tests;
