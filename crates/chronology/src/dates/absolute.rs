//! Dates that say themselves which day, month or year: finds the longest run of words that is one.

use super::enough::is_whole;
use super::kind::{Kind, kind, month};
use super::not_dates::is_numbered;
use super::token::Tokens;
use super::typed::{self, Tense};
use super::{Doubt, Frame, Hit, Reading};

/// Longest run of words that is tried.
const LONGEST: usize = 16;

/// Words that may stand inside a date beside its numbers and names.
const INSIDE: [&str; 64] = [
    "between",
    "and",
    "to",
    "from",
    "until",
    "till",
    "through",
    "since",
    "before",
    "after",
    "prior",
    "by",
    "up",
    "on",
    "or",
    "of",
    "the",
    "at",
    "in",
    "during",
    "about",
    "around",
    "approximately",
    "approx",
    "circa",
    "c",
    "ca",
    "roughly",
    "possibly",
    "probably",
    "perhaps",
    "maybe",
    "thought",
    "believed",
    "be",
    "sometime",
    "time",
    "early",
    "mid",
    "late",
    "end",
    "beginning",
    "start",
    "middle",
    "first",
    "second",
    "third",
    "fourth",
    "last",
    "final",
    "week",
    "w/c",
    "w/b",
    "w/e",
    "commencing",
    "ending",
    "starting",
    "onwards",
    "onward",
    "later",
    "earlier",
    "than",
    "not",
    "no",
];

/// Words that a date may begin with beside its numbers and names.
const STARTS: [&str; 48] = [
    "between",
    "from",
    "since",
    "before",
    "after",
    "prior",
    "until",
    "till",
    "by",
    "up",
    "about",
    "around",
    "approximately",
    "approx",
    "circa",
    "c",
    "ca",
    "roughly",
    "possibly",
    "probably",
    "perhaps",
    "maybe",
    "thought",
    "believed",
    "early",
    "mid",
    "late",
    "end",
    "beginning",
    "start",
    "middle",
    "first",
    "second",
    "third",
    "fourth",
    "last",
    "final",
    "week",
    "w/c",
    "w/b",
    "w/e",
    "wc",
    "at",
    "in",
    "during",
    "on",
    "not",
    "no",
];

/// Reads a date that begins at this word.
pub(crate) fn read(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let first = tokens.kind(at);
    if first == Kind::TwoYears && !is_numbered(tokens, at) {
        return Some((at + 1, Reading::Question(Doubt::TwoYears)));
    }
    if !begins(tokens, at, first) {
        return None;
    }
    let longest = longest_run(tokens, at)?;
    let tense = tense(tokens, at);
    (at + 1..=longest)
        .rev()
        .filter(|end| is_whole(tokens, at, *end))
        .find_map(|end| attempt(tokens, at, end, frame, tense))
        .or_else(|| fraction(tokens, at))
}

fn begins(tokens: &Tokens<'_>, at: usize, first: Kind) -> bool {
    match first {
        Kind::Other => {
            if is_four_figures(tokens, at) {
                return true;
            }
            let marked = tokens.is(at, &["~", "?"]) && tokens.glued(at + 1);
            marked || tokens.is(at, &STARTS)
        }
        Kind::Number | Kind::Slashed | Kind::Dotted => !is_numbered(tokens, at),
        Kind::Year => !is_numbered(tokens, at) && !tokens.glued(at),
        _ => true,
    }
}

/// The word after the longest run that could be one date: no more than two days, months or years by name.
fn longest_run(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let mut end = at;
    let mut named = 0;
    while end < tokens.len() && end - at < LONGEST {
        let kind = tokens.kind(end);
        named += usize::from(matches!(
            kind,
            Kind::Month
                | Kind::Full
                | Kind::Season
                | Kind::Decade
                | Kind::MonthYear
                | Kind::Joined
                | Kind::Slashed
        ));
        let year = kind == Kind::Year;
        if named > 2 + usize::from(year) || !may_stand_inside(tokens, end, kind) {
            break;
        }
        end += 1;
    }
    (end > at).then_some(end)
}

fn may_stand_inside(tokens: &Tokens<'_>, at: usize, kind: Kind) -> bool {
    if kind != Kind::Other {
        return true;
    }
    let word = tokens.word(at);
    let before = tokens.back(at, 1);
    if is_four_figures(tokens, at) {
        return true;
    }
    match word {
        "," | "-" | "/" | "~" | "?" | "(" | ")" | "'" => true,
        "." => {
            let short = matches!(before, "approx" | "c" | "ca" | "sept" | "p.m" | "a.m");
            let named = before.len() == 3 && (month(before).is_some() || is_weekday(before));
            short || named
        }
        "tbc" | "approximate" | "uncertain" | "certain" | "sure" => true,
        "am" | "pm" | "a.m" | "p.m" | "hrs" | "hours" | "h" => true,
        "wc" | "beginning" => true,
        _ => INSIDE.contains(&word),
    }
}

/// "2240 hrs".
fn is_four_figures(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    word.len() == 4
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && tokens.is(at + 1, &["hrs", "hours", "h"])
}

pub(super) fn is_weekday(word: &str) -> bool {
    kind(word) == Kind::Weekday
}

