//! Words of entries as numbers, so that two entries are compared quickly. Words that the field uses for one thing count as one.

use std::collections::HashMap;

use super::lexicon::{MEETINGS, ONE_WORD, PASSING, SERVICES, SMALL, TWO_WORDS};

/// What a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A word like any other.
    Plain,
    /// A number of two figures or more.
    Number,
    /// A word for a service or those who work in it.
    Service,
    /// A kind of formal meeting.
    MeetingKind,
    /// Says that something was passed on.
    Passing,
}

/// Every word met, each with its number.
#[derive(Default)]
pub(super) struct Words {
    met: HashMap<String, Met>,
    ids: HashMap<String, u32>,
    kinds: Vec<Sort>,
    texts: Vec<String>,
}

#[derive(Clone, Copy)]
struct Met {
    id: Option<u32>,
    ends_two_words: bool,
}

impl Words {
    /// The words of a text, appended to `into`. Small words are left out, endings are cut, and words for one thing are one.
    pub(super) fn read(&mut self, text: &str, into: &mut Vec<u32>) {
        self.read_with_names(text, into, &mut Vec::new());
    }

    /// As [`Self::read`], and apart those with a capital within a sentence: names of places and people, abbreviations.
    pub(super) fn read_with_names(
        &mut self,
        text: &str,
        into: &mut Vec<u32>,
        names: &mut Vec<u32>,
    ) {
        let mut before = String::new();
        let mut word = String::new();
        let (mut first, mut capital) = (true, false);
        for letter in text.chars().chain([' ']) {
            if letter.is_alphanumeric() || (letter == '&' && !word.is_empty()) {
                if word.is_empty() {
                    capital = letter.is_uppercase() && !first;
                    first = false;
                }
                word.extend(letter.to_lowercase());
            } else if matches!(letter, '\'' | '’') && !word.is_empty() {
                // "mum's" is "mum": what follows is cut as an ending below.
                word.push('\'');
            } else if !word.is_empty() {
                let already = into.len();
                self.take(&before, &word, into);
                if capital && into.len() > already {
                    names.extend(into.last());
                }
                before.clear();
                std::mem::swap(&mut before, &mut word);
            }
            first |= matches!(letter, '.' | ':' | '?' | '!' | '"' | '“');
        }
    }

    pub(super) fn sort(&self, id: u32) -> Sort {
        usize::try_from(id)
            .ok()
            .and_then(|at| self.kinds.get(at).copied())
            .unwrap_or(Sort::Plain)
    }

    pub(super) fn text(&self, id: u32) -> &str {
        usize::try_from(id)
            .ok()
            .and_then(|at| self.texts.get(at))
            .map_or("", String::as_str)
    }

    pub(super) const fn count(&self) -> usize {
        self.texts.len()
    }

    fn take(&mut self, before: &str, word: &str, into: &mut Vec<u32>) {
        let word = word.split('\'').next().unwrap_or(word);
        let met = self.met(word);
        if met.ends_two_words
            && let Some((first, _, thing)) = TWO_WORDS
                .iter()
                .find(|(first, second, _)| *second == word && *first == before)
        {
            if self.met(first).id.is_some() {
                into.pop();
            }
            into.push(self.id(thing));
            return;
        }
        into.extend(met.id);
    }

    /// What a word as written comes to; looked up once for each spelling.
    fn met(&mut self, word: &str) -> Met {
        if let Some(met) = self.met.get(word) {
            return *met;
        }
        let kept = kept_as(word).map(str::to_owned);
        let met = Met {
            id: kept.map(|kept| self.id(&kept)),
            ends_two_words: TWO_WORDS.iter().any(|(_, second, _)| *second == word),
        };
        self.met.insert(word.to_owned(), met);
        met
    }

    fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.ids.insert(word.to_owned(), id);
        self.texts.push(word.to_owned());
        self.kinds.push(sort_of(word));
        id
    }
}

/// The form in which a word is kept; none for small words and single figures.
fn kept_as(word: &str) -> Option<&str> {
    if word.chars().nth(1).is_none() || among(SMALL, word) {
        return None;
    }
    if word.chars().all(|letter| letter.is_ascii_digit()) {
        return Some(word);
    }
    let thing = ONE_WORD.iter().find(|(_, words)| among(words, word));
    Some(thing.map_or_else(|| stem(word), |(thing, _)| thing))
}

fn among(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|other| other == word)
}

fn sort_of(word: &str) -> Sort {
    if SERVICES.contains(&word) {
        Sort::Service
    } else if MEETINGS.contains(&word) {
        Sort::MeetingKind
    } else if PASSING.contains(&word) {
        Sort::Passing
    } else if word.chars().all(|letter| letter.is_ascii_digit()) {
        Sort::Number
    } else {
        Sort::Plain
    }
}

/// Without the endings that the same word has in another sentence.
fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 6] = ["ations", "ation", "ing", "ed", "es", "s"];
    ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() >= 4))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_one_thing_are_one_and_small_words_are_none() {
        let mut words = Words::default();
        let mut read = |text: &str| {
            let mut ids = Vec::new();
            words.read(text, &mut ids);
            ids
        };
        assert_eq!(read("the HV"), read("health visitor"));
        assert_eq!(read("Mum's"), read("to the mother"));
        assert_eq!(read("bandaged"), read("bandages"));
        assert_eq!(read("it was with her, 7"), Vec::<u32>::new());
        assert_ne!(read("Larkspur"), read("Fennel"));
    }
}
