//! Which authorities a partnership covers, and authorities that split or merge.

use access::directory::{self, Authority, NewAuthority};
use access::{Ctx, actions};
use model::{AuthorityId, Date};

use super::organisations::known;
use crate::{App, AppError};

/// The authorities that a partnership may cover: those of today and those to come.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn authorities(app: &App, ctx: &Ctx) -> Result<Vec<Authority>, AppError> {
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                tx.permit_directory::<actions::ManageDirectory>()
                    .map(drop)?;
                let today = tx.ctx.today();
                directory::authorities_from(tx, today).await
            })
        })
        .await?)
}

/// Says from which day a partnership covers an authority.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`].
pub async fn cover(
    app: &App,
    ctx: &Ctx,
    code: &str,
    authority: AuthorityId,
    from: Date,
) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                let id = known(tx, code).await?;
                directory::cover(tx, &permit, id, authority, from).await
            })
        })
        .await?;
    Ok(())
}

/// Says on which day a partnership covers an authority for the last time.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`]; [`AppError::Rule`] as [`directory::end_cover`].
pub async fn end_cover(
    app: &App,
    ctx: &Ctx,
    code: &str,
    authority: AuthorityId,
    last: Date,
) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                let id = known(tx, code).await?;
                directory::end_cover(tx, &permit, id, authority, last).await
            })
        })
        .await?;
    Ok(())
}

/// Records that authorities were merged, or one was split.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] as [`directory::succeed`].
pub async fn succeed(app: &App, ctx: &Ctx, new: &NewAuthority) -> Result<(), AppError> {
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                directory::succeed(tx, &permit, new).await
            })
        })
        .await?;
    Ok(())
}
