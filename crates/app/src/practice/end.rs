//! Ending a practice run.

use access::{Ctx, Section, actions};
use model::FormId;
use model::case::PracticeRun;
use vault::VaultError;

use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Reference};

/// Ends a practice run, whatever is still open in it: it goes from every list and nothing in it can be changed any more.
///
/// # Errors
/// [`AppError::Rule`] `case-closed` when it was ended; [`AppError::NotPermitted`] for a review that is none.
pub async fn end(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                // A form that was sent twice finds it closed.
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let section = Section::General;
                let (permit, _) = open::<actions::RunPractice>(tx, app, reference, section).await?;
                let all = vault::list_with::<_, PracticeRun>(tx, &permit).await?;
                let kept = all.into_iter().next().ok_or(VaultError::NotFound)?;
                let run = PracticeRun {
                    ended: true,
                    ..kept.body
                };
                let place = Some((kept.id, kept.version));
                save(tx, &permit, (form, place), &run).await?;
                vault::close_practice(tx, &permit).await
            })
        })
        .await?;
    Ok(())
}
