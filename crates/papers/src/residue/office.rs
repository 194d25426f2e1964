//! The parts of an Office document: which of them are read as text, and what each other one holds.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::marks::{self, Found, Of};
use super::words::{Odd, cut};
use super::{Carried, Residue};
use crate::read::unpack::Container;
use crate::read::word::{self, local, referred};
use crate::refusal::Refusal;

/// Endings of parts that hold pictures and fonts: shown, and never read.
const SHOWN: [&str; 12] = [
    "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp", "odttf", "ttf",
];

/// What a file carries, each part in its order.
pub(super) fn residue(bytes: &[u8]) -> Result<Vec<Residue>, Refusal> {
    let mut container = Container::open(bytes)?;
    let types = container.types()?;
    let read = Read::of(word::main_part(&types)?);
    let mut found = Found::default();
    parts(&mut container, &read, &mut found)?;
    packed(&mut found)?;
    if !found.if_unread.is_empty() {
        let text = word::text_of(bytes).map_or_else(|_| String::new(), |text| text.plain_text());
        super::add_unread(&text, &mut found);
    }
    Ok(found.pieces)
}

/// The parts whose text is read.
struct Read {
    main: String,
    notes: [String; 2],
    /// Whether it is a file inside another: nothing of it is read.
    nothing: bool,
}

impl Read {
    fn of(main: Option<String>) -> Self {
        let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let notes = ["footnotes.xml", "endnotes.xml"].map(|name| format!("{folder}/{name}"));
        Self {
            main,
            notes,
            nothing: false,
        }
    }

    fn holds(&self, name: &str) -> bool {
        let own = std::iter::once(&self.main).chain(&self.notes);
        !self.nothing && own.into_iter().any(|one| one.eq_ignore_ascii_case(name))
    }
}

fn parts(container: &mut Container<'_>, read: &Read, found: &mut Found) -> Result<(), Refusal> {
    let names: Vec<String> = container.names().to_vec();
    let mut odd = Odd::default();
    for name in &names {
        let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        if is_inside(&name.to_lowercase()) {
            told(Carried::FileInside, &folder_of(name), name, found);
        } else {
            odd.take(name);
        }
        if SHOWN.contains(&ending.as_str()) || name.ends_with('/') {
            continue;
        }
        let bytes = container.bytes(name)?.unwrap_or_default();
        match String::from_utf8(bytes) {
            Ok(text) => of_text((name, &ending), &text, read, found)?,
            Err(other) => of_bytes(name, other.as_bytes(), read, found)?,
        }
        if found.pieces.len() > super::MOST {
            return Err(Refusal::TooLarge);
        }
    }
    for text in odd.texts() {
        told(Carried::FileInside, "", &text, found);
    }
    Ok(())
}

fn told(what: Carried, place: &str, text: &str, found: &mut Found) {
    found.pieces.push(Residue {
        what,
        place: place.to_owned(),
        text: text.to_owned(),
    });
}

/// A part that is text: of the format, or of a program that put it there.
fn of_text(
    (name, ending): (&str, &str),
    text: &str,
    read: &Read,
    found: &mut Found,
) -> Result<(), Refusal> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if matches!(ending, "xml" | "rels" | "vml" | "svg") {
        return part(name, text, read, found);
    }
    if text.contains('\0') {
        told(Carried::FileInside, &folder_of(name), name, found);
        return Ok(());
    }
    for piece in cut(text) {
        told(Carried::FileInside, name, piece, found);
    }
    Ok(())
}

/// A part that is no text: a document inside is looked into, anything else is told by its name.
fn of_bytes(name: &str, bytes: &[u8], read: &Read, found: &mut Found) -> Result<(), Refusal> {
    told(Carried::FileInside, &folder_of(name), name, found);
    // A file inside a file inside: its name is enough for a person to take it out.
    if read.nothing || !bytes.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    inside(bytes, found)
}

fn inside(bytes: &[u8], found: &mut Found) -> Result<(), Refusal> {
    let nothing = Read {
        nothing: true,
        ..Read::of(None)
    };
    parts(&mut Container::open(bytes)?, &nothing, found)
}

/// Drawings that Word keeps a second time, packed in an attribute.
fn packed(found: &mut Found) -> Result<(), Refusal> {
    for text in std::mem::take(&mut found.packed) {
        match unpacked(&text) {
            Some(bytes) if bytes.starts_with(b"PK\x03\x04") => inside(&bytes, found)?,
            _ => told(Carried::OwnData, "gfxdata", &text, found),
        }
    }
    // One packed inside another is not opened: a person sees that it is there.
    for text in std::mem::take(&mut found.packed) {
        told(Carried::OwnData, "gfxdata", &text, found);
    }
    Ok(())
}

