//! Identifiers. Each kind of thing has its own type, so that a case cannot be asked for with a person's id.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Instant;

/// The text is not an identifier of this service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

/// A kind of identifier: a UUID version 7, so that ids sort by the time they were made.
pub trait Id: Copy + fmt::Display + FromStr<Err = NotAnId> {
    /// Makes an id from the instant it is made at and 80 random bits.
    fn make(at: Instant, random: [u8; 10]) -> Self;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl Id for $name {
            fn make(at: Instant, random: [u8; 10]) -> Self {
                let milliseconds = u64::try_from(at.microseconds() / 1000).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )*};
}

ids! {
    /// A partnership, a region, the national body: an organisation that owns a case file store.
    OrganisationId,
    /// An agency that works inside a partnership's store: a police force, a trust, a school.
    AgencyId,
    /// A local authority with children's services.
    AuthorityId,
    /// A person with a sign-in.
    PersonId,
    /// One person's role in one organisation, from a date to a date.
    MembershipId,
    /// A signed-in session.
    SessionId,
    /// A case: everything about one incident.
    CaseId,
    /// A child or adult named in a case.
    SubjectId,
    /// Any other record of a case.
    RecordId,
    /// Released learning: the permanent id of one item of shared learning.
    SharedId,
    /// A file attached to a case.
    FileId,
    /// A submitted form, so that a repeat has the same result.
    FormId,
    /// An envelope between two organisations.
    EnvelopeId,
    /// A job waiting to be done in the background.
    JobId,
    /// One request to the service; people quote it when they ask for help.
    RequestId,
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn ids_sort_by_time_and_survive_text() {
        let early = CaseId::make(Instant::from_microseconds(1_000_000), [9; 10]);
        let late = CaseId::make(Instant::from_microseconds(2_000_000), [0; 10]);
        assert!(early < late);
        assert!(early.to_string() < late.to_string());
        assert_eq!(early.to_string().parse::<CaseId>().unwrap(), early);
        assert_eq!("nonsense".parse::<CaseId>(), Err(NotAnId));
    }
}
