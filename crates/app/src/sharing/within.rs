//! What is shared within a partnership stays in its own store: the job keeps it in the partnership's own place beside any case, and
//! takes it away from there. Both may be done twice.

use access::{Action, Ctx, Permit, Section, actions};
use model::SharedId;
use model::case::{
    LearningRelease, LearningTakenBack, PartnershipItem, PartnershipItemEnded,
    PartnershipItemOpened, ReleaseReader,
};
use vault::{Stored, VaultError, VaultTx};

use crate::incident::find;
use crate::moment::own_place_under;
use crate::{App, AppError};

/// What is kept of a release: nothing of the case, its draft, or who released it.
fn kept(release: &LearningRelease) -> PartnershipItem {
    PartnershipItem {
        item: release.item,
        learning: Some(release.learning.clone()),
        year: release.origin.year,
        family_told: release.family_told,
        released_on: release.on,
        ended: None,
    }
}

/// Keeps what was released where the partnership reads it.
pub(super) async fn put(app: &App, ctx: &Ctx, release: &LearningRelease) -> Result<(), AppError> {
    let place = &own_place_under::<actions::PublishShared>(app, ctx).await?;
    let new = &kept(release);
    let vault = app.vault(ctx).await?;
    let put: Result<(), VaultError> = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, place).await?;
                let permit = tx
                    .permit::<actions::PutLearning>(case, Section::General)
                    .await?;
                if item_of(tx, &permit, new.item).await?.is_some() {
                    return Ok(());
                }
                vault::save_new(tx, &permit, new).await.map(drop)
            })
        })
        .await;
    Ok(put?)
}

/// An item of the place that a permit is for.
async fn item_of<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    item: SharedId,
) -> Result<Option<Stored<PartnershipItem>>, VaultError> {
    let all = vault::list_with::<_, PartnershipItem>(tx, permit).await?;
    Ok(all.into_iter().find(|one| one.body.item == item))
}

/// Takes its words away from there; returns who had opened it.
pub(super) async fn take_away(
    app: &App,
    ctx: &Ctx,
    (release, back): (&LearningRelease, &LearningTakenBack),
) -> Result<Vec<ReleaseReader>, AppError> {
    let place = &own_place_under::<actions::PublishShared>(app, ctx).await?;
    let (item, reason, on) = (release.item, back.reason, back.on);
    let person = back.person;
    let vault = app.vault(ctx).await?;
    let opened: Result<Vec<Stored<PartnershipItemOpened>>, VaultError> = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, place).await?;
                let permit = tx
                    .permit::<actions::PutLearning>(case, Section::General)
                    .await?;
                let standing = item_of(tx, &permit, item).await?;
                if let Some(one) = standing.filter(|one| one.body.ended.is_none()) {
                    let mut body = one.body;
                    body.learning = None;
                    body.ended = Some(PartnershipItemEnded {
                        reason,
                        on,
                        why: None,
                    });
                    vault::save(tx, &permit, one.id, one.version, &body).await?;
                }
                let opened = vault::list_with::<_, PartnershipItemOpened>(tx, &permit).await?;
                // Whoever took it back knows: nobody tells them.
                let knows = |one: &&Stored<PartnershipItemOpened>| {
                    one.body.item == item
                        && Some(one.body.person) == person
                        && one.body.told_on.is_none()
                };
                if let Some(own) = opened.iter().find(knows) {
                    let mut body = own.body;
                    body.told_on = Some(on);
                    vault::save(tx, &permit, own.id, own.version, &body).await?;
                }
                Ok(opened)
            })
        })
        .await;
    let opened = opened?.into_iter().filter(|one| one.body.item == item);
    let mut readers: Vec<ReleaseReader> = opened
        .map(|one| ReleaseReader {
            organisation: ctx.organisation,
            person: one.body.person,
            took_out: false,
            on: one.body.on,
        })
        .collect();
    readers.sort();
    Ok(readers)
}
