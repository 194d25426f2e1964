//! Learning on its way out of a case: what somebody wrote in the fixed shape of what leaves, what was decided of each thing that
//! the check found, who held it back, who released it, and that it was taken back. None of it has a place for the incident.

use serde::{Deserialize, Serialize};

use crate::learning::{SharedLearning, Sharing};
use crate::record::Record;
use crate::scheme::kinds;
use crate::{AgencyId, Date, PersonId, RecordId, Sensitive, SharedId};

kinds! {
    /// What somebody had before them when they began to write.
    SharedFrom {
        /// What somebody saw differently.
        Moment = "moment",
        /// A learning point of the review.
        LearningPoint = "learning_point",
        /// What was released within the partnership, which is to be shared more widely.
        PartnershipRelease = "partnership_release",
        /// Nothing on record.
        Nothing = "nothing",
        /// What an organisation learned from its own work, beside any review.
        OwnWork = "own_work",
    }
}

/// Somebody who wrote some of what leaves. Nobody of them releases it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingAuthor {
    /// Who.
    pub person: PersonId,
    /// The agency that they brought then.
    pub agency: Option<AgencyId>,
}

/// The version of something shared whose place a draft is to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowsVersion {
    /// Its permanent id, which the next version keeps.
    pub item: SharedId,
    /// The version that stood when the draft was begun.
    pub version: i64,
}

/// Learning that somebody wants to share, as it was written. It may still hold what must not leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingDraft {
    /// What they had before them.
    pub from: SharedFrom,
    /// The record that this was, where there is one. Its words are only shown beside; none is taken over.
    pub of: Option<RecordId>,
    /// The learning, in the shape of what leaves.
    pub learning: Sensitive<SharedLearning>,
    /// Who is to read it.
    pub audience: Sharing,
    /// Whether the partnership is named as its origin; else only the region is.
    pub names_partnership: bool,
    /// Everybody who wrote some of it, in the order in which they began.
    pub authors: Vec<SharingAuthor>,
    /// From which the names that stand in the place of names are made: other ones in each release. Hexadecimal, 32 bytes.
    pub seed: Sensitive<String>,
    /// The version that it corrects; none for something that was not shared before.
    #[serde(default)]
    pub follows: Option<FollowsVersion>,
}

impl SharingDraft {
    /// Whether it comes from the organisation's own work and from no review.
    #[must_use]
    pub fn is_own_work(&self) -> bool {
        self.from == SharedFrom::OwnWork
    }

    /// Whether somebody wrote some of it.
    #[must_use]
    pub fn is_by(&self, person: PersonId) -> bool {
        self.authors.iter().any(|one| one.person == person)
    }
}

impl Record for SharingDraft {
    const KIND: &'static str = "sharing_draft";

    fn state(&self) -> Option<&'static str> {
        Some(self.audience.code())
    }
}

/// What becomes of something that the check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "choice", rename_all = "snake_case")]
pub enum FindingChoice {
    /// A replacement that the check offers.
    Offered {
        /// The words.
        words: Sensitive<String>,
    },
    /// Words of whoever decides.
    Own {
        /// The words.
        words: Sensitive<String>,
    },
    /// Nothing stands in its place.
    Removed,
    /// It stays. Never what the case has on record.
    Kept {
        /// Why it tells of nobody.
        why: Sensitive<String>,
    },
}

impl FindingChoice {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Offered { .. } => "offered",
            Self::Own { .. } => "own",
            Self::Removed => "removed",
            Self::Kept { .. } => "kept",
        }
    }

    /// What stands in its place; none where it stays.
    #[must_use]
    pub fn replacement(&self) -> Option<&str> {
        match self {
            Self::Offered { words } | Self::Own { words } => Some(&words.0),
            Self::Removed => Some(""),
            Self::Kept { .. } => None,
        }
    }
}

/// What somebody decided of these exact words in this field, found as this kind. It holds wherever they are found again; where
/// the text changes only what is new is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingDecided {
    /// The field of what leaves.
    pub field: String,
    /// The words that were found.
    pub words: Sensitive<String>,
    /// As what they were found: a code of the check.
    pub kind: String,
    /// What becomes of them.
    pub choice: FindingChoice,
    /// Who decided.
    pub by: SharingAuthor,
    /// When.
    pub on: Date,
}

