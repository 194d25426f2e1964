//! The letters of a text as somebody reads them: without what shows nothing, and each as the plain letter that it is, looks
//! like or sounds like.

mod alike;

use model::plain;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

pub(crate) use alike::is_of_another_script;

/// How a letter of another script is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum As {
    /// As the Latin letter that it looks like.
    Looks,
    /// As the Latin letters that stand for it where the word is written over.
    Sounds,
}

/// A letter, or anything else of a text, with its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letter {
    /// First byte.
    pub start: usize,
    /// Byte behind it.
    pub end: usize,
    /// What stands there; of an entity of HTML what it stands for.
    pub letter: char,
}

/// The letters of a text in their order. An entity of HTML that stands for a letter or for nothing seen is that; any other
/// stays as it is written.
pub(crate) struct Letters<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Letters<'text> {
    /// From the beginning of the text.
    pub const fn new(text: &'text str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Letters<'_> {
    type Item = Letter;

    fn next(&mut self) -> Option<Letter> {
        let rest = self.text.get(self.at..)?;
        let (letter, length) = match rest.chars().next()? {
            '&' => entity(rest).unwrap_or(('&', 1)),
            other => (other, other.len_utf8()),
        };
        let start = self.at;
        self.at += length;
        Some(Letter {
            start,
            end: self.at,
            letter,
        })
    }
}

/// What an entity at the beginning stands for, and its length in bytes, where that is a letter or nothing that is seen.
fn entity(rest: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 20;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = rest.get(1..end)?;
    let letter = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16));
            char::from_u32(code.ok()?)?
        }
        None => match name {
            "shy" => '\u{AD}',
            "zwnj" => '\u{200C}',
            "zwj" => '\u{200D}',
            "lrm" => '\u{200E}',
            "rlm" => '\u{200F}',
            "ZeroWidthSpace" => '\u{200B}',
            "NoBreak" => '\u{2060}',
            "InvisibleComma" | "ic" => '\u{2063}',
            "InvisibleTimes" | "it" => '\u{2062}',
            "ApplyFunction" | "af" => '\u{2061}',
            _ => return None,
        },
    };
    (is_mark(letter) || is_letter(letter)).then_some((letter, end + 1))
}

/// Whether it is part of a word by itself: letters, digits, and letters in a circle, a box or brackets.
pub(crate) fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, '\u{249C}'..='\u{24B5}' | '\u{1F110}'..='\u{1F189}' | '\u{1F1E6}'..='\u{1F1FF}')
}

/// What stands within a word and is no letter of it: accents behind their letter, and whatever is not seen.
pub(crate) fn is_mark(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_control() && !letter.is_whitespace();
    }
    model::is_unseen(letter)
        || letter.is_control() && !letter.is_whitespace()
        || is_combining_mark(letter) && !letter.is_alphanumeric()
}

/// Puts the letter, small, plain and without accents, at the end; one of another script as what it looks like.
pub(crate) fn fold_into(letter: char, folded: &mut String) {
    fold_as(As::Looks, letter, folded);
}

/// Puts the letter, small, plain and without accents, at the end.
pub(crate) fn fold_as(read: As, letter: char, folded: &mut String) {
    if letter.is_ascii() {
        folded.push(letter.to_ascii_lowercase());
    } else if !in_latin(read, letter, folded) {
        decompose_compatible(letter, |part| fold_part(read, part, folded));
    }
}

/// Writes a letter of another script, or one that only looks different, as Latin letters; says whether it is such.
fn in_latin(read: As, letter: char, folded: &mut String) -> bool {
    if read == As::Sounds
        && let Some(sound) = letter.to_lowercase().next().and_then(alike::sound)
    {
        folded.push_str(sound);
        return true;
    }
    let like = alike::look(letter);
    folded.extend(like);
    like.is_some()
}

