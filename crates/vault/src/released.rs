//! Releases of learning that others can read, across the cases of a store.

use access::{Permit, actions};
use db::{Statement, Value};
use model::SharedId;
use model::case::{LearningRelease, ReleaseStands};
use model::record::Record as _;

use crate::kept::Kept;
use crate::records::standing;
use crate::{Stored, VaultError, VaultTx};

pub(crate) const OUT: Statement = Statement::new(
    "releases of learning that others can read",
    standing!(
        "WHERE r.kind = $1 AND r.state = $2 AND r.removed_at IS NULL ORDER BY r.added_at, r.id"
    ),
);

/// The releases that others can read, of the cases that the actor may read, also of closed ones. Only ids of them may leave the use
/// case: nothing is written down as read.
///
/// # Errors
/// [`VaultError`].
pub async fn releases_out(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<Stored<LearningRelease>>, VaultError> {
    permit.check(tx.tx.number())?;
    let values: [Value; 2] = [
        LearningRelease::KIND.into(),
        ReleaseStands::Out.code().into(),
    ];
    let mut out = Vec::new();
    for row in tx.all(&OUT, values).await? {
        let kept = Kept::read(&row)?;
        if tx
            .would_permit_in::<actions::ReadCase>(kept.case, kept.section)
            .await?
        {
            out.push(kept.stored()?);
        }
    }
    Ok(out)
}

/// Whether others read this item from here, whichever case it came from: no more than that is told, and only to whoever decides for the
/// organisation what it does with shared learning.
///
/// # Errors
/// [`VaultError`].
pub async fn is_released_here(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::DecideUptake>,
    item: SharedId,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let values: [Value; 2] = [
        LearningRelease::KIND.into(),
        ReleaseStands::Out.code().into(),
    ];
    for row in tx.all(&OUT, values).await? {
        let one: Stored<LearningRelease> = Kept::read(&row)?.stored()?;
        if one.body.item == item {
            return Ok(true);
        }
    }
    Ok(false)
}
