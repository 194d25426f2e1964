//! Practice runs: which day one stands on, and that nothing of one leaves the store.

use access::actions::ReadDraft;
use db::{Statement, Value};
use model::case::PracticeRun;
use model::record::Record as _;
use model::{CaseId, RecordId};

use crate::{VaultError, VaultTx};

pub(crate) const RUN: Statement = Statement::new(
    "practice run of a case",
    "SELECT v.body FROM record r JOIN revision v ON v.record = r.id AND v.version = r.version \
     JOIN case_file c ON c.id = r.case_id \
     WHERE c.reference = $1 AND c.practice = 1 AND r.kind = $2 AND r.removed_at IS NULL ORDER BY r.id",
);

pub(crate) const RUN_OF_RETURN: Statement = Statement::new(
    "practice run that a return belongs to",
    "SELECT c.reference, v.body FROM agency_return a JOIN case_file c ON c.id = a.case_id JOIN record r ON r.case_id = c.id \
     JOIN revision v ON v.record = r.id AND v.version = r.version \
     WHERE a.id = $1 AND c.practice = 1 AND r.kind = $2 AND r.removed_at IS NULL ORDER BY r.id",
);

/// The practice run with this reference. It says how many days the run was moved on and nothing of what is in it, so it
/// needs no permit; there is none for a real case.
///
/// # Errors
/// [`VaultError`].
pub async fn practice_run(
    tx: &mut VaultTx<'_>,
    reference: &str,
) -> Result<Option<PracticeRun>, VaultError> {
    let of = [reference.into(), Value::from(PracticeRun::KIND)];
    let Some(row) = tx.first(&RUN, of).await? else {
        return Ok(None);
    };
    let body = row.text("body")?;
    let run = serde_json::from_str(&body).map_err(|_| VaultError::Body(PracticeRun::KIND))?;
    Ok(Some(run))
}

/// The reference of the practice run that a return belongs to, and how far it was moved on; absent for a return of a real
/// case, and for whoever does not answer it.
///
/// # Errors
/// [`VaultError`].
pub async fn practice_run_of_return(
    tx: &mut VaultTx<'_>,
    request: RecordId,
) -> Result<Option<(String, PracticeRun)>, VaultError> {
    let of = [Value::id(request), Value::from(PracticeRun::KIND)];
    let Some(row) = tx.first(&RUN_OF_RETURN, of).await? else {
        return Ok(None);
    };
    if !tx.would_permit_return::<ReadDraft>(request).await? {
        return Ok(None);
    }
    let body = row.text("body")?;
    let run = serde_json::from_str(&body).map_err(|_| VaultError::Body(PracticeRun::KIND))?;
    Ok(Some((row.text("reference")?, run)))
}

/// Whether a case is a practice run.
pub(crate) async fn is_one(tx: &mut VaultTx<'_>, case: CaseId) -> Result<bool, VaultError> {
    let facts = crate::facts::facts(tx, case).await?;
    Ok(facts.is_some_and(|facts| facts.practice))
}

/// Nothing of a practice run is sent, whatever a use case asks for.
pub(crate) async fn goes_nowhere(tx: &mut VaultTx<'_>, case: CaseId) -> Result<(), VaultError> {
    if is_one(tx, case).await? {
        return Err(VaultError::Rule("practice-sends-nothing"));
    }
    Ok(())
}
