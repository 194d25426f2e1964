//! How the review goes: the partners look at time and quality at regular intervals, and may ask a reviewer in writing
//! for information or a draft. SI 2018/789, regulation 14.

use access::{Ctx, Permit, Section, actions};
use model::case::{MarkerThen, ProgressCheck, QualityJudgement, WrittenRequest};
use model::{FormId, RecordId, UncertainDate};
use vault::{VaultError, VaultTx};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::files::is_of_review;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps a look at how the review goes, or changes what is kept of it. How the review stands by the quality markers is kept
/// with it as it was when the look was recorded.
///
/// # Errors
/// [`AppError::Rule`] `check-by`, `check-time`, `check-quality` where one of these says nothing, `check-later` when it
/// would be in future, `check-again` when they would look again before they looked, `case-closed`; [`AppError::Clash`].
pub async fn keep_check(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &ProgressCheck,
) -> Result<RecordId, AppError> {
    for (words, refused) in [
        (&new.by, "check-by"),
        (&new.time, "check-time"),
        (&new.quality, "check-quality"),
    ] {
        if !has_words(words) {
            return Err(AppError::Rule(refused));
        }
    }
    if certainly_later(ctx, &new.on) {
        return Err(AppError::Rule("check-later"));
    }
    let looked = new.on.earliest();
    if new
        .again_on
        .zip(looked)
        .is_some_and(|(again, looked)| again <= looked)
    {
        return Err(AppError::Rule("check-again"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::EditLocalReview>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let markers = match sent.1 {
                    None => markers_now(tx, &permit).await?,
                    Some((id, _)) => {
                        let kept = vault::one::<_, ProgressCheck>(tx, &permit, id).await?;
                        kept.body.markers
                    }
                };
                let look = ProgressCheck {
                    markers,
                    ..new.clone()
                };
                save(tx, &permit, sent, &look).await
            })
        })
        .await?)
}

/// How the review stands by the quality markers: what was judged of each.
async fn markers_now(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::EditLocalReview>,
) -> Result<Vec<MarkerThen>, VaultError> {
    let judged = vault::list_with::<_, QualityJudgement>(tx, permit).await?;
    Ok(judged
        .iter()
        .map(|one| MarkerThen::from(&one.body))
        .collect())
}

/// Keeps what was asked of a reviewer in writing, and what they gave.
///
/// # Errors
/// [`AppError::Rule`] `written-request-asks`, `written-request-asked-by` where one of these says nothing, `written-request-later` when something
/// would be in future, `written-request-given` when something was given and nothing says what, `written-request-file` for a file that is
/// not of this review, `case-closed`; [`AppError::Clash`].
pub async fn keep_request(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &WrittenRequest,
) -> Result<RecordId, AppError> {
    checked(ctx, new)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::EditLocalReview>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let file = |one: &WrittenRequest| one.given.as_ref().and_then(|given| given.file);
                let before = match sent.1 {
                    None => None,
                    Some((id, _)) => file(&vault::one(tx, &permit, id).await?.body),
                };
                let file = file(new).filter(|file| Some(*file) != before);
                if let Some(file) = file {
                    is_of_review(tx, &permit, file, "written-request-file").await?;
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}

fn checked(ctx: &Ctx, new: &WrittenRequest) -> Result<(), AppError> {
    let later = |on: &UncertainDate| certainly_later(ctx, on);
    let given = new.given.as_ref();
    let refused = if !has_words(&new.asks) {
        "written-request-asks"
    } else if !has_words(&new.asked_by) {
        "written-request-asked-by"
    } else if given.is_some_and(|one| !has_words(&one.what)) {
        "written-request-given"
    } else if later(&new.asked_on) || given.is_some_and(|one| later(&one.on)) {
        "written-request-later"
    } else {
        return Ok(());
    };
    Err(AppError::Rule(refused))
}
