//! Safe now? Asked for every child in or linked to the home. It stops nothing and stays first.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{PersonId, RecordId, Sensitive, UncertainDate};

/// Whether a child is safe now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SafeNow {
    /// Somebody who has checked says so.
    Safe,
    /// Not safe, or not sure.
    NotSafe,
    /// Nobody has been able to say.
    NotKnown,
    /// The child has died.
    Died,
}

impl SafeNow {
    /// All answers, in the order in which they are shown.
    pub const ALL: &'static [Self] = &[Self::Safe, Self::NotSafe, Self::NotKnown, Self::Died];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::NotSafe => "not_safe",
            Self::NotKnown => "not_known",
            Self::Died => "died",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|answer| answer.code() == code)
    }
}

/// Whether a child is recorded as having died. Of adults this is not kept.
#[must_use]
pub fn has_died<'a>(lines: impl IntoIterator<Item = &'a SafetyLine>, child: RecordId) -> bool {
    let mut lines = lines.into_iter();
    lines.any(|line| line.child == child && line.safe_now == SafeNow::Died)
}

/// A referral of a child to children's social care.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialCareReferral {
    /// When.
    pub on: UncertainDate,
    /// To whom: team or role and authority.
    pub to: Sensitive<String>,
    /// What they answered; empty while there is no answer.
    pub reply: Sensitive<String>,
}

/// What is known of one child's safety now, and who is seeing to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyLine {
    /// The child.
    pub child: RecordId,
    /// Whether the child is safe now.
    pub safe_now: SafeNow,
    /// Who says so, or what was done to find out.
    pub how_known: Sensitive<String>,
    /// The referral, if one was made.
    pub referral: Option<SocialCareReferral>,
    /// Who is seeing to it.
    pub person: PersonId,
}

impl SafetyLine {
    /// Whether somebody still has to see to it: the child is not known to be safe, or a referral
    /// has no answer.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let waiting = self
            .referral
            .as_ref()
            .is_some_and(|referral| referral.reply.0.trim().is_empty());
        let unsettled = matches!(self.safe_now, SafeNow::NotSafe | SafeNow::NotKnown);
        waiting || unsettled
    }
}

impl Record for SafetyLine {
    const KIND: &'static str = "safety_line";

    fn state(&self) -> Option<&'static str> {
        Some(if self.is_open() { "open" } else { "settled" })
    }

    fn waits_for(&self) -> Option<PersonId> {
        self.is_open().then_some(self.person)
    }
}
