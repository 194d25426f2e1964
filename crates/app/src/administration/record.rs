//! The record of who did what: searched, page by page; one row opened and proved; the whole of it checked.

use std::collections::{BTreeMap, BTreeSet};

use access::ledger::{InclusionProof, LedgerRow, Report, Sealed, Search, Standing};
use access::{Ctx, Permit, ResourceKind, actions};
use crypto::VerifyingKey;
use model::{CaseId, Date, Instant, PersonId, RecordId};
use vault::{VaultError, VaultTx};

use crate::{App, AppError, Reference};

/// Rows on a page.
const ROWS: usize = 50;

/// Codes of rows that stand for no permission of their own.
const MORE_ACTS: &[&str] = &[
    "read_file",
    "download_file",
    "remove_record",
    "send_envelope",
    "send_again",
    "hears_of_unknown",
    "restored",
    "enter_store",
    "use_permit",
    "compare_names",
    "read_safe_contact",
    "read_protected_addresses",
    "read_protected_identities",
    "read_police_restricted",
    "dispose_case",
    "change_retention",
    "change_letter_template",
    "keep_data_request",
    "request_opened",
    "return_started",
    "return_handed_on",
    "return_back",
    "return_accepted",
    "request_sent",
    "request_withdrawn",
    "mail_sent",
    "mail_failed",
];

/// Every code that a row of an organisation's record may have, for searching by kind of act.
pub fn acts() -> impl Iterator<Item = &'static str> {
    let permitted = actions::ALL.iter();
    let here = permitted.filter(|info| info.on != ResourceKind::Directory);
    here.map(|info| info.code).chain(MORE_ACTS.iter().copied())
}

/// What a reader looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordSearch {
    /// By this person.
    pub person: Option<PersonId>,
    /// Of this kind: one of [`acts`].
    pub act: Option<String>,
    /// About this review.
    pub case: Option<CaseId>,
    /// From this day on.
    pub from: Option<Date>,
    /// Until this day, itself included.
    pub to: Option<Date>,
    /// Older than this row.
    pub before: Option<RecordId>,
}

/// A page of the record.
#[derive(Debug, Clone)]
pub struct RecordPage {
    /// Its rows, newest first: ids and codes, no content.
    pub rows: Vec<LedgerRow>,
    /// Where the next page begins, when there are older rows.
    pub next: Option<RecordId>,
    /// How far the record is sealed.
    pub standing: Standing,
    /// References of the reviews that the reader may know of.
    pub references: BTreeMap<CaseId, String>,
}

/// One row, with everything that it says.
#[derive(Debug, Clone)]
pub struct RecordRow {
    /// The row.
    pub row: LedgerRow,
    /// Where it stands among the sealed rows; none as long as it waits.
    pub sealed: Option<Sealed>,
    /// How far the record is sealed.
    pub standing: Standing,
    /// References of the reviews that the reader may know of.
    pub references: BTreeMap<CaseId, String>,
}

/// Somebody who reads the record, and the cases of which they may not know.
struct Reader<'tx> {
    permit: Permit<'tx, actions::ReadLedger>,
    hidden: BTreeSet<CaseId>,
}

impl<'tx> Reader<'tx> {
    async fn of(tx: &mut VaultTx<'tx>) -> Result<Self, VaultError> {
        let permit = tx.permit_organisation::<actions::ReadLedger>()?;
        let hidden = vault::barred_from(tx, &permit).await?;
        Ok(Self { permit, hidden })
    }

    fn may_see(&self, row: &LedgerRow) -> bool {
        let case = row.case.as_ref().and_then(|case| case.parse().ok());
        !case.is_some_and(|case| self.hidden.contains(&case))
    }

    async fn references(
        &self,
        tx: &mut VaultTx<'_>,
    ) -> Result<BTreeMap<CaseId, String>, VaultError> {
        let mut all = vault::references(tx, &self.permit).await?;
        all.retain(|case, _| !self.hidden.contains(case));
        Ok(all)
    }
}

