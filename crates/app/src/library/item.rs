//! One item of shared learning: opened, taken out, taken down. Who opens or takes one out is kept, so that they can be told
//! when it is taken back.

use access::directory::Organisation;
use access::{Ctx, actions};
use commons::{How, Item, Opened, ThemeList, Version};
use model::SharedId;
use model::learning::{EndedShared, HowEnded, TakeDownReason};

use super::find::public_ctx;
use super::{Changed, follow, organisations, own_region, region_among, region_name};
use crate::sharing::reason_names_nobody;
use crate::{App, AppError};

/// An item with everything that its page shows.
#[derive(Debug, Clone)]
pub struct ItemView {
    /// The item.
    pub item: Item,
    /// The versions of it that the asker may read, newest first.
    pub versions: Vec<Version>,
    /// What took its place.
    pub superseded_by: Vec<SharedId>,
    /// Where it came from, in words: the organisation, or the region where that is all that is said. None where it is masked
    /// altogether.
    pub origin: Option<String>,
    /// Through whom the people behind it can be reached.
    pub broker: Option<String>,
    /// The region whose areas may read it, where it is for one.
    pub for_region: Option<String>,
    /// The list of themes.
    pub themes: ThemeList,
    /// Whether the asker may take it down.
    pub may_take_down: bool,
    /// Why it was taken down, in words, for those who may take it down.
    pub why: Option<String>,
    /// Whether the asker is still to say that they read that it was taken back.
    pub to_be_read: bool,
}

pub(super) fn view(
    all: &[Organisation],
    item: Item,
    more: (Vec<Version>, Vec<SharedId>, ThemeList),
) -> ItemView {
    let name = |id| {
        all.iter()
            .find(|one| one.id == id)
            .map(|one| one.name.clone())
    };
    let origin = item.origin.as_ref().and_then(|origin| {
        let region = || origin.region.as_deref().map(|code| region_name(all, code));
        origin.organisation.and_then(name).or_else(region)
    });
    let (versions, superseded_by, themes) = more;
    ItemView {
        origin,
        broker: item.broker.and_then(name),
        for_region: item.audience.region().map(|code| region_name(all, code)),
        item,
        versions,
        superseded_by,
        themes,
        may_take_down: false,
        why: None,
        to_be_read: false,
    }
}

/// Opens an item; that the asker did is kept, for the day on which it is taken back.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or it is not for the asker.
pub async fn open(app: &App, ctx: &Ctx, id: SharedId) -> Result<ItemView, AppError> {
    seen(app, ctx, id, How::Opened).await
}

/// Reads an item in order to take it out as a document, and keeps that the asker did.
///
/// # Errors
/// As [`open`]; [`AppError::Rule`] `shared-ended` when it was taken back or taken down.
pub async fn take_out(app: &App, ctx: &Ctx, id: SharedId) -> Result<ItemView, AppError> {
    seen(app, ctx, id, How::Exported).await
}

async fn seen(app: &App, ctx: &Ctx, id: SharedId, how: How) -> Result<ItemView, AppError> {
    let all = organisations(app, ctx).await?;
    let region = region_among(&all, ctx.organisation);
    let region = region.as_deref();
    let commons = app.commons().await?;
    let read = commons.transact(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::ReadLibrary>()?);
            let item = commons::read_item(tx, id, region).await?;
            if item.body.is_some() {
                commons::note_opened(tx, &item, how).await?;
            } else if how == How::Exported {
                return Err(commons::CommonsError::Rule("shared-ended"));
            }
            let versions = commons::versions_of(tx, &item, region).await?;
            let superseded = commons::superseded_by(tx, id, region).await?;
            let may = commons::may_take_down(tx, &item, region);
            let why = commons::why_taken_down(tx, &item, region).await?;
            let themes = commons::themes(tx).await?;
            Ok((item, (versions, superseded, themes), (may, why)))
        })
    });
    let (item, more, (may_take_down, why)) = read.await?;
    let mut to_be_read = false;
    if item.body.is_none() {
        let told = super::taken_back(app, ctx).await?;
        let mut all = told.own.iter().chain(&told.others);
        to_be_read = all.any(|one| one.id == id);
    }
    Ok(ItemView {
        may_take_down,
        why,
        to_be_read,
        ..view(&all, item, more)
    })
}

/// An item that everybody may read, without signing in. Nobody knows who reads it.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or it is not for everybody.
pub async fn public_item(app: &App, id: SharedId) -> Result<ItemView, AppError> {
    let ctx = &public_ctx(app)?;
    let all = organisations(app, ctx).await?;
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            // Most that is asked for here is simply not public: no refusal worth writing down.
            let item = commons::get(tx, id).await?;
            let public = |item: &Item| item.audience == commons::Audience::Public;
            let item = item.filter(public);
            let item = item.ok_or(commons::CommonsError::NotFound)?;
            let item = commons::read_item(tx, item.id, None).await?;
            let versions = commons::versions_of(tx, &item, None).await?;
            let superseded = commons::superseded_by(tx, id, None).await?;
            Ok((item, (versions, superseded, commons::themes(tx).await?)))
        })
    });
    let (item, more) = read.await?;
    Ok(view(&all, item, more))
}

/// Takes an item down because the law asks for it: with a code that everybody reads, and words for those who may take it down.
/// That it ended is kept in the directory first. Returns who opened or took it out.
///
/// # Errors
/// [`AppError::NotFound`] when there is none or the asker may not; [`AppError::Rule`] `take-down-why` without words, `ended-why-identifies` when they tell who somebody is,
/// `shared-ended` when it no longer stands.
pub async fn take_down(
    app: &App,
    ctx: &Ctx,
    id: SharedId,
    (reason, why): (TakeDownReason, &str),
) -> Result<Vec<Opened>, AppError> {
    if why.trim().is_empty() {
        return Err(AppError::Rule("take-down-why"));
    }
    reason_names_nobody(app, ctx, why).await?;
    let region = own_region(app, ctx).await?;
    let region = region.as_deref();
    let commons = app.commons().await?;
    let asked = commons.look(ctx, |tx| {
        Box::pin(async move { commons::ask_take_down(tx, id, region).await })
    });
    asked.await?;
    let end = EndedShared {
        id: crate::sharing::kept_as(id)?,
        how: HowEnded::TakenDown,
        reason: reason.code().to_owned(),
        on: ctx.today(),
    };
    crate::sharing::keep_end(app, ctx, &end).await?;
    let taken = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let opened = commons::take_down(tx, id, region, (reason, why)).await?;
            // Whoever takes it down knows.
            commons::note_told(tx, id).await?;
            Ok(opened)
        })
    });
    let opened = taken.await?;
    follow(app, Changed::Item(id)).await;
    Ok(opened)
}

/// The actor says that they know that an item was taken back.
///
/// # Errors
/// [`AppError`].
pub async fn say_told(app: &App, ctx: &Ctx, id: SharedId) -> Result<(), AppError> {
    let commons = app.commons().await?;
    let told = commons.transact(ctx, |tx| {
        Box::pin(async move { commons::note_told(tx, id).await })
    });
    Ok(told.await?)
}
