//! A clock in words, and what it asks of somebody. Nothing is said by colour alone.

use super::{ClockLine, ClockState, Why};
use crate::Date;
use crate::scheme::EventKind;

/// What a page says of a clock: the key of an interface text and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Key of the text.
    pub key: &'static str,
    /// A number of working days, never below 0.
    pub days: Option<i64>,
    /// The day it was met or is due.
    pub date: Option<Date>,
    /// The event it waits for or asks about.
    pub event: Option<EventKind>,
}

/// What a clock asks somebody to enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// The date of this event, so that it is one certain day.
    SettleDate(EventKind),
    /// The date of this event, which is missing.
    RecordDate(EventKind),
    /// Why it is late.
    Reason,
    /// The day on which the national body was told why it is late.
    TellPanel,
}

impl ClockLine {
    /// The clock in words. The texts behind the keys say "late" in words, with the number of working
    /// days, and of an expectation or an advisory clock only that its day has passed.
    #[must_use]
    pub fn words(&self, today: Date) -> Words {
        let due = self.due;
        let say = |key, days, date, event| Words {
            key,
            days,
            date,
            event,
        };
        match &self.state {
            ClockState::Waits(event) => say("clock-waits", None, None, Some(*event)),
            ClockState::DoesNotApply => say("clock-does-not-apply", None, None, None),
            ClockState::Runs { .. } if due == Some(today) => {
                say("clock-due-today", None, due, None)
            }
            ClockState::Runs { left } if due.is_some_and(|due| today > due) => {
                let key = if self.expectation {
                    "clock-expected-earlier"
                } else {
                    "clock-advisory-passed"
                };
                say(key, Some(left.abs()), due, None)
            }
            ClockState::Runs { left } => say("clock-runs", Some(*left), due, None),
            ClockState::Met { on, used } => say("clock-met", *used, Some(*on), None),
            ClockState::MetSomeDay => say("clock-met-some-day", None, None, None),
            ClockState::Late { by, met: None } => say("clock-late", Some(*by), due, None),
            ClockState::Late { by, met } => say("clock-met-late", Some(*by), *met, None),
            ClockState::Paused => say("clock-paused", None, due, None),
            ClockState::CannotSay(why) => match why {
                Why::UncertainDate(event) => say("clock-date-uncertain", None, None, Some(*event)),
                Why::NotRecorded(event) => say("clock-date-missing", None, None, Some(*event)),
                Why::OutOfOrder { starts, .. } => {
                    say("clock-dates-out-of-order", None, None, Some(*starts))
                }
                Why::Calendar(_) => say("clock-outside-calendar", None, None, None),
            },
        }
    }

    /// What somebody has to enter for this clock, if anything.
    #[must_use]
    pub fn asks(&self) -> Option<Ask> {
        match (&self.state, &self.lateness) {
            (ClockState::CannotSay(Why::UncertainDate(event)), _) => Some(Ask::SettleDate(*event)),
            (ClockState::CannotSay(Why::NotRecorded(event)), _) => Some(Ask::RecordDate(*event)),
            (ClockState::CannotSay(Why::OutOfOrder { starts, .. }), _) => {
                Some(Ask::SettleDate(*starts))
            }
            (ClockState::Late { .. }, None) => Some(Ask::Reason),
            (ClockState::Late { .. }, Some(late)) if late.told.is_none() => Some(Ask::TellPanel),
            _ => None,
        }
    }
}
