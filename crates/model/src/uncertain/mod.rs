//! Dates as people know them: a day, a month, a summer, "about", "before", "between", or not known.
//!
//! Uncertainty is data. An [`UncertainDate`] keeps exactly what is known, says which days it can
//! mean, and never turns into a certain day by itself: a clock asks [`UncertainDate::is_certain_day`]
//! and refuses the rest. It is stored and exchanged as EDTF (ISO 8601-2), see [`UncertainDate::to_edtf`].

mod edtf;
mod part;
mod sort;
mod typed;
mod words;

use std::fmt;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

pub use edtf::EdtfError;
pub use part::{InvalidDate, PartDate, Point, Qualifier, Season, YEARS};
pub use sort::SortKey;
pub use typed::{TypedDateError, parse_typed, parse_typed_assuming_year};
pub use words::{MONTHS, month_begun, month_named};

/// A date or a stretch of time with all that is uncertain about it.
///
/// In revisions and envelopes it is its EDTF text, so that two equal dates are equal text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UncertainDate(Meaning);

/// What an [`UncertainDate`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Nobody knows when.
    Unknown,
    /// One date, as precisely as it is known.
    On(PartDate),
    /// It happened at one moment, somewhere within these ends (both included).
    OneOf(Ends),
    /// It went on from one end to the other (both included).
    Span(Ends),
}

/// The ends of a stretch of time, each included; at least one is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ends {
    /// Both ends are known.
    Both(PartDate, PartDate),
    /// Only the earlier end is known.
    From(PartDate),
    /// Only the later end is known.
    To(PartDate),
}

impl UncertainDate {
    /// Nobody knows when.
    pub const UNKNOWN: Self = Self(Meaning::Unknown);

    /// One date, as precisely as it is known.
    #[must_use]
    pub const fn on(part: PartDate) -> Self {
        Self(Meaning::On(part))
    }

    /// One certain day.
    ///
    /// # Errors
    /// When the year is outside [`YEARS`].
    pub fn day(day: Date) -> Result<Self, InvalidDate> {
        PartDate::day(day).map(Self::on)
    }

    /// One certain moment, to the minute, as clocks in England showed it.
    ///
    /// # Errors
    /// When the year is outside [`YEARS`].
    pub fn minute(at: DateTime) -> Result<Self, InvalidDate> {
        PartDate::minute(at).map(Self::on)
    }

    /// At one moment within these ends. Two equal ends are that one date. A season or decade at
    /// the only known end becomes the day or year it reaches to, which says the same.
    ///
    /// # Errors
    /// [`InvalidDate::EndsReversed`].
    pub fn one_of(ends: Ends) -> Result<Self, InvalidDate> {
        Ok(match ends {
            Ends::Both(from, to) if from == to => Self::on(from),
            Ends::Both(from, to) => Self(Meaning::OneOf(in_order(from, to)?)),
            Ends::From(from) => Self(Meaning::OneOf(Ends::From(from.as_first_end()))),
            Ends::To(to) => Self(Meaning::OneOf(Ends::To(to.as_last_end()))),
        })
    }

    /// Going on from one end to the other. Two equal ends are that one date.
    ///
    /// # Errors
    /// [`InvalidDate::EndsReversed`].
    pub fn span(ends: Ends) -> Result<Self, InvalidDate> {
        Ok(match ends {
            Ends::Both(from, to) if from == to => Self::on(from),
            Ends::Both(from, to) => Self(Meaning::Span(in_order(from, to)?)),
            open => Self(Meaning::Span(open)),
        })
    }

    /// At one moment earlier than this date: `before(3 February)` is at the latest 2 February.
    ///
    /// # Errors
    /// When nothing within [`YEARS`] is earlier.
    pub fn before(part: PartDate) -> Result<Self, InvalidDate> {
        Self::one_of(Ends::To(part.just_before()?))
    }

    /// At one moment later than this date: `after(3 February)` is at the earliest 4 February.
    ///
    /// # Errors
    /// When nothing within [`YEARS`] is later.
    pub fn after(part: PartDate) -> Result<Self, InvalidDate> {
        Self::one_of(Ends::From(part.just_after()?))
    }

