//! Name the version that is to be published.

use access::{Ctx, Section, actions};
use model::case::PublicationVersion;
use model::{FileId, FormId, RecordId};
use vault::VaultError;

use super::Made;
use crate::decision::decide::has_words;
use crate::files::{Carries, carried_by_file, is_of_review};
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Reference};

/// Names a version: a file of the review, or words. Each is a record of its own; whatever was checked, said or approved of
/// an earlier one is asked again. `shown` is the version that stood when the form was opened.
///
/// # Errors
/// [`AppError::Rule`] `publication-carries-known` for a file that holds something on record in the case beside its text, or in its
/// name; `publication-carries` while nobody has looked at what else it carries; why it cannot be looked into;
/// `publication-version-what` without a file or words, `publication-by` without a name,
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
    if let Some(file) = new.file {
        looked_at(app, ctx, reference, (file, new.looked.as_deref())).await?;
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

/// What a file carries beside its text: what is to be looked at before it is named as what is published.
///
/// # Errors
/// [`AppError::Rule`] why it cannot be looked into; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn carries(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    file: FileId,
) -> Result<Carries, AppError> {
    carried_by_file(app, ctx, reference, file).await
}

async fn looked_at(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (file, looked): (FileId, Option<&str>),
) -> Result<(), AppError> {
    let carries = match carries(app, ctx, reference, file).await {
        // Whether it is one of the review's is said below, with the other reasons.
        Err(AppError::NotFound) => return Ok(()),
        other => other?,
    };
    if carries.is_known() {
        return Err(AppError::Rule("publication-carries-known"));
    }
    if !carries.is_settled(looked) {
        return Err(AppError::Rule("publication-carries"));
    }
    Ok(())
}
