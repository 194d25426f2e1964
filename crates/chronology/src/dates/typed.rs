//! Whole dates by the reader of typed dates, with a year from the document where they leave it out.

use model::Date;
use model::uncertain::{
    Ends, Meaning, PartDate, TypedDateError, UncertainDate, parse_typed, parse_typed_assuming_year,
};

use super::{Doubt, Frame, Reading};

/// What the words around a date say of when it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    /// Nothing.
    Open,
    /// It is to come.
    Future,
    /// It is over.
    Past,
}

/// Years of two figures without a date of the document: 19xx from this year on.
const LATEST_WITHOUT_DOCUMENT: (i16, i8, i8) = (2040, 12, 31);
/// A day without a year that comes round within so many days may be meant instead of last year's: appointments
/// are booked a quarter ahead.
const NEAR: i32 = 92;
/// The same for a month, a season or a part of one.
const NEAR_FOR_A_MONTH: i32 = 61;

/// Reads a text that is nothing but a date; `None` where it is none. `year` is said by the words around it.
pub(crate) fn read(text: &str, frame: Frame, tense: Tense, year: Option<i16>) -> Option<Reading> {
    if let Some(rest) = text.strip_prefix("w/e ") {
        return week_ending(rest, |text| read(text, frame, tense, year));
    }
    let today = frame.written.unwrap_or_else(latest);
    if let Some(year) = year {
        return read_in(text, today, year);
    }
    match parse_typed(text, today) {
        // Nobody knows from which day these count.
        Ok(_)
            if frame.written.is_none()
                && ["today", "yesterday"].iter().any(|day| text.contains(day)) =>
        {
            Some(Reading::Question(Doubt::NoDocumentDate))
        }
        Ok(date) => Some(Reading::Date(date)),
        Err(TypedDateError::NeedsYear { .. }) => Some(match frame.written {
            Some(written) => with_year(text, written, tense),
            None => Reading::Question(Doubt::NoYear),
        }),
        Err(error) => doubt(&error).map(Reading::Question),
    }
}

/// "w/e" is the week that ends on a day; of a day of the weekend nobody can tell whether it is that or the weekend.
fn week_ending(day: &str, read: impl Fn(&str) -> Option<Reading>) -> Option<Reading> {
    let last = match read(day)? {
        Reading::Date(date) => date.is_certain_day(),
        Reading::Question(doubt) => return Some(Reading::Question(doubt)),
    };
    let is_weekend = |day: Date| day.weekday().to_monday_zero_offset() > 4;
    if last.is_some_and(is_weekend) {
        return Some(Reading::Question(Doubt::WhichOne));
    }
    read(&format!("week ending {day}"))
}

fn read_in(text: &str, today: Date, year: i16) -> Option<Reading> {
    match parse_typed_assuming_year(text, today, year) {
        Ok(date) => Some(Reading::Date(date)),
        Err(error) => doubt(&error).map(Reading::Question),
    }
}

fn latest() -> Date {
    let (year, month, day) = LATEST_WITHOUT_DOCUMENT;
    Date::new(year, month, day).unwrap_or(Date::MAX)
}

/// The last such date before the document was written, unless the next one is near.
fn with_year(text: &str, written: Date, tense: Tense) -> Reading {
    let mut dates = Vec::new();
    let mut failed = Doubt::NotRead;
    let mut weekday_differs = false;
    for year in [-1, 0, 1].map(|more| written.year().saturating_add(more)) {
        match parse_typed_assuming_year(text, written, year) {
            Ok(date) => dates.push(date),
            Err(TypedDateError::EndsReversed) => match across_new_year(text, written, year) {
                Some(date) => dates.push(date),
                None => failed = Doubt::EndsReversed,
            },
            Err(error) => {
                weekday_differs |= matches!(error, TypedDateError::WrongWeekday { .. });
                failed = doubt(&error).unwrap_or(Doubt::NotRead);
            }
        }
    }
    let tense = match (dates.len(), weekday_differs) {
        (1, true) => Tense::Future,
        _ => tense,
    };
    if let ([only], true) = (dates.as_slice(), weekday_differs)
        && is_far(only, written)
    {
        return Reading::Question(Doubt::WeekdayDiffers);
    }
    choose(&dates, written, tense).map_or(
        Reading::Question(if weekday_differs {
            Doubt::WeekdayDiffers
        } else {
            failed
        }),
        |reading| reading,
    )
}

