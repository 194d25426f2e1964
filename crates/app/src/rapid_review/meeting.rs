//! A meeting of the rapid review: who was there, what they had before them, what was said.

use access::{Ctx, Section, actions};
use model::case::ReviewMeeting;
use model::scheme::{StageKind, TrackKind};
use model::track::Transition;
use model::{FormId, RecordId};

use crate::decision::decide::has_words;
use crate::decision::steps::{certainly_later, on_the_way};
use crate::files::is_of_review;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps a meeting, or changes what is kept of it. The meeting that considers everything is a step on the track, where it
/// is not further yet.
///
/// # Errors
/// [`AppError::Rule`] `meeting-attended` when nobody was there, `meeting-later` when it would be in future,
/// `meeting-papers` for a file that is not among those of this review which everybody on it may read, `case-closed`;
/// [`AppError::Clash`].
pub async fn keep_meeting(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &ReviewMeeting,
) -> Result<RecordId, AppError> {
    if !has_words(&new.attended) {
        return Err(AppError::Rule("meeting-attended"));
    }
    if certainly_later(ctx, &new.on) {
        return Err(AppError::Rule("meeting-later"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::EditReport>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                // A file that was taken away since may stay where it stands: they had it before them.
                let before = match sent.1 {
                    Some((id, _)) => {
                        vault::one::<_, ReviewMeeting>(tx, &permit, id)
                            .await?
                            .body
                            .papers
                    }
                    None => Vec::new(),
                };
                for file in new.papers.iter().filter(|file| !before.contains(file)) {
                    is_of_review(tx, &permit, *file, "meeting-papers").await?;
                }
                if new.considers {
                    let held =
                        Transition::new(TrackKind::RapidReview, StageKind::MeetingHeld, new.on);
                    on_the_way(tx, &permit, scheme, held).await?;
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
