//! What people record about clocks: why something was late, and pauses of those that may pause.

use serde::{Deserialize, Serialize};

use crate::case::Lifted;
use crate::record::Record;
use crate::scheme::Scheme;
use crate::{Date, Sensitive, UncertainDate};

/// Why something was late, and when the national body was told so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lateness {
    /// Id of the clock.
    pub clock: String,
    /// Id of the reason in the scheme's list.
    pub reason: String,
    /// In words.
    pub words: Sensitive<String>,
    /// When the national body was told.
    pub told: Option<UncertainDate>,
}

impl Record for Lateness {
    const KIND: &'static str = "lateness";
}

/// A pause of a clock that may be paused: publication and local milestones alone. It moves no due
/// date; while it lasts nobody is asked to meet the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Id of the clock.
    pub clock: String,
    /// First day.
    pub from: Date,
    /// Last day; absent while it lasts.
    pub to: Option<Date>,
    /// Why, in words.
    pub reason: Sensitive<String>,
    /// When it may end and somebody looks again.
    #[serde(default)]
    pub look_again: Option<Date>,
    /// Who lifts it: name and role.
    #[serde(default)]
    pub lifts: Sensitive<String>,
    /// How it ended; absent while it lasts.
    #[serde(default)]
    pub lifted: Option<Lifted>,
}

impl Record for Pause {
    const KIND: &'static str = "pause";

    fn state(&self) -> Option<&'static str> {
        Some(if self.to.is_none() {
            "stands"
        } else {
            "lifted"
        })
    }

    fn due(&self) -> Option<Date> {
        self.look_again.filter(|_| self.to.is_none())
    }
}

/// Why a lateness or a pause cannot be recorded. The code names a text for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClockRefused {
    /// The scheme has no such clock.
    #[error("clock-no-such-clock")]
    NoSuchClock,
    /// The clock is never paused or extended.
    #[error("clock-never-paused")]
    NeverPaused,
    /// Nothing follows from being past it, so there is nothing to say why.
    #[error("clock-never-late")]
    NeverLate,
    /// The last day is before the first.
    #[error("clock-pause-ends-before-it-begins")]
    EndsBeforeItBegins,
    /// The scheme has no such reason.
    #[error("clock-no-such-reason")]
    NoSuchReason,
    /// The words are missing.
    #[error("clock-needs-words")]
    NeedsWords,
}

impl ClockRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSuchClock => "clock-no-such-clock",
            Self::NeverPaused => "clock-never-paused",
            Self::NeverLate => "clock-never-late",
            Self::EndsBeforeItBegins => "clock-pause-ends-before-it-begins",
            Self::NoSuchReason => "clock-no-such-reason",
            Self::NeedsWords => "clock-needs-words",
        }
    }
}

impl Pause {
    /// Lifts it: its last day is the day before it no longer held.
    #[must_use]
    pub fn lifted(&self, how: Lifted) -> Self {
        Self {
            to: Some(how.on.yesterday().unwrap_or(how.on)),
            lifted: Some(how),
            ..self.clone()
        }
    }

    /// Whether it may be recorded.
    ///
    /// # Errors
    /// [`ClockRefused`].
    pub fn check(&self, scheme: &Scheme) -> Result<(), ClockRefused> {
        let clock = scheme.clock(&self.clock).ok_or(ClockRefused::NoSuchClock)?;
        if !clock.can_be_paused() {
            return Err(ClockRefused::NeverPaused);
        }
        let first = self.from.yesterday().unwrap_or(self.from);
        if self.to.is_some_and(|last| last < first) {
            return Err(ClockRefused::EndsBeforeItBegins);
        }
        words(&self.reason)
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }
}

impl Lateness {
    /// Whether it may be recorded. It may be before the day: lateness that is foreseen is said early.
    ///
    /// # Errors
    /// [`ClockRefused`].
    pub fn check(&self, scheme: &Scheme) -> Result<(), ClockRefused> {
        let clock = scheme.clock(&self.clock).ok_or(ClockRefused::NoSuchClock)?;
        if !clock.can_be_late() {
            return Err(ClockRefused::NeverLate);
        }
        let known = scheme.late_reasons.iter().any(|one| one.id == self.reason);
        if !known {
            return Err(ClockRefused::NoSuchReason);
        }
        words(&self.words)
    }
}

fn words(text: &Sensitive<String>) -> Result<(), ClockRefused> {
    if text.0.trim().is_empty() {
        return Err(ClockRefused::NeedsWords);
    }
    Ok(())
}
