//! Learning that only the partnership reads: by everybody who works for it, also beside the review that it came from. It is looked
//! for in memory, and is in no index and no store but the partnership's own (decision 0057).

mod end;
mod find;
mod open;
mod told;

use access::{Ctx, Section, actions};
use model::CaseId;
use model::case::{PartnershipItem, PartnershipItemEnded, RecallReason};
use model::learning::EndedShared;
use vault::{VaultError, VaultTx};

use crate::sharing::{ends, kept_as};
use crate::{App, AppError};

pub use end::{Ending, end, item_to_end};
pub(crate) use find::near_ours;
pub use find::{Ours, found};
pub use open::{OurItem, Wider, open};
pub(crate) use told::to_tell;
pub use told::{say_told, taken_back};

/// The partnership's own place, where it is open; none while nobody put anything there, and for whoever reads no shared learning.
async fn own_place(tx: &mut VaultTx<'_>) -> Result<Option<CaseId>, VaultError> {
    if !tx.would_permit_organisation::<actions::ReadLibrary>() {
        return Ok(None);
    }
    let library = tx.permit_organisation::<actions::ReadLibrary>()?;
    vault::own_place(tx, &library).await
}

/// The same, for whoever may read what is kept there.
async fn readable_place(tx: &mut VaultTx<'_>) -> Result<Option<CaseId>, VaultError> {
    let Some(place) = own_place(tx).await? else {
        return Ok(None);
    };
    let may = tx.would_permit::<actions::ReadPartnershipItem>(place);
    Ok(may.await?.then_some(place))
}

/// What stands, the newest first; nothing for whoever may not read it. The reading is written down.
async fn standing(app: &App, ctx: &Ctx) -> Result<Vec<PartnershipItem>, AppError> {
    let vault = app.vault(ctx).await?;
    let mut items: Vec<PartnershipItem> = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let Some(place) = readable_place(tx).await? else {
                    return Ok(Vec::new());
                };
                let permit = tx
                    .permit::<actions::ReadPartnershipItem>(place, Section::General)
                    .await?;
                let all = vault::list_with::<_, PartnershipItem>(tx, &permit).await?;
                if !all.is_empty() {
                    tx.counts_as_reading(&permit)?;
                }
                Ok::<_, VaultError>(all.into_iter().map(|one| one.body).collect())
            })
        })
        .await?;
    if items.is_empty() {
        return Ok(items);
    }
    let known = ends(app, ctx).await?;
    for item in &mut items {
        end_by(item, known.get(&kept_as(item.item)?));
    }
    items.retain(|one| one.ended.is_none());
    items.sort_by_key(|one| std::cmp::Reverse((one.released_on, one.item)));
    Ok(items)
}

/// Takes the words of an item that the directory says was taken back: it may stand in an older copy of the store.
fn end_by(item: &mut PartnershipItem, known: Option<&EndedShared>) {
    let Some(end) = known else { return };
    item.learning = None;
    let ended = PartnershipItemEnded {
        reason: RecallReason::nearest(&end.reason),
        on: end.on,
        why: None,
    };
    item.ended.get_or_insert(ended);
}
