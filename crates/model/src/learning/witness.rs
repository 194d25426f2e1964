//! People of a review who may be witnesses, and are not asked what they see differently until advice is on record.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Date, PersonId, Sensitive};

/// Advice of the police or of prosecutors on whether somebody who may be a witness may write down what they see differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessAdvice {
    /// What they advise.
    pub words: Sensitive<String>,
    /// On which day.
    pub on: Date,
}

/// Somebody with a sign-in who may be a witness in proceedings beside the review. Until advice is on record they are asked for
/// no card, and what they see differently is not taken down here: a court could ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// Who.
    pub person: PersonId,
    /// Who said so: role and organisation.
    pub said_by: Sensitive<String>,
    /// On which day.
    pub on: Date,
    /// The advice; absent while there is none.
    pub advice: Option<WitnessAdvice>,
}

impl Witness {
    /// Whether this keeps somebody from writing.
    #[must_use]
    pub fn holds_back(&self, person: PersonId) -> bool {
        self.person == person && self.advice.is_none()
    }
}

impl Record for Witness {
    const KIND: &'static str = "witness";

    fn state(&self) -> Option<&'static str> {
        Some(if self.advice.is_none() {
            "waits"
        } else {
            "advised"
        })
    }
}
