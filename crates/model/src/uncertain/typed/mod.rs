//! Reads the dates that people really type.
//!
//! Order is British (day first). A year of two figures is 20xx, or 19xx when the date would
//! otherwise lie more than a year in the future. A date without a year is an error that asks for
//! it. What cannot be read whole is refused: no word of the text is ever passed over, save the
//! small ones ("on", "the") that say nothing.

mod error;
mod parts;
mod period;
mod tokens;

use jiff::civil::Date;

pub use error::TypedDateError;
use period::Period;

use crate::uncertain::{Ends, InvalidDate, UncertainDate};

/// Longer texts are an account, not a date.
const LONGEST: usize = 200;

/// Reads a date as typed: `13/02/2026`, `13 Feb 2026 at 10.40pm`, `about 13 February 2026`,
/// `late March 2026`, `between 1 and 14 February 2026`, `before 3/2/26`, `not known` and many more.
/// `today` gives meaning to years of two figures, "today" and "yesterday".
///
/// # Errors
/// [`TypedDateError`], a sentence that says what to do.
pub fn parse_typed(text: &str, today: Date) -> Result<UncertainDate, TypedDateError> {
    Reader { today, year: None }.read(text)
}

/// Reads as [`parse_typed`] does, and takes this year where none was typed: for a list or a note
/// that says its year once. The caller shows people which year was taken.
///
/// # Errors
/// [`TypedDateError`], a sentence that says what to do.
pub fn parse_typed_assuming_year(
    text: &str,
    today: Date,
    year: i16,
) -> Result<UncertainDate, TypedDateError> {
    let year = Some(year);
    Reader { today, year }.read(text)
}

/// What the reading depends on besides the text.
#[derive(Clone, Copy)]
struct Reader {
    today: Date,
    year: Option<i16>,
}

type Read<T> = Result<T, TypedDateError>;

/// How a text with one open end begins.
#[derive(Clone, Copy)]
enum Opening {
    Before,
    After,
    UpTo,
    From,
}

const NOT_KNOWN: [&str; 21] = [
    "?",
    "??",
    "not known",
    "date not known",
    "unknown",
    "date unknown",
    "unknown date",
    "not yet known",
    "n/k",
    "nk",
    "d/k",
    "dk",
    "don't know",
    "dont know",
    "tbc",
    "to be confirmed",
    "unclear",
    "date unclear",
    "unsure",
    "not recorded",
    "date not recorded",
];

/// Longer phrases first: each text is taken by the first that fits.
const OPENINGS: [(&str, Opening); 25] = [
    ("some time before ", Opening::Before),
    ("sometime before ", Opening::Before),
    ("before the end of ", Opening::UpTo),
    ("before ", Opening::Before),
    ("prior to ", Opening::Before),
    ("earlier than ", Opening::Before),
    ("some time after ", Opening::After),
    ("sometime after ", Opening::After),
    ("after the start of ", Opening::From),
    ("after the beginning of ", Opening::From),
    ("after ", Opening::After),
    ("later than ", Opening::After),
    ("on or before ", Opening::UpTo),
    ("by the end of ", Opening::UpTo),
    ("by ", Opening::UpTo),
    ("no later than ", Opening::UpTo),
    ("not later than ", Opening::UpTo),
    ("up to ", Opening::UpTo),
    ("until ", Opening::UpTo),
    ("till ", Opening::UpTo),
    ("on or after ", Opening::From),
    ("since ", Opening::From),
    ("ongoing since ", Opening::From),
    ("no earlier than ", Opening::From),
    ("not before ", Opening::From),
];

const ONWARDS: [&str; 8] = [
    " onwards",
    " onward",
    " on",
    " to date",
    " to present",
    " to the present",
    " to now",
    " and ongoing",
];

impl Reader {
    fn read(self, text: &str) -> Read<UncertainDate> {
        if text.chars().count() > LONGEST {
            return Err(TypedDateError::NotRead);
        }
        let clean = tokens::clean(text);
        if clean.is_empty() {
            return Err(TypedDateError::Empty);
        }
        if NOT_KNOWN.contains(&clean.as_str()) {
            return Ok(UncertainDate::UNKNOWN);
        }
        for (phrase, opening) in OPENINGS {
            if let Some(rest) = clean.strip_prefix(phrase) {
                return self.read_open(opening, rest);
            }
        }
        if let Some(date) = self.read_between(&clean)? {
            return Ok(date);
        }
        self.read_from_to(&clean)
    }

