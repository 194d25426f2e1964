//! Periods that each council, school or business sets: terms, holidays, quarters. They are asked.

use super::kind::Kind;
use super::token::Tokens;
use super::{Doubt, Frame, Hit, Reading};

/// Words that a term or school holiday begins with.
const TERM_STARTS: [&str; 24] = [
    "autumn",
    "spring",
    "summer",
    "winter",
    "easter",
    "christmas",
    "february",
    "october",
    "may",
    "whitsun",
    "last",
    "this",
    "next",
    "half",
    "half-term",
    "halfterm",
    "start",
    "end",
    "beginning",
    "academic",
    "school",
    "since",
    "first",
    "second",
];

/// Reads a term, a school holiday or a quarter that begins at this word.
pub(crate) fn read(tokens: &Tokens<'_>, at: usize, _: Frame) -> Option<Hit> {
    let hit = |end| Some((end, Reading::Question(Doubt::Term)));
    if let Some(end) = quarter(tokens, at) {
        return Some((end, Reading::Question(Doubt::Quarter)));
    }
    if !tokens.is(at, &TERM_STARTS) {
        return None;
    }
    if tokens.is(at, &["academic", "school"]) && tokens.word(at + 1) == "year" {
        let years = matches!(tokens.kind(at + 2), Kind::TwoYears | Kind::Year);
        return if years { hit(at + 3) } else { None };
    }
    let end = (at..at + 5).find_map(|last| term_end(tokens, at, last))?;
    let year = matches!(tokens.kind(end), Kind::Year | Kind::TwoYears);
    hit(end + usize::from(year))
}

/// The word after the term, where it ends with this word.
fn term_end(tokens: &Tokens<'_>, at: usize, last: usize) -> Option<usize> {
    let between =
        (at..last).all(|at| tokens.is(at, &TERM_STARTS) || tokens.is(at, &["the", "of", "middle"]));
    if !between {
        return None;
    }
    let word = tokens.word(last);
    let half = matches!(word, "half-term" | "halfterm");
    let term = word == "term" && last > at && !matches!(tokens.back(last, 1), "first" | "second");
    let holidays = matches!(word, "holidays" | "holiday" | "hols" | "break")
        && tokens.is(
            at,
            &[
                "summer",
                "easter",
                "christmas",
                "school",
                "half",
                "autumn",
                "spring",
            ],
        )
        && last > at;
    (half || term || holidays).then_some(last + 1)
}

/// "Q2 2025", "second quarter of 2025", "H1 2025".
fn quarter(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let is_year = |at: usize| matches!(tokens.kind(at), Kind::Year | Kind::TwoYears);
    let short = matches!(tokens.word(at), "q1" | "q2" | "q3" | "q4" | "h1" | "h2");
    if short {
        let alone = tokens.len() == 1;
        return (is_year(at + 1) || alone).then_some((at + 2).min(tokens.len().max(at + 1)));
    }
    let named = tokens.is(at, &["first", "second", "third", "fourth", "last"])
        && tokens.word(at + 1) == "quarter"
        && tokens.word(at + 2) == "of"
        && is_year(at + 3);
    named.then_some(at + 4)
}
