//! A text as words with their places, in small letters without accents.

use crate::letters::{As, Letters, fold_as, is_letter, is_mark};

/// A word: letters and digits in one run, with an apostrophe inside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// First byte in the text.
    pub start: usize,
    /// Byte behind the last letter.
    pub end: usize,
    /// Byte behind the last letter without `'s`.
    pub stem_end: usize,
    folded: (u32, u32),
    stem: u32,
    /// How it is written.
    pub shape: Shape,
    /// Whether a sentence, a heading or a cell begins with it.
    pub begins: bool,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// With a digit in it.
    Digits,
    /// Begins with a small letter.
    Small,
    /// Begins with a capital.
    Capital,
    /// Two or more capitals and nothing else.
    Capitals,
}

/// The words of a text.
pub(crate) struct Words<'text> {
    /// The text.
    pub text: &'text str,
    list: Vec<Word>,
    letters: String,
}

impl<'text> Words<'text> {
    /// Takes the text apart; letters of other scripts are read as what they look like.
    pub fn new(text: &'text str) -> Self {
        Self::read(text, As::Looks)
    }

    /// Takes the text apart.
    pub fn read(text: &'text str, read: As) -> Self {
        let mut words = Self {
            text,
            list: Vec::with_capacity(text.len() / 5),
            letters: String::with_capacity(text.len()),
        };
        let mut reading: Option<Reading> = None;
        for one in Letters::new(text) {
            let (at, letter) = (one.start, one.letter);
            // What shows nothing belongs to the word that it stands in, and begins none.
            let belongs = is_letter(letter) || reading.is_some() && is_mark(letter);
            let apostrophe = is_apostrophe(letter) && reading.is_some() && {
                let after = text.get(one.end..);
                after
                    .and_then(|after| after.chars().next())
                    .is_some_and(char::is_alphabetic)
            };
            if belongs || apostrophe {
                let open = reading.get_or_insert_with(|| Reading::new(at, words.letters.len()));
                open.take((at, letter), read, &mut words.letters);
            } else if let Some(open) = reading.take() {
                words.close(&open, at);
            }
        }
        if let Some(open) = reading.take() {
            words.close(&open, text.len());
        }
        words
    }

    fn close(&mut self, open: &Reading, end: usize) {
        let previous = self.list.last().map_or(0, |word| word.end);
        let between = self.text.get(previous..open.start).unwrap_or_default();
        let folded_end = self.letters.len();
        let ends_in_s = self.letters.ends_with('s') && open.apostrophe_at.is_some();
        let only_s = open.apostrophe_folded + 1 == folded_end;
        let (stem_end, stem) = match open.apostrophe_at {
            Some(at) if ends_in_s && only_s => (at, folded_end - 1),
            _ => (end, folded_end),
        };
        self.list.push(Word {
            start: open.start,
            end,
            stem_end,
            folded: (short(open.folded_start), short(folded_end)),
            stem: short(stem),
            shape: open.shape(),
            begins: self.list.is_empty() || begins_after(between),
        });
    }

    /// The letters of all words in one, small and plain.
    pub fn letters(&self) -> &str {
        &self.letters
    }

    /// All of them.
    pub fn all(&self) -> &[Word] {
        &self.list
    }

    /// The word at the place.
    pub fn get(&self, at: usize) -> Option<&Word> {
        self.list.get(at)
    }

    /// The word in small letters.
    pub fn folded(&self, word: &Word) -> &str {
        let (start, end) = word.folded;
        self.letters
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// The word in small letters without `'s`.
    pub fn stem(&self, word: &Word) -> &str {
        self.letters
            .get(word.folded.0 as usize..word.stem as usize)
            .unwrap_or_default()
    }

    /// The word in small letters at the place, or nothing.
    pub fn folded_at(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.list.get(at))
            .map_or("", |word| self.folded(word))
    }

    /// What stands between a word, with its `'s`, and the next.
    pub fn gap_behind(&self, at: usize) -> &'text str {
        let end = self.list.get(at).map_or(0, |word| word.end);
        let next = self
            .list
            .get(at + 1)
            .map_or(self.text.len(), |word| word.start);
        self.text.get(end..next).unwrap_or_default()
    }

    /// What stands between a word and the next.
    pub fn gap_after(&self, at: usize) -> &'text str {
        let end = self.list.get(at).map_or(0, |word| word.stem_end);
        let next = self
            .list
            .get(at + 1)
            .map_or(self.text.len(), |word| word.start);
        self.text.get(end..next).unwrap_or_default()
    }
}

/// A word being read.
struct Reading {
    start: usize,
    folded_start: usize,
    apostrophe_at: Option<usize>,
    apostrophe_folded: usize,
    first_is_capital: bool,
    letters: usize,
    capitals: usize,
    digits: usize,
}

impl Reading {
    fn new(start: usize, folded_start: usize) -> Self {
        Self {
            start,
            folded_start,
            apostrophe_at: None,
            apostrophe_folded: 0,
            first_is_capital: false,
            letters: 0,
            capitals: 0,
            digits: 0,
        }
    }

    fn take(&mut self, (at, letter): (usize, char), read: As, folded: &mut String) {
        if is_apostrophe(letter) {
            self.apostrophe_at = Some(at);
            self.apostrophe_folded = folded.len();
            return;
        }
        if is_mark(letter) {
            return;
        }
        let capital = letter.is_uppercase();
        self.first_is_capital |= self.letters == 0 && capital;
        self.letters += 1;
        self.capitals += usize::from(capital);
        self.digits += usize::from(letter.is_numeric());
        fold_as(read, letter, folded);
    }

    fn shape(&self) -> Shape {
        if self.digits > 0 {
            Shape::Digits
        } else if self.letters >= 2 && self.letters == self.capitals {
            Shape::Capitals
        } else if self.first_is_capital {
            Shape::Capital
        } else {
            Shape::Small
        }
    }
}

/// A place in the letters; texts are far shorter than four gigabytes, and what lies beyond is never found.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// A name or phrase as its words, in small letters.
pub(crate) fn folded_words(phrase: &str) -> Vec<String> {
    let words = Words::new(phrase);
    words
        .all()
        .iter()
        .map(|word| words.folded(word).to_owned())
        .collect()
}

/// Whether a sentence, heading or cell begins after this.
fn begins_after(between: &str) -> bool {
    let mut lines = 0;
    for letter in between.chars().rev() {
        match letter {
            '.' | '!' | '?' | ':' | ';' | '•' | '|' | '\t' | '"' | '“' | '‘' => return true,
            '\n' => lines += 1,
            _ => {}
        }
    }
    lines > 1
}
