//! What one person keeps for themself of what is shared: the briefings that they write from it. Every statement names the person who acts,
//! so that nobody reaches what another keeps. What they ask and which searches they keep stands in the store of their organisation.

use db::{Row, Statement, Value};
use model::{Instant, RecordId};

use crate::{CommonsError, CommonsTx};

const ADD: Statement = Statement::new(
    "keep a page of one's own",
    "INSERT INTO own_page (id, person, kind, version, body, made_at, changed_at) VALUES ($1, $2, $3, 1, $4, $5, $5)",
);
const ONE: Statement = Statement::new(
    "a page of one's own",
    "SELECT id, version, body, made_at, changed_at FROM own_page WHERE id = $1 AND person = $2 AND kind = $3",
);
const ALL: Statement = Statement::new(
    "pages of one's own",
    "SELECT id, version, body, made_at, changed_at FROM own_page WHERE person = $1 AND kind = $2 \
     ORDER BY changed_at DESC, id DESC",
);
const CHANGE: Statement = Statement::new(
    "change a page of one's own",
    "UPDATE own_page SET body = $5, version = version + 1, changed_at = $6 \
     WHERE id = $1 AND person = $2 AND kind = $3 AND version = $4",
);
const LET_GO: Statement = Statement::new(
    "let a page of one's own go",
    "DELETE FROM own_page WHERE id = $1 AND person = $2 AND kind = $3",
);

const LAPSE_ALL: Statement = Statement::new(
    "let old pages of everybody's own go",
    "DELETE FROM own_page WHERE kind = $1 AND changed_at < $2",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&ADD, &ONE, &ALL, &CHANGE, &LET_GO, &LAPSE_ALL];

/// Something that one person keeps for themself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPage {
    /// Its id.
    pub id: RecordId,
    /// Counted from 1.
    pub version: i64,
    /// What it says; whoever asks knows how to read it.
    pub body: String,
    /// When it was begun.
    pub made_at: Instant,
    /// When it was changed last.
    pub changed_at: Instant,
}

/// Keeps something of one kind for the actor.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn add_own_page(
    tx: &mut CommonsTx<'_>,
    kind: &str,
    body: &str,
) -> Result<RecordId, CommonsError> {
    let (id, person): (RecordId, _) = (tx.ctx.new_id()?, tx.ctx.person()?.id);
    let values = [
        Value::id(id),
        Value::id(person),
        kind.into(),
        body.into(),
        tx.ctx.now.into(),
    ];
    tx.execute(&ADD, values).await?;
    Ok(id)
}

/// One of the actor's own.
///
/// # Errors
/// [`CommonsError::NotFound`] when they keep no such thing.
pub async fn own_page(
    tx: &mut CommonsTx<'_>,
    kind: &str,
    id: RecordId,
) -> Result<OwnPage, CommonsError> {
    let person = tx.ctx.person()?.id;
    let row = tx
        .first(&ONE, [Value::id(id), Value::id(person), kind.into()])
        .await?;
    read(&row.ok_or(CommonsError::NotFound)?)
}

/// The actor's own of one kind, changed last first.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn own_pages(tx: &mut CommonsTx<'_>, kind: &str) -> Result<Vec<OwnPage>, CommonsError> {
    let person = tx.ctx.person()?.id;
    let rows = tx.all(&ALL, [Value::id(person), kind.into()]).await?;
    rows.iter().map(read).collect()
}

/// Changes one of the actor's own, where it stands at the version that was shown.
///
/// # Errors
/// [`CommonsError::Rule`] `changed-meanwhile` when it does not, or is gone.
pub async fn change_own_page(
    tx: &mut CommonsTx<'_>,
    kind: &str,
    (id, shown): (RecordId, i64),
    body: &str,
) -> Result<(), CommonsError> {
    let person = tx.ctx.person()?.id;
    let values = [
        Value::id(id),
        Value::id(person),
        kind.into(),
        shown.into(),
        body.into(),
        tx.ctx.now.into(),
    ];
    match tx.execute(&CHANGE, values).await? {
        0 => Err(CommonsError::Rule("changed-meanwhile")),
        _ => Ok(()),
    }
}

/// Lets one of the actor's own go.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn let_own_page_go(
    tx: &mut CommonsTx<'_>,
    kind: &str,
    id: RecordId,
) -> Result<(), CommonsError> {
    let person = tx.ctx.person()?.id;
    let of = [Value::id(id), Value::id(person), kind.into()];
    tx.execute(&LET_GO, of).await.map(drop)
}

/// Lets what everybody keeps of one kind go that was not changed since a moment, for the job that does this by date and for nobody
/// else: it reads none of it. Returns how much there was.
///
/// # Errors
/// [`CommonsError::NotFound`] for whoever is no job.
pub async fn lapse_everybodys_pages(
    tx: &mut CommonsTx<'_>,
    kind: &str,
    before: Instant,
) -> Result<u64, CommonsError> {
    if tx.ctx.actor.person().is_some() {
        return Err(CommonsError::NotFound);
    }
    let of = [kind.into(), before.into()];
    tx.execute(&LAPSE_ALL, of).await
}

fn read(row: &Row) -> Result<OwnPage, CommonsError> {
    Ok(OwnPage {
        id: row.parse("id")?,
        version: row.number("version")?,
        body: row.text("body")?,
        made_at: row.instant("made_at")?,
        changed_at: row.instant("changed_at")?,
    })
}
