//! One version of an item of shared learning, which can be cited for good; and what is different from the one before.

use access::{Ctx, actions};
use commons::{Audience, How, Item, Origin, Version};
use model::SharedId;
use model::learning::Sharing;

use super::item::view;
use super::{ItemView, organisations, public_item, region_among};
use crate::{App, AppError};

/// One version with what its page shows.
#[derive(Debug, Clone)]
pub struct VersionView {
    /// The item as this version says it.
    pub view: ItemView,
    /// The item as the version before said it; none for the first one that the asker may read.
    pub before: Option<ItemView>,
    /// The version that stands.
    pub newest: i64,
}

/// Opens a version of an item; that the asker did is kept, for the day on which the item is taken back.
///
/// # Errors
/// [`AppError::NotFound`] when there is none or it is not for the asker; [`AppError::Rule`] `shared-ended` when the item was taken back
/// or taken down: then no words of any version are left.
pub async fn open_version(
    app: &App,
    ctx: &Ctx,
    (id, number): (SharedId, i64),
) -> Result<VersionView, AppError> {
    let all = organisations(app, ctx).await?;
    let region = region_among(&all, ctx.organisation);
    let region = region.as_deref();
    let commons = app.commons().await?;
    let read = commons.transact(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::ReadLibrary>()?);
            let item = commons::read_item(tx, id, region).await?;
            let versions = commons::versions_of(tx, &item, region).await?;
            if versions.iter().all(|one| one.version != number) {
                return Err(commons::CommonsError::NotFound);
            }
            if item.body.is_none() {
                return Err(commons::CommonsError::Rule("shared-ended"));
            }
            commons::note_version(tx, (&item, number), How::Opened).await?;
            Ok((item, (versions, Vec::new(), commons::themes(tx).await?)))
        })
    });
    let (item, more) = read.await?;
    of(&view(&all, item, more), number)
}

/// A version that everybody may read, without signing in. Nobody knows who reads it.
///
/// # Errors
/// As [`open_version`].
pub async fn public_version(
    app: &App,
    (id, number): (SharedId, i64),
) -> Result<VersionView, AppError> {
    of(&public_item(app, id).await?, number)
}

fn of(newest: &ItemView, number: i64) -> Result<VersionView, AppError> {
    let versions = &newest.versions;
    let found = versions.iter().find(|one| one.version == number);
    if found.is_some() && newest.item.body.is_none() {
        return Err(AppError::Rule("shared-ended"));
    }
    let found = found.filter(|one| one.body.is_some());
    let before = versions.iter().find(|one| one.version < number);
    Ok(VersionView {
        view: as_version(newest, found.ok_or(AppError::NotFound)?),
        before: before.map(|one| as_version(newest, one)),
        newest: newest.item.version,
    })
}

/// The item as it said it in a version. The year is that of its release.
fn as_version(newest: &ItemView, version: &Version) -> ItemView {
    let item = &newest.item;
    if version.version == item.version {
        return newest.clone();
    }
    let region = item.origin.as_ref().and_then(|one| one.region.clone());
    let audience = match (version.audience, region) {
        (Sharing::Region, Some(region)) => Audience::Region(region),
        (Sharing::Public, _) => Audience::Public,
        _ => Audience::Nation,
    };
    let origin = item.origin.clone().map(|origin| Origin {
        year: version.released_on.year(),
        ..origin
    });
    ItemView {
        item: Item {
            version: version.version,
            body: version.body.clone(),
            released_on: Some(version.released_on),
            audience,
            origin,
            ..item.clone()
        },
        ..newest.clone()
    }
}
