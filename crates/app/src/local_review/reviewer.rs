//! Who reviews: appointed with a look at their independence and their interests.

use access::{Ctx, Section, actions};
use model::case::Reviewer;
use model::scheme::{StageKind, TrackKind};
use model::track::Transition;
use model::{FormId, RecordId};

use crate::decision::decide::has_words;
use crate::decision::steps::{certainly_later, on_the_way};
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps an appointment, or changes it. The appointment of whoever leads is a step on the track, where it is not further
/// yet.
///
/// # Errors
/// [`AppError::Rule`] `reviewer-name`, `reviewer-independence`, `reviewer-conflicts`, `reviewer-checked-by` where one of
/// these says nothing, `reviewer-ended` when their part ended and nothing says why, `reviewer-later` when something would
/// be in future, `case-closed`; [`AppError::Clash`].
pub async fn keep_reviewer(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Reviewer,
) -> Result<RecordId, AppError> {
    checked(ctx, new)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::EditLocalReview>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                if new.leads && new.ended.is_none() {
                    let commissioned =
                        Transition::new(TrackKind::LocalReview, StageKind::Commissioned, new.on);
                    on_the_way(tx, &permit, scheme, commissioned).await?;
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}

fn checked(ctx: &Ctx, new: &Reviewer) -> Result<(), AppError> {
    for (words, refused) in [
        (&new.name, "reviewer-name"),
        (&new.independence, "reviewer-independence"),
        (&new.conflicts, "reviewer-conflicts"),
        (&new.checked_by, "reviewer-checked-by"),
    ] {
        if !has_words(words) {
            return Err(AppError::Rule(refused));
        }
    }
    let ended = new.ended.as_ref();
    if ended.is_some_and(|one| !has_words(&one.why)) {
        return Err(AppError::Rule("reviewer-ended"));
    }
    let later = certainly_later(ctx, &new.on);
    if later || ended.is_some_and(|one| certainly_later(ctx, &one.on)) {
        return Err(AppError::Rule("reviewer-later"));
    }
    Ok(())
}
