//! Numbers, e-mail addresses and accounts of the register, however they are spaced.

use aho_corasick::{AhoCorasick, MatchKind};

use super::index::Match;
use crate::kind::{Certainty, Why};
use crate::text::fold_into;

/// Shorter ones would be found in everything.
const SHORTEST: usize = 5;
/// How much may stand between two letters of an identifier.
const WIDEST_GAP: usize = 3;

/// All identifiers.
#[derive(Default)]
pub(crate) struct Identifiers {
    forms: Vec<(String, usize)>,
    ready: Option<AhoCorasick>,
}

impl Identifiers {
    /// Adds an identifier; a telephone number also as it is written from abroad.
    pub fn add(&mut self, identifier: &str, entity: usize) {
        let letters = squeezed(identifier);
        if letters.len() < SHORTEST {
            return;
        }
        let digits = letters.bytes().all(|byte| byte.is_ascii_digit());
        let national = letters
            .strip_prefix("0044")
            .or_else(|| letters.strip_prefix("440"))
            .or_else(|| letters.strip_prefix("44"))
            .or_else(|| letters.strip_prefix('0'))
            .filter(|rest| digits && (9..=10).contains(&rest.len()));
        if let Some(rest) = national {
            for before in ["0", "44", "440", "0044", "00440"] {
                self.forms.push((format!("{before}{rest}"), entity));
            }
        }
        self.forms.push((letters, entity));
    }

    /// Adds the postcode at the end of an address.
    pub fn add_postcodes_of(&mut self, address: &str, entity: usize) {
        let words = crate::text::folded_words(address);
        let tail: Vec<&str> = words.iter().rev().take(2).map(String::as_str).collect();
        if let [inward, outward] = tail.as_slice() {
            for postcode in [format!("{outward}{inward}"), (*inward).to_owned()] {
                if crate::patterns::is_postcode(&postcode) {
                    self.forms.push((postcode, entity));
                }
            }
        }
    }

    /// Makes the search ready.
    pub fn make_ready(&mut self) {
        self.forms.sort();
        self.forms.dedup_by(|one, other| one.0 == other.0);
        let forms = self.forms.iter().map(|(letters, _)| letters);
        self.ready = (!self.forms.is_empty())
            .then(|| {
                AhoCorasick::builder()
                    .match_kind(MatchKind::Standard)
                    .build(forms)
                    .ok()
            })
            .flatten();
    }

    /// Every mention.
    pub fn matches(&self, text: &str) -> Vec<Match> {
        let Some(ready) = &self.ready else {
            return Vec::new();
        };
        let (letters, places) = squeezed_with_places(text);
        ready
            .find_overlapping_iter(letters.as_str())
            .filter_map(|one| {
                let places = places.get(one.start()..one.end())?;
                let (start, end) = (places.first()?.0, places.last()?.1);
                let entity = self.forms.get(one.pattern().as_usize())?.1;
                let near = places.windows(2).all(|pair| match pair {
                    [one, next] => next.0.saturating_sub(one.1) <= WIDEST_GAP,
                    _ => true,
                });
                (near && stands_alone(text, start, end)).then_some(Match {
                    start,
                    end,
                    entity,
                    certainty: Certainty::Sure,
                    why: Why::Known,
                })
            })
            .collect()
    }
}

/// Whether no letter or digit touches it.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text
        .get(..start)
        .and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

fn squeezed(text: &str) -> String {
    let mut letters = String::new();
    for letter in text.chars().filter(|letter| letter.is_alphanumeric()) {
        fold_into(letter, &mut letters);
    }
    letters
}

fn squeezed_with_places(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut letters = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if letter.is_alphanumeric() {
            fold_into(letter, &mut letters);
            places.resize(letters.len(), (at, at + letter.len_utf8()));
        }
    }
    (letters, places)
}
