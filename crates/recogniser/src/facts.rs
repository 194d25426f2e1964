//! What is seen of each token of a text before anything is decided: its form, its lists, its sentence, its document.

use std::collections::HashMap;
use std::ops::Range;

use crate::lexicon::{Lexicon, Word, hash, hash_of};
use crate::tokens::{Token, sentences, tokens};

/// What is seen of one token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fact {
    /// The lower-case form, digits levelled.
    pub form: u32,
    /// The pattern of capitals, small letters, digits and signs, runs shortened.
    pub shape: u32,
    /// Beginnings of one to four letters.
    pub heads: [u32; 4],
    /// Endings of one to four letters.
    pub tails: [u32; 4],
    /// Lists and classes.
    pub word: Word,
    /// Written with a capital at the start.
    pub capital: bool,
    /// Holds a letter or a digit.
    pub wordlike: bool,
    /// First word of its sentence or line.
    pub first: bool,
    /// How the sentence is written: 0 mixed, 1 all small, 2 all capitals.
    pub style: u8,
    /// Seen elsewhere in the text: bit 0 in small letters, bit 1 with a capital inside a sentence, bit 2 more than twice.
    pub elsewhere: u8,
    /// Bit 0 inside quotation marks, bit 1 inside brackets.
    pub inside: u8,
    /// Line ends before, up to 2.
    pub lines: u8,
    /// What a reading of the whole text before this one made of the word: a label's number plus one, or 0.
    pub earlier: u8,
}

/// A text cut up and looked at.
#[derive(Debug)]
pub struct Prepared {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// What is seen of each.
    pub facts: Vec<Fact>,
    /// Sentences as ranges of tokens.
    pub sentences: Vec<Range<usize>>,
    /// The lower-case word of each token without levelling, for agreement across the text.
    pub keys: Vec<u32>,
}

fn shape(word: &str) -> u32 {
    let mut pattern = String::new();
    let mut last = ' ';
    let mut run = 0;
    for c in word.chars() {
        let kind = if c.is_uppercase() {
            'A'
        } else if c.is_numeric() {
            '0'
        } else if c.is_alphabetic() {
            if c > '\u{24f}' { 'x' } else { 'a' }
        } else {
            c
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        let most = match kind {
            '0' => 14,
            'A' => 3,
            _ => 2,
        };
        if run <= most {
            pattern.push(kind);
        }
    }
    hash(&pattern)
}

fn level(lower: &str) -> String {
    if lower.len() > 4 && lower.contains('@') {
        return "@mailbox".to_string();
    }
    if lower.contains("://") || lower.starts_with("www.") {
        return "://page".to_string();
    }
    let year = lower.len() == 4
        && (lower.starts_with("19") || lower.starts_with("20"))
        && lower.bytes().all(|b| b.is_ascii_digit());
    if year {
        return format!("{}yy", lower.get(..2).unwrap_or_default());
    }
    lower
        .chars()
        .map(|c| if c.is_numeric() { '0' } else { c })
        .collect()
}

/// Hashes of the first or last one to four letters; 0 where the word is no longer than that.
fn edges(form: &str, from_start: bool) -> [u32; 4] {
    let mut found = [0; 4];
    let salt = if from_start { b'^' } else { b'$' };
    let cut = |length: usize| {
        if from_start {
            form.char_indices()
                .nth(length)
                .and_then(|(at, _)| form.get(..at))
        } else {
            form.char_indices()
                .rev()
                .nth(length - 1)
                .filter(|(at, _)| *at > 0)
                .and_then(|(at, _)| form.get(at..))
        }
    };
    for (length, place) in (1..).zip(found.iter_mut()) {
        let Some(part) = cut(length) else { break };
        *place = hash_of(std::iter::once(salt).chain(part.bytes()));
    }
    found
}

fn look(token: &str, lexicon: &Lexicon) -> (Fact, u32) {
    let lower = token.to_lowercase().replace('\u{2019}', "'");
    let key = hash(&lower);
    let form = level(&lower);
    let fact = Fact {
        form: hash(&form),
        shape: if form.contains("@mailbox") || form.contains("://page") {
            hash(&form)
        } else {
            shape(token)
        },
        heads: edges(&form, true),
        tails: edges(&form, false),
        word: lexicon.get(key),
        capital: token.starts_with(char::is_uppercase),
        wordlike: token.contains(char::is_alphanumeric),
        ..Fact::default()
    };
    (fact, key)
}

/// How a sentence is written: 0 mixed, 1 all small, 2 all capitals.
fn style(text: &str, tokens: &[Token]) -> u8 {
    let (mut large, mut small, mut led) = (0, 0, 0);
    for token in tokens {
        let word = token.of(text);
        led += usize::from(word.starts_with(char::is_uppercase));
        large += word.chars().filter(|c| c.is_uppercase()).count();
        small += word.chars().filter(|c| c.is_lowercase()).count();
    }
    if large + small < 4 {
        0
    } else if large > 3 * small {
        2
    } else {
        u8::from(led == 0)
    }
}

/// Looks at a text.
pub fn prepare(text: &str, lexicon: &Lexicon) -> Prepared {
    let tokens = tokens(text);
    let sentences = sentences(text, &tokens);
    let (mut facts, keys): (Vec<Fact>, Vec<u32>) = tokens
        .iter()
        .map(|token| look(token.of(text), lexicon))
        .unzip();
    for range in &sentences {
        let (Some(within), Some(facts)) = (tokens.get(range.clone()), facts.get_mut(range.clone()))
        else {
            continue;
        };
        look_at_sentence(text, within, facts);
    }
    look_across(&mut facts, &keys);
    Prepared {
        tokens,
        facts,
        sentences,
        keys,
    }
}

fn look_at_sentence(text: &str, tokens: &[Token], facts: &mut [Fact]) {
    let style = style(text, tokens);
    let (mut quoted, mut bracketed, mut first) = (false, false, true);
    for (token, fact) in tokens.iter().zip(facts) {
        match token.of(text) {
            "\"" => quoted = !quoted,
            "\u{201c}" | "\u{201e}" | "\u{2018}" => quoted = true,
            "\u{201d}" => quoted = false,
            "(" | "[" => bracketed = true,
            ")" | "]" => bracketed = false,
            _ => {}
        }
        fact.style = style;
        fact.inside = u8::from(quoted) + 2 * u8::from(bracketed);
        fact.lines = u8::try_from(token.lines.min(2)).unwrap_or(2);
        first |= token.lines > 0;
        fact.first = first;
        first &= !fact.wordlike;
    }
}

fn look_across(facts: &mut [Fact], keys: &[u32]) {
    let mut seen: HashMap<u32, (u32, u32)> = HashMap::new();
    for (fact, key) in facts.iter().zip(keys) {
        if !fact.wordlike || fact.style != 0 {
            continue;
        }
        let counts = seen.entry(*key).or_default();
        counts.0 += u32::from(!fact.capital);
        counts.1 += u32::from(fact.capital && !fact.first);
    }
    for (fact, key) in facts.iter_mut().zip(keys) {
        let (mut small, mut capital) = seen.get(key).copied().unwrap_or_default();
        if fact.style == 0 {
            small -= u32::from(!fact.capital && fact.wordlike);
            capital -= u32::from(fact.capital && !fact.first && fact.wordlike);
        }
        fact.elsewhere =
            u8::from(small > 0) + 2 * u8::from(capital > 0) + 4 * u8::from(small + capital > 2);
    }
}
