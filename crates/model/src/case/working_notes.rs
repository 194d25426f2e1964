//! The lead reviewer's own working notes, and what they shared of them.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Date, FileId, RecordId, Sensitive};

/// What becomes of a working note or file when the commission ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AtEnd {
    /// Nobody has said; then it is kept as [`Self::Kept`].
    #[default]
    Undecided,
    /// Whoever leads the review next reads it.
    HandedOver,
    /// Nobody reads it; it goes with the review when that is disposed of.
    Kept,
}

impl AtEnd {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Undecided, Self::HandedOver, Self::Kept];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::HandedOver => "handed_over",
            Self::Kept => "kept",
        }
    }

    /// What a code means.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A copy of a working note that was given to the review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedCopy {
    /// The learning point or note that was made.
    pub record: RecordId,
    /// When.
    pub on: Date,
}

/// A working note of the lead reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingNote {
    /// The appointment under which it was written.
    pub commission: RecordId,
    /// What it is about.
    pub title: Sensitive<String>,
    /// The note.
    pub text: Sensitive<String>,
    /// Learning points that it belongs to.
    pub points: Vec<RecordId>,
    /// What was shared of it, oldest first.
    pub shared: Vec<SharedCopy>,
    /// What becomes of it when the commission ends.
    pub at_end: AtEnd,
}

impl Record for WorkingNote {
    const KIND: &'static str = "working_note";

    fn state(&self) -> Option<&'static str> {
        Some(self.at_end.code())
    }
}

/// What becomes of a file of the working notes when the commission ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingFile {
    /// The appointment under which it was decided.
    pub commission: RecordId,
    /// The file.
    pub file: FileId,
    /// What becomes of it.
    pub at_end: AtEnd,
}

impl Record for WorkingFile {
    const KIND: &'static str = "working_file";

    fn state(&self) -> Option<&'static str> {
        Some(self.at_end.code())
    }
}

/// A note that the lead reviewer shared with everybody on the review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewerNote {
    /// What it is about.
    pub title: Sensitive<String>,
    /// The note.
    pub text: Sensitive<String>,
}

impl Record for ReviewerNote {
    const KIND: &'static str = "reviewer_note";
}
