//! Dates as people write them in notes and tables, resolved from the document that they stand in.
//!
//! Order is British, day first. What is read is exact: a part of a month stays a part, "about" stays about.
//! What could be read in two ways is asked, never guessed; a number that is no date gives nothing. Whole dates are
//! read by [`model::uncertain`]'s own reader; here is found where they stand and which year or day they count from.

mod absolute;
mod cell;
mod cell_words;
mod counted;
mod day_words;
mod either;
mod enough;
mod feast;
mod feast_to_feast;
mod kind;
mod list;
mod not_dates;
mod period_words;
mod token;
mod typed;

use std::time::Duration;

use model::{Date, DateTime, Time, UncertainDate};

pub use cell::{CellDates, Column, in_cell};
pub(crate) use cell_words::without_writing;
pub(crate) use token::Tokens;

/// Why a date has to be asked. Names on screen are interface texts under `date-doubt-` and the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// No year, and the document has no date to tell it.
    NoYear,
    /// No year: the last such day is long past and the next one is near.
    YearUnclear,
    /// Counted from a document that has no date.
    NoDocumentDate,
    /// Counted from another day that is not said.
    NoAnchor,
    /// The month has no such day.
    NoSuchDay,
    /// There is no such month.
    NoSuchMonth,
    /// Month before day, as in another country.
    MonthFirst,
    /// Day or month first: the column holds both orders.
    DayOrMonth,
    /// A month and a number that can be a day or a year.
    DayOrYear,
    /// The day of the week is another.
    WeekdayDiffers,
    /// There is no such time of day.
    NoSuchTime,
    /// Midnight belongs to two days.
    Midnight,
    /// A time without a day.
    TimeOnly,
    /// A time of another zone.
    Zone,
    /// A school term or holiday, which each council sets.
    Term,
    /// A quarter or half year, of the calendar or of the business year.
    Quarter,
    /// "2025/26": a school year or a business year.
    TwoYears,
    /// A feast that moves, or that people celebrate over many days.
    MovableFeast,
    /// "A few days ago".
    Vague,
    /// This or the one before: "last winter", "this weekend".
    WhichOne,
    /// The first date is after the second.
    EndsReversed,
    /// "3/4" can be a day, a fraction or a duration.
    FractionOrDate,
    /// "June" can be a month or a person.
    NameOrMonth,
    /// Figures without anything between them.
    RunTogether,
    /// The year is not one of four figures from 1900 to 2100.
    YearOutOfRange,
    /// It may be the day on which it was written down or came, not the one on which it happened.
    Recorded,
    /// Words that are not read as a date.
    NotRead,
}

impl Doubt {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::NoYear,
        Self::YearUnclear,
        Self::NoDocumentDate,
        Self::NoAnchor,
        Self::NoSuchDay,
        Self::NoSuchMonth,
        Self::MonthFirst,
        Self::DayOrMonth,
        Self::DayOrYear,
        Self::WeekdayDiffers,
        Self::NoSuchTime,
        Self::Midnight,
        Self::TimeOnly,
        Self::Zone,
        Self::Term,
        Self::Quarter,
        Self::TwoYears,
        Self::MovableFeast,
        Self::Vague,
        Self::WhichOne,
        Self::EndsReversed,
        Self::FractionOrDate,
        Self::NameOrMonth,
        Self::RunTogether,
        Self::YearOutOfRange,
        Self::Recorded,
        Self::NotRead,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoYear => "no_year",
            Self::YearUnclear => "year_unclear",
            Self::NoDocumentDate => "no_document_date",
            Self::NoAnchor => "no_anchor",
            Self::NoSuchDay => "no_such_day",
            Self::NoSuchMonth => "no_such_month",
            Self::MonthFirst => "month_first",
            Self::DayOrMonth => "day_or_month",
            Self::DayOrYear => "day_or_year",
            Self::WeekdayDiffers => "weekday_differs",
            Self::NoSuchTime => "no_such_time",
            Self::Midnight => "midnight",
            Self::TimeOnly => "time_only",
            Self::Zone => "zone",
            Self::Term => "term",
            Self::Quarter => "quarter",
            Self::TwoYears => "year_of_two",
            Self::MovableFeast => "movable_feast",
            Self::Vague => "vague",
            Self::WhichOne => "which_one",
            Self::EndsReversed => "ends_reversed",
            Self::FractionOrDate => "fraction_or_date",
            Self::NameOrMonth => "name_or_month",
            Self::RunTogether => "run_together",
            Self::YearOutOfRange => "year_out_of_range",
            Self::Recorded => "recorded",
            Self::NotRead => "not_read",
        }
    }
}

/// What words that look like a date say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// A date, with all that is uncertain about it.
    Date(UncertainDate),
    /// It has to be asked.
    Question(Doubt),
}

/// A date that was found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// First letter, in Unicode characters from 0.
    pub start: usize,
    /// One after the last letter.
    pub end: usize,
    /// What it says.
    pub reading: Reading,
}

