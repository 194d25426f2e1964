//! What a document carries beside the text that people see: properties, tracked changes, comments, hidden text,
//! descriptions of pictures, names of files inside, what stands at the top or foot of every page. Found, so that a person looks before it leaves; nothing is taken out
//! here.

mod marks;
mod pdf;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde::{Deserialize, Serialize};

use crate::compound;
use crate::read::unpack::Container;
use crate::read::word::{local, referred};
use crate::refusal::Refusal;

/// Most pieces that are told; a document with more has to be written anew.
pub(crate) const MOST: usize = 2_000;

/// Longest piece that is told, in bytes.
const LONGEST: usize = 2_000;

/// What is carried. Texts on screen: `residue-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carried {
    /// A property: author, title, company, who saved it last.
    Property,
    /// Text that was inserted, deleted or moved under tracking, or who did so.
    TrackedChange,
    /// A comment, or who wrote it.
    Comment,
    /// Text that is not shown.
    HiddenText,
    /// The description of a picture or a drawing, or its name.
    AltText,
    /// A file inside the document, or a sheet that is not shown.
    FileInside,
    /// An address that the document refers to.
    Link,
    /// Data beside the text that a program keeps for itself.
    OwnData,
    /// What stands at the top or foot of every page.
    PageEdge,
}

impl Carried {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Property => "property",
            Self::TrackedChange => "tracked-change",
            Self::Comment => "comment",
            Self::HiddenText => "hidden-text",
            Self::AltText => "alt-text",
            Self::FileInside => "file-inside",
            Self::Link => "link",
            Self::OwnData => "own-data",
            Self::PageEdge => "page-edge",
        }
    }
}

/// One piece of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residue {
    /// What it is.
    pub what: Carried,
    /// Which property, or which part of the file.
    pub place: String,
    /// What it says; to be looked at like any text.
    pub text: String,
}

impl std::fmt::Debug for Residue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} in {}", self.what, self.place)
    }
}

/// What a Word, Excel or PDF file carries, each piece once, in the order of its parts. A PDF is read in the reading process
/// only.
///
/// # Errors
/// A [`Refusal`] when it is another kind of file, is damaged or protected, or goes beyond the limits of reading; also
/// [`Refusal::TooLarge`] when it carries more than 2,000 pieces.
pub fn residue(bytes: &[u8]) -> Result<Vec<Residue>, Refusal> {
    let found = if bytes.starts_with(b"%PDF-") {
        pdf::residue(bytes)?
    } else if bytes.starts_with(&compound::SIGNATURE) {
        return Err(Refusal::Unknown);
    } else {
        office(bytes)?
    };
    let mut pieces: Vec<Residue> = Vec::new();
    for mut piece in found {
        piece.text = shortened(piece.text.trim());
        if !piece.text.is_empty() && !pieces.contains(&piece) {
            pieces.push(piece);
        }
        if pieces.len() > MOST {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(pieces)
}

fn shortened(text: &str) -> String {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default().to_owned()
}

fn office(bytes: &[u8]) -> Result<Vec<Residue>, Refusal> {
    let mut container = Container::open(bytes)?;
    let names: Vec<String> = container.names().to_vec();
    let mut found = Vec::new();
    for name in names {
        let lower = name.to_lowercase();
        let is_xml = lower.ends_with(".xml") || lower.ends_with(".rels");
        if is_inside(&lower) {
            found.push(Residue {
                what: Carried::FileInside,
                place: folder_of(&name),
                text: name.clone(),
            });
        }
        if is_xml && let Some(xml) = container.part(&name)? {
            part(&name, &lower, &xml, &mut found)?;
        }
    }
    Ok(found)
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

fn part(name: &str, lower: &str, xml: &str, found: &mut Vec<Residue>) -> Result<(), Refusal> {
    let file = lower.rsplit('/').next().unwrap_or_default();
    if lower.starts_with("docprops/") {
        properties(xml, found)
    } else if file.ends_with(".rels") {
        links(name, xml, found)
    } else if file == "people.xml" || file.contains("comment") || lower.contains("/persons/") {
        marks::read(name, xml, marks::Of::Comments, found)
    } else if lower.starts_with("customxml/") || file.contains("docvars") {
        own_data(name, xml, found)
    } else if lower.starts_with("word/")
        && (file.starts_with("header") || file.starts_with("footer"))
    {
        marks::read(name, xml, marks::Of::Edges, found)
    } else if lower.starts_with("word/") || lower.starts_with("xl/") {
        marks::read(name, xml, marks::Of::Text, found)
    } else {
        Ok(())
    }
}

/// Each property with its value.
fn properties(xml: &str, found: &mut Vec<Residue>) -> Result<(), Refusal> {
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
            found.push(Residue {
                what: Carried::Property,
                place,
                text: text.to_owned(),
            });
        }
    })
}

fn own_data(name: &str, xml: &str, found: &mut Vec<Residue>) -> Result<(), Refusal> {
    each_text(xml, |_, text| {
        found.push(Residue {
            what: Carried::OwnData,
            place: name.to_owned(),
            text: text.to_owned(),
        });
    })
}

/// Addresses outside the document; a template's name tells whose office wrote it.
fn links(name: &str, xml: &str, found: &mut Vec<Residue>) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(relation) | Event::Empty(relation) => {
                let is_outside = marks::said(&relation, "TargetMode")
                    .is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                if let Some(target) = marks::said(&relation, "Target").filter(|_| is_outside) {
                    found.push(Residue {
                        what: Carried::Link,
                        place: name.to_owned(),
                        text: target,
                    });
                }
            }
            Event::DocType(_) => return Err(Refusal::Damaged),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Calls with each text and the elements that it stands in; an element that has a name of its own goes by it.
fn each_text(xml: &str, mut take: impl FnMut(&[String], &str)) -> Result<(), Refusal> {
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
