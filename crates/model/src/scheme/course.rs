//! The usual course of a review across its tracks.
//!
//! Tracks wait for each other only where the scheme says so; the course is no rule. It says what a page asks about when
//! somebody brings in a review that is under way elsewhere: what usually lies before the stage that it has reached.

use serde::Deserialize;

use super::{Scheme, StageKind, TrackKind};

/// More steps than any page can ask about at once.
pub const MOST_COURSE: usize = 24;

/// One stage on the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourseStep {
    /// Which track.
    pub track: TrackKind,
    /// Which stage of it.
    pub stage: StageKind,
    /// Whether it turns off here: it can be reached from what is before it, and is on the way to nothing after it.
    #[serde(default)]
    pub branch: bool,
}

impl Scheme {
    /// The course up to a stage, with that stage last; `None` when it is not on the course.
    #[must_use]
    pub fn course_to(&self, track: TrackKind, stage: StageKind) -> Option<Vec<CourseStep>> {
        let is_it = |step: &CourseStep| (step.track, step.stage) == (track, stage);
        let at = self.course.iter().position(is_it)?;
        let way = self.course.iter().take(at + 1);
        let on_it = way.filter(|step| !step.branch || is_it(step));
        Some(on_it.copied().collect())
    }
}
