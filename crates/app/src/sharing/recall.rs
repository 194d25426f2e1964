//! Taking back what was released. It goes from where others read it; copies that somebody took stay where they are.

use access::{Ctx, Permit, Section, actions};
use model::case::{LearningRelease, LearningTakenBack, RecallReason, ReleaseStands};
use model::{CaseId, FormId, RecordId, Sensitive};
use vault::{Stored, VaultError, VaultTx};

use super::job::carry_now;
use super::made::Made;
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
    /// Whether what else stands of the same words is taken back with it: within the partnership, or for more readers.
    pub others: bool,
}

fn taken_back(release: &LearningRelease, back: &LearningTakenBack) -> LearningRelease {
    LearningRelease {
        stands: ReleaseStands::TakingBack,
        taken_back: Some(back.clone()),
        ..release.clone()
    }
}

/// The other versions of the same go with it: what one says wrongly others often say too, and they are one item elsewhere. So does
/// what else stands of the same words, where whoever takes it back says so. Returns those that lie within the partnership.
async fn others_too(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RecallLearning>,
    (kept, back, others): (&Stored<LearningRelease>, &LearningTakenBack, bool),
) -> Result<Vec<RecordId>, VaultError> {
    let made = Made::of(tx, permit).await?;
    let mut items = vec![kept.body.item];
    if others {
        let same = made.same_words(&kept.body).into_iter();
        items.extend(same.map(|one| one.body.item));
    }
    let mut within = Vec::new();
    let stands = |one: &&Stored<LearningRelease>| {
        one.id != kept.id && items.contains(&one.body.item) && one.body.taken_back.is_none()
    };
    for one in made.releases.iter().filter(stands) {
        let body = taken_back(&one.body, back);
        vault::save(tx, permit, one.id, one.version, &body).await?;
        if !body.audience.is_beyond() {
            within.push(one.id);
        }
    }
    Ok(within)
}

/// Takes something released back with every version of it, and with what else stands of the same words where the actor says so, also when the review is closed. A job takes it away from where others read it, and lists who had
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
                    return Ok(Vec::new());
                }
                let kept = vault::one::<_, LearningRelease>(tx, &permit, new.release).await?;
                if kept.body.taken_back.is_some() {
                    return Err(VaultError::Rule("recalled"));
                }
                let back = LearningTakenBack {
                    person: Some(me),
                    on: tx.ctx.today(),
                    reason: new.reason,
                    why: new.why.clone(),
                    readers: Vec::new(),
                };
                let mut within = others_too(tx, &permit, (&kept, &back, new.others)).await?;
                let place = Some((kept.id, kept.version));
                let body = taken_back(&kept.body, &back);
                save(tx, &permit, (form, place), &body).await?;
                if !body.audience.is_beyond() {
                    within.push(kept.id);
                }
                let at = within.into_iter().map(|id| (case, id));
                Ok(at.collect::<Vec<(CaseId, RecordId)>>())
            })
        })
        .await
        .map_err(changed_meanwhile)?;
    for one in taken {
        carry_now(app, ctx, Some(one)).await;
    }
    Ok(())
}