/// What is written in base 64 (RFC 4648); nothing where it is not.
fn unpacked(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for sign in text.bytes().filter(|sign| !sign.is_ascii_whitespace()) {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => continue,
            _ => return None,
        };
        held = (held << 6 | u32::from(value)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

/// Whether the part is a file of its own that somebody put in, or a thumbnail.
fn is_inside(lower: &str) -> bool {
    lower.contains("/embeddings/") || lower.contains("thumbnail") || lower.contains("/attachments/")
}

fn folder_of(name: &str) -> String {
    name.rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned()
}

fn part(name: &str, xml: &str, read: &Read, found: &mut Found) -> Result<(), Refusal> {
    let lower = name.to_lowercase();
    let file = lower.rsplit('/').next().unwrap_or_default();
    if lower.starts_with("docprops/") {
        properties(xml, found)?;
        return marks::read(name, xml, Of::Told, found);
    }
    if file.ends_with(".rels") {
        return links((name, read), xml, found);
    }
    marks::read(name, xml, of(&lower, file, read), found)
}

/// What a part holds.
fn of(lower: &str, file: &str, read: &Read) -> Of {
    let is_sheet = lower.starts_with("xl/worksheets/")
        || ["xl/workbook.xml", "xl/sharedstrings.xml", "xl/styles.xml"].contains(&lower);
    if read.nothing {
        Of::Inside
    } else if file == "people.xml" || file.contains("comment") || lower.contains("/persons/") {
        Of::Comments
    } else if lower.starts_with("customxml/") || file.contains("docvars") {
        Of::Data
    } else if lower.contains("/charts/")
        || lower.contains("/diagrams/")
        || lower.contains("/drawings/")
        || lower.ends_with(".vml")
        || lower.ends_with(".svg")
    {
        Of::Drawn
    } else if file.starts_with("header") || file.starts_with("footer") {
        Of::Edges
    } else if is_sheet {
        Of::Cells
    } else if read.holds(lower) {
        Of::Text
    } else {
        Of::Unread
    }
}

/// Each property with its value.
fn properties(xml: &str, found: &mut Found) -> Result<(), Refusal> {
    /// Those that every document has and that say nothing of anybody.
    const HARMLESS: [&str; 24] = [
        "Application",
        "AppVersion",
        "Pages",
        "Words",
        "Characters",
        "CharactersWithSpaces",
        "Lines",
        "Paragraphs",
        "DocSecurity",
        "ScaleCrop",
        "LinksUpToDate",
        "SharedDoc",
        "HyperlinksChanged",
        "TotalTime",
        "revision",
        "MMClips",
        "Slides",
        "Notes",
        "HiddenSlides",
        "language",
        "i4",
        "PresentationFormat",
        "version",
        "contentStatus",
    ];
    each_text(xml, |path, text| {
        let name = path.last().cloned().unwrap_or_default();
        // A custom property's name stands in an attribute, its value in an element of its type.
        let is_typed = matches!(name.as_str(), "lpwstr" | "lpstr" | "filetime" | "bool");
        let place = if is_typed {
            path.iter().rev().nth(1).cloned().unwrap_or(name)
        } else {
            name
        };
        if !HARMLESS.contains(&place.as_str()) {
            found.pieces.push(Residue {
                what: Carried::Property,
                place,
                text: text.to_owned(),
            });
        }
    })
}

/// Addresses outside the document; a template's name tells whose office wrote it. A list may say something in every other place of it.
///
/// A second document whose text Word shows in this one is refused: nobody would read it before it leaves.
fn links((name, read): (&str, &Read), xml: &str, found: &mut Found) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut odd = Odd::default();
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(relation) | Event::Empty(relation) => {
                let kind = marks::said(&relation, "Type").unwrap_or_default();
                if !read.nothing && kind.to_lowercase().ends_with("/afchunk") {
                    return Err(Refusal::SecondDocument);
                }
                link(name, &relation, &mut odd, found);
            }
            Event::Comment(words) => told(Carried::OwnData, name, &words, found),
            Event::Text(words) => odd.take(&words),
            Event::CData(words) => odd.take(&words),
            Event::PI(words) => odd.take(&words),
            Event::DocType(_) => return Err(Refusal::Damaged),
            Event::Eof => break,
            _ => {}
        }
    }
    for text in odd.texts() {
        told(Carried::OwnData, name, &text, found);
    }
    Ok(())
}

fn link(name: &str, relation: &BytesStart<'_>, odd: &mut Odd, found: &mut Found) {
    let is_outside = marks::said(relation, "TargetMode")
        .is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
    for attribute in relation.attributes().flatten() {
        let key = local(attribute.key.as_ref());
        let Some(value) = marks::said(relation, key) else {
            continue;
        };
        if is_outside && key == "Target" {
            told(Carried::Link, name, &value, found);
        } else {
            odd.take(&value);
        }
    }
}

/// Calls with each text and the elements that it stands in; an element that has a name of its own goes by it.
pub(super) fn each_text(xml: &str, mut take: impl FnMut(&[String], &str)) -> Result<(), Refusal> {
    const DEEPEST: usize = 64;
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(element) => {
                text.clear();
                path.push(called(&element));
                if path.len() > DEEPEST {
                    return Err(Refusal::Damaged);
                }
            }
            Event::End(_) => {
                if !text.trim().is_empty() {
                    take(&path, text.trim());
                }
                text.clear();
                path.pop();
            }
            Event::Text(piece) => text.push_str(&piece),
            Event::CData(piece) => text.push_str(&piece),
            Event::GeneralRef(reference) => text.push_str(&referred(&reference)?),
            Event::DocType(_) => return Err(Refusal::Damaged),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn called(element: &BytesStart<'_>) -> String {
    let own = marks::said(element, "name");
    own.unwrap_or_else(|| local(element.name().as_ref()).to_owned())
}
