//! Plain text in the encodings that councils, hospitals and police forces still send.

use model::paper::{REPLACED, paragraphs};

use super::{ExtractedText, MOST_LETTERS, Part, Warning};
use crate::refusal::Refusal;

/// Windows-1252 from 0x80 to 0x9F, where it differs from Latin-1; the five gaps have no letter.
/// Source: the WHATWG Encoding Standard, index windows-1252, whose gaps are control characters.
const WINDOWS_1252: [char; 32] = [
    '€', REPLACED, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', REPLACED, 'Ž', REPLACED,
    REPLACED, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', REPLACED, 'ž', 'Ÿ',
];

/// Text with how sure its letters are.
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Whether the encoding is a guess, because neither a mark nor the bytes themselves decide it.
    pub is_guess: bool,
}

/// Decodes by byte order mark, else as UTF-8 where the bytes are valid, else as Windows-1252.
pub fn decoded(bytes: &[u8]) -> Decoded {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return certain(utf_16(rest, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return certain(utf_16(rest, u16::from_be_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return certain(String::from_utf8_lossy(rest).into_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => certain(text.to_owned()),
        Err(_) => Decoded {
            text: bytes.iter().map(|byte| windows_1252(*byte)).collect(),
            is_guess: true,
        },
    }
}

fn certain(text: String) -> Decoded {
    Decoded {
        text,
        is_guess: false,
    }
}

fn utf_16(bytes: &[u8], number: fn([u8; 2]) -> u16) -> String {
    let units = bytes
        .chunks(2)
        .map(|pair| <[u8; 2]>::try_from(pair).map_or(0xFFFD, number));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(REPLACED))
        .collect()
}

fn windows_1252(byte: u8) -> char {
    let from_table = byte
        .checked_sub(0x80)
        .and_then(|index| WINDOWS_1252.get(usize::from(index)));
    from_table.copied().unwrap_or(char::from(byte))
}

/// The paragraphs of a plain text.
pub fn text_of(bytes: &[u8]) -> Result<ExtractedText, Refusal> {
    // Every encoding needs at least one byte for a letter.
    if bytes.len() > MOST_LETTERS {
        return Err(Refusal::TooLarge);
    }
    let decoded = decoded(bytes);
    let parts: Vec<Part> = paragraphs(&decoded.text)
        .into_iter()
        .map(|lines| Part::Paragraph(lines.join("\n")))
        .collect();
    if parts.is_empty() {
        return Err(Refusal::Empty);
    }
    let warnings = if decoded.is_guess {
        vec![Warning::GuessedEncoding]
    } else {
        Vec::new()
    };
    Ok(ExtractedText { parts, warnings })
}
