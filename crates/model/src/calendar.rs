//! Working days. Statutory clocks count them by nation, from a table of bank holidays; before and
//! after that table the answer is an error, never a guess.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

const BANK_HOLIDAYS: &str = include_str!("../data/bank-holidays.csv");

/// A nation of the United Kingdom. England and Wales share their bank holidays.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// England.
    #[default]
    England,
    /// Wales.
    Wales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    /// Every nation, in the order in which lists show them.
    pub const ALL: [Self; 4] = [
        Self::England,
        Self::Wales,
        Self::Scotland,
        Self::NorthernIreland,
    ];

    /// The word that commands and data files use: `england`, `wales`, `scotland`, `northern-ireland`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::England => "england",
            Self::Wales => "wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }

    /// The division of the bank-holiday table that holds in this nation.
    #[must_use]
    pub const fn division(self) -> &'static str {
        match self {
            Self::England | Self::Wales => "england-and-wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }
}

impl fmt::Display for Nation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text names no nation that the calendar knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a nation: use england, wales, scotland or northern-ireland")]
pub struct NotANation;

impl FromStr for Nation {
    type Err = NotANation;

    fn from_str(text: &str) -> Result<Self, NotANation> {
        Self::ALL
            .into_iter()
            .find(|nation| nation.code() == text)
            .ok_or(NotANation)
    }
}

/// What an administrator changes in the table: proclaimed one-off holidays, or a day that the
/// table has wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// The day changed.
    pub date: Date,
    /// What becomes of it.
    pub kind: OverrideKind,
    /// Why, in the administrator's words; shown wherever the calendar is.
    pub reason: String,
}

/// Whether an override makes a day a holiday or takes a holiday away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverrideKind {
    /// The day is a holiday.
    AddHoliday {
        /// What people call it.
        name: String,
    },
    /// The day is no holiday (a Saturday or Sunday still is no working day).
    RemoveHoliday,
}

/// Why the calendar gives no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The answer needs a day outside the table of bank holidays.
    #[error(
        "bank holidays are known from {first} to {last}, and this needs {date}: \
         add the missing years to the calendar, or work the date out by hand and record it"
    )]
    NotCovered {
        /// The first day met that the table does not cover.
        date: Date,
        /// First day covered.
        first: Date,
        /// Last day covered.
        last: Date,
    },
    /// The bank-holiday table itself cannot be read.
    #[error("the bank-holiday table cannot be read at line {line}: {what}")]
    BadTable {
        /// Line of the table, counting the heading as line 1.
        line: u64,
        /// What is wrong there.
        what: String,
    },
    /// The table has no holiday at all for this division.
    #[error("the bank-holiday table has no rows for {division}")]
    NoRows {
        /// The division asked for.
        division: &'static str,
    },
}

/// The working days of one nation: its bank holidays, the years covered, an administrator's overrides.
///
/// A working day is not a Saturday, a Sunday, Christmas Day, Boxing Day, Good Friday or a bank
/// holiday under the Banking and Financial Dealings Act 1971 (wording of SI 2006/1738; the table
/// names the three days in every year, so the table alone decides).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    nation: Nation,
    /// Shared by all that read the same table.
    holidays: Arc<BTreeMap<Date, String>>,
    overrides: Vec<Override>,
    first: Date,
    last: Date,
}

#[derive(Deserialize)]
struct Row {
    division: String,
    date: Date,
    title: String,
}

impl Calendar {
    /// The calendar of one nation from the table inside the program.
    ///
    /// # Errors
    /// When the table is broken; a test reads all of it, so a released program does not meet this.
    pub fn embedded(nation: Nation) -> Result<Self, CalendarError> {
        static READ: OnceLock<Vec<Calendar>> = OnceLock::new();
        let of = |all: &[Self]| all.iter().find(|one| one.nation == nation).cloned();
        if let Some(known) = READ.get().and_then(|all| of(all)) {
            return Ok(known);
        }
        let all = Nation::ALL
            .iter()
            .map(|one| Self::from_csv(*one, BANK_HOLIDAYS))
            .collect::<Result<Vec<_>, _>>()?;
        let division = nation.division();
        of(READ.get_or_init(|| all)).ok_or(CalendarError::NoRows { division })
    }

    /// The calendar of one nation from a table with the columns `division`, `date` (ISO) and
    /// `title`. Whole years are covered, from the first with a row to the last; a year in between
    /// without any row is refused.
    ///
    /// # Errors
    /// [`CalendarError::BadTable`] with the line, or [`CalendarError::NoRows`].
    pub fn from_csv(nation: Nation, table: &str) -> Result<Self, CalendarError> {
        let division = nation.division();
        let mut holidays = BTreeMap::new();
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        for (row, line) in reader.deserialize::<Row>().zip(2u64..) {
            let row = row.map_err(|error| CalendarError::BadTable {
                line: error.position().map_or(line, csv::Position::line),
                what: error.to_string(),
            })?;
            if row.division == division && holidays.insert(row.date, row.title).is_some() {
                let what = format!("{} stands twice for {division}", row.date);
                return Err(CalendarError::BadTable { line, what });
            }
        }
        let (first, last) = whole_years(&holidays).ok_or(CalendarError::NoRows { division })?;
        for year in first.year()..=last.year() {
            if !holidays.keys().any(|day| day.year() == year) {
                let what = format!("{division} has no holiday in {year}");
                return Err(CalendarError::BadTable { line: 1, what });
            }
        }
        Ok(Self {
            nation,
            holidays: Arc::new(holidays),
            overrides: Vec::new(),
            first,
            last,
        })
    }

