//! Uncertain dates in plain English. [`super::parse_typed`] reads every one of these texts back.

use std::fmt;

use jiff::civil::{Date, DateTime};

use super::{Ends, Meaning, PartDate, Point, Season};

/// The months by their names, from January on.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The month that a word is, 1 to 12: its name, or the letters by which it is written short, in any case.
#[must_use]
pub fn month_named(word: &str) -> Option<i8> {
    if word.eq_ignore_ascii_case("sept") {
        return Some(9);
    }
    let is_named = |name: &str| {
        let short = name.get(..3).unwrap_or(name);
        [name, short]
            .iter()
            .any(|one| one.eq_ignore_ascii_case(word))
    };
    let mut all = (1_i8..).zip(MONTHS);
    all.find(|(_, name)| is_named(name)).map(|(month, _)| month)
}

/// The month with whose first three letters a word begins, from 0 on.
#[must_use]
pub fn month_begun(word: &str) -> Option<usize> {
    let begins = word.get(..3)?;
    let same = |month: &&str| {
        month
            .get(..3)
            .is_some_and(|one| one.eq_ignore_ascii_case(begins))
    };
    MONTHS.iter().position(same)
}

pub(super) fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|index| MONTHS.get(index).copied())
        .unwrap_or_default()
}

pub(super) fn day_words(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

pub(super) const fn season_name(season: Season) -> &'static str {
    match season {
        Season::Spring => "spring",
        Season::Summer => "summer",
        Season::Autumn => "autumn",
        Season::Winter => "winter",
    }
}

pub(super) fn write(f: &mut fmt::Formatter<'_>, meaning: Meaning) -> fmt::Result {
    match meaning {
        Meaning::Unknown => f.write_str("not known"),
        Meaning::On(part) => f.write_str(&part_words(part)),
        Meaning::OneOf(Ends::Both(from, to)) => {
            write!(f, "between {} and {}", left(from, to), part_words(to))
        }
        Meaning::Span(Ends::Both(from, to)) => {
            write!(f, "{} to {}", left(from, to), part_words(to))
        }
        Meaning::OneOf(Ends::To(to)) => match to.just_after() {
            Ok(next) => write!(f, "before {}", part_words(next)),
            Err(_) => write!(f, "up to {}", part_words(to)),
        },
        Meaning::OneOf(Ends::From(from)) => match from.just_before() {
            Ok(previous) => write!(f, "after {}", part_words(previous)),
            Err(_) => write!(f, "from {} on", part_words(from)),
        },
        Meaning::Span(Ends::To(to)) => write!(f, "up to {}", part_words(to)),
        Meaning::Span(Ends::From(from)) => write!(f, "from {} on", part_words(from)),
    }
}

fn part_words(part: PartDate) -> String {
    let words = match part.point() {
        Point::Decade(year) => format!("the {year}s"),
        Point::Year(year) => year.to_string(),
        Point::Season(year, season) => format!("{} {year}", season_name(season)),
        Point::Month(year, month) => format!("{} {year}", month_name(month)),
        Point::Day(day) => day_words(day),
        Point::Minute(at) => format!("{} on {}", minute_words(at), day_words(at.date())),
        Point::Second(at) => format!("{} on {}", second_words(at), day_words(at.date())),
    };
    qualified(part, &words)
}

fn qualified(part: PartDate, words: &str) -> String {
    let about = if part.qualifier().approximate {
        "about "
    } else {
        ""
    };
    let doubt = if part.qualifier().uncertain {
        " (not certain)"
    } else {
        ""
    };
    format!("{about}{words}{doubt}")
}

fn minute_words(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn second_words(at: DateTime) -> String {
    format!("{}:{:02}", minute_words(at), at.second())
}

/// The earlier end without what the later one repeats: "1" of "1 and 14 February 2026".
fn left(from: PartDate, to: PartDate) -> String {
    let short = match (from.point(), to.point()) {
        (Point::Day(a), Point::Day(b)) if same_month(a, b) => a.day().to_string(),
        (Point::Day(a), Point::Day(b)) if a.year() == b.year() => {
            format!("{} {}", a.day(), month_name(a.month()))
        }
        (Point::Month(a, month), Point::Month(b, _)) if a == b => month_name(month).to_owned(),
        (Point::Minute(a), Point::Minute(b) | Point::Second(b)) if a.date() == b.date() => {
            minute_words(a)
        }
        (Point::Second(a), Point::Minute(b) | Point::Second(b)) if a.date() == b.date() => {
            second_words(a)
        }
        _ => return part_words(from),
    };
    qualified(from, &short)
}

fn same_month(a: Date, b: Date) -> bool {
    a.year() == b.year() && a.month() == b.month()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_name_and_by_their_first_letters() {
        for word in ["September", "september", "SEP", "Sept"] {
            assert_eq!(month_named(word), Some(9), "{word}");
            assert_eq!(month_begun(word), Some(8), "{word}");
        }
        assert_eq!(month_named("Septem"), None);
        assert_eq!(month_begun("Septem"), Some(8));
        assert_eq!((month_named("ma"), month_begun("ma")), (None, None));
        assert_eq!(month_named("may"), Some(5));
    }
}
