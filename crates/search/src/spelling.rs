//! Words that nothing holds are read as words one letter away.

use std::collections::BTreeMap;

use crate::SearchError;
use crate::rank::held;
use crate::text::Picture;
use crate::words::Words;

/// So many words of a question are looked up in this way.
const MOST_GUESSES: usize = 3;
/// A question of more words has others to go by.
const LONG: usize = 12;
/// So many readings of one word are followed: those that most items hold.
const MOST_READINGS: usize = 3;
/// Shorter words have too many neighbours.
const SHORTEST: usize = 4;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// What a word may have been.
pub(crate) struct Guess {
    pub term: String,
    pub word: String,
}

/// How many words of a question of so many are looked up in this way.
pub(crate) const fn guesses(terms: usize) -> usize {
    if terms > LONG { 0 } else { MOST_GUESSES }
}

/// Words that some item holds and that differ in one letter: one wrong, left out, too many, or two changed over.
pub(crate) fn near(
    picture: &Picture,
    words: &Words,
    word: &str,
) -> Result<Vec<Guess>, SearchError> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < SHORTEST || !letters.iter().all(char::is_ascii_lowercase) {
        return Ok(Vec::new());
    }
    let mut terms: BTreeMap<String, String> = BTreeMap::new();
    for other in neighbours(&letters) {
        terms.entry(words.stem(&other)).or_insert(other);
    }
    let mut known = Vec::new();
    for (term, word) in terms {
        // Most neighbours are no words.
        if !picture.segments.iter().any(|one| one.may_say(&term)) {
            continue;
        }
        let held = held(picture, &term)?;
        if held > 0 {
            known.push((held, Guess { term, word }));
        }
    }
    known.sort_by(|(one, guess), (other, next)| {
        other.cmp(one).then_with(|| guess.term.cmp(&next.term))
    });
    let known = known.into_iter().take(MOST_READINGS);
    Ok(known.map(|(_, guess)| guess).collect())
}

fn neighbours(letters: &[char]) -> Vec<String> {
    let mut others = Vec::new();
    for place in 0..=letters.len() {
        let (before, after) = letters.split_at(place);
        let with = |middle: &[char], rest: &[char]| -> String {
            before.iter().chain(middle).chain(rest).collect()
        };
        if let [one, rest @ ..] = after {
            others.push(with(&[], rest));
            others.extend(LETTERS.chars().map(|letter| with(&[letter], rest)));
            if let [other, rest @ ..] = rest {
                others.push(with(&[*other, *one], rest));
            }
        }
        others.extend(LETTERS.chars().map(|letter| with(&[letter], after)));
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_slip_is_a_neighbour() {
        let letters: Vec<char> = "bruse".chars().collect();
        let others = neighbours(&letters);
        for meant in ["bruise", "bruce", "rbuse", "buse", "bruses", "brsue"] {
            assert!(others.iter().any(|other| other == meant), "{meant}");
        }
        assert!(!others.iter().any(|other| other == "bruised"));
    }
}