    /// The same calendar with an administrator's overrides on top; of two for the same day the
    /// later in the list holds. Overrides never widen the years covered.
    #[must_use]
    pub fn with_overrides(mut self, overrides: Vec<Override>) -> Self {
        for change in &overrides {
            match &change.kind {
                OverrideKind::AddHoliday { name } => {
                    Arc::make_mut(&mut self.holidays).insert(change.date, name.clone());
                }
                OverrideKind::RemoveHoliday => {
                    Arc::make_mut(&mut self.holidays).remove(&change.date);
                }
            }
        }
        self.overrides.extend(overrides);
        self
    }

    /// The nation whose holidays these are.
    #[must_use]
    pub const fn nation(&self) -> Nation {
        self.nation
    }

    /// The overrides on top of the table, in the order in which they were put there.
    #[must_use]
    pub fn overrides(&self) -> &[Override] {
        &self.overrides
    }

    /// First and last day covered, both included.
    #[must_use]
    pub const fn covers(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// Every holiday within the years covered, overrides included, in order.
    pub fn holidays(&self) -> impl Iterator<Item = (Date, &str)> {
        self.holidays
            .range(self.first..=self.last)
            .map(|(day, name)| (*day, name.as_str()))
    }

    /// The name of the holiday on this day, when it is one.
    #[must_use]
    pub fn holiday(&self, day: Date) -> Option<&str> {
        self.holidays.get(&day).map(String::as_str)
    }

    /// Whether people are at work on this day.
    ///
    /// # Errors
    /// [`CalendarError::NotCovered`].
    pub fn is_working_day(&self, day: Date) -> Result<bool, CalendarError> {
        self.check(day)?;
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        Ok(!weekend && !self.holidays.contains_key(&day))
    }

    /// The last day for something due within so many working days of a trigger: day 0 is the
    /// trigger, whatever day that is, and day 1 the next working day. Due means the end of that
    /// day. With 0 working days it is the trigger itself.
    ///
    /// # Errors
    /// [`CalendarError::NotCovered`] when the trigger or any day counted is outside the table.
    pub fn due(&self, trigger: Date, working_days: u32) -> Result<Date, CalendarError> {
        self.count(trigger, working_days, Date::tomorrow)
    }

    /// The last day for something due at least so many working days before a date: counts back
    /// from the day before it. With 0 working days it is the date itself.
    ///
    /// # Errors
    /// [`CalendarError::NotCovered`] when the date or any day counted is outside the table.
    pub fn due_before(&self, date: Date, working_days: u32) -> Result<Date, CalendarError> {
        self.count(date, working_days, Date::yesterday)
    }

    /// Working days after `from`, up to and including `to`: what is left on a clock that is due on
    /// `to`. When `to` is earlier it is minus the working days after `to` up to and including
    /// `from`: how late it is.
    ///
    /// # Errors
    /// [`CalendarError::NotCovered`] when either day is outside the table.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<i64, CalendarError> {
        self.check(from)?;
        self.check(to)?;
        if to < from {
            return Ok(-self.working_days_between(to, from)?);
        }
        let mut counted = 0;
        let mut day = from;
        while day < to {
            day = self.step(day, Date::tomorrow)?;
            counted += i64::from(self.is_working_day(day)?);
        }
        Ok(counted)
    }

    /// As [`months_later`]: it needs no table, so it answers for any year.
    #[must_use]
    pub fn add_months(&self, date: Date, months: i32) -> Date {
        months_later(date, months)
    }

    fn count(
        &self,
        start: Date,
        working_days: u32,
        step: fn(Date) -> Result<Date, jiff::Error>,
    ) -> Result<Date, CalendarError> {
        self.check(start)?;
        let mut day = start;
        let mut left = working_days;
        while left > 0 {
            day = self.step(day, step)?;
            left -= u32::from(self.is_working_day(day)?);
        }
        Ok(day)
    }

    fn step(
        &self,
        day: Date,
        step: fn(Date) -> Result<Date, jiff::Error>,
    ) -> Result<Date, CalendarError> {
        step(day).map_err(|_| self.not_covered(day))
    }

    fn check(&self, day: Date) -> Result<(), CalendarError> {
        if self.first <= day && day <= self.last {
            return Ok(());
        }
        Err(self.not_covered(day))
    }

    const fn not_covered(&self, date: Date) -> CalendarError {
        CalendarError::NotCovered {
            date,
            first: self.first,
            last: self.last,
        }
    }
}

fn whole_years(holidays: &BTreeMap<Date, String>) -> Option<(Date, Date)> {
    let (first, _) = holidays.first_key_value()?;
    let (last, _) = holidays.last_key_value()?;
    Some((first.first_of_year(), last.last_of_year()))
}

/// The same day so many calendar months later (earlier when negative), clamped to the end of a shorter month: 31 August
/// and six months is 28 February. At the ends of time it stays there.
#[must_use]
pub fn months_later(date: Date, months: i32) -> Date {
    let count = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + i64::from(months);
    let end = if months < 0 { Date::MIN } else { Date::MAX };
    let year = i16::try_from(count.div_euclid(12));
    let month = i8::try_from(count.rem_euclid(12) + 1);
    let (Ok(year), Ok(month)) = (year, month) else {
        return end;
    };
    let Ok(start) = Date::new(year, month, 1) else {
        return end;
    };
    Date::new(year, month, date.day().min(start.days_in_month())).unwrap_or(end)
}

#[cfg(test)]
mod tests;
