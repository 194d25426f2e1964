//! Dates in the cells of a table.

use model::uncertain::{Ends, PartDate};
use model::{Date, UncertainDate};

use super::absolute::plain;
use super::cell_words::{self, Said};
use super::kind::{Kind, kind};
use super::typed::{self, Tense};
use super::{Doubt, Frame, Reading, at_time, existing, in_text, plus_days};

/// What a whole column of dates says about each of its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Column {
    /// When the table was written.
    pub written: Option<Date>,
    /// Whether a cell of it can only be month before day, so that "3/4/26" may be either.
    pub month_first_somewhere: bool,
    /// The first and the last year that cells of it say themselves, where any does.
    pub years: Option<(i16, i16)>,
}

/// What the cell of a date column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellDates {
    /// Nothing.
    None,
    /// One date; [`UncertainDate::UNKNOWN`] where the cell says that nobody knows.
    One(UncertainDate),
    /// More than one, each read or asked.
    Several(Vec<Reading>),
    /// One thing, to be asked.
    Question(Doubt),
}

impl Column {
    /// Looks through the cells of a column.
    pub fn of<'a>(cells: impl IntoIterator<Item = &'a str>, written: Option<Date>) -> Self {
        let plain = Self {
            written,
            ..Self::default()
        };
        let mut whole = plain;
        for cell in cells {
            whole.month_first_somewhere |=
                in_cell(cell, &plain) == CellDates::Question(Doubt::MonthFirst);
            if let CellDates::One(date) = in_cell(cell, &Self::default())
                && let Some(day) = date.is_certain_day()
            {
                let year = day.year();
                let (first, last) = whole.years.unwrap_or((year, year));
                whole.years = Some((first.min(year), last.max(year)));
            }
        }
        whole
    }

    const fn frame(&self) -> Frame {
        Frame::written(self.written)
    }
}

/// Longest cell that is looked at, in bytes.
const LONGEST: usize = 4000;

/// The dates of one cell. A cell with other words beside one date is that date; one with other numbers is asked. A day without a year
/// in a column whose other cells say another, or several, is asked too.
#[must_use]
pub fn in_cell(text: &str, column: &Column) -> CellDates {
    let read = existing_dates(own_dates(text, column));
    match column.years {
        Some(years) if column.written.is_some() && !is_of_years(&read, years) => {
            let alone = own_dates(text, &Column::default());
            if lacks_year(&alone) {
                CellDates::Question(Doubt::YearUnclear)
            } else {
                read
            }
        }
        _ => read,
    }
}

/// Asks where England's clocks never showed a time.
fn existing_dates(read: CellDates) -> CellDates {
    match read {
        CellDates::One(date) => one(existing(Reading::Date(date))),
        CellDates::Several(all) => CellDates::Several(all.into_iter().map(existing).collect()),
        other => other,
    }
}

/// Whether every date of a cell lies in the one year that the others say.
fn is_of_years(read: &CellDates, (first, last): (i16, i16)) -> bool {
    let within = |date: &UncertainDate| {
        let ends = [date.earliest(), date.latest()];
        ends.iter().flatten().all(|day| day.year() == first)
    };
    let dates: Vec<&UncertainDate> = match read {
        CellDates::One(date) => vec![date],
        CellDates::Several(readings) => readings.iter().filter_map(date_of).collect(),
        CellDates::None | CellDates::Question(_) => return true,
    };
    first == last && dates.into_iter().all(within)
}

const fn date_of(reading: &Reading) -> Option<&UncertainDate> {
    match reading {
        Reading::Date(date) => Some(date),
        Reading::Question(_) => None,
    }
}

fn lacks_year(read: &CellDates) -> bool {
    let lacking = Doubt::NoYear;
    match read {
        CellDates::Question(doubt) => *doubt == lacking,
        CellDates::Several(all) => all.contains(&Reading::Question(lacking)),
        CellDates::None | CellDates::One(_) => false,
    }
}