    /// "between 1 and 14 February 2026", "13 Feb 2026 between 22:00 and 23:00".
    fn read_between(self, clean: &str) -> Read<Option<UncertainDate>> {
        let (day, range) = match clean.strip_prefix("between ") {
            Some(range) => ("", range),
            None => match clean.split_once(" between ") {
                Some(split) => split,
                None => return Ok(None),
            },
        };
        let (from, to) = range.split_once(" and ").ok_or(TypedDateError::NotRead)?;
        let (from, to) = self.read_both(format!("{day} {from}").trim_start(), to)?;
        UncertainDate::one_of(Ends::Both(from.from, to.to))
            .map(Some)
            .map_err(|error| self.explain(error))
    }

    fn read_open(self, opening: Opening, rest: &str) -> Read<UncertainDate> {
        let period = self.read_period(rest, None)?;
        let date = match opening {
            Opening::Before => UncertainDate::before(period.from),
            Opening::After => UncertainDate::after(period.to),
            Opening::UpTo => UncertainDate::span(Ends::To(period.to)),
            Opening::From => UncertainDate::span(Ends::From(period.from)),
        };
        date.map_err(|error| self.explain(error))
    }

    fn read_from_to(self, clean: &str) -> Read<UncertainDate> {
        let (from_said, text) = match clean.strip_prefix("from ") {
            Some(rest) => (true, rest),
            None => (false, clean),
        };
        for ending in ONWARDS {
            if let Some(start) = text.strip_suffix(ending) {
                return self.read_open(Opening::From, start);
            }
        }
        if let Some((first, last)) = tokens::days_of_month(text) {
            return self.read_from_to(&format!("{first} to {last}"));
        }
        for joint in [" to ", " until ", " till ", " through ", " - "] {
            if let Some((from, to)) = text.split_once(joint) {
                let (from, to) = self.read_both(from, to)?;
                let ends = Ends::Both(from.from, to.to);
                return UncertainDate::span(ends).map_err(|error| self.explain(error));
            }
        }
        if from_said {
            return self.read_open(Opening::From, text);
        }
        if let Some((first, second)) = text.split_once(" or ").or_else(|| tokens::either(text)) {
            return self.read_either(first, second);
        }
        self.read_period(text, None).and_then(|period| {
            let ends = Ends::Both(period.from, period.to);
            UncertainDate::one_of(ends).map_err(|error| self.explain(error))
        })
    }

    /// Two dates; either may leave out what the other says ("1 and 14 February 2026").
    fn read_both(self, from: &str, to: &str) -> Read<(Period, Period)> {
        let first = self.read_period(from, period::hint(to).as_ref())?;
        let last = self.read_period(to, period::hint(from).as_ref())?;
        Ok((first, last))
    }

    /// "13 or 14 February 2026": only neighbours, since dates in between are not meant.
    fn read_either(self, first: &str, second: &str) -> Read<UncertainDate> {
        let (from, to) = self.read_both(first, second)?;
        let next = from.to.just_after().map_err(|error| self.explain(error))?;
        if next.earliest() != to.from.earliest() {
            return Err(TypedDateError::NotRead);
        }
        let ends = Ends::Both(from.from, to.to);
        UncertainDate::one_of(ends).map_err(|error| self.explain(error))
    }

    fn explain(self, error: InvalidDate) -> TypedDateError {
        match error {
            InvalidDate::EndsReversed => TypedDateError::EndsReversed,
            InvalidDate::YearOutOfRange => self.bad_year(),
            InvalidDate::NoSuchMonth | InvalidDate::NoSuchDay => TypedDateError::NotRead,
        }
    }

    fn bad_year(self) -> TypedDateError {
        TypedDateError::YearOutOfRange {
            example: self.today.year(),
        }
    }
}

#[cfg(test)]
mod measured;
#[cfg(test)]
mod tests;
