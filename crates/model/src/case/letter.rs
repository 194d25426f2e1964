//! What the national body makes of a case that it was told of, its letter, and what both sides write to each other.

use serde::{Deserialize, Serialize};

use crate::paper::Paper;
use crate::record::Record;
use crate::scheme::kinds;
use crate::{Date, PersonId, Sensitive, UncertainDate};

kinds! {
    /// What a case that the national body was told of waits for.
    ReceivedStep {
        /// Something arrived that nobody has recorded as read.
        ToRead = "to_read",
        /// Read, and not yet considered.
        ToConsider = "to_consider",
        /// Considered, and a letter is to be written.
        ToWrite = "to_write",
        /// A letter is drafted, and somebody else has to approve it.
        ToApprove = "to_approve",
        /// The letter is approved and has to be sent.
        ToSend = "to_send",
        /// Nothing: the letter is sent, or none is needed.
        Done = "done",
    }
}

/// The national body considered a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consideration {
    /// When.
    pub on: UncertainDate,
    /// Who was there: name and role, each on a line.
    pub there: Sensitive<String>,
    /// What was seen, asked and agreed.
    pub words: Sensitive<String>,
    /// Whether a letter is written.
    pub letter: bool,
}

impl Record for Consideration {
    const KIND: &'static str = "consideration";
}

/// Two areas told of one incident, or one area did so twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameIncident {
    /// Neutral reference of the case that goes on, in this store.
    pub goes_on: String,
    /// How it is known that it is the same incident.
    pub why: Sensitive<String>,
}

impl Record for SameIncident {
    const KIND: &'static str = "same_incident";
}

/// What a letter of the national body says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterWords {
    /// What it advises: codes of the scheme's list `letter_outcome`.
    pub advice: Vec<String>,
    /// On whether to hold a local review, and why.
    pub decision: Sensitive<String>,
    /// On the quality of the rapid review; may be empty.
    pub quality: Sensitive<String>,
    /// On how long it took; may be empty.
    pub timeliness: Sensitive<String>,
    /// On themes seen elsewhere too; may be empty.
    pub themes: Sensitive<String>,
    /// What it asks; may be empty.
    pub questions: Sensitive<String>,
    /// The day by which it asks for an answer.
    pub answer_by: Option<Date>,
}

impl LetterWords {
    /// Its texts, each with its code, in the order of the letter. An empty one is not written.
    #[must_use]
    pub fn texts(&self) -> [(&'static str, &Sensitive<String>); 5] {
        [
            ("decision", &self.decision),
            ("quality", &self.quality),
            ("timeliness", &self.timeliness),
            ("themes", &self.themes),
            ("questions", &self.questions),
        ]
    }
}

/// Where a letter of the national body stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterStands {
    /// Being written.
    Draft,
    /// Somebody other than its last author approved this text.
    Approved {
        /// Who.
        by: PersonId,
    },
    /// Sent.
    Sent {
        /// When.
        on: UncertainDate,
        /// Which letter to this area about this case, from 1.
        number: u32,
        /// The letter as it was sent.
        paper: Box<Paper>,
    },
}

/// A letter of the national body, from its first draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NationalLetter {
    /// What it says.
    pub says: LetterWords,
    /// Where it stands.
    pub stands: LetterStands,
}

impl Record for NationalLetter {
    const KIND: &'static str = "national_letter";

    fn state(&self) -> Option<&'static str> {
        Some(match self.stands {
            LetterStands::Draft => "draft",
            LetterStands::Approved { .. } => "approved",
            LetterStands::Sent { .. } => "sent",
        })
    }
}

/// A letter as it goes to the partnership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterSent {
    /// The partnership's neutral reference.
    pub reference: String,
    /// The national body's own reference.
    pub given_reference: String,
    /// Which letter about this case, from 1.
    pub number: u32,
    /// When it was sent.
    pub sent: UncertainDate,
    /// What it says.
    pub says: LetterWords,
    /// The letter.
    pub paper: Paper,
}

/// A message between a partnership and the national body about one case, as it goes. Whoever wrote it keeps it as a
/// record; whoever receives it keeps what arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSent {
    /// The partnership's neutral reference.
    pub reference: String,
    /// Who wrote it: name and organisation.
    pub from: Sensitive<String>,
    /// What it says.
    pub words: Sensitive<String>,
    /// When it was sent.
    pub on: UncertainDate,
}

impl Record for MessageSent {
    const KIND: &'static str = "message";
}
