//! The partners' decision whether there will be a local review.

use access::{Ctx, Section, actions};
use model::case::LocalReviewDecision;
use model::scheme::{StageKind, TrackKind};
use model::track::Transition;
use model::{FormId, RecordId};
use vault::VaultError;

use crate::decision::decide::has_words;
use crate::decision::steps::{certainly_later, entered, step};
use crate::keep::{kept_before, open};
use crate::{App, AppError, Reference};

/// Records a decision and the step that it is. A later decision is another one: both stay.
///
/// # Errors
/// [`AppError::Rule`] `local-criteria` when there will be a review and no criterion is named, or one that the scheme does
/// not have, `local-reasons` without reasons, `local-otherwise` when there will be none and it is not said how else it is
/// learned from, `local-decided-by` when nobody is named, `local-later` when it would be in future, `case-closed`; the
/// codes of [`model::track::StepRefused`].
pub async fn decide(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &LocalReviewDecision,
) -> Result<RecordId, AppError> {
    checked(ctx, new)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::DecideLocalReview>(tx, app, reference, Section::General)
                        .await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let known = |id: &String| scheme.local_criteria.iter().any(|one| one.id == *id);
                if !new.criteria.iter().all(known) {
                    return Err(VaultError::Rule("local-criteria"));
                }
                let to = if new.review {
                    StageKind::DecidedYes
                } else {
                    StageKind::DecidedNo
                };
                let mut next = Transition::new(TrackKind::LocalReview, to, new.on);
                next.reason = Some(new.reasons.clone());
                next.details.point = Some(new.point);
                let steps = entered(tx, &permit).await?;
                step(tx, &permit, (scheme, &steps), next).await?;
                crate::keep::save(tx, &permit, (form, None), new).await
            })
        })
        .await?)
}

fn checked(ctx: &Ctx, new: &LocalReviewDecision) -> Result<(), AppError> {
    let refused = if new.review && new.criteria.is_empty() {
        "local-criteria"
    } else if !has_words(&new.reasons) {
        "local-reasons"
    } else if !new.review && !has_words(&new.otherwise) {
        "local-otherwise"
    } else if !has_words(&new.decided_by) {
        "local-decided-by"
    } else if certainly_later(ctx, &new.on) {
        "local-later"
    } else {
        return Ok(());
    };
    Err(AppError::Rule(refused))
}
