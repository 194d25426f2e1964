//! The national body's work list: every case that it was told of, by what it waits for.

use access::{Ctx, actions};
use vault::{ReceivedCase, ReceivedCounts, Which};

use super::senders;
use crate::{App, AppError};

/// Lines of the work list on one page.
pub const ON_A_PAGE: usize = 25;

/// A line of the work list.
#[derive(Debug, Clone)]
pub struct WorkLine {
    /// The case.
    pub case: ReceivedCase,
    /// The sender's name.
    pub from: String,
}

/// One page of the work list.
#[derive(Debug, Clone)]
pub struct WorkList {
    /// Its lines.
    pub lines: Vec<WorkLine>,
    /// How many wait for what.
    pub counts: ReceivedCounts,
}

/// A page of the work list; pages count from 0. References, dates and codes only: no reading is written down.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn work_list(
    app: &App,
    ctx: &Ctx,
    which: Which,
    page: usize,
) -> Result<WorkList, AppError> {
    let vault = app.vault(ctx).await?;
    let part = (page.saturating_mul(ON_A_PAGE), ON_A_PAGE);
    let (cases, counts) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReadReceived>()?;
                let cases = vault::received_cases(tx, &permit, which, part).await?;
                let counts = vault::received_counts(tx, &permit).await?;
                Ok((cases, counts))
            })
        })
        .await?;
    let names = senders(app, ctx).await?;
    let line = |case: ReceivedCase| WorkLine {
        from: names.get(&case.sender).cloned().unwrap_or_default(),
        case,
    };
    Ok(WorkList {
        lines: cases.into_iter().map(line).collect(),
        counts,
    })
}
