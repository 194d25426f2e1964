//! Proceedings that run beside a review, and what they hold back until a condition is met.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{Date, PersonId, RecordId, Sensitive, UncertainDate};

/// Code of the scheme's list for holding back speaking to somebody.
pub const HELD_SPEAKING: &str = "speaking";
/// Code of the scheme's list for holding back sharing.
pub const HELD_SHARING: &str = "sharing";
/// Code of the scheme's list for holding back publishing.
pub const HELD_PUBLISHING: &str = "publishing";

/// A criminal investigation, an inquest, a family court case, or any other process beside the review.
/// No process takes priority by itself, and none holds back learning by default.
///
/// Source: SCIE quality markers, parallel processes; protocol of the Crown Prosecution Service, police
/// and partnerships.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proceedings {
    /// Kind: a code of the scheme's list.
    pub kind: String,
    /// Which of the tracks beside the review; absent where the scheme has no such track.
    pub instance: Option<u32>,
    /// The reference that its own people use; empty while not known.
    pub reference: Sensitive<String>,
    /// Who leads it: name, role and organisation; a senior investigating officer, a coroner's officer.
    pub contact: Sensitive<String>,
    /// Another contact: a prosecutor, a lawyer, a court; may be empty.
    pub second_contact: Sensitive<String>,
    /// When it began.
    pub began: UncertainDate,
    /// When it may end, as far as anybody can say.
    pub may_end: Option<UncertainDate>,
    /// Anything else; may be empty.
    pub more: Sensitive<String>,
    /// Who in the partnership keeps in touch.
    pub person: PersonId,
}

impl Record for Proceedings {
    const KIND: &'static str = "proceedings";

    fn relies_on(&self) -> Option<PersonId> {
        Some(self.person)
    }
}

/// One thing that proceedings hold back, the condition that ends it, and when to look again. It pauses
/// no clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The proceedings.
    pub proceedings: RecordId,
    /// What is held: a code of the scheme's list.
    pub what: String,
    /// Speaking to whom, sharing what, publishing what.
    pub about: Sensitive<String>,
    /// Who asked for it: name and role.
    pub asked_by: Sensitive<String>,
    /// First day.
    pub from: Date,
    /// The condition that ends it.
    pub ends_when: Sensitive<String>,
    /// Who lifts it: name and role.
    pub lifts: Sensitive<String>,
    /// When to look again.
    pub review_on: Date,
    /// Who in the partnership looks again.
    pub person: PersonId,
    /// When, by whom and why it was lifted; absent while it stands.
    pub lifted: Option<Lifted>,
}

/// How a hold or a pause ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifted {
    /// First day on which it no longer held.
    pub on: Date,
    /// Who lifted it: name and role.
    pub by: Sensitive<String>,
    /// Why.
    pub why: Sensitive<String>,
}

impl Hold {
    /// Whether it still holds something back.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.lifted.is_none()
    }

    /// Whether its day to look again has come.
    #[must_use]
    pub fn wants_looking_at(&self, today: Date) -> bool {
        self.stands() && self.review_on <= today
    }
}

impl Record for Hold {
    const KIND: &'static str = "hold";

    fn state(&self) -> Option<&'static str> {
        Some(if self.stands() { "stands" } else { "lifted" })
    }

    fn due(&self) -> Option<Date> {
        self.stands().then_some(self.review_on)
    }

    fn waits_for(&self) -> Option<PersonId> {
        self.stands().then_some(self.person)
    }
}
