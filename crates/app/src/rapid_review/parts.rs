//! One part of the report.

use access::{Ctx, Section, actions};
use model::case::ReportText;
use model::{FormId, RecordId};

use crate::decision::decide::has_words;
use crate::keep::{goes_there, kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps what a part of the report says; there is one text for each part.
///
/// # Errors
/// [`AppError::Rule`] `report-words` without words, `changed-meanwhile` for the text of another part, `case-closed`;
/// [`AppError::Clash`].
pub async fn keep_part(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &ReportText,
) -> Result<RecordId, AppError> {
    if !has_words(&new.words) {
        return Err(AppError::Rule("report-words"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::EditReport>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let all = vault::list_with::<_, ReportText>(tx, &permit).await?;
                let standing = all.iter().find(|one| one.body.part == new.part);
                goes_there(standing, sent.1)?;
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
