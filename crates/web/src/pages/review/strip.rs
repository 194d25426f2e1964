//! The clock strip of the rapid review: its working days, and who holds which.

use model::Date;
use model::clock::{ClockLine, ClockState, Day, PlanStep};
use model::scheme::ClockKind;

use crate::texts::{t, t_code, t_with};

/// The clock strip: working days in order, and who holds which.
pub(super) struct Strip {
    pub(super) days: Vec<StripDay>,
    pub(super) steps: Vec<StripStep>,
    /// Whether the rapid review was sent: what is over does not stand in the way.
    pub(super) over: bool,
}

pub(super) struct StripDay {
    pub(super) number: u32,
    pub(super) weekday: String,
    pub(super) date: String,
    pub(super) state: &'static str,
    pub(super) state_words: String,
    pub(super) gap: Option<String>,
}

pub(super) struct StripStep {
    pub(super) label: String,
    pub(super) holder: String,
    pub(super) when: String,
    pub(super) unchecked: bool,
}

impl Strip {
    /// The strip on a day.
    pub(super) fn of(
        (days, steps): &(Vec<Day>, Vec<PlanStep>),
        today: Date,
        clocks: &[ClockLine],
    ) -> Self {
        let is_met = |clock: &ClockLine| {
            clock.kind == ClockKind::RapidReview
                && matches!(
                    clock.state,
                    ClockState::Met { .. }
                        | ClockState::MetSomeDay
                        | ClockState::Late { met: Some(_), .. }
                )
        };
        Self {
            days: days.iter().map(|day| one_day(day, today)).collect(),
            steps: steps.iter().map(one_step).collect(),
            over: clocks.iter().any(is_met),
        }
    }
}

fn one_day(day: &Day, today: Date) -> StripDay {
    let (state, key) = match day.date.cmp(&today) {
        std::cmp::Ordering::Less => ("past", "strip-past"),
        std::cmp::Ordering::Equal => ("today", "strip-today"),
        std::cmp::Ordering::Greater => ("to-come", "strip-to-come"),
    };
    let names: Vec<&str> = day
        .holidays_before
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    let gap = day.gap_before.then(|| {
        if names.is_empty() {
            t("strip-weekend")
        } else {
            names.join(", ")
        }
    });
    StripDay {
        number: day.number,
        weekday: t_code(
            "weekday",
            &day.date.weekday().to_monday_one_offset().to_string(),
        ),
        date: format!(
            "{} {}",
            day.date.day(),
            t_code("month-short", &day.date.month().to_string())
        ),
        state,
        state_words: t(key),
        gap,
    }
}

fn one_step(step: &PlanStep) -> StripStep {
    StripStep {
        label: step.label.clone(),
        holder: step.holder.clone(),
        when: day_range(step.from, step.to),
        unchecked: !step.checked,
    }
}

/// "5 to 12" or "5".
fn day_range(from: u32, to: u32) -> String {
    if from == to {
        t_with("strip-day", &[("day", i64::from(from).into())])
    } else {
        t_with(
            "strip-days",
            &[
                ("from", i64::from(from).into()),
                ("to", i64::from(to).into()),
            ],
        )
    }
}
