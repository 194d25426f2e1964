//! That somebody took the chronology of a review out, for whom and what for. The file itself is not kept: it can be made again.

use serde::{Deserialize, Serialize};

use crate::chronology::EntryKind;
use crate::record::Record;
use crate::scheme::kinds;
use crate::{AgencyId, Date, RecordId, Sensitive};

kinds! {
    /// What kind of file.
    ChronologyFormat {
        /// A Word document.
        Docx = "docx",
        /// A PDF.
        Pdf = "pdf",
        /// An Excel workbook.
        Xlsx = "xlsx",
        /// Comma-separated values.
        Csv = "csv",
    }
}

/// What somebody took out of a chronology.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChronologyTaken {
    /// Whom it is for.
    pub to: Sensitive<String>,
    /// What for.
    pub purpose: Sensitive<String>,
    /// The day on which it was made.
    pub on: Date,
    /// What kind of file.
    pub format: ChronologyFormat,
    /// The one agency whose account it is; every agency's where there is none.
    pub agency: Option<AgencyId>,
    /// First day of the period; open where there is none.
    pub from: Option<Date>,
    /// Last day of the period; open where there is none.
    pub to_day: Option<Date>,
    /// Whether names on record were replaced.
    pub pseudonymous: bool,
    /// As known to which agency at the end of which day; as known when it was made where there is none.
    pub as_known: Option<(AgencyId, Date)>,
    /// As known to which role in that agency; empty for the agency as a whole.
    #[serde(default)]
    pub role: Sensitive<String>,
    /// Whether it also holds what was known if a sharing that nobody has confirmed took place.
    #[serde(default)]
    pub if_shared: bool,
    /// Only what is about this child or adult of the review.
    #[serde(default)]
    pub person: Option<RecordId>,
    /// Only this kind of thing.
    #[serde(default)]
    pub kind: Option<EntryKind>,
    /// Only what is read under the section with this code.
    #[serde(default)]
    pub reads: Option<String>,
    /// Only what its author takes for part of a key practice episode.
    #[serde(default)]
    pub key_only: bool,
    /// How many entries are in it.
    pub entries: u32,
    /// How many entries whoever made it may not read, so that they are not in it.
    pub withheld: u32,
}

impl Record for ChronologyTaken {
    const KIND: &'static str = "chronology_taken";

    fn state(&self) -> Option<&'static str> {
        Some(self.format.code())
    }
}
