//! Judging how a review stands by one marker.

use access::{Ctx, Section, actions};
use model::case::{QualityJudgement, markers};
use model::{FormId, RecordId};
use vault::VaultError;

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::{goes_there, kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Judges how the review stands by a marker, or judges it anew; what was judged before stays as an earlier version.
///
/// # Errors
/// [`AppError::NotFound`] when the scheme has no such marker; [`AppError::Rule`] `quality-reasons` without reasons,
/// `quality-improve` when it is met in part or not and nothing says what to improve, `quality-later` when it would be in
/// future, `changed-meanwhile` for the judgement of another marker, `case-closed`; [`AppError::Clash`].
pub async fn judge(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &QualityJudgement,
) -> Result<RecordId, AppError> {
    if !has_words(&new.reasons) {
        return Err(AppError::Rule("quality-reasons"));
    }
    if new.stands.asks_for_more() && !has_words(&new.improve) {
        return Err(AppError::Rule("quality-improve"));
    }
    if certainly_later(ctx, &new.on) {
        return Err(AppError::Rule("quality-later"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::JudgeQuality>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                if !markers(scheme).any(|(_, item)| item.code == new.marker) {
                    return Err(VaultError::NotFound);
                }
                let all = vault::list_with::<_, QualityJudgement>(tx, &permit).await?;
                let standing = all.iter().find(|one| one.body.marker == new.marker);
                goes_there(standing, sent.1)?;
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
