//! Where the words of an entry stand.

use serde::{Deserialize, Serialize};

use crate::{RecordId, Sensitive};

/// The place in a document that an entry comes from. Counted from 1, but for the letters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// The document, where it was brought in; absent where only its name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<RecordId>,
    /// Name of the document as it was given.
    pub file: Sensitive<String>,
    /// Page of the original, where it has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Piece of the text in reading order: a paragraph or a row of a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// First letter of the passage within that piece, in Unicode characters from 0.
    pub start: u32,
    /// One after the last letter of the passage.
    pub end: u32,
    /// The words themselves, as they stood.
    pub words: Sensitive<String>,
}
