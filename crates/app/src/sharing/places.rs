//! Places in a text: the sentence around one, and several in their order.

use std::ops::Range;

/// What a sentence ends with.
const ENDS: [char; 4] = ['.', '!', '?', '\n'];

/// The sentence in which something stands: what comes before it, the words, and what comes after. None where there is no such place.
pub(super) fn around(text: &str, (start, end): (usize, usize)) -> Option<(&str, &str, &str)> {
    let words = text.get(start..end)?;
    let (before, after) = (text.get(..start)?, text.get(end..)?);
    let begins = before
        .char_indices()
        .rfind(|(at, letter)| ends_there(before, *at, *letter));
    let begins = begins.map_or(0, |(at, letter)| at + letter.len_utf8());
    let mut stops = after.char_indices();
    let stops = stops.find(|(at, letter)| ends_there(after, *at, *letter));
    let stops = stops.map_or(after.len(), |(at, letter)| at + letter.len_utf8());
    let before = before.get(begins..)?.trim_start();
    Some((before, words, after.get(..stops)?.trim_end()))
}

/// Whether a sentence ends with a letter: a new line, or a sign with a gap behind it.
fn ends_there(text: &str, at: usize, letter: char) -> bool {
    let behind = text.get(at + letter.len_utf8()..).unwrap_or_default();
    let gap = behind.chars().next().is_none_or(char::is_whitespace);
    ENDS.contains(&letter) && (letter == '\n' || gap)
}

/// Places that stand for something, in their order; of two that overlap the first.
pub(super) fn in_order(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.retain(|one| !one.is_empty());
    places.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end)));
    let mut end = 0;
    places.retain(|one| {
        let free = one.start >= end;
        if free {
            end = one.end;
        }
        free
    });
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_with_a_sign_before_a_gap_or_with_the_line() {
        let text = "Two teams met. Anna Reed, aged 7.5, was seen twice! Nobody wrote\nit down";
        let of = |words: &str| {
            let at = text.find(words).map(|at| (at, at + words.len()));
            at.and_then(|place| around(text, place))
        };
        let anna = Some(("", "Anna Reed", ", aged 7.5, was seen twice!"));
        assert_eq!(of("Anna Reed"), anna);
        assert_eq!(of("Two teams"), Some(("", "Two teams", " met.")));
        assert_eq!(of("wrote"), Some(("Nobody ", "wrote", "")));
        assert_eq!(of("down"), Some(("it ", "down", "")));
        assert_eq!(around(text, (5, 5_000)), None);
    }

    #[test]
    fn of_places_that_overlap_the_first_stays() {
        assert_eq!(in_order(vec![4..6, 0..3, 2..5, 6..6]), [0..3, 4..6]);
    }
}
