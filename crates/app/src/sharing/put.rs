//! The only place where something goes from a case to where others read it, and where it is taken away again. Both may be done
//! twice: the second time changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use access::{Ctx, actions};
use commons::{Audience, Commons, CommonsError, Origin, Put};
use model::case::{LearningRelease, LearningTakenBack, ReleaseReader};
use model::learning::{EndedShared, Sharing};
use model::{RecordId, SharedId};

/// Puts what was released where others read it.
pub(super) async fn put(
    commons: &Commons,
    ctx: &Ctx,
    release: &LearningRelease,
) -> Result<(), CommonsError> {
    let new = &leaves(release).ok_or(CommonsError::NotFound)?;
    commons
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                commons::put(tx, &permit, new).await.map(drop)
            })
        })
        .await
}

/// What leaves of a release: nothing of the case, its draft, or who released it. None without the region that it is for.
fn leaves(release: &LearningRelease) -> Option<Put> {
    let origin = &release.origin;
    let audience = match release.audience {
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
    commons: &Commons,
    ctx: &Ctx,
    (item, back): (SharedId, &LearningTakenBack),
) -> Result<Vec<ReleaseReader>, CommonsError> {
    let (reason, on) = (back.reason.code(), back.on);
    let opened = commons
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::PublishShared>()?;
                commons::recall(tx, &permit, item, reason, on).await
            })
        })
        .await?;
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
    for one in listed.values().filter(|one| !ended.contains(&one.id)) {
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
