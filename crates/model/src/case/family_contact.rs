//! Whether a child or adult of the family was told of the review, and what they need in order to take part.

use serde::{Deserialize, Serialize};

use super::AboutPerson;
use crate::record::Record;
use crate::scheme::kinds;
use crate::{Date, PersonId, RecordId, Sensitive, UncertainDate};

/// The reason for not telling somebody that a second person has to look at.
pub const NOT_INVITED: &str = "not_invited";

kinds! {
    /// Whether an advocate was offered.
    Advocate {
        /// Nobody has offered one yet.
        NotOffered = "not_offered",
        /// Offered; the answer is open.
        Offered = "offered",
        /// They have one.
        Accepted = "accepted",
        /// They do not want one now.
        Declined = "declined",
    }
}

/// Where it stands. About somebody whom nobody has thought of there is no record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToldOfReview {
    /// They know that there is a review.
    Told {
        /// When.
        on: UncertainDate,
        /// How: one of the ways.
        how: String,
        /// By whom: name, role and agency.
        by: Sensitive<String>,
    },
    /// They are still to be told.
    NotYet {
        /// Who tells them.
        by: PersonId,
        /// By the end of which day.
        due: Date,
    },
    /// They are not told, for now.
    NotTold {
        /// A code of the scheme's list.
        reason: String,
        /// What was tried, and what speaks for and against it.
        tried: Sensitive<String>,
        /// Who decided it: name, role and agency.
        decided_by: Sensitive<String>,
        /// When the decision is looked at again.
        review_on: Date,
    },
}

impl ToldOfReview {
    /// Stable codes, in the order in which they are offered.
    pub const CODES: &'static [&'static str] = &["told", "not_yet", "not_told"];

    /// The ways of telling somebody.
    pub const WAYS: &'static [&'static str] = &[
        "in_person",
        "telephone",
        "video",
        "post",
        "through_somebody",
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Told { .. } => "told",
            Self::NotYet { .. } => "not_yet",
            Self::NotTold { .. } => "not_told",
        }
    }

    /// The day by which they are told, or on which it is looked at again that they are not.
    #[must_use]
    pub const fn due(&self) -> Option<Date> {
        match self {
            Self::Told { .. } => None,
            Self::NotYet { due, .. } => Some(*due),
            Self::NotTold { review_on, .. } => Some(*review_on),
        }
    }

    /// Who is to tell them.
    #[must_use]
    pub const fn waits_for(&self) -> Option<PersonId> {
        match self {
            Self::NotYet { by, .. } => Some(*by),
            Self::Told { .. } | Self::NotTold { .. } => None,
        }
    }
}

/// What is known of contact with one child or adult about the review. The service sends them nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyContact {
    /// The child or adult.
    pub person: RecordId,
    /// Whether they were told.
    pub told: ToldOfReview,
    /// The name by which they want to be called; empty when nobody has asked.
    pub name_wanted: Sensitive<String>,
    /// Whom they can turn to: name, role and agency; empty when nobody was named.
    pub contact: Sensitive<String>,
    /// Language, interpreter, reading, hearing, seeing, anything else that makes taking part possible.
    pub needs: Sensitive<String>,
    /// Whether an advocate was offered.
    pub advocate: Advocate,
}

impl FamilyContact {
    /// Whether somebody who did not decide it has to look at the decision.
    #[must_use]
    pub fn wants_second_person(&self) -> bool {
        matches!(&self.told, ToldOfReview::NotTold { reason, .. } if reason == NOT_INVITED)
    }
}

impl Record for FamilyContact {
    const KIND: &'static str = "family_contact";

    fn state(&self) -> Option<&'static str> {
        Some(self.told.code())
    }

    fn due(&self) -> Option<Date> {
        self.told.due()
    }

    fn waits_for(&self) -> Option<PersonId> {
        self.told.waits_for()
    }
}

impl AboutPerson for FamilyContact {
    fn person(&self) -> RecordId {
        self.person
    }
}

/// A second person has looked at the decision not to invite somebody, and agrees or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countersigned {
    /// The record that says so.
    pub of: RecordId,
    /// The version that was looked at: a later one is looked at again.
    pub of_version: i64,
    /// Whether they agree.
    pub agrees: bool,
    /// Why.
    pub words: Sensitive<String>,
}

impl Countersigned {
    /// Whether this version of this record was looked at.
    #[must_use]
    pub fn is_of(&self, of: RecordId, version: i64) -> bool {
        (self.of, self.of_version) == (of, version)
    }
}

impl Record for Countersigned {
    const KIND: &'static str = "countersigned";

    fn state(&self) -> Option<&'static str> {
        Some(if self.agrees { "agreed" } else { "disagreed" })
    }
}
