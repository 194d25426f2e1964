//! Publication is delayed or does not happen: why, who was told, what they answered.

use access::{Ctx, Section, actions};
use model::case::{PublicationDelay, REASONS_TO, ReasonsSent, Told};
use model::scheme::Scheme;
use model::{FormId, RecordId};
use vault::VaultError;

use super::by_somebody;
use super::lacks::items;
use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::{keep, kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps a delay, or that nothing is to be published, with its reasons.
///
/// # Errors
/// [`AppError::Rule`] `publication-delay-reasons` without reasons, `publication-by`, `publication-later`, `case-closed`;
/// [`AppError::Clash`].
pub async fn keep_delay(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &PublicationDelay,
) -> Result<RecordId, AppError> {
    let check = |_: &Scheme| {
        if !has_words(&new.reasons) {
            return Err("publication-delay-reasons");
        }
        by_somebody(ctx, &new.by, &new.on)
    };
    keep::<actions::EditPublication, _>(app, ctx, reference, sent, (new, check)).await
}

/// Keeps that the reasons were sent to somebody, and what came back.
///
/// # Errors
/// [`AppError::Rule`] `publication-no-such-recipient`, `publication-channel`, `publication-by`, `publication-later`,
/// `publication-answer` for an answer without words, `publication-answer-on` when it would come in future, `case-closed`;
/// [`AppError::NotFound`] for a delay that there is not; [`AppError::Clash`].
pub async fn keep_reasons_sent(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &ReasonsSent,
) -> Result<RecordId, AppError> {
    by_somebody(ctx, &new.by, &new.on).map_err(AppError::Rule)?;
    if !Told::CHANNELS.contains(&new.channel.as_str()) {
        return Err(AppError::Rule("publication-channel"));
    }
    if let Some(answer) = &new.answer {
        if !has_words(&answer.words) {
            return Err(AppError::Rule("publication-answer"));
        }
        if certainly_later(ctx, &answer.on) {
            return Err(AppError::Rule("publication-answer-on"));
        }
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::EditPublication>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let mut known = items(scheme, REASONS_TO);
                if !known.any(|item| item.code == new.recipient) {
                    return Err(VaultError::Rule("publication-no-such-recipient"));
                }
                vault::one::<_, PublicationDelay>(tx, &permit, new.delay).await?;
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
