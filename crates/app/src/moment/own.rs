//! What a national body or a region learns from its own work, where that hangs on no case.

use access::{Action, Ctx, actions};
use vault::VaultError;

use super::{Moments, moments};
use crate::{App, AppError, Reference};

/// The place of the organisation's own learning, opened when it is first asked for. Under its reference moments are kept and
/// read as anywhere else.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever does not work for a national body or a region.
pub async fn own_place(app: &App, ctx: &Ctx) -> Result<Reference, AppError> {
    own_place_under::<actions::KeepOwnLearning>(app, ctx).await
}

/// The same, for whoever may do something else there.
pub(crate) async fn own_place_under<A: Action>(
    app: &App,
    ctx: &Ctx,
) -> Result<Reference, AppError> {
    let vault = app.vault(ctx).await?;
    let fresh = Reference::generate()?;
    let loaded = app.scheme_on(ctx.today())?;
    let (fresh, scheme) = (&fresh, (loaded.scheme.id.as_str(), loaded.digest.as_str()));
    let place = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<A>()?;
                if let Some(known) = vault::own_case(tx, &permit).await? {
                    return Ok(known);
                }
                vault::open_own_case(tx, &permit, fresh.as_str(), scheme).await
            })
        })
        .await?;
    place.parse().map_err(|_| AppError::NotFound)
}

/// Whether this is the reference of the organisation's own place beside any case. No content, so no reading is written down.
pub(crate) async fn is_own_place(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<bool, AppError> {
    let vault = app.vault(ctx).await?;
    let own: Option<String> = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeToday>()?;
                let known: Result<_, VaultError> = vault::own_case(tx, &permit).await;
                known
            })
        })
        .await?;
    Ok(own.is_some_and(|own| own == reference.as_str()))
}

/// What the organisation learned from its own work; nothing while nobody has written any. The reading is written down.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever does not work for a national body or a region.
pub async fn own_learning(app: &App, ctx: &Ctx) -> Result<Option<Moments>, AppError> {
    let vault = app.vault(ctx).await?;
    let known: Option<String> = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::KeepOwnLearning>()?;
                let known: Result<_, VaultError> = vault::own_case(tx, &permit).await;
                known
            })
        })
        .await?;
    let Some(known) = known else {
        return Ok(None);
    };
    let reference = known.parse().map_err(|_| AppError::NotFound)?;
    Ok(Some(moments(app, ctx, &reference).await?))
}
