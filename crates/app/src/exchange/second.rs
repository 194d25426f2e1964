//! The second person: what an organisation wants others to read beside a release leaves once somebody who did not write it has read it
//! exactly as it would stand and agrees. They may send it back; whoever asked may withdraw it before. It is one code for all of it;
//! what it is, and what happens with it then, says whoever calls.

use access::{Action, Ctx, Role, Section, actions, directory};
use model::case::KeptAgreed;
use model::learning::{Leaves, SentBack};
use model::{Date, FormId, PersonId, RecordId, Sensitive};
use vault::{Stored, Vault, VaultError, VaultTx};

use crate::decision::decide::has_words;
use crate::decision::partners::agencies;
use crate::incident::find;
use crate::keep::{kept_before, save};
use crate::moment::own_place_under;
use crate::sharing::{Found, OwnWords, agreed_to, author, found_in, second_person};
use crate::{App, AppError};

/// What waits for a second person, as it is read.
#[derive(Debug, Clone)]
pub struct Asked<R> {
    /// What it is, as it stands here.
    pub kept: Stored<R>,
    /// What in it could tell who somebody is.
    pub found: Vec<Found>,
    /// Whether the reader is the second person; or the code of the rule that says why not.
    pub may: Result<(), &'static str>,
}

impl<R> Asked<R> {
    /// Whether something in it points at somebody by itself: then it does not leave.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.found.iter().any(Found::tells_who)
    }

    /// What could be put together: whoever agrees says of each why it may leave.
    pub fn rare(&self) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(|one| one.rare.is_some())
    }
}

/// What of one kind is kept in the organisation's own place, as far as the reader may read that; the reading is written down. Nothing
/// while nobody has opened that place.
pub(super) async fn kept<R: Leaves>(vault: &Vault, ctx: &Ctx) -> Result<Vec<Stored<R>>, AppError> {
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let seen = tx.permit_organisation::<actions::SeeToday>()?;
                let Some(case) = vault::own_place(tx, &seen).await? else {
                    return Ok(Vec::new());
                };
                if !tx.would_permit::<actions::ReadUptake>(case).await? {
                    return Ok(Vec::new());
                }
                let permit = tx
                    .permit::<actions::ReadUptake>(case, Section::General)
                    .await?;
                tx.counts_as_reading(&permit)?;
                let all: Result<_, VaultError> = vault::list_with(tx, &permit).await;
                all
            })
        })
        .await?)
}

/// Changes one of them, as somebody who may do this for the organisation and in its own place, where it stands at the version that was
/// shown.
pub(super) async fn change_as<O: Action, A: Action, R: Leaves>(
    app: &App,
    ctx: &Ctx,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    how: &(dyn Fn(&mut R) + Send + Sync),
) -> Result<(), AppError> {
    let place = &own_place_under::<O>(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, place).await?;
                let permit = tx.permit::<A>(case, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let mut body = vault::one::<_, R>(tx, &permit, id).await?.body;
                how(&mut body);
                let kept: Result<_, VaultError> =
                    save(tx, &permit, (form, Some((id, shown))), &body).await;
                kept.map(drop)
            })
        })
        .await?;
    Ok(())
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
pub(super) async fn may_agree<R: Leaves>(
    app: &App,
    ctx: &Ctx,
    one: &Stored<R>,
) -> Result<Option<Result<(), &'static str>>, AppError> {
    if one.body.asked().is_none() || !may_ever(app, ctx).await? {
        return Ok(None);
    }
    let here = agencies(app, ctx).await?;
    Ok(Some(second_person(ctx, &here, &one.body.writers())))
}

/// One of them, for whoever may be a second person.
pub(super) async fn one_to_agree<R: Leaves>(
    app: &App,
    ctx: &Ctx,
    which: impl Fn(&Stored<R>) -> bool,
) -> Result<Stored<R>, AppError> {
    if !may_ever(app, ctx).await? {
        return Err(AppError::NotFound);
    }
    let vault = app.vault(ctx).await?;
    let all = kept::<R>(&vault, ctx).await?;
    all.into_iter().find(which).ok_or(AppError::NotFound)
}

