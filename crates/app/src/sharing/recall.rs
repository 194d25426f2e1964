//! Taking back what was released. It goes from where others read it; copies that somebody took stay where they are.

use access::{Ctx, Section, actions};
use model::case::{LearningRelease, LearningTakenBack, RecallReason, ReleaseStands};
use model::{FormId, RecordId, Sensitive};
use vault::VaultError;

use super::job::carry_now;
use crate::decision::decide::has_words;
use crate::incident::find;
use crate::keep::{changed_meanwhile, kept_before, save};
use crate::{App, AppError, Reference};

/// Why something is taken back.
#[derive(Debug, Clone)]
pub struct NewRecall {
    /// The release.
    pub release: RecordId,
    /// Why, as a code that goes where the learning went.
    pub reason: RecallReason,
    /// Why, in words that stay with the case.
    pub why: Sensitive<String>,
}

/// Takes something released back, also when the review is closed. A job takes it away from where others read it, and lists who had
/// opened it; from the partnership it goes at once.
///
/// # Errors
/// [`AppError::Rule`] `recall-why` without a reason, `recalled` when it was taken back already, `changed-meanwhile`;
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn recall(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, new): (FormId, &NewRecall),
) -> Result<(), AppError> {
    if !has_words(&new.why) {
        return Err(AppError::Rule("recall-why"));
    }
    let me = ctx.person()?.id;
    let vault = app.vault(ctx).await?;
    let taken = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::RecallLearning>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(None);
                }
                let kept = vault::one::<_, LearningRelease>(tx, &permit, new.release).await?;
                let mut body = kept.body;
                if body.taken_back.is_some() {
                    return Err(VaultError::Rule("recalled"));
                }
                body.stands = ReleaseStands::TakingBack;
                body.taken_back = Some(LearningTakenBack {
                    person: Some(me),
                    on: tx.ctx.today(),
                    reason: new.reason,
                    why: new.why.clone(),
                    readers: Vec::new(),
                });
                let place = Some((kept.id, kept.version));
                save(tx, &permit, (form, place), &body).await?;
                let within = !body.audience.is_beyond();
                Ok(within.then_some((case, kept.id)))
            })
        })
        .await
        .map_err(changed_meanwhile)?;
    carry_now(app, ctx, taken).await;
    Ok(())
}
