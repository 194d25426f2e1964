//! One date as precisely as it is known: from a second to a decade.

use std::ops::RangeInclusive;

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time};

/// The years a date may have. Older and later ones are typing errors or another system's way of
/// writing "no date".
pub const YEARS: RangeInclusive<i16> = 1900..=2100;

/// The parts do not make a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDate {
    /// The year is outside [`YEARS`].
    #[error("the year must be from 1900 to 2100")]
    YearOutOfRange,
    /// There is no such month.
    #[error("there are 12 months")]
    NoSuchMonth,
    /// The month has no such day, or the day no such time.
    #[error("there is no such day or time")]
    NoSuchDay,
    /// A stretch of time ends before it begins.
    #[error("the first date is after the second")]
    EndsReversed,
}

/// A season. The day bounds are whole months, and wide where people mean different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// March to May (EDTF 21).
    Spring,
    /// June to August (EDTF 22).
    Summer,
    /// September to November (EDTF 23).
    Autumn,
    /// December to February (EDTF 24). "Winter 2025" can mean the months at either end of 2025,
    /// so it reaches from 1 January 2025 to the end of February 2026.
    Winter,
}

/// A date without doubt about it, but of any precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Point {
    /// Ten years; the year is the first of them.
    Decade(i16),
    /// A calendar year.
    Year(i16),
    /// A season of a year.
    Season(i16, Season),
    /// A month of a year, 1 to 12.
    Month(i16, i8),
    /// A day.
    Day(Date),
    /// A time of a day, to the minute, as clocks in England showed it.
    Minute(DateTime),
    /// A time of a day, to the second, as clocks in England showed it.
    Second(DateTime),
}

/// What is doubtful about a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Qualifier {
    /// The date is near, but may not be exactly right: "about" (EDTF `~`).
    pub approximate: bool,
    /// Whoever gave the date is not sure of it (EDTF `?`).
    pub uncertain: bool,
}

impl Qualifier {
    /// No doubt.
    pub const NONE: Self = Self {
        approximate: false,
        uncertain: false,
    };
}

/// A [`Point`] with what is doubtful about it. Always a real date within [`YEARS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartDate {
    point: Point,
    qualifier: Qualifier,
}

impl PartDate {
    /// Ten years that begin with this one, which ends in 0.
    ///
    /// # Errors
    /// When it does not end in 0 or is outside [`YEARS`].
    pub fn decade(first_year: i16) -> Result<Self, InvalidDate> {
        if first_year % 10 != 0 || !YEARS.contains(&first_year.saturating_add(9)) {
            return Err(InvalidDate::YearOutOfRange);
        }
        Self::checked(first_year, Point::Decade(first_year))
    }

    /// A calendar year.
    ///
    /// # Errors
    /// When it is outside [`YEARS`].
    pub fn year(year: i16) -> Result<Self, InvalidDate> {
        Self::checked(year, Point::Year(year))
    }

    /// A season.
    ///
    /// # Errors
    /// When the year is outside [`YEARS`].
    pub fn season(year: i16, season: Season) -> Result<Self, InvalidDate> {
        Self::checked(year, Point::Season(year, season))
    }

    /// A month, 1 to 12.
    ///
    /// # Errors
    /// When there is no such month, or the year is outside [`YEARS`].
    pub fn month(year: i16, month: i8) -> Result<Self, InvalidDate> {
        if !(1..=12).contains(&month) {
            return Err(InvalidDate::NoSuchMonth);
        }
        Self::checked(year, Point::Month(year, month))
    }

    /// A day.
    ///
    /// # Errors
    /// When the year is outside [`YEARS`].
    pub fn day(day: Date) -> Result<Self, InvalidDate> {
        Self::checked(day.year(), Point::Day(day))
    }

    /// A time of a day to the minute; seconds are not kept.
    ///
    /// # Errors
    /// When the year is outside [`YEARS`].
    pub fn minute(at: DateTime) -> Result<Self, InvalidDate> {
        let time = Time::constant(at.hour(), at.minute(), 0, 0);
        Self::checked(at.year(), Point::Minute(at.date().to_datetime(time)))
    }

    /// A time of a day to the second; fractions are not kept.
    ///
    /// # Errors
    /// When the year is outside [`YEARS`].
    pub fn second(at: DateTime) -> Result<Self, InvalidDate> {
        let time = Time::constant(at.hour(), at.minute(), at.second(), 0);
        Self::checked(at.year(), Point::Second(at.date().to_datetime(time)))
    }

    fn checked(year: i16, point: Point) -> Result<Self, InvalidDate> {
        if !YEARS.contains(&year) {
            return Err(InvalidDate::YearOutOfRange);
        }
        Ok(Self {
            point,
            qualifier: Qualifier::NONE,
        })
    }

    /// The date without the doubt about it.
    #[must_use]
    pub const fn point(&self) -> Point {
        self.point
    }

