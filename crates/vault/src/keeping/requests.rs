//! The register of requests for what is held. A line keeps every version; one that is about a case goes with it.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{DbError, Row, Statement, Value};
use model::case::DataRequest;
use model::record::Record as _;
use model::{CaseId, Instant, RecordId};

use crate::{Clash, VaultError, VaultTx};

/// Lines of the register with what was written last.
macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.case_id, r.version, v.at, v.by_whom, v.body, c.reference FROM data_request r \
             JOIN data_request_version v ON v.request = r.id AND v.version = r.version \
             LEFT JOIN case_file c ON c.id = r.case_id ",
            $rest
        )
    };
}

pub(crate) const ADD: Statement = Statement::new(
    "add a request",
    "INSERT INTO data_request (id, case_id, version, kind, received, due, answered) VALUES ($1, $2, 1, $3, $4, $5, $6)",
);
pub(crate) const CHANGE: Statement = Statement::new(
    "change a request",
    "UPDATE data_request SET version = $3, kind = $4, received = $5, due = $6, answered = $7 \
     WHERE id = $1 AND version = $2",
);
pub(crate) const ADD_VERSION: Statement = Statement::new(
    "add a version of a request",
    "INSERT INTO data_request_version (request, case_id, version, at, by_whom, body, salt) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
pub(crate) const ALL: Statement = Statement::new(
    "every request",
    lines!("ORDER BY r.answered NULLS FIRST, r.due, r.id"),
);
pub(crate) const ONE: Statement = Statement::new("one request", lines!("WHERE r.id = $1"));

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// Its id.
    pub id: RecordId,
    /// The case that it is about, and its reference.
    pub case: Option<(CaseId, String)>,
    /// Version of the body.
    pub version: i64,
    /// When it was written.
    pub at: Instant,
    /// Who wrote it.
    pub by: String,
    /// What is known of it.
    pub body: DataRequest,
}

/// Every line, those that wait for an answer first, by the day on which it is due.
///
/// # Errors
/// [`VaultError::Body`] when one cannot be read back.
pub async fn data_requests(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeKeeping>,
) -> Result<Vec<RequestLine>, VaultError> {
    permit.check(tx.tx.number())?;
    tx.all(&ALL, []).await?.iter().map(read).collect()
}

/// Adds a line, about a case or about none.
///
/// # Errors
/// [`VaultError`].
pub async fn add_data_request(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageKeeping>,
    case: Option<CaseId>,
    body: &DataRequest,
) -> Result<RecordId, VaultError> {
    permit.check(tx.tx.number())?;
    let id: RecordId = tx.ctx.new_id()?;
    let values = [
        Value::id(id),
        Value::maybe_id(case),
        body.kind.as_str().into(),
        body.received.into(),
        body.due.into(),
        body.answered.into(),
    ];
    tx.execute(&ADD, values).await?;
    add_version(tx, (id, 1), case, body).await?;
    Ok(id)
}

/// Changes a line when it still stands at the version that was shown. What it is about stays.
///
/// # Errors
/// [`VaultError::NotFound`]; [`VaultError::Clash`] with what stands there when somebody changed it meanwhile.
pub async fn change_data_request(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageKeeping>,
    (id, shown): (RecordId, i64),
    body: &DataRequest,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&ONE, [Value::id(id)]).await?;
    let row = row.ok_or(VaultError::NotFound)?;
    let standing = read(&row)?;
    if standing.body == *body {
        return Ok(());
    }
    if standing.version != shown {
        return Err(VaultError::Clash(Box::new(Clash {
            kind: DataRequest::KIND,
            record: id,
            shown,
            current: standing.version,
            at: standing.at,
            by: standing.by,
            body: row.text("body")?,
        })));
    }
    let version = shown + 1;
    let values = [
        Value::id(id),
        shown.into(),
        version.into(),
        body.kind.as_str().into(),
        body.received.into(),
        body.due.into(),
        body.answered.into(),
    ];
    if tx.execute(&CHANGE, values).await? != 1 {
        return Err(DbError::Conflict(CHANGE.name).into());
    }
    let case = standing.case.map(|(case, _)| case);
    add_version(tx, (id, version), case, body).await
}

async fn add_version(
    tx: &mut VaultTx<'_>,
    (id, version): (RecordId, i64),
    case: Option<CaseId>,
    body: &DataRequest,
) -> Result<(), VaultError> {
    let text = serde_json::to_string(body).map_err(|_| VaultError::Body(DataRequest::KIND))?;
    let salt: [u8; 16] = crypto::random()?;
    let digest = crypto::salted_digest(&salt, text.as_bytes()).to_string();
    let (by, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(id),
        Value::maybe_id(case),
        version.into(),
        now.into(),
        Value::id(by),
        text.into(),
        salt.to_vec().into(),
    ];
    tx.execute(&ADD_VERSION, values).await?;
    let entry = Entry {
        action: "keep_data_request",
        case,
        record: Some(id),
        version: Some(version),
        digest: Some(digest),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

fn read(row: &Row) -> Result<RequestLine, VaultError> {
    let case: Option<CaseId> = row.maybe_parse("case_id")?;
    let body = serde_json::from_str(&row.text("body")?);
    Ok(RequestLine {
        id: row.parse("id")?,
        case: case.zip(row.maybe_text("reference")?),
        version: row.number("version")?,
        at: row.instant("at")?,
        by: row.text("by_whom")?,
        body: body.map_err(|_| VaultError::Body(DataRequest::KIND))?,
    })
}
