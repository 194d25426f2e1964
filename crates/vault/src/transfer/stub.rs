//! What is left of a case where it was, once it has been handed over.

use access::ledger::{Entry, Outcome};
use access::{Action, Permit, actions};
use db::{Row, Statement, Value};
use model::case::Transfer;
use model::record::Record as _;
use model::{CaseId, Date, Instant, OrganisationId};

use crate::keeping::disposal::{Basis, remove};
use crate::{Stored, VaultError, VaultTx, cases};

pub(crate) const KEEP_REQUESTS: Statement = Statement::new(
    "requests about a case that is handed over stay on the register",
    "UPDATE data_request SET case_id = NULL WHERE case_id = $1",
);
pub(crate) const KEEP_REQUEST_VERSIONS: Statement = Statement::new(
    "versions of requests about a case that is handed over stay",
    "UPDATE data_request_version SET case_id = NULL WHERE case_id = $1",
);
pub(crate) const ADD: Statement = Statement::new(
    "leave a stub of a case that was handed over",
    "INSERT INTO handed_over (case_id, reference, raised_on, recipient, why, at, digest) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
pub(crate) const ALL: Statement = Statement::new(
    "every case that was handed over",
    "SELECT case_id, reference, raised_on, recipient, why, at, digest FROM handed_over ORDER BY at DESC, case_id",
);
pub(crate) const READY: Statement = Statement::new(
    "cases whose transfer stands in a state",
    "SELECT case_id FROM record WHERE kind = $1 AND state = $2 AND removed_at IS NULL ORDER BY changed_at, id",
);
pub(crate) const MOVED: Statement = Statement::new(
    "a received case belongs to another partnership",
    "UPDATE received_case SET sender = $3 WHERE sender = $1 AND reference = $2 \
     AND NOT EXISTS (SELECT 1 FROM received_case o WHERE o.sender = $3 AND o.reference = $2)",
);

/// A case that was handed over: no text and no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stub {
    /// The case.
    pub case: CaseId,
    /// Its neutral reference, which it keeps.
    pub reference: String,
    /// When it was raised here.
    pub raised_on: Date,
    /// Who has it now.
    pub recipient: OrganisationId,
    /// Why: a code of the scheme.
    pub why: String,
    /// When it had arrived whole.
    pub at: Instant,
    /// Digest of everything that was sent.
    pub digest: String,
}

/// Lets go of a case that has arrived whole elsewhere: everything of it is removed here but a stub, a certificate, and the
/// requests of people, which this partnership answers.
///
/// # Errors
/// [`VaultError`]; [`VaultError::Rule`] `dispose-letters` while something that was sent about it has not arrived.
pub async fn let_go(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SettleTransfer>,
    transfer: &Stored<Transfer>,
    digest: &str,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let case = cases::case_of(tx, permit).await?;
    let body = &transfer.body;
    tx.execute(&KEEP_REQUESTS, [Value::id(case.id)]).await?;
    tx.execute(&KEEP_REQUEST_VERSIONS, [Value::id(case.id)])
        .await?;
    let basis = Basis {
        kept_until: None,
        early: false,
    };
    let confirmed = body.confirmed_by.unwrap_or(body.proposed_by);
    let by = (body.proposed_by, transfer.added_at, confirmed);
    // Its sealed files have no row and no key any more; the sweep removes them.
    let (_certificate, _files) = remove(tx, &case, basis, by).await?;
    let now = tx.ctx.now;
    let values = [
        Value::id(case.id),
        case.reference.as_str().into(),
        case.raised_at.date_in_london().into(),
        Value::id(body.to),
        body.why.as_str().into(),
        now.into(),
        digest.into(),
    ];
    tx.execute(&ADD, values).await?;
    let entry = Entry {
        action: permit.code(),
        case: Some(case.id),
        digest: Some(digest.to_owned()),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// Every case that was handed over, latest first.
///
/// # Errors
/// [`VaultError`].
pub async fn stubs<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<Stub>, VaultError> {
    permit.check(tx.tx.number())?;
    let stub = |row: &Row| {
        Ok(Stub {
            case: row.parse("case_id")?,
            reference: row.text("reference")?,
            raised_on: row.parse("raised_on")?,
            recipient: row.parse("recipient")?,
            why: row.text("why")?,
            at: row.instant("at")?,
            digest: row.text("digest")?,
        })
    };
    tx.all(&ALL, []).await?.iter().map(stub).collect()
}

/// Cases whose transfer stands in a state. Ids only; acting on one needs a permit.
///
/// # Errors
/// [`VaultError`].
pub async fn transfers_in(
    tx: &mut VaultTx<'_>,
    state: &'static str,
) -> Result<Vec<CaseId>, VaultError> {
    let of = [Value::from(Transfer::KIND), state.into()];
    let rows = tx.all(&READY, of).await?;
    rows.iter().map(|row| Ok(row.parse("case_id")?)).collect()
}

/// A partnership says that a case of which it told this organisation belongs to another one now.
///
/// # Errors
/// [`VaultError`].
pub async fn case_moved(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    (from, reference): (OrganisationId, &str),
    to: OrganisationId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(from), reference.into(), Value::id(to)];
    tx.execute(&MOVED, values).await.map(|_| ())
}
