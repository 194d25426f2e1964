//! Streets, with the number of a house and the flat in it where they are written.

use super::Seen;
use super::bodies::{LEADS, joins};
use crate::kind::{Certainty, Kind, Why};
use crate::text::{Shape, Words};

/// What streets are called, and whether a number has to stand before the name for it to be one.
const CALLED: [(&str, bool); 48] = [
    ("road", false),
    ("rd", true),
    ("street", false),
    ("st", true),
    ("lane", false),
    ("ln", true),
    ("avenue", false),
    ("ave", true),
    ("drive", true),
    ("dr", true),
    ("close", true),
    ("crescent", false),
    ("cres", true),
    ("court", true),
    ("ct", true),
    ("way", true),
    ("terrace", false),
    ("place", true),
    ("pl", true),
    ("gardens", true),
    ("grove", true),
    ("square", true),
    ("mews", false),
    ("hill", true),
    ("row", true),
    ("walk", true),
    ("rise", true),
    ("view", true),
    ("green", true),
    ("park", true),
    ("parade", true),
    ("boulevard", false),
    ("blvd", true),
    ("circle", true),
    ("trail", true),
    ("parkway", true),
    ("broadway", true),
    ("highway", true),
    ("common", true),
    ("croft", true),
    ("bank", true),
    ("fold", true),
    ("drove", true),
    ("quay", true),
    ("wharf", true),
    ("vale", true),
    ("meadow", true),
    ("meadows", true),
];

/// Finds them.
pub(crate) fn find(words: &Words<'_>, seen: &mut Vec<Seen>) {
    for (at, word) in words.all().iter().enumerate() {
        if !matches!(word.shape, Shape::Capital | Shape::Capitals) {
            continue;
        }
        let folded = words.folded(word);
        let Some((_, needs_number)) = CALLED.iter().find(|(called, _)| *called == folded) else {
            continue;
        };
        if let Some(one) = street(words, at, *needs_number) {
            seen.push(one);
        }
    }
}

fn street(words: &Words<'_>, last: usize, needs_number: bool) -> Option<Seen> {
    let mut first = last;
    while last - first < 4
        && let Some(before) = first.checked_sub(1)
        && is_part(words, before)
    {
        first = before;
    }
    let end = words.get(last)?.end;
    let number = first.checked_sub(1).filter(|at| is_house(words, *at));
    if let Some(number) = number.filter(|_| first < last) {
        let start = words.get(with_flat(words, number))?.start;
        return Some(Seen::new(
            (start, end),
            Kind::Address,
            Certainty::Sure,
            Why::FormFits,
        ));
    }
    if first + 1 < last && LEADS.contains(&words.folded_at(Some(first))) {
        first += 1;
    }
    let start = words.get(first)?.start;
    (!needs_number && first < last && !LEADS.contains(&words.folded_at(Some(first)))).then_some(
        Seen::new((start, end), Kind::Place, Certainty::Likely, Why::FormFits),
    )
}

fn is_part(words: &Words<'_>, at: usize) -> bool {
    words
        .get(at)
        .is_some_and(|word| matches!(word.shape, Shape::Capital | Shape::Capitals))
        && joins(words, at)
}

/// A number of a house before the name: "12", "12a", "12-14".
fn is_house(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap_behind(at);
    let folded = words.folded_at(Some(at));
    let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
    (1..=6).contains(&digits) && folded.len() <= digits + 1 && matches!(gap, " " | ", " | "\n")
}

/// The word with which the flat begins, where one is written, or the first number of "12-14".
fn with_flat(words: &Words<'_>, number: usize) -> usize {
    let mut first = number;
    if let Some(before) = first.checked_sub(1)
        && matches!(words.gap_behind(before), "-" | "/")
        && is_digits(words, before)
    {
        first = before;
    }
    let flat = first.checked_sub(2).filter(|at| {
        let called = ["flat", "apartment", "apt", "unit", "suite", "room", "block"];
        called.contains(&words.folded_at(Some(*at)))
            && matches!(words.gap_behind(at + 1), " " | ", " | ",\n")
    });
    flat.unwrap_or(first)
}

fn is_digits(words: &Words<'_>, at: usize) -> bool {
    words
        .folded_at(Some(at))
        .bytes()
        .all(|byte| byte.is_ascii_digit())
}
