//! Holds and proposals of every case, as ids: what waits for whoever keeps the schedule.

use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::case::{DisposalProposed, LegalHold};
use model::record::Record as _;
use model::{CaseId, Date};

use crate::{VaultError, VaultTx};

pub(crate) const HOLDS: Statement = Statement::new(
    "legal holds to look at again",
    "SELECT case_id FROM record WHERE kind = $1 AND due <= $2 AND removed_at IS NULL ORDER BY due, id",
);
pub(crate) const PROPOSALS: Statement = Statement::new(
    "proposals to dispose of a case",
    "SELECT r.case_id, v.by_whom FROM record r JOIN revision v ON v.record = r.id AND v.version = r.version \
     WHERE r.kind = $1 AND r.state = $2 AND r.removed_at IS NULL ORDER BY r.id",
);

/// Cases with a legal hold whose day to be looked at again has come. Ids only.
///
/// # Errors
/// [`VaultError`].
pub async fn holds_due(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeKeeping>,
    today: Date,
) -> Result<Vec<CaseId>, VaultError> {
    permit.check(tx.tx.number())?;
    let values: [Value; 2] = [LegalHold::KIND.into(), today.into()];
    let rows = tx.all(&HOLDS, values).await?;
    rows.iter().map(|row| Ok(row.parse("case_id")?)).collect()
}

/// Cases that somebody proposed to dispose of, each with who did. Ids only.
///
/// # Errors
/// [`VaultError`].
pub async fn disposals_proposed(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeKeeping>,
) -> Result<Vec<(CaseId, String)>, VaultError> {
    permit.check(tx.tx.number())?;
    let values: [Value; 2] = [DisposalProposed::KIND.into(), "proposed".into()];
    let rows = tx.all(&PROPOSALS, values).await?;
    let one = |row: &Row| Ok((row.parse("case_id")?, row.text("by_whom")?));
    rows.iter().map(one).collect()
}
