//! School years and key stages: each tells the age band.

use super::Part;
use super::prose::{FoundFact, band};
use crate::patterns::{after, before, has_word, ones_in, places_of, rules};

macro_rules! number {
    () => {
        r"(?:1[0-3]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)"
    };
}

rules! {
    YEAR = concat!(r"(?i-u)\b(?:(?:school years?|years?|yrs?)[ -]?|y)", number!(), r"(?:s|'s)?\b");
    STAGE = r"(?i-u)\b(?:key[ -]stage|ks)[ -]?[1-5]\b";
    STAGE_IN_WORDS = r"(?i-u)\bkey[ -]stage[ -](?:one|two|three|four|five)\b";
    A_LEVELS = r"(?-u)\b(?:[Aa] |[Aa]S |[Tt] )[Ll]evels\b";
    RECEPTION = r"(?i-u)\b(?:in|into|started|starting|starts|attends|attended|joined) (?P<x>reception)\b";
}

/// Finds them.
pub(super) fn find(text: &str, found: &mut Vec<FoundFact>) {
    let mut add = |place, code: Option<&'static str>| {
        if let Some(code) = code {
            found.push(FoundFact::new(place, Part::Age, code));
        }
    };
    for place in places_of(&YEAR, text) {
        let number = number_at_the_end(text, place);
        if is_of_a_school(text, place) {
            add(place, number.and_then(of_year));
        }
    }
    for rule in [&*STAGE, &*STAGE_IN_WORDS] {
        for place in places_of(rule, text) {
            let number = number_at_the_end(text, place);
            add(place, number.and_then(of_stage));
        }
    }
    for place in places_of(&A_LEVELS, text) {
        add(place, Some("16-to-17"));
    }
    for place in places_of(&RECEPTION, text) {
        if !is_a_desk(text, place) {
            add(place, Some("1-to-5"));
        }
    }
}

/// The number of "Year 3", "Y10", "Key Stage Two".
fn number_at_the_end(text: &str, place: (usize, usize)) -> Option<u32> {
    let said = text.get(place.0..place.1)?.to_lowercase();
    let said = said.strip_suffix("'s").unwrap_or(&said);
    let said = said.strip_suffix('s').unwrap_or(said);
    let digits = said.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    let word = said.rsplit([' ', '-']).next()?;
    ones_in(word)
}

/// A child in Year 1 turns six, in Year 6 eleven, in Year 11 sixteen: the band in which most of the year lies, the rarer one where
/// it is halved.
fn of_year(year: u32) -> Option<&'static str> {
    match year {
        1..=6 => band(6),
        7..=11 => band(11),
        12 | 13 => band(16),
        _ => None,
    }
}

fn of_stage(stage: u32) -> Option<&'static str> {
    match stage {
        1 | 2 => band(6),
        3 | 4 => band(11),
        5 => band(16),
        _ => None,
    }
}

/// Before a year that is counted and is of no school.
const COUNTED: [&str; 15] = [
    "each",
    "every",
    "per",
    "last",
    "this",
    "next",
    "previous",
    "past",
    "following",
    "first",
    "second",
    "third",
    "final",
    "financial",
    "calendar",
];
/// Behind one.
const MEASURES: [&str; 24] = [
    "month",
    "months",
    "week",
    "weeks",
    "day",
    "days",
    "hour",
    "hours",
    "per",
    "percent",
    "million",
    "thousand",
    "hundred",
    "pounds",
    "reviews",
    "incidents",
    "deaths",
    "of",
    "to",
    "plan",
    "programme",
    "targets",
    "budget",
    "evaluation",
];
/// What a year is one of, all the same.
const SCHOOLS: [&str; 6] = [
    "primary",
    "secondary",
    "school",
    "infant",
    "junior",
    "their",
];

/// Not "a 2 year 7 month order", "each year 3 children", "year 2 of the plan", "year 3 per cent".
fn is_of_a_school(text: &str, place: (usize, usize)) -> bool {
    let around = before(text, place.0, 16);
    let nearest = around.rsplit(|letter: char| !letter.is_alphanumeric());
    let mut nearest = nearest.skip_while(|word| word.is_empty());
    let previous = nearest.next().unwrap_or_default();
    let is_number =
        ones_in(previous).is_some() || previous.starts_with(|c: char| c.is_ascii_digit());
    let touched = around.ends_with([' ', '-', '\u{A0}']);
    if touched && (is_number || COUNTED.contains(&previous)) {
        return false;
    }
    let behind = after(text, place.1, 40);
    if behind.starts_with(['%', '/']) || decimal(&behind) {
        return false;
    }
    let clause = behind.split(['.', ',', ';', '\n']).next();
    let words = clause.unwrap_or_default();
    let mut words = words.split(|letter: char| !letter.is_alphabetic());
    let next = words.find(|word| !word.is_empty()).unwrap_or_default();
    !MEASURES.contains(&next) || next == "of" && words.any(|word| SCHOOLS.contains(&word))
}

/// "3.5", "3,000".
fn decimal(behind: &str) -> bool {
    let rest = behind.strip_prefix(['.', ',']);
    rest.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// A reception where somebody waits.
fn is_a_desk(text: &str, place: (usize, usize)) -> bool {
    const DESK: [&str; 16] = [
        "waited",
        "waiting",
        "wait",
        "sat",
        "desk",
        "area",
        "staff",
        "receptionist",
        "left",
        "arrived",
        "visitors",
        "signed",
        "building",
        "office",
        "met",
        "screen",
    ];
    let around = before(text, place.0, 60);
    let sentence = around.rsplit(['.', '\n']).next().unwrap_or_default();
    let behind = after(text, place.1, 20);
    has_word(sentence, &DESK) || has_word(&behind, &DESK)
}
