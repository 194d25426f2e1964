//! Name the version that is to be published.

use access::{Ctx, Section, actions};
use model::case::PublicationVersion;
use model::{FormId, RecordId};
use vault::VaultError;

use super::Made;
use crate::decision::decide::has_words;
use crate::files::is_of_review;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Reference};

/// Names a version: a file of the review, or words. Each is a record of its own; whatever was checked, said or approved of
/// an earlier one is asked again. `shown` is the version that stood when the form was opened.
///
/// # Errors
/// [`AppError::Rule`] `publication-version-what` without a file or words, `publication-by` without a name,
/// `publication-version-file` for a file that is not among those of this review which everybody on it may read,
/// `publication-version` when somebody else has named another meanwhile, `publication-out` when it is published already,
/// `case-closed`.
pub async fn name_version(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, shown): (FormId, Option<RecordId>),
    new: &PublicationVersion,
) -> Result<RecordId, AppError> {
    if new.file.is_none() && !has_words(&new.words) {
        return Err(AppError::Rule("publication-version-what"));
    }
    if !has_words(&new.named_by) {
        return Err(AppError::Rule("publication-by"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::EditPublication>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let made = Made::of(tx, &permit).await?;
                made.before_publication().map_err(VaultError::Rule)?;
                if made.current().map(|one| one.id) != shown {
                    return Err(VaultError::Rule("publication-version"));
                }
                if let Some(file) = new.file {
                    is_of_review(tx, &permit, file, "publication-version-file").await?;
                }
                save(tx, &permit, (form, None), new).await
            })
        })
        .await?)
}
