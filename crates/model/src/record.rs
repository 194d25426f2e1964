//! What every record of a case has in common.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Date, PersonId};

/// A kind of record: a typed body kept in revisions, with the few columns that lists are made of.
pub trait Record: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Stable code of the kind.
    const KIND: &'static str;

    /// Where it stands, for lists and for *Today*. A code, never text.
    fn state(&self) -> Option<&'static str> {
        None
    }

    /// The day by which somebody is waited for.
    fn due(&self) -> Option<Date> {
        None
    }

    /// Who is waited for.
    fn waits_for(&self) -> Option<PersonId> {
        None
    }

    /// The person to whom the record gives something to do: never somebody who must not see the case.
    fn relies_on(&self) -> Option<PersonId> {
        self.waits_for()
    }
}
