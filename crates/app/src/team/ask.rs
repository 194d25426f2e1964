//! Ask for access to a review that one may know of and may not open; and the answer.

use access::sign_in::request_began;
use access::{Ctx, Section, actions};
use model::case::{AccessAnswer, AccessRequest};
use model::scheme::StepText;
use model::{FormId, RecordId, Sensitive};
use vault::{Stored, VaultError};

use super::add::{NewPlace, added, check};
use super::{candidate, case_of, guests, opened};
use crate::decision::decide::has_words;
use crate::decision::steps::scheme_of;
use crate::keep::kept_before;
use crate::{App, AppError, Reference};

/// What somebody who may not open a review can do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ways {
    /// Ask for access.
    pub ask: bool,
    /// Open it in an emergency.
    pub emergency: bool,
}

/// What they can do; nothing where they read it anyway, and where they may not know of it.
///
/// # Errors
/// [`AppError`].
pub async fn ways(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Ways, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let Some(case) = vault::case_by_reference(tx, reference.as_str()).await? else {
                    return Ok(Ways::default());
                };
                if tx.would_permit::<actions::ReadCase>(case).await? {
                    return Ok(Ways::default());
                }
                Ok::<_, VaultError>(Ways {
                    ask: tx.would_permit::<actions::AskAccess>(case).await?,
                    emergency: tx.would_permit::<actions::BreakGlass>(case).await?,
                })
            })
        })
        .await?)
}

/// What somebody asked before, and the four lines of the page.
#[derive(Debug, Clone)]
pub struct Asking {
    /// Their own requests, newest first.
    pub own: Vec<Stored<AccessRequest>>,
    /// The four lines.
    pub step: Option<StepText>,
}

/// Reads one's own requests. Nothing of the review is read by it.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn asking(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Asking, AppError> {
    let me = ctx.person()?.id;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::AskAccess>(case, Section::General)
                    .await?;
                let mut own = vault::list_with::<_, AccessRequest>(tx, &permit).await?;
                own.retain(|one| one.body.person == me);
                own.reverse();
                let scheme = scheme_of(tx, app, &permit).await?;
                Ok(Asking {
                    own,
                    step: scheme.step("ask_access").cloned(),
                })
            })
        })
        .await?)
}

/// Asks for access.
///
/// # Errors
/// [`AppError::Rule`] `ask-why` without a reason, `ask-open` when the review is open to them,
/// `ask-waiting` when they have asked and there is no answer yet; [`AppError::Later`] when they asked for many reviews.
pub async fn ask(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("ask-why"));
    }
    let wait = app
        .directory()
        .transact(ctx, |tx| Box::pin(request_began(tx)))
        .await?;
    if let Some(until) = wait {
        return Err(AppError::Later(until));
    }
    let me = ctx.person()?;
    let new = &AccessRequest {
        person: me.id,
        agency: me.agency,
        why: why.clone(),
        answer: None,
    };
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::AskAccess>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                if tx.would_permit::<actions::ReadCase>(case).await? {
                    return Err(VaultError::Rule("ask-open"));
                }
                let all = vault::list_with::<_, AccessRequest>(tx, &permit).await?;
                let waits = |one: &Stored<AccessRequest>| {
                    one.body.person == new.person && one.body.answer.is_none()
                };
                if all.iter().any(waits) {
                    return Err(VaultError::Rule("ask-waiting"));
                }
                let id = vault::save_new(tx, &permit, new).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Who asked for access, oldest first, for those who answer.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn requests(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Vec<Stored<AccessRequest>>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let (permit, _, _) = opened(tx, app, reference).await?;
                vault::list_with(tx, &permit).await
            })
        })
        .await?)
}

/// Answers yes: the person who asked is added to the team, with everything that adding asks.
///
/// # Errors
/// As [`super::add`]; [`AppError::Rule`] `ask-answered` when there is an answer, `ask-until` without a last
/// day.
pub async fn answer_yes(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, id, shown): (FormId, RecordId, i64),
    new: &NewPlace,
) -> Result<(), AppError> {
    let who = &candidate(app, ctx, new.person).await?;
    if new.until.is_none() {
        return Err(AppError::Rule("ask-until"));
    }
    check(ctx, who, new).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    let until = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme, _) = opened(tx, app, reference).await?;
                if kept_before(tx, form).await?.is_none() {
                    let mut request = vault::one::<_, AccessRequest>(tx, &permit, id).await?.body;
                    if request.answer.is_some() {
                        return Err(VaultError::Rule("ask-answered"));
                    }
                    if request.person != new.person {
                        return Err(VaultError::NotFound);
                    }
                    let place = added(tx, (&permit, scheme), who, new).await?;
                    let sections = new.sections.iter().map(|one| one.code().to_owned());
                    request.answer = Some(AccessAnswer {
                        place: Some(place),
                        until: new.until,
                        sections: sections.collect(),
                        why: Sensitive(String::new()),
                    });
                    vault::save(tx, &permit, id, shown, &request).await?;
                    vault::remember(tx, form, &id.to_string()).await?;
                }
                vault::guest_until(tx, &permit, new.person).await
            })
        })
        .await?;
    if who.guest {
        guests::let_in(app, ctx, new.person, until).await?;
    }
    Ok(())
}

/// Answers no, with the reason, which the person who asked reads.
///
/// # Errors
/// [`AppError::Rule`] `ask-no-why` without a reason, `ask-answered` when there is an answer.
pub async fn answer_no(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, id, shown): (FormId, RecordId, i64),
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("ask-no-why"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _, _) = opened(tx, app, reference).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let mut request = vault::one::<_, AccessRequest>(tx, &permit, id).await?.body;
                if request.answer.is_some() {
                    return Err(VaultError::Rule("ask-answered"));
                }
                request.answer = Some(AccessAnswer {
                    place: None,
                    until: None,
                    sections: Vec::new(),
                    why: why.clone(),
                });
                vault::save(tx, &permit, id, shown, &request).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}
