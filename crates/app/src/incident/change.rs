//! Change what is known of an incident.

use access::{Ctx, Section, actions};
use model::RecordId;
use model::case::Incident;

use super::read::find;
use crate::{App, AppError, Reference};

/// Changes what happened, when the record still stands at the version that was shown.
///
/// # Errors
/// [`AppError::Clash`] when somebody changed it meanwhile.
pub async fn change_incident(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    record: RecordId,
    shown: i64,
    new: &Incident,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::EditIncident>(case, Section::General)
                    .await?;
                vault::save(tx, &permit, record, shown, new).await
            })
        })
        .await?;
    Ok(())
}
