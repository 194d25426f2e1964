//! What stops a review from being disposed of, and the wish to dispose of it.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Date, PersonId, Sensitive};

/// A legal hold: nothing of the case is disposed of while it stands, whatever the schedule says. It may be put on an
/// open case and on a closed one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalHold {
    /// Why.
    pub reason: Sensitive<String>,
    /// Who asked for it.
    pub asked_by: Sensitive<String>,
    /// From when.
    pub from: Date,
    /// When somebody looks whether it is still needed.
    pub review: Date,
    /// Who put it on.
    pub put_by: PersonId,
    /// When it was lifted, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifted: Option<HoldLifted>,
}

/// The end of a legal hold. Who lifted it the store keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldLifted {
    /// On which day.
    pub on: Date,
    /// Why.
    pub reason: Sensitive<String>,
}

impl LegalHold {
    /// Whether it stands.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.lifted.is_none()
    }
}

impl Record for LegalHold {
    const KIND: &'static str = "legal_hold";

    fn state(&self) -> Option<&'static str> {
        Some(if self.stands() { "held" } else { "lifted" })
    }

    fn due(&self) -> Option<Date> {
        self.stands().then_some(self.review)
    }
}

/// Somebody proposed that a closed case be disposed of; somebody else confirms it, and then nothing of it is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisposalProposed {
    /// Why.
    pub reason: Sensitive<String>,
    /// Why before its day, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early: Option<Sensitive<String>>,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// Why it was taken back, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_back: Option<Sensitive<String>>,
}

impl DisposalProposed {
    /// Whether it waits for somebody else.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.taken_back.is_none()
    }
}

impl Record for DisposalProposed {
    const KIND: &'static str = "disposal_proposed";

    fn state(&self) -> Option<&'static str> {
        Some(if self.stands() {
            "proposed"
        } else {
            "taken_back"
        })
    }
}
