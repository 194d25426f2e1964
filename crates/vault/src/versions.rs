//! Every version of the records of a kind, for whoever asks what was changed.

use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::Instant;
use model::record::Record;

use crate::records::{Revision, stored};
use crate::{VaultError, VaultTx};

pub(crate) const LOG: Statement = Statement::new(
    "every version of the records of one kind",
    "SELECT v.record AS id, v.case_id, v.kind, r.section, r.state, r.due, v.version, v.at AS added_at, v.at AS changed_at, \
     v.by_whom, v.agency, v.body, r.version AS last_version, r.removed_at FROM revision v JOIN record r ON r.id = v.record \
     WHERE v.case_id = $1 AND v.kind = $2 AND r.section = $3 ORDER BY v.record, v.version",
);

/// A version of a record among all of its kind.
#[derive(Debug, Clone)]
pub struct Logged<R> {
    /// The version.
    pub revision: Revision<R>,
    /// Whether it is the last one.
    pub is_last: bool,
    /// When the record was taken out of sight.
    pub removed_at: Option<Instant>,
}

/// Every version of every record of a kind in the section that the permit is for, those that were taken out of sight too: record by
/// record, oldest first.
///
/// # Errors
/// [`VaultError::Body`] when one cannot be read back.
pub async fn log<R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<Logged<R>>, VaultError> {
    permit.check(tx.tx.number())?;
    let values = [
        Value::id(permit.case()?),
        R::KIND.into(),
        permit.section().code().into(),
    ];
    let read = |row: &Row| {
        let revision: Revision<R> = stored(row)?;
        Ok(Logged {
            is_last: revision.version == row.number("last_version")?,
            removed_at: row.maybe_instant("removed_at")?,
            revision,
        })
    };
    tx.all(&LOG, values).await?.iter().map(read).collect()
}
