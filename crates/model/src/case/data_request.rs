//! A request for what is held: by a person, by the public, by a court.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Date, Sensitive};

/// One line of the register of requests. It is no record of a case, though it may be about one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataRequest {
    /// Code of the kind, from the scheme.
    pub kind: String,
    /// When it was received.
    pub received: Date,
    /// By when it is answered.
    pub due: Date,
    /// Who asks, and for whom.
    pub from: Sensitive<String>,
    /// What they ask for.
    pub wanted: Sensitive<String>,
    /// How it is known that they are who they say, and may ask.
    pub identity: Sensitive<String>,
    /// What was decided; empty while nothing is.
    pub decided: Sensitive<String>,
    /// Codes of why something is held back.
    pub held_back: Vec<String>,
    /// What is held back, and who decided it.
    pub held_back_why: Sensitive<String>,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Date>,
}

impl Record for DataRequest {
    const KIND: &'static str = "data_request";

    fn state(&self) -> Option<&'static str> {
        Some(if self.answered.is_some() {
            "answered"
        } else {
            "open"
        })
    }

    fn due(&self) -> Option<Date> {
        self.answered.is_none().then_some(self.due)
    }
}
