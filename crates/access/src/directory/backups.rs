//! Backups of the instance that were made, and until when each is kept: what they hold of a case that was disposed of goes
//! when they do.

use db::{Row, Statement, Value};
use model::{Date, Instant, RecordId};

use super::{DirectoryError, DirectoryTx};
use crate::{Permit, actions};

pub(super) const ADD: Statement = Statement::new(
    "add a backup",
    "INSERT INTO backup_made (id, at, expires) VALUES ($1, $2, $3)",
);
pub(super) const BEFORE: Statement = Statement::new(
    "backups made before a moment that are not expired",
    "SELECT id, at, expires FROM backup_made WHERE at < $1 AND (expires IS NULL OR expires >= $2) ORDER BY at DESC, id",
);

/// A backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its id.
    pub id: RecordId,
    /// When it was made.
    pub at: Instant,
    /// The last day on which it is kept; none where nobody said.
    pub expires: Option<Date>,
}

/// Records that a backup was made, and until when it is kept.
///
/// # Errors
/// [`DirectoryError`].
pub async fn record_backup(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    expires: Option<Date>,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let id: RecordId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    tx.execute(&ADD, [Value::id(id), now.into(), expires.into()])
        .await?;
    tx.note("record_backup").await
}

/// Backups made before a moment that are still kept on a day, newest first. They say nothing of any case.
///
/// # Errors
/// [`DirectoryError`].
pub async fn backups_before(
    tx: &mut DirectoryTx<'_>,
    before: Instant,
    today: Date,
) -> Result<Vec<Backup>, DirectoryError> {
    let rows = tx.all(&BEFORE, [before.into(), today.into()]).await?;
    let read = |row: &Row| {
        Ok(Backup {
            id: row.parse("id")?,
            at: row.instant("at")?,
            expires: row.maybe_parse("expires")?,
        })
    };
    rows.iter().map(read).collect()
}
