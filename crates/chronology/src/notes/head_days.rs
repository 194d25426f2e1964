//! The days that a head names without a date: of a week, a month, a term.

use model::Date;

use super::clause;
use crate::dates::{Frame, Reading, in_text};

/// The last day of the month or term that a line names: "Month: April 2026", "Autumn term 2025". A term ends on some day of a month;
/// days without a year need no more.
pub(super) fn last_day_of(line: &str) -> Option<Date> {
    const TERMS: [(&str, i8); 3] = [("autumn term", 12), ("spring term", 4), ("summer term", 8)];
    let words = clause::flat(line);
    let term = TERMS.iter().find(|(term, _)| clause::has(&words, &[term]));
    if let Some((_, month)) = term {
        let year = words.split_whitespace().find_map(year_of)?;
        let first = Date::new(year, *month, 1).ok()?;
        return Date::new(year, *month, first.days_in_month()).ok();
    }
    let found = in_text(line, Frame::default());
    let [one] = found.as_slice() else {
        return None;
    };
    let Reading::Date(date) = one.reading else {
        return None;
    };
    let (first, last) = (date.earliest()?, date.latest()?);
    ((first.year(), first.month()) == (last.year(), last.month())).then_some(last)
}

fn year_of(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    (2000..2100).contains(&year).then_some(year)
}

/// The last day of the week that a head names: "Week of 8 September 2025", "Week ending: 14 September 2025". Weekdays of the
/// account count from it.
pub(super) fn last_of_week(part: &str) -> Option<Date> {
    const SIX_DAYS: i8 = 6;
    let words = clause::flat(part);
    let begins = [
        " week of ",
        " week commencing ",
        " week beginning ",
        " w c ",
    ]
    .iter()
    .any(|start| words.starts_with(start));
    if !begins && !words.starts_with(" week ending ") {
        return None;
    }
    let dates = in_text(part, Frame::default());
    let date = dates.iter().find_map(|found| match found.reading {
        Reading::Date(date) => Some(date),
        Reading::Question(_) => None,
    })?;
    let mut day = date.is_certain_day().or(date.latest())?;
    let first_only = begins && date.is_certain_day().is_some();
    for _ in 0..if first_only { SIX_DAYS } else { 0 } {
        day = day.tomorrow().ok()?;
    }
    Some(day)
}
