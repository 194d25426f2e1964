//! Several days that share a month: "3, 5 and 9 January 2026", "January and March 2025".

use std::ops::Range;

use super::absolute::tense;
use super::kind::{Kind, kind};
use super::not_dates::{is_numbered, is_street};
use super::token::Tokens;
use super::{Frame, Readings, typed};

/// Most days in one list.
const LONGEST: usize = 12;

/// Reads a list that begins at this word.
pub(super) fn read(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<(usize, Readings)> {
    let first = tokens.kind(at);
    if matches!(
        tokens.back(at, 1),
        "between" | "aged" | "ages" | "age" | "from"
    ) {
        return None;
    }
    let is_day = |kind: Kind| matches!(kind, Kind::Number | Kind::Ordinal);
    if is_day(first) {
        let (places, next) = places(tokens, at, is_day)?;
        let month = next + usize::from(tokens.word(next) == "of");
        let named = tokens.kind(month) == Kind::Month && tokens.capital(month);
        if !named || is_numbered(tokens, at) || is_street(tokens, month + 1) {
            return None;
        }
        return expanded(tokens, &places, month, frame);
    }
    if first == Kind::Month {
        let (places, next) = places(tokens, at, |kind| kind == Kind::Month)?;
        let year = tokens.word(next);
        if kind(year) != Kind::Year {
            return None;
        }
        let read = |place: &usize| {
            let text = format!("{} {year}", tokens.word(*place));
            let reading = typed::read(&text, frame, typed::Tense::Open, None)?;
            Some((*place..*place + 1, reading))
        };
        let readings: Option<Readings> = places.iter().map(read).collect();
        return Some((next + 1, readings?));
    }
    None
}

/// The words of the list, at least two, and the word after it.
fn places(
    tokens: &Tokens<'_>,
    at: usize,
    fits: impl Fn(Kind) -> bool,
) -> Option<(Vec<usize>, usize)> {
    let mut places = vec![at];
    let mut next = at + 1;
    while places.len() < LONGEST {
        let mut joint = next;
        joint += usize::from(tokens.word(joint) == ",");
        joint += usize::from(tokens.is(joint, &["and", "&"]));
        if joint == next || !fits(tokens.kind(joint)) {
            break;
        }
        places.push(joint);
        next = joint + 1;
    }
    (places.len() > 1).then_some((places, next))
}

fn expanded(
    tokens: &Tokens<'_>,
    places: &[usize],
    month: usize,
    frame: Frame,
) -> Option<(usize, Readings)> {
    let with_year = tokens.kind(month + 1) == Kind::Year;
    let end = month + 1 + usize::from(with_year);
    let named = tokens.slice(month..end);
    let tense = tense(tokens, places.first().copied()?);
    let last = places.last().copied();
    let read = |place: &usize| {
        let reading = typed::read(
            &format!("{} {named}", tokens.word(*place)),
            frame,
            tense,
            None,
        )?;
        let words: Range<usize> = *place..if Some(*place) == last {
            end
        } else {
            *place + 1
        };
        Some((words, reading))
    };
    let readings: Option<Readings> = places.iter().map(read).collect();
    Some((end, readings?))
}
