//! Who writes for the agency, what it found, and how it searched for each person.

use access::{Ctx, Section};
use model::case::{ReturnFound, ReturnHead, SearchFound};
use model::{FormId, RecordId};
use vault::VaultError;

use super::answer::writing;
use super::kept;
use crate::decision::decide::has_words;
use crate::keep::kept_before;
use crate::{App, AppError, Place};

/// Keeps the head of a return, or changes it.
///
/// # Errors
/// [`AppError::Rule`]: `return-author`, `return-independence` where they say nothing, `return-why` without a reason for not
/// searching or declining, `return-searched` when somebody who was asked about is missing, `return-looked-for` when nothing
/// says what was searched for, `return-no-trace` for *no trace* when somebody was found; [`AppError::Clash`];
/// [`AppError::NotFound`] for everybody who does not answer the request.
pub async fn keep_head(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, place): (FormId, Place),
    new: &ReturnHead,
) -> Result<(), AppError> {
    check(new).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let asked = vault::request_of_return(tx, &permit).await?;
                let mut about = asked.body.about.iter();
                let answered = about.all(|one| {
                    let mut searched = new.searched.iter();
                    searched.any(|line| line.subject == one.subject)
                });
                if !answered {
                    return Err(VaultError::Rule("return-searched"));
                }
                if place.is_none() {
                    let all = vault::list_in_return::<_, ReturnHead>(tx, &permit).await?;
                    vault::none_yet(all.last())?;
                }
                let what = (Section::General, new);
                kept::save(tx, &permit, (form, place), what).await.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// What is wrong with the head of a return, whoever wrote it.
pub(super) fn check(new: &ReturnHead) -> Result<(), &'static str> {
    if !has_words(&new.author) {
        return Err("return-author");
    }
    if !has_words(&new.independence) {
        return Err("return-independence");
    }
    let needs_why = [ReturnFound::CouldNotSearch, ReturnFound::Declined];
    if needs_why.contains(&new.found) {
        return if has_words(&new.why) {
            Ok(())
        } else {
            Err("return-why")
        };
    }
    for line in &new.searched {
        if line.found != SearchFound::NotSearched && !has_words(&line.looked_for) {
            return Err("return-looked-for");
        }
    }
    let known = |line: &model::case::Searched| line.found == SearchFound::Known;
    if new.found == ReturnFound::NoTrace && new.searched.iter().any(known) {
        return Err("return-no-trace");
    }
    Ok(())
}
