//! One date or part of a period as typed, with its doubt: "about 13 Feb 2026", "late March 2026",
//! "last week of February 2026", "summer 2025", "the 1990s".

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::parts::Parts;
use super::{Read, Reader, TypedDateError, tokens};
use crate::uncertain::words::season_name;
use crate::uncertain::{PartDate, Point, Qualifier, Season};

/// What one date reaches over; both ends are the same for a plain date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    pub(super) from: PartDate,
    pub(super) to: PartDate,
}

const FILLERS: [&str; 11] = [
    "on ",
    "in ",
    "during ",
    "the ",
    "some time ",
    "sometime ",
    "at some point ",
    "dated ",
    "month of ",
    "year of ",
    "year ",
];

const ABOUT_BEFORE: [&str; 13] = [
    "about ",
    "around ",
    "approximately ",
    "approx. ",
    "approx ",
    "circa ",
    "c. ",
    "c.",
    "c ",
    "ca. ",
    "ca ",
    "roughly ",
    "~",
];

const ABOUT_AFTER: [&str; 7] = [
    " (approximate)",
    " (approx.)",
    " (approx)",
    " (about)",
    " approximately",
    " approx",
    "~",
];

const DOUBT_BEFORE: [&str; 14] = [
    "possibly ",
    "probably ",
    "perhaps ",
    "maybe ",
    "may have been ",
    "might have been ",
    "thought to be ",
    "believed to be ",
    "i think it was ",
    "think it was ",
    "we think ",
    "i think ",
    "not sure ",
    "unsure ",
];

const DOUBT_AFTER: [&str; 8] = [
    " (not certain)",
    " (uncertain)",
    " (not sure)",
    " (tbc)",
    " tbc",
    " (?)",
    " ?",
    "?",
];

impl Reader {
    /// Reads one date; `other` is the other date of a pair, from which it may take what it leaves out.
    pub(super) fn read_period(self, text: &str, other: Option<&Parts>) -> Read<Period> {
        let (text, qualifier) = strip_doubt(text);
        let period = self.read_plain(text, other)?;
        Ok(period.with(qualifier))
    }

    fn read_plain(self, text: &str, other: Option<&Parts>) -> Read<Period> {
        if let Some(period) = self.counted_from_today(text)? {
            return Ok(period);
        }
        for shape in [Self::decade, Self::week] {
            if let Some(period) = shape(self, text)? {
                return Ok(period);
            }
        }
        if let Some(period) = self.share(text, other)? {
            return Ok(period);
        }
        if let Some(period) = self.season(text, other)? {
            return Ok(period);
        }
        let parts = Parts::read(text)?;
        let parts = other.map_or(parts, |other| parts.borrow(other));
        if parts.is_time_only() {
            return Err(TypedDateError::NotRead);
        }
        parts.resolve(self).map(Period::of)
    }

