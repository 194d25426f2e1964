//! What the organisation does with an item of shared learning, kept in its own place beside any case: decided, looked at again, and
//! what came of it.

use access::{Action, Ctx, Permit, Section, actions};
use commons::{Item, ItemState};
use model::case::SharingAuthor;
use model::learning::{KnowledgeStep, Uptake, UptakeDecision, UptakeResult};
use model::{Date, FormId, RecordId, Sensitive, SharedId};
use vault::{Stored, VaultError, VaultTx};

use super::after::{EndedItem, ended};
use super::released_here::{ReleasedHere, only_others, released_here};
use super::second::{kept, may_agree};
use super::shared::readable;
use super::tally::{Tally, tally};
use crate::incident::find;
use crate::keep::{Place, kept_before, save};
use crate::library::{organisations, region_among};
use crate::moment::own_place_under;
use crate::sharing::author;
use crate::{App, AppError};

/// What somebody decides about an item.
#[derive(Debug, Clone)]
pub struct NewUptake {
    /// The item.
    pub item: SharedId,
    /// What the organisation does with it.
    pub decision: UptakeDecision,
    /// Why.
    pub reasons: Sensitive<String>,
    /// What is different here; may be empty.
    pub differences: Sensitive<String>,
    /// How far it has come.
    pub step: Option<KnowledgeStep>,
    /// What is done, step by step; may be empty.
    pub steps: Sensitive<String>,
    /// Who looks after it: a role.
    pub responsible: Sensitive<String>,
    /// When it is looked at again.
    pub look_again: Option<Date>,
}

/// What is known of one item beside what it says.
#[derive(Debug, Clone)]
pub struct OfItem {
    /// The item as it stands.
    pub item: Item,
    /// What others did with it, the asker's own organisation among them once it told.
    pub others: Tally,
    /// What the asker's own organisation does with it; nothing for whoever may not read that.
    pub own: Option<Stored<Uptake>>,
    /// Whether the asker may decide.
    pub may_decide: bool,
    /// Where something waits for a second person: whether the asker is one, or the code of the rule that says why not. Nothing for
    /// whoever may never be one.
    pub may_agree: Option<Result<(), &'static str>>,
    /// That it is the organisation's own learning, for whoever decides on shared learning: then others do, and it does not.
    pub released_here: Option<ReleasedHere>,
}

/// A decision with the condition that it is about.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The decision.
    pub kept: Stored<Uptake>,
    /// The condition of the item; none where it no longer stands, or is no longer for the reader.
    pub condition: Option<String>,
    /// How the item ended, where it did.
    pub ended: Option<EndedItem>,
}

impl Decided {
    /// Whether the item ended, and nobody has said what becomes of what was changed because of it.
    #[must_use]
    pub const fn asks_what_becomes(&self) -> bool {
        self.ended.is_some() && self.kept.body.after.is_none()
    }
}

/// What an organisation does with learning of others.
#[derive(Debug, Clone)]
pub struct Decisions {
    /// All of it: what asks what becomes of it first, then what is to be looked at again, then the newest.
    pub all: Vec<Decided>,
    /// Whether the reader may decide.
    pub may_decide: bool,
}

/// Decides what the organisation does with an item, or changes that. What was told others before stays as it was told until it is
/// told again.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::NotFound`] for an item that is not for the actor; [`AppError::Rule`] `shared-ended` when
/// it no longer stands, `uptake-own` for what was released from here, `uptake-why` without reasons, `uptake-who` when nobody looks after what is done, `uptake-look` without a day
/// to look again where something is done or watched, `uptake-look-later` when that day is not in future; [`AppError::Clash`], also
/// when somebody decided meanwhile.
pub async fn decide(
    app: &App,
    ctx: &Ctx,
    sent: (FormId, Place),
    new: &NewUptake,
) -> Result<RecordId, AppError> {
    check(ctx, new).map_err(AppError::Rule)?;
    let item = standing(app, ctx, new.item).await?;
    only_others(app, ctx, (new.item, "uptake-own")).await?;
    let place = &own_place_under::<actions::DecideUptake>(app, ctx).await?;
    let (vault, version) = (app.vault(ctx).await?, item.version);
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, place).await?;
                let permit = tx
                    .permit::<actions::KeepUptake>(case, Section::General)
                    .await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let all: Vec<Stored<Uptake>> = vault::list_with(tx, &permit).await?;
                let before = all.iter().find(|one| one.body.item == new.item);
                if sent.1.is_none() {
                    vault::none_yet(before)?;
                }
                let mut body = fresh(new, version);
                if let Some(before) = before {
                    body.results.clone_from(&before.body.results);
                    body.told.clone_from(&before.body.told);
                    body.sent_back.clone_from(&before.body.sent_back);
                    body.authors = writers_of(tx, &permit, before).await?;
                }
                body.written_by(author(tx.ctx)?);
                let kept: Result<_, VaultError> = save(tx, &permit, sent, &body).await;
                kept
            })
        })
        .await?)
}

