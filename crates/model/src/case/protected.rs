//! What is kept from most: how to contact somebody safely, an address or an identity that must not become known.
//! Each lies in the section of its kind, which has a restriction of its own.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::kinds;
use crate::{Date, RecordId, Sensitive};

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProtectedKind {
    /// How to contact a person safely, and when not.
    SafeContact,
    /// An address that must not be shown to people who are named.
    Address,
    /// A name that is kept back, and the one to use instead.
    Identity,
}

kinds! {
    /// Whether a letter may be written to a person.
    ProtectedLetters {
        /// A letter is safe, as the sheet says.
        Yes = "yes",
        /// No letter may be written to them.
        No = "no",
        /// Nobody has asked.
        NotAsked = "not_asked",
    }
}

/// One sheet about one person. Who entered it and when are those of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protected {
    /// What it keeps.
    pub kind: ProtectedKind,
    /// The child or adult of the review it is about; none for somebody else.
    pub subject: Option<RecordId>,
    /// Who it is about, when they are nobody of the review.
    pub named: Sensitive<String>,
    /// How to contact them; the address; the name to use instead.
    pub says: Sensitive<String>,
    /// When and how not; who must not see it; who may know who they really are. May be empty for an identity.
    pub limits: Sensitive<String>,
    /// Who set it: name, role and organisation, or the person themselves.
    pub set_by: Sensitive<String>,
    /// When to look again.
    pub look_again: Date,
    /// How to contact somebody safely: whether a letter may be written to them.
    #[serde(default = "not_asked")]
    pub letters: ProtectedLetters,
    /// Why it no longer holds; absent while it does.
    pub ended: Option<Sensitive<String>>,
}

const fn not_asked() -> ProtectedLetters {
    ProtectedLetters::NotAsked
}

impl Record for Protected {
    const KIND: &'static str = "protected";

    fn state(&self) -> Option<&'static str> {
        Some(if self.ended.is_none() {
            "holds"
        } else {
            "ended"
        })
    }

    fn due(&self) -> Option<Date> {
        self.ended.is_none().then_some(self.look_again)
    }
}
