//! Documents whose lines came apart: each line of a page in a paragraph of its own, words split at its end.

use std::ops::Range;

use super::Document;
use super::layout::{Segment, begins_anew, ends, is_boilerplate, is_logged};

/// A paragraph in which the one before goes on.
#[derive(Debug, Clone)]
pub(super) struct GoesOn {
    /// Where it begins in the words of the segment.
    pub at: usize,
    /// The paragraph, by its place in the document.
    pub piece: usize,
    /// Where it stands in the paragraph.
    pub letters: Range<usize>,
}

/// Fewest paragraphs of which it can be told.
const FEWEST: usize = 6;

/// Whether most paragraphs from there on are lines that end in the middle of a sentence and go on in small letters.
pub(super) fn is_broken(document: &Document, first: usize) -> bool {
    let texts = document.pieces.iter().skip(first);
    let texts = texts.map(|piece| piece.text.0.trim());
    let lines: Vec<&str> = texts
        .filter(|text| !text.is_empty() && !text.contains('\n') && !is_boilerplate(text))
        .collect();
    let open = lines.iter().filter(|line| !ends(line)).count();
    let small = |line: &&&str| line.starts_with(char::is_lowercase);
    let goes_on = lines.iter().filter(small).count();
    lines.len() >= FEWEST && open * 2 > lines.len() && goes_on * 4 > lines.len()
}

/// Joins each line that ends in the middle of a sentence to the one after it.
pub(super) fn joined(segments: Vec<Segment>) -> Vec<Segment> {
    let mut all: Vec<Segment> = Vec::new();
    for next in segments {
        let begins = begins_anew(&next.text)
            || (next.logged
                && is_logged(next.text.trim())
                && !next.text.starts_with(char::is_numeric));
        match all.last_mut() {
            Some(last) if !ends(&last.text) && !begins => join(last, next),
            _ => all.push(next),
        }
    }
    for one in &mut all {
        one.logged &= one.more.is_empty();
    }
    all
}

fn join(last: &mut Segment, next: Segment) {
    let split = last.text.ends_with('-') && next.text.starts_with(char::is_lowercase);
    if split {
        last.text.pop();
    } else {
        last.text.push('\n');
    }
    last.more.push(GoesOn {
        at: last.text.chars().count(),
        piece: next.piece,
        letters: next.letters,
    });
    last.text.push_str(&next.text);
}

impl Segment {
    /// Where words of it stand: their paragraph, and their place in it. Of words that go on over several paragraphs those in the
    /// first one that holds a third of them.
    pub(super) fn place_of(&self, letters: &Range<usize>) -> (usize, Range<usize>) {
        let length = self.text.chars().count();
        let starts = std::iter::once((0, self.piece, &self.letters));
        let starts = starts.chain(
            self.more
                .iter()
                .map(|one| (one.at, one.piece, &one.letters)),
        );
        let ends = self.more.iter().map(|one| one.at);
        let ends = ends.chain(std::iter::once(length));
        let parts = starts.zip(ends).map(|((at, piece, own), end)| {
            let from = letters.start.clamp(at, end);
            let to = letters.end.clamp(at, end).min(at + own.len());
            let place = own.start + (from - at)..own.start + (to.max(from) - at);
            (piece, place)
        });
        let parts: Vec<(usize, Range<usize>)> = parts.collect();
        let third = parts
            .iter()
            .find(|(_, place)| place.len() * 3 >= letters.len());
        let most = parts.iter().max_by_key(|(_, place)| place.len());
        let found = third.or(most).cloned();
        found.unwrap_or((self.piece, self.letters.clone()))
    }
}
