//! The local authority's notification, and who else was told.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Sensitive, UncertainDate};

use super::{Incident, Known, Subject};

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
        let said = |text: &Sensitive<String>| !text.0.trim().is_empty();
        said(&self.notifier)
            && (said(&self.phone) || said(&self.email))
            && !self.cause.is_empty()
            && self.police.is_some()
            && self.coroner.is_some()
            && said(&self.siblings)
    }
}

/// The authoriser agreed to one version of the notification. A later version needs it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorisation {
    /// Version of the notification that was read.
    pub of_version: i64,
    /// Version of the incident that was read with it.
    pub of_incident: i64,
}

impl Record for Authorisation {
    const KIND: &'static str = "authorisation";
}

/// Somebody was told, inside this service or outside it.
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
    /// Who told them.
    pub by: Sensitive<String>,
}

impl Record for Told {
    const KIND: &'static str = "told";
}

/// A notification as it goes to the national body: what stood in the case when it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationSent {
    /// The sender's neutral reference.
    pub reference: String,
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
}
