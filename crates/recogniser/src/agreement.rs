//! What was found in one place of a text is found wherever else it stands.

use std::collections::HashMap;

use crate::Found;
use crate::facts::{Fact, Prepared};
use crate::label::Label;
use crate::lexicon::LISTS;

/// How sure a find must be before it speaks for other places.
const SURE: f32 = 0.6;

/// The most tokens of a name.
const LONGEST: usize = 8;

/// Words of a find, by their keys, and what they were found to be.
struct Known {
    keys: Vec<u32>,
    label: Label,
    score: f32,
}

fn on(fact: &Fact, list: &str) -> bool {
    LISTS
        .iter()
        .position(|name| *name == list)
        .is_some_and(|bit| fact.word.lists & (1 << bit) != 0)
}

fn telling(label: Label) -> bool {
    matches!(
        label,
        Label::Person
            | Label::Practitioner
            | Label::Organisation
            | Label::Place
            | Label::Code
            | Label::Contact
    )
}

/// Whether one word by itself is enough to know a name by: not a word that also stands in small letters, not a common one
/// unless it is on a list of names, not a title.
fn enough(fact: &Fact, letters: usize) -> bool {
    let name = on(fact, "GIVEN") || on(fact, "FAMILY") || on(fact, "TOWN");
    let common = fact.word.rank > 0 && fact.word.rank < 6;
    let title = on(fact, "TITLE")
        || on(fact, "PRACTICE")
        || on(fact, "KIN")
        || on(fact, "BODY")
        || on(fact, "FIELD");
    fact.wordlike
        && letters >= 3
        && fact.capital
        && fact.style == 0
        && fact.elsewhere & 1 == 0
        && (name || !common)
        && !(title && fact.word.rank > 0)
        && !on(fact, "MONTH")
        && !on(fact, "WEEKDAY")
}

fn learn(text: &str, prepared: &Prepared, found: &[Found]) -> HashMap<u32, Vec<Known>> {
    let mut known: HashMap<u32, Vec<Known>> = HashMap::new();
    let mut keep = |keys: Vec<u32>, piece: &Found| {
        let Some(first) = keys.first().copied() else {
            return;
        };
        let all = known.entry(first).or_default();
        if all.iter().all(|one| one.keys != keys) {
            all.push(Known {
                keys,
                label: piece.label,
                score: piece.score,
            });
        }
    };
    for piece in found
        .iter()
        .filter(|piece| telling(piece.label) && piece.score >= SURE)
    {
        let from = prepared
            .tokens
            .partition_point(|token| token.start < piece.start);
        let to = prepared
            .tokens
            .partition_point(|token| token.start < piece.end);
        let range = from..to;
        let parts = || {
            range.clone().filter_map(|at| {
                Some((
                    prepared.facts.get(at)?,
                    prepared.keys.get(at)?,
                    prepared.tokens.get(at)?,
                ))
            })
        };
        let words = parts().filter(|(fact, ..)| fact.wordlike).count();
        let named = matches!(piece.label, Label::Person | Label::Practitioner);
        if words > 1 && range.len() <= LONGEST {
            keep(parts().map(|(_, key, _)| *key).collect(), piece);
        }
        if words == 1 || named {
            for (fact, key, token) in parts() {
                if enough(fact, token.of(text).chars().count()) {
                    keep(vec![*key], piece);
                }
            }
        }
    }
    known
}

/// The finds, and what stands elsewhere of the sure ones.
pub fn agree(text: &str, prepared: &Prepared, found: Vec<Found>) -> Vec<Found> {
    let known = learn(text, prepared, &found);
    if known.is_empty() {
        return found;
    }
    let mut more: Vec<Found> = Vec::new();
    let mut at = 0;
    while let (Some(key), Some(token)) = (prepared.keys.get(at), prepared.tokens.get(at)) {
        let fits = known
            .get(key)
            .into_iter()
            .flatten()
            .filter(|one| stands(text, prepared, at, one))
            .max_by_key(|one| one.keys.len());
        let Some(one) = fits else {
            at += 1;
            continue;
        };
        at += one.keys.len();
        let end = prepared
            .tokens
            .get(at - 1)
            .map_or(token.end, |last| last.end);
        let (start, label, score) = (token.start, one.label, one.score);
        if over(&found, start, end)
            .iter()
            .all(|piece| gives_way(piece, start, end))
        {
            more.push(Found {
                start,
                end,
                label,
                score,
            });
        }
    }
    let mut all = more.clone();
    all.extend(
        found
            .into_iter()
            .filter(|piece| over(&more, piece.start, piece.end).is_empty()),
    );
    all.sort_by_key(|piece| piece.start);
    all
}

/// The pieces, which stand in order, that lie on any part of the bytes from `start` to `end`.
fn over(pieces: &[Found], start: usize, end: usize) -> &[Found] {
    let from = pieces.partition_point(|piece| piece.end <= start);
    let to = pieces.partition_point(|piece| piece.start < end);
    pieces.get(from..to).unwrap_or_default()
}

/// Whether a piece may be replaced by a known name that stands there: it does not identify, or is a part of the name.
fn gives_way(piece: &Found, start: usize, end: usize) -> bool {
    let part = piece.start >= start && piece.end <= end;
    !piece.label.identifies() || (part && piece.end - piece.start < end - start)
}

/// Whether a known name stands at token `at`: the same words, with a capital or a digit at the start of the first.
fn stands(text: &str, prepared: &Prepared, at: usize, one: &Known) -> bool {
    let same = prepared
        .keys
        .get(at..at + one.keys.len())
        .is_some_and(|keys| keys == one.keys);
    let (Some(fact), Some(token)) = (prepared.facts.get(at), prepared.tokens.get(at)) else {
        return false;
    };
    let word = token.of(text);
    same && if one.keys.len() == 1 {
        enough(fact, word.chars().count())
    } else {
        fact.capital || fact.style != 0 || !word.starts_with(char::is_alphabetic)
    }
}
