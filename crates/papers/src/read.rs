//! The text of an upload, for our own rendering of it.
//!
//! "Open the source" never shows the file itself: it shows this text, and offers the original for download.

pub mod grid;
pub(crate) mod links;
mod old_book;
mod pdf;
mod plain;
mod table;
pub(crate) mod unpack;
pub(crate) mod word;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::residue::{self, Residue};
use crate::sniff::FileKind;

use grid::Grid;
pub(crate) use plain::decoded;

/// Most letters that are taken out of one document.
const MOST_LETTERS: usize = 10_000_000;

/// One piece of a document, in reading order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A page of the original begins, by its number.
    Page(u32),
    /// A heading.
    Heading {
        /// 1 is the highest.
        level: u8,
        /// Its text.
        text: String,
    },
    /// A paragraph; its line breaks are kept.
    Paragraph(String),
    /// The cells of one table row.
    TableRow(Vec<String>),
    /// A footnote or endnote; these follow the running text.
    Note(String),
}

/// What a reader should know about the difference between our rendering and the original. The sentence is an
/// interface text, found by [`Warning::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// No mark said how the letters are encoded.
    GuessedEncoding,
    /// Insertions are shown and deletions are not.
    TrackedChanges,
    /// Comments in the margin are left out.
    Comments,
    /// Pictures and drawings are left out.
    Pictures,
    /// Files inside the document are left out.
    EmbeddedFiles,
    /// Text that the author hid is shown.
    HiddenText,
    /// Page headers and footers are left out.
    HeadersAndFooters,
    /// The order of the text is worked out from where it stands on the page.
    FromPdf,
    /// Some pages hold no text.
    PagesWithoutText,
    /// Formulas are shown as the results that were last worked out.
    OnlyValues,
    /// Parts that stand in other files are left out.
    LinkedFiles,
    /// Tables inside cells of tables are shown as lines of those cells.
    NestedTables,
    /// Words that are struck through are shown.
    StruckText,
}

impl Warning {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::GuessedEncoding,
        Self::TrackedChanges,
        Self::Comments,
        Self::Pictures,
        Self::EmbeddedFiles,
        Self::HiddenText,
        Self::HeadersAndFooters,
        Self::FromPdf,
        Self::PagesWithoutText,
        Self::OnlyValues,
        Self::LinkedFiles,
        Self::NestedTables,
        Self::StruckText,
    ];

    /// A stable name of the sentence, for interface texts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::GuessedEncoding => "source-guessed-encoding",
            Self::TrackedChanges => "source-tracked-changes",
            Self::Comments => "source-comments",
            Self::Pictures => "source-pictures",
            Self::EmbeddedFiles => "source-embedded-files",
            Self::HiddenText => "source-hidden-text",
            Self::HeadersAndFooters => "source-headers-and-footers",
            Self::FromPdf => "source-from-pdf",
            Self::PagesWithoutText => "source-pages-without-text",
            Self::OnlyValues => "source-only-values",
            Self::LinkedFiles => "source-linked-files",
            Self::NestedTables => "source-nested-tables",
            Self::StruckText => "source-struck-text",
        }
    }
}

/// The text of a document.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractedText {
    /// The pieces in reading order.
    pub parts: Vec<Part>,
    /// How this differs from the original; each at most once, in a fixed order.
    pub warnings: Vec<Warning>,
}

impl ExtractedText {
    /// The whole text: pieces apart by an empty line, the cells of a row by tabs.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let pieces = self.parts.iter().map(|part| match part {
            Part::Heading { text, .. } | Part::Paragraph(text) | Part::Note(text) => text.clone(),
            Part::TableRow(cells) => cells.join("\t"),
            Part::Page(_) => String::new(),
        });
        pieces.collect::<Vec<_>>().join("\n\n")
    }
}

impl fmt::Debug for ExtractedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ExtractedText");
        shown
            .field("parts", &self.parts.len())
            .field("warnings", &self.warnings)
            .finish()
    }
}

/// Whether the text of a kind of file can be taken out.
#[must_use]
pub const fn is_readable(kind: FileKind) -> bool {
    matches!(
        kind,
        FileKind::Txt
            | FileKind::Csv
            | FileKind::Docx
            | FileKind::Pdf
            | FileKind::Xlsx
            | FileKind::Xls
    )
}

