//! The text of a Word document (Office Open XML, ECMA-376 part 1).

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use model::paper::{REPLACED, printable};

use super::grid::Grid;
use super::grid::word::WordTables;
use super::links;
use super::unpack::Container;
use super::{ExtractedText, MOST_LETTERS, Part, Warning};
use crate::chronology::beside::Beside;
use crate::refusal::Refusal;

/// Deepest nesting of elements that is followed.
const DEEPEST: usize = 256;

/// Elements whose content is not part of the final text: deletions, the source of a move, field codes, and the second
/// copy of a drawing that older programs would read.
const LEFT_OUT: [&str; 6] = [
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "Fallback",
];

/// The text of the document with its notes.
pub fn text_of(bytes: &[u8]) -> Result<ExtractedText, Refusal> {
    let reading = read(bytes, None)?;
    Ok(ExtractedText {
        parts: reading.parts,
        warnings: reading.warnings,
    })
}

/// The tables of the document.
pub fn grid_of(bytes: &[u8]) -> Result<Grid, Refusal> {
    let reading = read(bytes, Some(WordTables::default()))?;
    let tables = reading.tables.unwrap_or_default();
    tables.finish(&reading.warnings, &reading.beside)
}

/// Reads the document; its tables too where they are wanted.
fn read(bytes: &[u8], tables: Option<WordTables>) -> Result<Reading, Refusal> {
    let mut container = Container::open(bytes)?;
    let types = container.types()?;
    let has_links = links::checked(&mut container)?;
    let main_part = main_part(&types)?.unwrap_or_else(|| "word/document.xml".to_owned());
    let folder = main_part
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned();
    let body = container.part(&main_part)?.ok_or(Refusal::Damaged)?;
    let mut reading = Reading {
        tables,
        ..Reading::default()
    };
    reading.read(&body)?;
    reading.is_in_notes = true;
    for notes in ["footnotes.xml", "endnotes.xml"] {
        if let Some(xml) = container.part(&format!("{folder}/{notes}"))? {
            reading.read(&xml)?;
        }
    }
    if reading.tables.is_some() {
        let own = |name: &&String| name.starts_with("customXml/item") && name.ends_with(".xml");
        let parts: Vec<String> = container.names().iter().filter(own).cloned().collect();
        for name in parts {
            if let Some(xml) = container.part(&name)? {
                reading.beside.read(&xml);
            }
        }
    }
    for name in container.names() {
        if name.contains("/embeddings/") {
            reading.warnings.push(Warning::EmbeddedFiles);
        } else if name.contains("/header") || name.contains("/footer") {
            reading.warnings.push(Warning::HeadersAndFooters);
        }
    }
    if has_links {
        reading.warnings.push(Warning::LinkedFiles);
    }
    reading.warnings.sort_unstable();
    reading.warnings.dedup();
    Ok(reading)
}

/// The name of the main part: not every program calls it `word/document.xml`.
pub(crate) fn main_part(types: &str) -> Result<Option<String>, Refusal> {
    let mut reader = Reader::from_str(types);
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(element) | Event::Empty(element) => {
                let is_main = attribute(&element, "ContentType")
                    .is_some_and(|kind| kind.ends_with("wordprocessingml.document.main+xml"));
                if is_main && let Some(name) = attribute(&element, "PartName") {
                    return Ok(Some(name.trim_start_matches('/').to_owned()));
                }
            }
            Event::DocType(_) => return Err(Refusal::Damaged),
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// The attribute of that name, whatever its prefix. Values looked at here never hold references.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|found| local(found.key.as_ref()) == name)?;
    Some(found.value.as_ref().to_owned())
}

/// Whether an element that switches something on does.
fn is_on(element: &BytesStart<'_>) -> bool {
    let value = attribute(element, "val");
    !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
}

/// The name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A paragraph being read.
#[derive(Default)]
struct OpenParagraph {
    text: String,
    heading_level: Option<u8>,
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    parts: Vec<Part>,
    warnings: Vec<Warning>,
    is_in_notes: bool,
    depth: usize,
    /// Depth of the outermost element that is left out.
    left_out_from: Option<usize>,
    runs: usize,
    is_in_text: bool,
    /// Open paragraphs; a text box stands inside the paragraph that anchors it.
    paragraphs: Vec<OpenParagraph>,
    /// Open table rows, each with its cells so far; a table can stand in a cell.
    rows: Vec<Vec<String>>,
    letters: usize,
    /// The tables, where they are wanted.
    tables: Option<WordTables>,
    /// What the document carries for them on no page.
    beside: Beside,
}

