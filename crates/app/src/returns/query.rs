//! Questions about a return: a thread on the exact entry or part, and accepting what was returned.

use access::{Action, Ctx, Permit, Section, actions};
use model::case::{QueryAnswer, ReturnQuery};
use model::{FormId, RecordId, Sensitive};
use vault::{ReturnMark, Stored, VaultError, VaultTx};

use super::{MailKind, hidden};
use crate::decision::decide::has_words;
use crate::keep::{changed_meanwhile, kept_before};
use crate::{App, AppError};

/// An hour, in seconds.
const AN_HOUR: i64 = 60 * 60;

/// Asks the agency about an entry or a part of what it signed off.
///
/// # Errors
/// [`AppError::Rule`]: `query-words` when nothing is asked; [`AppError::NotFound`] for something that the asker does not see.
pub async fn ask_about(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, (about, version)): (FormId, (RecordId, i64)),
    words: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(words) {
        return Err(AppError::Rule("query-words"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit_return::<actions::QueryReturn>(request)
                    .await
                    .map_err(hidden)?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                if !vault::is_signed_in_return(tx, &permit, about).await? {
                    return Err(VaultError::NotFound);
                }
                let body = ReturnQuery {
                    about,
                    version,
                    by: tx.ctx.person()?.id,
                    at: tx.ctx.now,
                    words: words.clone(),
                    answers: Vec::new(),
                    settled: false,
                };
                let id = vault::add_to_return(tx, &permit, Section::General, &body).await?;
                tell_agency(tx, &permit, request).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Asks for an e-mail to everybody who answers the request: that something was asked, and nothing of what. Whoever was told within the
/// hour is told of all of it; in a practice run nobody is written to.
async fn tell_agency(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::QueryReturn>,
    request: RecordId,
) -> Result<(), VaultError> {
    let (case, _) = permit.of_return()?;
    if vault::case_of_return(tx, permit).await?.practice {
        return Ok(());
    }
    let kind = MailKind::Question.code();
    let since = tx.ctx.now.plus_seconds(-AN_HOUR);
    for one in vault::answering(tx, permit, request).await? {
        if !vault::mailed_since(tx, permit, (one.person, kind), since).await? {
            vault::queue_mail(tx, permit, (case, Some(request)), kind, Ok(one.person)).await?;
        }
    }
    Ok(())
}

/// Says something in a thread: the agency answers, the partnership asks further.
///
/// # Errors
/// [`AppError::Rule`]: `query-words` when nothing is said, `changed-meanwhile`; [`AppError::NotFound`].
pub async fn tell(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, place): (FormId, (RecordId, i64)),
    words: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(words) {
        return Err(AppError::Rule("query-words"));
    }
    change(app, ctx, request, (form, place), Some(words)).await
}

/// Says that the question is answered.
///
/// # Errors
/// [`AppError::Rule`]: `changed-meanwhile`; [`AppError::NotFound`] for the agency: whoever asks settles.
pub async fn settle(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    change(app, ctx, request, sent, None).await
}

async fn change(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, place): (FormId, (RecordId, i64)),
    words: Option<&Sensitive<String>>,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let asks = tx
                    .would_permit_return::<actions::QueryReturn>(request)
                    .await?;
                if asks {
                    let permit = tx.permit_return::<actions::QueryReturn>(request).await?;
                    if words.is_some() && kept_before(tx, form).await?.is_none() {
                        tell_agency(tx, &permit, request).await?;
                    }
                    return changed(tx, &permit, (form, place), words).await;
                }
                let permit = tx
                    .permit_return::<actions::WriteReturn>(request)
                    .await
                    .map_err(hidden)?;
                if words.is_none() {
                    return Err(VaultError::NotFound);
                }
                changed(tx, &permit, (form, place), words).await
            })
        })
        .await
        .map_err(changed_meanwhile)
}

async fn changed<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (form, place): (FormId, (RecordId, i64)),
    words: Option<&Sensitive<String>>,
) -> Result<(), VaultError> {
    if kept_before(tx, form).await?.is_some() {
        return Ok(());
    }
    let before: Stored<ReturnQuery> = vault::query_in_return(tx, permit, place.0).await?;
    let mut body = before.body;
    match words {
        None => body.settled = true,
        Some(words) => {
            body.settled = false;
            body.answers.push(QueryAnswer {
                by: tx.ctx.person()?.id,
                at: tx.ctx.now,
                words: words.clone(),
            });
        }
    }
    vault::change_in_return(tx, permit, place, Section::General, &body).await?;
    vault::remember(tx, form, &place.0.to_string()).await
}

/// Accepts what was last signed off: it counts as received, and nobody is reminded.
///
/// # Errors
/// [`AppError::NotFound`] before it is signed off, and for whoever does not run the review; [`AppError::Rule`] `accept-added` when
/// somebody was added to the request since, and the agency has not said how it searched for them.
pub async fn accept(app: &App, ctx: &Ctx, request: RecordId, form: FormId) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit_return::<actions::AcceptReturn>(request)
                    .await
                    .map_err(hidden)?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let stands = vault::return_of(tx, &permit, request).await?;
                if vault::is_added_to(tx, &permit, &stands).await? {
                    return Err(VaultError::Rule("accept-added"));
                }
                vault::mark_return(tx, &permit, request, ReturnMark::Accepted).await?;
                vault::remember(tx, form, &request.to_string()).await
            })
        })
        .await?;
    Ok(())
}
