//! Safe now? One line for every child, until somebody who has checked says so.

use access::{Ctx, Section, actions};
use model::RecordId;
use model::case::SafetyLine;
use vault::Stored;

use crate::incident::find;
use crate::{App, AppError, Reference};

/// Adds a line for a child, or changes one.
///
/// # Errors
/// [`AppError::Clash`] when somebody changed it meanwhile.
pub async fn change_line(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    record: Option<(RecordId, i64)>,
    line: &SafetyLine,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::EditIncident>(case, Section::General)
                    .await?;
                match record {
                    None => vault::save_new(tx, &permit, line).await.map(|_| ()),
                    Some((record, shown)) => vault::save(tx, &permit, record, shown, line)
                        .await
                        .map(|_| ()),
                }
            })
        })
        .await?;
    Ok(())
}

/// The safety lines that are still open, from a case's lines.
#[must_use]
pub fn open_lines(lines: &[Stored<SafetyLine>]) -> Vec<&Stored<SafetyLine>> {
    lines.iter().filter(|line| line.body.is_open()).collect()
}
