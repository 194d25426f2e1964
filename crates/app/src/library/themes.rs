//! The list of themes: what was in force, and another put in force.

use access::{Ctx, actions};
use commons::{Theme, ThemeList};
use model::FormId;

use crate::{App, AppError};

/// Every list that was in force, newest first, and whether the asker may change it.
///
/// # Errors
/// [`AppError`].
pub async fn lists(app: &App, ctx: &Ctx) -> Result<(Vec<ThemeList>, bool), AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::ReadLibrary>()?);
            let may = tx.would_permit_organisation::<actions::EditThemes>();
            Ok((commons::theme_versions(tx).await?, may))
        })
    });
    Ok(read.await?)
}

/// The list in force: the one list of themes for reviews, for what is shared from them, and for the library.
///
/// # Errors
/// [`AppError`] when the store of shared learning cannot be read.
pub async fn themes_in_force(app: &App, ctx: &Ctx) -> Result<ThemeList, AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| Box::pin(commons::themes(tx)));
    Ok(read.await?)
}

/// The list in force, where something is to bear themes.
pub(crate) async fn list_for(
    app: &App,
    ctx: &Ctx,
    codes: &[String],
) -> Result<Option<ThemeList>, AppError> {
    if codes.is_empty() {
        return Ok(None);
    }
    themes_in_force(app, ctx).await.map(Some)
}

/// Puts another list of themes in force, with a reason.
///
/// # Errors
/// [`AppError::Rule`] `theme-why` without a reason, and what [`commons::change_themes`] says.
pub async fn change(
    app: &App,
    ctx: &Ctx,
    (form, shown): (FormId, i64),
    why: &str,
    list: &[Theme],
) -> Result<(), AppError> {
    if why.trim().is_empty() {
        return Err(AppError::Rule("theme-why"));
    }
    let commons = app.commons().await?;
    let changed = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::EditThemes>()?;
            if commons::already_done(tx, form).await?.is_some() {
                return Ok(());
            }
            let version = commons::change_themes(tx, &permit, (shown, why), list).await?;
            commons::remember(tx, form, &version.to_string()).await
        })
    });
    Ok(changed.await?)
}