fn own_dates(text: &str, column: &Column) -> CellDates {
    let text = text.trim();
    if matches!(
        text.to_lowercase().as_str(),
        "" | "-" | "–" | "—" | "n/a" | "na" | "none" | "nil"
    ) {
        return CellDates::None;
    }
    if text.len() > LONGEST {
        return CellDates::Question(Doubt::NotRead);
    }
    if cell_words::is_of_writing(text) && !is_not_known(text, column) {
        return CellDates::Question(Doubt::Recorded);
    }
    if let Some(reading) = whole(text, column) {
        return one(reading);
    }
    if let Some(readings) = pieces(text, column) {
        return CellDates::Several(readings);
    }
    searched(text, column)
}

fn is_not_known(text: &str, column: &Column) -> bool {
    whole(text, column) == Some(Reading::Date(UncertainDate::UNKNOWN))
}

fn one(reading: Reading) -> CellDates {
    match reading {
        Reading::Date(date) => CellDates::One(date),
        Reading::Question(doubt) => CellDates::Question(doubt),
    }
}

/// A cell that is nothing but one date.
fn whole(text: &str, column: &Column) -> Option<Reading> {
    if let Some(reading) = serial(text, column.written) {
        return Some(reading);
    }
    if is_half_a_date(text) {
        return Some(Reading::Question(Doubt::NotRead));
    }
    let exported = text
        .strip_suffix(" 00:00:00")
        .or_else(|| text.strip_suffix("T00:00:00"));
    let text = exported.unwrap_or(text);
    let edtf = text.contains(['~', '?', '%', '[', '/']) || text.contains("..");
    if edtf
        && text.len() > 4
        && let Ok(date) = UncertainDate::from_edtf(text)
    {
        return Some(Reading::Date(date));
    }
    if kind(&text.to_lowercase()) == Kind::TwoYears {
        return Some(Reading::Question(Doubt::TwoYears));
    }
    let said = cell_words::said(text);
    let words = match &said {
        Some(Said::Typed(words) | Said::Fortnight(words)) => plain(words),
        None => plain(text),
    };
    if ["today", "yesterday"]
        .iter()
        .any(|word| words.contains(word))
    {
        return None;
    }
    let tense = if words.starts_with("since ") {
        Tense::Past
    } else {
        Tense::Open
    };
    let mut reading = typed::read(&words, column.frame(), tense, None)?;
    if let (Some(Said::Fortnight(_)), Reading::Date(first)) = (&said, reading) {
        reading = fortnight(first)?;
    }
    let either = column.month_first_somewhere && is_either_order(text);
    Some(if either {
        Reading::Question(Doubt::DayOrMonth)
    } else {
        reading
    })
}

/// Fourteen days from a certain one.
fn fortnight(first: UncertainDate) -> Option<Reading> {
    let first = first.is_certain_day()?;
    let (from, to) = (PartDate::day(first), PartDate::day(plus_days(first, 13)));
    let ends = Ends::Both(from.ok()?, to.ok()?);
    UncertainDate::span(ends).ok().map(Reading::Date)
}

/// "13.2" and "3-5" may be a number or a stretch.
fn is_half_a_date(text: &str) -> bool {
    let pieces: Vec<&str> = text.split(['.', '-', '–']).collect();
    let short = |piece: &&str| {
        matches!(piece.len(), 1 | 2) && piece.bytes().all(|byte| byte.is_ascii_digit())
    };
    pieces.len() == 2 && pieces.iter().all(short)
}

/// Both of the first two numbers can be the month, and they differ.
fn is_either_order(text: &str) -> bool {
    let mut numbers = text
        .trim_start_matches(|letter: char| !letter.is_ascii_digit())
        .split(['/', '.', '-'])
        .map(|piece| piece.parse::<i16>().unwrap_or(0));
    let (first, second) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    let month = 1..=12;
    first != second && month.contains(&first) && month.contains(&second)
}

