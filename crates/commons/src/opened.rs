//! Who opened or took out which item, so that they can be told when it is taken back.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::{Date, Instant, OrganisationId, PersonId, SharedId};

use crate::{CommonsError, CommonsTx, Item};

const NOTE: Statement = Statement::new(
    "note who opened shared learning",
    "INSERT INTO opened (item, person, organisation, how, version, at) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (item, person, organisation, how) DO UPDATE \
     SET version = CASE WHEN opened.version > $5 THEN opened.version ELSE $5 END, at = $6",
);
const OF: Statement = Statement::new(
    "who opened shared learning",
    "SELECT person, organisation, how, version, at FROM opened WHERE item = $1 ORDER BY at, person, how",
);
const TAKEN_BACK: Statement = Statement::new(
    "what one opened and was taken back",
    "SELECT i.id, i.state_on, CAST(MAX(CASE WHEN o.how = 'exported' THEN 1 ELSE 0 END) AS BIGINT) AS exported, \
     MAX(o.at) AS opened_at FROM opened o JOIN item i ON i.id = o.item \
     WHERE o.person = $1 AND o.organisation = $2 AND o.told_at IS NULL AND i.state <> 'standing' \
     GROUP BY i.id, i.state_on ORDER BY i.state_on DESC, i.id",
);
const TOLD: Statement = Statement::new(
    "one was told that shared learning was taken back",
    "UPDATE opened SET told_at = $4 WHERE item = $1 AND person = $2 AND organisation = $3 AND told_at IS NULL \
     AND EXISTS (SELECT 1 FROM item i WHERE i.id = $1 AND i.state <> 'standing')",
);
const TAKEN_BACK_HERE: Statement = Statement::new(
    "what others of an organisation opened and was taken back",
    "SELECT i.id, i.state_on, CAST(MAX(CASE WHEN o.how = 'exported' THEN 1 ELSE 0 END) AS BIGINT) AS exported, \
     MAX(o.at) AS opened_at FROM opened o JOIN item i ON i.id = o.item \
     WHERE o.person <> $1 AND o.organisation = $2 AND i.state <> 'standing' \
     AND NOT EXISTS (SELECT 1 FROM ended_read r WHERE r.item = i.id AND r.person = $1 AND r.organisation = $2) \
     GROUP BY i.id, i.state_on ORDER BY i.state_on DESC, i.id",
);
const READ_HERE: Statement = Statement::new(
    "one read for an organisation that shared learning was taken back",
    "INSERT INTO ended_read (item, person, organisation, at) \
     SELECT i.id, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT) FROM item i \
     WHERE i.id = $1 AND i.state <> 'standing' ON CONFLICT (item, person, organisation) DO NOTHING",
);
const TO_TELL: Statement = Statement::new(
    "who opened what was taken back since when",
    "SELECT x.person, MAX(x.since) AS since FROM (\
       SELECT o.person, i.changed_at AS since FROM opened o JOIN item i ON i.id = o.item \
       WHERE o.organisation = $1 AND o.told_at IS NULL AND i.state <> 'standing' \
       UNION ALL SELECT t.person, d.removed_at AS since FROM document_taken t JOIN document d ON d.id = t.document \
       WHERE t.organisation = $1 AND t.told_at IS NULL AND d.removed_at IS NOT NULL) x \
     GROUP BY x.person ORDER BY x.person",
);

const TO_TELL_FOR: Statement = Statement::new(
    "since when something that others of an organisation opened was taken back and one has not read it",
    "SELECT o.organisation, MAX(i.changed_at) AS since FROM opened o JOIN item i ON i.id = o.item \
     WHERE o.person <> $1 AND o.organisation = $2 AND i.state <> 'standing' \
     AND NOT EXISTS (SELECT 1 FROM ended_read r WHERE r.item = i.id AND r.person = $1 AND r.organisation = $2) \
     GROUP BY o.organisation",
);

pub(crate) const STATEMENTS: &[&Statement] = &[
    &NOTE,
    &OF,
    &TAKEN_BACK,
    &TOLD,
    &TAKEN_BACK_HERE,
    &READ_HERE,
    &TO_TELL,
    &TO_TELL_FOR,
];

/// What somebody did with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Opened its page.
    Opened,
    /// Took it out as a document.
    Exported,
}

impl How {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Exported => "exported",
        }
    }
}

/// Somebody who opened or took out an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The person.
    pub person: PersonId,
    /// The organisation they acted for.
    pub organisation: OrganisationId,
    /// What they did.
    pub how: How,
    /// The newest version that they saw.
    pub version: i64,
    /// When they last did.
    pub at: Instant,
}

/// An item that somebody opened and that was taken back since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// The item.
    pub id: SharedId,
    /// When it was taken back.
    pub on: Option<Date>,
    /// Whether they took it out as a document.
    pub exported: bool,
    /// On which day they last opened it or took it out.
    pub opened_on: Date,
}

/// Notes that the actor opened or took out an item that [`crate::read_item`] gave. Whoever is no person is not noted: of
/// public items that are read without signing in nobody knows who read them.
///
/// # Errors
/// [`CommonsError`].
pub async fn note_opened(
    tx: &mut CommonsTx<'_>,
    item: &Item,
    how: How,
) -> Result<(), CommonsError> {
    note_version(tx, (item, item.version), how).await
}

