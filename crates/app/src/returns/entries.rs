//! Entries of an agency's chronology.

use access::{Ctx, Section};
use model::chronology::{Entry, Restriction};
use model::{FormId, RecordId};
use vault::VaultError;

use super::answer::writing;
use super::kept;
use super::sources::is_wider;
use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::kept_before;
use crate::{App, AppError, Place};

/// The section under which others read an entry.
#[must_use]
pub(super) const fn reads(restriction: Restriction) -> Section {
    match restriction {
        Restriction::Team => Section::General,
        Restriction::Police => Section::PoliceRestricted,
        Restriction::ProtectedAddress => Section::ProtectedAddresses,
        Restriction::ProtectedIdentity => Section::ProtectedIdentities,
    }
}

/// Keeps an entry, or changes it.
///
/// # Errors
/// [`AppError::Rule`]: `entry-text` when it says nothing, `entry-later` when it happened in future, `entry-recorded` when it
/// was written down in future, `entry-document-read` when more people would read the document that it came from; [`AppError::Clash`] with what somebody else wrote meanwhile; [`AppError::NotFound`] for
/// everybody who does not answer the request.
pub async fn keep_entry(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    sent: (FormId, Place),
    new: &Entry,
) -> Result<RecordId, AppError> {
    check(ctx, new).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                if is_wider(tx, &permit, new).await? {
                    return Err(VaultError::Rule("entry-document-read"));
                }
                kept::save(tx, &permit, sent, (reads(new.restriction), new)).await
            })
        })
        .await?)
}

/// What is wrong with an entry, whoever wrote it.
pub(super) fn check(ctx: &Ctx, new: &Entry) -> Result<(), &'static str> {
    if !has_words(&new.text) {
        return Err("entry-text");
    }
    if certainly_later(ctx, &new.date) {
        return Err("entry-later");
    }
    let later = |on: &model::UncertainDate| certainly_later(ctx, on);
    if new.recorded.on.as_ref().is_some_and(later) || new.shared.iter().any(|one| later(&one.on)) {
        return Err("entry-recorded");
    }
    Ok(())
}

/// Takes an entry away; others lose sight of it when the return is signed off again.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile`; [`AppError::NotFound`].
pub async fn remove_entry(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    kept::remove::<Entry>(app, ctx, request, sent).await
}
