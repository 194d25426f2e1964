//! What somebody said of several accounts in the chronology: that they tell of one event, or of different ones.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{RecordId, Sensitive};

/// Somebody's answer to whether accounts tell of one event. Nothing of the accounts is kept here, and none of them is changed by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChronologyEvent {
    /// The entries, two or more, each once and in the order of their ids.
    pub accounts: Vec<RecordId>,
    /// Whether they tell of one event; otherwise each tells of another.
    pub same: bool,
    /// Why, in words; may be empty.
    pub words: Sensitive<String>,
}

impl ChronologyEvent {
    /// How many of these accounts it speaks of.
    #[must_use]
    pub fn shares(&self, accounts: &[RecordId]) -> usize {
        let own = accounts.iter().filter(|one| self.accounts.contains(one));
        own.count()
    }
}

impl Record for ChronologyEvent {
    const KIND: &'static str = "chronology_event";

    fn state(&self) -> Option<&'static str> {
        Some(if self.same { "same" } else { "different" })
    }
}
