//! The parts of one date as its words give them: day, month, year, time, each or none.

use jiff::civil::{Date, Time, Weekday};

use super::{Read, Reader, TypedDateError, tokens};
use crate::uncertain::words::month_name;
use crate::uncertain::{PartDate, YEARS};

/// What the words of one date say, before it is known whether they make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Parts {
    day: Option<i16>,
    month: Option<i16>,
    year: Option<Year>,
    time: Option<Clock>,
    weekday: Option<Weekday>,
    /// A number after the month's name that a year has yet to make the day ("February 13").
    loose: Option<i16>,
    about: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    Whole(i16),
    TwoFigures(i16),
    /// Three, five or more figures.
    Bad,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clock {
    Minute(Time),
    Second(Time),
    Midnight,
    Bad,
}

const ABOUT: [&str; 6] = [
    "about",
    "around",
    "approximately",
    "approx",
    "circa",
    "roughly",
];

impl Parts {
    /// Reads words such as "Friday 13 February 2026 at 22:40". Every word must say something.
    pub(super) fn read(text: &str) -> Read<Self> {
        let words = tokens::words(text);
        let mut parts = Self::default();
        let month_named = words.iter().any(|word| tokens::month(word).is_some());
        let mut at = month_named;
        let mut rest = words.iter().map(|word| trim(word)).peekable();
        while let Some(word) = rest.next() {
            let half = rest.peek().copied().and_then(|next| half(word, next));
            if let Some(joined) = half {
                rest.next();
                parts.set_time(clock(&joined, true))?;
            } else {
                parts.take(word, at)?;
            }
            at |= word == "at";
        }
        Ok(parts)
    }

    /// Takes one word; `at` says that "22.40" can only be a time.
    fn take(&mut self, word: &str, at: bool) -> Read<()> {
        if matches!(word, "on" | "at" | "of" | "the" | "in") {
            return Ok(());
        }
        if ABOUT.contains(&word) {
            self.about = true;
            return Ok(());
        }
        if let Some(weekday) = tokens::weekday(word) {
            return set(&mut self.weekday, weekday);
        }
        if let Some(month) = tokens::month(word) {
            return set(&mut self.month, i16::from(month));
        }
        if let Some(day) = tokens::ordinal(word) {
            return set(&mut self.day, day);
        }
        if let Some(year) = word.strip_prefix('\'').and_then(tokens::digits) {
            return set(&mut self.year, Year::TwoFigures(year));
        }
        if let Some(time) = clock(word, at || self.year.is_some()) {
            return self.set_time(Some(time));
        }
        if let Some((day, time)) = word.split_once('t') {
            self.take_numbers(day)?;
            return self.set_time(clock(time, true));
        }
        if word.contains(['/', '-', '.']) {
            return self.take_numbers(word);
        }
        self.take_number(word)
    }

