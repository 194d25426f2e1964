//! What an area tells of what it did, in words that were checked and that a person confirmed. Those whom the learning came from read
//! all of it on their release, though nobody knows who they are: it lies with the item, where they look by its id.

use access::Ctx;
use commons::ToldUptake;
use model::case::LearningRelease;
use model::learning::{SharedUptake, Uptake, UptakeTold};
use model::{FormId, RecordId, SharedId};
use vault::Stored;

use super::uptake::{change, item_of, one};
use crate::library::organisations;
use crate::sharing::{Found, found_in};
use crate::{App, AppError};

/// What would be told.
#[derive(Debug, Clone)]
pub struct ToTell {
    /// The decision.
    pub kept: Stored<Uptake>,
    /// It, in the words that would leave.
    pub text: SharedUptake,
    /// What in it could tell who somebody is.
    pub found: Vec<Found>,
}

impl ToTell {
    /// Whether something in it points at somebody by itself: then it does not leave.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.found.iter().any(Found::must_go)
    }
}

/// What would be told of the organisation's decision on an item; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`] when nothing was decided, or the actor may not decide; [`AppError::Rule`] `shared-ended` when the item no
/// longer stands.
pub async fn to_tell(
    app: &App,
    ctx: &Ctx,
    item: SharedId,
    names_area: bool,
) -> Result<ToTell, AppError> {
    item_of(app, ctx, item).await?;
    let kept = one(app, ctx, item).await?;
    let text = kept.body.to_tell(names_area);
    let found = found_in(&text.texts());
    Ok(ToTell { kept, text, found })
}

/// Tells it, as the version that was shown says it.
///
/// # Errors
/// As [`to_tell`]; [`AppError::Rule`] `uptake-identifies` while something in it points at somebody, `changed-meanwhile` when it says
/// something else by now.
pub async fn tell(
    app: &App,
    ctx: &Ctx,
    (form, (item, shown)): (FormId, (SharedId, i64)),
    names_area: bool,
) -> Result<(), AppError> {
    let told = to_tell(app, ctx, item, names_area).await?;
    if told.kept.version != shown {
        // The same form, sent again, finds what it told.
        let again = told.kept.body.is_told() && told.kept.version == shown + 1;
        return if again {
            Ok(())
        } else {
            Err(AppError::Rule("changed-meanwhile"))
        };
    }
    if told.is_stopped() {
        return Err(AppError::Rule("uptake-identifies"));
    }
    let standing = &item_of(app, ctx, item).await?;
    let text = &told.text;
    let commons = app.commons().await?;
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move { commons::tell_uptake(tx, standing, text).await })
    });
    done.await?;
    let on = ctx.today();
    let kept = UptakeTold {
        text: text.clone(),
        on,
    };
    let place = (told.kept.id, shown);
    change(app, ctx, (form, place), &|body: &mut Uptake| {
        body.told = Some(kept.clone());
    })
    .await
}

/// Takes back what was told of an item, whether that still stands or not.
///
/// # Errors
/// [`AppError::NotFound`] when nothing was decided, or the actor may not decide; [`AppError::Clash`].
pub async fn unsay(
    app: &App,
    ctx: &Ctx,
    (form, (item, shown)): (FormId, (SharedId, i64)),
) -> Result<(), AppError> {
    let kept = one(app, ctx, item).await?;
    let id: RecordId = kept.id;
    let commons = app.commons().await?;
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let item = commons::get(tx, item).await?;
            let item = item.ok_or(commons::CommonsError::NotFound)?;
            commons::unsay_uptake(tx, &item).await
        })
    });
    done.await?;
    change(app, ctx, (form, (id, shown)), &|body: &mut Uptake| {
        body.told = None;
    })
    .await
}

/// What others told of what they did with something that was released here, all of it as they told it, with the name of an area
/// where it wants to be named. For whoever has read the release.
///
/// # Errors
/// [`AppError`].
pub async fn told_to_origin(
    app: &App,
    ctx: &Ctx,
    release: &LearningRelease,
) -> Result<Vec<(SharedUptake, Option<String>)>, AppError> {
    let id = release.item;
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            match commons::get(tx, id).await? {
                Some(item) => commons::uptakes_of(tx, &item).await,
                None => Ok(Vec::new()),
            }
        })
    });
    let told: Vec<ToldUptake> = read.await?;
    let all = organisations(app, ctx).await?;
    let name = |one: &ToldUptake| {
        let found = all.iter().find(|other| Some(other.id) == one.named);
        found.map(|found| found.name.clone())
    };
    let told = told.into_iter().map(|one| (one.text.clone(), name(&one)));
    Ok(told.collect())
}
