//! What people are told when a date cannot be read: what is wrong and what to do.

use jiff::civil::{Date, Weekday};

use crate::uncertain::words::{day_words, month_name};

/// Why typed text is no date. The sentence says what to do and never repeats the text, which may
/// hold a name; pages may word it anew under [`TypedDateError::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TypedDateError {
    /// Nothing was typed.
    #[error("Enter a date, or enter ‘not known’ if nobody knows it")]
    Empty,
    /// The text says nothing that is read as a date.
    #[error(
        "We could not read this as a date. Enter it like 13/2/2026, February 2026, about 13 February 2026, \
         between 1 and 14 February 2026, or enter ‘not known’"
    )]
    NotRead,
    /// There is no year, and a year is never assumed.
    #[error("Enter the year as well, for example {given} {example}")]
    NeedsYear {
        /// What was understood: a day and month, a month or a season.
        given: String,
        /// A year to show in the example.
        example: i16,
    },
    /// A month and a number below 100: a day, or a year?
    #[error(
        "{month} {number} can mean a day or a year. Enter the day, month and a year of four figures, \
         like {number} {month} {example}, or the month and year, like {month} {example}",
        month = month_name(*month)
    )]
    DayOrYear {
        /// The month, 1 to 12.
        month: i8,
        /// The number beside it.
        number: i16,
        /// A year to show in the example.
        example: i16,
    },
    /// The month has no such day.
    #[error(
        "{month_name} {year} has {days} days, so there is no {day} {month_name}. Check the day and the month",
        month_name = month_name(*month)
    )]
    NoSuchDay {
        /// The day typed.
        day: i16,
        /// The month, 1 to 12.
        month: i8,
        /// The year.
        year: i16,
        /// How many days that month has.
        days: i8,
    },
    /// There is no such month.
    #[error("There is no month {month}. Enter a month from 1 to 12, or its name")]
    NoSuchMonth {
        /// The month typed.
        month: i16,
    },
    /// The second number is no month, but the first is.
    #[error("Enter the day first, then the month: {day}/{month}/{year}. There is no month {day}")]
    DayFirst {
        /// The number in the month's place, which can only be a day.
        day: i16,
        /// The number in the day's place.
        month: i16,
        /// The year.
        year: i16,
    },
    /// The year is not written in four figures, or is impossible.
    #[error("Enter the year in four figures, from 1900 to 2100, like {example}")]
    YearOutOfRange {
        /// A year to show in the example.
        example: i16,
    },
    /// Day, month and year without anything between them.
    #[error("Put a space or a slash between the day, the month and the year, like 13/2/{example}")]
    RunTogether {
        /// A year to show in the example.
        example: i16,
    },
    /// There is no such time of day.
    #[error("There is no such time. Enter the time like 22:40 or 10:40pm")]
    NoSuchTime,
    /// Midnight belongs to two days.
    #[error(
        "Midnight can mean the start or the end of the day. Enter 00:00 for the start, or 23:59 for the end"
    )]
    Midnight,
    /// The day of the week does not fit the date.
    #[error(
        "{} was a {}, not a {}. Check the date and the day of the week",
        day_words(*date), weekday_name(*is), weekday_name(*said)
    )]
    WrongWeekday {
        /// The date typed.
        date: Date,
        /// The day of the week typed.
        said: Weekday,
        /// The day of the week it is.
        is: Weekday,
    },
    /// The first date of two is after the second.
    #[error("The first date is after the second. Check both, and enter the year of each")]
    EndsReversed,
}

impl TypedDateError {
    /// A stable word for the kind of error, under which pages find their wording.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotRead => "not-read",
            Self::NeedsYear { .. } => "needs-year",
            Self::DayOrYear { .. } => "day-or-year",
            Self::NoSuchDay { .. } => "no-such-day",
            Self::NoSuchMonth { .. } => "no-such-month",
            Self::DayFirst { .. } => "day-first",
            Self::YearOutOfRange { .. } => "year-out-of-range",
            Self::RunTogether { .. } => "run-together",
            Self::NoSuchTime => "no-such-time",
            Self::Midnight => "midnight",
            Self::WrongWeekday { .. } => "wrong-weekday",
            Self::EndsReversed => "ends-reversed",
        }
    }
}

const fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