    /// One number: a day, then a year.
    fn take_number(&mut self, word: &str) -> Read<()> {
        if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(TypedDateError::NotRead);
        }
        let number = tokens::digits(word);
        match (word.len(), number) {
            (1 | 2, Some(number)) if self.day.is_none() && self.loose.is_none() => {
                if self.month.is_some() {
                    return set(&mut self.loose, number);
                }
                set(&mut self.day, number)
            }
            (1 | 2, Some(number)) if self.month.is_none() && self.day.is_some() => {
                set(&mut self.month, number)
            }
            (2, Some(number)) => set(&mut self.year, Year::TwoFigures(number)),
            (4, Some(number)) => set(&mut self.year, Year::Whole(number)),
            (1, Some(_)) => Err(TypedDateError::NotRead),
            _ => set(&mut self.year, Year::Bad),
        }
    }

    /// Numbers with separators: day/month/year, year-month-day, month/year or day/month.
    fn take_numbers(&mut self, word: &str) -> Read<()> {
        let numbers: Vec<&str> = word.split(['/', '-', '.']).collect();
        if numbers
            .iter()
            .any(|number| number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return Err(TypedDateError::NotRead);
        }
        let (day, month, year) = match numbers.as_slice() {
            [year, month, day] if year.len() == 4 => (Some(*day), *month, Some(*year)),
            [day, month, year] => (Some(*day), *month, Some(*year)),
            [year, month] if year.len() == 4 && word.contains('-') => (None, *month, Some(*year)),
            [month, year] if year.len() >= 3 && month.len() <= 2 => (None, *month, Some(*year)),
            [day, month] => (Some(*day), *month, None),
            _ => return Err(TypedDateError::NotRead),
        };
        if let Some(day) = day {
            set(&mut self.day, small(day)?)?;
        }
        set(&mut self.month, small(month)?)?;
        year.map_or(Ok(()), |year| set(&mut self.year, year_of(year)))
    }

    fn set_time(&mut self, time: Option<Clock>) -> Read<()> {
        set(&mut self.time, time.ok_or(TypedDateError::NotRead)?)
    }

    /// Takes from the other date of a pair what this one leaves out: "1" of "1 and 14 February
    /// 2026" its month and year, "23:00" of "22:00 to 23:00 on 13 February 2026" its day.
    pub(super) fn borrow(mut self, other: &Self) -> Self {
        if self.day.is_none() && self.month.is_none() && self.year.is_none() {
            if self.time.is_some() {
                (self.day, self.month, self.year) = (other.day, other.month, other.year);
                self.loose = other.loose;
            }
            return self;
        }
        if self.day.is_some() && self.month.is_none() && self.year.is_none() {
            self.month = other.month;
        }
        if self.month.is_some() {
            self.year = self.year.or(other.year);
        }
        self
    }

    /// The day and month, month or year, as a date.
    pub(super) fn resolve(mut self, reader: Reader) -> Read<PartDate> {
        if self.month.is_none() && self.day.is_none() && self.time.is_none() {
            return self.resolve_year(reader);
        }
        let month = self.month.ok_or_else(|| run_together(self, reader))?;
        let shown = self.swapped(reader);
        let month = i8::try_from(month)
            .ok()
            .filter(|month| (1..=12).contains(month))
            .ok_or(shown.unwrap_or(TypedDateError::NoSuchMonth { month }))?;
        if let (Some(number), None) = (self.loose, self.year)
            && reader.year.is_none()
        {
            let example = reader.today.year();
            return Err(TypedDateError::DayOrYear {
                month,
                number,
                example,
            });
        }
        self.day = self.day.or(self.loose);
        let year = self.whole_year(reader, month)?;
        let part = match self.day {
            Some(day) => self.resolve_day(reader, day, month, year)?,
            None if self.time.is_some() || self.weekday.is_some() => {
                return Err(TypedDateError::NotRead);
            }
            None => PartDate::month(year, month).map_err(|error| reader.explain(error))?,
        };
        Ok(if self.about { part.about() } else { part })
    }

    fn resolve_year(self, reader: Reader) -> Read<PartDate> {
        if self.weekday.is_some() || self.loose.is_some() {
            return Err(TypedDateError::NotRead);
        }
        match self.year {
            Some(Year::Whole(year)) => {
                let part = PartDate::year(year).map_err(|error| reader.explain(error))?;
                Ok(if self.about { part.about() } else { part })
            }
            Some(Year::Bad) => Err(run_together(self, reader)),
            Some(Year::TwoFigures(_)) | None => Err(TypedDateError::NotRead),
        }
    }

    fn resolve_day(self, reader: Reader, day: i16, month: i8, year: i16) -> Read<PartDate> {
        let days = Date::new(year, month, 1).map_or(31, Date::days_in_month);
        let date = i8::try_from(day)
            .ok()
            .and_then(|day| Date::new(year, month, day).ok())
            .ok_or(TypedDateError::NoSuchDay {
                day,
                month,
                year,
                days,
            })?;
        if let Some(said) = self.weekday
            && said != date.weekday()
        {
            let is = date.weekday();
            return Err(TypedDateError::WrongWeekday { date, said, is });
        }
        let part = match self.time {
            None => PartDate::day(date),
            Some(Clock::Minute(time)) => PartDate::minute(date.to_datetime(time)),
            Some(Clock::Second(time)) => PartDate::second(date.to_datetime(time)),
            Some(Clock::Midnight) => return Err(TypedDateError::Midnight),
            Some(Clock::Bad) => return Err(TypedDateError::NoSuchTime),
        };
        part.map_err(|error| reader.explain(error))
    }

    fn whole_year(self, reader: Reader, month: i8) -> Read<i16> {
        let year = match self.year {
            Some(Year::Whole(year)) => year,
            Some(Year::TwoFigures(figures)) => reader.century(figures, month, self.day),
            Some(Year::Bad) => return Err(reader.bad_year()),
            None => match reader.year {
                Some(year) => year,
                None => return Err(self.needs_year(reader, month)),
            },
        };
        if YEARS.contains(&year) {
            return Ok(year);
        }
        Err(reader.bad_year())
    }

    fn needs_year(self, reader: Reader, month: i8) -> TypedDateError {
        let example = reader.today.year();
        let day = self.day.map_or(String::new(), |day| format!("{day} "));
        let given = format!("{day}{}", month_name(month));
        TypedDateError::NeedsYear { given, example }
    }

    /// The error for 02/13/2026, when day and month may have changed places.
    fn swapped(self, reader: Reader) -> Option<TypedDateError> {
        let (month, day) = (self.day?, self.month?);
        let year = match self.year? {
            Year::Whole(year) => year,
            Year::TwoFigures(figures) => reader.century(figures, 1, None),
            Year::Bad => return None,
        };
        ((1..=12).contains(&month) && (13..=31).contains(&day))
            .then_some(TypedDateError::DayFirst { day, month, year })
    }

    /// The year in four figures, when the words give one.
    pub(super) fn whole_year_said(&self) -> Option<i16> {
        match self.year {
            Some(Year::Whole(year)) => Some(year),
            _ => None,
        }
    }

    /// Whether there is a time and nothing that says of which day.
    pub(super) const fn is_time_only(&self) -> bool {
        self.time.is_some() && self.day.is_none() && self.month.is_none() && self.year.is_none()
    }
}