impl Reading {
    fn read(&mut self, xml: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event().map_err(|_| Refusal::Damaged)? {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Refusal::Damaged);
                    }
                    self.start(&element)?;
                }
                Event::End(element) => {
                    self.end(local(element.name().as_ref()))?;
                    self.depth = self.depth.saturating_sub(1);
                }
                Event::Text(text) => self.text(&text)?,
                Event::CData(text) => self.text(&text)?,
                Event::GeneralRef(reference) => self.text(&referred(&reference)?)?,
                // Nothing in a document needs a document type, and its entities can grow without end.
                Event::DocType(_) => return Err(Refusal::Damaged),
                Event::Eof => {
                    return if self.depth == 0 {
                        Ok(())
                    } else {
                        Err(Refusal::Damaged)
                    };
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let qualified = element.name();
        let name = local(qualified.as_ref());
        self.warn_of(name);
        if self.left_out_from.is_some() {
            return Ok(());
        }
        if LEFT_OUT.contains(&name) {
            self.left_out_from = Some(self.depth);
            return Ok(());
        }
        let before = self.paragraphs.last().map_or("", |open| open.text.as_str());
        if let Some(tables) = self.tables.as_mut().filter(|_| !self.is_in_notes) {
            tables.start(name, attribute(element, "val").as_deref())?;
            if name == "bookmarkStart" {
                tables.bookmark(&attribute(element, "name").unwrap_or_default(), before);
            }
        }
        match name {
            "p" => self.paragraphs.push(OpenParagraph::default()),
            "r" => self.runs += 1,
            "t" => self.is_in_text = true,
            "tab" | "ptab" if self.runs > 0 => self.push('\t'),
            "br" | "cr" if self.runs > 0 => self.push('\n'),
            "noBreakHyphen" => self.push('\u{2011}'),
            "sym" => self.push(REPLACED),
            "strike" | "dstrike" if self.runs > 0 && is_on(element) => self.strike(),
            "pStyle" => self.set_level(
                attribute(element, "val")
                    .as_deref()
                    .and_then(level_of_style),
            ),
            "outlineLvl" => {
                let level = attribute(element, "val").and_then(|value| value.parse::<u8>().ok());
                self.set_level(level.filter(|level| *level < 9).map(|level| level + 1));
            }
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        if let Some(depth) = self.left_out_from {
            if depth == self.depth {
                self.left_out_from = None;
            }
            return Ok(());
        }
        let before = self.parts.len();
        match name {
            "p" => self.end_paragraph(),
            "r" => self.runs = self.runs.saturating_sub(1),
            "t" => self.is_in_text = false,
            "tr" => self.end_row(),
            _ => {}
        }
        let now = self.parts.len();
        let piece = u32::try_from(now).ok().filter(|_| now > before);
        if let Some(tables) = self.tables_of_body() {
            tables.end(name, piece)?;
        }
        Ok(())
    }

    /// Words of a run are struck through.
    fn strike(&mut self) {
        if !self.warnings.contains(&Warning::StruckText) {
            self.warnings.push(Warning::StruckText);
        }
        if let Some(tables) = self.tables_of_body() {
            tables.strike();
        }
    }

    /// The tables, while it is the body that is read: notes hold none of their own.
    fn tables_of_body(&mut self) -> Option<&mut WordTables> {
        let is_in_notes = self.is_in_notes;
        self.tables.as_mut().filter(|_| !is_in_notes)
    }

    fn warn_of(&mut self, name: &str) {
        let warning = match name {
            "ins" | "del" | "moveFrom" | "moveTo" => Warning::TrackedChanges,
            "commentReference" => Warning::Comments,
            "drawing" | "pict" => Warning::Pictures,
            "vanish" => Warning::HiddenText,
            _ => return,
        };
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    fn set_level(&mut self, level: Option<u8>) {
        if let (Some(paragraph), Some(level)) = (self.paragraphs.last_mut(), level) {
            paragraph.heading_level = Some(level);
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Refusal> {
        if self.is_in_text && self.left_out_from.is_none() {
            self.letters += text.len();
            if self.letters > MOST_LETTERS {
                return Err(Refusal::TooLarge);
            }
            if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.text.push_str(text);
            }
        }
        Ok(())
    }

    fn push(&mut self, character: char) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push(character);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        if let Some(tables) = self.tables_of_body() {
            tables.paragraph(&paragraph.text);
        }
        let text = printable(paragraph.text.trim_end());
        if text.trim().is_empty() {
            return;
        }
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(&text);
        } else if self.is_in_notes {
            self.parts.push(Part::Note(text.trim().to_owned()));
        } else if let Some(level) = paragraph.heading_level {
            self.parts.push(Part::Heading { level, text });
        } else {
            self.parts.push(Part::Paragraph(text));
        }
    }

    fn end_row(&mut self) {
        let Some(cells) = self.rows.pop() else { return };
        if let Some(outer_cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !outer_cell.is_empty() {
                outer_cell.push('\n');
            }
            outer_cell.push_str(&cells.join("\t"));
        } else if cells.iter().any(|cell| !cell.is_empty()) {
            self.parts.push(Part::TableRow(cells));
        }
    }
}

/// The level that a built-in heading style has by its name: `Heading1` to `Heading9`, and `Title`.
fn level_of_style(style: &str) -> Option<u8> {
    if style.eq_ignore_ascii_case("Title") {
        return Some(1);
    }
    let (word, number) = style.split_at_checked(7)?;
    let level: u8 = number.trim().parse().ok()?;
    (word.eq_ignore_ascii_case("heading") && (1..=9).contains(&level)).then_some(level)
}

/// The character that a reference stands for: one by number, or one of the five that XML itself knows.
pub(crate) fn referred(reference: &BytesRef<'_>) -> Result<String, Refusal> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| Refusal::Damaged)? {
        return Ok(character.to_string());
    }
    let character = match &**reference {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(Refusal::Damaged),
    };
    Ok(character.to_owned())
}
