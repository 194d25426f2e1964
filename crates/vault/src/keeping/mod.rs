//! Keeping and letting go: for how long what is kept, what people ask for, and what is left of a case that was disposed
//! of.

pub(crate) mod disposal;
pub(crate) mod requests;
pub(crate) mod schedule;
pub(crate) mod waits;
pub(crate) mod written;

use access::{Permit, actions};
use db::Statement;

use crate::cases::{self, CaseFile};
use crate::{VaultError, VaultTx};

/// Every statement about keeping.
pub(crate) const STATEMENTS: &[&Statement] = &[
    &schedule::ADD,
    &schedule::ALL,
    &requests::ADD,
    &requests::CHANGE,
    &requests::ADD_VERSION,
    &requests::ALL,
    &requests::ONE,
    &waits::HOLDS,
    &waits::PROPOSALS,
    &written::WRITTEN,
    &disposal::WAITING,
    &disposal::DIGESTS,
    &disposal::BLOBS,
    &disposal::ADD,
    &disposal::ALL,
    &disposal::CLEANED,
    &disposal::FORGET_LETTERS,
    &disposal::FORGET_RECEIVED,
    &disposal::UNLINK,
    &disposal::DELETE_CASE,
];

/// Every case of the store, newest first: days and references, nothing of what was recorded. Whoever keeps the schedule
/// sees which they are; a case on whose conflict list they stand is left out by asking for a permit on each.
///
/// # Errors
/// [`VaultError`].
pub async fn every_case(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeKeeping>,
) -> Result<Vec<CaseFile>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&cases::ALL, []).await?;
    rows.iter().map(cases::file).collect()
}