fn fresh(new: &NewUptake, version: i64) -> Uptake {
    Uptake {
        item: new.item,
        version,
        decision: new.decision,
        reasons: new.reasons.clone(),
        differences: new.differences.clone(),
        step: new.step,
        steps: new.steps.clone(),
        responsible: new.responsible.clone(),
        look_again: new.look_again,
        results: Vec::new(),
        told: None,
        after: None,
        authors: Vec::new(),
        asked: None,
        sent_back: None,
    }
}

/// Everybody who wrote some of a decision. Of one that was written before that was kept, whoever wrote any version of it.
pub(super) async fn writers_of<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    one: &Stored<Uptake>,
) -> Result<Vec<SharingAuthor>, VaultError> {
    if !one.body.authors.is_empty() {
        return Ok(one.body.authors.clone());
    }
    let mut all = Vec::new();
    for version in 1..=one.version {
        let written = vault::version_of::<A, Uptake>(tx, permit, one.id, version).await?;
        let agency = written.agency.and_then(|id| id.parse().ok());
        let by = written.by.parse().ok();
        let author = by.map(|person| SharingAuthor { person, agency });
        all.extend(author.filter(|author| !all.contains(author)));
    }
    Ok(all)
}

fn check(ctx: &Ctx, new: &NewUptake) -> Result<(), &'static str> {
    use UptakeDecision::{Adapt, Adopt, Watch};
    let said = |text: &Sensitive<String>| !text.0.trim().is_empty();
    if !said(&new.reasons) {
        return Err("uptake-why");
    }
    if matches!(new.decision, Adopt | Adapt) && !said(&new.responsible) {
        return Err("uptake-who");
    }
    match new.look_again {
        None if matches!(new.decision, Adopt | Adapt | Watch) => Err("uptake-look"),
        Some(day) if day <= ctx.today() => Err("uptake-look-later"),
        _ => Ok(()),
    }
}

/// An item that stands and that the actor may read.
async fn standing(app: &App, ctx: &Ctx, id: SharedId) -> Result<Item, AppError> {
    let all = organisations(app, ctx).await?;
    let region = region_among(&all, ctx.organisation);
    let region = region.as_deref();
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::ReadLibrary>()?);
            commons::read_item(tx, id, region).await
        })
    });
    let item = read.await?;
    if item.state == ItemState::Standing {
        Ok(item)
    } else {
        Err(AppError::Rule("shared-ended"))
    }
}

/// Adds what came of it, and says when it is looked at again: a day that is still to come stays where no other is named.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`]; [`AppError::Rule`] `uptake-result` without words, `uptake-look-later` when it
/// is looked at again before tomorrow; [`AppError::Clash`] when somebody changed the decision meanwhile.
pub async fn add_result(
    app: &App,
    ctx: &Ctx,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    (result, look_again): (&UptakeResult, Option<Date>),
) -> Result<(), AppError> {
    if result.words.0.trim().is_empty() {
        return Err(AppError::Rule("uptake-result"));
    }
    if look_again.is_some_and(|day| day <= ctx.today()) {
        return Err(AppError::Rule("uptake-look-later"));
    }
    let (me, today) = (author(ctx)?, ctx.today());
    change(app, ctx, (form, (id, shown)), &|body: &mut Uptake| {
        body.add_result(result.clone(), look_again, today);
        body.written_by(me);
    })
    .await
}

