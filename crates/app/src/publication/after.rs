//! What follows publication: where it can be read, and that it went to the repository of reviews.

use access::{Ctx, Section, actions};
use model::case::PublicationAfter;
use model::{FormId, RecordId};
use vault::VaultError;

use super::Made;
use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::{goes_there, kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps what follows; there is one record of it, and what it said before is kept.
///
/// # Errors
/// [`AppError::Rule`] `publication-not-out` while nothing is published, `publication-address` without an address,
/// `publication-kept-by` without a name, `publication-heard` when nothing says how the family and practitioners heard of
/// it, `publication-repository` when it was sent to the repository in future, or neither a date nor words say how that
/// stands, `case-closed`; [`AppError::Clash`].
pub async fn keep_after(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &PublicationAfter,
) -> Result<RecordId, AppError> {
    let repository = new.repository.as_ref();
    let said = repository.is_some() || has_words(&new.repository_words);
    for (good, code) in [
        (has_words(&new.address), "publication-address"),
        (has_words(&new.kept_by), "publication-kept-by"),
        (has_words(&new.told_first), "publication-heard"),
        (
            said && !repository.is_some_and(|on| certainly_later(ctx, on)),
            "publication-repository",
        ),
    ] {
        if !good {
            return Err(AppError::Rule(code));
        }
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::EditPublication>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let made = Made::of(tx, &permit).await?;
                if !made.is_out() {
                    return Err(VaultError::Rule("publication-not-out"));
                }
                goes_there(made.after.last(), sent.1)?;
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