fn choose(dates: &[UncertainDate], written: Date, tense: Tense) -> Option<Reading> {
    let begins = |date: &UncertainDate| date.earliest().or(date.latest()).unwrap_or(written);
    let past = dates.iter().rfind(|date| begins(date) <= written);
    let future = dates.iter().find(|date| begins(date) > written);
    let near = future.filter(|date| {
        let days = written
            .until(begins(date))
            .map_or(i32::MAX, |span| span.get_days());
        days <= window(date)
    });
    match (past, near, tense) {
        (Some(past), _, Tense::Past) | (Some(past), None, _) => Some(Reading::Date(*past)),
        (_, Some(near), Tense::Future) => Some(Reading::Date(*near)),
        (_, Some(_), _) => Some(Reading::Question(Doubt::YearUnclear)),
        (None, None, _) => future.map(|_| Reading::Question(Doubt::YearUnclear)),
    }
}

/// Whether it is further ahead than anybody books.
fn is_far(date: &UncertainDate, written: Date) -> bool {
    let begins = date.earliest().or(date.latest()).unwrap_or(written);
    begins > written
        && written
            .until(begins)
            .is_ok_and(|span| span.get_days() > NEAR)
}

fn window(date: &UncertainDate) -> i32 {
    let long = match (date.earliest(), date.latest()) {
        (Some(first), Some(last)) => first.until(last).is_ok_and(|span| span.get_days() > 7),
        _ => false,
    };
    if long { NEAR_FOR_A_MONTH } else { NEAR }
}

/// "28 December to 3 January": the second date is in the year after.
fn across_new_year(text: &str, today: Date, year: i16) -> Option<UncertainDate> {
    let text = text.to_lowercase().replace(['–', '—'], "-");
    let (between, text) = match text.strip_prefix("between ") {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("from ").unwrap_or(&text)),
    };
    let joints: &[&str] = if between {
        &[" and "]
    } else {
        &[" to ", " until ", " till ", " - "]
    };
    let (from, to) = joints.iter().find_map(|joint| text.split_once(joint))?;
    let from = one(parse_typed_assuming_year(from, today, year).ok()?)?;
    let to = one(parse_typed_assuming_year(to, today, year.checked_add(1)?).ok()?)?;
    let ends = Ends::Both(from, to);
    let date = if between {
        UncertainDate::one_of(ends)
    } else {
        UncertainDate::span(ends)
    };
    date.ok()
}

const fn one(date: UncertainDate) -> Option<PartDate> {
    match date.meaning() {
        Meaning::On(part) => Some(part),
        _ => None,
    }
}

/// The question that an error of the reader asks; `None` where the text is no date.
pub(crate) fn doubt(error: &TypedDateError) -> Option<Doubt> {
    Some(match error {
        TypedDateError::NeedsYear { .. } => Doubt::NoYear,
        TypedDateError::DayOrYear { .. } => Doubt::DayOrYear,
        TypedDateError::NoSuchDay { .. } => Doubt::NoSuchDay,
        TypedDateError::NoSuchMonth { .. } => Doubt::NoSuchMonth,
        TypedDateError::DayFirst { .. } => Doubt::MonthFirst,
        TypedDateError::YearOutOfRange { .. } => Doubt::YearOutOfRange,
        TypedDateError::RunTogether { .. } => Doubt::RunTogether,
        TypedDateError::NoSuchTime => Doubt::NoSuchTime,
        TypedDateError::Midnight => Doubt::Midnight,
        TypedDateError::WrongWeekday { .. } => Doubt::WeekdayDiffers,
        TypedDateError::EndsReversed => Doubt::EndsReversed,
        _ => return None,
    })
}
