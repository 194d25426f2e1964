//! Handing a return on within its agency, and signing it off: from then on the partnership reads exactly what stands there.

use access::{Ctx, Section, actions};
use model::case::{OpenAtSigning, ReturnFound, ReturnHead, ReturnSigned, ReturnText};
use model::chronology::{Entry, Labels};
use model::{FormId, RecordId, Sensitive};
use vault::{ReturnMark, VaultError, VaultTx};

use super::answer::{read_mark, writing};
use super::head::check_signed;
use super::hidden;
use super::sources::in_return;
use crate::decision::decide::has_words;
use crate::keep::kept_before;
use crate::{App, AppError};

/// What whoever signs says with it.
#[derive(Debug, Clone, Default)]
pub struct Handed {
    /// Their role, as they give it.
    pub role: Sensitive<String>,
    /// Why nobody else could sign, where they wrote or took in something of it themselves.
    pub alone: Sensitive<String>,
    /// What the partnership should know with it; also why entries that were signed off before say something else.
    pub words: Sensitive<String>,
    /// What they have read: [`super::ToAnswer::read_mark`] of the page on which they sign.
    pub read: String,
    /// Why rows and questions of documents that were brought in are left open.
    pub left_open: Sensitive<String>,
    /// Whether none of what is left open belongs in the return.
    pub left_out: bool,
    /// The words of our own tables, by which documents are read.
    pub labels: Labels,
}

/// Says that the return is ready for whoever signs it off.
///
/// # Errors
/// [`AppError::Rule`]: `return-head` while nobody has said who writes and what was found, and what [`super::keep_head`] says of it, as
/// `return-searched` when somebody was added to the request since; [`AppError::NotFound`].
pub async fn hand_on(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    form: FormId,
) -> Result<(), AppError> {
    mark(app, ctx, request, form, ReturnMark::Returned).await
}

/// Sends the return back to its authors before it is signed off.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn send_back(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    form: FormId,
) -> Result<(), AppError> {
    mark(app, ctx, request, form, ReturnMark::Back).await
}

async fn mark(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    form: FormId,
    mark: ReturnMark,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                if mark == ReturnMark::Returned {
                    has_head(tx, &permit).await?;
                }
                vault::mark_return(tx, &permit, request, mark).await?;
                vault::remember(tx, form, &request.to_string()).await
            })
        })
        .await?;
    Ok(())
}

async fn has_head<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
) -> Result<ReturnHead, VaultError> {
    let mut heads = vault::list_in_return::<_, ReturnHead>(tx, permit).await?;
    let head = heads.pop().ok_or(VaultError::Rule("return-head"))?;
    let asked = vault::request_of_return(tx, permit).await?.body.about;
    check_signed(&head.body, &asked).map_err(VaultError::Rule)?;
    Ok(head.body)
}

/// Signs the return off. A second person does; where nobody else can, whoever wrote or took in something of it says why. What of
/// documents that were brought in is still open is signed off as such: with a reason, or as left out.
///
/// # Errors
/// [`AppError::Rule`]: `return-head` while nobody has said who writes and what was found, and what [`super::keep_head`] says of it,
/// `sign-role` without a role,
/// `sign-alone` when the signer wrote something of it and does not say why nobody else can sign, `sign-open` when something of
/// documents is open and the signer says neither why nor that it is left out, `return-changed` when an entry that was signed off before, or
/// how everybody was searched for, says something else or was taken away and the signer does not say why, `return-nothing` when the
/// agency knows something, nothing of it stands in the return and the signer does not say why, `return-unchanged` when nothing
/// has changed since it was signed off, `return-read` when something has changed since the signer read it; [`AppError::NotFound`] for whoever does not sign for the agency.
pub async fn sign_off(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, new): (FormId, &Handed),
) -> Result<(), AppError> {
    if !has_words(&new.role) {
        return Err(AppError::Rule("sign-role"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit_return::<actions::SignOffReturn>(request)
                    .await
                    .map_err(hidden)?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let found = has_head(tx, &permit).await?.found;
                if read_mark(tx, &permit).await? != new.read {
                    return Err(VaultError::Rule("return-read"));
                }
                let changed = vault::changed_since_signed(tx, &permit).await?;
                if changed == 0 {
                    return Err(VaultError::Rule("return-unchanged"));
                }
                let body = signature(tx, &permit, (found, new)).await?;
                vault::add_to_return(tx, &permit, Section::General, &body).await?;
                vault::sign_off_return(tx, &permit).await?;
                vault::remember(tx, form, &request.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// What is kept of a signature.
async fn signature(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, actions::SignOffReturn>,
    (found, new): (ReturnFound, &Handed),
) -> Result<ReturnSigned, VaultError> {
    let me = tx.ctx.person()?.id.to_string();
    let authors = vault::authors_of_return(tx, permit).await?;
    let own = authors.contains(&me);
    if own && !has_words(&new.alone) {
        return Err(VaultError::Rule("sign-alone"));
    }
    let changed = vault::changed_signed::<Entry>(tx, permit).await?;
    let searches = vault::changed_signed::<ReturnHead>(tx, permit).await?;
    if !has_words(&new.words) {
        if !changed.is_empty() || !searches.is_empty() {
            return Err(VaultError::Rule("return-changed"));
        }
        if found.is_known() && is_empty(tx, permit).await? {
            return Err(VaultError::Rule("return-nothing"));
        }
    }
    Ok(ReturnSigned {
        role: new.role.clone(),
        alone: if own {
            new.alone.clone()
        } else {
            Sensitive::default()
        },
        words: new.words.clone(),
        open: left_open(tx, permit, new).await?,
        changed,
        searches,
        with_others: own && authors.len() > 1,
    })
}

/// Whether neither an entry nor a part stands in a return.
async fn is_empty<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
) -> Result<bool, VaultError> {
    let entries = vault::list_in_return::<_, Entry>(tx, permit).await?;
    let texts = vault::list_in_return::<_, ReturnText>(tx, permit).await?;
    Ok(entries.is_empty() && texts.is_empty())
}

/// What of documents is open, with what the signer says of it.
async fn left_open<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
    new: &Handed,
) -> Result<Option<OpenAtSigning>, VaultError> {
    let all = in_return(tx, permit, &new.labels).await?;
    let things: usize = all.iter().map(|one| one.open).sum();
    let unread = all.iter().filter(|one| one.wants_columns).count();
    if things == 0 && unread == 0 {
        return Ok(None);
    }
    if !new.left_out && !has_words(&new.left_open) {
        return Err(VaultError::Rule("sign-open"));
    }
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    Ok(Some(OpenAtSigning {
        things: count(things),
        unread: count(unread),
        left_out: new.left_out,
        why: new.left_open.clone(),
    }))
}