/// A page of the rows that fit. Rows of a case in which the reader has a conflict of interest are left out.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::NotFound`] for a case that the reader may not know of.
pub async fn record(app: &App, ctx: &Ctx, wanted: &RecordSearch) -> Result<RecordPage, AppError> {
    let vault = app.vault(ctx).await?;
    let search = &ledger_search(wanted);
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let reader = Reader::of(tx).await?;
                if search
                    .case
                    .is_some_and(|case| reader.hidden.contains(&case))
                {
                    return Err(VaultError::NotFound);
                }
                let one_more = i64::try_from(ROWS + 1).unwrap_or(i64::MAX);
                let mut rows = vault::search_record(tx, &reader.permit, search, one_more).await?;
                let more = rows.len() > ROWS;
                rows.truncate(ROWS);
                let last = rows.last().filter(|_| more);
                let next = last.and_then(|row| row.id.parse().ok());
                rows.retain(|row| reader.may_see(row));
                Ok(RecordPage {
                    rows,
                    next,
                    standing: vault::record_standing(tx, &reader.permit).await?,
                    references: reader.references(tx).await?,
                })
            })
        })
        .await?)
}

fn ledger_search(wanted: &RecordSearch) -> Search {
    let after = wanted.to.map(|day| day.tomorrow().unwrap_or(day));
    Search {
        person: wanted.person,
        action: wanted.act.clone(),
        case: wanted.case,
        from: wanted.from.and_then(begins),
        until: after.and_then(begins),
        before: wanted.before,
    }
}

/// The moment at which a day begins in London.
fn begins(day: Date) -> Option<Instant> {
    Instant::from_london(day.at(0, 0, 0, 0))
}

/// The case with this reference, for searching its rows. One that there is not, and one that the reader may not know
/// of, are told apart by nothing.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] `record-no-review`.
pub async fn record_case(app: &App, ctx: &Ctx, reference: &Reference) -> Result<CaseId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let reader = Reader::of(tx).await?;
                let found = vault::case_by_reference(tx, reference.as_str()).await?;
                let found = found.filter(|case| !reader.hidden.contains(case));
                found.ok_or(VaultError::Rule("record-no-review"))
            })
        })
        .await?)
}

/// One row of the record.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::NotFound`] also for a row of a case that the reader may not know of.
pub async fn record_row(app: &App, ctx: &Ctx, id: RecordId) -> Result<RecordRow, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let reader = Reader::of(tx).await?;
                let (row, sealed) = vault::record_row(tx, &reader.permit, id).await?;
                if !reader.may_see(&row) {
                    return Err(VaultError::NotFound);
                }
                Ok(RecordRow {
                    row,
                    sealed,
                    standing: vault::record_standing(tx, &reader.permit).await?,
                    references: reader.references(tx).await?,
                })
            })
        })
        .await?)
}

/// The proof that a row is in the sealed record, and the key by which its root is signed.
///
/// # Errors
/// As [`record_row`]; [`AppError::NotFound`] also as long as the row is not sealed.
pub async fn prove_row(
    app: &App,
    ctx: &Ctx,
    id: RecordId,
) -> Result<(InclusionProof, VerifyingKey), AppError> {
    let vault = app.vault(ctx).await?;
    let key = app.keys(ctx.organisation).await?.verifying;
    let proof = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let reader = Reader::of(tx).await?;
                let (row, _) = vault::record_row(tx, &reader.permit, id).await?;
                if !reader.may_see(&row) {
                    return Err(VaultError::NotFound);
                }
                vault::prove_row(tx, &reader.permit, id).await
            })
        })
        .await?;
    Ok((proof, key))
}

/// Checks the whole record, row by row.
///
/// # Errors
/// [`AppError::NotPermitted`]; a break is part of the report.
pub async fn check_record(app: &App, ctx: &Ctx) -> Result<Report, AppError> {
    let vault = app.vault(ctx).await?;
    let keys = [app.keys(ctx.organisation).await?.verifying];
    let keys = keys.as_slice();
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReadLedger>()?;
                vault::check_record(tx, &permit, keys).await
            })
        })
        .await?)
}
