//! What leaves a partnership on paper: letters that it writes, and what it puts together for the national body. The
//! service sends neither: they are kept as they were made, to be printed or attached.

use serde::{Deserialize, Serialize};

use crate::paper::Paper;
use crate::record::Record;
use crate::scheme::kinds;
use crate::{Date, FileId, RecordId, Sensitive};

/// A letter that somebody wrote from a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterOut {
    /// Id of the template in the scheme.
    pub template: String,
    /// Which of the partnership's own versions of it; 0 for the words of the scheme.
    pub template_version: i64,
    /// Whom it is to, as the letter names them. No address: it stands on the cover alone.
    pub to: Sensitive<String>,
    /// The child or adult of the review it is to, when it is to one.
    pub person: Option<RecordId>,
    /// Its day.
    pub on: Date,
    /// Who of those who keep safe contact said that a letter is safe; empty where it is to an organisation or to somebody
    /// in their work.
    pub safe_says: Sensitive<String>,
    /// The letter as it was made.
    pub paper: Paper,
}

impl Record for LetterOut {
    const KIND: &'static str = "letter_out";
}

kinds! {
    /// What of the chronology is in a pack.
    PackChronology {
        /// Nothing.
        Without = "none",
        /// All of it, with names as recorded.
        Named = "named",
        /// All of it, with what people are in the place of names on record.
        Pseudonymous = "pseudonymous",
    }
}

/// What was put together for the national body: one document, and the files that go with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelPack {
    /// Whom it is for.
    pub to: Sensitive<String>,
    /// The day on which it was made.
    pub on: Date,
    /// Files of the review that go with it.
    pub files: Vec<FileId>,
    /// What of the chronology is in it; nothing on record of those made before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chronology: Option<PackChronology>,
    /// What the report in it was made of.
    pub print: String,
    /// The document as it was made.
    pub paper: Paper,
}

impl Record for PanelPack {
    const KIND: &'static str = "panel_pack";
}
