//! One part of a return in words.

use access::{Ctx, Section};
use model::case::ReturnText;
use model::{FormId, RecordId};
use vault::VaultError;

use super::answer::writing;
use super::kept;
use crate::decision::decide::has_words;
use crate::keep::kept_before;
use crate::{App, AppError, Place};

/// Keeps a part, or changes it. Something half written may be kept; only what says something is finished.
///
/// # Errors
/// [`AppError::Rule`]: `return-empty` for a finished part that says nothing; [`AppError::Clash`]; [`AppError::NotFound`]
/// for everybody who does not answer the request.
pub async fn keep_text(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, place): (FormId, Place),
    new: &ReturnText,
) -> Result<(), AppError> {
    if new.finished && !has_words(&new.words) {
        return Err(AppError::Rule("return-empty"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let all = vault::list_in_return::<_, ReturnText>(tx, &permit).await?;
                let standing = all.iter().find(|one| one.body.part == new.part);
                match place {
                    None => vault::none_yet(standing)?,
                    Some((id, _)) if standing.is_none_or(|one| one.id != id) => {
                        return Err(VaultError::NotFound);
                    }
                    Some(_) => {}
                }
                let what = (Section::General, new);
                kept::save(tx, &permit, (form, place), what).await.map(drop)
            })
        })
        .await?;
    Ok(())
}
