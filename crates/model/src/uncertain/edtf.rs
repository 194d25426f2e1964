//! The exchange form of uncertain dates: EDTF, as standardised in ISO 8601-2:2019.
//!
//! Level 0, level 1 (seasons, qualifiers `?` `~` `%`, unspecified digits from the right, open
//! intervals) and from level 2 the set "one of" as a range. What is read is either kept whole or
//! refused with the reason; nothing is dropped. Of one's own extensions there is one: a time may
//! end at the minute (`2026-02-13T22:40`) and carry a qualifier. Times are civil times in England;
//! a zone is refused.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};

use super::{Ends, InvalidDate, Meaning, PartDate, Point, Qualifier, Season, UncertainDate};

/// The text is not an EDTF date that this service can keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EdtfError {
    /// The text is not EDTF.
    #[error("not an EDTF date")]
    NotEdtf,
    /// EDTF, but of a kind that would lose something here.
    #[error("this kind of EDTF date is not supported: {0}")]
    NotSupported(&'static str),
    /// EDTF in form, but no such date.
    #[error(transparent)]
    Invalid(#[from] InvalidDate),
}

const UNKNOWN: &str = "XXXX";

impl UncertainDate {
    /// The date as EDTF: `2026-02-13`, `2026-02-13T22:40`, `2026-02`, `2026-22` (summer), `2026`,
    /// `202X`, each with `~` (about), `?` (not certain) or `%` (both); `a/b`, `a/..`, `../b` for
    /// what went on; `[a..b]`, `[a..]`, `[..b]` for one moment somewhere within; `XXXX` when not
    /// known. Ends are included: "before 3 February 2026" is `[..2026-02-02]`.
    #[must_use]
    pub fn to_edtf(&self) -> String {
        match self.meaning() {
            Meaning::Unknown => UNKNOWN.to_owned(),
            Meaning::On(part) => write_part(part),
            Meaning::OneOf(ends) => format!("[{}..{}]", end(ends.first()), end(ends.last())),
            Meaning::Span(ends) => {
                let open = |part: Option<PartDate>| part.map_or("..".to_owned(), write_part);
                format!("{}/{}", open(ends.first()), open(ends.last()))
            }
        }
    }

    /// Reads EDTF. The empty text and `XXXX` are "not known"; unspecified digits become the
    /// precision that is left (`2026-XX-XX` is the year 2026, `2026-02-XX` the month).
    ///
    /// # Errors
    /// [`EdtfError`] says whether the text is not EDTF, cannot be kept whole, or is no date.
    pub fn from_edtf(text: &str) -> Result<Self, EdtfError> {
        if matches!(text, "" | UNKNOWN | "XXXX-XX" | "XXXX-XX-XX") {
            return Ok(Self::UNKNOWN);
        }
        if let Some(inner) = text.strip_prefix('[') {
            let inner = inner.strip_suffix(']').ok_or(EdtfError::NotEdtf)?;
            return read_one_of(inner);
        }
        if text.starts_with('{') {
            return Err(EdtfError::NotSupported("several dates, all meant"));
        }
        match text.split_once('/') {
            Some((from, to)) => Ok(Self::span(read_ends(from, to, "..")?)?),
            None => read_part(text).map(Self::on),
        }
    }
}

impl FromStr for UncertainDate {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        Self::from_edtf(text)
    }
}

impl TryFrom<String> for UncertainDate {
    type Error = EdtfError;

    fn try_from(text: String) -> Result<Self, EdtfError> {
        Self::from_edtf(&text)
    }
}

impl From<UncertainDate> for String {
    fn from(date: UncertainDate) -> Self {
        date.to_edtf()
    }
}

fn end(part: Option<PartDate>) -> String {
    part.map_or(String::new(), write_part)
}

fn write_part(part: PartDate) -> String {
    let mark = match (part.qualifier().approximate, part.qualifier().uncertain) {
        (false, false) => "",
        (true, false) => "~",
        (false, true) => "?",
        (true, true) => "%",
    };
    format!("{}{mark}", Written(part.point()))
}

struct Written(Point);

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Point::Decade(year) => write!(f, "{:03}X", year / 10),
            Point::Year(year) => write!(f, "{year:04}"),
            Point::Season(year, season) => write!(f, "{year:04}-{}", season_code(season)),
            Point::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Point::Day(day) => write!(f, "{day}"),
            Point::Minute(at) => {
                write!(f, "{}T{:02}:{:02}", at.date(), at.hour(), at.minute())
            }
            Point::Second(at) => write!(
                f,
                "{}T{:02}:{:02}:{:02}",
                at.date(),
                at.hour(),
                at.minute(),
                at.second()
            ),
        }
    }
}

const fn season_code(season: Season) -> i8 {
    match season {
        Season::Spring => 21,
        Season::Summer => 22,
        Season::Autumn => 23,
        Season::Winter => 24,
    }
}

fn read_one_of(inner: &str) -> Result<UncertainDate, EdtfError> {
    if inner.contains(',') {
        return Err(EdtfError::NotSupported("several separate dates"));
    }
    match inner.split_once("..") {
        Some((from, to)) => Ok(UncertainDate::one_of(read_ends(from, to, "")?)?),
        None => read_part(inner).map(UncertainDate::on),
    }
}

