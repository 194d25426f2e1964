//! What an organisation does about learning that it took up and that was taken back or taken down since: its decision stays its own
//! and readable, says that the learning ended, and asks what becomes of what was changed because of it.

use access::Ctx;
use commons::{Item, ItemState};
use model::learning::{AfterEnd, Uptake, UptakeAfter};
use model::{Date, FormId, Sensitive, SharedId};

use super::uptake::{change, one};
use crate::decision::decide::has_words;
use crate::{App, AppError};

/// How an item ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndedItem {
    /// When.
    pub on: Option<Date>,
    /// Whether those who released it took it back; else it was taken down.
    pub recalled: bool,
}

impl EndedItem {
    /// Of an item; none where it stands.
    #[must_use]
    pub fn of(item: &Item) -> Option<Self> {
        (item.state != ItemState::Standing).then_some(Self {
            on: item.state_on,
            recalled: item.state == ItemState::Recalled,
        })
    }
}

/// How items ended; those that stand, and those of which nothing is known, are left out.
pub(super) async fn ended(
    app: &App,
    ctx: &Ctx,
    ids: &[SharedId],
) -> Result<Vec<(SharedId, EndedItem)>, AppError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let mut ended = Vec::new();
            for id in ids {
                let item = commons::get(tx, *id).await?;
                let end = item.as_ref().and_then(EndedItem::of);
                ended.extend(end.map(|end| (*id, end)));
            }
            Ok(ended)
        })
    });
    Ok(read.await?)
}

/// Says what becomes of what was changed because of an item that no longer stands.
///
/// # Errors
/// [`AppError::NotFound`] when nothing was decided, or the actor may not decide; [`AppError::Rule`] `uptake-after-why` without words,
/// `uptake-after-stands` while the item stands; [`AppError::Clash`] when somebody changed the decision meanwhile.
pub async fn say_after(
    app: &App,
    ctx: &Ctx,
    (form, (item, shown)): (FormId, (SharedId, i64)),
    (becomes, why): (AfterEnd, &Sensitive<String>),
) -> Result<(), AppError> {
    let kept = one(app, ctx, item).await?;
    if !has_words(why) {
        return Err(AppError::Rule("uptake-after-why"));
    }
    if ended(app, ctx, &[item]).await?.is_empty() {
        return Err(AppError::Rule("uptake-after-stands"));
    }
    let after = UptakeAfter {
        becomes,
        why: why.clone(),
        on: ctx.today(),
    };
    change(app, ctx, (form, (kept.id, shown)), &|body: &mut Uptake| {
        body.after = Some(after.clone());
    })
    .await
}
