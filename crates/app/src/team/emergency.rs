//! Open a review in an emergency; and looking at it afterwards, which everybody responsible does.

use access::{Ctx, Section, actions};
use model::case::{EmergencyFound, EmergencySeen};
use model::scheme::{AccessLimits, StepText};
use model::{FormId, Instant, RecordId, Sensitive};
use vault::{CaseFile, Emergency, Stored, VaultError};

use super::case_of;
use super::emergencies::{EmergencyReview, reviewed_by};
use crate::decision::decide::has_words;
use crate::decision::steps::scheme_of;
use crate::keep::kept_before;
use crate::{App, AppError, Reference};

/// What somebody reads before they open a review in an emergency. Nothing of the review.
#[derive(Debug, Clone)]
pub struct Before {
    /// How long it stays open.
    pub limits: AccessLimits,
    /// The four lines.
    pub step: Option<StepText>,
}

/// Reads it.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`] for everybody who may not open it so.
pub async fn before_opening(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Before, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::BreakGlass>(case, Section::General)
                    .await?;
                let scheme = scheme_of(tx, app, &permit).await?;
                Ok(Before {
                    limits: scheme.access.clone(),
                    step: scheme.step("emergency").cloned(),
                })
            })
        })
        .await?)
}

/// Opens the general section for the time that the scheme gives, with the reason on record. Neither the
/// conflict list nor a section with a restriction of its own gives way to it.
///
/// # Errors
/// [`AppError::Rule`] `emergency-why` without a reason, `emergency-open` when it is open to them.
pub async fn open_in_emergency(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("emergency-why"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::BreakGlass>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                if tx.would_permit::<actions::ReadCase>(case).await? {
                    return Err(VaultError::Rule("emergency-open"));
                }
                let scheme = scheme_of(tx, app, &permit).await?;
                let seconds = i64::from(scheme.access.emergency_minutes) * 60;
                let until: Instant = tx.ctx.now.plus_seconds(seconds);
                let id = vault::add_emergency(tx, &permit, &why.0, until).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// An emergency opening, and who has looked at it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The opening.
    pub emergency: Emergency,
    /// Who has looked at it, oldest first.
    pub seen: Vec<Stored<EmergencySeen>>,
    /// How its review by a second person stands.
    pub review: EmergencyReview,
    /// Whether the reader still has to look at it.
    pub mine: bool,
}

/// The emergency openings of a review.
#[derive(Debug, Clone)]
pub struct Openings {
    /// All of them, newest first.
    pub all: Vec<Opened>,
    /// Whether the reader may also read the review.
    pub reads: bool,
    /// Whether the reader may see the openings of every review in one list.
    pub sees_all: bool,
    /// The four lines.
    pub step: Option<StepText>,
}

/// What is read of a review's openings.
struct Looked {
    case: CaseFile,
    all: Vec<Emergency>,
    seen: Vec<Stored<EmergencySeen>>,
    reads: bool,
    sees_all: bool,
}

/// Every emergency opening of a review, newest first, for those who answer for it and the information governance lead.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn openings(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Openings, AppError> {
    let me = ctx.person()?.id;
    let vault = app.vault(ctx).await?;
    let found = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::LookAtEmergency>(case, Section::General)
                    .await?;
                Ok::<_, VaultError>(Looked {
                    case: vault::case_of(tx, &permit).await?,
                    all: vault::emergencies(tx, &permit).await?,
                    seen: vault::list_with(tx, &permit).await?,
                    reads: tx.would_permit::<actions::ReadCase>(case).await?,
                    sees_all: tx.would_permit_organisation::<actions::SeeEmergencies>(),
                })
            })
        })
        .await?;
    let loaded = app.scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let scheme = &loaded.scheme;
    let calendar = app.calendar(ctx, scheme.nation).await?;
    let of = |emergency: Emergency| {
        let mark = (emergency.id, emergency.person);
        let is_done = reviewed_by(mark, &found.seen).is_some();
        let review = EmergencyReview::of((emergency.at, is_done), scheme, &calendar, ctx.today());
        let own = found
            .seen
            .iter()
            .filter(|one| one.body.emergency == emergency.id);
        let seen: Vec<_> = own.cloned().collect();
        let looked = seen.iter().any(|one| one.by == me.to_string());
        Opened {
            mine: !looked && emergency.person != me,
            emergency,
            seen,
            review,
        }
    };
    Ok(Openings {
        all: found.all.into_iter().map(of).collect(),
        reads: found.reads,
        sees_all: found.sees_all,
        step: scheme.step("emergency").cloned(),
    })
}

/// What somebody records who looked at an emergency opening.
#[derive(Debug, Clone)]
pub struct SecondLook {
    /// What they found.
    pub found: EmergencyFound,
    /// What they make of it.
    pub says: Sensitive<String>,
    /// What follows; may be empty where it was justified.
    pub follows: Sensitive<String>,
    /// Whether they work for the person who opened it, as they say themselves: nothing else here knows.
    pub works_for_opener: bool,
}

fn complete(look: &SecondLook) -> Result<(), AppError> {
    if look.works_for_opener {
        return Err(AppError::Rule("emergency-works-for"));
    }
    if !has_words(&look.says) {
        return Err(AppError::Rule("emergency-says"));
    }
    if look.found != EmergencyFound::Justified && !has_words(&look.follows) {
        return Err(AppError::Rule("emergency-follows"));
    }
    Ok(())
}

/// Records that the reader has looked at an emergency opening, what they found and what follows. The first such look of
/// a second person is its review.
///
/// # Errors
/// [`AppError::Rule`] `emergency-works-for` for somebody who works for whoever opened it, `emergency-says` without words,
/// `emergency-follows` where it was not found justified and nothing says what follows, `emergency-own` for one's own,
/// `emergency-looked` by somebody who has; [`AppError::NotFound`] without such an opening.
pub async fn look_at(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, id): (FormId, RecordId),
    look: &SecondLook,
) -> Result<(), AppError> {
    complete(look)?;
    let me = ctx.person()?.id;
    let new = &EmergencySeen {
        emergency: id,
        found: Some(look.found),
        says: look.says.clone(),
        follows: look.follows.clone(),
    };
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::LookAtEmergency>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let all = vault::emergencies(tx, &permit).await?;
                let found = all.iter().find(|one| one.id == id);
                let found = found.ok_or(VaultError::NotFound)?;
                if found.person == me {
                    return Err(VaultError::Rule("emergency-own"));
                }
                let before = vault::list_with::<_, EmergencySeen>(tx, &permit).await?;
                let mine = |one: &Stored<EmergencySeen>| {
                    one.body.emergency == id && one.by == me.to_string()
                };
                if before.iter().any(mine) {
                    return Err(VaultError::Rule("emergency-looked"));
                }
                let seen = vault::save_new(tx, &permit, new).await?;
                vault::remember(tx, form, &seen.to_string()).await
            })
        })
        .await?;
    Ok(())
}