fn read_ends(from: &str, to: &str, open: &str) -> Result<Ends, EdtfError> {
    match (from == open, to == open) {
        (true, true) => Err(EdtfError::NotEdtf),
        (true, false) => Ok(Ends::To(read_part(to)?)),
        (false, true) => Ok(Ends::From(read_part(from)?)),
        (false, false) if from.is_empty() || to.is_empty() => Err(EdtfError::NotSupported(
            "an interval with an unknown end (write .. for an open one)",
        )),
        (false, false) => Ok(Ends::Both(read_part(from)?, read_part(to)?)),
    }
}

fn read_part(text: &str) -> Result<PartDate, EdtfError> {
    let (text, qualifier) = read_qualifier(text);
    if text.contains(['?', '~', '%']) {
        return Err(EdtfError::NotSupported("a doubt about one part of a date"));
    }
    let part = match text.split_once('T') {
        Some((day, time)) => read_time(read_day(day)?, time)?,
        None => read_date(text)?,
    };
    Ok(part.with(qualifier))
}

fn read_qualifier(text: &str) -> (&str, Qualifier) {
    let marks = [('~', true, false), ('?', false, true), ('%', true, true)];
    for (mark, approximate, uncertain) in marks {
        if let Some(rest) = text.strip_suffix(mark) {
            let qualifier = Qualifier {
                approximate,
                uncertain,
            };
            return (rest, qualifier);
        }
    }
    (text, Qualifier::NONE)
}

fn read_date(text: &str) -> Result<PartDate, EdtfError> {
    let mut pieces = text.split('-');
    let year = pieces.next().unwrap_or_default();
    let (month, day) = (pieces.next(), pieces.next());
    if year.len() != 4 || pieces.next().is_some() {
        return Err(EdtfError::NotEdtf);
    }
    if let Some(decade) = year.strip_suffix('X') {
        return match (decade.contains('X'), month) {
            (true, _) => Err(EdtfError::NotSupported("a century")),
            (false, Some("XX")) if matches!(day, None | Some("XX")) => read_decade(decade),
            (false, None) => read_decade(decade),
            (false, Some(_)) => Err(EdtfError::NotSupported("a month of an unspecified year")),
        };
    }
    let year = number(year)?;
    match (month, day) {
        (None | Some("XX"), None) | (Some("XX"), Some("XX")) => Ok(PartDate::year(year)?),
        (Some("XX"), Some(_)) => Err(EdtfError::NotSupported("a day of an unspecified month")),
        (Some(month), None | Some("XX")) => read_month(year, month, day.is_some()),
        (Some(_), Some(_)) => Ok(PartDate::day(read_day(text)?)?),
        (None, Some(_)) => Err(EdtfError::NotEdtf),
    }
}

fn read_decade(digits: &str) -> Result<PartDate, EdtfError> {
    Ok(PartDate::decade(number(digits)?.saturating_mul(10))?)
}

fn read_month(year: i16, month: &str, with_day: bool) -> Result<PartDate, EdtfError> {
    if month.len() != 2 {
        return Err(EdtfError::NotEdtf);
    }
    let month = i8::try_from(number(month)?).map_err(|_| EdtfError::NotEdtf)?;
    let season = Season::ALL
        .into_iter()
        .find(|season| season_code(*season) == month);
    match season {
        Some(season) if !with_day => Ok(PartDate::season(year, season)?),
        None if (25..=41).contains(&month) => Err(EdtfError::NotSupported(
            "a quarter or a season of one hemisphere",
        )),
        _ => Ok(PartDate::month(year, month)?),
    }
}

fn read_day(text: &str) -> Result<Date, EdtfError> {
    let digits_and_dashes = text.char_indices().all(|(index, c)| match index {
        4 | 7 => c == '-',
        _ => c.is_ascii_digit(),
    });
    if text.len() != 10 || !digits_and_dashes {
        return Err(EdtfError::NotEdtf);
    }
    text.parse()
        .map_err(|_| EdtfError::Invalid(InvalidDate::NoSuchDay))
}

fn read_time(day: Date, text: &str) -> Result<PartDate, EdtfError> {
    if text.contains(['Z', '+', '-']) {
        return Err(EdtfError::NotSupported("a time with a zone"));
    }
    let mut pieces = text.split(':');
    let mut two = || pieces.next().filter(|piece| piece.len() == 2).map(number);
    let (hour, minute, second) = (two(), two(), two());
    let (Some(hour), Some(minute)) = (hour, minute) else {
        return Err(EdtfError::NotEdtf);
    };
    let whole = if second.is_some() { 8 } else { 5 };
    if text.len() != whole {
        return Err(EdtfError::NotEdtf);
    }
    let at = civil(day, hour?, minute?, second.unwrap_or(Ok(0))?)?;
    match second {
        Some(_) => Ok(PartDate::second(at)?),
        None => Ok(PartDate::minute(at)?),
    }
}

fn civil(day: Date, hour: i16, minute: i16, second: i16) -> Result<DateTime, EdtfError> {
    let small = |number: i16| i8::try_from(number).map_err(|_| EdtfError::NotEdtf);
    Time::new(small(hour)?, small(minute)?, small(second)?, 0)
        .map(|time| day.to_datetime(time))
        .map_err(|_| EdtfError::Invalid(InvalidDate::NoSuchDay))
}

fn number(text: &str) -> Result<i16, EdtfError> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(EdtfError::NotEdtf);
    }
    text.parse().map_err(|_| EdtfError::NotEdtf)
}