/// Takes the text out of a document. Control characters and marks that override reading direction do not survive.
///
/// Word documents are taken apart under limits that are checked before anything is unpacked and again while it is:
/// number of entries, size of each and of all, how much a part may grow, depth of the XML, length of the text.
///
/// # Panics
/// The libraries for PDF and Excel panic on some damaged files, take long, or fill the memory: call this in the
/// reading process only (`throughline read-file`), which is made to end so.
///
/// # Errors
/// A [`Refusal`]: a kind whose text is not shown, a damaged or too large file, one with macros or a password, one that
/// unpacks into far more than it seems to hold.
pub fn text_of(kind: FileKind, bytes: &[u8]) -> Result<ExtractedText, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    match kind {
        FileKind::Txt => plain::text_of(bytes),
        FileKind::Docx => word::text_of(bytes),
        FileKind::Pdf => pdf::text_of(bytes),
        FileKind::Csv => table::text_of_csv(bytes),
        FileKind::Xlsx => table::text_of_xlsx(bytes),
        FileKind::Xls => table::text_of_xls(bytes),
        _ => Err(Refusal::NoTextView),
    }
}

/// What the reading process prints: one line of JSON. Whoever reads it trusts it no more than the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The text.
    Text(ExtractedText),
    /// The tables.
    Grid(Grid),
    /// What is carried beside the text.
    Carried(Vec<Residue>),
    /// The code of a [`Refusal`].
    Refused(String),
}

impl Answer {
    /// Longest answer in bytes.
    pub const LONGEST: usize = 16 * 1024 * 1024;

    /// What becomes of a file, as the reading process prints it. A text that makes the answer too long is too
    /// large to be shown.
    #[must_use]
    pub fn printed(outcome: Result<ExtractedText, Refusal>) -> Vec<u8> {
        Self::line(outcome.map(Self::Text))
    }

    /// As [`Answer::printed`], of the tables of a file.
    #[must_use]
    pub fn printed_grid(outcome: Result<Grid, Refusal>) -> Vec<u8> {
        Self::line(outcome.map(Self::Grid))
    }

    /// As [`Answer::printed`], of what a file carries beside its text.
    #[must_use]
    pub fn printed_residue(outcome: Result<Vec<Residue>, Refusal>) -> Vec<u8> {
        Self::line(outcome.map(Self::Carried))
    }

    fn line(outcome: Result<Self, Refusal>) -> Vec<u8> {
        let refused = |refusal: Refusal| Self::Refused(refusal.code().to_owned());
        let answer = outcome.unwrap_or_else(refused);
        let printed = serde_json::to_vec(&answer).unwrap_or_default();
        if printed.len() <= Self::LONGEST {
            return printed;
        }
        serde_json::to_vec(&refused(Refusal::TooLarge)).unwrap_or_default()
    }

    /// Reads an answer about the text of a file; `None` when it is none.
    #[must_use]
    pub fn parse(printed: &[u8]) -> Option<Result<ExtractedText, Refusal>> {
        match Self::read(printed)? {
            Self::Text(text) => Some(Ok(text)),
            Self::Grid(_) | Self::Carried(_) => None,
            Self::Refused(code) => Refusal::from_code(&code).map(Err),
        }
    }

    /// Reads an answer about what a file carries beside its text; `None` when it is none.
    #[must_use]
    pub fn parse_residue(printed: &[u8]) -> Option<Result<Vec<Residue>, Refusal>> {
        match Self::read(printed)? {
            Self::Carried(all) => (all.len() <= residue::MOST).then_some(Ok(all)),
            Self::Text(_) | Self::Grid(_) => None,
            Self::Refused(code) => Refusal::from_code(&code).map(Err),
        }
    }

    /// Reads an answer about the tables of a file; `None` when it is none, or goes beyond the limits under which
    /// tables are read.
    #[must_use]
    pub fn parse_grid(printed: &[u8]) -> Option<Result<Grid, Refusal>> {
        match Self::read(printed)? {
            Self::Grid(grid) => grid.is_within_limits().then_some(Ok(grid)),
            Self::Text(_) | Self::Carried(_) => None,
            Self::Refused(code) => Refusal::from_code(&code).map(Err),
        }
    }

    fn read(printed: &[u8]) -> Option<Self> {
        if printed.len() > Self::LONGEST {
            return None;
        }
        serde_json::from_slice(printed).ok()
    }
}
