//! What is known of one child or adult, each part a record of its own: two people who fill in
//! different parts never get in each other's way.

use serde::{Deserialize, Serialize};

use crate::identity::{Answer, IdentityQuestion, IdentityValue};
use crate::record::Record;
use crate::{AuthorityId, RecordId, Sensitive};

use super::{Known, Subject};

/// A record about one person of a case. There is one for each person, or for each person and question.
pub trait AboutPerson: Record {
    /// The person.
    fn person(&self) -> RecordId;

    /// Whether the other one says the same kind of thing, so that only one of them may stand.
    fn same_question(&self, _other: &Self) -> bool {
        true
    }
}

/// Where a child lives, and which authority is the home authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The child.
    pub person: RecordId,
    /// The local authority in whose area the child normally lives.
    pub authority: Option<AuthorityId>,
    /// In words, where there is none to name: outside England, not known yet.
    pub elsewhere: Sensitive<String>,
    /// Where the child was living: a code of the scheme's list, or [`NOT_KNOWN`].
    pub living: String,
    /// More about that, such as with whom.
    pub more: Sensitive<String>,
}

/// The code for what nobody can say yet, where a list of the scheme has none of its own.
pub const NOT_KNOWN: &str = "not_known";

impl Record for Home {
    const KIND: &'static str = "home";
}

impl AboutPerson for Home {
    fn person(&self) -> RecordId {
        self.person
    }
}

/// The legal status of a child, and the plans and services when it happened and before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalStatus {
    /// The child.
    pub person: RecordId,
    /// A code of the scheme's list.
    pub status: String,
    /// Placement, for a looked-after child: a code of the scheme's list; empty for others.
    pub placement: String,
    /// Plans and services when it happened: codes of the scheme's list.
    pub plans: Vec<String>,
    /// Plans and services before that.
    pub earlier: Vec<String>,
    /// Category of a child protection plan: a code of the scheme's list; may be empty.
    pub category: String,
    /// Dates and what else matters, in words.
    pub more: Sensitive<String>,
}

impl Record for LegalStatus {
    const KIND: &'static str = "legal_status";
}

impl AboutPerson for LegalStatus {
    fn person(&self) -> RecordId {
        self.person
    }
}

/// The school, college or other setting of a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    /// The child.
    pub person: RecordId,
    /// A code of the scheme's list.
    pub education: String,
    /// Name of the school or setting.
    pub place: Sensitive<String>,
    /// More about that.
    pub more: Sensitive<String>,
}

impl Record for School {
    const KIND: &'static str = "school";
}

impl AboutPerson for School {
    fn person(&self) -> RecordId {
        self.person
    }
}

/// What a person says of who they are, to one question. Never inferred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityAnswer {
    /// The person.
    pub person: RecordId,
    /// The question.
    pub question: IdentityQuestion,
    /// One account, or several that differ.
    pub answer: Answer<IdentityValue>,
}

impl Record for IdentityAnswer {
    const KIND: &'static str = "identity_answer";
}

impl AboutPerson for IdentityAnswer {
    fn person(&self) -> RecordId {
        self.person
    }

    fn same_question(&self, other: &Self) -> bool {
        self.question == other.question
    }
}

/// What one person is to others: the mother of two children, the brother of a third.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relationship {
    /// The person.
    pub person: RecordId,
    /// What they are: a code of the scheme's list.
    pub is: String,
    /// In words, where the code does not say it.
    pub more: Sensitive<String>,
    /// To whom.
    pub of: Vec<RecordId>,
    /// Whether they share a home.
    pub same_home: Known,
}

impl Record for Relationship {
    const KIND: &'static str = "relationship";
}

/// Somebody was taken out of the case, as when they had been entered twice. What stood there is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOut {
    /// The record.
    pub person: RecordId,
    /// What it said.
    pub was: Subject,
    /// Why, in words.
    pub reason: Sensitive<String>,
}

impl Record for TakenOut {
    const KIND: &'static str = "taken_out";
}
