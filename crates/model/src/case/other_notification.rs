//! Other bodies that may have to be told of the same event.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Date, Sensitive, UncertainDate};

/// Stands for a body that the scheme does not list.
pub const ANOTHER_BODY: &str = "another";

/// How another body was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// When.
    pub on: UncertainDate,
    /// By whom: name, role and agency.
    pub by: Sensitive<String>,
    /// How: one of the channels.
    pub channel: String,
    /// The reference that the other body gave; may be empty.
    pub reference: Sensitive<String>,
}

/// Where it stands. A body nobody has looked at has no record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhereItStands {
    /// It was told.
    Done(Done),
    /// It need not be told.
    NotNeeded {
        /// Why.
        reason: Sensitive<String>,
        /// Who says so: name and role.
        by: Sensitive<String>,
    },
    /// It is still to be told.
    NotYet {
        /// Who will: name, role and agency.
        by: Sensitive<String>,
        /// By the end of which day.
        due: Date,
    },
}

impl WhereItStands {
    /// Stable codes, in the order in which they are offered.
    pub const CODES: &'static [&'static str] = &["done", "not_yet", "not_needed"];

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::NotNeeded { .. } => "not_needed",
            Self::NotYet { .. } => "not_yet",
        }
    }
}

/// One other body, and whether it was told of the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherNotification {
    /// Id of the scheme's list, or [`ANOTHER_BODY`].
    pub body: String,
    /// Name of a body that the scheme does not list; empty otherwise.
    pub name: Sensitive<String>,
    /// Where it stands.
    pub stands: WhereItStands,
}

impl OtherNotification {
    /// The ways in which another body is told.
    pub const CHANNELS: &'static [&'static str] =
        &["service", "email", "telephone", "in_person", "post"];
}

impl Record for OtherNotification {
    const KIND: &'static str = "other_notification";

    fn state(&self) -> Option<&'static str> {
        Some(self.stands.code())
    }

    fn due(&self) -> Option<Date> {
        match self.stands {
            WhereItStands::NotYet { due, .. } => Some(due),
            WhereItStands::Done(_) | WhereItStands::NotNeeded { .. } => None,
        }
    }
}
