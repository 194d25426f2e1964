//! The whole return as one document that is filled in elsewhere: what it held when it was handed out, and what came back.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::kinds;
use crate::{Date, Instant, PersonId, RecordId, Sensitive};

/// One answer, line or entry as it stood when the document was handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRow {
    /// The code under which the document shows it.
    pub code: String,
    /// The record that it is; absent where nothing was written yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    /// Each of its cells by the code of the cell, with a digest of what stood in it.
    pub cells: Vec<(String, String)>,
}

/// A return that was handed out as one document. The document itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnForm {
    /// What it held.
    pub rows: Vec<FormRow>,
    /// Digests of the words that it showed outside of its tables: whatever else comes back there was added by somebody.
    pub around: Vec<String>,
}

impl Record for ReturnForm {
    const KIND: &'static str = "return_form";
}

/// Something in a document that came back which a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAsk {
    /// Code of what is asked.
    pub code: String,
    /// Where: the code of the answer or cell; empty where the document does not say.
    pub place: String,
    /// The words that stand there; may be empty.
    pub words: Sensitive<String>,
}

/// One answer, line or entry of a document that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRow {
    /// The code under which the document shows it; for a new line one that its place in the document gives.
    pub code: String,
    /// Each of its cells by the code of the cell; those that are missing in the document are missing here.
    pub cells: Vec<(String, Sensitive<String>)>,
    /// What could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<FileAsk>,
}

kinds! {
    /// What a person said of an answer that came back.
    FileOutcome {
        /// It became the answer.
        Taken = "taken",
        /// What stood online stays.
        Left = "left",
    }
}

/// What a person said of one answer that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDecided {
    /// The code of the answer, or of what was asked.
    pub code: String,
    /// What.
    pub outcome: FileOutcome,
    /// Who said so.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// What somebody said that a cell should have said which could not be read, as an answer is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Sensitive<String>>,
    /// The line that it became, where it was a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
}

kinds! {
    /// How a document that somebody else hands in reached them.
    CameBy {
        /// By e-mail.
        Email = "email",
        /// By secure file transfer.
        Transfer = "transfer",
        /// By post.
        Post = "post",
        /// In person.
        Hand = "hand",
    }
}

/// Whose document it is, where somebody of the partnership handed it in for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedInFor {
    /// Who handed it in.
    pub by: PersonId,
    /// Its author, where they are named for the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Its author's name and role, as the document or its sender gives them.
    pub author: Sensitive<String>,
    /// The day on which it was received.
    pub received: Date,
    /// How it came.
    pub came_by: CameBy,
}

/// That whoever handed a document in took it away again, before anybody of the agency had taken anything of it over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// Why.
    pub why: Sensitive<String>,
}

/// A document that was filled in and came back, as it was read. The file itself is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnFile {
    /// Its name as it was given.
    pub name: Sensitive<String>,
    /// SHA-256 of the file.
    pub digest: String,
    /// The document that was handed out.
    pub form: RecordId,
    /// Whose it is, where somebody of the partnership handed it in for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_in_for: Option<HandedInFor>,
    /// That it was taken away again; then nothing of what stood in it is here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_back: Option<TakenBack>,
    /// What stands in it.
    pub rows: Vec<FileRow>,
    /// What of the whole document could not be read, or is not where it should be.
    pub asks: Vec<FileAsk>,
    /// Its new entries, as a table that was brought in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<RecordId>,
    /// Codes of how what was read differs from the original.
    pub warnings: Vec<String>,
    /// What was said of each answer.
    pub decided: Vec<FileDecided>,
}

impl Record for ReturnFile {
    const KIND: &'static str = "return_file";

    fn state(&self) -> Option<&'static str> {
        self.handed_in_for.as_ref()?;
        Some(if self.taken_back.is_some() {
            "taken_back"
        } else {
            "handed_in"
        })
    }
}