/// What the words of a document count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame {
    /// When it was written; gives a year to "8 December" and a day to "yesterday".
    pub written: Option<Date>,
    /// The day that is spoken of, where the lines before say so; gives a day to "22:40" and "the same day".
    pub day: Option<Date>,
}

impl Frame {
    /// Counts from the date of a document.
    #[must_use]
    pub const fn written(written: Option<Date>) -> Self {
        Self { written, day: None }
    }
}

/// What one reader of words answers: the word after the last of its own, and what they say.
pub(crate) type Hit = (usize, Reading);

/// The dates in running text, in order, none inside another.
#[must_use]
pub fn in_text(text: &str, frame: Frame) -> Vec<Found> {
    let tokens = Tokens::of(text);
    let mut found: Vec<Found> = Vec::new();
    let mut spoken = frame.day;
    let mut at = 0;
    // The word after the last that was read.
    let mut end = 0;
    while at < tokens.len() {
        if let Some(next) = not_dates::skipped(&tokens, at) {
            at = next;
            continue;
        }
        let Some((next, readings)) = read_at(&tokens, at, frame, spoken) else {
            at += 1;
            continue;
        };
        for (words, reading) in readings {
            // A time after a day that is not certain is no time of another day.
            spoken = match (certain_day(reading), reading) {
                (None, Reading::Question(Doubt::TimeOnly)) => spoken,
                (day, _) => day,
            };
            let letters = tokens.letters(words.clone());
            let before = found.last().map(|last| last.reading);
            let (joins, reading) = either::read(&tokens, (words.start, end), before, reading);
            end = words.end;
            match found.last_mut().filter(|_| joins) {
                Some(last) => {
                    last.reading = reading;
                    last.end = letters.end;
                }
                None => found.push(Found {
                    start: letters.start,
                    end: letters.end,
                    reading,
                }),
            }
        }
        at = next.max(at + 1);
    }
    for one in &mut found {
        one.reading = existing(one.reading);
    }
    found
}

/// A reading; a question where England's clocks never showed the time.
pub(crate) fn existing(reading: Reading) -> Reading {
    match reading {
        Reading::Date(date) if date.is_certain_minute().is_some_and(is_left_out) => {
            Reading::Question(Doubt::NoSuchTime)
        }
        other => other,
    }
}

/// Whether a time lies in the hour that is left out when clocks go forward: from one to two on the last Sunday of March.
pub(crate) fn is_left_out(at: DateTime) -> bool {
    const SINCE: i16 = 1981;
    const FIRST_OF_THE_LAST: i8 = 25;
    const SUNDAY: i8 = 6;
    let day = at.date();
    day.year() >= SINCE
        && day.month() == 3
        && day.day() >= FIRST_OF_THE_LAST
        && day.weekday().to_monday_zero_offset() == SUNDAY
        && at.hour() == 1
}

type Readings = Vec<(std::ops::Range<usize>, Reading)>;

/// Whatever reader fits the words there. "The same day" counts from the day last spoken of; a time alone only from
/// the one that the lines before give.
fn read_at(
    tokens: &Tokens<'_>,
    at: usize,
    given: Frame,
    spoken: Option<Date>,
) -> Option<(usize, Readings)> {
    let frame = Frame {
        day: spoken,
        ..given
    };
    if let Some(several) = list::read(tokens, at, frame) {
        return Some(several);
    }
    let readers = [
        period_words::read,
        feast::read,
        day_words::read,
        counted::read,
        absolute::read,
    ];
    let (next, reading) = readers
        .iter()
        .find_map(|reader| reader(tokens, at, frame))
        .or_else(|| day_words::read_clock_alone(tokens, at, given))?;
    let start = absolute::without_fillers(tokens, at, next);
    Some((next, vec![(start..next, reading)]))
}

fn certain_day(reading: Reading) -> Option<Date> {
    match reading {
        Reading::Date(date) => date.is_certain_day(),
        Reading::Question(_) => None,
    }
}

/// A day so many days later, or earlier below zero.
pub(crate) fn plus_days(day: Date, days: i64) -> Date {
    let apart = Duration::from_secs(days.unsigned_abs().saturating_mul(24 * 60 * 60));
    if days < 0 {
        day.saturating_sub(apart)
    } else {
        day.saturating_add(apart)
    }
}

/// The same day so many months later, or earlier below zero; the last one where the month is shorter.
pub(crate) fn plus_months(day: Date, months: i64) -> Date {
    let all = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let year = i16::try_from(all.div_euclid(12)).unwrap_or(i16::MAX);
    let month = i8::try_from(all.rem_euclid(12) + 1).unwrap_or(1);
    let Ok(first) = Date::new(year, month, 1) else {
        return day;
    };
    let last = first.days_in_month();
    Date::new(year, month, day.day().min(last)).unwrap_or(first)
}

/// The Monday of its week.
pub(crate) fn monday(day: Date) -> Date {
    plus_days(day, -i64::from(day.weekday().to_monday_zero_offset()))
}

/// A day with a time on it.
pub(crate) fn at_time(day: Date, time: Time) -> Option<UncertainDate> {
    UncertainDate::minute(day.to_datetime(time)).ok()
}
