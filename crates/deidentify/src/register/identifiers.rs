//! Numbers, e-mail addresses and accounts of the register, however they are spaced.

use aho_corasick::{AhoCorasick, MatchKind};

use super::index::Match;
use crate::kind::{Certainty, Why};
use crate::letters::{Letters, fold_into, is_letter, is_mark};

/// Shorter ones would be found in everything, so that they are found only as they are written, and only with a digit in them.
const LONG: usize = 5;
/// A number shorter than this says nothing.
const SHORTEST_NUMBER: usize = 3;
/// How much may stand between two letters of an identifier.
const WIDEST_GAP: usize = 3;

/// All identifiers.
#[derive(Default)]
pub(crate) struct Identifiers {
    forms: Vec<(String, usize)>,
    /// Those too short to be found in another spelling: the letters, as they are written, and whose.
    short: Vec<(String, String, usize)>,
    ready: Option<AhoCorasick>,
}

impl Identifiers {
    /// Adds an identifier; a telephone number also as it is written from abroad.
    pub fn add(&mut self, identifier: &str, entity: usize) {
        let letters = squeezed(identifier);
        if letters.chars().count() < LONG {
            self.add_short(identifier, letters, entity);
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

    fn add_short(&mut self, identifier: &str, letters: String, entity: usize) {
        let number = letters.chars().all(|letter| letter.is_ascii_digit());
        let shortest = if number { SHORTEST_NUMBER } else { 2 };
        let digit = letters.chars().any(|letter| letter.is_ascii_digit());
        if digit && letters.chars().count() >= shortest {
            let written = identifier.trim().to_lowercase();
            self.short.push((letters, written, entity));
        }
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
        let (letters, places) = squeezed_with_places(text);
        let mut found = self.short_matches(text, (&letters, &places));
        let Some(ready) = &self.ready else {
            return found;
        };
        let long = ready
            .find_overlapping_iter(letters.as_str())
            .filter_map(|one| {
                let places = places.get(one.start()..one.end())?;
                let (start, end) = (places.first()?.0, places.last()?.1);
                let entity = self.forms.get(one.pattern().as_usize())?.1;
                let near = places.windows(2).all(|pair| match pair {
                    [one, next] => width(text.get(one.1..next.0)) <= WIDEST_GAP,
                    _ => true,
                });
                (near && stands_alone(text, start, end)).then_some(Match {
                    start,
                    end,
                    entity,
                    certainty: Certainty::Sure,
                    why: Why::Known,
                })
            });
        found.extend(long);
        found
    }

    /// Mentions of the short ones: as they are written, or without what stands between their letters.
    fn short_matches(
        &self,
        text: &str,
        (letters, places): (&str, &[(usize, usize)]),
    ) -> Vec<Match> {
        let mut found = Vec::new();
        for (short, written, entity) in &self.short {
            for (at, _) in letters.match_indices(short.as_str()) {
                let Some(places) = places.get(at..at + short.len()) else {
                    continue;
                };
                let (Some(first), Some(last)) = (places.first(), places.last()) else {
                    continue;
                };
                let (start, end) = (first.0, last.1);
                let said = text.get(start..end).unwrap_or_default().to_lowercase();
                if (said == *written || said == *short) && stands_alone(text, start, end) {
                    found.push(Match {
                        start,
                        end,
                        entity: *entity,
                        certainty: Certainty::Sure,
                        why: Why::Known,
                    });
                }
            }
        }
        found
    }
}

/// Bytes of what is seen between two letters; nothing between letters of the same place.
fn width(between: Option<&str>) -> usize {
    let seen = Letters::new(between.unwrap_or_default()).filter(|one| !is_mark(one.letter));
    seen.map(|one| one.end - one.start).sum()
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
    for one in Letters::new(text).filter(|one| is_letter(one.letter)) {
        fold_into(one.letter, &mut letters);
    }
    letters
}

fn squeezed_with_places(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut letters = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for one in Letters::new(text).filter(|one| is_letter(one.letter)) {
        fold_into(one.letter, &mut letters);
        places.resize(letters.len(), (one.start, one.end));
    }
    (letters, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(identifier: &str, text: &str) -> usize {
        let mut all = Identifiers::default();
        all.add(identifier, 0);
        all.make_ready();
        all.matches(text).len()
    }

    #[test]
    fn a_short_one_with_a_digit_is_found_as_it_is_written() {
        for (identifier, text) in [
            ("A-12", "Seen in room A-12 twice."),
            ("A-12", "Seen in room a12 twice."),
            ("SI7", "Filed under SI7."),
            ("714", "It is number 714 there."),
        ] {
            assert_eq!(found(identifier, text), 1, "{identifier}");
        }
        for (identifier, text) in [
            ("A-12", "Group A, 12 children"),
            ("714", "There were 7,140 calls."),
            ("14", "There were 14 calls."),
            ("none", "There were none."),
        ] {
            assert_eq!(found(identifier, text), 0, "{identifier}");
        }
    }

    #[test]
    fn a_long_one_is_found_however_it_is_spaced() {
        assert_eq!(found("SI-2291", "It is si 2291 there."), 1);
        assert_eq!(found("SI-2291", "It is si 2292 there."), 0);
    }

    #[test]
    fn what_shows_nothing_and_figures_of_another_kind_hide_none() {
        for text in [
            "It is ９４３ ４７６ ５９１９ there.",
            "It is 𝟗𝟒𝟑 𝟒𝟕𝟔 𝟓𝟗𝟏𝟗 there.",
            "It is 943\u{200B}\u{2060}\u{FEFF}476 5919 there.",
            "It is 943&shy;476&#8203;5919 there.",
        ] {
            assert_eq!(found("943 476 5919", text), 1, "{text}");
        }
    }
}
