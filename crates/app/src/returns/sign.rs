//! Handing a return on within its agency, and signing it off: from then on the partnership reads exactly what stands there.

use access::{Ctx, Section, actions};
use model::case::{ReturnHead, ReturnSigned};
use model::{FormId, RecordId, Sensitive};
use vault::{ReturnMark, VaultError, VaultTx};

use super::answer::{read_mark, writing};
use super::hidden;
use crate::decision::decide::has_words;
use crate::keep::kept_before;
use crate::{App, AppError};

/// What whoever signs says with it.
#[derive(Debug, Clone, Default)]
pub struct Handed {
    /// Their role, as they give it.
    pub role: Sensitive<String>,
    /// Why nobody else could sign, where they wrote it themselves.
    pub alone: Sensitive<String>,
    /// What the partnership should know with it.
    pub words: Sensitive<String>,
    /// What they have read: [`super::ToAnswer::read_mark`] of the page on which they sign.
    pub read: String,
}

/// Says that the return is ready for whoever signs it off.
///
/// # Errors
/// [`AppError::Rule`]: `return-head` while nobody has said who writes and what was found; [`AppError::NotFound`].
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
) -> Result<(), VaultError> {
    let heads = vault::list_in_return::<_, ReturnHead>(tx, permit).await?;
    if heads.is_empty() {
        return Err(VaultError::Rule("return-head"));
    }
    Ok(())
}

/// Signs the return off. A second person does; where nobody else can, whoever wrote it says why.
///
/// # Errors
/// [`AppError::Rule`]: `return-head` while nobody has said who writes and what was found, `sign-role` without a role,
/// `sign-alone` when the signer wrote all of it and does not say why nobody else can sign, `return-unchanged` when nothing
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
                has_head(tx, &permit).await?;
                if read_mark(tx, &permit).await? != new.read {
                    return Err(VaultError::Rule("return-read"));
                }
                let changed = vault::changed_since_signed(tx, &permit).await?;
                if changed == 0 {
                    return Err(VaultError::Rule("return-unchanged"));
                }
                let me = tx.ctx.person()?.id;
                let authors = vault::authors_of_return(tx, &permit).await?;
                let alone = authors.iter().all(|author| *author == me.to_string());
                if alone && !has_words(&new.alone) {
                    return Err(VaultError::Rule("sign-alone"));
                }
                let body = ReturnSigned {
                    role: new.role.clone(),
                    alone: if alone {
                        new.alone.clone()
                    } else {
                        Sensitive::default()
                    },
                    words: new.words.clone(),
                };
                vault::add_to_return(tx, &permit, Section::General, &body).await?;
                vault::sign_off_return(tx, &permit).await?;
                vault::remember(tx, form, &request.to_string()).await
            })
        })
        .await?;
    Ok(())
}
