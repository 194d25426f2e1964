//! Which words of a file are those of its format. Whatever else an attribute or a key says is told, so that a place nobody thought of
//! hides nothing.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words that the format itself uses: names of what it can do, of styles, scripts and fonts that programs bring along.
static KNOWN: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| include_str!("words.txt").split_whitespace().collect());

/// Longest number in digits that is taken for a measure or an id.
const LONGEST_NUMBER: usize = 10;

/// Whether nobody can have written it: numbers, colours, ids, and words of the format alone.
pub(super) fn is_of_the_format(value: &str) -> bool {
    is_id(value) || each_word(value).all(|word| KNOWN.contains(word.as_str()))
}

/// Whether it is a number and nothing else, not longer than a measure.
pub(super) fn is_a_measure(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    digits < LONGEST_NUMBER && value.trim().parse::<f64>().is_ok()
}

/// A colour, or a number of sixteen digits, as programs write them.
fn is_id(value: &str) -> bool {
    let plain = value.trim_matches(['{', '}', '#']);
    let hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let has_digit = plain.bytes().any(|byte| byte.is_ascii_digit());
    // A language as programs name it, and a shade of grey.
    if let [a, b, rest @ ..] = plain.as_bytes() {
        let is_language = a.is_ascii_lowercase() && b.is_ascii_lowercase();
        let is_place =
            matches!(rest, [b'-', c, d] if c.is_ascii_uppercase() && d.is_ascii_uppercase());
        if is_language && is_place || rest.is_empty() && hex(plain) {
            return true;
        }
    }
    let pieces: Vec<usize> = plain.split('-').map(str::len).collect();
    match pieces.as_slice() {
        [6 | 8 | 16 | 20 | 32] => hex(plain),
        [8, 4, 4, 4, 12] => has_digit && hex(&plain.replace('-', "")),
        _ => false,
    }
}

/// The words, in small letters: runs of letters, `nextPage` being two. Single letters are none.
fn each_word(value: &str) -> impl Iterator<Item = String> {
    let mut words = Vec::new();
    for run in value.split(|sign: char| !sign.is_alphabetic()) {
        let mut word = String::new();
        let mut before_is_small = false;
        for sign in run.chars() {
            if sign.is_uppercase() && before_is_small {
                words.push(std::mem::take(&mut word));
            }
            before_is_small = sign.is_lowercase();
            word.extend(sign.to_lowercase());
        }
        words.push(word);
    }
    words.into_iter().filter(|word| word.chars().count() > 1)
}

/// Field instructions that say nothing of anybody.
const FIELDS: [&str; 24] = [
    "page",
    "numpages",
    "sectionpages",
    "section",
    "toc",
    "pageref",
    "ref",
    "noteref",
    "seq",
    "hyperlink",
    "formtext",
    "formcheckbox",
    "formdropdown",
    "mergeformat",
    "charformat",
    "arabic",
    "date",
    "time",
    "styleref",
    "numwords",
    "index",
    "toa",
    "embed",
    "symbol",
];

/// Whether the instruction of a field says nothing of anybody.
pub(super) fn is_plain_field(instruction: &str) -> bool {
    each_word(instruction)
        .all(|word| FIELDS.contains(&word.as_str()) || KNOWN.contains(word.as_str()))
}

/// Bits of values that are not of the format, each once, told together.
#[derive(Default)]
pub(super) struct Odd {
    pieces: Vec<String>,
    seen: BTreeSet<String>,
}

impl Odd {
    /// Takes a value that nobody can have written for one that says nothing, and keeps any other.
    pub(super) fn take(&mut self, value: &str) {
        let value = value.trim();
        if !value.is_empty() && !is_of_the_format(value) && self.seen.insert(value.to_owned()) {
            self.pieces.push(value.to_owned());
        }
    }

    /// All of them, in texts that are short enough to be told.
    pub(super) fn texts(self) -> Vec<String> {
        joined(&self.pieces, "; ")
    }
}

/// Pieces joined to texts of at most the length that is told; what is longer alone is cut into several.
pub(super) fn joined(pieces: &[String], between: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for piece in pieces.iter().flat_map(|piece| cut(piece)) {
        match texts.last_mut() {
            Some(last) if last.len() + between.len() + piece.len() <= super::LONGEST => {
                last.push_str(between);
                last.push_str(piece);
            }
            _ => texts.push(piece.to_owned()),
        }
    }
    texts
}

/// The text in pieces of at most the length that is told, cut between words where it can be.
pub(super) fn cut(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > super::LONGEST {
        let end = rest.floor_char_boundary(super::LONGEST);
        let (head, _) = rest.split_at(end);
        let at = head.rfind(char::is_whitespace).filter(|at| *at > 0);
        let (piece, left) = rest.split_at(at.unwrap_or(end));
        pieces.push(piece);
        rest = left;
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_format_are_known_and_names_are_not() {
        for plain in [
            "nextPage",
            "00A77B3E",
            "FFFFFF",
            "{00AC5D2D-0000-4000-8000-0123456789AB}",
            "_Toc123456",
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "-12700",
            "on",
        ] {
            assert!(is_of_the_format(plain), "{plain}");
        }
        for told in ["Tamsin", "tamsin_quillfeather", "TQ notes", "styleTamsin"] {
            assert!(!is_of_the_format(told), "{told}");
        }
        assert!(is_plain_field(r#" TOC \o "1-3" \h \z \u "#));
        assert!(!is_plain_field(r#"TITLE "Tamsin Quillfeather""#));
        assert!(is_a_measure("12.5") && !is_a_measure("9434765919"));
    }

    #[test]
    fn a_long_text_is_told_whole() {
        let text = "word ".repeat(1_000);
        let pieces = cut(&text);
        assert!(pieces.len() > 2 && pieces.iter().all(|one| one.len() <= super::super::LONGEST));
        assert_eq!(pieces.concat(), text);
    }
}
