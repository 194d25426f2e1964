//! The local child safeguarding practice review: the decision, what it asks, who leads it, how it goes.

use serde::{Deserialize, Serialize};

use super::MarkerThen;
use crate::record::Record;
use crate::scheme::DecisionPoint;
use crate::{Date, FileId, PersonId, Sensitive, UncertainDate};

/// The partners decided whether there will be a local review. Each decision is a record of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalReviewDecision {
    /// Whether there will be one.
    pub review: bool,
    /// The local criteria that the case meets: ids of the scheme.
    pub criteria: Vec<String>,
    /// Why, in words that the national body will read.
    pub reasons: Sensitive<String>,
    /// Where there will be none: how else it is learned from, and why that is enough.
    pub otherwise: Sensitive<String>,
    /// Who decided, name and role, each on a line; a different view is kept with its name.
    pub decided_by: Sensitive<String>,
    /// At which point.
    pub point: DecisionPoint,
    /// When.
    pub on: UncertainDate,
}

impl Record for LocalReviewDecision {
    const KIND: &'static str = "local_review_decision";

    fn state(&self) -> Option<&'static str> {
        Some(if self.review { "yes" } else { "no" })
    }
}

/// Terms of reference, beside the lines of enquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsOfReference {
    /// The time that is looked at, and why from then.
    pub period: Sensitive<String>,
    /// How it is reviewed.
    pub method: Sensitive<String>,
    /// Agencies that take part.
    pub agencies: Sensitive<String>,
    /// How children and family take part, or why not.
    pub family: Sensitive<String>,
    /// What runs beside it, and what that holds back.
    pub beside: Sensitive<String>,
    /// Why no line of enquiry asks about racism and other inequality, where none does.
    pub no_inequality: Sensitive<String>,
}

impl Record for TermsOfReference {
    const KIND: &'static str = "terms_of_reference";
}

/// Where a line of enquiry stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnquiryStands {
    /// Being asked.
    Open,
    /// Answered as far as the review can.
    Answered {
        /// What is known now.
        words: Sensitive<String>,
    },
    /// No longer asked.
    SetAside {
        /// Why.
        words: Sensitive<String>,
    },
}

impl EnquiryStands {
    /// Codes, in the order in which they are offered.
    pub const CODES: [&'static str; 3] = ["open", "answered", "set_aside"];

    /// Its code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered { .. } => "answered",
            Self::SetAside { .. } => "set_aside",
        }
    }

    /// What is known, or why it is no longer asked.
    #[must_use]
    pub const fn words(&self) -> Option<&Sensitive<String>> {
        match self {
            Self::Open => None,
            Self::Answered { words } | Self::SetAside { words } => Some(words),
        }
    }
}

/// A question that the review asks. It may change while the review runs; every version is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineOfEnquiry {
    /// What is asked.
    pub asks: Sensitive<String>,
    /// What it comes from: an episode, a learning point, something that the family asked.
    pub comes_from: Sensitive<String>,
    /// Whether it asks how racism or other inequality shaped what happened.
    pub inequality: bool,
    /// Where it stands.
    pub stands: EnquiryStands,
}

impl Record for LineOfEnquiry {
    const KIND: &'static str = "line_of_enquiry";

    fn state(&self) -> Option<&'static str> {
        Some(self.stands.code())
    }
}

/// Somebody was appointed to review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// Who: name and what they do otherwise.
    pub name: Sensitive<String>,
    /// Whether they lead.
    pub leads: bool,
    /// Why they are independent of the case and of the agencies in it.
    pub independence: Sensitive<String>,
    /// Interests that they declared and what follows, or that they declared none.
    pub conflicts: Sensitive<String>,
    /// Who looked at both: name and role.
    pub checked_by: Sensitive<String>,
    /// When they were appointed.
    pub on: UncertainDate,
    /// Their sign-in, where whoever leads works here with one: they then have working notes of their own.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// The last day of the commission of somebody with a sign-in: their access ends with it.
    #[serde(default)]
    pub until: Option<Date>,
    /// When their part ended and why, where it has.
    pub ended: Option<ReviewerEnded>,
}

impl Record for Reviewer {
    const KIND: &'static str = "reviewer";

    fn state(&self) -> Option<&'static str> {
        Some(if self.ended.is_some() {
            "ended"
        } else {
            "appointed"
        })
    }

    fn relies_on(&self) -> Option<PersonId> {
        self.person.filter(|_| self.ended.is_none())
    }
}

/// The end of a reviewer's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewerEnded {
    /// When.
    pub on: UncertainDate,
    /// Why.
    pub why: Sensitive<String>,
}

/// The partners looked how the review goes: time and quality, at regular intervals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressCheck {
    /// When.
    pub on: UncertainDate,
    /// Who looked: name and role, each on a line.
    pub by: Sensitive<String>,
    /// Whether it is on time, and what holds it up.
    pub time: Sensitive<String>,
    /// How good it is so far: what is known why, whose voice is missing.
    pub quality: Sensitive<String>,
    /// What was agreed.
    pub agreed: Sensitive<String>,
    /// When they look again; none once the review is complete.
    pub again_on: Option<Date>,
    /// How the review stood by the quality markers when this was recorded: what was judged of each by then.
    #[serde(default)]
    pub markers: Vec<MarkerThen>,
}

impl Record for ProgressCheck {
    const KIND: &'static str = "progress_check";

    fn due(&self) -> Option<Date> {
        self.again_on
    }
}

/// What the partners asked of a reviewer in writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenRequest {
    /// When it was asked.
    pub asked_on: UncertainDate,
    /// Who asked: name and role.
    pub asked_by: Sensitive<String>,
    /// What: information, or a draft.
    pub asks: Sensitive<String>,
    /// By which day.
    pub by: Option<Date>,
    /// What was given.
    pub given: Option<Given>,
}

impl Record for WrittenRequest {
    const KIND: &'static str = "written_request";

    fn state(&self) -> Option<&'static str> {
        Some(if self.given.is_some() {
            "given"
        } else {
            "asked"
        })
    }

    fn due(&self) -> Option<Date> {
        self.by.filter(|_| self.given.is_none())
    }
}

/// What a reviewer gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// When.
    pub on: UncertainDate,
    /// What.
    pub what: Sensitive<String>,
    /// The file, where it is one of the review.
    pub file: Option<FileId>,
}

/// A draft of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewDraft {
    /// When it was given.
    pub on: UncertainDate,
    /// The file of the review.
    pub file: FileId,
    /// What changed since the one before, and what is still open.
    pub words: Sensitive<String>,
    /// Who has it to comment on: family, practitioners, agencies, and until when.
    pub with: Sensitive<String>,
}

impl Record for ReviewDraft {
    const KIND: &'static str = "review_draft";
}
