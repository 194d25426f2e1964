//! What the parts of an Office document say beside the text that is read: every text and every attribute of them, unless it is read as
//! text or is a word of the format.

mod places;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::words::{self, Odd};
use super::{Carried, Residue};
use crate::read::word::{local, referred};
use crate::refusal::Refusal;

/// Deepest nesting of elements that is followed.
const DEEPEST: usize = 256;

/// What the part holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Text that is read, with what hides in it.
    Text,
    /// Cells, or what Excel keeps of them: read as tables.
    Cells,
    /// Nothing but comments and those who wrote them.
    Comments,
    /// What stands at the top or foot of every page: each paragraph of it.
    Edges,
    /// Charts and diagrams: people see their words, and nobody reads them as text.
    Drawn,
    /// Data that a program keeps for itself.
    Data,
    /// Text that was told already: its attributes alone.
    Told,
    /// Text of a file inside the file.
    Inside,
    /// Text that no reader of the document sees: building blocks, parts that nothing refers to.
    Unread,
}

impl Of {
    /// What a text is that is not read.
    const fn text(self) -> Carried {
        match self {
            Self::Drawn => Carried::Drawn,
            Self::Comments => Carried::Comment,
            Self::Edges => Carried::PageEdge,
            Self::Inside => Carried::FileInside,
            Self::Unread => Carried::HiddenText,
            Self::Text | Self::Cells | Self::Data | Self::Told => Carried::OwnData,
        }
    }
}

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    /// The pieces.
    pub(super) pieces: Vec<Residue>,
    /// Those that count only where the same words do not stand in the text that is read.
    pub(super) if_unread: Vec<Residue>,
    /// Drawings that a program keeps packed in an attribute.
    pub(super) packed: Vec<String>,
}

/// An element of which all text is told.
struct Open {
    what: Carried,
    depth: usize,
    text: String,
}

/// A part as it is read.
struct Walk<'part> {
    name: &'part str,
    of: Of,
    found: &'part mut Found,
    odd: Odd,
    /// The elements that are open.
    path: Vec<String>,
    open: Option<Open>,
    /// A run of text, which is known to be hidden only after it has begun.
    run: Option<Open>,
    is_hidden: bool,
    /// Text that nothing reads, of the paragraph that is open.
    loose: String,
    /// The same, of the second copy of a drawing that older programs would show.
    second: String,
    /// The instruction of a field, which may stand in several runs.
    field: String,
}

/// Reads a part.
pub(super) fn read(name: &str, xml: &str, of: Of, found: &mut Found) -> Result<(), Refusal> {
    let mut walk = Walk {
        name,
        of,
        found,
        odd: Odd::default(),
        path: Vec::new(),
        open: None,
        run: None,
        is_hidden: false,
        loose: String::new(),
        second: String::new(),
        field: String::new(),
    };
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(element) => walk.start(&element)?,
            Event::End(_) => walk.end(),
            Event::Text(piece) => walk.text(&piece),
            Event::CData(piece) => walk.text(&piece),
            Event::GeneralRef(reference) => walk.text(&referred(&reference)?),
            Event::Comment(piece) => walk.tell(Carried::OwnData, piece.to_string()),
            Event::PI(piece) => walk.odd.take(&piece),
            Event::DocType(_) => return Err(Refusal::Damaged),
            Event::Eof => break,
            Event::Decl(_) | Event::Empty(_) => {}
        }
    }
    walk.finish();
    Ok(())
}

