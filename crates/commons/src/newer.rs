//! Who opened or took out a version of an item that is not the newest any more. Opening the item says that they know.

use access::{Permit, actions};
use db::{Statement, Value};
use model::{Date, Instant, PersonId, SharedId};

use crate::opened::people_since;
use crate::{CommonsError, CommonsTx};

/// The newest of the versions that somebody saw is older than the one that stands.
macro_rules! newer {
    ($select:literal, $whose:literal, $order:literal) => {
        concat!(
            "SELECT ",
            $select,
            " FROM (SELECT item, person, MAX(version) AS version, \
             CAST(MAX(CASE WHEN how = 'exported' THEN 1 ELSE 0 END) AS BIGINT) AS exported \
             FROM opened WHERE ",
            $whose,
            " GROUP BY item, person) o JOIN item i ON i.id = o.item \
             WHERE i.state = 'standing' AND i.version > o.version ",
            $order
        )
    };
}
const NEWER: Statement = Statement::new(
    "what one opened and has a newer version",
    newer!(
        "i.id, i.version, i.released_on, o.exported",
        "person = $1 AND organisation = $2",
        "ORDER BY i.changed_at DESC, i.id"
    ),
);
const TO_TELL: Statement = Statement::new(
    "who opened what has a newer version since when",
    newer!(
        "o.person, MAX(i.changed_at) AS since",
        "organisation = $1",
        "GROUP BY o.person ORDER BY o.person"
    ),
);

pub(crate) const STATEMENTS: &[&Statement] = &[&NEWER, &TO_TELL];

/// An item of which somebody saw an older version than the one that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newer {
    /// The item.
    pub id: SharedId,
    /// The version that stands.
    pub version: i64,
    /// The day of its release.
    pub on: Option<Date>,
    /// Whether they took an older one out as a document.
    pub exported: bool,
}

/// What the actor opened or took out for their organisation and has a newer version that they have not opened.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn newer_since(tx: &mut CommonsTx<'_>) -> Result<Vec<Newer>, CommonsError> {
    let me = tx.ctx.person()?.id;
    let mine = [Value::id(me), Value::id(tx.ctx.organisation)];
    let rows = tx.all(&NEWER, mine).await?;
    rows.iter()
        .map(|row| {
            Ok(Newer {
                id: row.parse("id")?,
                version: row.number("version")?,
                on: row.maybe_parse("released_on")?,
                exported: row.truth("exported")?,
            })
        })
        .collect()
}

/// Who of the organisation opened something that has a newer version which they have not opened; and when the last of these came.
/// For the job that tells them.
///
/// # Errors
/// [`CommonsError`].
pub async fn to_tell_of_newer(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::RemindDigest>,
) -> Result<Vec<(PersonId, Instant)>, CommonsError> {
    permit.check(tx.tx.number())?;
    people_since(tx, &TO_TELL).await
}