/// Reads the run, or asks; `None` tries a shorter one.
fn attempt(tokens: &Tokens<'_>, at: usize, end: usize, frame: Frame, tense: Tense) -> Option<Hit> {
    let text = plain(tokens.slice(at..end));
    if text.ends_with('z') && text.contains(':') {
        let zoned = text.trim_end_matches('z').contains('t');
        return zoned.then_some((end, Reading::Question(Doubt::Zone)));
    }
    if is_part_of_decade(tokens, at, end) {
        return Some((end, Reading::Question(Doubt::Vague)));
    }
    let (after, year) = year_after(tokens, end, frame);
    let reading = typed::read(&text, frame, tense, year)?;
    if year.is_none() && is_maybe_name(tokens, at, end) {
        return Some((end, Reading::Question(Doubt::NameOrMonth)));
    }
    let named_day = two_figure_year(tokens, at, end, frame);
    Some((after, named_day.map_or(reading, Reading::Question)))
}

/// As the reader of typed dates takes it.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = text
        .to_lowercase()
        .replace(" / ", "/")
        .replace("sept.", "sept");
    if let Some(rest) = plain.strip_prefix('?')
        && !rest.trim_matches('?').is_empty()
    {
        plain = format!("possibly {rest}");
    }
    if let Some(rest) = plain.strip_prefix("wc ") {
        plain = format!("w/c {rest}");
    }
    if let Some(rest) = plain.strip_prefix("w/b ") {
        plain = format!("week beginning {rest}");
    }
    for doubt in ["thought to be ", "believed to be "] {
        plain = plain.replace(doubt, "possibly ");
    }
    for name in [
        "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "oct.", "nov.", "dec.",
    ] {
        if plain.contains(name) {
            plain = plain.replace(name, name.trim_end_matches('.'));
        }
    }
    plain
}

fn is_part_of_decade(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let decade = tokens.kind(end - 1) == Kind::Decade;
    decade
        && (at..end).any(|at| tokens.is(at, &["early", "mid", "late", "end", "start", "beginning"]))
}

/// "in December last year", "14 November this year".
fn year_after(tokens: &Tokens<'_>, end: usize, frame: Frame) -> (usize, Option<i16>) {
    let start = if tokens.word(end) == "of" {
        end + 1
    } else {
        end
    };
    let back = match tokens.word(start) {
        "last" => 1,
        "this" => 0,
        _ => return (end, None),
    };
    match frame.written {
        Some(written) if tokens.word(start + 1) == "year" => {
            (start + 2, Some(written.year() - back))
        }
        _ => (end, None),
    }
}

pub(super) fn is_year_after(tokens: &Tokens<'_>, end: usize) -> bool {
    let start = if tokens.word(end) == "of" {
        end + 1
    } else {
        end
    };
    tokens.is(start, &["last", "this"]) && tokens.word(start + 1) == "year"
}

/// "by June" and "since April" may be people.
fn is_maybe_name(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    end == at + 2
        && tokens.is(
            at,
            &[
                "by", "of", "from", "to", "before", "after", "since", "until", "about",
            ],
        )
        && tokens.is(at + 1, &["april", "may", "june", "jan"])
        && tokens.capital(at + 1)
}

/// "13 January 22 ..." is a year only when it is near the year of the document.
fn two_figure_year(tokens: &Tokens<'_>, at: usize, end: usize, frame: Frame) -> Option<Doubt> {
    let last = end - 1;
    let figures = tokens.word(last).parse::<i16>().ok()?;
    let is_year = tokens.kind(last) == Kind::Number
        && last >= at + 2
        && tokens.kind_back(last, 1) == Kind::Month;
    let near = frame
        .written
        .is_none_or(|written| (2000 + figures - written.year()).abs() <= 1);
    let goes_on = tokens
        .word(end)
        .starts_with(|letter: char| letter.is_alphabetic());
    (is_year && !near && goes_on).then_some(Doubt::DayOrYear)
}

/// "3/4" that nothing makes a day.
fn fraction(tokens: &Tokens<'_>, at: usize) -> Option<Hit> {
    let word = tokens.word(at);
    let (day, month) = word.split_once('/')?;
    let (day, month) = (day.parse::<i8>().ok()?, month.parse::<i8>().ok()?);
    let may_be = (1..=31).contains(&day) && (1..=12).contains(&month);
    let score = month == 10 && (tokens.is(at + 1, &["pain"]) || tokens.is(at + 1, &["at"]));
    let share = tokens.is(at + 1, &["of"]) || word == "24/7";
    (may_be && !score && !share).then_some((at + 1, Reading::Question(Doubt::FractionOrDate)))
}

/// Whether the sentence up to there speaks of what is to come or of what is over.
pub(crate) fn tense(tokens: &Tokens<'_>, at: usize) -> Tense {
    if tokens.is(at, &["since", "last"]) {
        return Tense::Past;
    }
    for by in 1..=12 {
        match tokens.back(at, by) {
            "." | ";" | "!" | "" => return Tense::Open,
            "will" | "booked" | "due" | "planned" | "scheduled" | "arranged" | "next"
            | "upcoming" | "follow-up" | "appointment" | "plan" | "plans" | "hold" | "arrange"
            | "discuss" | "set" | "offered" => {
                return Tense::Future;
            }
            "last" | "since" => return Tense::Past,
            _ => {}
        }
    }
    Tense::Open
}

/// The first word of a date without those that only lead to it.
pub(crate) fn without_fillers(tokens: &Tokens<'_>, at: usize, end: usize) -> usize {
    let mut start = at;
    while start + 1 < end
        && tokens.is(start, &["on", "in", "at", "during", "the"])
        && tokens.word(start + 1) != "or"
    {
        start += 1;
    }
    start
}
