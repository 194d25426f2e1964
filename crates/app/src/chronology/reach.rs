//! Whether a record that stood elsewhere could have been reached: only what somebody who was there said, never worked out.

use access::{Ctx, Section, actions};
use model::FormId;
use model::case::Reach;
use vault::Stored;

use super::events::{Undo, section_of};
use super::read::read_everywhere;
use crate::decision::decide::has_words;
use crate::incident::find;
use crate::keep::{kept_before, open, save, take_away_anywhere};
use crate::{App, AppError, Reference};

/// What was said of the entries of a chronology.
#[derive(Debug, Clone, Default)]
pub struct Reached {
    /// What was said, oldest first.
    pub said: Vec<Stored<Reach>>,
    /// Whether the reader may record more.
    pub may_record: bool,
}

/// What people who were there said, in every section that the reader reads.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn reached(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Reached, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let closed = vault::case_file(tx, &permit).await?.closed_at.is_some();
                Ok(Reached {
                    said: read_everywhere(tx, case).await?,
                    may_record: !closed && tx.would_permit::<actions::RecordReach>(case).await?,
                })
            })
        })
        .await?)
}

/// Keeps what somebody who was there said of one entry, in the section of that entry. What others said stands beside it.
///
/// # Errors
/// [`AppError::Rule`] `reach-said-by` when nobody is named, `reach-later` when it would have been said in future, `reach-before` when it would
/// have been said before the day of which it speaks, `reach-nothing` when it says nothing, `event-gone` when the entry is not there to
/// be read by the actor, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn record_reach(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, new): (FormId, &Reach),
) -> Result<(), AppError> {
    checked(ctx, new)?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let general = Section::General;
                let (permit, _) = open::<actions::RecordReach>(tx, app, reference, general).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let case = permit.case()?;
                let section = section_of(tx, case, &[new.entry]).await?;
                let permit = tx.permit::<actions::RecordReach>(case, section).await?;
                save(tx, &permit, (form, None), new).await.map(drop)
            })
        })
        .await?;
    Ok(())
}

fn checked(ctx: &Ctx, new: &Reach) -> Result<(), AppError> {
    let refused = if !has_words(&new.said_by) {
        "reach-said-by"
    } else if new.said_on > ctx.today() {
        "reach-later"
    } else if new.said_on < new.as_of {
        "reach-before"
    } else if !new.says_something() {
        "reach-nothing"
    } else {
        return Ok(());
    };
    Err(AppError::Rule(refused))
}

/// Takes away what was recorded wrongly; that it was recorded stays on record.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile` when somebody has taken it away already, `case-closed`; [`AppError::NotPermitted`].
pub async fn take_reach_away(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Undo),
) -> Result<(), AppError> {
    take_away_anywhere::<actions::RecordReach, Reach>(app, ctx, reference, sent).await
}
