//! What an area tells of what it did, in words that were checked and that two people read. Those whom the learning came from read
//! all of it on their release, though nobody knows who they are: it lies with the item, where they look by its id.

use std::collections::BTreeMap;

use access::{Action, Ctx, actions};
use commons::ToldUptake;
use model::case::{KeptAgreed, LearningRelease};
use model::learning::{SharedUptake, Uptake, UptakeAsked};
use model::{FormId, RecordId, Sensitive, SharedId};
use vault::Stored;

use super::released_here::only_others;
use super::second::{self, Asked, SecondWaits};
use super::uptake::{change, item_of, one};
use crate::library::{organisations, own_region};
use crate::sharing::{Found, OwnWords, author, found_in};
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
        self.found.iter().any(Found::tells_who)
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
    let words = OwnWords {
        texts: &text.texts(),
        kept_in: Some((kept.id, kept.version)),
        names_area: Some(names_area),
    };
    let found = found_in(app, ctx, words, Found::tells_who).await?;
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

/// What waits for a second person about an item; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`] when nothing waits, or the actor may not be a second person; [`AppError::Rule`] `shared-ended` when the item
/// no longer stands, `words-tried-often`.
pub async fn asked_to_tell(
    app: &App,
    ctx: &Ctx,
    item: SharedId,
) -> Result<Asked<Uptake>, AppError> {
    item_of(app, ctx, item).await?;
    let kept = to_agree(app, ctx, item).await?;
    if kept.body.asked.is_none() {
        return Err(AppError::NotFound);
    }
    second::as_asked(app, ctx, kept).await
}

async fn to_agree(app: &App, ctx: &Ctx, item: SharedId) -> Result<Stored<Uptake>, AppError> {
    second::one_to_agree(app, ctx, |one: &Stored<Uptake>| one.body.item == item).await
}

/// Agrees to what waits, in the version that was shown: with that others are told.
///
/// # Errors
/// As [`asked_to_tell`]; [`AppError::Rule`] `release-author` for whoever wrote some of it, `second-another-agency` for somebody of an
/// agency that wrote some of it, `uptake-identifies` when something in it points at somebody by now, `changed-meanwhile` when
/// something else waits, `release-agree` and `release-agree-why` where something rare is in it to which they do not agree with a reason.
pub async fn agree_to_tell(
    app: &App,
    ctx: &Ctx,
    (form, (item, shown)): (FormId, (SharedId, i64)),
    rare: &[KeptAgreed],
) -> Result<(), AppError> {
    let standing = &item_of(app, ctx, item).await?;
    only_others(app, ctx, (item, "uptake-own")).await?;
    let kept = to_agree(app, ctx, item).await?;
    let body = second::agree(app, ctx, (form, shown), (kept, rare)).await?;
    let told = &body.told.ok_or(AppError::Rule("changed-meanwhile"))?;
    let commons = app.commons().await?;
    let done = commons.transact(ctx, |tx| {
        let text = (&told.text, body.version);
        Box::pin(async move { commons::tell_uptake(tx, standing, text).await })
    });
    Ok(done.await?)
}

/// Sends back what waits, with a reason, in the version that was shown.
///
/// # Errors
/// As [`agree_to_tell`]; [`AppError::Rule`] `second-why` without a reason.
pub async fn send_back_telling(
    app: &App,
    ctx: &Ctx,
    (form, (item, shown)): (FormId, (SharedId, i64)),
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    let kept = to_agree(app, ctx, item).await?;
    second::send_back(app, ctx, (form, shown), (kept, why)).await
}

/// Withdraws what the actor asked for before a second person agreed to it.
///
/// # Errors
/// [`AppError::NotFound`] when the actor may not decide; [`AppError::Rule`] `second-not-yours` when somebody else asked for it or
/// nothing waits; [`AppError::Clash`].
pub async fn withdraw_telling(
    app: &App,
    ctx: &Ctx,
    (form, (item, shown)): (FormId, (SharedId, i64)),
) -> Result<(), AppError> {
    let kept = one(app, ctx, item).await?;
    second::withdraw::<actions::DecideUptake, Uptake>(app, ctx, (form, shown), kept).await
}

/// What is to be told of an item and waits for the actor: to be read as the second person, or sent back to them.
///
/// # Errors
/// [`AppError`].
pub async fn tellings_waiting(
    app: &App,
    ctx: &Ctx,
) -> Result<Vec<SecondWaits<SharedId>>, AppError> {
    second::waiting(app, ctx, |one: &Stored<Uptake>| one.body.item).await
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
    if kept.version != shown && kept.body.told.is_some() {
        return Err(AppError::Rule("changed-meanwhile"));
    }
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

/// A release of which others say something: the reference of its case, and the draft that it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldUs {
    /// Reference of the case.
    pub reference: String,
    /// The draft.
    pub draft: RecordId,
}

/// The items that were released from the cases that the actor may read; nothing for whoever may not do what they are wanted for.
pub(super) async fn out_of_here<A: Action>(
    app: &App,
    ctx: &Ctx,
) -> Result<Vec<(SharedId, ToldUs)>, AppError> {
    let vault = app.vault(ctx).await?;
    let read = vault.look(ctx, |tx| {
        Box::pin(async move {
            if !tx.would_permit_organisation::<A>() {
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

/// The releases of the cases that the actor may read of which others told something since the actor looked, with how many did; nothing
/// for whoever reads no shared learning.
///
/// # Errors
/// [`AppError`].
pub async fn told_us(app: &App, ctx: &Ctx) -> Result<Vec<(ToldUs, usize)>, AppError> {
    let out = &out_of_here::<actions::ReadLibrary>(app, ctx).await?;
    let commons = app.commons().await?;
    let told = commons.look(ctx, |tx| {
        Box::pin(async move {
            let mut told = Vec::new();
            for (item, one) in out {
                let many = commons::told_since(tx, *item).await?;
                if many > 0 {
                    told.push((one.clone(), many));
                }
            }
            Ok(told)
        })
    });
    Ok(told.await?)
}

/// How many others told what they do with something, and how many of them since the actor looked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ManyTold {
    /// All of them; also of what was taken back since.
    pub all: usize,
    /// Those that are new to the actor.
    pub new: usize,
}

/// How many others told what they do with a release. For whoever has read it.
///
/// # Errors
/// [`AppError`].
pub async fn many_told(
    app: &App,
    ctx: &Ctx,
    release: &LearningRelease,
) -> Result<ManyTold, AppError> {
    if !release.audience.is_beyond() {
        return Ok(ManyTold::default());
    }
    let id = release.item;
    let commons = app.commons().await?;
    let many = commons.look(ctx, |tx| {
        Box::pin(async move {
            Ok(ManyTold {
                all: commons::many_told(tx, id).await?,
                new: commons::told_since(tx, id).await?,
            })
        })
    });
    Ok(many.await?)
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
            if !told.is_empty() && tx.would_permit_organisation::<actions::ReadLibrary>() {
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
