//! The second person: what an area wants to tell of what it did leaves once somebody who did not write it has read it exactly as it
//! would stand and agrees. They may send it back; whoever asked may withdraw it before.

use access::{Ctx, Section, actions};
use commons::Item;
use model::learning::{SharedUptake, Uptake, UptakeAsked, UptakeSentBack, UptakeTold};
use model::{FormId, PersonId, Sensitive, SharedId};
use vault::{Stored, VaultError};

use super::uptake::{change, change_as, item_of, kept, one};
use crate::decision::partners::agencies;
use crate::incident::find;
use crate::sharing::{Found, author, found_in, second_person};
use crate::{App, AppError};

/// What waits for a second person before it is told, as it is read.
#[derive(Debug, Clone)]
pub struct AskedToTell {
    /// The decision as it stands here.
    pub kept: Stored<Uptake>,
    /// What would leave, and who asks.
    pub asked: UptakeAsked,
    /// What in it could tell who somebody is.
    pub found: Vec<Found>,
    /// Whether the reader is the second person; or the code of the rule that says why not.
    pub may: Result<(), &'static str>,
}

impl AskedToTell {
    /// Whether something in it points at somebody by itself: then it does not leave.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.found.iter().any(Found::must_go)
    }
}

/// Whether the actor may ever be a second person.
async fn may_ever(app: &App, ctx: &Ctx) -> Result<bool, AppError> {
    let vault = app.vault(ctx).await?;
    let may = vault.look(ctx, |tx| {
        Box::pin(async move {
            let may = tx.would_permit_organisation::<actions::AgreeLeaving>();
            Ok::<_, VaultError>(may)
        })
    });
    Ok(may.await?)
}

/// Whether the actor is the second person for what waits, where they may ever be one.
pub(super) async fn may_agree(
    app: &App,
    ctx: &Ctx,
    one: &Stored<Uptake>,
) -> Result<Option<Result<(), &'static str>>, AppError> {
    if !may_ever(app, ctx).await? {
        return Ok(None);
    }
    let here = agencies(app, ctx).await?;
    Ok(Some(second_person(ctx, &here, &one.body.writers())))
}

/// One decision, for whoever may be a second person.
async fn one_to_agree(app: &App, ctx: &Ctx, item: SharedId) -> Result<Stored<Uptake>, AppError> {
    if !may_ever(app, ctx).await? {
        return Err(AppError::NotFound);
    }
    let vault = app.vault(ctx).await?;
    let (all, _) = kept(&vault, ctx).await?;
    let found = all.into_iter().find(|one| one.body.item == item);
    found.ok_or(AppError::NotFound)
}

/// What waits for a second person about an item; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`] when nothing waits, or the actor may not be a second person; [`AppError::Rule`] `shared-ended` when the item
/// no longer stands.
pub async fn asked_to_tell(app: &App, ctx: &Ctx, item: SharedId) -> Result<AskedToTell, AppError> {
    item_of(app, ctx, item).await?;
    let kept = one_to_agree(app, ctx, item).await?;
    as_asked(app, ctx, kept).await
}

async fn as_asked(app: &App, ctx: &Ctx, kept: Stored<Uptake>) -> Result<AskedToTell, AppError> {
    let asked = kept.body.asked.clone().ok_or(AppError::NotFound)?;
    let here = agencies(app, ctx).await?;
    Ok(AskedToTell {
        may: second_person(ctx, &here, &kept.body.writers()),
        found: found_in(app, ctx, &asked.text.texts()).await?,
        kept,
        asked,
    })
}

fn me(ctx: &Ctx) -> Result<PersonId, AppError> {
    Ok(author(ctx)?.person)
}

