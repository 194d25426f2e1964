//! What happened, as far as it is known, and who says so.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{AuthorityId, Sensitive, UncertainDate};

/// Known, not known, or known not to be: three answers that are never one "unknown".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nobody can say yet.
    NotKnown,
}

impl Known {
    /// The stable code, as in forms and interface texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotKnown => "not_known",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Yes, Self::No, Self::NotKnown]
            .into_iter()
            .find(|known| known.code() == code)
    }
}

/// When the local authority knew, which starts the clock for telling the national body, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityKnew {
    /// The day; the clock asks for a certain one.
    pub on: UncertainDate,
    /// Who says so: a role and organisation.
    pub says: Sensitive<String>,
}

/// Who raised it, beside their sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Raised {
    /// Their name and role, as they give it.
    pub by: Sensitive<String>,
    /// The agency they speak for.
    pub agency: Sensitive<String>,
    /// Who leads on safeguarding in that agency and agreed to raise it; absent when not asked yet.
    pub agreed_by: Option<Sensitive<String>>,
}

/// A possible serious incident. One incident may concern several children, kept as subjects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// What happened, in the words of whoever raised it.
    pub outline: Sensitive<String>,
    /// When it happened.
    pub happened: UncertainDate,
    /// Where it happened, in words.
    pub place: Sensitive<String>,
    /// The local authority in whose area it happened; it leads.
    pub authority: Option<AuthorityId>,
    /// When an agency first knew of it, and which.
    pub first_known: Option<UncertainDate>,
    /// The agency that first knew.
    pub first_known_by: Sensitive<String>,
    /// When the local authority knew.
    pub authority_knew: Option<AuthorityKnew>,
    /// Nature of the incident: a code of the scheme's list.
    pub nature: String,
    /// Whether abuse or neglect is known or suspected.
    pub abuse_or_neglect: Known,
    /// Why the criteria may be met, in words.
    pub why: Sensitive<String>,
    /// What has been done at once, in words.
    pub done_at_once: Sensitive<String>,
    /// Whether the press is asking or may soon ask.
    pub press_interest: Known,
    /// Who raised it.
    pub raised: Raised,
}

impl Record for Incident {
    const KIND: &'static str = "incident";
}
