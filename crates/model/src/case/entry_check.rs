//! What somebody who wrote something down at the time says of how their agency's return tells of it.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::kinds;
use crate::{Instant, PersonId, RecordId, Sensitive};

kinds! {
    /// Whether the facts of an entry are right.
    FactsStand {
        /// It is right as it stands.
        Right = "right",
        /// Something in it is not right.
        NotRight = "not_right",
    }
}

/// What somebody said of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckSaid {
    /// The version of the entry that they read.
    pub version: i64,
    /// Whether it is right.
    pub says: FactsStand,
    /// What is not right; empty where everything is.
    pub what: Sensitive<String>,
    /// Anything that they want to stand beside it; may be empty.
    pub words: Sensitive<String>,
    /// When they said it.
    pub at: Instant,
}

/// An entry that was put to somebody who wrote it down at the time, so that they check its facts. What they say stands
/// beside the entry whatever becomes of it. It is about facts, and never about how somebody worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryCheck {
    /// The entry.
    pub entry: RecordId,
    /// To whom it was put.
    pub person: PersonId,
    /// Their role, as the line says with which they were told of the review.
    pub role: Sensitive<String>,
    /// What they said; absent while they have said nothing.
    pub said: Option<CheckSaid>,
}

impl Record for EntryCheck {
    const KIND: &'static str = "entry_check";

    fn state(&self) -> Option<&'static str> {
        Some(self.said.as_ref().map_or("asked", |said| said.says.code()))
    }

    fn relies_on(&self) -> Option<PersonId> {
        Some(self.person)
    }
}
