//! Take a file out of sight, with a reason that stays.

use access::{Action, Ctx, actions};
use model::case::FileTakenAway;
use model::{CaseId, FileId, FormId, Sensitive};
use vault::{FilePlace, FileRow, VaultError, VaultTx};

use crate::incident::find;
use crate::{App, AppError, Reference};

/// The file that is to be taken away, for the page that asks why.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn to_take_away(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    file: FileId,
) -> Result<FileRow, AppError> {
    let vault = app.vault(ctx).await?;
    let found = vault.look(ctx, |tx| {
        Box::pin(async move {
            let case = find(tx, reference).await?;
            let place = vault::place_of_file(tx, case, file).await?;
            let read = tx.permit::<actions::ReadCase>(case, place.section).await?;
            let section = place.section;
            if as_own(tx, case, place).await? {
                drop(tx.permit::<actions::RemoveOwnFile>(case, section).await?);
            } else {
                drop(tx.permit::<actions::RemoveFile>(case, section).await?);
            }
            vault::file_of(tx, &read, file).await
        })
    });
    Ok(found.await?)
}

/// Takes a file out of sight and keeps why. Its sealed bytes stay until the case is disposed of.
///
/// # Errors
/// [`AppError::NotFound`] also when somebody else took it away meanwhile; [`AppError::NotPermitted`].
pub async fn take_away(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    file: FileId,
    reason: &str,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    let taken = vault.transact(ctx, |tx| {
        Box::pin(async move {
            if vault::already_done(tx, form).await?.is_some() {
                return Ok(());
            }
            let case = find(tx, reference).await?;
            let place = vault::place_of_file(tx, case, file).await?;
            if as_own(tx, case, place).await? {
                take::<actions::RemoveOwnFile>(tx, case, place, file, reason).await?;
            } else {
                take::<actions::RemoveFile>(tx, case, place, file, reason).await?;
            }
            vault::remember(tx, form, "taken away").await
        })
    });
    Ok(taken.await?)
}

/// Whether the reader takes it away because they added it, and not because they may take away any.
async fn as_own(tx: &mut VaultTx<'_>, case: CaseId, place: FilePlace) -> Result<bool, VaultError> {
    let me = tx.ctx.actor.person().map(|person| person.id);
    let is_own = me.is_some() && place.added_by == me;
    Ok(is_own
        && !tx
            .would_permit_in::<actions::RemoveFile>(case, place.section)
            .await?)
}

async fn take<A: Action>(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    place: FilePlace,
    file: FileId,
    reason: &str,
) -> Result<(), VaultError> {
    let permit = tx.permit::<A>(case, place.section).await?;
    let row = vault::file_of(tx, &permit, file).await?;
    vault::remove_file(tx, &permit, file).await?;
    let gone = FileTakenAway {
        file,
        kind: row.kind,
        added_at: row.added_at,
        added_by: row.added_by,
        reason: Sensitive(reason.to_owned()),
    };
    vault::save_new(tx, &permit, &gone).await?;
    Ok(())
}