impl Walk<'_> {
    fn tell(&mut self, what: Carried, text: String) {
        if !text.trim().is_empty() {
            self.found.pieces.push(Residue {
                what,
                place: self.name.to_owned(),
                text,
            });
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let qualified = element.name();
        let name = local(qualified.as_ref());
        self.attributes(name, element);
        self.path.push(name.to_owned());
        let depth = self.path.len();
        if depth > DEEPEST {
            return Err(Refusal::Damaged);
        }
        let opened = |what| Open {
            what,
            depth,
            text: String::new(),
        };
        if self.open.is_none()
            && let Some(what) = opens(name, self.of)
        {
            self.open = Some(opened(what));
        }
        if name == "r" && self.run.is_none() {
            self.is_hidden = false;
            self.run = Some(opened(Carried::HiddenText));
        }
        self.is_hidden |= matches!(name, "vanish" | "webHidden") && is_on(element);
        // The instruction ends where its result begins.
        let begins = || said(element, "fldCharType").as_deref() == Some("begin");
        if name == "fldChar" && !begins() {
            self.end_field();
        }
        Ok(())
    }

    fn end(&mut self) {
        let depth = self.path.len();
        let ended_open = self.open.take_if(|piece| piece.depth == depth);
        let ended_run = self.run.take_if(|piece| piece.depth == depth);
        let hidden = ended_run.filter(|_| self.is_hidden);
        for ended in ended_open.into_iter().chain(hidden) {
            self.tell(ended.what, ended.text);
        }
        let name = self.path.pop();
        // Words of one paragraph may stand in several runs.
        let is_in_paragraph = self.path.iter().any(|one| one == "p");
        let name = name.unwrap_or_default();
        if name == "p" || !is_in_paragraph {
            self.end_paragraph(&name);
        }
    }

    fn text(&mut self, text: &str) {
        let is_field = matches!(
            self.path.last().map(String::as_str),
            Some("instrText" | "delInstrText")
        );
        if is_field {
            self.field.push_str(text);
            return;
        }
        for piece in [&mut self.open, &mut self.run].into_iter().flatten() {
            piece.text.push_str(text);
        }
        if self.is_in("Fallback") && self.of == Of::Text {
            self.second.push_str(text);
        } else if self.open.is_none() && !self.is_read() {
            self.loose.push_str(text);
        }
    }

    fn is_in(&self, name: &str) -> bool {
        self.path.iter().any(|one| one == name)
    }

    /// Whether the text is read as text of the document: as `read::word` and the reader of tables do.
    fn is_read(&self) -> bool {
        match self.of {
            Of::Text => {
                let last = self.path.last();
                last.is_some_and(|name| name == "t") && self.is_in("p")
            }
            Of::Cells | Of::Told => true,
            _ => false,
        }
    }

    fn end_field(&mut self) {
        let field = std::mem::take(&mut self.field);
        if !words::is_plain_field(&field) {
            self.tell(Carried::OwnData, field);
        }
    }

    /// `name` is the element that ended.
    fn end_paragraph(&mut self, name: &str) {
        let second = std::mem::take(&mut self.second);
        if !second.trim().is_empty() {
            self.found.if_unread.push(Residue {
                what: Carried::Drawn,
                place: self.name.to_owned(),
                text: second,
            });
        }
        let loose = std::mem::take(&mut self.loose);
        let plain = match self.of {
            // Properties of a drawing are numbers and words of the format.
            Of::Text | Of::Edges | Of::Comments => words::is_of_the_format(&loose),
            Of::Drawn if matches!(name, "f" | "formatCode") => words::is_of_the_format(&loose),
            Of::Drawn => words::is_a_measure(&loose),
            _ => false,
        };
        if !plain {
            self.tell(self.of.text(), loose);
        }
    }

    fn finish(mut self) {
        self.end_field();
        self.end_paragraph("");
        for text in std::mem::take(&mut self.odd).texts() {
            self.tell(Carried::OwnData, text);
        }
    }

    /// What stands in attributes.
    fn attributes(&mut self, name: &str, element: &BytesStart<'_>) {
        let is_hidden_sheet =
            name == "sheet" && said(element, "state").is_some_and(|state| state != "visible");
        for found in element.attributes().flatten() {
            let raw: &str = found.value.as_ref();
            let value = unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned);
            let key = local(found.key.as_ref());
            let of_comments = self.of == Of::Comments;
            match places::what((name, key), of_comments) {
                _ if value.trim().is_empty() => {}
                Some(Carried::Form) if words::is_a_measure(&value) => {}
                Some(Carried::Place) if words::is_of_the_format(&value) => {}
                Some(what) => self.tell(what, value),
                None if key == "gfxdata" => self.found.packed.push(value),
                None if name == "sheet" && key == "name" && is_hidden_sheet => {
                    self.tell(Carried::FileInside, value);
                }
                None if matches!((name, key), ("fldSimple", "instr")) => {
                    if !words::is_plain_field(&value) {
                        self.tell(Carried::OwnData, value);
                    }
                }
                // Names of cells, and of sheets that are shown, are read as tables.
                None if self.of == Of::Cells => {}
                None => self.odd.take(&value),
            }
        }
    }
}

/// What all text of the element is.
fn opens(local: &str, of: Of) -> Option<Carried> {
    match (of, local) {
        (Of::Comments, "comment" | "threadedComment" | "author") => Some(Carried::Comment),
        (Of::Text, "ins" | "del" | "moveFrom" | "moveTo") => Some(Carried::TrackedChange),
        (Of::Edges, "p") => Some(Carried::PageEdge),
        (
            Of::Cells,
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter",
        ) => Some(Carried::PageEdge),
        (Of::Text | Of::Cells, "docVar" | "definedName") => Some(Carried::OwnData),
        _ => None,
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
