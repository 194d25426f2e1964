//! The register of requests for what is held.

use access::{Ctx, actions};
use model::case::DataRequest;
use model::scheme::{AnswerWithin, Scheme};
use model::{CaseId, Date, FormId, RecordId, months_later};
use vault::{RequestLine, VaultError, VaultTx};

use crate::decision::decide::has_words;
use crate::keep::{Place, kept_before};
use crate::people::has_code;
use crate::{App, AppError, Reference};

/// Every line that the reader may see, those that wait for an answer first. One about a review on whose conflict list
/// they stand is not among them.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn register(app: &App, ctx: &Ctx) -> Result<Vec<RequestLine>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeKeeping>()?;
                let mut seen = Vec::new();
                for line in vault::data_requests(tx, &permit).await? {
                    if may_see(tx, line.case.as_ref().map(|(case, _)| *case)).await? {
                        seen.push(line);
                    }
                }
                Ok(seen)
            })
        })
        .await?)
}

pub(super) async fn may_see(
    tx: &mut VaultTx<'_>,
    case: Option<CaseId>,
) -> Result<bool, VaultError> {
    match case {
        None => Ok(true),
        Some(case) => tx.would_permit::<actions::HoldCase>(case).await,
    }
}

/// By when a request is answered that was received on a day; none where whoever asks says by when, and beyond the table of
/// bank holidays.
///
/// # Errors
/// [`AppError`].
pub async fn due(
    app: &App,
    ctx: &Ctx,
    kind: &str,
    received: Date,
) -> Result<Option<Date>, AppError> {
    let scheme = &app.scheme_on(ctx.today())?.scheme;
    let def = scheme.requests.iter().find(|one| one.item.id == kind);
    let Some(within) = def.and_then(|def| def.answer) else {
        return Ok(None);
    };
    Ok(match within {
        AnswerWithin::Months(months) => Some(months_later(received, i32::from(months))),
        AnswerWithin::WorkingDays(days) => {
            let calendar = app.calendar(ctx, scheme.nation).await?;
            calendar.due(received, u32::from(days)).ok()
        }
    })
}

/// The review that a request is about, when the actor may know of it.
///
/// # Errors
/// [`AppError::Rule`] `request-no-review` when there is none that they may know of.
pub async fn about_of(app: &App, ctx: &Ctx, reference: &Reference) -> Result<CaseId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let found = vault::case_by_reference(tx, reference.as_str()).await?;
                let case = found.ok_or(VaultError::Rule("request-no-review"))?;
                if may_see(tx, Some(case)).await? {
                    Ok(case)
                } else {
                    Err(VaultError::Rule("request-no-review"))
                }
            })
        })
        .await?)
}

fn check(scheme: &Scheme, today: Date, body: &DataRequest) -> Result<(), &'static str> {
    if !scheme.requests.iter().any(|one| one.item.id == body.kind) {
        return Err("request-kind");
    }
    if !has_words(&body.from) || !has_words(&body.wanted) {
        return Err("request-words");
    }
    if body.received > today {
        return Err("request-later");
    }
    if body.due < body.received {
        return Err("request-due");
    }
    let known = |code: &String| has_code(scheme, "request_exemption", code);
    if !body.held_back.iter().all(known) {
        return Err("request-exemption");
    }
    if !body.held_back.is_empty() && !has_words(&body.held_back_why) {
        return Err("request-held-back");
    }
    match body.answered {
        Some(day) if day > today || day < body.received => Err("request-answered"),
        Some(_) if !has_words(&body.decided) => Err("request-decided"),
        _ => Ok(()),
    }
}

/// Adds a line or changes one. What a line is about is said once.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotFound`], [`AppError::Clash`]; [`AppError::Rule`]: `request-kind`, `request-words`, `request-later`,
/// `request-due`, `request-exemption`, `request-held-back`, `request-answered`, `request-decided`, each for what its text says.
pub async fn keep_request(
    app: &App,
    ctx: &Ctx,
    (form, place): (FormId, Place),
    about: Option<CaseId>,
    body: &DataRequest,
) -> Result<RecordId, AppError> {
    let scheme = &app.scheme_on(ctx.today())?.scheme;
    check(scheme, ctx.today(), body).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let see = tx.permit_organisation::<actions::SeeKeeping>()?;
                let permit = tx.permit_organisation::<actions::ManageKeeping>()?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let id = match place {
                    None => {
                        if !may_see(tx, about).await? {
                            return Err(VaultError::Rule("request-no-review"));
                        }
                        vault::add_data_request(tx, &permit, about, body).await?
                    }
                    Some((id, shown)) => {
                        let all = vault::data_requests(tx, &see).await?;
                        let line = all.iter().find(|one| one.id == id);
                        let case = line.and_then(|one| one.case.as_ref());
                        if !may_see(tx, case.map(|(case, _)| *case)).await? {
                            return Err(VaultError::NotFound);
                        }
                        vault::change_data_request(tx, &permit, (id, shown), body).await?;
                        id
                    }
                };
                vault::remember(tx, form, &id.to_string()).await?;
                Ok(id)
            })
        })
        .await?)
}
