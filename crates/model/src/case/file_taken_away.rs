//! A file that was taken out of sight.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{FileId, Instant, Sensitive};

/// What is kept in sight of a file that was taken away. Not its name, which may be why it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileTakenAway {
    /// The file.
    pub file: FileId,
    /// Its kind.
    pub kind: String,
    /// When it had been added.
    pub added_at: Instant,
    /// Who had added it: the id of a person.
    pub added_by: String,
    /// Why it was taken away.
    pub reason: Sensitive<String>,
}

impl Record for FileTakenAway {
    const KIND: &'static str = "file_taken_away";
}
