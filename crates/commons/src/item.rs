//! What an item of shared learning is.

use access::SharedFacts;
use db::Row;
use model::learning::{SharedLearning, Sharing};
use model::{Date, Instant, OrganisationId, SharedId};

use crate::CommonsError;
use crate::error::read_back;

/// What a body is called where it cannot be read back.
pub(crate) const WHAT: &str = "shared learning";

/// Who may read an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// The areas of the region with this code, and the region.
    Region(String),
    /// Every area, region and national body.
    Nation,
    /// Everybody.
    Public,
}

impl Audience {
    /// The step of sharing.
    #[must_use]
    pub const fn sharing(&self) -> Sharing {
        match self {
            Self::Region(_) => Sharing::Region,
            Self::Nation => Sharing::Nation,
            Self::Public => Sharing::Public,
        }
    }

    /// The code of the region, where it is for one.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        match self {
            Self::Region(code) => Some(code),
            Self::Nation | Self::Public => None,
        }
    }

    fn read(row: &Row) -> Result<Self, CommonsError> {
        let code = row.text("audience")?;
        match Sharing::from_code(&code) {
            Some(Sharing::Region) => Ok(Self::Region(row.text("region")?)),
            Some(Sharing::Nation) => Ok(Self::Nation),
            Some(Sharing::Public) => Ok(Self::Public),
            // What stays within a partnership is nowhere in this store.
            Some(Sharing::Partnership) | None => Err(CommonsError::Body(WHAT)),
        }
    }
}

/// Where learning came from, as much of it as may be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The partnership, region or national body; absent where it is masked: then it is nowhere in this store.
    pub organisation: Option<OrganisationId>,
    /// Code of its region, where it has one and that may be known.
    pub region: Option<String>,
    /// The year.
    pub year: i16,
}

/// What the gate lets out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// Its permanent id: the gate makes it once, at the first release.
    pub id: SharedId,
    /// Counted from 1, without a gap.
    pub version: i64,
    /// What is shared.
    pub body: SharedLearning,
    /// Who may read it.
    pub audience: Audience,
    /// Where it came from.
    pub origin: Origin,
    /// Through whom the people behind it can be reached: the region, the national body, or the origin itself.
    pub broker: OrganisationId,
    /// Whether the family has been told that learning will be shared.
    pub family_told: bool,
    /// The day of release.
    pub released_on: Date,
    /// The item whose place it takes.
    pub supersedes: Option<SharedId>,
}

/// What putting came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutOutcome {
    /// It stands now.
    Put,
    /// The same version stood already: the job ran twice.
    Already,
}

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemState {
    /// It can be read.
    Standing,
    /// Those who released it took it back.
    Recalled,
    /// It was taken down because the law asks for it.
    TakenDown,
}

impl ItemState {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Recalled => "recalled",
            Self::TakenDown => "taken_down",
        }
    }

    fn from_code(code: &str) -> Result<Self, CommonsError> {
        [Self::Standing, Self::Recalled, Self::TakenDown]
            .into_iter()
            .find(|state| state.code() == code)
            .ok_or(CommonsError::Body(WHAT))
    }
}

/// An item as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its permanent id.
    pub id: SharedId,
    /// The version that stands; 0 for one that was taken back before it came.
    pub version: i64,
    /// What it says; absent when it was taken back or taken down.
    pub body: Option<SharedLearning>,
    /// Who may read it.
    pub audience: Audience,
    /// Where it came from; absent for one that was taken back before it came.
    pub origin: Option<Origin>,
    /// Through whom the people behind it can be reached.
    pub broker: Option<OrganisationId>,
    /// Whether the family had been told that learning would be shared.
    pub family_told: bool,
    /// The day on which this version was released.
    pub released_on: Option<Date>,
    /// The item whose place it takes.
    pub supersedes: Option<SharedId>,
    /// How it stands.
    pub state: ItemState,
    /// Code of the reason for which it was taken back or taken down.
    pub reason: Option<String>,
    /// Since when it no longer stands.
    pub state_on: Option<Date>,
    /// When the version that stands came, or when it ended.
    pub changed_at: Instant,
}

impl Item {
    pub(crate) fn read(row: &Row) -> Result<Self, CommonsError> {
        let body = row.maybe_text("body")?;
        let year = row.maybe_number("origin_year")?;
        let origin = year
            .map(|year| {
                Ok::<_, CommonsError>(Origin {
                    organisation: row.maybe_parse("origin")?,
                    region: row.maybe_text("origin_region")?,
                    year: i16::try_from(year).map_err(|_| CommonsError::Body(WHAT))?,
                })
            })
            .transpose()?;
        Ok(Self {
            id: row.parse("id")?,
            version: row.number("version")?,
            body: body.map(|body| read_back(WHAT, &body)).transpose()?,
            audience: Audience::read(row)?,
            origin,
            broker: row.maybe_parse("broker")?,
            family_told: row.truth("family_told")?,
            released_on: row.maybe_parse("released_on")?,
            supersedes: row.maybe_parse("supersedes")?,
            state: ItemState::from_code(&row.text("state")?)?,
            reason: row.maybe_text("reason")?,
            state_on: row.maybe_parse("state_on")?,
            changed_at: row.instant("changed_at")?,
        })
    }

    /// What the policies may know of an earlier version of it, for an asker of a region. A region that it was for is the one that
    /// it came from.
    #[must_use]
    pub fn facts_of(
        &self,
        version: &Version,
        organisation: OrganisationId,
        region: Option<&str>,
    ) -> SharedFacts {
        if version.version == self.version {
            return self.facts(organisation, region);
        }
        let came_from = self.origin.as_ref().and_then(|one| one.region.as_deref());
        SharedFacts {
            audience: version.audience,
            own_region: region.is_some() && came_from == region,
            ..self.facts(organisation, region)
        }
    }

    /// What the policies may know of it, for an asker of a region.
    #[must_use]
    pub fn facts(&self, organisation: OrganisationId, region: Option<&str>) -> SharedFacts {
        let origin = self.origin.as_ref().and_then(|origin| origin.organisation);
        SharedFacts {
            audience: self.audience.sharing(),
            own_region: region.is_some() && self.audience.region() == region,
            answers_for_it: origin == Some(organisation) || self.broker == Some(organisation),
        }
    }
}

/// One version that stood, or stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Counted from 1.
    pub version: i64,
    /// Who could read it.
    pub audience: Sharing,
    /// The day of its release.
    pub released_on: Date,
    /// When it came.
    pub at: Instant,
    /// What it said; absent when the item was taken back or taken down.
    pub body: Option<SharedLearning>,
}
