//! What an organisation learned from its own work, on its way out: read by whoever may write in its own place beside any case.

use access::{Ctx, Section, actions};
use model::learning::Moment;
use model::{CaseId, RecordId, Sensitive};
use vault::{Stored, VaultError, VaultTx};

use super::made::Made;
use super::read::SharingList;
use crate::incident::find;
use crate::{App, AppError, Reference};

/// What is shared from the organisation's own work, for whoever may write there.
pub(super) async fn from_own_work(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<SharingList, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::WriteSharing>(case, Section::General)
                    .await?;
                tx.counts_as_reading(&permit)?;
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                Ok::<_, VaultError>(SharingList {
                    case: vault::case_of(tx, &permit).await?,
                    made: Made::take(&mut kinds)?,
                    moments: kinds.take()?,
                    points: Vec::new(),
                    may_write: true,
                    own_work: true,
                })
            })
        })
        .await?)
}

/// The words of a moment of the organisation's own work, for those who may write there.
pub(super) async fn of_own_moment(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    id: RecordId,
) -> Result<Option<Sensitive<String>>, VaultError> {
    if !tx.would_permit::<actions::RecordMoment>(case).await? {
        return Ok(None);
    }
    let permit = tx
        .permit::<actions::RecordMoment>(case, Section::General)
        .await?;
    let all: Vec<Stored<Moment>> = vault::list_with(tx, &permit).await?;
    let found = all.into_iter().find(|one| one.id == id);
    Ok(found.map(|one| one.body.seen_differently))
}