impl Reader {
    /// 20xx, or 19xx when the date would lie more than a year in the future.
    pub(super) fn century(self, figures: i16, month: i8, day: Option<i16>) -> i16 {
        let year = 2000 + figures;
        let day = day.and_then(|day| i8::try_from(day).ok()).unwrap_or(1);
        let in_a_year = self.today.year() + 1;
        let later_in_year = (month, day) > (self.today.month(), self.today.day());
        if year > in_a_year || (year == in_a_year && later_in_year) {
            return year - 100;
        }
        year
    }
}

fn run_together(parts: Parts, reader: Reader) -> TypedDateError {
    let example = reader.today.year();
    match parts.year {
        Some(Year::Bad) if parts == Parts::only_year(Year::Bad) => {
            TypedDateError::RunTogether { example }
        }
        _ => TypedDateError::NotRead,
    }
}

impl Parts {
    fn only_year(year: Year) -> Self {
        Self {
            year: Some(year),
            ..Self::default()
        }
    }
}

fn set<T>(place: &mut Option<T>, value: T) -> Read<()> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(TypedDateError::NotRead),
    }
}

fn trim(word: &str) -> &str {
    word.trim_end_matches('.').trim_matches(['(', ')'])
}

fn small(word: &str) -> Read<i16> {
    if word.len() > 2 {
        return Err(TypedDateError::NotRead);
    }
    tokens::digits(word).ok_or(TypedDateError::NotRead)
}

fn year_of(word: &str) -> Year {
    match (word.len(), tokens::digits(word)) {
        (4, Some(year)) => Year::Whole(year),
        (2, Some(figures)) => Year::TwoFigures(figures),
        _ => Year::Bad,
    }
}

/// "10 pm", "10.40 pm", "2240 hrs": a time in two words.
fn half(word: &str, next: &str) -> Option<String> {
    if word == "12" && matches!(next, "noon" | "midday" | "midnight") {
        return Some(next.to_owned());
    }
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    let ending = match next {
        "am" | "a.m" => "am",
        "pm" | "p.m" => "pm",
        "hrs" | "hours" | "h" => "hrs",
        _ => return None,
    };
    let time = format!("{word}{ending}");
    (number && clock(&time, true).is_some()).then_some(time)
}

/// A time of day. "22.40" is one only where a time is expected, or it could be a day and month.
fn clock(word: &str, expected: bool) -> Option<Clock> {
    match word {
        "noon" | "midday" => return Some(Clock::Minute(Time::constant(12, 0, 0, 0))),
        "midnight" => return Some(Clock::Midnight),
        _ => {}
    }
    let endings = ["am", "a.m", "pm", "p.m", "hrs", "hours", "h"];
    let ending = endings
        .into_iter()
        .find(|ending| word.strip_suffix(ending).is_some());
    let figures = ending.map_or(word, |ending| word.trim_end_matches(ending));
    let numbers: Vec<&str> = figures.split([':', '.']).collect();
    if numbers
        .iter()
        .any(|number| tokens::digits(number).is_none())
    {
        return None;
    }
    let plain_time = figures.contains(':') || ending.is_some() || expected;
    let (hour, minute, second) = match numbers.as_slice() {
        [hour, minute, second] if figures.contains(':') => (*hour, *minute, Some(*second)),
        [hour, minute] if plain_time && minute.len() == 2 => (*hour, *minute, None),
        [hour] if matches!(ending, Some("am" | "a.m" | "pm" | "p.m")) => (*hour, "00", None),
        [both] if both.len() == 4 && matches!(ending, Some("hrs" | "hours" | "h")) => {
            let (hour, minute) = both.split_at_checked(2)?;
            (hour, minute, None)
        }
        _ => return None,
    };
    let twelve = match ending {
        Some("am" | "a.m") => Some(0),
        Some("pm" | "p.m") => Some(12),
        _ => None,
    };
    Some(time_of(hour, minute, second, twelve))
}

fn time_of(hour: &str, minute: &str, second: Option<&str>, twelve: Option<i16>) -> Clock {
    let hour = match (tokens::digits(hour), twelve) {
        (Some(hour @ 1..=12), Some(half)) => Some(hour % 12 + half),
        (Some(hour), None) => Some(hour),
        _ => None,
    };
    let small = |number: Option<i16>| number.and_then(|number| i8::try_from(number).ok());
    let minute = small(tokens::digits(minute));
    let seconds = second.map_or(Some(0), |second| small(tokens::digits(second)));
    let (Some(hour), Some(minute), Some(seconds)) = (small(hour), minute, seconds) else {
        return Clock::Bad;
    };
    match (Time::new(hour, minute, seconds, 0), second) {
        (Ok(time), Some(_)) => Clock::Second(time),
        (Ok(time), None) => Clock::Minute(time),
        (Err(_), _) => Clock::Bad,
    }
}
