//! Drafts of the report, and who has them to comment on.

use access::{Ctx, Section, actions};
use model::case::{LineOfEnquiry, ReviewDraft, TermsOfReference};
use model::scheme::{StageKind, TrackKind};
use model::track::Transition;
use model::{FormId, RecordId};
use vault::{Stored, VaultError};

use crate::decision::decide::has_words;
use crate::decision::steps::{certainly_later, on_the_way};
use crate::files::is_of_review;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Whether a line of enquiry asks about racism and other inequality, or the terms say why none does.
pub(super) fn asks_about_inequality(
    lines: &[Stored<LineOfEnquiry>],
    terms: Option<&Stored<TermsOfReference>>,
) -> bool {
    let reasoned = terms.is_some_and(|one| has_words(&one.body.no_inequality));
    reasoned || lines.iter().any(|one| one.body.inequality)
}

/// Keeps a draft, or changes what is said of it. Drafting is a step on the track, where it is not further yet.
///
/// # Errors
/// [`AppError::Rule`] `draft-file` for a file that is not of this review, `draft-later` when it would be in future,
/// `draft-inequality` while no line of enquiry asks about racism and other inequality and nothing says why,
/// `case-closed`; [`AppError::Clash`].
pub async fn keep_draft(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &ReviewDraft,
) -> Result<RecordId, AppError> {
    if certainly_later(ctx, &new.on) {
        return Err(AppError::Rule("draft-later"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::EditLocalReview>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let lines = vault::list_with(tx, &permit).await?;
                let terms = vault::list_with(tx, &permit).await?;
                if !asks_about_inequality(&lines, terms.last()) {
                    return Err(VaultError::Rule("draft-inequality"));
                }
                let before = match sent.1 {
                    None => None,
                    Some((id, _)) => {
                        let standing = vault::one::<_, ReviewDraft>(tx, &permit, id).await?;
                        Some(standing.body.file)
                    }
                };
                if Some(new.file) != before {
                    is_of_review(tx, &permit, new.file, "draft-file").await?;
                }
                let drafted = Transition::new(TrackKind::LocalReview, StageKind::Drafted, new.on);
                on_the_way(tx, &permit, scheme, drafted).await?;
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
