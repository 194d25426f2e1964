//! What a decision about access may know: ids, stages, sections, memberships. Never content.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use model::learning::Sharing;
use model::{AgencyId, CaseId, OrganisationId, PersonId, RecordId};
use serde::{Deserialize, Serialize};

/// A part of a case with a restriction of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// What the whole team of the case reads.
    General,
    /// How and when it is safe to contact a person.
    SafeContact,
    /// Addresses that must not become known.
    ProtectedAddresses,
    /// Who people really are, where a name is kept back.
    ProtectedIdentities,
    /// What the police ask to keep back.
    PoliceRestricted,
    /// The lead reviewer's own working notes and files, for as long as their commission lasts.
    ReviewerWorking,
    /// What agencies return to requests: opened to nobody as a section, only return by return ([`ReturnFacts`]).
    Returns,
}

impl Section {
    /// All sections, the general one first.
    pub const ALL: &'static [Self] = &[
        Self::General,
        Self::SafeContact,
        Self::ProtectedAddresses,
        Self::ProtectedIdentities,
        Self::PoliceRestricted,
        Self::ReviewerWorking,
        Self::Returns,
    ];

    /// Those that are opened to somebody on the team by name, with a reason. The reviewer's working notes are not among
    /// them: nobody can give them to anybody.
    pub const GIVEN: &'static [Self] = &[
        Self::SafeContact,
        Self::ProtectedAddresses,
        Self::ProtectedIdentities,
        Self::PoliceRestricted,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::SafeContact => "safe_contact",
            Self::ProtectedAddresses => "protected_addresses",
            Self::ProtectedIdentities => "protected_identities",
            Self::PoliceRestricted => "police_restricted",
            Self::ReviewerWorking => "reviewer_working",
            Self::Returns => "returns",
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The code names no section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such section")]
pub struct NoSuchSection;

impl FromStr for Section {
    type Err = NoSuchSection;

    fn from_str(code: &str) -> Result<Self, NoSuchSection> {
        Self::ALL
            .iter()
            .copied()
            .find(|section| section.code() == code)
            .ok_or(NoSuchSection)
    }
}

/// One person's place in the team of a case, on the day of the request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TeamPlace {
    /// The agency they bring, if any.
    pub agency: Option<AgencyId>,
    /// Sections they may read beside the general one.
    pub sections: BTreeSet<Section>,
    /// Whether they come from another area, until a date.
    pub guest: bool,
}

/// A case, as far as access to it is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// The case.
    pub id: CaseId,
    /// Whose store it lies in.
    pub organisation: OrganisationId,
    /// Its version; a permit to change carries it.
    pub version: i64,
    /// Who is on its team today.
    pub team: BTreeMap<PersonId, TeamPlace>,
    /// Who raised it.
    pub raised_by: Option<PersonId>,
    /// People who may not see it: relatives, colleagues, staff involved. Not overridden by anything.
    pub conflicts: BTreeSet<PersonId>,
    /// People who opened it in an emergency, with a reason on record, and whose hour has not passed.
    pub emergency: BTreeSet<PersonId>,
    /// People whose commission to lead the review runs today.
    pub commissioned: BTreeSet<PersonId>,
    /// People whose commission to lead the review has ended, where no other of theirs runs.
    pub commission_over: BTreeSet<PersonId>,
    /// Whether it has been closed.
    pub closed: bool,
    /// Whether another organisation told of it: no review here.
    pub received: bool,
    /// Whether it is a practice run.
    pub practice: bool,
}

/// What an agency returns to a request for information, as far as access to it is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnFacts {
    /// The request that it answers.
    pub id: RecordId,
    /// Who answers it for the agency today.
    pub answering: BTreeSet<PersonId>,
    /// Who of them signs it off.
    pub signing: BTreeSet<PersonId>,
    /// To whom of the agency entries of it were put, so that they check them. They read those entries and nothing else.
    pub checking: BTreeSet<PersonId>,
    /// Whether the agency has signed it off.
    pub signed_off: bool,
    /// Whether the request was taken back.
    pub withdrawn: bool,
}

/// An organisation, as far as access to its pages is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrganisationFacts {
    /// The organisation.
    pub id: OrganisationId,
}

/// The directory of the whole instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectoryFacts;

/// Released learning, as far as access to it is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SharedFacts {
    /// Who may read it.
    pub audience: Sharing,
    /// Whether it is for the asker's region, where it is for one; of a published document, whether somebody of the asker's region
    /// added it.
    pub own_region: bool,
    /// Whether the asker's organisation shared it or speaks for those who did.
    pub answers_for_it: bool,
}

/// The thing that an action is done to.
#[derive(Debug, Clone, Copy)]
pub enum Resource<'a> {
    /// One section of a case.
    Case(&'a CaseFacts, Section),
    /// What an agency returns to a request about a case.
    Return(&'a CaseFacts, &'a ReturnFacts),
    /// An item of shared learning.
    Shared(SharedFacts),
    /// An organisation as a whole: its work list, its people, raising an incident.
    Organisation(OrganisationFacts),
    /// The directory of the instance.
    Directory(DirectoryFacts),
}