/// Agrees to what waits, in the version that was shown: with that others are told.
///
/// # Errors
/// As [`asked_to_tell`]; [`AppError::Rule`] `release-author` for whoever wrote some of it, `second-another-agency` for somebody of an
/// agency that wrote some of it, `uptake-identifies` when something in it points at somebody by now, `changed-meanwhile` when
/// something else waits.
pub async fn agree_to_tell(
    app: &App,
    ctx: &Ctx,
    (form, (item, shown)): (FormId, (SharedId, i64)),
) -> Result<(), AppError> {
    let standing = item_of(app, ctx, item).await?;
    let kept = one_to_agree(app, ctx, item).await?;
    let by = me(ctx)?;
    if kept.version != shown || kept.body.asked.is_none() {
        // The same form, sent again, finds what it agreed to, and tells it once more: the first time may have broken off here.
        let told = kept.body.told.as_ref();
        let told = told.filter(|told| told.agreed_by == Some(by) && kept.version == shown + 1);
        let told = told.ok_or(AppError::Rule("changed-meanwhile"))?;
        let text = (&told.text, kept.body.version);
        return told_to_others(app, ctx, (&standing, text)).await;
    }
    let waits = as_asked(app, ctx, kept).await?;
    waits.may.map_err(AppError::Rule)?;
    if waits.is_stopped() {
        return Err(AppError::Rule("uptake-identifies"));
    }
    let told = UptakeTold {
        text: waits.asked.text,
        on: ctx.today(),
        agreed_by: Some(by),
    };
    let place = (waits.kept.id, shown);
    let how = |body: &mut Uptake| {
        body.told = Some(told.clone());
        body.asked = None;
        body.sent_back = None;
    };
    change_as::<actions::AgreeLeaving, actions::AgreeUptake>(app, ctx, (form, place), &how).await?;
    let text = (&told.text, waits.kept.body.version);
    told_to_others(app, ctx, (&standing, text)).await
}

async fn told_to_others(
    app: &App,
    ctx: &Ctx,
    (item, text): (&Item, (&SharedUptake, i64)),
) -> Result<(), AppError> {
    let commons = app.commons().await?;
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move { commons::tell_uptake(tx, item, text).await })
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
    if why.0.trim().is_empty() {
        return Err(AppError::Rule("second-why"));
    }
    let kept = one_to_agree(app, ctx, item).await?;
    let by = me(ctx)?;
    let Some(asked) = kept.body.asked.as_ref().filter(|_| kept.version == shown) else {
        let back = kept.body.sent_back.as_ref();
        let again = back.is_some_and(|one| one.by == by && one.why == *why);
        return if again && kept.version == shown + 1 {
            Ok(())
        } else {
            Err(AppError::Rule("changed-meanwhile"))
        };
    };
    let here = agencies(app, ctx).await?;
    second_person(ctx, &here, &kept.body.writers()).map_err(AppError::Rule)?;
    let back = UptakeSentBack {
        why: why.clone(),
        by,
        to: asked.by.person,
        on: ctx.today(),
    };
    let how = |body: &mut Uptake| {
        body.asked = None;
        body.sent_back = Some(back.clone());
    };
    let sent = (form, (kept.id, shown));
    change_as::<actions::AgreeLeaving, actions::AgreeUptake>(app, ctx, sent, &how).await
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
    let by = me(ctx)?;
    match &kept.body.asked {
        Some(asked) if asked.by.person == by => {}
        // The same form, sent again.
        None if kept.version == shown + 1 => return Ok(()),
        _ => return Err(AppError::Rule("second-not-yours")),
    }
    change(app, ctx, (form, (kept.id, shown)), &|body: &mut Uptake| {
        body.asked = None;
    })
    .await
}

/// Something to tell of an item, as it waits for the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TellingWaits {
    /// The item.
    pub item: SharedId,
    /// Whether it was sent back to the actor; else it waits for them to read it.
    pub sent_back: bool,
}

/// What waits for the actor: to be read as the second person, or sent back to them. Ids only, so no reading is written down.
///
/// # Errors
/// [`AppError`].
pub async fn tellings_waiting(app: &App, ctx: &Ctx) -> Result<Vec<TellingWaits>, AppError> {
    let here = &agencies(app, ctx).await?;
    let Some(me) = ctx.actor.person().map(|one| one.id) else {
        return Ok(Vec::new());
    };
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                if !tx.would_permit_organisation::<actions::AgreeLeaving>() {
                    return Ok(Vec::new());
                }
                let seen = tx.permit_organisation::<actions::AgreeLeaving>()?;
                let Some(place) = vault::own_case(tx, &seen).await? else {
                    return Ok(Vec::new());
                };
                let place = place.parse().map_err(|_| VaultError::NotFound)?;
                let case = find(tx, &place).await?;
                let permit = tx
                    .permit::<actions::AgreeUptake>(case, Section::General)
                    .await?;
                let all = vault::list_with::<_, Uptake>(tx, &permit).await?;
                let waits = |one: &Stored<Uptake>| {
                    let (item, back) = (one.body.item, one.body.sent_back.as_ref());
                    let sent_back = back.is_some_and(|back| back.to == me);
                    let asked = one.body.asked.is_some();
                    let second = || second_person(tx.ctx, here, &one.body.writers()).is_ok();
                    (sent_back || (asked && second())).then_some(TellingWaits { item, sent_back })
                };
                Ok::<_, VaultError>(all.iter().filter_map(waits).collect())
            })
        })
        .await?)
}
