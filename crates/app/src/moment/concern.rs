//! The one exit for what is no learning: that a concern about somebody's conduct or safety was passed on.

use access::{Ctx, Section, actions};
use model::learning::ConcernPassedOn;
use model::{FormId, RecordId};
use vault::VaultError;

use super::CONCERN_TO;
use crate::decision::steps::scheme_of;
use crate::incident::find;
use crate::keep::{kept_before, save};
use crate::{App, AppError, Reference};

/// Records to where and when a concern was passed on. Nothing else of it is kept.
///
/// # Errors
/// [`AppError::Rule`] `concern-to` for a place that the scheme does not have, `concern-later` when it would be in future.
pub async fn pass_on(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &ConcernPassedOn,
) -> Result<RecordId, AppError> {
    if new.on > ctx.today() {
        return Err(AppError::Rule("concern-later"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::RecordMoment>(case, Section::General)
                    .await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let scheme = scheme_of(tx, app, &permit).await?;
                let known = scheme.list(CONCERN_TO);
                if known.and_then(|list| list.label_of(&new.to)).is_none() {
                    return Err(VaultError::Rule("concern-to"));
                }
                save(tx, &permit, (form, None), new).await
            })
        })
        .await?)
}
