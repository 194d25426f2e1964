//! Tracked changes, comments, hidden text and descriptions in the parts of an Office document.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::{Carried, Residue};
use crate::read::word::{local, referred};
use crate::refusal::Refusal;

/// Deepest nesting of elements that is followed.
const DEEPEST: usize = 256;

/// What the part holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The text that people see, with what hides in it.
    Text,
    /// Nothing but comments and those who wrote them.
    Comments,
    /// What stands at the top or foot of every page: each paragraph of it.
    Edges,
}

/// An element of which all text is told.
struct Open {
    what: Carried,
    depth: usize,
    text: String,
}

/// Reads a part.
pub(super) fn read(name: &str, xml: &str, of: Of, found: &mut Vec<Residue>) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    let mut open: Option<Open> = None;
    // Runs of text, of which one is known to be hidden only after it has begun.
    let mut run: Option<Open> = None;
    let mut is_hidden = false;
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Refusal::Damaged);
                }
                let qualified = element.name();
                let local = local(qualified.as_ref());
                attributes(name, local, &element, of, found);
                if open.is_none()
                    && let Some(what) = opens(local, of)
                {
                    open = Some(Open {
                        what,
                        depth,
                        text: String::new(),
                    });
                }
                if local == "r" && run.is_none() {
                    is_hidden = false;
                    run = Some(Open {
                        what: Carried::HiddenText,
                        depth,
                        text: String::new(),
                    });
                }
                is_hidden |= matches!(local, "vanish" | "webHidden") && is_on(&element);
            }
            Event::End(_) => {
                for piece in [&mut open, &mut run] {
                    if let Some(ended) = piece.take_if(|piece| piece.depth == depth)
                        && (ended.what != Carried::HiddenText || is_hidden)
                    {
                        found.push(Residue {
                            what: ended.what,
                            place: name.to_owned(),
                            text: ended.text,
                        });
                    }
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(piece) => add(&mut open, &mut run, &piece),
            Event::CData(piece) => add(&mut open, &mut run, &piece),
            Event::GeneralRef(reference) => add(&mut open, &mut run, &referred(&reference)?),
            Event::DocType(_) => return Err(Refusal::Damaged),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn add(open: &mut Option<Open>, run: &mut Option<Open>, text: &str) {
    for piece in [open, run].into_iter().flatten() {
        piece.text.push_str(text);
    }
}

/// What all text of the element is.
fn opens(local: &str, of: Of) -> Option<Carried> {
    match (of, local) {
        (Of::Comments, "comment" | "threadedComment") => Some(Carried::Comment),
        (Of::Comments, "author") => Some(Carried::Comment),
        (Of::Text, "ins" | "del" | "moveFrom" | "moveTo") => Some(Carried::TrackedChange),
        (Of::Edges, "p") => Some(Carried::PageEdge),
        (
            Of::Text,
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter",
        ) => Some(Carried::PageEdge),
        (Of::Text, "docVar" | "definedName") => Some(Carried::OwnData),
        _ => None,
    }
}

/// What stands in attributes: who changed or commented, and how pictures are described.
fn attributes(name: &str, local: &str, element: &BytesStart<'_>, of: Of, found: &mut Vec<Residue>) {
    let mut tell = |what: Carried, attribute: &str| {
        if let Some(text) = said(element, attribute) {
            found.push(Residue {
                what,
                place: name.to_owned(),
                text,
            });
        }
    };
    let author = if of == Of::Comments {
        Carried::Comment
    } else {
        Carried::TrackedChange
    };
    match local {
        "docPr" | "cNvPr" => {
            for attribute in ["descr", "title", "name"] {
                tell(Carried::AltText, attribute);
            }
        }
        "shape" | "imagedata" | "rect" => {
            for attribute in ["alt", "title"] {
                tell(Carried::AltText, attribute);
            }
        }
        "person" => tell(
            Carried::Comment,
            if said(element, "displayName").is_some() {
                "displayName"
            } else {
                "author"
            },
        ),
        "comment" | "ins" | "del" | "moveFrom" | "moveTo" | "rPrChange" | "pPrChange"
        | "tblPrChange" | "cellIns" | "cellDel" => {
            tell(author, "author");
            tell(author, "initials");
        }
        "docVar" => tell(Carried::OwnData, "val"),
        "sheet" if said(element, "state").is_some_and(|state| state != "visible") => {
            tell(Carried::FileInside, "name")
        }
        _ => {}
    }
}

/// Whether a property that stands alone is on: it is unless it says otherwise.
fn is_on(element: &BytesStart<'_>) -> bool {
    !said(element, "val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off"))
}

/// The value of the attribute of that name, whatever its prefix.
pub(super) fn said(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let value = element
        .attributes()
        .flatten()
        .find(|found| local(found.key.as_ref()) == name)?
        .value;
    let raw: &str = value.as_ref();
    let plain = unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned);
    (!plain.trim().is_empty()).then_some(plain)
}
