//! The record of who did what as its readers see it: searched, one row opened, proved, checked.

use std::collections::BTreeMap;

use access::ledger::{
    self, Entry, InclusionProof, LedgerRow, Outcome, Report, Sealed, Search, Standing,
};
use access::{Permit, Section, actions};
use crypto::VerifyingKey;
use model::{CaseId, RecordId};

use crate::cases::ALL;
use crate::{VaultError, VaultTx};

type Reader<'p, 'tx> = &'p Permit<'tx, actions::ReadLedger>;

/// The rows that fit, newest first, at most so many: ids and codes, no content.
///
/// # Errors
/// [`VaultError`].
pub async fn search_record(
    tx: &mut VaultTx<'_>,
    permit: Reader<'_, '_>,
    wanted: &Search,
    most: i64,
) -> Result<Vec<LedgerRow>, VaultError> {
    permit.check(tx.tx.number())?;
    Ok(ledger::search(&mut tx.tx, wanted, most).await?)
}

/// One row, and where it is sealed when it is.
///
/// # Errors
/// [`VaultError::NotFound`].
pub async fn record_row(
    tx: &mut VaultTx<'_>,
    permit: Reader<'_, '_>,
    id: RecordId,
) -> Result<(LedgerRow, Option<Sealed>), VaultError> {
    permit.check(tx.tx.number())?;
    let found = ledger::row(&mut tx.tx, id).await?;
    found.ok_or(VaultError::NotFound)
}

/// How far the record is sealed, without a check of it.
///
/// # Errors
/// [`VaultError`].
pub async fn record_standing(
    tx: &mut VaultTx<'_>,
    permit: Reader<'_, '_>,
) -> Result<Standing, VaultError> {
    permit.check(tx.tx.number())?;
    Ok(ledger::standing(&mut tx.tx).await?)
}

/// The proof that one row is in the sealed record.
///
/// # Errors
/// [`VaultError::NotFound`] when there is no such row, and as long as it is not sealed.
pub async fn prove_row(
    tx: &mut VaultTx<'_>,
    permit: Reader<'_, '_>,
    id: RecordId,
) -> Result<InclusionProof, VaultError> {
    permit.check(tx.tx.number())?;
    let store = permit.organisation().to_string();
    let proof = ledger::inclusion(&mut tx.tx, &store, &id.to_string()).await?;
    proof.ok_or(VaultError::NotFound)
}

/// Checks the whole record of who did what.
///
/// # Errors
/// [`VaultError`] when it cannot be read; a break is part of the report.
pub async fn check_record(
    tx: &mut VaultTx<'_>,
    permit: Reader<'_, '_>,
    keys: &[VerifyingKey],
) -> Result<Report, VaultError> {
    permit.check(tx.tx.number())?;
    let store = permit.organisation().to_string();
    Ok(ledger::verify(&mut tx.tx, &store, keys).await?)
}

/// The neutral references of all cases, which are what a row about one may say of it.
///
/// # Errors
/// [`VaultError`].
pub async fn references(
    tx: &mut VaultTx<'_>,
    permit: Reader<'_, '_>,
) -> Result<BTreeMap<CaseId, String>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&ALL, []).await?;
    rows.iter()
        .map(|row| Ok((row.parse("id")?, row.text("reference")?)))
        .collect()
}

/// Writes down that a section with a restriction of its own was read: that says more than the reading of the case, and
/// stands in its place.
///
/// # Errors
/// [`VaultError`].
pub async fn note_section_read(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let action = match permit.section() {
        Section::General => return Ok(()),
        Section::SafeContact => "read_safe_contact",
        Section::ProtectedAddresses => "read_protected_addresses",
        Section::ProtectedIdentities => "read_protected_identities",
        Section::PoliceRestricted => "read_police_restricted",
        Section::ReviewerWorking => "read_reviewer_working",
        Section::Returns => "read_returns",
    };
    let entry = Entry {
        action,
        case: Some(case),
        ..Entry::default()
    };
    tx.note(Outcome::Read, entry).await?;
    tx.noted_by_itself(case);
    Ok(())
}
