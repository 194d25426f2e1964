//! Learning that was released within a partnership, as everybody who works for it reads it; and who opened it. It holds nothing of
//! the review that it came from.

use serde::{Deserialize, Serialize};

use super::RecallReason;
use crate::learning::SharedLearning;
use crate::record::Record;
use crate::{Date, PersonId, Sensitive, SharedId};

/// That something within a partnership was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipItemEnded {
    /// Why, as a code.
    pub reason: RecallReason,
    /// When.
    pub on: Date,
    /// Why in words, where it was taken back here and not in its review: for those who may do that.
    pub why: Option<Sensitive<String>>,
}

/// An item of learning that only the partnership reads: kept in its own place beside any case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipItem {
    /// Its permanent id, by which the release in its review knows it.
    pub item: SharedId,
    /// What is shared; none once it was taken back.
    pub learning: Option<SharedLearning>,
    /// The year in which it was written: no other date of its review is told.
    pub year: i16,
    /// Whether the family had been told.
    pub family_told: bool,
    /// The day of its release.
    pub released_on: Date,
    /// That it was taken back.
    pub ended: Option<PartnershipItemEnded>,
}

impl Record for PartnershipItem {
    const KIND: &'static str = "partnership_item";

    fn state(&self) -> Option<&'static str> {
        Some(match self.ended {
            None => "standing",
            Some(_) => "taken_back",
        })
    }
}

/// That somebody opened an item of their partnership. There is one for each item and person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipItemOpened {
    /// The item.
    pub item: SharedId,
    /// Who opened it.
    pub person: PersonId,
    /// When they last did.
    pub on: Date,
    /// When they said that they know that it was taken back.
    pub told_on: Option<Date>,
}

impl Record for PartnershipItemOpened {
    const KIND: &'static str = "partnership_item_opened";
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn what_was_taken_back_stands_no_more() {
        let on = Date::constant(2026, 3, 2);
        let mut one = PartnershipItem {
            item: "0190b3a4-7c00-7000-8000-000000000001".parse().unwrap(),
            learning: None,
            year: 2026,
            family_told: true,
            released_on: on,
            ended: None,
        };
        assert_eq!(one.state(), Some("standing"));
        let reason = RecallReason::Recognised;
        let why = None;
        one.ended = Some(PartnershipItemEnded { reason, on, why });
        assert_eq!(one.state(), Some("taken_back"));
    }
}
