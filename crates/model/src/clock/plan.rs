//! The working days of the rapid review and who holds which of them.

use crate::scheme::Scheme;
use crate::{Calendar, CalendarError, Date};

/// One working day of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Day 1 is the first working day after the trigger.
    pub number: u32,
    /// Its date.
    pub date: Date,
    /// Holidays by name between the working day before and this one.
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

/// The working days from a trigger to the last day of the scheme's plan, and the steps on them.
///
/// # Errors
/// [`CalendarError`] when the working-day table does not reach that far.
pub fn day_plan(
    scheme: &Scheme,
    trigger: Date,
    calendar: &Calendar,
) -> Result<(Vec<Day>, Vec<PlanStep>), CalendarError> {
    let last = scheme
        .day_plan
        .iter()
        .map(|step| step.to)
        .max()
        .unwrap_or(0);
    let mut days = Vec::new();
    let mut before = trigger;
    for number in 1..=last {
        let date = calendar.due(trigger, number)?;
        let between = between(before, date);
        let holidays_before = between
            .iter()
            .filter_map(|day| calendar.holiday(*day).map(|name| (*day, name.to_owned())))
            .collect();
        days.push(Day {
            number,
            date,
            holidays_before,
            gap_before: !between.is_empty(),
        });
        before = date;
    }
    let steps = scheme
        .day_plan
        .iter()
        .map(|step| PlanStep {
            id: step.item.id.clone(),
            label: step.item.label.en.clone(),
            holder: step.holder.en.clone(),
            from: step.from,
            to: step.to,
            checked: step.item.checked,
        })
        .collect();
    Ok((days, steps))
}

fn between(from: Date, to: Date) -> Vec<Date> {
    let mut days = Vec::new();
    let mut day = from;
    while let Ok(next) = day.tomorrow() {
        if next >= to {
            break;
        }
        days.push(next);
        day = next;
    }
    days
}
