//! What no longer stands of what is shared: kept as ids, codes and days alone, so that no older copy of a store brings it back.

use serde::{Deserialize, Serialize};

use crate::scheme::kinds;
use crate::{Date, RecordId};

kinds! {
    /// Why something shared is taken down. Everybody reads the code; what stands behind it is told to those who may take it down.
    TakeDownReason {
        /// A court ordered it.
        Court = "court",
        /// Somebody could be known from it.
        Recognised = "recognised",
        /// It is wrong.
        Wrong = "wrong",
        /// Somebody whom it is about asked for it.
        Asked = "asked",
        /// The law asks for it for another reason.
        OtherLaw = "other_law",
    }
}

kinds! {
    /// How something shared came to its end.
    HowEnded {
        /// Those who released it took it back.
        Recalled = "recalled",
        /// It was taken down.
        TakenDown = "taken_down",
        /// A published document, which was removed.
        Removed = "removed",
        /// Something shared within a partnership, which was taken back. It never was in the store of shared learning.
        TakenBackWithin = "taken_back_within",
    }
}

/// Something shared that no longer stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedShared {
    /// Its id: of an item of shared learning, or of a published document.
    pub id: RecordId,
    /// How it ended.
    pub how: HowEnded,
    /// Why, as a code.
    pub reason: String,
    /// Since when.
    pub on: Date,
}
