//! Text in the pieces of words that the sentence model knows (BERT's uncased word pieces).

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::ModelError;

/// Longer words are unknown to the model.
const LONGEST: usize = 100;

/// The pieces and their numbers.
#[derive(Debug)]
pub(crate) struct WordPieces {
    pieces: HashMap<String, u32>,
    unknown: u32,
    /// Begins every text.
    pub begin: u32,
    /// Ends every text.
    pub end: u32,
}

impl WordPieces {
    /// From the list of pieces, one a line.
    pub(crate) fn new(list: &str) -> Result<Self, ModelError> {
        let pieces: HashMap<String, u32> = (0..)
            .zip(list.lines())
            .map(|(number, piece)| (piece.to_owned(), number))
            .collect();
        let special = |name: &str| pieces.get(name).copied().ok_or(ModelError::Shape);
        Ok(Self {
            unknown: special("[UNK]")?,
            begin: special("[CLS]")?,
            end: special("[SEP]")?,
            pieces,
        })
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The numbers of a text's pieces, without begin and end.
    pub(crate) fn split(&self, text: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        let mut word = Vec::new();
        let plain: String = text.chars().filter_map(cleaned).collect();
        for sign in plain.nfd().filter(|sign| !is_combining_mark(*sign)) {
            if sign.is_whitespace() {
                self.take(&mut word, &mut numbers);
            } else if stands_alone(sign) {
                self.take(&mut word, &mut numbers);
                word.push(sign);
                self.take(&mut word, &mut numbers);
            } else {
                word.extend(sign.to_lowercase());
            }
        }
        self.take(&mut word, &mut numbers);
        numbers
    }

    /// Adds the pieces of a word, longest first, and empties it.
    fn take(&self, word: &mut Vec<char>, numbers: &mut Vec<u32>) {
        let word = std::mem::take(word);
        if word.is_empty() {
            return;
        }
        let found = (word.len() <= LONGEST)
            .then(|| self.pieces_of(&word))
            .flatten();
        match found {
            Some(found) => numbers.extend(found),
            None => numbers.push(self.unknown),
        }
    }

    fn pieces_of(&self, word: &[char]) -> Option<Vec<u32>> {
        let mut found = Vec::new();
        let mut rest = word;
        while !rest.is_empty() {
            let start = if found.is_empty() { "" } else { "##" };
            let (length, number) = (1..=rest.len()).rev().find_map(|length| {
                let piece: String = start
                    .chars()
                    .chain(rest.iter().take(length).copied())
                    .collect();
                Some((length, *self.pieces.get(&piece)?))
            })?;
            found.push(number);
            rest = rest.get(length..)?;
        }
        Some(found)
    }
}

/// The sign as it is read, or nothing for one that is left out.
fn cleaned(sign: char) -> Option<char> {
    match sign {
        '\t' | '\n' | '\r' => Some(' '),
        '\0' | '\u{fffd}' => None,
        sign if sign.is_whitespace() => Some(' '),
        sign if sign.is_control() || is_format(sign) => None,
        sign => Some(sign),
    }
}

/// Signs that show nothing: marks of direction and joining.
const fn is_format(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}')
}

/// Marks between words, and the signs of writing without spaces.
fn stands_alone(sign: char) -> bool {
    sign.is_ascii_punctuation() || is_mark(sign) || is_ideograph(sign)
}

/// Punctuation beyond ASCII.
const fn is_mark(sign: char) -> bool {
    matches!(sign,
        '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}' | '\u{37e}' | '\u{387}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}'
        | '\u{207d}' | '\u{207e}' | '\u{208d}' | '\u{208e}' | '\u{2308}'..='\u{230b}' | '\u{2329}' | '\u{232a}'
        | '\u{2e00}'..='\u{2e2e}' | '\u{2e30}'..='\u{2e4f}'
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}')
}

const fn is_ideograph(sign: char) -> bool {
    matches!(sign,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2ceaf}'
        | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn words_are_cut_into_the_longest_pieces_that_are_known() {
        let list = "[UNK]\n[CLS]\n[SEP]\nvisit\n##ing\n##s\n,\n'\nzoe\ns";
        let pieces = WordPieces::new(list).unwrap();
        assert_eq!(pieces.split("Visiting, VISITS"), [3, 4, 6, 3, 5]);
        assert_eq!(pieces.split("Zoë's\u{200b}"), [8, 7, 9]);
        assert_eq!(pieces.split("unheard visit"), [0, 3]);
        assert_eq!(pieces.split(&"s".repeat(LONGEST + 1)), [0]);
        assert!(pieces.split(" \0\u{fffd}\n").is_empty());
        assert!(WordPieces::new("visit").is_err());
    }
}