    /// What the date says.
    #[must_use]
    pub const fn meaning(&self) -> Meaning {
        self.0
    }

    /// The earliest day it can mean; none when it is open at the start or not known. When
    /// [`Self::is_firm`] is false the true day may lie somewhat outside.
    #[must_use]
    pub fn earliest(&self) -> Option<Date> {
        self.earliest_moment().map(DateTime::date)
    }

    /// The latest day it can mean; none when it is open at the end or not known. When
    /// [`Self::is_firm`] is false the true day may lie somewhat outside.
    #[must_use]
    pub fn latest(&self) -> Option<Date> {
        self.latest_moment().map(DateTime::date)
    }

    /// The first second it can mean.
    #[must_use]
    pub fn earliest_moment(&self) -> Option<DateTime> {
        match self.0 {
            Meaning::On(part) => Some(part.earliest()),
            Meaning::OneOf(ends) | Meaning::Span(ends) => ends.first().map(|from| from.earliest()),
            Meaning::Unknown => None,
        }
    }

    /// The last second it can mean.
    #[must_use]
    pub fn latest_moment(&self) -> Option<DateTime> {
        match self.0 {
            Meaning::On(part) => Some(part.latest()),
            Meaning::OneOf(ends) | Meaning::Span(ends) => ends.last().map(|to| to.latest()),
            Meaning::Unknown => None,
        }
    }

    /// Whether its bounds can be relied on: nothing in it is "about" or "not certain". How far
    /// "about" reaches is nobody's to guess, so bounds are not widened for it.
    #[must_use]
    pub fn is_firm(&self) -> bool {
        let firm = |part: PartDate| part.qualifier() == Qualifier::NONE;
        match self.0 {
            Meaning::On(part) => firm(part),
            Meaning::OneOf(ends) | Meaning::Span(ends) => {
                ends.first().is_none_or(firm) && ends.last().is_none_or(firm)
            }
            Meaning::Unknown => false,
        }
    }

    /// Whether nothing at all is known.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(self.0, Meaning::Unknown)
    }

    /// The day, when there is no doubt which day it is; the only thing that a clock may count
    /// from. "About 13 February", "February" and "13 February, not certain" are no certain day;
    /// "between 22:00 and 23:00 on 13 February" is.
    #[must_use]
    pub fn is_certain_day(&self) -> Option<Date> {
        let (first, last) = (self.earliest()?, self.latest()?);
        (self.is_firm() && first == last).then_some(first)
    }

    /// The date and time, when both are certain to the minute.
    #[must_use]
    pub fn is_certain_minute(&self) -> Option<DateTime> {
        match self.0 {
            Meaning::On(part) if self.is_firm() => match part.point() {
                Point::Minute(at) | Point::Second(at) => Some(at),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether this is over before the other begins, whatever each of them turns out to mean.
    /// False where that is not certain; then neither order may be claimed.
    #[must_use]
    pub fn certainly_before(&self, other: &Self) -> bool {
        match (self.latest_moment(), other.earliest_moment()) {
            (Some(last), Some(first)) => self.is_firm() && other.is_firm() && last < first,
            _ => false,
        }
    }
}

impl Ends {
    /// The earlier end, when it is known.
    #[must_use]
    pub const fn first(&self) -> Option<PartDate> {
        match *self {
            Self::Both(from, _) | Self::From(from) => Some(from),
            Self::To(_) => None,
        }
    }

    /// The later end, when it is known.
    #[must_use]
    pub const fn last(&self) -> Option<PartDate> {
        match *self {
            Self::Both(_, to) | Self::To(to) => Some(to),
            Self::From(_) => None,
        }
    }
}

fn in_order(from: PartDate, to: PartDate) -> Result<Ends, InvalidDate> {
    if from.earliest() > to.latest() {
        return Err(InvalidDate::EndsReversed);
    }
    Ok(Ends::Both(from, to))
}

impl From<PartDate> for UncertainDate {
    fn from(part: PartDate) -> Self {
        Self::on(part)
    }
}

/// Plain English: "about 13 February 2026", "between 1 and 14 February 2026", "not known".
impl fmt::Display for UncertainDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        words::write(f, self.0)
    }
}

#[cfg(test)]
mod tests;
