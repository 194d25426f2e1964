//! The children and adults of a case.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Sensitive, UncertainDate};

/// What a person is in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A child whom the incident concerns.
    Child,
    /// Another child in or linked to the home.
    LinkedChild,
    /// A child somebody saw or heard of and nobody has identified yet.
    NotYetIdentified,
    /// An adult: parent, carer, partner, relative, other.
    Adult,
}

impl SubjectKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: &'static [Self] = &[
        Self::Child,
        Self::LinkedChild,
        Self::NotYetIdentified,
        Self::Adult,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::LinkedChild => "linked_child",
            Self::NotYetIdentified => "not_yet_identified",
            Self::Adult => "adult",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// Whether the question "safe now?" is asked of this person.
    #[must_use]
    pub const fn is_child(self) -> bool {
        !matches!(self, Self::Adult)
    }
}

/// A child or adult of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// What they are in the case.
    pub kind: SubjectKind,
    /// Name, or how they were described when not identified.
    pub name: Sensitive<String>,
    /// Other names and spellings.
    pub also_known_as: Sensitive<String>,
    /// Date of birth, or the expected date for an unborn child.
    pub born: UncertainDate,
    /// Whether the child is not born yet.
    pub unborn: bool,
    /// How they belong to the first child: sister, mother's partner, neighbour's child.
    pub relation: Sensitive<String>,
}

impl Record for Subject {
    const KIND: &'static str = "subject";
}
