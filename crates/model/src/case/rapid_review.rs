//! The rapid review: what its report says beside the records it is made of, its meetings, and who signed it off.

use serde::{Deserialize, Serialize};

use super::{Action, LearningPoint, OnBehalf};
use crate::paper::Paper;
use crate::record::Record;
use crate::scheme::kinds;
use crate::{AgencyId, FileId, Sensitive, UncertainDate};

kinds! {
    /// A part of the report that people write. The scheme's list `report_part` says what each is called.
    ReportPart {
        /// What happened, concisely.
        Facts = "facts",
        /// Agencies involved, and any that did not respond.
        Agencies = "agencies",
        /// Key practice episodes: what happened and why.
        Episodes = "episodes",
        /// What was done at once to keep children safe.
        SafetyAction = "safety_action",
        /// How racism and other inequality shaped what happened and what was done.
        Inequality = "inequality",
        /// The child's and the family's perspective.
        Voice = "voice",
        /// Fathers, partners and other adults.
        Adults = "adults",
        /// What was known already from earlier reviews.
        AlreadyKnown = "already_known",
        /// Good practice, and what made it possible.
        GoodPractice = "good_practice",
        /// Issues for the national level.
        National = "national",
        /// The independent scrutineer's comment.
        Scrutineer = "scrutineer",
        /// Whether the rapid review is published.
        Publication = "publication",
    }
}

/// What stands in one part of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportText {
    /// Which part.
    pub part: ReportPart,
    /// What it says.
    pub words: Sensitive<String>,
}

impl Record for ReportText {
    const KIND: &'static str = "report_text";

    fn state(&self) -> Option<&'static str> {
        Some(self.part.code())
    }
}

/// Words that say nothing when there are no others.
const NOTHING: &[&str] = &[
    "a",
    "any",
    "applicable",
    "been",
    "for",
    "has",
    "have",
    "identified",
    "in",
    "is",
    "issue",
    "issues",
    "known",
    "n",
    "na",
    "nil",
    "no",
    "none",
    "not",
    "nothing",
    "noted",
    "of",
    "relevant",
    "report",
    "tbc",
    "there",
    "this",
    "to",
    "was",
    "were",
];

/// Whether a text is empty or says no more than *not applicable*: "n/a", "None identified.", "—".
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| NOTHING.contains(&word.to_lowercase().as_str()))
}

/// A meeting of the rapid review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewMeeting {
    /// When it was.
    pub on: UncertainDate,
    /// Whether it is the meeting that considers everything, or one on the way to it.
    pub considers: bool,
    /// Who was there: name, role and agency, each on a line.
    pub attended: Sensitive<String>,
    /// Who was asked and could not come, each on a line.
    pub apologies: Sensitive<String>,
    /// Files of the review that were its papers.
    pub papers: Vec<FileId>,
    /// What was said and agreed.
    pub minutes: Sensitive<String>,
}

impl ReviewMeeting {
    /// How many were there.
    #[must_use]
    pub fn there(&self) -> usize {
        let lines = self.attended.0.lines();
        lines.filter(|line| !line.trim().is_empty()).count()
    }
}

impl Record for ReviewMeeting {
    const KIND: &'static str = "review_meeting";
}

/// One safeguarding partner has signed the report off, or has not and says why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// Which partner: id of the scheme's list of partners.
    pub partner: String,
    /// Which agency of that kind, where one is known.
    pub agency: Option<AgencyId>,
    /// Who signs: name and role.
    pub given_by: Sensitive<String>,
    /// For whom, when a deputy or out-of-hours cover signs.
    pub cover_for: Option<Sensitive<String>>,
    /// Whether they sign it off.
    pub signs: bool,
    /// A comment, or why they do not; a different view is kept.
    pub words: Sensitive<String>,
    /// When.
    pub on: UncertainDate,
    /// What the report was made of when they looked: a later report is signed again.
    pub of: String,
    /// How it came, when somebody else entered it.
    pub on_behalf: Option<OnBehalf>,
}

impl SignOff {
    /// Whether the partner still has to confirm what was entered for them.
    #[must_use]
    pub fn is_unconfirmed(&self) -> bool {
        self.on_behalf
            .as_ref()
            .is_some_and(|one| one.confirmed_by.is_none())
    }
}

impl Record for SignOff {
    const KIND: &'static str = "sign_off";

    fn state(&self) -> Option<&'static str> {
        Some(match (self.signs, self.is_unconfirmed()) {
            (true, true) => "unconfirmed",
            (true, false) => "signed",
            (false, _) => "not_signed",
        })
    }
}

/// The rapid review as it is sent to the national body: the report as a document, and what was learned as records.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RapidReviewSent {
    /// The sender's neutral reference.
    pub reference: String,
    /// The reference that the government's service gave the notification; empty when it is not known.
    pub given_reference: Sensitive<String>,
    /// Which version, from 1.
    pub version: u32,
    /// When it was sent.
    pub sent: UncertainDate,
    /// The report.
    pub paper: Paper,
    /// What was learned.
    pub points: Vec<LearningPoint>,
    /// What is done about it.
    pub actions: Vec<Action>,
    /// Whether there will be a local review, once that was decided.
    pub local_review: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn what_says_no_more_than_not_applicable_says_nothing() {
        for text in [
            "",
            "  ",
            "n/a",
            "N/A.",
            "NA",
            "None",
            "None identified.",
            "Not applicable",
            "-",
            "—",
            "No issues identified",
            "Nothing to report.",
            "n/a\n\nn/a",
        ] {
            assert!(says_nothing(text), "{text:?}");
        }
        for text in [
            "The family spoke Polish and nobody asked for an interpreter.",
            "No interpreter was used.",
            "We did not ask.",
            "Not considered by any agency.",
        ] {
            assert!(!says_nothing(text), "{text:?}");
        }
    }
}
