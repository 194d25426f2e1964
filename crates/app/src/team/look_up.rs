//! Look a review up by its reference, before asking for access to it. What does not exist and what one may not know of
//! get the same answer.

use access::sign_in::{look_up_began, look_up_found};
use access::{Ctx, actions};
use model::Instant;
use vault::VaultError;

use crate::{App, AppError, Reference};

/// What a look-up found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookedUp {
    /// The review is open to them.
    Open(Reference),
    /// They may know of it and ask for access.
    Ask(Reference),
    /// There is none, or they may not know of it.
    Nothing,
    /// There were too many without a result: not before this moment.
    Later(Instant),
}

/// Looks up what somebody typed.
///
/// # Errors
/// [`AppError`].
pub async fn look_up(app: &App, ctx: &Ctx, typed: &str) -> Result<LookedUp, AppError> {
    let wait = app
        .directory()
        .transact(ctx, |tx| Box::pin(look_up_began(tx)))
        .await?;
    if let Some(until) = wait {
        return Ok(LookedUp::Later(until));
    }
    let Ok(reference) = typed.parse::<Reference>() else {
        return Ok(LookedUp::Nothing);
    };
    let found = of_reference(app, ctx, &reference).await?;
    if found != LookedUp::Nothing {
        app.directory()
            .transact(ctx, |tx| Box::pin(look_up_found(tx)))
            .await?;
    }
    Ok(found)
}

async fn of_reference(app: &App, ctx: &Ctx, reference: &Reference) -> Result<LookedUp, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let Some(case) = vault::case_by_reference(tx, reference.as_str()).await? else {
                    return Ok(LookedUp::Nothing);
                };
                if tx.would_permit::<actions::ReadCase>(case).await? {
                    return Ok(LookedUp::Open(reference.clone()));
                }
                if tx.would_permit::<actions::AskAccess>(case).await? {
                    return Ok(LookedUp::Ask(reference.clone()));
                }
                Ok::<_, VaultError>(LookedUp::Nothing)
            })
        })
        .await?)
}
