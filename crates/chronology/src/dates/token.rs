//! Words of a text with where they stand, and what each may be in a date.

use std::ops::Range;

use super::kind::{Kind, kind};

/// One word or mark.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// In small letters, with one kind of dash and apostrophe.
    pub word: String,
    /// First letter, in Unicode characters.
    pub start: usize,
    /// One after the last letter.
    pub end: usize,
    /// Where it stands in bytes.
    pub bytes: Range<usize>,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// What it may be in a date.
    pub kind: Kind,
}

/// The words of a text.
pub(crate) struct Tokens<'a> {
    text: &'a str,
    list: Vec<Token>,
}

impl<'a> Tokens<'a> {
    /// Takes a text apart.
    pub fn of(text: &'a str) -> Self {
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let mut list = Vec::new();
        let mut at = 0;
        while let Some((_, letter)) = letters.get(at).copied() {
            if letter.is_whitespace() {
                at += 1;
                continue;
            }
            let end = word_end(&letters, at);
            list.push(token(text, &letters, at..end));
            at = end;
        }
        Self { text, list }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The word there, or nothing.
    pub fn word(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |token| token.word.as_str())
    }

    /// What the word there may be in a date.
    pub fn kind(&self, at: usize) -> Kind {
        self.list.get(at).map_or(Kind::Other, |token| token.kind)
    }

    /// What the word so many before may be in a date.
    pub fn kind_back(&self, at: usize, by: usize) -> Kind {
        at.checked_sub(by).map_or(Kind::Other, |at| self.kind(at))
    }

    /// The word so many before, or nothing.
    pub fn back(&self, at: usize, by: usize) -> &str {
        at.checked_sub(by).map_or("", |at| self.word(at))
    }

    /// Whether the word there is one of these.
    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// Whether these words stand there one after the other.
    pub fn are(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(index, word)| self.word(at + index) == *word)
    }

    /// Whether nothing stands between it and the one before.
    pub fn glued(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.list.get(before));
        match (before, self.list.get(at)) {
            (Some(before), Some(token)) => before.bytes.end == token.bytes.start,
            _ => false,
        }
    }

    /// Whether it begins with a capital letter.
    pub fn capital(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|token| token.capital)
    }

    /// The text from one word up to another, that one left out.
    pub fn slice(&self, words: Range<usize>) -> &'a str {
        let first = self.list.get(words.start).map(|token| token.bytes.start);
        let last = words.end.checked_sub(1).and_then(|at| self.list.get(at));
        match (first, last) {
            (Some(first), Some(last)) => self.text.get(first..last.bytes.end).unwrap_or_default(),
            _ => "",
        }
    }

    /// Where these words stand, in Unicode characters.
    pub fn letters(&self, words: Range<usize>) -> Range<usize> {
        let first = self.list.get(words.start).map_or(0, |token| token.start);
        let last = words.end.checked_sub(1).and_then(|at| self.list.get(at));
        first..last.map_or(first, |token| token.end)
    }
}

fn token(text: &str, letters: &[(usize, char)], place: Range<usize>) -> Token {
    let byte = |at: usize| letters.get(at).map_or(text.len(), |(byte, _)| *byte);
    let bytes = byte(place.start)..byte(place.end);
    let own = text.get(bytes.clone()).unwrap_or_default();
    let word: String = own
        .chars()
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect();
    Token {
        kind: kind(&word),
        word,
        start: place.start,
        end: place.end,
        bytes,
        capital: own.chars().next().is_some_and(char::is_uppercase),
    }
}

const fn plain(letter: char) -> char {
    match letter {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '‘' | '’' | '`' => '\'',
        other => other,
    }
}

fn word_end(letters: &[(usize, char)], start: usize) -> usize {
    let letter = |at: usize| letters.get(at).map_or(' ', |(_, letter)| *letter);
    if !letter(start).is_alphanumeric() {
        return start + 1;
    }
    let mut end = start + 1;
    loop {
        let (last, here, next) = (letter(end - 1), letter(end), letter(end + 1));
        let inside = here.is_alphanumeric() || (next.is_alphanumeric() && joins(last, here, next));
        let abbreviation = here == '.' && next.is_alphanumeric() && {
            let earlier = end.checked_sub(2).map_or(' ', letter);
            last.is_alphabetic() && (end - 1 == start || earlier == '.')
        };
        if !inside && !abbreviation {
            return end;
        }
        end += 1;
    }
}

/// Whether a mark between two letters keeps them in one word.
fn joins(last: char, mark: char, next: char) -> bool {
    match mark {
        '/' | '-' | '–' | '‑' | '\'' | '’' => last.is_alphanumeric(),
        ':' | '.' => last.is_ascii_digit() && next.is_ascii_digit(),
        _ => false,
    }
}
