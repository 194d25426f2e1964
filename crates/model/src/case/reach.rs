//! What somebody who was there said of whether a record that stood elsewhere could have been reached.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::scheme::kinds;
use crate::{AgencyId, Date, RecordId, Sensitive};

kinds! {
    /// What was said of one thing that reaching a record needs. Names on screen are interface texts under `reach-could-` and the
    /// code.
    Could {
        /// It was there.
        Yes = "yes",
        /// It was not.
        No = "no",
        /// Whoever was asked did not say, or did not know.
        NotSaid = "not_said",
    }
}

/// What was said of one thing that reaching a record needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needed {
    /// Whether it was there.
    pub could: Could,
    /// In their words; may be empty.
    pub words: Sensitive<String>,
}

/// What somebody who was there said of whether one entry, which stood elsewhere, could have been reached. Other people may say
/// otherwise: each answer is a record of its own, and nothing follows from them by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// The entry.
    pub entry: RecordId,
    /// Whose people are meant.
    pub agency: AgencyId,
    /// In which role; empty for the agency as a whole.
    pub role: Sensitive<String>,
    /// Of which day it speaks.
    pub as_of: Date,
    /// Role of whoever was there and said so.
    pub said_by: Sensitive<String>,
    /// On which day they said it.
    pub said_on: Date,
    /// A system in which it could be seen.
    pub system: Needed,
    /// Permission to look.
    pub permission: Needed,
    /// A reason to ask.
    pub reason: Needed,
    /// Time to do it.
    pub time: Needed,
}

impl Reach {
    /// The four things, each with its code, in the order in which they are asked.
    #[must_use]
    pub const fn needed(&self) -> [(&'static str, &Needed); 4] {
        [
            ("system", &self.system),
            ("permission", &self.permission),
            ("reason", &self.reason),
            ("time", &self.time),
        ]
    }

    /// Whether anything was said of any of them.
    #[must_use]
    pub fn says_something(&self) -> bool {
        let mut all = self.needed().into_iter();
        all.any(|(_, one)| one.could != Could::NotSaid || !one.words.0.trim().is_empty())
    }
}

impl Record for Reach {
    const KIND: &'static str = "reach";
}
