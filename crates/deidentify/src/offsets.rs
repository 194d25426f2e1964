//! Places counted in Unicode characters, as others count them.

use std::ops::Range;

/// The ranges, given in bytes and in the order of the text, counted in Unicode characters.
#[must_use]
pub fn in_letters(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut counted = Vec::with_capacity(ranges.len());
    let (mut byte, mut letters) = (0, 0);
    for range in ranges {
        if range.start < byte {
            (byte, letters) = (0, 0);
        }
        letters += count(text, byte, range.start);
        let length = count(text, range.start, range.end);
        counted.push(letters..letters + length);
        letters += length;
        byte = range.end;
    }
    counted
}

fn count(text: &str, from: usize, to: usize) -> usize {
    text.get(from..to).map_or(0, |piece| piece.chars().count())
}
