//! The working days of the rapid review and who holds which of them: what the clock strip draws.

use crate::scheme::Scheme;
use crate::{Calendar, CalendarError, Date};

/// Why a day between two working days is off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayOff {
    /// A Saturday or Sunday that is no holiday.
    Weekend,
    /// A holiday, by its name.
    Holiday(String),
}

/// One working day of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Day 1 is the first working day after the trigger.
    pub number: u32,
    /// Its date; the weekday follows from it.
    pub date: Date,
    /// Every day off between the working day before (or the trigger) and this one, in order.
    pub off_before: Vec<(Date, DayOff)>,
    /// The holidays among them by name.
    pub holidays_before: Vec<(Date, String)>,
    /// Whether days off lie before it.
    pub gap_before: bool,
}

/// One step of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// Id of the step in the scheme.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Who holds it.
    pub holder: String,
    /// First working day.
    pub from: u32,
    /// Last working day.
    pub to: u32,
    /// Whether the scheme's days were compared with a primary document.
    pub checked: bool,
}

impl PlanStep {
    /// Whether it is the step's turn on a working day.
    #[must_use]
    pub fn is_on(&self, day: u32) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// The working days from a trigger to the last day of the scheme's plan, and the steps on them.
///
/// # Errors
/// [`CalendarError`] when the working-day table does not reach that far.
pub fn day_plan(
    scheme: &Scheme,
    trigger: Date,
    calendar: &Calendar,
) -> Result<(Vec<Day>, Vec<PlanStep>), CalendarError> {
    let last = scheme.day_plan.iter().map(|step| step.to).max();
    let mut days = Vec::new();
    let mut before = trigger;
    for number in 1..=last.unwrap_or(0) {
        let date = calendar.due(trigger, number)?;
        let off_before = days_off(calendar, before, date);
        let holidays_before = off_before
            .iter()
            .filter_map(|(day, off)| match off {
                DayOff::Holiday(name) => Some((*day, name.clone())),
                DayOff::Weekend => None,
            })
            .collect();
        days.push(Day {
            number,
            date,
            gap_before: !off_before.is_empty(),
            holidays_before,
            off_before,
        });
        before = date;
    }
    let steps = scheme.day_plan.iter().map(|step| PlanStep {
        id: step.item.id.clone(),
        label: step.item.label.en.clone(),
        holder: step.holder.en.clone(),
        from: step.from,
        to: step.to,
        checked: step.item.checked,
    });
    Ok((days, steps.collect()))
}

fn days_off(calendar: &Calendar, after: Date, until: Date) -> Vec<(Date, DayOff)> {
    let mut days = Vec::new();
    let mut day = after;
    while let Ok(next) = day.tomorrow() {
        if next >= until {
            break;
        }
        let off = match calendar.holiday(next) {
            Some(name) => DayOff::Holiday(name.to_owned()),
            None => DayOff::Weekend,
        };
        days.push((next, off));
        day = next;
    }
    days
}
