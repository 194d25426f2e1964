//! The second person for a published document or briefing: it stands in the library once somebody who did not add it has read it
//! as it will stand and agrees. They may send it back; whoever added it may withdraw it before.

use access::directory::Agency;
use access::{Ctx, actions};
use commons::{CommonsError, CommonsTx, Deposited};
use model::case::SharingAuthor;
use model::{Date, FormId, RecordId};

use super::documents::who_is_named;
use super::{Changed, done_before, follow};
use crate::decision::partners::agencies;
use crate::files::{Unread, carried_by};
use crate::returns::sources::text_of;
use crate::sharing::second_person;
use crate::{App, AppError};

/// What somebody may do about a document that waits for a second person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// Whether they are the second person; or the code of the rule that says why not.
    pub may: Result<(), &'static str>,
    /// Whether they added it, so that they may withdraw it.
    pub mine: bool,
}

impl Waits {
    pub(super) fn of(tx: &CommonsTx<'_>, one: &Deposited, here: &[Agency]) -> Self {
        let me = tx.ctx.actor.person().map(|person| person.id);
        let may = match tx.would_permit_organisation::<actions::AgreeLeaving>() {
            false => Err("release-not-wanted"),
            true if one.sent_back.is_some() => Err("second-sent-back"),
            true => is_second(tx.ctx, one, here),
        };
        Self {
            may,
            mine: me == Some(one.by.0),
        }
    }
}

fn is_second(ctx: &Ctx, one: &Deposited, here: &[Agency]) -> Result<(), &'static str> {
    let author = SharingAuthor {
        person: one.by.0,
        agency: one.agency,
    };
    second_person(ctx, here, &[author])
}

/// Agrees to a document, in the version that was shown. Its file is read once more and held against every review first.
///
/// # Errors
/// [`AppError::NotFound`] when it is not one of the organisation that waits; [`AppError::NotPermitted`]; [`AppError::Rule`]
/// `release-author` for whoever added it, `second-another-agency` for somebody of their agency, `second-sent-back` when it was sent back,
/// `document-identifies` when it names somebody of a review by now, `changed-meanwhile`, or why it could not be read.
pub async fn agree(
    app: &App,
    ctx: &Ctx,
    (form, id, shown): (FormId, RecordId, i64),
) -> Result<(), AppError> {
    if done_before(app, ctx, form).await? {
        return Ok(());
    }
    let here = &agencies(app, ctx).await?;
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::AgreeLeaving>()?);
            let one = commons::waiting_document(tx, id, shown).await?;
            Ok((one, commons::file_of_document(tx, id).await?))
        })
    });
    let (one, bytes) = read.await?;
    is_second(ctx, &one, here).map_err(AppError::Rule)?;
    let program = app.reading();
    let program = program.ok_or(AppError::Rule(Unread::NotStarted.code()))?;
    let read = text_of(program, (name_of(&one), bytes.clone())).await;
    let (kind, text) = read.map_err(|unread| AppError::Rule(unread.code()))?;
    let carries = carried_by(program, (kind, bytes)).await;
    let carries = carries.map_err(|unread| AppError::Rule(unread.code()))?;
    let names = who_is_named(app, ctx, &one.deposit, (&text, &carries)).await?;
    if !names.is_empty() {
        return Err(AppError::Rule("document-identifies"));
    }
    let agreed = commons.transact(ctx, |tx| {
        Box::pin(async move {
            commons::agree_document(tx, (id, shown)).await?;
            commons::remember(tx, form, &id.to_string()).await
        })
    });
    agreed.await?;
    follow(app, Changed::Document(id)).await;
    Ok(())
}

/// A name for the file, whose own name is not kept.
pub(super) fn name_of(one: &Deposited) -> &'static str {
    match one.media.as_str() {
        "application/pdf" => "document.pdf",
        _ => "document.docx",
    }
}

/// Sends a document back with a reason, in the version that was shown.
///
/// # Errors
/// As [`agree`]; [`AppError::Rule`] `second-why` without a reason.
pub async fn send_back(
    app: &App,
    ctx: &Ctx,
    (form, id, shown): (FormId, RecordId, i64),
    why: &str,
) -> Result<(), AppError> {
    let here = &agencies(app, ctx).await?;
    let commons = app.commons().await?;
    let sent = commons.transact(ctx, |tx| {
        Box::pin(async move {
            if commons::already_done(tx, form).await?.is_some() {
                return Ok(());
            }
            let one = commons::waiting_document(tx, id, shown).await?;
            is_second(tx.ctx, &one, here).map_err(CommonsError::Rule)?;
            commons::send_back_document(tx, (id, shown), why).await?;
            commons::remember(tx, form, &id.to_string()).await
        })
    });
    Ok(sent.await?)
}

/// Withdraws a document that the actor added and that waits, in the version that was shown.
///
/// # Errors
/// [`AppError::NotFound`] when it is not one of the organisation that waits; [`AppError::Rule`] `second-not-yours` when somebody else
/// added it, `changed-meanwhile`.
pub async fn withdraw(
    app: &App,
    ctx: &Ctx,
    (form, id, shown): (FormId, RecordId, i64),
) -> Result<(), AppError> {
    let commons = app.commons().await?;
    let withdrawn = commons.transact(ctx, |tx| {
        Box::pin(async move {
            if commons::already_done(tx, form).await?.is_some() {
                return Ok(());
            }
            commons::withdraw_document(tx, (id, shown)).await?;
            commons::remember(tx, form, &id.to_string()).await
        })
    });
    Ok(withdrawn.await?)
}

/// A document that waits for the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentWaits {
    /// The document.
    pub document: RecordId,
    /// Whether it was sent back to the actor; else it waits for them to read it.
    pub sent_back: bool,
    /// Since which day.
    pub since: Date,
}

/// The documents that wait for the actor: to be read as the second person, or sent back to them.
///
/// # Errors
/// [`AppError`].
pub async fn documents_waiting(app: &App, ctx: &Ctx) -> Result<Vec<DocumentWaits>, AppError> {
    let here = &agencies(app, ctx).await?;
    let commons = app.commons().await?;
    let waiting = commons.look(ctx, |tx| {
        Box::pin(async move {
            let all = commons::waiting_documents(tx).await?;
            let waits = |one: &Deposited| {
                let waits = Waits::of(tx, one, here);
                let sent_back = waits.mine && one.sent_back.is_some();
                (sent_back || waits.may.is_ok()).then_some(DocumentWaits {
                    document: one.id,
                    sent_back,
                    since: one.added_on(),
                })
            };
            Ok(all.iter().filter_map(waits).collect())
        })
    });
    Ok(waiting.await?)
}