/// It with what the check finds in it.
///
/// # Errors
/// [`AppError::Rule`] `words-tried-often`.
pub(super) async fn as_asked<R: Leaves>(
    app: &App,
    ctx: &Ctx,
    kept: Stored<R>,
) -> Result<Asked<R>, AppError> {
    let here = agencies(app, ctx).await?;
    let words = OwnWords {
        texts: &kept.body.leaving(),
        kept_in: Some((kept.id, kept.version)),
        names_area: Some(kept.body.names_area()),
    };
    let found = found_in(app, ctx, words, Found::tells_who).await?;
    Ok(Asked {
        may: second_person(ctx, &here, &kept.body.writers()),
        found,
        kept,
    })
}

fn me(ctx: &Ctx) -> Result<PersonId, AppError> {
    Ok(author(ctx)?.person)
}

/// Agrees to what waits, in the version that was shown. The same form, sent again, finds what it agreed to, so that it leaves though
/// the first time broke off here.
///
/// # Errors
/// [`AppError::Rule`] `release-author` for whoever wrote some of it, `second-another-agency` for somebody of an agency that wrote some
/// of it, [`Leaves::IDENTIFIES`] when something in it points at somebody by now, `changed-meanwhile` when something else waits,
/// `release-agree` and `release-agree-why` where something rare is in it to which they do not agree with a reason.
pub(super) async fn agree<R: Leaves>(
    app: &App,
    ctx: &Ctx,
    (form, shown): (FormId, i64),
    (kept, rare): (Stored<R>, &[KeptAgreed]),
) -> Result<R, AppError> {
    let (by, on) = (me(ctx)?, ctx.today());
    if kept.version != shown || kept.body.asked().is_none() {
        let again = kept.body.agreed_by() == Some(by) && kept.version == shown + 1;
        let body = again.then_some(kept.body);
        return body.ok_or(AppError::Rule("changed-meanwhile"));
    }
    let waits = as_asked(app, ctx, kept).await?;
    waits.may.map_err(AppError::Rule)?;
    if waits.is_stopped() {
        return Err(AppError::Rule(R::IDENTIFIES));
    }
    let stays: Vec<&str> = waits.rare().map(|one| one.words.0.as_str()).collect();
    let noted = agreed_to(rare, &stays).map_err(AppError::Rule)?;
    let mut kept = waits.kept;
    let how = |body: &mut R| body.agree(by, on, noted.clone());
    let sent = (form, (kept.id, shown));
    change_as::<actions::AgreeLeaving, actions::AgreeUptake, R>(app, ctx, sent, &how).await?;
    kept.body.agree(by, on, noted);
    Ok(kept.body)
}

/// Sends back what waits, with a reason, in the version that was shown.
///
/// # Errors
/// As [`agree`]; [`AppError::Rule`] `second-why` without a reason.
pub(super) async fn send_back<R: Leaves>(
    app: &App,
    ctx: &Ctx,
    (form, shown): (FormId, i64),
    (kept, why): (Stored<R>, &Sensitive<String>),
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("second-why"));
    }
    let by = me(ctx)?;
    let asked = kept.body.asked().filter(|_| kept.version == shown);
    let Some((asker, _)) = asked else {
        let back = kept.body.sent_back();
        let again = back.is_some_and(|one| one.by == by && one.why == *why);
        let again = again && kept.version == shown + 1;
        let done = again.then_some(());
        return done.ok_or(AppError::Rule("changed-meanwhile"));
    };
    let here = agencies(app, ctx).await?;
    second_person(ctx, &here, &kept.body.writers()).map_err(AppError::Rule)?;
    let back = SentBack {
        why: why.clone(),
        by,
        to: asker.person,
        on: ctx.today(),
    };
    let how = |body: &mut R| body.send_back(back.clone());
    let sent = (form, (kept.id, shown));
    change_as::<actions::AgreeLeaving, actions::AgreeUptake, R>(app, ctx, sent, &how).await
}

