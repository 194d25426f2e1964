//! Learning on its way out of a case: what somebody wrote in the fixed shape of what leaves, what was decided of each thing that
//! the check found, who held it back, who released it, and that it was taken back. None of it has a place for the incident.

use serde::{Deserialize, Serialize};

use super::CheckSays;
use crate::learning::{SharedLearning, Sharing, TakeDownReason};
use crate::record::Record;
use crate::scheme::kinds;
use crate::{
    AgencyId, Date, OrganisationId, PersonId, RecordId, Sensitive, SharedId, UncertainDate,
};

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
}

/// Something that stops the release of a draft until the person who is named lifts it. Its day only reminds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingHold {
    /// The draft.
    pub of: RecordId,
    /// Why.
    pub why: Sensitive<String>,
    /// Who can lift it, and nobody else.
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

kinds! {
    /// As what somebody releases.
    ReleasedAs {
        /// The business manager.
        BusinessManager = "business_manager",
        /// A partner's delegate, or the partner.
        Partner = "partner",
        /// The information governance lead.
        InformationGovernance = "information_governance",
        /// One of these, where any of them is enough.
        OneOther = "one_other",
        /// Somebody else of an organisation that has no agencies.
        Colleague = "colleague",
    }
}

/// That somebody who releases agrees to something rare that stays all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAgreed {
    /// The words that could be put together, as they were decided on.
    pub words: Sensitive<String>,
    /// Why it may leave, in the words of whoever releases.
    pub why: Sensitive<String>,
}

/// That somebody releases in the place of a role of which everybody wrote some of what leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InPlaceOf {
    /// The role.
    pub of: ReleasedAs,
    /// Why.
    pub why: Sensitive<String>,
}

/// One person's release of a draft, as it would leave then: it counts while that is the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseStep {
    /// The draft.
    pub of: RecordId,
    /// Digest of everything that would leave, and for whom.
    pub text: String,
    /// As what they release it.
    pub released_as: ReleasedAs,
    /// In whose place, where it is not for themselves.
    #[serde(default)]
    pub in_place_of: Option<InPlaceOf>,
    /// Who.
    pub person: PersonId,
    /// The agency that they bring.
    pub agency: Option<AgencyId>,
    /// When.
    pub on: Date,
    /// What could be put together and stays all the same, each with their own reason. Records without it are of a time when
    /// nobody was asked.
    #[serde(default)]
    pub agreed: Vec<KeptAgreed>,
}

impl ReleaseStep {
    /// Whether they agreed to this, with a reason.
    #[must_use]
    pub fn agrees_to(&self, words: &str) -> bool {
        let same = |one: &KeptAgreed| one.words.0 == words && !one.why.0.trim().is_empty();
        self.agreed.iter().any(same)
    }
}

impl Record for ReleaseStep {
    const KIND: &'static str = "release_step";

    fn relies_on(&self) -> Option<PersonId> {
        Some(self.person)
    }
}

/// What somebody says of one line that is checked before everybody may read it; it counts while what would leave is the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseLine {
    /// The draft.
    pub of: RecordId,
    /// Digest of everything that would leave, and for whom.
    pub text: String,
    /// The line: a code of one of the scheme's lists.
    pub line: String,
    /// What was said.
    pub says: CheckSays,
    /// Why it does not apply or stops the release.
    pub words: Sensitive<String>,
    /// Who checked it: name and role.
    pub by: Sensitive<String>,
    /// When.
    pub on: UncertainDate,
}

impl Record for ReleaseLine {
    const KIND: &'static str = "release_line";

    fn state(&self) -> Option<&'static str> {
        Some(self.says.code())
    }
}

/// Where learning comes from, as far as it is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedOrigin {
    /// Code of the region; none where the partnership has none on record.
    pub region: Option<String>,
    /// The partnership, where it wants to be named.
    pub partnership: Option<OrganisationId>,
    /// Through whom those behind it can be asked.
    pub broker: OrganisationId,
    /// The year: no other date leaves.
    pub year: i16,
}

kinds! {
    /// Where a release stands.
    ReleaseStands {
        /// Released, and not yet where others read it.
        Waiting = "waiting",
        /// Others can read it.
        Out = "out",
        /// Taken back, and not yet gone everywhere.
        TakingBack = "taking_back",
        /// Gone everywhere.
        TakenBack = "taken_back",
    }
}

/// Who opened or took out what was released, for the list of those who are told that it was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReleaseReader {
    /// Where they read it.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// Whether they took it out as a file.
    pub took_out: bool,
    /// When they last did.
    pub on: Date,
}

kinds! {
    /// Why something released is taken back. The code goes where the learning went; the words do not.
    RecallReason {
        /// Somebody could be recognised.
        Recognised = "recognised",
        /// It was wrong.
        Wrong = "wrong",
        /// Legal advice, or an order of a court.
        Law = "law",
        /// Somebody whom it concerns asked for it.
        Asked = "asked",
        /// Another reason.
        Other = "other",
    }
}

impl RecallReason {
    /// The reason that comes nearest to a code with which something shared was ended elsewhere.
    #[must_use]
    pub fn nearest(code: &str) -> Self {
        if let Some(reason) = Self::from_code(code) {
            return reason;
        }
        match TakeDownReason::from_code(code) {
            Some(TakeDownReason::Court | TakeDownReason::OtherLaw) => Self::Law,
            Some(TakeDownReason::Recognised) => Self::Recognised,
            Some(TakeDownReason::Wrong) => Self::Wrong,
            Some(TakeDownReason::Asked) => Self::Asked,
            None => Self::Other,
        }
    }
}

/// That something released was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearningTakenBack {
    /// Who took it back; none where it was taken down elsewhere, or that is all that is known after an older copy was put back.
    pub person: Option<PersonId>,
    /// When.
    pub on: Date,
    /// Why, as a code.
    pub reason: RecallReason,
    /// Why, in words. They leave the case no more than the incident does.
    pub why: Sensitive<String>,
    /// Who had read it by then.
    pub readers: Vec<ReleaseReader>,
}

/// Releases of a time when there was one version of everything.
const fn first_version() -> i64 {
    1
}

/// What was released: exactly what left, to whom, by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearningRelease {
    /// The draft.
    pub of: RecordId,
    /// Its permanent id where others read it.
    pub item: SharedId,
    /// Which version of it this is, counted from 1.
    #[serde(default = "first_version")]
    pub version: i64,
    /// What left.
    pub learning: SharedLearning,
    /// Who may read it.
    pub audience: Sharing,
    /// Where it comes from, as far as that is said.
    pub origin: SharedOrigin,
    /// Whether the family had been told.
    pub family_told: bool,
    /// Digest of what left, as those who released it confirmed it.
    pub text: String,
    /// Who released it, in order.
    pub released_by: Vec<PersonId>,
    /// The day of the last of them.
    pub on: Date,
    /// Where it stands.
    pub stands: ReleaseStands,
    /// That it was taken back.
    pub taken_back: Option<LearningTakenBack>,
}

impl Record for LearningRelease {
    const KIND: &'static str = "learning_release";

    fn state(&self) -> Option<&'static str> {
        Some(self.stands.code())
    }
}

#[cfg(test)]
#[path = "sharing_tests.rs"]
mod tests;
