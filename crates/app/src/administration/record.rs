//! The record of who did what: its latest rows, and whether it is whole.

use std::collections::BTreeSet;

use access::ledger::{LedgerRow, Report};
use access::{Ctx, actions};
use vault::VaultError;

use crate::{App, AppError};

/// Most rows on the page.
const MOST: i64 = 300;

/// The record as shown.
#[derive(Debug, Clone)]
pub struct RecordPage {
    /// Its latest rows, newest first: ids and codes, no content.
    pub rows: Vec<LedgerRow>,
    /// Whether it is whole.
    pub report: Report,
}

/// The latest rows of the last `days` days, and a check of the whole record. Rows of a case in which the
/// reader has a conflict of interest are left out of the list; the check counts them.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn record(app: &App, ctx: &Ctx, days: i64) -> Result<RecordPage, AppError> {
    let vault = app.vault(ctx).await?;
    let keys = [app.keys(ctx.organisation).await?.verifying];
    let keys = keys.as_slice();
    let since = ctx.now.plus_seconds(-days * 24 * 60 * 60);
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReadLedger>()?;
                let hidden = vault::barred_from(tx, &permit).await?;
                let hidden: BTreeSet<String> = hidden.iter().map(ToString::to_string).collect();
                let mut rows = vault::latest_rows(tx, &permit, since, MOST).await?;
                rows.retain(|row| !row.case.as_ref().is_some_and(|case| hidden.contains(case)));
                let report = vault::check_record(tx, &permit, keys).await?;
                Ok::<_, VaultError>(RecordPage { rows, report })
            })
        })
        .await?)
}
