//! A second person says how they see a judgement.

use access::{Ctx, Section, actions};
use model::case::{QualityJudgement, QualitySecondView};
use model::{FormId, RecordId};
use vault::VaultError;

use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Reference};

/// Keeps a second person's own view of the judgement that stands. It may differ; both stay.
///
/// # Errors
/// [`AppError::Rule`] `quality-reasons` without reasons, `quality-second-own` for whoever made the judgement,
/// `quality-changed` when another judgement stands meanwhile, `quality-second-given` when the actor has given a view of it,
/// `case-closed`; [`AppError::NotFound`] without such a judgement.
pub async fn second_view(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &QualitySecondView,
) -> Result<RecordId, AppError> {
    if !has_words(&new.reasons) {
        return Err(AppError::Rule("quality-reasons"));
    }
    let me = ctx.person()?.id.to_string();
    let me = me.as_str();
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::JudgeQuality>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let judged = vault::one::<_, QualityJudgement>(tx, &permit, new.of).await?;
                if judged.version != new.of_version {
                    return Err(VaultError::Rule("quality-changed"));
                }
                if judged.by == me {
                    return Err(VaultError::Rule("quality-second-own"));
                }
                let all = vault::list_with::<_, QualitySecondView>(tx, &permit).await?;
                let mut given = all
                    .iter()
                    .filter(|one| one.body.is_of(new.of, new.of_version));
                if given.any(|one| one.by == me) {
                    return Err(VaultError::Rule("quality-second-given"));
                }
                save(tx, &permit, (form, None), new).await
            })
        })
        .await?)
}
