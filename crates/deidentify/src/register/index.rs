//! A list of words that finds each of them also where one letter is wrong.

use std::collections::HashMap;

use crate::kind::{Certainty, Why};

/// Names this long are found with one letter wrong; a wrong letter in a shorter one is asked about.
pub(crate) const LONG: usize = 5;
/// Below this length nothing is made of a wrong letter.
const SHORT: usize = 3;

/// A mention of something of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// First byte.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// Of what.
    pub entity: usize,
    /// How sure.
    pub certainty: Certainty,
    /// Why.
    pub why: Why,
}

/// How near a word is to one of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Near {
    /// The same.
    Same,
    /// With one letter wrong.
    OneWrong,
}

/// Words with the places where they are used.
#[derive(Default)]
pub(crate) struct Index {
    words: Vec<Entry>,
    same: HashMap<String, u32>,
    /// Words without one of their letters, and the words themselves.
    without_one: HashMap<String, Vec<u32>>,
}

struct Entry {
    letters: Vec<char>,
    uses: Vec<usize>,
}

impl Index {
    /// Adds a use of a word, given in small letters.
    pub fn add(&mut self, word: &str, used_by: usize) {
        if let Some(entry) = self
            .same
            .get(word)
            .and_then(|at| self.words.get_mut(*at as usize))
        {
            if !entry.uses.contains(&used_by) {
                entry.uses.push(used_by);
            }
            return;
        }
        let at = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let letters: Vec<char> = word.chars().collect();
        let is_name = letters.iter().all(|letter| letter.is_alphabetic());
        if letters.len() >= SHORT && is_name {
            for part in without_each(word) {
                self.without_one.entry(part).or_default().push(at);
            }
            self.without_one
                .entry(word.to_owned())
                .or_default()
                .push(at);
        }
        self.same.insert(word.to_owned(), at);
        self.words.push(Entry {
            letters,
            uses: vec![used_by],
        });
    }

    /// Who uses exactly this word.
    pub fn same(&self, word: &str) -> Option<&[usize]> {
        let at = self.same.get(word)?;
        self.words
            .get(*at as usize)
            .map(|entry| entry.uses.as_slice())
    }

    /// The words of the list with one letter wrong in this one, each with its length and uses.
    pub fn one_wrong(&self, word: &str, scratch: &mut String) -> Vec<(usize, &[usize])> {
        let mut seen: Vec<u32> = Vec::new();
        if word.chars().count() + 1 < SHORT {
            return Vec::new();
        }
        if let Some(at) = self.without_one.get(word) {
            seen.extend(at);
        }
        for (start, letter) in word.char_indices() {
            scratch.clear();
            scratch.push_str(word.get(..start).unwrap_or_default());
            scratch.push_str(word.get(start + letter.len_utf8()..).unwrap_or_default());
            if let Some(at) = self.without_one.get(scratch.as_str()) {
                seen.extend(at);
            }
        }
        if seen.is_empty() {
            return Vec::new();
        }
        seen.sort_unstable();
        seen.dedup();
        let letters: Vec<char> = word.chars().collect();
        seen.into_iter()
            .filter_map(|at| self.words.get(at as usize))
            .filter(|entry| is_one_wrong(&entry.letters, &letters))
            .map(|entry| (entry.letters.len(), entry.uses.as_slice()))
            .collect()
    }
}

fn without_each(word: &str) -> Vec<String> {
    word.char_indices()
        .map(|(start, letter)| {
            let before = word.get(..start).unwrap_or_default();
            let after = word.get(start + letter.len_utf8()..).unwrap_or_default();
            format!("{before}{after}")
        })
        .collect()
}

/// Whether the words differ by one letter added, left out or exchanged, or by two neighbours swapped.
pub(crate) fn is_one_wrong(one: &[char], other: &[char]) -> bool {
    let same_first = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (
        one.get(same_first..).unwrap_or_default(),
        other.get(same_first..).unwrap_or_default(),
    );
    match (one, other) {
        ([], [_]) | ([_], []) => true,
        ([a, b, rest @ ..], [c, d, tail @ ..]) if a == d && b == c && rest == tail => true,
        ([_, rest @ ..], [_, tail @ ..]) if rest == tail => true,
        ([_, rest @ ..], _) if rest == other => true,
        (_, [_, tail @ ..]) => one == tail,
        _ => false,
    }
}

/// Whether the words are the same or one letter wrong in one that is long enough.
pub(crate) fn near(wanted: &str, word: &str) -> Option<Near> {
    if wanted == word {
        return Some(Near::Same);
    }
    let (wanted, word): (Vec<char>, Vec<char>) = (wanted.chars().collect(), word.chars().collect());
    let letters = wanted.iter().all(|letter| letter.is_alphabetic());
    (letters && wanted.len() >= LONG && is_one_wrong(&wanted, &word)).then_some(Near::OneWrong)
}
