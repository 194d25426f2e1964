//! Appending and reading rows.

use db::{DbError, Row, Statement, Tx, Value};
use model::{CaseId, Instant, RecordId, RequestId};
use serde::{Deserialize, Serialize};

use crate::{Actor, Ctx};

pub(super) const COLUMNS: usize = 13;

pub(super) const APPEND: Statement = Statement::new(
    "append to the record",
    "INSERT INTO ledger (id, at, actor_kind, actor, agency, action, outcome, case_id, cases, record, \
     version, digest, request) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
);
pub(super) const APPEND_WAITING: Statement = Statement::new(
    "wait for the seal",
    "INSERT INTO ledger_waiting (id) VALUES ($1)",
);
pub(super) const OF_CASE: Statement = Statement::new(
    "what was done in a case",
    "SELECT id, at, actor_kind, actor, agency, action, outcome, case_id, cases, record, version, digest, \
     request FROM ledger WHERE case_id = $1 AND outcome <> 'read' ORDER BY id DESC LIMIT $2",
);
pub(super) const SINCE: Statement = Statement::new(
    "latest rows of the record",
    "SELECT id, at, actor_kind, actor, agency, action, outcome, case_id, cases, record, version, digest, \
     request FROM ledger WHERE at >= $1 ORDER BY at DESC, id DESC LIMIT $2",
);

/// How something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused.
    Refused,
    /// Content was read.
    Read,
}

impl Outcome {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Read => "read",
        }
    }
}

/// What a row says beside who, when and for whom, which come from the context.
#[derive(Debug, Clone, Default)]
pub struct Entry<'a> {
    /// Code of the action.
    pub action: &'a str,
    /// The case, when there is one.
    pub case: Option<CaseId>,
    /// The cases that a list showed.
    pub cases: &'a [CaseId],
    /// The record that changed.
    pub record: Option<RecordId>,
    /// Its version after the change.
    pub version: Option<i64>,
    /// Salted digest of its body, in hexadecimal.
    pub digest: Option<String>,
}

/// A row as it stands in a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// Its id; rows sort by it.
    pub id: String,
    /// When.
    pub at: Instant,
    /// `person`, `job` or `operator`.
    pub actor_kind: String,
    /// Id of the person, name of the job, or why the operator acted.
    pub actor: String,
    /// The agency the person brought.
    pub agency: Option<String>,
    /// Code of the action.
    pub action: String,
    /// `done`, `refused` or `read`.
    pub outcome: String,
    /// The case.
    pub case: Option<String>,
    /// The cases that a list showed, separated by commas.
    pub cases: Option<String>,
    /// The record.
    pub record: Option<String>,
    /// Its version.
    pub version: Option<i64>,
    /// Salted digest of its body.
    pub digest: Option<String>,
    /// The request.
    pub request: String,
}

impl LedgerRow {
    pub(super) fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: row.text("id")?,
            at: row.instant("at")?,
            actor_kind: row.text("actor_kind")?,
            actor: row.text("actor")?,
            agency: row.maybe_text("agency")?,
            action: row.text("action")?,
            outcome: row.text("outcome")?,
            case: row.maybe_text("case_id")?,
            cases: row.maybe_text("cases")?,
            record: row.maybe_text("record")?,
            version: row.maybe_number("version")?,
            digest: row.maybe_text("digest")?,
            request: row.text("request")?,
        })
    }

    /// The exact bytes that are sealed: every column in the order of the table, each with a mark for
    /// absence or its length, so that no two rows have the same bytes.
    #[must_use]
    pub fn sealed_bytes(&self) -> Vec<u8> {
        let at = self.at.microseconds().to_string();
        let version = self.version.map(|version| version.to_string());
        let columns: [Option<&str>; COLUMNS] = [
            Some(&self.id),
            Some(&at),
            Some(&self.actor_kind),
            Some(&self.actor),
            self.agency.as_deref(),
            Some(&self.action),
            Some(&self.outcome),
            self.case.as_deref(),
            self.cases.as_deref(),
            self.record.as_deref(),
            version.as_deref(),
            self.digest.as_deref(),
            Some(&self.request),
        ];
        let mut bytes = b"throughline ledger row v1".to_vec();
        for column in columns {
            match column {
                None => bytes.push(0),
                Some(text) => {
                    bytes.push(1);
                    bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
                    bytes.extend_from_slice(text.as_bytes());
                }
            }
        }
        bytes
    }
}

/// Appends one row in the caller's transaction.
///
/// # Errors
/// [`DbError`] when the store refuses, so that the change does not happen either.
pub async fn append(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    outcome: Outcome,
    entry: Entry<'_>,
) -> Result<(), DbError> {
    let id: RecordId = crypto::id(ctx.now).map_err(|_| DbError::Engine {
        statement: APPEND.name,
        code: "no randomness".to_owned(),
    })?;
    let (kind, actor, agency) = match &ctx.actor {
        Actor::Person(person) => ("person", person.id.to_string(), person.agency),
        Actor::System { job } => ("job", (*job).to_owned(), None),
        Actor::Operator { reason } => ("operator", reason.clone(), None),
    };
    let cases: Vec<String> = entry.cases.iter().map(ToString::to_string).collect();
    let cases = (!cases.is_empty()).then(|| cases.join(","));
    let request: RequestId = ctx.request;
    tx.execute(
        &APPEND,
        [
            Value::id(id),
            ctx.now.into(),
            kind.into(),
            actor.into(),
            Value::maybe_id(agency),
            entry.action.into(),
            outcome.code().into(),
            Value::maybe_id(entry.case),
            cases.into(),
            Value::maybe_id(entry.record),
            entry.version.into(),
            entry.digest.into(),
            Value::id(request),
        ],
    )
    .await?;
    tx.execute(&APPEND_WAITING, [Value::id(id)]).await?;
    Ok(())
}

/// The latest rows of what was done or refused in one case, newest first. Readings, which may be many more, are not
/// among them.
///
/// # Errors
/// [`DbError`].
pub async fn rows_of_case(
    tx: &mut Tx<'_>,
    case: CaseId,
    most: i64,
) -> Result<Vec<LedgerRow>, DbError> {
    let rows = tx.all(&OF_CASE, [Value::id(case), most.into()]).await?;
    rows.iter().map(LedgerRow::from_row).collect()
}

/// The latest rows of the whole store since a moment, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn rows_since(
    tx: &mut Tx<'_>,
    since: Instant,
    most: i64,
) -> Result<Vec<LedgerRow>, DbError> {
    let rows = tx.all(&SINCE, [since.into(), most.into()]).await?;
    rows.iter().map(LedgerRow::from_row).collect()
}
