//! What an agency wrote for a request that was taken back goes on in the request that was made instead.

use access::{Permit, actions};
use db::{Statement, Value};
use model::RecordId;
use model::case::ReturnSigned;
use model::record::Record as _;

use super::answering::note;
use super::lists::{belongs, return_of};
use crate::{VaultError, VaultTx};

const DRAFTS: Statement = Statement::new(
    "hand what an agency wrote on to another request",
    "UPDATE return_record SET return_id = $2, signed_version = NULL, signed_reads = NULL WHERE return_id = $1 \
     AND case_id = $3 AND record NOT IN (SELECT id FROM record WHERE kind = $4)",
);
const CHECKS: Statement = Statement::new(
    "hand who checks which entry on to another request",
    "UPDATE checking SET return_id = $2 WHERE return_id = $1 AND case_id = $3",
);

pub(super) const STATEMENTS: &[&Statement] = &[&DRAFTS, &CHECKS];

/// Hands everything that an agency wrote for a request that was taken back on to another request of the same case to the same
/// agency. It is a draft again, whatever was signed off of it; the signatures stay with what they signed. Returns whether
/// there was anything.
///
/// # Errors
/// [`VaultError::NotFound`] for a request of another case, or of another agency, or one that was not taken back.
pub async fn carry_draft(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    (from, to): (RecordId, RecordId),
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let case = belongs(tx, permit, to).await?;
    let before = return_of(tx, permit, from).await?;
    let now = return_of(tx, permit, to).await?;
    if before.withdrawn_at.is_none() || now.withdrawn_at.is_some() || before.agency != now.agency {
        return Err(VaultError::NotFound);
    }
    let place = [Value::id(from), Value::id(to), Value::id(case)];
    let [one, other, of] = place.clone();
    let values = [one, other, of, ReturnSigned::KIND.into()];
    let some = tx.execute(&DRAFTS, values).await? > 0;
    if some {
        tx.execute(&CHECKS, place).await?;
        note(tx, permit.code(), case, to).await?;
    }
    Ok(some)
}
