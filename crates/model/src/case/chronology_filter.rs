//! Which accounts of a chronology somebody likes to see, under a name of their own.

use serde::{Deserialize, Serialize};

use crate::chronology::EntryKind;
use crate::record::Record;
use crate::{AgencyId, DateTime, RecordId, Sensitive};

/// A filter of a chronology that somebody saved: ids, codes and moments, and the name that they gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChronologyFilter {
    /// What they call it; shown on pages, never in an address or a title.
    pub name: Sensitive<String>,
    /// Whose account.
    pub agency: Option<AgencyId>,
    /// About which child or adult of the review.
    pub person: Option<RecordId>,
    /// Which kind of thing.
    pub kind: Option<EntryKind>,
    /// From when.
    pub from: Option<DateTime>,
    /// Until when.
    pub to: Option<DateTime>,
    /// Code of the section under which it is read.
    pub reads: Option<String>,
    /// Only what its author takes for part of a key practice episode.
    pub key_only: bool,
}

impl ChronologyFilter {
    /// Whether it shows everything.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.agency.is_none()
            && self.person.is_none()
            && self.kind.is_none()
            && self.from.is_none()
            && self.to.is_none()
            && self.reads.is_none()
            && !self.key_only
    }

    /// Whether two bear the same name to whoever reads them.
    #[must_use]
    pub fn is_called_like(&self, other: &Self) -> bool {
        let plain = |one: &Self| one.name.0.trim().to_lowercase();
        plain(self) == plain(other)
    }
}

impl Record for ChronologyFilter {
    const KIND: &'static str = "chronology_filter";
}
