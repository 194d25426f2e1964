//! Clocks: what is due when, said so that nobody has to count.
//!
//! Clocks are worked out from facts each time they are shown; nothing stores a due date that could
//! silently move. The clocks of the notification and the rapid review are never paused or extended:
//! they are met, or late with a reason and the day the national body was told. A date that is no
//! certain day starts no clock: the line says which date somebody must settle. Before the first and
//! after the last year of the bank-holiday table it says so too, and nothing is guessed.

mod facts;
mod plan;
mod records;
mod words;

use crate::scheme::{ClockDef, ClockKind, ClockRule, EventKind, Scheme};
use crate::{Calendar, CalendarError, Date, UncertainDate};

pub use facts::ClockFacts;
pub use plan::{Day, DayOff, PlanStep, day_plan};
pub use records::{ClockRefused, Lateness, Pause};
pub use words::{Ask, Words};

/// Where one clock stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockState {
    /// It has not begun: it waits for this event.
    Waits(EventKind),
    /// It does not apply to this case.
    DoesNotApply,
    /// It runs; so many working days are left, today not counted. 0: due today. Below 0 only for an
    /// advisory clock or an expectation, which are never late.
    Runs {
        /// Working days left.
        left: i64,
    },
    /// It was met.
    Met {
        /// On which day.
        on: Date,
        /// How many working days after its trigger; absent for one that counts back.
        used: Option<i64>,
    },
    /// It was met before the review was brought in, on a day that nobody has said for certain.
    MetSomeDay,
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
    /// What meets the clock is on record and what starts it is not.
    NotRecorded(EventKind),
    /// What meets the clock is dated before what starts it: one of the two is wrong.
    OutOfOrder {
        /// What starts it.
        starts: EventKind,
        /// What meets it.
        meets: EventKind,
    },
    /// The working-day table does not reach that far.
    Calendar(CalendarError),
}

/// Which working day of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOf {
    /// Working days since the trigger, today or the day it was met counted; 0 on the trigger's day.
    pub day: i64,
    /// The clock's length in working days.
    pub of: u32,
}

/// A further date on a clock's line: completed beside sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What happened.
    pub event: EventKind,
    /// When.
    pub on: UncertainDate,
    /// How many working days after the clock's trigger, where that can be said.
    pub day: Option<i64>,
}

/// One clock, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockLine {
    /// Id of the clock in the scheme.
    pub id: String,
    /// What it is.
    pub kind: ClockKind,
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
    /// Whether it may be paused with a reason.
    pub pausable: bool,
    /// What starts it.
    pub trigger: EventKind,
    /// What meets it.
    pub met_by: Option<EventKind>,
    /// The day that started it.
    pub from: Option<Date>,
    /// The day by whose end it is due.
    pub due: Option<Date>,
    /// Which working day of how many it is, or was when it was met.
    pub day: Option<DayOf>,
    /// Further dates.
    pub shows: Vec<Shown>,
    /// Where it stands.
    pub state: ClockState,
    /// The lateness on record.
    pub lateness: Option<Lateness>,
}

impl ClockLine {
    /// Whether somebody still has to meet it or settle its date.
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
        .map(|clock| {
            let sums = Sums {
                clock,
                facts,
                calendar,
                today,
            };
            sums.line()
        })
        .collect()
}

/// One clock being worked out.
struct Sums<'a> {
    clock: &'a ClockDef,
    facts: &'a ClockFacts,
    calendar: &'a Calendar,
    today: Date,
}

