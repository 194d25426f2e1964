//! An organisation's own learning among what is shared: it reads there what others did, and is not one of them. That it is its own stands
//! in no shared store; it is known by the id of the item, in its own store.

use access::{Ctx, actions};
use model::SharedId;
use vault::VaultError;

use super::tell::{ToldUs, out_of_here};
use crate::{App, AppError};

/// That an item was released from the asker's own organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReleasedHere {
    /// The release, where the asker may read its case.
    pub release: Option<ToldUs>,
}

/// Whether an item was released from here, for whoever decides on shared learning; nothing for everybody else.
pub(super) async fn released_here(
    app: &App,
    ctx: &Ctx,
    item: SharedId,
) -> Result<Option<ReleasedHere>, AppError> {
    let vault = app.vault(ctx).await?;
    let own = vault.look(ctx, |tx| {
        Box::pin(async move {
            if !tx.would_permit_organisation::<actions::DecideUptake>() {
                return Ok(false);
            }
            let permit = tx.permit_organisation::<actions::DecideUptake>()?;
            let own: Result<bool, VaultError> = vault::is_released_here(tx, &permit, item).await;
            own
        })
    });
    if !own.await? {
        return Ok(None);
    }
    let out = out_of_here::<actions::ReadLibrary>(app, ctx).await?;
    let release = out.into_iter().find(|(id, _)| *id == item);
    Ok(Some(ReleasedHere {
        release: release.map(|(_, release)| release),
    }))
}

/// Refuses, with this rule, what only others do with an item.
pub(super) async fn only_others(
    app: &App,
    ctx: &Ctx,
    (item, rule): (SharedId, &'static str),
) -> Result<(), AppError> {
    match released_here(app, ctx, item).await? {
        None => Ok(()),
        Some(_) => Err(AppError::Rule(rule)),
    }
}
