//! One item that only the partnership reads. Who opens it is kept, so that they can be told when it is taken back.

use access::{Ctx, Permit, Section, actions};
use model::case::{PartnershipItem, PartnershipItemOpened};
use model::{PersonId, RecordId, SharedId};
use vault::{Stored, VaultError, VaultTx};

use super::{end_by, own_place};
use crate::sharing::{ends, kept_as};
use crate::{App, AppError};

/// From where something is shared more widely, for whoever may do that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wider {
    /// Reference of the review.
    pub reference: String,
    /// The release with which a new draft begins.
    pub release: RecordId,
}

/// An item with what its page shows.
#[derive(Debug, Clone)]
pub struct OurItem {
    /// The item.
    pub item: PartnershipItem,
    /// From where the reader may share it more widely.
    pub wider: Option<Wider>,
    /// Whether the reader is still to say that they read that it was taken back.
    pub to_be_read: bool,
    /// Whether the reader may take it back here.
    pub may_end: bool,
}

/// Opens an item; that the asker did is kept, for the day on which it is taken back.
///
/// # Errors
/// [`AppError::NotFound`] when there is none; [`AppError::NotPermitted`] for whoever does not read what the partnership shares.
pub async fn open(app: &App, ctx: &Ctx, id: SharedId) -> Result<OurItem, AppError> {
    let me = ctx.person()?.id;
    let known = ends(app, ctx).await?;
    let known = &known.get(&kept_as(id)?).cloned();
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let place = own_place(tx).await?.ok_or(VaultError::NotFound)?;
                let permit = tx
                    .permit::<actions::OpenPartnershipItem>(place, Section::General)
                    .await?;
                tx.counts_as_reading(&permit)?;
                let all = vault::list_with::<_, PartnershipItem>(tx, &permit).await?;
                let item = all.into_iter().find(|one| one.body.item == id);
                let mut item = item.ok_or(VaultError::NotFound)?.body;
                end_by(&mut item, known.as_ref());
                let opened = opened_by(tx, &permit, (id, me)).await?;
                let may_end = tx
                    .would_permit::<actions::EndPartnershipItem>(place)
                    .await?;
                if let Some(ended) = &mut item.ended {
                    ended.why = ended.why.take().filter(|_| may_end);
                    let untold = |one: Stored<PartnershipItemOpened>| one.body.told_on.is_none();
                    return Ok(OurItem {
                        item,
                        wider: None,
                        to_be_read: opened.is_some_and(untold),
                        may_end: false,
                    });
                }
                note(tx, &permit, (id, me), opened).await?;
                Ok::<_, VaultError>(OurItem {
                    item,
                    wider: wider(tx, id).await?,
                    to_be_read: false,
                    may_end,
                })
            })
        })
        .await?)
}

/// That somebody opened an item before.
pub(super) async fn opened_by(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::OpenPartnershipItem>,
    (item, person): (SharedId, PersonId),
) -> Result<Option<Stored<PartnershipItemOpened>>, VaultError> {
    let all = vault::list_with::<_, PartnershipItemOpened>(tx, permit).await?;
    let own =
        |one: &Stored<PartnershipItemOpened>| one.body.item == item && one.body.person == person;
    Ok(all.into_iter().find(own))
}

/// Keeps that the actor opened it today.
async fn note(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::OpenPartnershipItem>,
    (item, person): (SharedId, PersonId),
    before: Option<Stored<PartnershipItemOpened>>,
) -> Result<(), VaultError> {
    let body = PartnershipItemOpened {
        item,
        person,
        on: tx.ctx.today(),
        told_on: None,
    };
    match before {
        Some(one) => vault::save(tx, permit, one.id, one.version, &body)
            .await
            .map(drop),
        None => vault::save_new(tx, permit, &body).await.map(drop),
    }
}

/// The release of an item in a review from which the actor may share it more widely. The item itself does not know its review.
async fn wider(tx: &mut VaultTx<'_>, id: SharedId) -> Result<Option<Wider>, VaultError> {
    if !tx.would_permit_organisation::<actions::SeeToday>() {
        return Ok(None);
    }
    let permit = tx.permit_organisation::<actions::SeeToday>()?;
    let out = vault::releases_out(tx, &permit).await?;
    let Some(release) = out.into_iter().find(|one| one.body.item == id) else {
        return Ok(None);
    };
    if !tx
        .would_permit::<actions::WriteSharing>(release.case)
        .await?
    {
        return Ok(None);
    }
    let cases = vault::cases_of(tx, &permit).await?;
    let case = cases.into_iter().find(|case| case.id == release.case);
    Ok(case.map(|case| Wider {
        reference: case.reference,
        release: release.id,
    }))
}
