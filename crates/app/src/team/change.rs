//! Change what somebody does on the team, which sections they may open, and take them off.

use access::{Ctx, Permit, Section, actions};
use model::case::{SectionGiven, TeamPlace};
use model::{AgencyId, Date, FormId, RecordId, Sensitive};
use vault::{Stored, VaultError, VaultTx};

use super::add::may_be_given;
use super::{candidate, guests, membership, opened};
use crate::decision::decide::has_words;
use crate::keep::kept_before;
use crate::{App, AppError, Reference};

/// What is new about a place.
#[derive(Debug, Clone)]
pub struct PlaceChange {
    /// A code of the scheme's list `team_role`.
    pub role: String,
    /// The agency they bring, one of theirs.
    pub agency: Option<AgencyId>,
    /// Last day.
    pub until: Option<Date>,
}

/// The sections that somebody may open from now on, and why they may open those that are new.
#[derive(Debug, Clone)]
pub struct Sections {
    /// All of them.
    pub may: Vec<Section>,
    /// Why it changes.
    pub why: Sensitive<String>,
    /// Who of the agency that the new ones belong to agreed.
    pub agreed_by: Sensitive<String>,
}

/// The form, the place and the version that was shown.
type Sent = (FormId, RecordId, i64);

/// Changes a place: the role, the agency, the last day.
///
/// # Errors
/// [`AppError::Rule`] `team-role`, `team-agency`, `team-until`, `team-guest-until`, `team-ended`;
/// [`AppError::Clash`] when somebody changed it meanwhile.
pub async fn change(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: Sent,
    new: &PlaceChange,
) -> Result<(), AppError> {
    if new.until.is_some_and(|last| last < ctx.today()) {
        return Err(AppError::Rule("team-until"));
    }
    let kept = one(app, ctx, reference, sent.1).await?;
    let who = &candidate(app, ctx, kept.body.person).await.ok();
    let role_known = |scheme: &model::scheme::Scheme| {
        let list = scheme.list("team_role");
        list.is_some_and(|list| list.label_of(&new.role).is_some())
    };
    let edit = |scheme: &model::scheme::Scheme, place: &mut TeamPlace| {
        if !role_known(scheme) {
            return Err("team-role");
        }
        let theirs = |agency| {
            who.as_ref()
                .is_some_and(|who| who.agencies.contains(&agency))
        };
        if new.agency != place.agency && !new.agency.is_none_or(theirs) {
            return Err("team-agency");
        }
        if place.guest_of.is_some() && new.until.is_none() {
            return Err("team-guest-until");
        }
        place.role.clone_from(&new.role);
        place.agency = new.agency;
        place.until = new.until;
        Ok(())
    };
    edited(app, ctx, reference, sent, &edit).await
}

/// Gives and takes sections with a restriction of their own, with a reason.
///
/// # Errors
/// [`AppError::Rule`] `team-sections-why` without a reason, `team-sections-agreed` for a new one without who of the agency that it
/// belongs to agreed, `team-ended`; [`AppError::Clash`].
pub async fn give_sections(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: Sent,
    new: &Sections,
) -> Result<(), AppError> {
    if !has_words(&new.why) {
        return Err(AppError::Rule("team-sections-why"));
    }
    let today = ctx.today();
    let edit = |_: &model::scheme::Scheme, place: &mut TeamPlace| {
        let is_new = |section: &&Section| {
            let mut kept = place.sections.iter();
            !kept.any(|one| one.section == section.code())
        };
        if may_be_given(&new.may).any(|one| is_new(&one)) && !has_words(&new.agreed_by) {
            return Err("team-sections-agreed");
        }
        let given = |section: &Section| {
            let mut kept = place.sections.iter();
            let before = kept.find(|one| one.section == section.code()).cloned();
            before.unwrap_or_else(|| SectionGiven {
                section: section.code().to_owned(),
                why: new.why.clone(),
                agreed_by: new.agreed_by.clone(),
                since: today,
            })
        };
        let sections = may_be_given(&new.may).map(given).collect();
        place.sections = sections;
        Ok(())
    };
    edited(app, ctx, reference, sent, &edit).await
}

/// Takes somebody off the team, from this moment. What the place was stays on record.
///
/// # Errors
/// [`AppError::Rule`] `team-end-why` without a reason, `team-ended` when it has ended;
/// [`AppError::Clash`].
pub async fn take_off(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: Sent,
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("team-end-why"));
    }
    let edit = |_: &model::scheme::Scheme, place: &mut TeamPlace| {
        place.ended = Some(why.clone());
        Ok(())
    };
    edited(app, ctx, reference, sent, &edit).await
}

async fn one(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    id: RecordId,
) -> Result<Stored<TeamPlace>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let (permit, _, _) = opened(tx, app, reference).await?;
                vault::one(tx, &permit, id).await
            })
        })
        .await?)
}

type Edit<'a> =
    &'a (dyn Fn(&model::scheme::Scheme, &mut TeamPlace) -> Result<(), &'static str> + Send + Sync);

async fn edited(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, id, shown): Sent,
    edit: Edit<'_>,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    let (place, until) = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme, _) = opened(tx, app, reference).await?;
                let kept = vault::one::<_, TeamPlace>(tx, &permit, id).await?;
                let mut place = kept.body;
                if kept_before(tx, form).await?.is_none() {
                    if place.ended.is_some() {
                        return Err(VaultError::Rule("team-ended"));
                    }
                    edit(scheme, &mut place).map_err(VaultError::Rule)?;
                    vault::save(tx, &permit, id, shown, &place).await?;
                    put(tx, &permit, id, &place).await?;
                    vault::remember(tx, form, &id.to_string()).await?;
                }
                let until = vault::guest_until(tx, &permit, place.person).await?;
                Ok((place, until))
            })
        })
        .await?;
    if place.guest_of.is_some() {
        guests::let_in(app, ctx, place.person, until).await?;
    }
    Ok(())
}

/// What access rests on follows what was written down.
async fn put(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    id: RecordId,
    place: &TeamPlace,
) -> Result<(), VaultError> {
    if place.ended.is_some() {
        vault::end_place(tx, permit, id).await
    } else {
        vault::change_place(tx, permit, &membership(id, place)).await
    }
}
