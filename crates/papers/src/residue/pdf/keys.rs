//! What a text of a PDF is, by the key under which it stands (ISO 32000-2).

use pdf_extract::{Dictionary, Object};

use super::super::Carried;

/// What becomes of a text.
pub(super) enum What {
    /// It says nothing of anybody.
    Nothing,
    /// It is told together with others, unless it is of the format.
    Odd,
    /// It is told.
    Told(Carried),
    /// It is told where the same words stand on no page.
    IfUnread,
}

/// Whether it is the pair of numbers by which a file is told from others: it stands in the table of objects, and nowhere else.
pub(super) fn is_number_of_file(around: &Dictionary, key: &[u8]) -> bool {
    let kind = around.get(b"Type").and_then(Object::as_name);
    key == b"ID" && kind.is_ok_and(|kind| kind == b"XRef")
}

/// Whether a text under this key may be an object of its own.
pub(super) const fn may_be_text(key: &[u8]) -> bool {
    matches!(
        key,
        b"Alt"
            | b"ActualText"
            | b"E"
            | b"Contents"
            | b"RC"
            | b"Subj"
            | b"T"
            | b"TU"
            | b"TM"
            | b"V"
            | b"DV"
            | b"Title"
            | b"F"
            | b"UF"
            | b"Desc"
            | b"URI"
            | b"Base"
            | b"Name"
            | b"P"
    )
}

/// What a text is, which stands under `key` in `around`, or in a list under that key.
pub(super) fn what(around: Option<&Dictionary>, key: &[u8], text: &str) -> What {
    let has = |name: &[u8]| around.is_some_and(|around| around.has(name));
    let is_a = |key: &[u8], name: &[u8]| {
        let value = around.and_then(|around| around.get(key).ok());
        value.and_then(|value| value.as_name().ok()) == Some(name)
    };
    let is_note = is_a(b"Type", b"Annot") || has(b"Subtype") && has(b"Rect");
    let is_field = has(b"FT") || is_a(b"Subtype", b"Widget") || has(b"Kids") || has(b"TU");
    match key {
        // What locks a file, and the bytes of a signature.
        b"O" | b"U" | b"OE" | b"UE" | b"Perms" if is_a(b"Filter", b"Standard") => What::Nothing,
        b"Contents" | b"Cert" if has(b"ByteRange") => What::Nothing,
        b"CheckSum" | b"Panose" => What::Nothing,
        b"CreationDate" | b"ModDate" | b"M" | b"LastModified" if is_day(text) => What::Nothing,
        b"DA" if is_appearance(text) => What::Nothing,
        b"CharSet" if text.starts_with('/') => What::Nothing,
        b"Alt" | b"ActualText" | b"E" => What::Told(Carried::AltText),
        b"T" if is_field => What::Told(Carried::Form),
        b"TU" | b"TM" | b"V" | b"DV" | b"Opt" => What::Told(Carried::Form),
        b"Contents" | b"T" | b"RC" | b"Subj" if is_note => What::Told(Carried::Comment),
        b"F" | b"UF" | b"Desc" | b"DOS" | b"Mac" | b"Unix" => What::Told(Carried::FileInside),
        b"URI" | b"Base" => What::Told(Carried::Link),
        b"Title" => What::IfUnread,
        b"Name" | b"Names" | b"Limits" | b"D" | b"Dest" | b"P" => What::Told(Carried::Place),
        _ => What::Odd,
    }
}

/// A day as PDF writes it: `D:20240303120000+00'00'`.
fn is_day(text: &str) -> bool {
    let is_sign = |sign: char| sign.is_ascii_digit() || "D:+-Z'".contains(sign);
    text.chars().all(is_sign)
}

/// How a field is drawn: names of fonts, numbers and what to do with them.
fn is_appearance(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        word.parse::<f64>().is_ok()
            || word.len() <= 2
            || matches!(
                word,
                "/Helv" | "/HeBo" | "/ZaDb" | "/TiRo" | "/Cour" | "/Helvetica"
            )
    })
}
