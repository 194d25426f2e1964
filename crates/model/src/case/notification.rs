//! The local authority's notification, and who else was told.

use serde::{Deserialize, Serialize};

use crate::identity::Identity;
use crate::record::Record;
use crate::scheme::kinds;
use crate::{FileId, RecordId, Sensitive, UncertainDate};

use super::{Home, Incident, Known, LegalStatus, School, Subject};

/// What the notification says beside the incident and the people, which are not typed again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Notification {
    /// Name and role of the notifier.
    pub notifier: Sensitive<String>,
    /// Telephone number of the notifier.
    pub phone: Sensitive<String>,
    /// E-mail address of the notifier.
    pub email: Sensitive<String>,
    /// Likely cause or kind of harm: a code of the scheme's list; empty while not said.
    pub cause: String,
    /// Whether the police investigate.
    pub police: Option<Known>,
    /// Whether there is or will be a post-mortem or inquest.
    pub coroner: Option<Known>,
    /// What has been done for the safety of brothers, sisters and other children.
    pub siblings: Sensitive<String>,
    /// Anything else the national body should know.
    pub more: Sensitive<String>,
}

impl Record for Notification {
    const KIND: &'static str = "notification";
}

impl Notification {
    /// Whether everything that must be said has been said.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.has_notifier() && self.has_cause() && self.has_investigations() && self.has_siblings()
    }

    /// Whether it says who notifies and how to reach them.
    #[must_use]
    pub fn has_notifier(&self) -> bool {
        said(&self.notifier) && (said(&self.phone) || said(&self.email))
    }

    /// Whether it says the likely cause or kind of harm.
    #[must_use]
    pub const fn has_cause(&self) -> bool {
        !self.cause.is_empty()
    }

    /// Whether it says who else looks into it.
    #[must_use]
    pub const fn has_investigations(&self) -> bool {
        self.police.is_some() && self.coroner.is_some()
    }

    /// Whether it says what was done for other children.
    #[must_use]
    pub fn has_siblings(&self) -> bool {
        said(&self.siblings)
    }
}

fn said(text: &Sensitive<String>) -> bool {
    !text.0.trim().is_empty()
}

/// The authoriser agreed to one version of the notification. A later version needs it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorisation {
    /// Version of the notification that was read.
    pub of_version: i64,
    /// Version of the incident that was read with it.
    pub of_incident: i64,
    /// Digest of the versions of everything about the people that was read with it; empty where it was
    /// agreed to before the people were part of it.
    #[serde(default)]
    pub of_people: String,
}

impl Record for Authorisation {
    const KIND: &'static str = "authorisation";
}

kinds! {
    /// Which way something went, as seen from here.
    Direction {
        /// From here to somebody else.
        Sent = "sent",
        /// From somebody else to here.
        Received = "received",
    }
}

/// Something was sent to a recipient, or came from one, outside this service; or somebody was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Id of the recipient in the scheme; `other` for somebody else.
    pub recipient: String,
    /// Who exactly, in words.
    pub whom: Sensitive<String>,
    /// When.
    pub on: UncertainDate,
    /// How: by this service, e-mail, telephone, in person, the government's service.
    pub channel: String,
    /// Who told them; for what was received, who took it in.
    pub by: Sensitive<String>,
    /// Which way it went. Records without it are of a time when only what was sent was kept.
    #[serde(default = "sent")]
    pub direction: Direction,
    /// The other affected area whose partners these are, when they are.
    #[serde(default)]
    pub area: Option<RecordId>,
    /// What it was, and its reference, or where it is kept; may be empty.
    #[serde(default)]
    pub reference: Sensitive<String>,
    /// The file of the review that was sent or came, when it is one.
    #[serde(default)]
    pub file: Option<FileId>,
}

const fn sent() -> Direction {
    Direction::Sent
}

impl Told {
    /// The ways in which somebody is told.
    pub const CHANNELS: &'static [&'static str] =
        &["service", "email", "telephone", "in_person", "post"];

    /// The way of what was told before the review was brought in, where nobody said how. It is no answer on offer.
    pub const BEFORE: &'static str = "before";

    /// Stands for a recipient that the scheme does not list.
    pub const OTHER: &'static str = "other";

    /// Whether it went to this recipient.
    #[must_use]
    pub fn went_to(&self, recipient: &str) -> bool {
        self.direction == Direction::Sent && self.recipient == recipient
    }
}

impl Record for Told {
    const KIND: &'static str = "told";

    fn state(&self) -> Option<&'static str> {
        Some(self.direction.code())
    }
}

/// What is known of one person, as it goes to the national body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PersonSent {
    /// Where a child lives.
    pub home: Option<Home>,
    /// Legal status, plans and services.
    pub status: Option<LegalStatus>,
    /// School or setting.
    pub school: Option<School>,
    /// What they say of who they are, whole: codes, own words, source and date.
    pub identity: Identity,
}

/// A relationship as it goes to the national body: people by their place in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationshipSent {
    /// The person.
    pub person: usize,
    /// What they are: a code of the scheme's list.
    pub is: String,
    /// In words.
    pub more: Sensitive<String>,
    /// To whom.
    pub of: Vec<usize>,
    /// Whether they share a home.
    pub same_home: Known,
}

/// A notification as it goes to the national body: what stood in the case when it was sent. What was
/// added to it since the first version of this program may be absent: an older envelope stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationSent {
    /// The sender's neutral reference.
    pub reference: String,
    /// The scheme under which the sender's codes stand, by its id and by the digest of its text; empty in
    /// what was sent before it was part of it.
    #[serde(default)]
    pub scheme: String,
    /// See there.
    #[serde(default)]
    pub scheme_digest: String,
    /// Id of the outcome that was decided.
    pub outcome: String,
    /// When the government's service had it.
    pub notified: UncertainDate,
    /// The reference that service gave.
    pub given_reference: Sensitive<String>,
    /// What happened.
    pub incident: Incident,
    /// Children and adults.
    pub people: Vec<Subject>,
    /// What the notification says.
    pub notification: Notification,
    /// More about each of the people, in the same order.
    #[serde(default)]
    pub about: Vec<PersonSent>,
    /// What they are to each other.
    #[serde(default)]
    pub relationships: Vec<RelationshipSent>,
}