/// Withdraws what the actor asked for before a second person agreed to it, or what was sent back to them.
///
/// # Errors
/// [`AppError::Rule`] `second-not-yours` when somebody else asked for it or nothing waits; [`AppError::Clash`].
pub(super) async fn withdraw<O: Action, R: Leaves>(
    app: &App,
    ctx: &Ctx,
    (form, shown): (FormId, i64),
    kept: Stored<R>,
) -> Result<(), AppError> {
    let by = me(ctx)?;
    let asked = kept.body.asked().map(|(asker, _)| asker.person);
    let whose = asked.or(kept.body.sent_back().map(|back| back.to));
    match whose {
        Some(person) if person == by => {}
        // The same form, sent again; where the second person was quicker, it has left.
        None if kept.version == shown + 1 && kept.body.agreed_by().is_none() => return Ok(()),
        None if kept.version != shown => return Err(AppError::Rule("changed-meanwhile")),
        _ => return Err(AppError::Rule("second-not-yours")),
    }
    let sent = (form, (kept.id, shown));
    change_as::<O, actions::KeepUptake, R>(app, ctx, sent, &|body: &mut R| body.withdraw()).await
}

/// Something that waits for the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondWaits<I> {
    /// What waits.
    pub what: I,
    /// Whether it was sent back to the actor; else it waits for them to read it.
    pub sent_back: bool,
    /// Since which day.
    pub since: Date,
}

/// What waits for the actor: to be read as the second person, or sent back to them. Ids only, so no reading is written down.
pub(super) async fn waiting<R: Leaves, I: Send + 'static>(
    app: &App,
    ctx: &Ctx,
    id: fn(&Stored<R>) -> I,
) -> Result<Vec<SecondWaits<I>>, AppError> {
    let here = &agencies(app, ctx).await?;
    let Some(me) = ctx.actor.person().map(|one| one.id) else {
        return Ok(Vec::new());
    };
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let all = all_that_wait::<R>(tx).await?;
                let waits = |one: &Stored<R>| {
                    let sent_back = one.body.sent_back().is_some_and(|back| back.to == me);
                    let asked = one.body.asked().is_some();
                    let second = || second_person(tx.ctx, here, &one.body.writers()).is_ok();
                    (sent_back || (asked && second())).then(|| SecondWaits {
                        what: id(one),
                        sent_back,
                        since: one.changed_at.date_in_london(),
                    })
                };
                Ok::<_, VaultError>(all.iter().filter_map(waits).collect())
            })
        })
        .await?)
}

pub(super) async fn all_that_wait<R: Leaves>(
    tx: &mut VaultTx<'_>,
) -> Result<Vec<Stored<R>>, VaultError> {
    if !tx.would_permit_organisation::<actions::AgreeLeaving>() {
        return Ok(Vec::new());
    }
    let seen = tx.permit_organisation::<actions::AgreeLeaving>()?;
    let Some(case) = vault::own_place(tx, &seen).await? else {
        return Ok(Vec::new());
    };
    let permit = tx
        .permit::<actions::AgreeUptake>(case, Section::General)
        .await?;
    vault::list_with::<_, R>(tx, &permit).await
}

/// Who may be a second person, as the policies have it for `agree_leaving`.
const MAY: [Role; 7] = [
    Role::BusinessManager,
    Role::DelegatedPartner,
    Role::LeadPartner,
    Role::InformationGovernance,
    Role::RegionalFacilitator,
    Role::PanelSecretariat,
    Role::SecondReader,
];

/// Whether nobody but the actor could be a second person here today: then somebody has to be named before anything leaves.
///
/// # Errors
/// [`AppError`].
pub async fn is_alone(app: &App, ctx: &Ctx) -> Result<bool, AppError> {
    let (organisation, today, me) = (ctx.organisation, ctx.today(), me(ctx)?);
    let members = app.directory().look(ctx, |tx| {
        Box::pin(directory::members_of(tx, organisation, today))
    });
    let could = |one: &directory::Member| {
        let held = &one.membership;
        one.person.id != me && held.from <= today && MAY.contains(&held.role)
    };
    Ok(!members.await?.iter().any(could))
}
