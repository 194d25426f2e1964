//! Other areas that an incident affects: their partners are told on the same clock as those here.

use access::directory::{self, Authority};
use access::{Ctx, Section, actions};
use model::case::{AffectedArea, Told};
use model::{FormId, RecordId, UncertainDate};
use vault::{Stored, VaultError};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Local authorities that may be named as another affected area: those of today that this partnership
/// does not cover.
///
/// # Errors
/// [`AppError`].
pub async fn elsewhere(app: &App, ctx: &Ctx) -> Result<Vec<Authority>, AppError> {
    let (organisation, today) = (ctx.organisation, ctx.today());
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                let own = directory::authorities_of(tx, organisation, today).await?;
                let mut all = directory::authorities(tx, today).await?;
                all.retain(|one| !own.iter().any(|mine| mine.id == one.id));
                Ok(all)
            })
        })
        .await?)
}

/// Names another affected area, or changes what is known of it.
///
/// # Errors
/// [`AppError::Rule`] `area-authority` for an authority that is not elsewhere, `area-known` for one
/// that is named already, `area-told` when it was told by nobody or in future, `case-closed`;
/// [`AppError::Clash`].
pub async fn affected(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &AffectedArea,
) -> Result<RecordId, AppError> {
    let known = elsewhere(app, ctx).await?;
    let exists = known.iter().any(|one| one.id == new.authority);
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, _) = open::<actions::TellOthers>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let all = vault::list_with::<_, AffectedArea>(tx, &permit).await?;
                let same = |one: &&Stored<AffectedArea>| one.body.authority == new.authority;
                let other = all.iter().find(same).map(|one| one.id);
                // An authority that has since been merged stays as it was named.
                if !exists && other.is_none() {
                    return Err(VaultError::Rule("area-authority"));
                }
                if other.is_some_and(|other| sent.1.map(|(id, _)| id) != Some(other)) {
                    return Err(VaultError::Rule("area-known"));
                }
                check_told(ctx, new)?;
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}

fn check_told(ctx: &Ctx, new: &AffectedArea) -> Result<(), VaultError> {
    let good = new.told.as_ref().is_none_or(|told| {
        has_words(&told.whom) && has_words(&told.by) && !certainly_later(ctx, &told.on)
    });
    if good {
        Ok(())
    } else {
        Err(VaultError::Rule("area-told"))
    }
}

/// When the partners of another area were told: as its own record says, or as the log of what was sent does.
#[must_use]
pub fn area_told(told: &[Stored<Told>], area: &Stored<AffectedArea>) -> Option<UncertainDate> {
    let own = area.body.told.as_ref().map(|told| told.on);
    let logged = |one: &&Stored<Told>| {
        one.body.area == Some(area.id) && one.body.went_to("partners_elsewhere")
    };
    own.or_else(|| told.iter().find(logged).map(|one| one.body.on))
}

/// When the partners here and in every other affected area had been told: the last of these days, and
/// none while one of them was not. Where no other area is named, the first on the log counts.
pub(crate) fn partners_told(
    told: &[Stored<Told>],
    areas: &[Stored<AffectedArea>],
) -> Option<UncertainDate> {
    let recipient = |name: &'static str| {
        let mut found = told.iter().filter(move |one| one.body.went_to(name));
        found.next().map(|one| one.body.on)
    };
    let here = recipient("partners_here");
    if areas.is_empty() {
        return here.or_else(|| recipient("partners_elsewhere"));
    }
    let told_areas: Option<Vec<UncertainDate>> =
        areas.iter().map(|one| area_told(told, one)).collect();
    let mut days = told_areas?;
    days.push(here?);
    // What happened on a day not known sorts last, so that the clock asks for it.
    days.sort_by(|one, two| two.sorts(one));
    days.first().copied()
}
