//! Learning that leaves a case: who released it, what was ticked before, that it left, and that it was taken back.

use serde::{Deserialize, Serialize};

use super::CheckSays;
use crate::learning::{SharedLearning, Sharing, TakeDownReason};
use crate::record::Record;
use crate::scheme::kinds;
use crate::{
    AgencyId, Date, OrganisationId, PersonId, RecordId, Sensitive, SharedId, UncertainDate,
};

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
