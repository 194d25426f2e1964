//! Who gave which role to whom, and who changed an organisation: read from the directory's own record.

use db::{Row, Statement, Value};
use model::{Instant, OrganisationId, PersonId, RecordId};

use super::{DirectoryError, DirectoryTx};
use crate::{Action, Permit, Role, actions};

/// Refusals that the page shows beside what was done: their rows name the organisation.
pub(super) const SHOWN_WHEN_REFUSED: [&str; 3] = ["add_role", "manage_people", "manage_directory"];

pub(super) const SEARCH: Statement = Statement::new(
    "who gave which role",
    "SELECT l.id, l.at, l.actor_kind, l.actor, l.action, l.outcome, g.name AS actor_name, \
     m.role, m.person, p.name AS person_name, o.name AS organisation_name, \
     e.at AS ended_at, e.actor_kind AS ended_kind, e.actor AS ended_by, x.name AS ended_name \
     FROM ledger l LEFT JOIN membership m ON m.id = l.record LEFT JOIN person p ON p.id = m.person \
     LEFT JOIN organisation o ON o.id = COALESCE(m.organisation, l.record) \
     LEFT JOIN person g ON g.id = l.actor \
     LEFT JOIN ledger e ON e.record = l.record AND e.action = 'end_role' AND l.action = 'add_role' \
     LEFT JOIN person x ON x.id = e.actor \
     WHERE l.record IS NOT NULL AND l.id < $1 AND ($2 = '' OR COALESCE(m.organisation, l.record) = $2) \
     AND ($3 = '' OR l.actor = $3 OR m.person = $3) ORDER BY l.id DESC LIMIT $4",
);

/// What is looked for; nothing given finds everything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In this organisation.
    pub organisation: Option<OrganisationId>,
    /// By this person, or about a role of theirs.
    pub person: Option<PersonId>,
    /// Older than this row: where the page before ended.
    pub before: Option<RecordId>,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// `person`, `job` or `operator`.
    pub kind: String,
    /// The person.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: Option<String>,
}

/// When a role was ended, and who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: By,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its id; rows sort by it.
    pub id: RecordId,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: By,
    /// Code of what was done.
    pub action: String,
    /// `done` or `refused`.
    pub outcome: String,
    /// The role, when it is about one.
    pub role: Option<Role>,
    /// Whose role: their id and name.
    pub person: Option<(PersonId, String)>,
    /// The organisation.
    pub organisation: String,
    /// The end of the role that this row gave.
    pub ended: Option<Ended>,
}

/// The rows that fit, newest first, at most so many. The permit is for the directory, or for reading the record of the
/// organisation that is wanted.
///
/// # Errors
/// [`DirectoryError::NotFound`] when the permit is for another organisation.
pub async fn acts<A: Action>(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, A>,
    wanted: Wanted,
    most: i64,
) -> Result<Vec<Act>, DirectoryError> {
    permit.check(tx.tx.number())?;
    let whole = permit.code() == actions::ManageDirectory::INFO.code;
    if !whole && wanted.organisation != Some(permit.organisation()) {
        return Err(DirectoryError::NotFound);
    }
    let text = |id: Option<String>| id.unwrap_or_default();
    // Ids are hexadecimal digits: all of them come before this.
    let before = wanted
        .before
        .map_or_else(|| "g".to_owned(), |id| id.to_string());
    let values: [Value; 4] = [
        before.into(),
        text(wanted.organisation.map(|id| id.to_string())).into(),
        text(wanted.person.map(|id| id.to_string())).into(),
        most.into(),
    ];
    tx.all(&SEARCH, values).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Act, DirectoryError> {
    let person = row.maybe_parse("person")?;
    let ended = match row.maybe_instant("ended_at")? {
        None => None,
        Some(at) => Some(Ended {
            at,
            by: By {
                kind: row.maybe_text("ended_kind")?.unwrap_or_default(),
                person: who(row.maybe_text("ended_by")?.as_deref()),
                name: row.maybe_text("ended_name")?,
            },
        }),
    };
    Ok(Act {
        id: row.parse("id")?,
        at: row.instant("at")?,
        by: By {
            kind: row.text("actor_kind")?,
            person: who(Some(&row.text("actor")?)),
            name: row.maybe_text("actor_name")?,
        },
        action: row.text("action")?,
        outcome: row.text("outcome")?,
        role: row.maybe_parse("role")?,
        person: person.zip(row.maybe_text("person_name")?),
        organisation: row.maybe_text("organisation_name")?.unwrap_or_default(),
        ended,
    })
}

/// The person; none for a job and for the command line.
fn who(actor: Option<&str>) -> Option<PersonId> {
    actor.and_then(|actor| actor.parse().ok())
}
