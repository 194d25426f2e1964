//! What a PDF carries beside its pages: every text of every object, unless it is known to say nothing of anybody.

mod drawn;
mod keys;

use pdf_extract::{Dictionary, Document, Error, Object, ObjectId, Stream};

use super::marks::{self, Found, Of};
use super::words::{Odd, cut};
use super::{Carried, Residue, office};
use crate::refusal::Refusal;
use crate::sniff::FileKind;

/// Deepest nesting of objects that is followed.
const DEEPEST: usize = 24;

/// Properties, notes, files inside, alternative texts, form fields, names of places, and metadata.
pub(super) fn residue(bytes: &[u8]) -> Result<Vec<Residue>, Refusal> {
    if bytes.len() > FileKind::Pdf.largest() {
        return Err(Refusal::TooLarge);
    }
    let mut document = Document::load_mem(bytes).map_err(|error| refused(&error))?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| Refusal::Password)?;
    }
    let mut look = Look {
        document: &document,
        found: Found::default(),
        odd: Odd::default(),
    };
    let information = look.information();
    for (id, object) in &document.objects {
        if Some(*id) != information {
            look.object(object, b"", 0)?;
        }
    }
    drawn::on_pages(&mut look)?;
    let Look { mut found, odd, .. } = look;
    found
        .pieces
        .extend(odd.texts().into_iter().map(|text| Residue {
            what: Carried::OwnData,
            place: String::new(),
            text,
        }));
    if !found.if_unread.is_empty() {
        let text = crate::read::text_of(FileKind::Pdf, bytes)
            .map_or_else(|_| String::new(), |text| text.plain_text());
        super::add_unread(&text, &mut found);
    }
    Ok(found.pieces)
}

/// A document while it is looked through.
struct Look<'document> {
    document: &'document Document,
    found: Found,
    odd: Odd,
}

impl Look<'_> {
    fn tell(&mut self, what: Carried, place: &[u8], text: String) {
        self.found.pieces.push(Residue {
            what,
            place: String::from_utf8_lossy(place).into_owned(),
            text,
        });
    }

    /// Tells the properties, and gives the object that holds them.
    fn information(&mut self) -> Option<ObjectId> {
        let (id, information) = match self.document.trailer.get(b"Info").ok()? {
            Object::Reference(id) => (Some(*id), self.document.get_dictionary(*id).ok()?),
            Object::Dictionary(information) => (None, information),
            _ => return None,
        };
        for (key, value) in information {
            let harmless = matches!(key.as_slice(), b"Trapped" | b"PTEX.Fullbanner");
            let value = self.document.dereference(value).map_or(value, |(_, it)| it);
            if let Some(text) = text_of(value).filter(|_| !harmless) {
                self.tell(Carried::Property, key, text);
            }
        }
        id
    }

    /// Looks at an object that stands under `key`.
    fn object(&mut self, object: &Object, key: &[u8], depth: usize) -> Result<(), Refusal> {
        if depth > DEEPEST {
            // What lies deeper could say anything, and no document that people make needs it.
            return Err(Refusal::Damaged);
        }
        if self.found.pieces.len() > super::MOST {
            return Err(Refusal::TooLarge);
        }
        match object {
            Object::Array(list) => {
                // The table of a palette is no text.
                let is_palette =
                    matches!(list.first(), Some(Object::Name(name)) if name == b"Indexed");
                for one in list.iter().filter(|_| !is_palette) {
                    self.object(one, key, depth + 1)?;
                }
                Ok(())
            }
            Object::Dictionary(dictionary) => self.dictionary(dictionary, key, depth),
            Object::Stream(stream) => self.stream(stream, key, depth),
            Object::String(..) => {
                self.string(None, key, object);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn dictionary(
        &mut self,
        dictionary: &Dictionary,
        under: &[u8],
        depth: usize,
    ) -> Result<(), Refusal> {
        if under == b"Dests" {
            for (name, _) in dictionary {
                self.place(name, String::from_utf8_lossy(name).into_owned());
            }
        }
        for (key, value) in dictionary {
            match value {
                Object::Array(_) if keys::is_number_of_file(dictionary, key) => {}
                Object::String(..) => self.string(Some(dictionary), key, value),
                Object::Name(name) if matches!(key.as_slice(), b"D" | b"Dest") => {
                    self.place(key, String::from_utf8_lossy(name).into_owned());
                }
                // A script, or the old form of the catalogue's list of places, may be an object of its own.
                Object::Reference(id) if matches!(key.as_slice(), b"JS" | b"Dests" | b"XFA") => {
                    if let Ok(there) = self.document.get_object(*id) {
                        self.object(there, key, depth + 1)?;
                    }
                }
                Object::Reference(id) if keys::may_be_text(key) => {
                    if let Ok(there @ Object::String(..)) = self.document.get_object(*id) {
                        self.string(Some(dictionary), key, there);
                    }
                }
                other => self.object(other, key, depth + 1)?,
            }
        }
        drawn::of_appearance(self, dictionary);
        Ok(())
    }

    fn place(&mut self, key: &[u8], text: String) {
        if !super::words::is_of_the_format(&text) {
            self.tell(Carried::Place, key, text);
        }
    }

    fn string(&mut self, around: Option<&Dictionary>, key: &[u8], value: &Object) {
        let Some(text) = text_of(value) else { return };
        match keys::what(around, key, &text) {
            keys::What::Nothing => {}
            keys::What::Odd => self.odd.take(&text),
            keys::What::Told(Carried::Place) => self.place(key, text),
            keys::What::Told(what) => self.tell(what, key, text),
            keys::What::IfUnread => self.found.if_unread.push(Residue {
                what: Carried::Place,
                place: String::from_utf8_lossy(key).into_owned(),
                text,
            }),
        }
    }

    fn stream(&mut self, stream: &Stream, key: &[u8], depth: usize) -> Result<(), Refusal> {
        let kind = stream.dict.get(b"Type").and_then(Object::as_name);
        let kind = kind.unwrap_or_default();
        if kind == b"Metadata" || key == b"XFA" {
            self.metadata(&String::from_utf8_lossy(&content(stream)))?;
        } else if kind == b"EmbeddedFile" || key == b"JS" {
            let what = if key == b"JS" {
                Carried::OwnData
            } else {
                Carried::FileInside
            };
            let text = String::from_utf8(content(stream)).ok();
            let text = text.filter(|text| !text.contains('\0'));
            for piece in text.iter().flat_map(|text| cut(text)) {
                self.tell(what, kind, piece.to_owned());
            }
        }
        self.dictionary(&stream.dict, key, depth)
    }

    /// Each text of the metadata (XMP) or of a form, whatever its element, and its attributes.
    fn metadata(&mut self, xml: &str) -> Result<(), Refusal> {
        let pieces = &mut self.found.pieces;
        let listed = office::each_text(xml, |path, text| {
            let place = path
                .iter()
                .rev()
                .find(|name| !matches!(name.as_str(), "li" | "Alt" | "Seq" | "Bag"));
            pieces.push(Residue {
                what: Carried::Property,
                place: place.cloned().unwrap_or_default(),
                text: text.to_owned(),
            });
        });
        if listed.is_err() {
            for piece in cut(xml) {
                self.tell(Carried::OwnData, b"Metadata", piece.to_owned());
            }
            return Ok(());
        }
        marks::read("Metadata", xml, Of::Told, &mut self.found)
    }
}

fn content(stream: &Stream) -> Vec<u8> {
    stream
        .decompressed_content()
        .unwrap_or_else(|_| stream.content.clone())
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
