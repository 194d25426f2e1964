//! What an organisation learns from its own work, beside any case: it is kept as a case of its own that is no review and was
//! not received. There is one.

use access::ledger::{Entry, Outcome};
use access::{Action, Permit};
use db::{Statement, Value};
use model::CaseId;

use crate::{VaultError, VaultTx};

pub(crate) const ONE: Statement = Statement::new(
    "the organisation's own learning",
    "SELECT c.reference FROM case_file c WHERE c.received = 1 \
     AND NOT EXISTS (SELECT r.case_id FROM received_case r WHERE r.case_id = c.id) ORDER BY c.raised_at, c.id LIMIT 1",
);

/// Every statement about it.
pub(crate) const STATEMENTS: &[&Statement] = &[&ONE];

/// Its reference; none while nobody has opened it.
///
/// # Errors
/// [`VaultError`].
pub async fn own_case<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Option<String>, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&ONE, []).await?;
    Ok(row.map(|row| row.text("reference")).transpose()?)
}

/// The place itself; none while nobody has opened it.
///
/// # Errors
/// [`VaultError`].
pub async fn own_place<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Option<CaseId>, VaultError> {
    match own_case(tx, permit).await? {
        Some(reference) => crate::case_by_reference(tx, &reference).await,
        None => Ok(None),
    }
}

/// Opens it under a reference; the caller has looked whether there is one in the same transaction.
///
/// # Errors
/// [`VaultError`].
pub async fn open_own_case<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    reference: &str,
    (scheme, digest): (&str, &str),
) -> Result<String, VaultError> {
    permit.check(tx.tx.number())?;
    let case: CaseId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    tx.execute(
        &crate::received_cases::OPEN,
        [
            Value::id(case),
            reference.into(),
            scheme.into(),
            digest.into(),
            now.into(),
        ],
    )
    .await?;
    let entry = Entry {
        action: permit.code(),
        case: Some(case),
        version: Some(1),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await?;
    Ok(reference.to_owned())
}
