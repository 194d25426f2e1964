//! Documents that an agency brings into its return: what stands in them, and what became of each passage.

use serde::{Deserialize, Serialize};

use crate::chronology::Restriction;
use crate::grid::Table;
use crate::record::Record;
use crate::scheme::kinds;
use crate::{Date, RecordId, Sensitive};

kinds! {
    /// How a document tells what happened.
    SourceHow {
        /// A chronology: a table with a row for each thing that happened.
        Table = "table",
        /// Free notes, a letter.
        Notes = "notes",
    }
}

/// One piece of a document in reading order. Pieces count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourcePiece {
    /// Page of the original, where it has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Its words; line breaks are kept.
    pub text: Sensitive<String>,
}

/// A document as it was read. The file itself is not kept: its digest says which it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnSource {
    /// Its name as it was given.
    pub name: Sensitive<String>,
    /// What kind of file it was: a code such as `docx`; `pasted` for what was pasted.
    pub kind: String,
    /// SHA-256 of the file, or of what was pasted.
    pub digest: String,
    /// When it was written, where somebody said so.
    pub written: Option<Date>,
    /// How it tells what happened.
    pub how: SourceHow,
    /// Who reads the whole document once the return is signed off; absent: nobody outside the agency.
    pub reads: Option<Restriction>,
    /// What stands in it, of notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<SourcePiece>,
    /// What stands in it, of tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
    /// Codes of how this differs from the original.
    pub warnings: Vec<String>,
}

impl Record for ReturnSource {
    const KIND: &'static str = "return_source";

    fn state(&self) -> Option<&'static str> {
        Some(self.how.code())
    }
}

/// What the columns of one table hold, as a person has said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableColumns {
    /// Number of the table in the document.
    pub table: u32,
    /// The heads by which the same layout is known again.
    pub fingerprint: String,
    /// Codes of what each column holds; nothing where nobody has said.
    pub columns: Vec<Option<String>>,
    /// Whether the whole table is no chronology.
    pub left_out: bool,
}

/// What the columns of a document's tables hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceColumns {
    /// The document.
    pub source: RecordId,
    /// Its tables.
    pub tables: Vec<TableColumns>,
    /// Whether nobody was asked: what the agency said of the same heads before was used again.
    #[serde(default)]
    pub reused: bool,
}

impl Record for SourceColumns {
    const KIND: &'static str = "source_columns";
}

kinds! {
    /// What a person said of a passage or a row.
    PassageOutcome {
        /// It became an entry.
        TakenIn = "taken_in",
        /// It was added to the entry of a row above it.
        Joined = "joined",
        /// It is no entry.
        LeftOut = "left_out",
    }
}

/// What a person said of one passage or row of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageDecided {
    /// The document.
    pub source: RecordId,
    /// The passage or row, as the document's own numbers name it.
    pub passage: String,
    /// What became of it.
    pub outcome: PassageOutcome,
    /// The entry that it became or was added to.
    pub entry: Option<RecordId>,
    /// The words that it came from.
    pub from: Sensitive<String>,
    /// Why it was left out; may be empty.
    pub why: Sensitive<String>,
}

impl Record for PassageDecided {
    const KIND: &'static str = "passage_decided";

    fn state(&self) -> Option<&'static str> {
        Some(self.outcome.code())
    }
}

/// A row that is no entry, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRefused {
    /// The row, as the document's own numbers name it.
    pub passage: String,
    /// Code of the reason.
    pub code: String,
}

/// That the rows of a table which ask nothing were taken in together, after somebody saw them one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsTaken {
    /// The document.
    pub source: RecordId,
    /// The rows, as the document's own numbers name them, each with the entry that it became.
    pub taken: Vec<(String, RecordId)>,
    /// The rows that are no entries.
    pub refused: Vec<RowRefused>,
}

impl Record for RowsTaken {
    const KIND: &'static str = "rows_taken";
}