/// Changes one decision, where it stands at the version that was shown.
pub(super) async fn change(
    app: &App,
    ctx: &Ctx,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    how: &(dyn Fn(&mut Uptake) + Send + Sync),
) -> Result<(), AppError> {
    let place = &own_place_under::<actions::DecideUptake>(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, place).await?;
                let permit = tx
                    .permit::<actions::KeepUptake>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let kept = vault::one::<_, Uptake>(tx, &permit, id).await?;
                let authors = writers_of(tx, &permit, &kept).await?;
                let mut body = kept.body;
                body.authors = authors;
                how(&mut body);
                let kept: Result<_, VaultError> =
                    save(tx, &permit, (form, Some((id, shown))), &body).await;
                kept.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// What is known of an item beside what it says, for its page: that somebody opened it is noted by the page and not by this.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or it is not for the asker.
pub async fn of_item(app: &App, ctx: &Ctx, id: SharedId) -> Result<OfItem, AppError> {
    let all = organisations(app, ctx).await?;
    let region = region_among(&all, ctx.organisation);
    let region = region.as_deref();
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let item = commons::read_item(tx, id, region).await?;
            let told = commons::uptakes_of(tx, &item).await?;
            Ok((item, told))
        })
    });
    let (item, told) = read.await?;
    let (own, may_decide) = decided(app, ctx).await?;
    let own = own.into_iter().find(|one| one.body.item == id);
    let may_agree = match &own {
        Some(one) => may_agree(app, ctx, one).await?,
        None => None,
    };
    let released_here = released_here(app, ctx, id).await?;
    Ok(OfItem {
        released_here,
        item,
        others: tally(&told, &all),
        own,
        may_decide,
        may_agree,
    })
}

/// What the organisation decided, as far as the reader may read that, and whether they may decide; the reading is written down.
async fn decided(app: &App, ctx: &Ctx) -> Result<(Vec<Stored<Uptake>>, bool), AppError> {
    let vault = app.vault(ctx).await?;
    let may = vault.look(ctx, |tx| {
        Box::pin(async move {
            let may = tx.would_permit_organisation::<actions::DecideUptake>();
            Ok::<_, VaultError>(may)
        })
    });
    let may = may.await?;
    Ok((kept(&vault, ctx).await?, may))
}

/// How many decisions are to be looked at again by today, for whoever may decide: a number, so no reading is written down.
///
/// # Errors
/// [`AppError`].
pub async fn waiting(app: &App, ctx: &Ctx) -> Result<usize, AppError> {
    let vault = app.vault(ctx).await?;
    let today = ctx.today();
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                if !tx.would_permit_organisation::<actions::DecideUptake>() {
                    return Ok(0);
                }
                let seen = tx.permit_organisation::<actions::DecideUptake>()?;
                let Some(case) = vault::own_place(tx, &seen).await? else {
                    return Ok(0);
                };
                let permit = tx
                    .permit::<actions::KeepUptake>(case, Section::General)
                    .await?;
                let all = vault::list_with::<_, Uptake>(tx, &permit).await?;
                let due = all.iter().filter(|one| one.body.wants_looking_at(today));
                Ok(due.count())
            })
        })
        .await?)
}

/// What the organisation does with learning of others; the reading is written down.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn decisions(app: &App, ctx: &Ctx) -> Result<Decisions, AppError> {
    let (items, _) = readable(app, ctx).await?;
    let (mut all, may_decide) = decided(app, ctx).await?;
    let today = ctx.today();
    all.sort_by_key(|one| {
        let due = one
            .body
            .look_again
            .filter(|_| one.body.wants_looking_at(today));
        (due.is_none(), due, std::cmp::Reverse(one.changed_at))
    });
    let condition = |id: SharedId| {
        let found = items.iter().find(|(item, _)| item.id == id);
        let body = found.and_then(|(item, _)| item.body.as_ref());
        body.map(|body| body.condition.clone())
    };
    let stands = |id: &SharedId| items.iter().any(|(item, _)| item.id == *id);
    let gone = all.iter().map(|one| one.body.item);
    let gone: Vec<SharedId> = gone.filter(|id| !stands(id)).collect();
    let those = ended(app, ctx, &gone).await?;
    let how = |id: SharedId| those.iter().find(|one| one.0 == id).map(|one| one.1);
    let all = all.into_iter().map(|kept| Decided {
        condition: condition(kept.body.item),
        ended: how(kept.body.item),
        kept,
    });
    let mut all: Vec<Decided> = all.collect();
    all.sort_by_key(|one| !one.asks_what_becomes());
    Ok(Decisions { all, may_decide })
}

/// One decision of the organisation, by its item.
pub(super) async fn one(app: &App, ctx: &Ctx, item: SharedId) -> Result<Stored<Uptake>, AppError> {
    let (all, may) = decided(app, ctx).await?;
    if !may {
        return Err(AppError::NotFound);
    }
    let found = all.into_iter().find(|one| one.body.item == item);
    found.ok_or(AppError::NotFound)
}

/// The item of a decision, where it stands.
pub(super) async fn item_of(app: &App, ctx: &Ctx, id: SharedId) -> Result<Item, AppError> {
    standing(app, ctx, id).await
}
