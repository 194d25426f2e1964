//! What do you see differently now? Half a minute, from any page of a review.

use access::{Ctx, Section, actions};
use model::case::Moment;
use model::{FormId, Sensitive};

use crate::incident::find;
use crate::{App, AppError, Reference};

/// Keeps a moment in the case it belongs to. It is not released to anybody by this.
///
/// # Errors
/// [`AppError::Rule`] `moment-empty` when nothing was written.
pub async fn record(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    text: &str,
    track: &str,
) -> Result<(), AppError> {
    if text.trim().is_empty() {
        return Err(AppError::Rule("moment-empty"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::RecordMoment>(case, Section::General)
                    .await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let moment = Moment {
                    seen_differently: Sensitive(text.trim().to_owned()),
                    track: track.to_owned(),
                };
                vault::save_new(tx, &permit, &moment).await?;
                vault::remember(tx, form, "kept").await
            })
        })
        .await?;
    Ok(())
}
