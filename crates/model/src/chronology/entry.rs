//! One entry: one agency's account of one thing that happened.

use serde::{Deserialize, Serialize};

use super::Source;
use crate::case::FactsStand;
use crate::record::Record;
use crate::scheme::kinds;
use crate::{Date, RecordId, Sensitive, UncertainDate};

kinds! {
    /// What an entry tells of. Names on screen are interface texts under `entry-kind-` and the code.
    EntryKind {
        /// Somebody met or spoke with the child or family: a visit, a call, a session.
        Contact = "contact",
        /// A child was not brought to an appointment.
        NotBrought = "not_brought",
        /// Somebody tried to see a child or adult and did not.
        NotSeen = "not_seen",
        /// A child or adult was treated or examined: hospital, surgery, clinic.
        Attendance = "attendance",
        /// An injury or mark was seen or found, or somebody told when it came about.
        Injury = "injury",
        /// A child told somebody something that may be about harm.
        Disclosure = "disclosure",
        /// The police were called or came.
        PoliceAttendance = "police_attendance",
        /// Somebody wrote down a worry about a child.
        Concern = "concern",
        /// One agency asked another to act.
        Referral = "referral",
        /// Information was passed on, from one agency to another or to somebody in the same one.
        InformationShared = "information_shared",
        /// Agencies met, or a formal meeting was held.
        Meeting = "meeting",
        /// An assessment or examination of needs.
        Assessment = "assessment",
        /// Somebody decided something: open, close, step up, step down.
        Decision = "decision",
        /// Supervision or management oversight.
        Oversight = "oversight",
        /// Something in the family's life: a birth, a move, a new partner.
        FamilyEvent = "family_event",
        /// Letters, texts and calls that were sent or tried.
        AttemptedContact = "attempted_contact",
        /// Anything else.
        Other = "other",
    }
}

kinds! {
    /// Whether a child was seen, or seen alone. "Not recorded" is an answer of its own.
    ChildSeen {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Nobody could have: a telephone call, a meeting of professionals.
        NotApplicable = "not_applicable",
        /// The record does not say.
        NotRecorded = "not_recorded",
    }
}

kinds! {
    /// How its author sees what an entry tells of. Never counted, never compared.
    Significance {
        /// Its author has not said. Shown nowhere.
        NotSaid = "not_said",
        /// Something that went well.
        Positive = "positive",
        /// Neither.
        Neutral = "neutral",
        /// A worry.
        Concern = "concern",
        /// Much depended on it.
        Critical = "critical",
    }
}

kinds! {
    /// Who may read an entry beside the agency that it belongs to.
    Restriction {
        /// The whole team of the review.
        Team = "team",
        /// Only who was given what the police ask to keep back.
        Police = "police",
        /// Only who was given protected addresses.
        ProtectedAddress = "protected_address",
        /// Only who was given protected identities.
        ProtectedIdentity = "protected_identity",
    }
}

kinds! {
    /// Whether a sharing of information was confirmed by somebody.
    ShareStands {
        /// A source suggests it; nobody has confirmed it. Left out by default.
        Proposed = "proposed",
        /// Somebody confirmed it.
        Confirmed = "confirmed",
    }
}

/// Somebody whom an entry names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who of the people of the case; absent while nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<RecordId>,
    /// As the source calls them: a name, "mum", "male partner".
    pub called: Sensitive<String>,
}

/// When, by whom and where an entry was written down at the time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Recorded {
    /// When it was written down; absent where nobody knows.
    pub on: Option<UncertainDate>,
    /// Role of whoever wrote it down.
    pub by_role: Sensitive<String>,
    /// The system or file in which it was written.
    pub system: Sensitive<String>,
}

/// A sharing of what an entry tells of, at the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// Agency of the review that it went to, by its code; absent where it is none of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Role or body that it went to, in words.
    pub with: Sensitive<String>,
    /// When.
    pub on: UncertainDate,
    /// Whether somebody confirmed it.
    pub stands: ShareStands,
}

/// What somebody who wrote an entry down at the time said of its facts, where a chronology that went out tells it or one that came in
/// told it. What is said here stands apart from the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Their role.
    pub role: Sensitive<String>,
    /// Their name; empty where names are replaced.
    pub who: Sensitive<String>,
    /// When they said it.
    pub on: Date,
    /// Whether the facts are right.
    pub says: FactsStand,
    /// What is not right; empty where everything is.
    pub what: Sensitive<String>,
    /// What they add; may be empty.
    pub words: Sensitive<String>,
    /// Whether they read an earlier version of the entry.
    pub earlier: bool,
}

/// One agency's account of one thing that happened, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it happened, with the time where it is known and everything that is uncertain.
    pub date: UncertainDate,
    /// The date as the source says it; empty where an author typed it themselves.
    pub date_words: Sensitive<String>,
    /// What it tells of.
    pub kind: EntryKind,
    /// What happened.
    pub text: Sensitive<String>,
    /// Whom it is about.
    pub about: Vec<Person>,
    /// Who was there, by role.
    pub present: Vec<Sensitive<String>>,
    /// What was done in response.
    pub response: Sensitive<String>,
    /// What came of it.
    pub outcome: Sensitive<String>,
    /// Whether the child was seen.
    pub seen: ChildSeen,
    /// Whether the child was seen alone.
    pub seen_alone: ChildSeen,
    /// What the child said or showed.
    pub voice: Sensitive<String>,
    /// Whether its author takes it for part of a key practice episode.
    pub key_episode: bool,
    /// How its author sees it.
    pub significance: Significance,
    /// Comment or analysis of the agency; apart from the account.
    pub comment: Sensitive<String>,
    /// Who may read it.
    pub restriction: Restriction,
    /// When, by whom and where it was written down.
    pub recorded: Recorded,
    /// With whom it was shared at the time.
    pub shared: Vec<Shared>,
    /// What people who wrote it down said of its facts, as the document says from which it was taken. What is said here is a record
    /// of its own, and joins it only in files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checked: Vec<Checked>,
    /// Where the words stand; absent where an author typed them here.
    pub source: Option<Source>,
}

impl Entry {
    /// An entry that says only when and what; everything else is open.
    #[must_use]
    pub fn new(date: UncertainDate, kind: EntryKind, text: &str) -> Self {
        Self {
            date,
            date_words: Sensitive::default(),
            kind,
            text: Sensitive(text.to_owned()),
            about: Vec::new(),
            present: Vec::new(),
            response: Sensitive::default(),
            outcome: Sensitive::default(),
            seen: ChildSeen::NotRecorded,
            seen_alone: ChildSeen::NotRecorded,
            voice: Sensitive::default(),
            key_episode: false,
            significance: Significance::NotSaid,
            comment: Sensitive::default(),
            restriction: Restriction::Team,
            recorded: Recorded::default(),
            shared: Vec::new(),
            checked: Vec::new(),
            source: None,
        }
    }
}

impl Record for Entry {
    const KIND: &'static str = "chronology_entry";

    fn state(&self) -> Option<&'static str> {
        Some(self.kind.code())
    }
}
