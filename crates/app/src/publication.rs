//! The day on which publication is planned, from which the notice before it counts back.

use access::{Ctx, Section, actions};
use model::case::PublicationDay;
use model::{FormId, RecordId};

use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Sets the planned day, or changes it. Every day that was set is kept.
///
/// # Errors
/// [`AppError::Rule`] `publication-set-by` when nobody is named who set it, `case-closed`; [`AppError::Clash`], also when
/// somebody has set the first one meanwhile.
pub async fn plan(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &PublicationDay,
) -> Result<RecordId, AppError> {
    if !has_words(&new.set_by) {
        return Err(AppError::Rule("publication-set-by"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, _) = open::<actions::MoveTrack>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let all = vault::list_with::<_, PublicationDay>(tx, &permit).await?;
                if sent.1.is_none() {
                    vault::none_yet(all.last())?;
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
