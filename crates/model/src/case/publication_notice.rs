//! Who is told before publication and of a delay, and which partner approves it.

use serde::{Deserialize, Serialize};

use super::SignOff;
use crate::record::Record;
use crate::{RecordId, Sensitive, UncertainDate};

/// The scheme's list of those who must have the report before it is published: codes of its recipients.
pub const NOTICE_TO: &str = "publication_notice";
/// The scheme's list of those who are told why publication waits or does not happen: codes of its recipients.
pub const REASONS_TO: &str = "publication_reasons";

/// The report was sent to one of those who must have it before it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationNotice {
    /// A recipient of the scheme.
    pub recipient: String,
    /// Which version was sent.
    pub of: RecordId,
    /// When it was sent.
    pub on: UncertainDate,
    /// How: a code of `Told::CHANNELS`.
    pub channel: String,
    /// Who sent it: name and role.
    pub by: Sensitive<String>,
    /// To whom exactly; may be empty.
    pub whom: Sensitive<String>,
}

impl Record for PublicationNotice {
    const KIND: &'static str = "publication_notice";
}

/// Publication is delayed, or does not happen, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationDelay {
    /// Whether nothing is to be published at all.
    pub never: bool,
    /// Why.
    pub reasons: Sensitive<String>,
    /// When publication is expected now; absent when nobody can say, and when there is none.
    pub expected: Option<UncertainDate>,
    /// Who says so: name and role.
    pub by: Sensitive<String>,
    /// When it was foreseen.
    pub on: UncertainDate,
}

impl Record for PublicationDelay {
    const KIND: &'static str = "publication_delay";
}

/// The answer to reasons that were sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonsAnswer {
    /// When it came.
    pub on: UncertainDate,
    /// What it says.
    pub words: Sensitive<String>,
    /// What is done about it; may be empty.
    pub done: Sensitive<String>,
}

/// The reasons for a delay, or for not publishing, were sent to somebody, and what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonsSent {
    /// The delay.
    pub delay: RecordId,
    /// A recipient of the scheme.
    pub recipient: String,
    /// When they were sent.
    pub on: UncertainDate,
    /// How: a code of `Told::CHANNELS`.
    pub channel: String,
    /// Who sent them: name and role.
    pub by: Sensitive<String>,
    /// What came back; absent while nothing has.
    pub answer: Option<ReasonsAnswer>,
}

impl Record for ReasonsSent {
    const KIND: &'static str = "publication_reasons";

    fn state(&self) -> Option<&'static str> {
        Some(match self.answer {
            Some(_) => "answered",
            None => "sent",
        })
    }
}

/// One safeguarding partner approves publication of a version, or does not and says why. It is given, entered for a
/// partner and confirmed as a sign-off is; `of` is the id of the version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PublicationApproval(pub SignOff);

impl From<SignOff> for PublicationApproval {
    fn from(one: SignOff) -> Self {
        Self(one)
    }
}

impl AsRef<SignOff> for PublicationApproval {
    fn as_ref(&self) -> &SignOff {
        &self.0
    }
}

impl AsRef<SignOff> for SignOff {
    fn as_ref(&self) -> &SignOff {
        self
    }
}

impl Record for PublicationApproval {
    const KIND: &'static str = "publication_approval";

    fn state(&self) -> Option<&'static str> {
        self.0.state()
    }
}
