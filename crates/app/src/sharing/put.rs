//! The only place where something goes from a case to where others read it, and where it is taken away again. Both may be done
//! twice: the second time changes nothing. What is for the partnership alone stays in its own store ([`within`]).

use std::collections::{BTreeMap, BTreeSet};

use access::{Ctx, actions};
use commons::{Audience, Commons, CommonsError, Origin, Put};
use model::RecordId;
use model::case::{LearningRelease, LearningTakenBack, ReleaseReader};
use model::learning::{EndedShared, HowEnded, Sharing};

use super::within;
use crate::library::{Changed, follow};
use crate::{App, AppError};

/// Puts what was released where those read it for whom it is.
pub(super) async fn put(app: &App, ctx: &Ctx, release: &LearningRelease) -> Result<(), AppError> {
    if !release.audience.is_beyond() {
        return within::put(app, ctx, release).await;
    }
    let new = &leaves(release).ok_or(AppError::NotFound)?;
    let commons = app.commons().await?;
    let put: Result<(), CommonsError> = commons
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                commons::put(tx, &permit, new).await.map(drop)
            })
        })
        .await;
    put?;
    follow(app, Changed::Item(release.item)).await;
    Ok(())
}

/// What leaves of a release: nothing of the case, its draft, or who released it. None without the region that it is for, and of
/// what stays within the partnership.
fn leaves(release: &LearningRelease) -> Option<Put> {
    let origin = &release.origin;
    let audience = match release.audience {
        Sharing::Partnership => return None,
        Sharing::Region => Audience::Region(origin.region.clone()?),
        Sharing::Nation => Audience::Nation,
        Sharing::Public => Audience::Public,
    };
    Some(Put {
        id: release.item,
        version: release.version,
        body: release.learning.clone(),
        audience,
        origin: Origin {
            organisation: origin.partnership,
            region: origin.region.clone(),
            year: origin.year,
        },
        broker: origin.broker,
        family_told: release.family_told,
        released_on: release.on,
        supersedes: None,
    })
}

/// Takes it away from there; returns who had opened it or taken it out.
pub(super) async fn take_away(
    app: &App,
    ctx: &Ctx,
    (release, back): (&LearningRelease, &LearningTakenBack),
) -> Result<Vec<ReleaseReader>, AppError> {
    if !release.audience.is_beyond() {
        return within::take_away(app, ctx, (release, back)).await;
    }
    let (item, reason, on) = (release.item, back.reason.code(), back.on);
    let person = back.person;
    let commons = app.commons().await?;
    let opened = commons
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                let opened = commons::recall(tx, &permit, item, reason, on).await?;
                if let Some(person) = person {
                    commons::note_known(tx, &permit, (item, person)).await?;
                }
                Ok(opened)
            })
        })
        .await?;
    follow(app, Changed::Item(item)).await;
    let mut readers: Vec<ReleaseReader> = opened
        .into_iter()
        .map(|one| ReleaseReader {
            organisation: one.organisation,
            person: one.person,
            took_out: one.how == commons::How::Exported,
            on: one.at.date_in_london(),
        })
        .collect();
    readers.sort();
    Ok(readers)
}

/// Ends there whatever of this does not stand any more; returns what ended there and is not among it.
pub(super) async fn end_again(
    commons: &Commons,
    ctx: &Ctx,
    listed: &BTreeMap<RecordId, EndedShared>,
) -> Result<Vec<EndedShared>, CommonsError> {
    let there = commons
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                commons::all_ended(tx, &permit).await
            })
        })
        .await?;
    let ended: BTreeSet<RecordId> = there.iter().map(|one| one.id).collect();
    let was_there = |one: &&EndedShared| one.how != HowEnded::TakenBackWithin;
    let listed_there = listed.values().filter(was_there);
    for one in listed_there.filter(|one| !ended.contains(&one.id)) {
        let again = commons.transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                commons::end_again(tx, &permit, one).await
            })
        });
        again.await?;
    }
    let unlisted = there
        .into_iter()
        .filter(|one| !listed.contains_key(&one.id));
    Ok(unlisted.collect())
}
