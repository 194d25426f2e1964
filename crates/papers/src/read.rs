//! The text of an upload, for our own rendering of it.
//!
//! "Open the source" never shows the file itself: it shows this text, and offers the original for download.

mod plain;
mod unpack;
mod word;

use std::fmt;

use crate::refusal::Refusal;
use crate::sniff::FileKind;

pub(crate) use plain::decoded;

/// Most letters that are taken out of one document.
const MOST_LETTERS: usize = 10_000_000;

/// One piece of a document, in reading order.
#[derive(Clone, PartialEq, Eq)]
pub enum Part {
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

/// What a reader should know about the difference between our rendering and the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Warning {
    /// No mark said how the letters are encoded.
    #[error(
        "The file does not say how its letters are encoded. Accented letters and signs may look wrong."
    )]
    GuessedEncoding,
    /// Insertions are shown and deletions are not.
    #[error("The document has tracked changes. It is shown as if all of them had been accepted.")]
    TrackedChanges,
    /// Comments in the margin are left out.
    #[error("The document has comments, which are not shown.")]
    Comments,
    /// Pictures and drawings are left out.
    #[error("The document has pictures or drawings, which are not shown.")]
    Pictures,
    /// Files inside the document are left out.
    #[error("The document has other files inside it, which are not shown.")]
    EmbeddedFiles,
    /// Text that the author hid is shown.
    #[error("The document has hidden text, which is shown.")]
    HiddenText,
    /// Page headers and footers are left out.
    #[error("The document's page headers and footers are not shown.")]
    HeadersAndFooters,
}

impl Warning {
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
        }
    }
}

/// The text of a document.
#[derive(Clone, PartialEq, Eq)]
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

/// Takes the text out of a document. Control characters and marks that override reading direction do not survive.
///
/// Word documents are taken apart under limits that are checked before anything is unpacked and again while it is:
/// number of entries, size of each and of all, how much a part may grow, depth of the XML, length of the text.
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
        _ => Err(Refusal::NoTextView),
    }
}
