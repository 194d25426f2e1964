//! What a PDF carries beside its pages.

use pdf_extract::{Dictionary, Document, Error, Object};

use super::{Carried, Residue};
use crate::refusal::Refusal;
use crate::sniff::FileKind;

/// Deepest nesting of objects that is followed.
const DEEPEST: usize = 12;

/// Properties, notes, files inside, alternative texts and metadata.
pub(super) fn residue(bytes: &[u8]) -> Result<Vec<Residue>, Refusal> {
    if bytes.len() > FileKind::Pdf.largest() {
        return Err(Refusal::TooLarge);
    }
    let mut document = Document::load_mem(bytes).map_err(|error| refused(&error))?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| Refusal::Password)?;
    }
    let mut found = Vec::new();
    if let Some(info) = information(&document) {
        for (key, value) in info.iter() {
            let name = String::from_utf8_lossy(key).into_owned();
            let harmless = matches!(name.as_str(), "Trapped" | "PTEX.Fullbanner");
            if let Some(text) = text_of(value).filter(|_| !harmless) {
                found.push(piece(Carried::Property, name, text));
            }
        }
    }
    for object in document.objects.values() {
        look(object, &mut found, 0);
    }
    Ok(found)
}

fn information(document: &Document) -> Option<&Dictionary> {
    match document.trailer.get(b"Info").ok()? {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        Object::Dictionary(info) => Some(info),
        _ => None,
    }
}

fn look(object: &Object, found: &mut Vec<Residue>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match object {
        Object::Array(list) => list.iter().for_each(|one| look(one, found, depth + 1)),
        Object::Dictionary(dictionary) => in_dictionary(dictionary, found, depth),
        Object::Stream(stream) => {
            if stream
                .dict
                .get(b"Type")
                .and_then(Object::as_name)
                .is_ok_and(|kind| kind == b"Metadata")
            {
                let content = stream
                    .decompressed_content()
                    .unwrap_or_else(|_| stream.content.clone());
                metadata(&String::from_utf8_lossy(&content), found);
            }
            in_dictionary(&stream.dict, found, depth);
        }
        _ => {}
    }
}

fn in_dictionary(dictionary: &Dictionary, found: &mut Vec<Residue>, depth: usize) {
    let is_a = |key: &[u8], name: &[u8]| {
        dictionary
            .get(key)
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind == name)
    };
    let mut tell = |what, key: &str| {
        if let Some(text) = dictionary.get(key.as_bytes()).ok().and_then(text_of) {
            found.push(piece(what, key.to_owned(), text));
        }
    };
    tell(Carried::AltText, "Alt");
    tell(Carried::AltText, "ActualText");
    if is_a(b"Type", b"Annot")
        || dictionary.get(b"Subtype").is_ok() && dictionary.get(b"Rect").is_ok()
    {
        tell(Carried::Comment, "Contents");
        tell(Carried::Comment, "T");
    }
    if is_a(b"Type", b"Filespec") || dictionary.get(b"EF").is_ok() {
        tell(Carried::FileInside, "F");
        tell(Carried::FileInside, "UF");
        tell(Carried::FileInside, "Desc");
    }
    if is_a(b"S", b"URI") {
        tell(Carried::Link, "URI");
    }
    for (_, value) in dictionary.iter() {
        look(value, found, depth + 1);
    }
}

/// Each text of the metadata (XMP), whatever its element.
fn metadata(xml: &str, found: &mut Vec<Residue>) {
    let listed = super::each_text(xml, |path, text| {
        let place = path
            .iter()
            .rev()
            .find(|name| !matches!(name.as_str(), "li" | "Alt" | "Seq" | "Bag"));
        found.push(piece(
            Carried::Property,
            place.cloned().unwrap_or_default(),
            text.to_owned(),
        ));
    });
    if listed.is_err() {
        found.push(piece(
            Carried::OwnData,
            "Metadata".to_owned(),
            xml.to_owned(),
        ));
    }
}

fn piece(what: Carried, place: String, text: String) -> Residue {
    Residue { what, place, text }
}

/// A text in PDF's own alphabet or in UTF-16.
fn text_of(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest
                .chunks_exact(2)
                .filter_map(|pair| Some(u16::from_be_bytes([*pair.first()?, *pair.get(1)?])))
                .collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|byte| char::from(*byte)).collect(),
    };
    (!text.trim().is_empty()).then_some(text)
}

fn refused(error: &Error) -> Refusal {
    match error {
        Error::Decryption(_) | Error::InvalidPassword => Refusal::Password,
        _ => Refusal::Damaged,
    }
}
