//! How a practitioner takes part in a review: told of it, supported, heard, and told what came of it.

use serde::{Deserialize, Serialize};

use super::{DraftTime, ToldOfReview, ToldOn};
use crate::record::Record;
use crate::scheme::kinds;
use crate::{Date, PersonId, Sensitive, UncertainDate};

kinds! {
    /// Where support for them stands.
    SupportStands {
        /// Nobody has offered any yet.
        NotOffered = "not_offered",
        /// Offered; the answer is open.
        Offered = "offered",
        /// They have it.
        TakenUp = "taken_up",
        /// They do not want it now.
        Declined = "declined",
    }
}

kinds! {
    /// Where their part in the learning event stands.
    EventStands {
        /// Nobody has asked them yet.
        NotAsked = "not_asked",
        /// Invited.
        Invited = "invited",
        /// They were there.
        TookPart = "took_part",
        /// Heard in another way.
        HeardOtherwise = "heard_otherwise",
        /// They did not want to take part.
        Declined = "declined",
        /// There is no such event.
        None = "none",
    }
}

/// What is known of contact with one practitioner, or with several of one role who are told together. The service sends
/// them nothing. Nothing of it is about how they worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PractitionerContact {
    /// Role and agency.
    pub role: Sensitive<String>,
    /// Their name, where it is needed to reach them; mostly empty.
    pub name: Sensitive<String>,
    /// Whether they were told of the review.
    pub told: ToldOfReview,
    /// Where support stands.
    pub support: SupportStands,
    /// Which support, and who gives it; may be empty.
    pub support_words: Sensitive<String>,
    /// Where their part in the learning event stands.
    pub event: EventStands,
    /// When that is or was; absent while there is no day.
    pub event_on: Option<UncertainDate>,
    /// Their time with the draft; absent while they had none.
    pub draft: Option<DraftTime>,
    /// When they were told what came of it; absent while they were not.
    pub feedback: Option<ToldOn>,
}

impl PractitionerContact {
    /// How they are called on pages: by their role, with the name where there is one.
    #[must_use]
    pub fn called(&self) -> String {
        if self.name.0.trim().is_empty() {
            self.role.0.clone()
        } else {
            format!("{} ({})", self.role.0, self.name.0)
        }
    }
}

impl Record for PractitionerContact {
    const KIND: &'static str = "practitioner_contact";

    fn state(&self) -> Option<&'static str> {
        Some(self.told.code())
    }

    fn due(&self) -> Option<Date> {
        self.told.due()
    }

    fn waits_for(&self) -> Option<PersonId> {
        self.told.waits_for()
    }
}
