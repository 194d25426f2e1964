//! Who works on a review, and who must not see it.
//!
//! What access rests on (person, sections, days, whether a line stands) is also kept in columns of the
//! store; these records say the rest and keep every version of it.

use serde::{Deserialize, Serialize};

use crate::record::Record;
use crate::{AgencyId, Date, OrganisationId, PersonId, RecordId, Sensitive};

/// A section with a restriction of its own, opened to one person, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionGiven {
    /// The section's code.
    pub section: String,
    /// Why this person needs it.
    pub why: Sensitive<String>,
    /// Who of the agency that the section belongs to agreed: name and role. Empty for what was given before this was asked.
    #[serde(default)]
    pub agreed_by: Sensitive<String>,
    /// Since when.
    pub since: Date,
}

/// What was answered to "is this person on the conflict list, or should they be?" when they were added.
/// Who answered and when are those of the record's first version.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConflictAsked {
    /// How somebody made sure that they are not.
    pub how: Sensitive<String>,
    /// Lines of the list with a similar name that are about somebody else.
    pub somebody_else: Vec<RecordId>,
}

/// A person's place in the team of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamPlace {
    /// Who.
    pub person: PersonId,
    /// The agency they bring.
    pub agency: Option<AgencyId>,
    /// What they do on this review: a code of the scheme's list `team_role`.
    pub role: String,
    /// For somebody from another area, the organisation they act for.
    pub guest_of: Option<OrganisationId>,
    /// First day.
    pub from: Date,
    /// Last day; a guest always has one.
    pub until: Option<Date>,
    /// Sections with a restriction of their own that they may open.
    pub sections: Vec<SectionGiven>,
    /// The answer about conflicts of interest.
    pub asked: ConflictAsked,
    /// Why the place ended; absent while it has not been ended.
    pub ended: Option<Sensitive<String>>,
}

impl Record for TeamPlace {
    const KIND: &'static str = "team_place";
}

/// A line of the conflict list: somebody who must not see the review, whatever their role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictLine {
    /// Their sign-in, when they have one; otherwise they are only named in words.
    pub person: Option<PersonId>,
    /// Their name as given.
    pub named: Sensitive<String>,
    /// What connects them: a code of the scheme's list `conflict`.
    pub kind: String,
    /// How, in words; may be empty.
    pub how: Sensitive<String>,
    /// Why the line was wrong; absent while it stands.
    pub ended: Option<Sensitive<String>>,
    /// People with a similar name of whom somebody has said that they are not meant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_them: Vec<PersonId>,
}

impl ConflictLine {
    /// Whether it stands.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.ended.is_none()
    }
}

impl Record for ConflictLine {
    const KIND: &'static str = "conflict_line";
}

/// What was answered to somebody who asked for access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessAnswer {
    /// The place in the team that came of it; none when the answer was no.
    pub place: Option<RecordId>,
    /// Last day of that place.
    pub until: Option<Date>,
    /// Sections beside the general one that were opened.
    pub sections: Vec<String>,
    /// Why not; may be empty with a yes.
    pub why: Sensitive<String>,
}

/// Somebody who may know of a review and not open it asks for access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRequest {
    /// Who asks.
    pub person: PersonId,
    /// The agency they act for.
    pub agency: Option<AgencyId>,
    /// Why.
    pub why: Sensitive<String>,
    /// The answer; absent while there is none.
    pub answer: Option<AccessAnswer>,
}

impl Record for AccessRequest {
    const KIND: &'static str = "access_request";

    fn state(&self) -> Option<&'static str> {
        Some(match &self.answer {
            None => "asked",
            Some(AccessAnswer { place: None, .. }) => "no",
            Some(_) => "yes",
        })
    }
}

/// What somebody responsible found who looked at an emergency opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmergencyFound {
    /// There was an emergency, and opening the review was right.
    Justified,
    /// There was none, or another way was open.
    NotJustified,
    /// What is known does not say.
    CannotTell,
}

impl EmergencyFound {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Justified, Self::NotJustified, Self::CannotTell];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::NotJustified => "not_justified",
            Self::CannotTell => "cannot_tell",
        }
    }
}

/// Somebody responsible has looked at an emergency opening. Who and when are those of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencySeen {
    /// The opening.
    pub emergency: RecordId,
    /// What they found; absent in records made before it was asked, which review nothing.
    #[serde(default)]
    pub found: Option<EmergencyFound>,
    /// What they make of it.
    pub says: Sensitive<String>,
    /// What follows; may be empty where it was justified.
    #[serde(default)]
    pub follows: Sensitive<String>,
}

impl Record for EmergencySeen {
    const KIND: &'static str = "emergency_seen";

    fn state(&self) -> Option<&'static str> {
        self.found.map(EmergencyFound::code)
    }
}

/// An agency that is involved in a review, and whom to speak to there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyInvolved {
    /// The agency; none for one that the directory does not have.
    pub agency: Option<AgencyId>,
    /// Its name, where the directory does not have it.
    pub named: Sensitive<String>,
    /// How it is involved.
    pub how: Sensitive<String>,
    /// Whom to speak to: name and role.
    pub contact: Sensitive<String>,
    /// How to reach them.
    pub reach: Sensitive<String>,
}

impl Record for AgencyInvolved {
    const KIND: &'static str = "agency_involved";
}
