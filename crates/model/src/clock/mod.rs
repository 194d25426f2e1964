//! Clocks: what is due when, said so that nobody has to count.
//!
//! Clocks are worked out from facts each time they are shown; nothing stores a due date that could
//! silently move. The clocks of five and fifteen working days are never paused or extended: they are
//! met, or late with a reason and the day the national body was told.

mod plan;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::{ClockDef, ClockRule, EventKind, Scheme};
use crate::{Calendar, CalendarError, Date, Sensitive, UncertainDate};

pub use plan::{Day, PlanStep, day_plan};

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

/// A pause of a clock that may be paused: publication and local milestones alone.
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
}

impl Record for Pause {
    const KIND: &'static str = "pause";
}

/// What is known that clocks depend on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClockFacts {
    /// When each event happened.
    pub events: BTreeMap<EventKind, UncertainDate>,
    /// Whether the decided outcome asks for a notification; absent while undecided.
    pub notify: Option<bool>,
    /// Whether the decided outcome asks for a rapid review; absent while undecided.
    pub rapid_review: Option<bool>,
    /// Whether the notification was withdrawn and the national body told, so that no clock runs on.
    pub withdrawn: bool,
    /// Lateness on record.
    pub lateness: Vec<Lateness>,
    /// Pauses on record.
    pub pauses: Vec<Pause>,
}

/// Where one clock stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockState {
    /// It has not begun: it waits for this event.
    Waits(EventKind),
    /// It does not apply to this case.
    DoesNotApply,
    /// It runs; so many working days are left, today not counted. 0: due today.
    Runs {
        /// Working days left.
        left: i64,
    },
    /// It was met.
    Met {
        /// On which day.
        on: Date,
    },
    /// It was met late, or is late now.
    Late {
        /// By how many working days.
        by: i64,
        /// On which day it was met, if it was.
        met: Option<Date>,
    },
    /// It is paused.
    Paused,
    /// It cannot be said.
    CannotSay(Why),
}

/// Why a clock cannot say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The date of this event is not one certain day: somebody must settle it.
    UncertainDate(EventKind),
    /// The working-day table does not reach that far.
    Calendar(CalendarError),
}

/// One clock, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockLine {
    /// Id of the clock in the scheme.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Who holds the step.
    pub holder: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// Whether its length was compared with the primary document.
    pub checked: bool,
    /// Shown for information; nothing follows from being past it.
    pub advisory: bool,
    /// An expectation of somebody else: never late.
    pub expectation: bool,
    /// The day that started it.
    pub from: Option<Date>,
    /// The day by whose end it is due.
    pub due: Option<Date>,
    /// Where it stands.
    pub state: ClockState,
    /// The lateness on record.
    pub lateness: Option<Lateness>,
}

impl ClockLine {
    /// Whether somebody still has to meet it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(
            self.state,
            ClockState::Runs { .. } | ClockState::Late { met: None, .. } | ClockState::CannotSay(_)
        )
    }
}

/// Every clock of the scheme for a case, on a day.
#[must_use]
pub fn clock_lines(
    scheme: &Scheme,
    facts: &ClockFacts,
    calendar: &Calendar,
    today: Date,
) -> Vec<ClockLine> {
    scheme
        .clocks
        .iter()
        .map(|clock| line(clock, facts, calendar, today))
        .collect()
}

fn line(clock: &ClockDef, facts: &ClockFacts, calendar: &Calendar, today: Date) -> ClockLine {
    let from = facts
        .events
        .get(&clock.trigger)
        .and_then(UncertainDate::is_certain_day);
    let found = state(clock, facts, calendar, today);
    let (due, state) = found.unwrap_or_else(|why| (None, ClockState::CannotSay(why)));
    ClockLine {
        id: clock.item.id.clone(),
        label: clock.item.label.en.clone(),
        holder: clock.holder.en.clone(),
        source: clock.item.source.clone(),
        checked: clock.item.checked,
        advisory: clock.advisory,
        expectation: clock.expectation,
        from,
        due,
        state,
        lateness: facts
            .lateness
            .iter()
            .find(|late| late.clock == clock.item.id)
            .cloned(),
    }
}

fn state(
    clock: &ClockDef,
    facts: &ClockFacts,
    calendar: &Calendar,
    today: Date,
) -> Result<(Option<Date>, ClockState), Why> {
    let Some(trigger) = facts.events.get(&clock.trigger) else {
        let state = if applies(clock, facts) {
            ClockState::Waits(clock.trigger)
        } else {
            ClockState::DoesNotApply
        };
        return Ok((None, state));
    };
    let met = facts.events.get(&clock.met_by);
    if met.is_none() && !applies(clock, facts) {
        return Ok((None, ClockState::DoesNotApply));
    }
    let from = trigger
        .is_certain_day()
        .ok_or(Why::UncertainDate(clock.trigger))?;
    let due = due(clock, from, calendar).map_err(Why::Calendar)?;
    if let Some(met) = met {
        let on = met
            .is_certain_day()
            .ok_or(Why::UncertainDate(clock.met_by))?;
        return past(clock, due, on, Some(on), calendar).map(|state| (Some(due), state));
    }
    if clock.pausable
        && facts
            .pauses
            .iter()
            .any(|pause| pause_holds(pause, clock, today))
    {
        return Ok((Some(due), ClockState::Paused));
    }
    past(clock, due, today, None, calendar).map(|state| (Some(due), state))
}

/// Whether a clock concerns this case, as far as the decision says.
fn applies(clock: &ClockDef, facts: &ClockFacts) -> bool {
    if facts.withdrawn {
        return false;
    }
    let notification = clock.met_by == EventKind::Notified;
    let no_notification = notification && facts.notify == Some(false);
    let no_rapid_review = clock.rapid_review_only && facts.rapid_review == Some(false);
    !no_notification && !no_rapid_review
}

fn due(clock: &ClockDef, from: Date, calendar: &Calendar) -> Result<Date, CalendarError> {
    match clock.rule {
        ClockRule::WorkingDaysAfter(days) => calendar.due(from, days),
        ClockRule::WorkingDaysBefore(days) => calendar.due_before(from, days),
        ClockRule::MonthsAfter(months) => {
            Ok(calendar.add_months(from, i32::try_from(months).unwrap_or(i32::MAX)))
        }
    }
}

fn past(
    clock: &ClockDef,
    due: Date,
    day: Date,
    met: Option<Date>,
    calendar: &Calendar,
) -> Result<ClockState, Why> {
    if day > due && !clock.expectation && !clock.advisory {
        // A due date that is no working day, as months can give, is late from the next day on.
        let by = calendar
            .working_days_between(due, day)
            .map_err(Why::Calendar)?
            .max(1);
        return Ok(ClockState::Late { by, met });
    }
    if let Some(on) = met {
        return Ok(ClockState::Met { on });
    }
    let left = calendar
        .working_days_between(day, due)
        .map_err(Why::Calendar)?;
    Ok(ClockState::Runs { left })
}

fn pause_holds(pause: &Pause, clock: &ClockDef, today: Date) -> bool {
    pause.clock == clock.item.id && pause.from <= today && pause.to.is_none_or(|last| today <= last)
}

#[cfg(test)]
mod tests;
