//! What an area tells of what it did, in words that were checked and that two people read. Those whom the learning came from read
//! all of it on their release, though nobody knows who they are: it lies with the item, where they look by its id.

use std::collections::BTreeMap;

use access::{Ctx, actions};
use commons::ToldUptake;
use model::case::LearningRelease;
use model::learning::{SharedUptake, Uptake, UptakeAsked};
use model::{FormId, RecordId, SharedId};
use vault::Stored;

use super::released_here::only_others;
use super::uptake::{change, item_of, one};
use crate::library::{organisations, own_region};
use crate::sharing::{Found, author, found_in};
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
    checked(app, ctx, kept, names_area).await
}

/// Checks what would be told: against what is on record in every case, so it takes its time.
async fn checked(
    app: &App,
    ctx: &Ctx,
    kept: Stored<Uptake>,
    names_area: bool,
) -> Result<ToTell, AppError> {
    let text = kept.body.to_tell(names_area);
    let found = found_in(app, ctx, &text.texts()).await?;
    Ok(ToTell { kept, text, found })
}

/// Asks for a second person to read it before it is told, as the version that was shown says it.
///
/// # Errors
/// As [`to_tell`]; [`AppError::Rule`] `uptake-own` for what was released from here, `uptake-identifies` while something in it points at somebody, `changed-meanwhile` when it says
/// something else by now.
pub async fn ask_to_tell(
    app: &App,
    ctx: &Ctx,
    (form, (item, shown)): (FormId, (SharedId, i64)),
    names_area: bool,
) -> Result<(), AppError> {
    item_of(app, ctx, item).await?;
    only_others(app, ctx, (item, "uptake-own")).await?;
    let by = author(ctx)?;
    let kept = one(app, ctx, item).await?;
    if kept.version != shown {
        // The same form, sent again, finds what it asked.
        let text = kept.body.to_tell(names_area);
        let asked = kept.body.asked.as_ref();
        let again = asked.is_some_and(|one| one.by == by && one.text == text);
        return if again && kept.version == shown + 1 {
            Ok(())
        } else {
            Err(AppError::Rule("changed-meanwhile"))
        };
    }
    let would = checked(app, ctx, kept, names_area).await?;
    if would.is_stopped() {
        return Err(AppError::Rule("uptake-identifies"));
    }
    let asked = UptakeAsked {
        text: would.text,
        by,
        on: ctx.today(),
    };
    let place = (would.kept.id, shown);
    change(app, ctx, (form, place), &|body: &mut Uptake| {
        body.asked = Some(asked.clone());
        body.sent_back = None;
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

/// A release of which others told something since the actor looked: the reference of its case, and the draft that it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldUs {
    /// Reference of the case.
    pub reference: String,
    /// The draft.
    pub draft: RecordId,
}

/// The items that were released from the cases that the actor may read; nothing for whoever does not decide on shared learning.
pub(super) async fn out_of_here(app: &App, ctx: &Ctx) -> Result<Vec<(SharedId, ToldUs)>, AppError> {
    let vault = app.vault(ctx).await?;
    let read = vault.look(ctx, |tx| {
        Box::pin(async move {
            if !tx.would_permit_organisation::<actions::DecideUptake>() {
                return Ok(Vec::new());
            }
            let permit = tx.permit_organisation::<actions::SeeToday>()?;
            let out = vault::releases_out(tx, &permit).await?;
            let cases = match out.is_empty() {
                true => Vec::new(),
                false => vault::cases_of(tx, &permit).await?,
            };
            // What stays in the partnership is nothing that others told of; of several versions the newest is what they are led to.
            let mut newest = BTreeMap::new();
            for one in out.into_iter().filter(|one| one.body.audience.is_beyond()) {
                let before = newest.get(&one.body.item);
                let is_newer =
                    |other: &Stored<LearningRelease>| other.body.version < one.body.version;
                if before.is_none_or(is_newer) {
                    newest.insert(one.body.item, one);
                }
            }
            let named = newest.into_values().filter_map(|one| {
                let case = cases.iter().find(|case| case.id == one.case)?;
                let (reference, draft) = (case.reference.clone(), one.body.of);
                Some((one.body.item, ToldUs { reference, draft }))
            });
            Ok::<_, vault::VaultError>(named.collect::<Vec<_>>())
        })
    });
    Ok(read.await?)
}

/// The releases of the cases that the actor may read of which others told something since the actor looked; nothing for whoever does
/// not decide on shared learning.
///
/// # Errors
/// [`AppError`].
pub async fn told_us(app: &App, ctx: &Ctx) -> Result<Vec<ToldUs>, AppError> {
    let out = &out_of_here(app, ctx).await?;
    let commons = app.commons().await?;
    let told = commons.look(ctx, |tx| {
        Box::pin(async move {
            let mut told = Vec::new();
            for (item, one) in out {
                if commons::told_since(tx, *item).await? {
                    told.push(one.clone());
                }
            }
            Ok(told)
        })
    });
    Ok(told.await?)
}

/// What one organisation told of what it did with something that was released here.
#[derive(Debug, Clone)]
pub struct ToldOf {
    /// What it told.
    pub text: SharedUptake,
    /// Its name, where it wants to be named.
    pub name: Option<String>,
    /// The version that it decided on.
    pub version: i64,
}

/// What others told of what they did with something that was released here, all of it as they told it, with the name of an area
/// where it wants to be named, and the version that it decided on. For whoever has read the release.
///
/// # Errors
/// [`AppError`].
pub async fn told_to_origin(
    app: &App,
    ctx: &Ctx,
    release: &LearningRelease,
) -> Result<Vec<ToldOf>, AppError> {
    if !release.audience.is_beyond() {
        return Ok(Vec::new());
    }
    let id = release.item;
    let region = own_region(app, ctx).await?;
    let commons = app.commons().await?;
    let read = commons.transact(ctx, |tx| {
        let region = region.as_deref();
        Box::pin(async move {
            let Some(item) = commons::get(tx, id).await? else {
                return Ok(Vec::new());
            };
            let mut told = commons::uptakes_of(tx, &item).await?;
            told.retain(|one| !one.own);
            if !told.is_empty() {
                // From now on they know of it.
                let item = commons::read_item(tx, id, region).await?;
                commons::note_opened(tx, &item, commons::How::Opened).await?;
            }
            Ok(told)
        })
    });
    let told: Vec<ToldUptake> = read.await?;
    let all = organisations(app, ctx).await?;
    let name = |one: &ToldUptake| {
        let found = all.iter().find(|other| Some(other.id) == one.named);
        found.map(|found| found.name.clone())
    };
    let told = told.into_iter().map(|one| ToldOf {
        name: name(&one),
        version: one.version,
        text: one.text,
    });
    Ok(told.collect())
}