/// The day 0 of spreadsheets; true from 1 March 1900 on.
const SERIALS: (i16, i8, i8) = (1899, 12, 30);
/// Serial numbers that are taken for days: 1990 to 2099. Others may be figures run together.
const DAYS: std::ops::RangeInclusive<i64> = 32_874..=73_050;

/// The number that a spreadsheet keeps for a date.
fn serial(text: &str, written: Option<Date>) -> Option<Reading> {
    let (days, share) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if days.len() != 5 || !digits(days) || !digits(share) || share.len() > 12 {
        return None;
    }
    let days: i64 = days.parse().ok()?;
    if !DAYS.contains(&days) {
        return Some(Reading::Question(Doubt::RunTogether));
    }
    let (year, month, day) = SERIALS;
    let date = plus_days(Date::new(year, month, day).ok()?, days);
    let far = written.is_some_and(|written| date.year() > written.year().saturating_add(5));
    if far {
        return Some(Reading::Question(Doubt::RunTogether));
    }
    if share.is_empty() {
        return UncertainDate::day(date).ok().map(Reading::Date);
    }
    let share: f64 = format!("0.{share}").parse().ok()?;
    let minutes = (share * 24.0 * 60.0).round().clamp(0.0, 1439.0);
    at_minutes(date, minutes).map(Reading::Date)
}

fn at_minutes(date: Date, minutes: f64) -> Option<UncertainDate> {
    let whole = (0..1440i16).find(|minute| f64::from(*minute) >= minutes)?;
    let (hour, minute) = (
        i8::try_from(whole / 60).ok()?,
        i8::try_from(whole % 60).ok()?,
    );
    at_time(date, model::Time::new(hour, minute, 0, 0).ok()?)
}

/// A cell that is nothing but several dates with marks or "and" between them.
fn pieces(text: &str, column: &Column) -> Option<Vec<Reading>> {
    let marked = text.replace(" and ", ";").replace(['&', '\n', ','], ";");
    let pieces: Vec<&str> = marked
        .split(';')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let dated =
        |piece: &&&str| piece.contains(|letter: char| letter.is_ascii_digit()) && piece.len() > 2;
    if pieces.len() < 2 || !pieces.iter().all(|piece| dated(&piece)) {
        return None;
    }
    pieces.iter().map(|piece| whole(piece, column)).collect()
}

/// Dates among other words.
fn searched(text: &str, column: &Column) -> CellDates {
    let found = in_text(text, column.frame());
    let outside = |at: usize| {
        !found
            .iter()
            .any(|found| (found.start..found.end).contains(&at))
    };
    let other_numbers = text
        .chars()
        .enumerate()
        .any(|(at, letter)| letter.is_ascii_digit() && outside(at));
    let rest = |at: &(usize, char)| outside(at.0);
    let rest: String = text
        .chars()
        .enumerate()
        .filter(rest)
        .map(|at| at.1)
        .collect();
    match found.as_slice() {
        [] => CellDates::Question(Doubt::NotRead),
        [only]
            if matches!(only.reading, Reading::Date(_)) && cell_words::is_of_a_stretch(&rest) =>
        {
            CellDates::Question(Doubt::NotRead)
        }
        [only] if !other_numbers || matches!(only.reading, Reading::Question(_)) => {
            one(only.reading)
        }
        [_] => CellDates::Question(Doubt::NotRead),
        // "(see also 1/1/2025)" is another day, and what it is the day of nobody has said.
        several if several.iter().any(|one| is_in_brackets(text, one.start)) => {
            CellDates::Question(Doubt::NotRead)
        }
        several => CellDates::Several(several.iter().map(|found| found.reading).collect()),
    }
}

/// Whether a letter of a text, by its number, stands in brackets.
fn is_in_brackets(text: &str, at: usize) -> bool {
    let before = text.chars().take(at);
    before.fold(0_i32, |depth, letter| match letter {
        '(' | '[' => depth + 1,
        ')' | ']' => depth - 1,
        _ => depth,
    }) > 0
}
