//! Keep a log of who else was told.

use access::{Ctx, Section, actions};
use model::FormId;
use model::case::Told;

use crate::incident::find;
use crate::{App, AppError, Reference};

/// Keeps that somebody was told.
///
/// # Errors
/// [`AppError`].
pub async fn tell(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    told: &Told,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::TellOthers>(case, Section::General)
                    .await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                vault::save_new(tx, &permit, told).await?;
                vault::remember(tx, form, "kept").await
            })
        })
        .await?;
    Ok(())
}
