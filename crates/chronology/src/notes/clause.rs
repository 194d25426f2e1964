//! Sentences and the clauses in them, with where they stand.

use std::collections::HashMap;
use std::ops::Range;

/// A sentence or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Where it stands, in Unicode characters within its segment.
    pub letters: Range<usize>,
    /// Its words.
    pub text: String,
}

impl Clause {
    /// A part of a text.
    pub fn of(letters: &[char], range: Range<usize>) -> Self {
        let first = range
            .clone()
            .find(|at| is_word(letters, *at))
            .unwrap_or(range.start);
        let last = range
            .clone()
            .rev()
            .find(|at| is_word(letters, *at))
            .map_or(first, |at| at + 1);
        let text = letters
            .get(first..last)
            .unwrap_or_default()
            .iter()
            .collect();
        Self {
            letters: first..last,
            text,
        }
    }
}

fn is_word(letters: &[char], at: usize) -> bool {
    letters
        .get(at)
        .is_some_and(|letter| !letter.is_whitespace())
}

/// Shortened words after which a full stop ends no sentence.
const SHORT: [&str; 24] = [
    "mr", "mrs", "ms", "dr", "st", "no", "approx", "eg", "ie", "e.g", "i.e", "c", "a.m", "p.m",
    "am", "pm", "prof", "rev", "vs", "ref", "tel", "sgt", "insp", "jan",
];

/// The sentences of a text. What somebody said in quotation marks stays in one.
pub(super) fn sentences(text: &str) -> Vec<Clause> {
    split(text, ends_sentence)
}

/// The parts of a sentence between semicolons.
pub(super) fn clauses(text: &str) -> Vec<Clause> {
    split(text, |letters, at| letters.get(at) == Some(&';'))
}

/// Longest quotation that keeps sentences together; a mark that is never closed ends here.
const LONGEST_QUOTATION: usize = 800;

/// Where an open quotation began.
fn quotation(letters: &[char], at: usize, open: Option<usize>) -> Option<usize> {
    let letter = |at: usize| letters.get(at).copied().unwrap_or(' ');
    let before = at.checked_sub(1).map_or(' ', letter);
    let starts = !before.is_alphanumeric() && letter(at + 1).is_alphanumeric();
    let ends = before.is_alphanumeric() || matches!(before, '.' | ',' | '!' | '?' | '…');
    match (letter(at), open) {
        ('“', _) => Some(at),
        ('”', _) => None,
        ('"', None) => Some(at),
        ('"', Some(_)) => None,
        ('\'' | '‘', None) if starts => Some(at),
        ('\'' | '’', Some(began))
            if ends && !letter(at + 1).is_alphanumeric() && matches!(letter(began), '\'' | '‘') =>
        {
            None
        }
        (_, Some(began)) if at - began > LONGEST_QUOTATION => None,
        (_, open) => open,
    }
}

fn split(text: &str, ends: impl Fn(&[char], usize) -> bool) -> Vec<Clause> {
    let letters: Vec<char> = text.chars().collect();
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut open = None;
    for at in 0..letters.len() {
        open = quotation(&letters, at, open);
        let closes = open.is_some()
            && letters
                .get(at + 1)
                .is_some_and(|next| matches!(next, '"' | '”' | '\'' | '’'));
        if (open.is_none() || closes) && ends(&letters, at) {
            let mut end = at + 1;
            while letters
                .get(end)
                .is_some_and(|letter| matches!(letter, '"' | '”' | '\'' | '’' | ')'))
            {
                end += 1;
            }
            clauses.push(Clause::of(&letters, start..end));
            start = end;
        }
    }
    clauses.push(Clause::of(&letters, start..letters.len()));
    clauses.retain(|clause| clause.text.chars().any(char::is_alphanumeric));
    clauses
}

fn ends_sentence(letters: &[char], at: usize) -> bool {
    let letter = |at: usize| letters.get(at).copied().unwrap_or(' ');
    if !matches!(letter(at), '.' | '!' | '?') {
        return false;
    }
    let mut next = at + 1;
    while matches!(letter(next), '"' | '”' | '\'' | '’' | ')') {
        next += 1;
    }
    if !letter(next).is_whitespace() {
        return false;
    }
    let after = (next..letters.len())
        .map(letter)
        .find(|letter| !letter.is_whitespace());
    let begins = after.is_none_or(|letter| !letter.is_lowercase());
    begins && (letter(at) != '.' || after.is_none() || !is_short(letters, at))
}