    /// What is doubtful about it.
    #[must_use]
    pub const fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    /// The same date with this doubt about it, instead of any before.
    #[must_use]
    pub const fn with(mut self, qualifier: Qualifier) -> Self {
        self.qualifier = qualifier;
        self
    }

    /// The same date, marked "about".
    #[must_use]
    pub const fn about(mut self) -> Self {
        self.qualifier.approximate = true;
        self
    }

    /// The same date, marked "not certain".
    #[must_use]
    pub const fn not_certain(mut self) -> Self {
        self.qualifier.uncertain = true;
        self
    }

    /// The first second it can mean, the doubt left aside.
    #[must_use]
    pub fn earliest(&self) -> DateTime {
        match self.point {
            Point::Decade(year) | Point::Year(year) => first_of_month(year, 1),
            Point::Season(year, season) => first_of_month(year, season.first_month()),
            Point::Month(year, month) => first_of_month(year, month),
            Point::Day(day) => day.to_datetime(Time::midnight()),
            Point::Minute(at) | Point::Second(at) => at,
        }
    }

    /// The last second it can mean, the doubt left aside.
    #[must_use]
    pub fn latest(&self) -> DateTime {
        match self.point {
            Point::Decade(year) => last_of_month(year.saturating_add(9), 12),
            Point::Year(year) => last_of_month(year, 12),
            Point::Season(year, Season::Winter) => last_of_month(year.saturating_add(1), 2),
            Point::Season(year, season) => last_of_month(year, season.first_month() + 2),
            Point::Month(year, month) => last_of_month(year, month),
            Point::Day(day) => day.to_datetime(LAST_SECOND),
            Point::Minute(at) => at.saturating_add(59.seconds()),
            Point::Second(at) => at,
        }
    }

    /// The latest date of the same precision that is wholly before this one. "Before winter
    /// 2025" keeps both readings open: it is at the latest the end of November 2025.
    pub(super) fn just_before(&self) -> Result<Self, InvalidDate> {
        let part = match self.point {
            Point::Decade(year) | Point::Year(year) => Self::year(year - 1),
            Point::Season(year, Season::Winter) => Self::day(last_of_month(year, 11).date()),
            Point::Month(year, 1) => Self::month(year - 1, 12),
            Point::Month(year, month) => Self::month(year, month - 1),
            Point::Season(..) | Point::Day(_) => {
                Self::day(self.earliest().saturating_sub(1.day()).date())
            }
            Point::Minute(at) => Self::minute(at.saturating_sub(1.minute())),
            Point::Second(at) => Self::second(at.saturating_sub(1.second())),
        };
        part.map(|part| part.with(self.qualifier))
    }

    /// The earliest date of the same precision that is wholly after this one. "After winter 2025"
    /// keeps both readings open: it is at the earliest 1 March 2025.
    pub(super) fn just_after(&self) -> Result<Self, InvalidDate> {
        let part = match self.point {
            Point::Decade(year) => Self::year(year + 10),
            Point::Year(year) => Self::year(year + 1),
            Point::Season(year, Season::Winter) => Self::day(first_of_month(year, 3).date()),
            Point::Month(year, 12) => Self::month(year + 1, 1),
            Point::Month(year, month) => Self::month(year, month + 1),
            Point::Season(..) | Point::Day(_) => {
                Self::day(self.latest().saturating_add(1.day()).date())
            }
            Point::Minute(at) => Self::minute(at.saturating_add(1.minute())),
            Point::Second(at) => Self::second(at.saturating_add(1.second())),
        };
        part.map(|part| part.with(self.qualifier))
    }

    /// As the only known, earlier end: a season as its first day, a decade as its first year.
    pub(super) fn as_first_end(self) -> Self {
        match self.point {
            Point::Season(..) => self.at(Point::Day(self.earliest().date())),
            Point::Decade(year) => self.at(Point::Year(year)),
            _ => self,
        }
    }

    /// As the only known, later end: a season as its last day, a decade as its last year.
    pub(super) fn as_last_end(self) -> Self {
        match self.point {
            Point::Season(..) => self.at(Point::Day(self.latest().date())),
            Point::Decade(year) => self.at(Point::Year(year.saturating_add(9))),
            _ => self,
        }
    }

    const fn at(mut self, point: Point) -> Self {
        self.point = point;
        self
    }
}

impl Season {
    /// Every season, in the order of their EDTF codes 21 to 24.
    pub const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Autumn, Self::Winter];

    const fn first_month(self) -> i8 {
        match self {
            Self::Winter => 1,
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
        }
    }
}

const LAST_SECOND: Time = Time::constant(23, 59, 59, 0);

fn first_of_month(year: i16, month: i8) -> DateTime {
    Date::new(year, month, 1)
        .unwrap_or(Date::MIN)
        .to_datetime(Time::midnight())
}

fn last_of_month(year: i16, month: i8) -> DateTime {
    first_of_month(year, month)
        .date()
        .last_of_month()
        .to_datetime(LAST_SECOND)
}
