//! Finding rows again: by who, by what, by case, by day. Ids begin with the moment at which they were made,
//! so that a span of days is a span of ids, and every search walks one index from its newest row on.

use db::{DbError, Statement, Tx, Value};
use model::{CaseId, Id as _, Instant, PersonId, RecordId};

use super::proof::{LEAF_OF, ONE_ROW};
use super::row::LedgerRow;
use super::seal::LAST_HEAD;

pub(super) const ANY: Statement = Statement::new(
    "search the record by day",
    "SELECT id, at, actor_kind, actor, agency, action, outcome, case_id, cases, record, version, digest, \
     request FROM ledger WHERE id >= $1 AND id < $2 ORDER BY id DESC LIMIT $3",
);
pub(super) const BY_ACTOR: Statement = Statement::new(
    "search the record by person",
    "SELECT id, at, actor_kind, actor, agency, action, outcome, case_id, cases, record, version, digest, \
     request FROM ledger WHERE actor = $4 AND id >= $1 AND id < $2 AND ($5 = '' OR action = $5) \
     ORDER BY id DESC LIMIT $3",
);
pub(super) const BY_ACTION: Statement = Statement::new(
    "search the record by kind of act",
    "SELECT id, at, actor_kind, actor, agency, action, outcome, case_id, cases, record, version, digest, \
     request FROM ledger WHERE action = $4 AND id >= $1 AND id < $2 ORDER BY id DESC LIMIT $3",
);
/// Rows about the case, and rows of lists that showed it among others.
pub(super) const BY_CASE: Statement = Statement::new(
    "search the record by case",
    "SELECT id, at, actor_kind, actor, agency, action, outcome, case_id, cases, record, version, digest, request \
     FROM (SELECT * FROM (SELECT * FROM ledger WHERE case_id = $4 AND id >= $1 AND id < $2 \
     AND ($5 = '' OR action = $5) AND ($6 = '' OR actor = $6) ORDER BY id DESC LIMIT $3) AS about \
     UNION ALL SELECT * FROM (SELECT * FROM ledger WHERE cases IS NOT NULL AND id >= $1 AND id < $2 \
     AND cases LIKE '%' || $4 || '%' AND case_id IS NULL \
     AND ($5 = '' OR action = $5) AND ($6 = '' OR actor = $6) ORDER BY id DESC LIMIT $3) AS listed) AS found \
     ORDER BY id DESC LIMIT $3",
);
pub(super) const TAIL: Statement = Statement::new(
    "rows that wait for the seal",
    "SELECT COUNT(*) AS many, MIN(l.at) AS oldest FROM ledger_waiting w JOIN ledger l ON l.id = w.id",
);

/// What is looked for; nothing given finds everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// By this person.
    pub person: Option<PersonId>,
    /// Of this code.
    pub action: Option<String>,
    /// About this case, or a list that showed it.
    pub case: Option<CaseId>,
    /// From this moment on.
    pub from: Option<Instant>,
    /// Before this moment.
    pub until: Option<Instant>,
    /// Older than this row: where the page before ended.
    pub before: Option<RecordId>,
}

/// The rows that fit, newest first, at most so many.
///
/// # Errors
/// [`DbError`].
pub async fn search(
    tx: &mut Tx<'_>,
    wanted: &Search,
    most: i64,
) -> Result<Vec<LedgerRow>, DbError> {
    let bound = |at: Instant| RecordId::make(at, [0; 10]).to_string();
    let first = wanted.from.map(bound).unwrap_or_default();
    // Ids are hexadecimal digits: all of them come before this.
    let mut end = wanted.until.map_or_else(|| "g".to_owned(), bound);
    if let Some(before) = wanted.before {
        end = end.min(before.to_string());
    }
    let (action, actor) = (
        wanted.action.clone().unwrap_or_default(),
        wanted.person.map(|id| id.to_string()).unwrap_or_default(),
    );
    let span: [Value; 3] = [first.into(), end.into(), most.into()];
    let [one, two, three] = span;
    let rows = match wanted {
        Search {
            case: Some(case), ..
        } => {
            let case = Value::id(*case);
            let values = [one, two, three, case, action.into(), actor.into()];
            tx.all(&BY_CASE, values).await?
        }
        Search {
            person: Some(_), ..
        } => {
            let values = [one, two, three, actor.into(), action.into()];
            tx.all(&BY_ACTOR, values).await?
        }
        Search {
            action: Some(_), ..
        } => tx.all(&BY_ACTION, [one, two, three, action.into()]).await?,
        _ => tx.all(&ANY, [one, two, three]).await?,
    };
    rows.iter().map(LedgerRow::from_row).collect()
}

/// Where a row stands among those that are sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Its number, counted from 0.
    pub number: i64,
    /// Hash of its bytes.
    pub hash: String,
}

/// One row, and where it is sealed when it is.
///
/// # Errors
/// [`DbError`].
pub async fn row(
    tx: &mut Tx<'_>,
    id: RecordId,
) -> Result<Option<(LedgerRow, Option<Sealed>)>, DbError> {
    let Some(kept) = tx.first(&ONE_ROW, [Value::id(id)]).await? else {
        return Ok(None);
    };
    let sealed = match tx.first(&LEAF_OF, [Value::id(id)]).await? {
        None => None,
        Some(leaf) => Some(Sealed {
            number: leaf.number("number")?,
            hash: leaf.text("hash")?,
        }),
    };
    Ok(Some((LedgerRow::from_row(&kept)?, sealed)))
}

/// How far the record is sealed, without a check of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Rows under the last signed root.
    pub sealed: i64,
    /// That root.
    pub root: String,
    /// When it was signed.
    pub at: Option<Instant>,
    /// Rows that wait for the seal.
    pub waiting: i64,
    /// When the oldest of those was written.
    pub oldest: Option<Instant>,
}

/// How far the record is sealed.
///
/// # Errors
/// [`DbError`].
pub async fn standing(tx: &mut Tx<'_>) -> Result<Standing, DbError> {
    let mut found = Standing::default();
    if let Some(head) = tx.first(&LAST_HEAD, []).await? {
        found.sealed = head.number("size")?;
        found.root = head.text("root")?;
        found.at = Some(head.instant("at")?);
    }
    if let Some(tail) = tx.first(&TAIL, []).await? {
        found.waiting = tail.number("many")?;
        found.oldest = tail.maybe_instant("oldest")?;
    }
    Ok(found)
}
