//! Who opened or took out which item, so that they can be told when it is taken back.

use access::ledger::{Entry, Outcome};
use db::{Row, Statement, Value};
use model::{Date, Instant, OrganisationId, PersonId, SharedId};

use crate::{CommonsError, CommonsTx, Item};

const NOTE: Statement = Statement::new(
    "note who opened shared learning",
    "INSERT INTO opened (item, person, organisation, how, version, at) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (item, person, organisation, how) DO UPDATE SET version = $5, at = $6",
);
const OF: Statement = Statement::new(
    "who opened shared learning",
    "SELECT person, organisation, how, version, at FROM opened WHERE item = $1 ORDER BY at, person, how",
);
const TAKEN_BACK: Statement = Statement::new(
    "what one opened and was taken back",
    "SELECT i.id, i.state_on, CAST(MAX(CASE WHEN o.how = 'exported' THEN 1 ELSE 0 END) AS BIGINT) AS exported \
     FROM opened o JOIN item i ON i.id = o.item \
     WHERE o.person = $1 AND o.organisation = $2 AND o.told_at IS NULL AND i.state <> 'standing' \
     GROUP BY i.id, i.state_on ORDER BY i.state_on DESC, i.id",
);
const TOLD: Statement = Statement::new(
    "one was told that shared learning was taken back",
    "UPDATE opened SET told_at = $4 WHERE item = $1 AND person = $2 AND organisation = $3 AND told_at IS NULL \
     AND EXISTS (SELECT 1 FROM item i WHERE i.id = $1 AND i.state <> 'standing')",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&NOTE, &OF, &TAKEN_BACK, &TOLD];

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
    /// The version they last saw.
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
    let Ok(person) = tx.ctx.person() else {
        return Ok(());
    };
    let values = [
        Value::id(item.id),
        Value::id(person.id),
        Value::id(tx.ctx.organisation),
        how.code().into(),
        item.version.into(),
        tx.ctx.now.into(),
    ];
    tx.execute(&NOTE, values).await?;
    let entry = Entry {
        action: match how {
            How::Opened => "read_shared",
            How::Exported => "export_shared",
        },
        record: item.id.to_string().parse().ok(),
        version: Some(item.version),
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
    let me = tx.ctx.person()?.id;
    let mine = [Value::id(me), Value::id(tx.ctx.organisation)];
    let rows = tx.all(&TAKEN_BACK, mine).await?;
    rows.iter()
        .map(|row| {
            Ok(TakenBack {
                id: row.parse("id")?,
                on: row.maybe_parse("state_on")?,
                exported: row.truth("exported")?,
            })
        })
        .collect()
}

/// The actor says that they know that an item was taken back.
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
    tx.execute(&TOLD, values).await.map(drop)
}