    /// "2020s", "1990's".
    fn decade(self, text: &str) -> Read<Option<Period>> {
        let year = text.strip_suffix("'s").or_else(|| text.strip_suffix('s'));
        match year.and_then(tokens::digits) {
            Some(year) if text.len() >= 5 => {
                self.part(PartDate::decade(year)).map(Period::of).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// "summer 2025", "winter of 2025/26".
    fn season(self, text: &str, other: Option<&Parts>) -> Read<Option<Period>> {
        let Some((season, rest)) = season_of(text) else {
            return Ok(None);
        };
        if season == Season::Winter
            && let Some((first, second)) = rest.split_once(['/', '-'])
        {
            return self.winter_of_two_years(first, second).map(Some);
        }
        let year = match rest.strip_prefix('\'').unwrap_or(rest) {
            "" => self.year_left_out(season, other)?,
            figures if figures.len() == 2 => tokens::digits(figures)
                .map(|figures| self.century(figures, season_month(season), None))
                .ok_or(TypedDateError::NotRead)?,
            figures => tokens::digits(figures).ok_or(TypedDateError::NotRead)?,
        };
        self.part(PartDate::season(year, season))
            .map(|part| Some(Period::of(part)))
    }

    fn year_left_out(self, season: Season, other: Option<&Parts>) -> Read<i16> {
        let needs_year = TypedDateError::NeedsYear {
            given: season_name(season).to_owned(),
            example: self.today.year(),
        };
        other
            .and_then(Parts::whole_year_said)
            .or(self.year)
            .ok_or(needs_year)
    }

    /// "2025/26" after "winter": December to the end of February.
    fn winter_of_two_years(self, first: &str, second: &str) -> Read<Period> {
        let first = tokens::digits(first).ok_or(TypedDateError::NotRead)?;
        let next = tokens::digits(second).ok_or(TypedDateError::NotRead)?;
        if next != first + 1 && next != (first + 1) % 100 {
            return Err(TypedDateError::NotRead);
        }
        Ok(Period {
            from: self.part(PartDate::month(first, 12))?,
            to: self.part(PartDate::month(first + 1, 2))?,
        })
    }

    /// "early March 2026", "end of 2025": a third of the month or year, and only about that.
    fn share(self, text: &str, other: Option<&Parts>) -> Read<Option<Period>> {
        match share_of(text) {
            Some((third, rest)) => self.third(third, rest, other).map(Some),
            None => Ok(None),
        }
    }

    fn third(self, third: usize, rest: &str, other: Option<&Parts>) -> Read<Period> {
        let rest = rest.strip_prefix("the ").unwrap_or(rest);
        let parts = Parts::read(rest)?;
        let whole = other
            .map_or(parts, |other| parts.borrow(other))
            .resolve(self)?;
        let days = [(1, 10), (11, 20), (21, 31)];
        let months = [(1, 4), (5, 8), (9, 12)];
        let (from, to) = match whole.point() {
            Point::Month(year, month) => {
                let (first, last) = days.get(third).copied().unwrap_or((1, 31));
                let day = |day| self.part(PartDate::day(clamped(year, month, day)));
                (day(first)?, day(last)?)
            }
            Point::Year(year) => {
                let (first, last) = months.get(third).copied().unwrap_or((1, 12));
                let month = |month| self.part(PartDate::month(year, month));
                (month(first)?, month(last)?)
            }
            _ => return Err(TypedDateError::NotRead),
        };
        Ok(Period { from, to }.with(Qualifier::NONE.and_about()))
    }

    /// "today", "yesterday at 4pm", "the day before yesterday".
    fn counted_from_today(self, text: &str) -> Read<Option<Period>> {
        for (words, before) in [
            ("the day before yesterday", 2_i64),
            ("day before yesterday", 2),
            ("yesterday", 1),
            ("today", 0),
        ] {
            let Some(time) = text.strip_prefix(words) else {
                continue;
            };
            let day = self.today.checked_sub(before.days());
            let day = day.map_err(|_| self.bad_year())?;
            if time.is_empty() {
                return self.part(PartDate::day(day)).map(Period::of).map(Some);
            }
            if time.starts_with(' ') {
                let part = Parts::read(&format!("{day}{time}"))?.resolve(self)?;
                return Ok(Some(Period::of(part)));
            }
        }
        Ok(None)
    }

    /// "last week of February 2026", "week commencing 9 February 2026".
    fn week(self, text: &str) -> Read<Option<Period>> {
        for (phrase, first, last) in [
            ("week commencing ", 0, 6),
            ("week beginning ", 0, 6),
            ("week starting ", 0, 6),
            ("week of ", 0, 6),
            ("w/c ", 0, 6),
            ("week ending ", -6, 0),
        ] {
            if let Some(rest) = text.strip_prefix(phrase) {
                let part = Parts::read(rest)?.resolve(self)?;
                return self.days_around(part, first, last).map(Some);
            }
        }
        let weeks = [
            ("first week ", 1),
            ("1st week ", 1),
            ("second week ", 8),
            ("2nd week ", 8),
            ("third week ", 15),
            ("3rd week ", 15),
            ("fourth week ", 22),
            ("4th week ", 22),
            ("last week ", -6),
            ("final week ", -6),
        ];
        for (phrase, start) in weeks {
            let Some(rest) = text.strip_prefix(phrase) else {
                continue;
            };
            let month = rest
                .strip_prefix("of ")
                .or_else(|| rest.strip_prefix("in "))
                .ok_or(TypedDateError::NotRead)?;
            return self.week_of_month(month, start).map(Some);
        }
        Ok(None)
    }

    /// Seven days of a month, and only about them: weeks do not begin with months.
    fn week_of_month(self, text: &str, start: i8) -> Read<Period> {
        let Point::Month(year, month) = Parts::read(text)?.resolve(self)?.point() else {
            return Err(TypedDateError::NotRead);
        };
        let last = clamped(year, month, 31).day();
        let first = if start > 0 { start } else { last + start };
        let day = |day| self.part(PartDate::day(clamped(year, month, day)));
        let (from, to) = (day(first)?, day(first + 6)?);
        Ok(Period { from, to }.with(Qualifier::NONE.and_about()))
    }

    fn days_around(self, part: PartDate, first: i64, last: i64) -> Read<Period> {
        let Point::Day(day) = part.point() else {
            return Err(TypedDateError::NotRead);
        };
        let at = |days: i64| {
            let day = day.saturating_add(Span::new().days(days));
            self.part(PartDate::day(day))
        };
        let (from, to) = (at(first)?, at(last)?);
        Ok(Period { from, to }.with(part.qualifier()))
    }

    fn part(self, part: Result<PartDate, crate::uncertain::InvalidDate>) -> Read<PartDate> {
        part.map_err(|error| self.explain(error))
    }
}

impl Period {
    const fn of(part: PartDate) -> Self {
        Self {
            from: part,
            to: part,
        }
    }

    /// With this doubt besides any that is there.
    fn with(self, qualifier: Qualifier) -> Self {
        let add = |part: PartDate| {
            let own = part.qualifier();
            part.with(Qualifier {
                approximate: own.approximate || qualifier.approximate,
                uncertain: own.uncertain || qualifier.uncertain,
            })
        };
        Self {
            from: add(self.from),
            to: add(self.to),
        }
    }
}

impl Qualifier {
    const fn and_about(mut self) -> Self {
        self.approximate = true;
        self
    }
}

/// What the words of a date say before they are joined with those of the other of a pair.
pub(super) fn hint(text: &str) -> Option<Parts> {
    let (text, _) = strip_doubt(text);
    let text = share_of(text).map_or(text, |(_, rest)| rest);
    let text = season_of(text).map_or(text, |(_, year)| year);
    Parts::read(text).ok()
}

/// The season that the words begin with, and the rest of them.
fn season_of(text: &str) -> Option<(Season, &str)> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let season = Season::ALL
        .into_iter()
        .find(|season| season_name(*season) == word)?;
    Some((season, rest.strip_prefix("of ").unwrap_or(rest)))
}

/// Which third of a month or year the words begin with, and the rest of them.
fn share_of(text: &str) -> Option<(usize, &str)> {
    const EARLY: &[&str] = &["early in ", "early ", "beginning of ", "start of "];
    const MIDDLE: &[&str] = &["middle of ", "mid "];
    const LATE: &[&str] = &["late in ", "late ", "end of ", "end "];
    [EARLY, MIDDLE, LATE]
        .into_iter()
        .enumerate()
        .find_map(|(third, phrases)| Some((third, stripped(text, phrases, true)?)))
}

/// Takes the words of doubt from both ends of the text, in any order and number.
fn strip_doubt(text: &str) -> (&str, Qualifier) {
    let mut text = text;
    let mut qualifier = Qualifier::NONE;
    loop {
        let before = text;
        for (phrases, about, prefix) in [
            (&FILLERS[..], None, true),
            (&ABOUT_BEFORE[..], Some(true), true),
            (&DOUBT_BEFORE[..], Some(false), true),
            (&ABOUT_AFTER[..], Some(true), false),
            (&DOUBT_AFTER[..], Some(false), false),
        ] {
            if let Some(rest) = stripped(text, phrases, prefix) {
                text = rest;
                qualifier.approximate |= about == Some(true);
                qualifier.uncertain |= about == Some(false);
            }
        }
        if let Some(figures) = text.strip_prefix('c')
            && figures.starts_with(|c: char| c.is_ascii_digit())
        {
            (text, qualifier.approximate) = (figures, true);
        }
        if text == before {
            return (text, qualifier);
        }
    }
}

fn stripped<'a>(text: &'a str, phrases: &[&str], prefix: bool) -> Option<&'a str> {
    phrases.iter().find_map(|phrase| {
        if prefix {
            text.strip_prefix(phrase)
        } else {
            text.strip_suffix(phrase)
        }
    })
}

const fn season_month(season: Season) -> i8 {
    match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    }
}

/// This day of the month, or its last one.
fn clamped(year: i16, month: i8, day: i8) -> Date {
    let first = Date::new(year, month, 1).unwrap_or(Date::MIN);
    let days = day.min(first.days_in_month()) - 1;
    first.saturating_add(i64::from(days).days())
}