/// As [`note_opened`], for one of the versions of the item. Whoever saw a newer one before has seen that.
///
/// # Errors
/// [`CommonsError`].
pub async fn note_version(
    tx: &mut CommonsTx<'_>,
    (item, version): (&Item, i64),
    how: How,
) -> Result<(), CommonsError> {
    let Ok(person) = tx.ctx.person() else {
        return Ok(());
    };
    let values = [
        Value::id(item.id),
        Value::id(person.id),
        Value::id(tx.ctx.organisation),
        how.code().into(),
        version.into(),
        tx.ctx.now.into(),
    ];
    tx.execute(&NOTE, values).await?;
    let entry = Entry {
        action: match how {
            How::Opened => "read_shared",
            How::Exported => "export_shared",
        },
        record: item.id.to_string().parse().ok(),
        version: Some(version),
        ..Entry::default()
    };
    tx.note(Outcome::Read, entry).await
}

/// Who opened or took out an item.
pub(crate) async fn of(tx: &mut CommonsTx<'_>, id: SharedId) -> Result<Vec<Opened>, CommonsError> {
    let rows = tx.all(&OF, [Value::id(id)]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Opened, CommonsError> {
    let exported = row.text("how")? == How::Exported.code();
    Ok(Opened {
        person: row.parse("person")?,
        organisation: row.parse("organisation")?,
        how: if exported { How::Exported } else { How::Opened },
        version: row.number("version")?,
        at: row.instant("at")?,
    })
}

/// What the actor opened and was taken back since, and they have not yet said that they know.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn taken_back_since(tx: &mut CommonsTx<'_>) -> Result<Vec<TakenBack>, CommonsError> {
    taken_back(tx, &TAKEN_BACK).await
}

/// What others opened for the actor's organisation and was taken back since, and the actor has not yet said that they read it.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn taken_back_here(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::HearTakenBack>,
) -> Result<Vec<TakenBack>, CommonsError> {
    permit.check(tx.tx.number())?;
    taken_back(tx, &TAKEN_BACK_HERE).await
}

async fn taken_back(
    tx: &mut CommonsTx<'_>,
    statement: &Statement,
) -> Result<Vec<TakenBack>, CommonsError> {
    let me = tx.ctx.person()?.id;
    let mine = [Value::id(me), Value::id(tx.ctx.organisation)];
    let rows = tx.all(statement, mine).await?;
    rows.iter()
        .map(|row| {
            Ok(TakenBack {
                id: row.parse("id")?,
                on: row.maybe_parse("state_on")?,
                exported: row.truth("exported")?,
                opened_on: row.instant("opened_at")?.date_in_london(),
            })
        })
        .collect()
}

/// Who of the organisation opened something that was taken back, or took a document out that was removed, and has not said that they know; and when the last of it was. For
/// the job that tells them.
///
/// # Errors
/// [`CommonsError`].
pub async fn to_tell(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::RemindDigest>,
) -> Result<Vec<(PersonId, Instant)>, CommonsError> {
    permit.check(tx.tx.number())?;
    people_since(tx, &TO_TELL).await
}

/// The people of the actor's organisation whom a statement names, each with since when.
pub(crate) async fn people_since(
    tx: &mut CommonsTx<'_>,
    statement: &Statement,
) -> Result<Vec<(PersonId, Instant)>, CommonsError> {
    let rows = tx.all(statement, [Value::id(tx.ctx.organisation)]).await?;
    rows.iter()
        .map(|row| Ok((row.parse("person")?, row.instant("since")?)))
        .collect()
}

/// Since when something is taken back that others of the organisation opened, and this person, who hears of it for the organisation, has
/// not said that they read it; none where there is nothing. For the job that tells them.
///
/// # Errors
/// [`CommonsError`].
pub async fn to_tell_for(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::RemindDigest>,
    person: PersonId,
) -> Result<Option<Instant>, CommonsError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(person), Value::id(tx.ctx.organisation)];
    let row = tx.first(&TO_TELL_FOR, values).await?;
    Ok(row.map(|row| row.instant("since")).transpose()?)
}

/// Notes of the person who took an item back that they know, so that nobody tells them. For the job that takes it away.
///
/// # Errors
/// [`CommonsError`].
pub async fn note_known(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::PublishShared>,
    (id, person): (SharedId, PersonId),
) -> Result<(), CommonsError> {
    permit.check(tx.tx.number())?;
    let values = [
        Value::id(id),
        Value::id(person),
        Value::id(tx.ctx.organisation),
        tx.ctx.now.into(),
    ];
    tx.execute(&TOLD, values.clone()).await?;
    tx.execute(&READ_HERE, values).await?;
    Ok(())
}

/// The actor says that they read that an item was taken back: for themself, and for their organisation where they hear of it for
/// that.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn note_told(tx: &mut CommonsTx<'_>, id: SharedId) -> Result<(), CommonsError> {
    let me = tx.ctx.person()?.id;
    let values = [
        Value::id(id),
        Value::id(me),
        Value::id(tx.ctx.organisation),
        tx.ctx.now.into(),
    ];
    let mut noted = tx.execute(&TOLD, values.clone()).await?;
    if tx.would_permit_organisation::<actions::HearTakenBack>() {
        noted += tx.execute(&READ_HERE, values).await?;
    }
    if noted == 0 {
        return Ok(());
    }
    let entry = Entry {
        action: "know_taken_back",
        record: id.to_string().parse().ok(),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}
