//! Moving a practice run on: working days pass at once.

use access::{Ctx, Section, actions};
use model::case::{MOST_MOVED, PracticeRun};
use model::{FormId, RecordId};
use vault::VaultError;

use crate::keep::{changed_meanwhile, kept_before, open, save};
use crate::{App, AppError, Reference};

/// How many working days it may be moved on at once.
pub const STEPS: [u32; 3] = [1, 5, 20];

/// Moves a practice run on. Nothing in it changes but the day on which it stands.
///
/// # Errors
/// [`AppError::Rule`] `practice-step` for a number of days that is not on offer, `practice-far` past [`MOST_MOVED`] days
/// in all or past the end of the table of working days, `changed-meanwhile` when somebody else moved it on since it was shown, `case-closed`.
pub async fn move_on(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    days: u32,
) -> Result<(), AppError> {
    if !STEPS.contains(&days) {
        return Err(AppError::Rule("practice-step"));
    }
    let calendar = super::read::calendar(app, ctx).await?;
    if calendar.due(ctx.today(), days).is_err() {
        return Err(AppError::Rule("practice-far"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, _) = open::<actions::RunPractice>(tx, app, reference, section).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let mut run = vault::one::<_, PracticeRun>(tx, &permit, id).await?.body;
                run.moved += days;
                if run.moved > MOST_MOVED {
                    return Err(VaultError::Rule("practice-far"));
                }
                save(tx, &permit, (form, Some((id, shown))), &run).await?;
                Ok(())
            })
        })
        .await
        .map_err(changed_meanwhile)
}