/// What was decided in the check of one draft; a draft has at most one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingCheck {
    /// The draft.
    pub of: RecordId,
    /// The decisions, one for each finding.
    pub decided: Vec<FindingDecided>,
    /// Since when those who release it are asked to read it; absent while it is written and decided, and again when it changed.
    pub asked_on: Option<Date>,
    /// How often it was asked for before, and a change took that back: what was released of it then does not count any more.
    #[serde(default)]
    pub asked_before: u32,
}

impl SharingCheck {
    /// Takes back that people are asked to release it: something changed.
    pub fn ask_no_more(&mut self) {
        if self.asked_on.take().is_some() {
            self.asked_before += 1;
        }
    }

    /// What was decided of something found.
    #[must_use]
    pub fn said_of(&self, (field, words, kind): (&str, &str, &str)) -> Option<&FindingDecided> {
        let same =
            |one: &&FindingDecided| one.field == field && one.words.0 == words && one.kind == kind;
        self.decided.iter().find(same)
    }
}

impl Record for SharingCheck {
    const KIND: &'static str = "sharing_check";

    fn state(&self) -> Option<&'static str> {
        self.asked_on.is_some().then_some("asked")
    }
}

kinds! {
    /// Whether the family knows that learning is shared.
    FamilyKnows {
        /// They were told.
        Yes = "yes",
        /// They were not told, and will not be.
        No = "no",
        /// They are still to be told.
        NotYet = "not_yet",
        /// Nobody can be told, or it is not safe.
        NotPossible = "not_possible",
        /// It comes from no review: no family is concerned.
        NotConcerned = "not_concerned",
    }
}

impl FamilyKnows {
    /// Whether a partner gives the reason for sharing all the same: the family does not know, whatever the reason.
    #[must_use]
    pub const fn needs_partner(self) -> bool {
        !matches!(self, Self::Yes | Self::NotConcerned)
    }

    /// Whether it is never enough for sharing with everybody: the family could be told, and is not.
    #[must_use]
    pub const fn never_public(self) -> bool {
        matches!(self, Self::No | Self::NotYet)
    }
}

/// Whether the family was told that this is shared. How they are reached safely is kept in its own section and never here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingFamily {
    /// The draft.
    pub of: RecordId,
    /// What is known.
    pub knows: FamilyKnows,
    /// When they were told, in whose words; or why not.
    pub words: Sensitive<String>,
    /// Who says so; where the family does not know, a partner.
    pub by: SharingAuthor,
    /// Whether they said it as a partner. Records without it are of a time when that was not kept.
    #[serde(default)]
    pub as_partner: bool,
}

impl Record for SharingFamily {
    const KIND: &'static str = "sharing_family";

    fn state(&self) -> Option<&'static str> {
        Some(self.knows.code())
    }
}

/// That a hold was lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingHoldLifted {
    /// When.
    pub on: Date,
    /// Why.
    pub why: Sensitive<String>,
    /// Who, where it was somebody else than the person named in it, who could no longer do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
}

/// Something that stops the release of a draft until the person who is named lifts it. Its day only reminds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingHold {
    /// The draft.
    pub of: RecordId,
    /// Why.
    pub why: Sensitive<String>,
    /// Who can lift it, and nobody else while they can open it.
    pub lifts: PersonId,
    /// When they look at it again.
    pub look_again: Date,
    /// That it was lifted.
    pub lifted: Option<SharingHoldLifted>,
}

impl SharingHold {
    /// Whether it stops the release.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.lifted.is_none()
    }
}

impl Record for SharingHold {
    const KIND: &'static str = "sharing_hold";

    fn state(&self) -> Option<&'static str> {
        Some(if self.stands() { "stands" } else { "lifted" })
    }

    fn due(&self) -> Option<Date> {
        self.stands().then_some(self.look_again)
    }

    fn waits_for(&self) -> Option<PersonId> {
        self.stands().then_some(self.lifts)
    }
}

#[cfg(test)]
#[path = "sharing_tests.rs"]
mod tests;