impl Sums<'_> {
    fn line(&self) -> ClockLine {
        let (clock, item) = (self.clock, &self.clock.item);
        let from = self
            .date_of(clock.trigger)
            .and_then(|on| on.is_certain_day());
        let due = from.and_then(|from| self.due(from).ok());
        let state = self.state().unwrap_or_else(ClockState::CannotSay);
        let applies = state != ClockState::DoesNotApply;
        let mut lateness = self.facts.lateness.iter();
        ClockLine {
            id: item.id.clone(),
            kind: clock.kind,
            label: item.label.en.clone(),
            holder: clock.holder.en.clone(),
            source: item.source.clone(),
            checked: item.checked,
            advisory: clock.is_advisory(),
            expectation: clock.kind.is_expectation(),
            pausable: clock.pausable,
            trigger: clock.trigger,
            met_by: clock.met_by,
            from,
            due: due.filter(|_| applies),
            day: from
                .filter(|_| applies)
                .and_then(|from| self.day_of(from, &state)),
            shows: self.shows(from),
            state,
            lateness: lateness.rfind(|late| late.clock == item.id).cloned(),
        }
    }

    fn date_of(&self, event: EventKind) -> Option<&UncertainDate> {
        self.facts.events.get(&event)
    }

    /// Whether being past it is lateness.
    const fn can_be_late(&self) -> bool {
        self.clock.can_be_late()
    }

    fn state(&self) -> Result<ClockState, Why> {
        let clock = self.clock;
        let met_by = clock.met_by.filter(|event| self.date_of(*event).is_some());
        if let Some(event) = met_by.filter(|event| self.facts.done_before.contains(event)) {
            return Ok(self.met_before(event));
        }
        if met_by.is_none() && !self.facts.concern(clock) {
            return Ok(ClockState::DoesNotApply);
        }
        let Some(trigger) = self.date_of(clock.trigger) else {
            return match met_by {
                Some(_) if self.can_be_late() => Err(Why::NotRecorded(clock.trigger)),
                _ => Ok(ClockState::Waits(clock.trigger)),
            };
        };
        let from = trigger
            .is_certain_day()
            .ok_or(Why::UncertainDate(clock.trigger))?;
        let due = self.due(from).map_err(Why::Calendar)?;
        match met_by {
            Some(event) => self.met(from, due, event),
            None => self.open(due),
        }
    }

    fn met(&self, from: Date, due: Date, event: EventKind) -> Result<ClockState, Why> {
        let date = self.date_of(event).and_then(UncertainDate::is_certain_day);
        let on = date.ok_or(Why::UncertainDate(event))?;
        let counts_back = matches!(self.clock.rule, ClockRule::WorkingDaysBefore(_));
        if on < from && !counts_back && self.can_be_late() {
            return Err(Why::OutOfOrder {
                starts: self.clock.trigger,
                meets: event,
            });
        }
        if on > due && self.can_be_late() {
            let by = self.late_by(due, on)?;
            return Ok(ClockState::Late { by, met: Some(on) });
        }
        let used = if counts_back {
            None
        } else {
            Some(self.working_days(from, on)?)
        };
        Ok(ClockState::Met { on, used })
    }

    /// Met before the review was brought in. It stopped on its real day, and is not called late here: whoever ran the
    /// review then has given account of it, or not, where they were.
    fn met_before(&self, event: EventKind) -> ClockState {
        let day = |event| self.date_of(event).and_then(UncertainDate::is_certain_day);
        let Some(on) = day(event) else {
            return ClockState::MetSomeDay;
        };
        let counts_back = matches!(self.clock.rule, ClockRule::WorkingDaysBefore(_));
        let from = day(self.clock.trigger).filter(|from| *from <= on && !counts_back);
        let used = from.and_then(|from| self.working_days(from, on).ok());
        ClockState::Met { on, used }
    }

    fn open(&self, due: Date) -> Result<ClockState, Why> {
        let today = self.today;
        if self.clock.met_by.is_none() && today > due {
            return Ok(ClockState::Met {
                on: due,
                used: None,
            });
        }
        let id = &self.clock.item.id;
        let mut pauses = self.facts.pauses.iter();
        let may_pause = self.clock.pausable && self.clock.kind.may_be_paused();
        if may_pause && pauses.any(|pause| pause.clock == *id && pause.holds(today)) {
            return Ok(ClockState::Paused);
        }
        if today > due && self.can_be_late() {
            let by = self.late_by(due, today)?;
            return Ok(ClockState::Late { by, met: None });
        }
        let left = self.working_days(today, due)?;
        Ok(ClockState::Runs { left })
    }

    fn due(&self, from: Date) -> Result<Date, CalendarError> {
        match self.clock.rule {
            ClockRule::WorkingDaysAfter(days) => self.calendar.due(from, days),
            ClockRule::WorkingDaysBefore(days) => self.calendar.due_before(from, days),
            ClockRule::MonthsAfter(months) => {
                let months = i32::try_from(months).unwrap_or(i32::MAX);
                Ok(self.calendar.add_months(from, months))
            }
        }
    }

    /// A due date that is no working day, as months can give, is late from the next day on.
    fn late_by(&self, due: Date, day: Date) -> Result<i64, Why> {
        Ok(self.working_days(due, day)?.max(1))
    }

    fn working_days(&self, from: Date, to: Date) -> Result<i64, Why> {
        self.calendar
            .working_days_between(from, to)
            .map_err(Why::Calendar)
    }

    fn day_of(&self, from: Date, state: &ClockState) -> Option<DayOf> {
        let ClockRule::WorkingDaysAfter(of) = self.clock.rule else {
            return None;
        };
        let until = match state {
            ClockState::Met { on, .. } => *on,
            ClockState::Late { met, .. } => met.unwrap_or(self.today),
            ClockState::Runs { .. } | ClockState::Paused => self.today,
            ClockState::Waits(_)
            | ClockState::DoesNotApply
            | ClockState::MetSomeDay
            | ClockState::CannotSay(_) => {
                return None;
            }
        };
        let day = self.working_days(from, until).ok()?;
        Some(DayOf { day, of })
    }

    fn shows(&self, from: Option<Date>) -> Vec<Shown> {
        let shown = |event: &EventKind| {
            let on = *self.date_of(*event)?;
            let day = from
                .zip(on.is_certain_day())
                .and_then(|(from, on)| self.working_days(from, on).ok());
            Some(Shown {
                event: *event,
                on,
                day,
            })
        };
        self.clock.shows.iter().filter_map(shown).collect()
    }
}

#[cfg(test)]
mod tests;