fn fold_part(read: As, part: char, folded: &mut String) {
    if part.is_ascii() {
        folded.extend(
            part.is_ascii_alphanumeric()
                .then_some(part.to_ascii_lowercase()),
        );
        return;
    }
    if is_mark(part) || in_latin(read, part, folded) {
        return;
    }
    match part {
        'ß' | 'ẞ' => folded.push_str("ss"),
        'æ' | 'Æ' => folded.push_str("ae"),
        'œ' | 'Œ' => folded.push_str("oe"),
        'þ' | 'Þ' => folded.push_str("th"),
        'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
        'ı' => folded.push('i'),
        _ => folded.extend(
            part.to_lowercase()
                .map(plain)
                .filter(|small| small.is_alphanumeric()),
        ),
    }
}

/// The phrase with the letters of other scripts written over, where it has any.
pub(crate) fn written_over(phrase: &str) -> Option<String> {
    phrase.chars().any(is_of_another_script).then(|| {
        let mut over = String::with_capacity(phrase.len());
        for letter in phrase.chars() {
            if is_of_another_script(letter) {
                fold_as(As::Sounds, letter, &mut over);
            } else {
                over.push(letter);
            }
        }
        over
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(read: As, text: &str) -> String {
        let mut folded = String::new();
        for one in Letters::new(text).filter(|one| !is_mark(one.letter)) {
            fold_as(read, one.letter, &mut folded);
        }
        folded
    }

    #[test]
    fn every_costume_of_a_letter_is_seen_through() {
        for text in [
            "Ｔａｍｓｉｎ",
            "𝐓𝐚𝐦𝐬𝐢𝐧",
            "𝕋𝕒𝕞𝕤𝕚𝕟",
            "𝓣𝓪𝓶𝓼𝓲𝓷",
            "Ⓣⓐⓜⓢⓘⓝ",
            "🅣🅐🅜🅢🅘🅝",
            "🆃🅰🅼🆂🅸🅽",
            "🄣🄐🄜🄢🄘🄝",
            "⒯⒜⒨⒮⒤⒩",
            "🇹🇦🇲🇸🇮🇳",
            "ᴛᴀᴍsɪɴ",
            "ᴛᴀᴍꜱɪɴ",
            "ᵀᵃᵐˢⁱⁿ",
            "Тамsin",
            "Tаmѕіn",
            "ΤΑΜsΙΝ",
            "Ta\u{301}m\u{20DD}sin",
            "Tam\u{FEFF}sin",
            "Tam\u{180E}sin",
            "Tam\u{2061}sin",
            "Tam\u{FE0F}sin",
            "Tam\u{61C}sin",
            "Tam\u{202E}sin",
            "Tam\u{2066}sin",
            "Tam\u{E0061}sin",
            "Tam\u{3164}sin",
            "Tam\u{8}sin",
            "Tam&shy;sin",
            "Tam&#173;sin",
            "Tam&#xAD;sin",
            "Tam&zwnj;sin",
            "&#84;amsin",
        ] {
            assert_eq!(folded(As::Looks, text), "tamsin", "{text}");
        }
        for text in ["Тамсин", "ТАМСИН", "Ταμσίν", "Тамсін"] {
            assert_eq!(folded(As::Sounds, text), "tamsin", "{text}");
        }
    }

    #[test]
    fn letters_with_accents_and_of_other_alphabets_stay_themselves() {
        assert_eq!(
            folded(As::Looks, "Nguyễn Zoë Łukasz Şafak"),
            "nguyen zoe lukasz safak"
        );
        assert_eq!(
            folded(As::Looks, "Øystein Æsa Straße"),
            "oystein aesa strasse"
        );
        assert_eq!(folded(As::Looks, "محمد"), "محمد");
        assert_eq!(folded(As::Looks, "a & b; c&amp;d"), "a & b; c&amp;d");
        assert_eq!(written_over("Тамсин Q").as_deref(), Some("tamsin Q"));
        assert_eq!(written_over("Tamsin"), None);
    }
}