/// Whether the word before a full stop is a shortened one or an initial.
fn is_short(letters: &[char], at: usize) -> bool {
    let word: String = letters
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .take(8)
        .take_while(|letter| letter.is_alphanumeric() || **letter == '.')
        .collect();
    let word: String = word.chars().rev().collect::<String>();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let time = word.starts_with(|letter: char| letter.is_ascii_digit());
    !time && (initial || SHORT.contains(&word.to_lowercase().as_str()))
}

/// The words in small letters with one space before and after each, and no marks: patterns are looked up in it.
pub(super) fn flat(text: &str) -> String {
    let mut flat = String::from(" ");
    for letter in text.chars().flat_map(char::to_lowercase) {
        let letter = match letter {
            '’' | '‘' | '`' => '\'',
            '‐' | '‑' | '–' => '-',
            other => other,
        };
        let kept = letter.is_alphanumeric() || matches!(letter, '\'' | '-' | '&');
        if kept {
            flat.push(letter);
        } else if !flat.ends_with(' ') {
            flat.push(' ');
        }
    }
    let flat = flat.replace(" '", " ").replace("' ", " ");
    format!("{} ", flat.trim_end())
}

/// Whether one of the phrases stands in a flat text. A phrase that ends in `*` may go on within its word.
pub(super) fn has(flat: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| place(flat, phrase).is_some())
}

/// Where a phrase stands in a flat text, in bytes.
pub(super) fn place(flat: &str, phrase: &str) -> Option<usize> {
    let first = phrase.as_bytes().first().copied();
    let mut begins = true;
    for (at, byte) in flat.bytes().enumerate() {
        if begins && Some(byte) == first && stands(flat.get(at..).unwrap_or_default(), phrase) {
            return Some(at);
        }
        begins = byte == b' ';
    }
    None
}

/// Whether one of the first words stands at most so many words before one of the second.
pub(super) fn near(flat: &str, first: &[&str], second: &[&str], within: usize) -> bool {
    let words: Vec<&str> = flat.split_whitespace().collect();
    words.iter().enumerate().any(|(at, word)| {
        first.contains(word)
            && words
                .iter()
                .skip(at + 1)
                .take(within)
                .any(|next| second.contains(next))
    })
}

/// Whether a flat text begins with a phrase.
fn stands(flat: &str, phrase: &str) -> bool {
    match phrase.strip_suffix('*') {
        Some(words) => flat.starts_with(words),
        None => flat
            .strip_prefix(phrase)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
    }
}

/// Lists of phrases, at most 64, that are looked up in one pass over a text.
pub(super) struct Index {
    /// By the first letters of a phrase: the phrase and the bit of its list.
    phrases: HashMap<&'static [u8], Vec<(&'static str, u64)>>,
}

impl Index {
    /// Of these lists; each is a bit by its place.
    pub fn of(lists: &[&'static [&'static str]]) -> Self {
        let mut phrases: HashMap<&'static [u8], Vec<(&'static str, u64)>> = HashMap::new();
        for (place, list) in lists.iter().enumerate() {
            for phrase in *list {
                phrases
                    .entry(first_letters(phrase))
                    .or_default()
                    .push((phrase, 1 << place));
            }
        }
        Self { phrases }
    }

    /// The lists of which a phrase stands in a flat text, as bits.
    pub fn found(&self, flat: &str) -> u64 {
        let mut found = 0;
        let mut at = 0;
        for word in flat.split(' ') {
            if let Some(phrases) = self.phrases.get(first_letters(word)) {
                let rest = flat.get(at..).unwrap_or_default();
                for (phrase, bit) in phrases {
                    if found & bit == 0 && stands(rest, phrase) {
                        found |= bit;
                    }
                }
            }
            at += word.len() + 1;
        }
        found
    }
}

/// At most three, of the first word alone.
fn first_letters(phrase: &str) -> &[u8] {
    let word = phrase
        .split([' ', '*'])
        .next()
        .unwrap_or_default()
        .as_bytes();
    word.get(..3).unwrap_or(word)
}
