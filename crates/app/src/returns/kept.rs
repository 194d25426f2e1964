//! Keeping one of several records of a return: a line of it, an entry.

use access::{Ctx, Permit, Section, actions};
use model::record::Record;
use model::{FormId, RecordId};
use vault::{VaultError, VaultTx};

use super::answer::writing;
use crate::keep::{changed_meanwhile, kept_before};
use crate::{App, AppError, Place};

/// Adds a record to a return or changes one, once for each form. Returns its id.
pub(super) async fn keep<R: Record>(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, place): (FormId, Place),
    (reads, new): (Section, &R),
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                save(tx, &permit, (form, place), (reads, new)).await
            })
        })
        .await?)
}

/// Adds a record to the return of a permit or changes one, and remembers the form. Returns its id.
pub(super) async fn save<R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    (form, place): (FormId, Place),
    (reads, new): (Section, &R),
) -> Result<RecordId, VaultError> {
    let id = match place {
        None => vault::add_to_return(tx, permit, reads, new).await?,
        Some(place) => {
            vault::change_in_return(tx, permit, place, reads, new).await?;
            place.0
        }
    };
    vault::remember(tx, form, &id.to_string()).await?;
    Ok(id)
}

/// Takes a record of a return out of its agency's sight, once for each form; its versions are kept.
pub(super) async fn remove<R: Record>(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, place): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                vault::remove_from_return::<_, R>(tx, &permit, place).await?;
                vault::remember(tx, form, &place.0.to_string()).await
            })
        })
        .await
        .map_err(changed_meanwhile)
}
