//! Whoever opened something of the partnership's own that was taken back hears of it, until they say that they know.

use access::{Ctx, Section, actions};
use commons::TakenBack;
use model::case::{PartnershipItem, PartnershipItemOpened};
use model::{Instant, PersonId, SharedId};
use vault::{Stored, VaultError};

use super::open::opened_by;
use super::{own_place, readable_place};
use crate::{App, AppError};

/// An item that no longer stands, with somebody who opened it and has not said that they know.
fn untold<'a>(
    items: &'a [Stored<PartnershipItem>],
    opened: &'a [Stored<PartnershipItemOpened>],
) -> impl Iterator<Item = (&'a Stored<PartnershipItem>, &'a PartnershipItemOpened)> {
    let untold = opened.iter().filter(|one| one.body.told_on.is_none());
    untold.filter_map(|one| {
        let ended = |item: &&Stored<PartnershipItem>| {
            item.body.item == one.body.item && item.body.ended.is_some()
        };
        Some((items.iter().find(ended)?, &one.body))
    })
}

/// What the actor opened and was taken back since: ids and days, so no reading is written down. It stays until they say that they
/// know.
///
/// # Errors
/// [`AppError`].
pub async fn taken_back(app: &App, ctx: &Ctx) -> Result<Vec<TakenBack>, AppError> {
    let me = ctx.person()?.id;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let Some(place) = readable_place(tx).await? else {
                    return Ok(Vec::new());
                };
                let permit = tx
                    .permit::<actions::ReadPartnershipItem>(place, Section::General)
                    .await?;
                let opened = vault::list_with::<_, PartnershipItemOpened>(tx, &permit).await?;
                let items = vault::list_with::<_, PartnershipItem>(tx, &permit).await?;
                let own = untold(&items, &opened).filter(|(_, one)| one.person == me);
                let own = own.map(|(item, one)| TakenBack {
                    id: item.body.item,
                    on: item.body.ended.as_ref().map(|end| end.on),
                    exported: false,
                    opened_on: one.on,
                });
                Ok::<_, VaultError>(own.collect())
            })
        })
        .await?)
}

/// The actor says that they know that an item was taken back.
///
/// # Errors
/// [`AppError::NotFound`] when they never opened it; [`AppError::NotPermitted`].
pub async fn say_told(app: &App, ctx: &Ctx, id: SharedId) -> Result<(), AppError> {
    let me = ctx.person()?.id;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let place = own_place(tx).await?.ok_or(VaultError::NotFound)?;
                let permit = tx
                    .permit::<actions::OpenPartnershipItem>(place, Section::General)
                    .await?;
                let opened = opened_by(tx, &permit, (id, me)).await?;
                let opened = opened.ok_or(VaultError::NotFound)?;
                let items = vault::list_with::<_, PartnershipItem>(tx, &permit).await?;
                let ended =
                    |one: &Stored<PartnershipItem>| one.body.item == id && one.body.ended.is_some();
                if opened.body.told_on.is_some() || !items.iter().any(ended) {
                    return Ok(());
                }
                let mut body = opened.body;
                body.told_on = Some(tx.ctx.today());
                vault::save(tx, &permit, opened.id, opened.version, &body)
                    .await
                    .map(drop)
            })
        })
        .await?;
    Ok(())
}

/// Who opened something that was taken back and has not said that they know, and when it was: for the job that tells them.
pub(crate) async fn to_tell(app: &App, ctx: &Ctx) -> Result<Vec<(PersonId, Instant)>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let reminds = tx.permit_organisation::<actions::RemindDigest>()?;
                let Some(place) = vault::own_place(tx, &reminds).await? else {
                    return Ok(Vec::new());
                };
                let permit = tx
                    .permit::<actions::ReadPartnershipItem>(place, Section::General)
                    .await?;
                let opened = vault::list_with::<_, PartnershipItemOpened>(tx, &permit).await?;
                let items = vault::list_with::<_, PartnershipItem>(tx, &permit).await?;
                let people =
                    untold(&items, &opened).map(|(item, one)| (one.person, item.changed_at));
                Ok::<_, VaultError>(people.collect())
            })
        })
        .await?)
}
