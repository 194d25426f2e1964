//! Everything that was written in a section of a case, every version of it, for an answer to somebody who asks what is held
//! on them.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::{Instant, RecordId, Sensitive};

use crate::{VaultError, VaultTx};

pub(crate) const WRITTEN: Statement = Statement::new(
    "every version of every record of a section",
    "SELECT r.id, r.kind, r.removed_at, v.version, v.at, v.by_whom, v.body FROM revision v JOIN record r ON r.id = v.record \
     WHERE r.case_id = $1 AND r.section = $2 ORDER BY r.added_at, r.id, v.version",
);

/// One version of one record, whatever its kind.
#[derive(Debug, Clone)]
pub struct Written {
    /// The record.
    pub record: RecordId,
    /// Code of its kind.
    pub kind: String,
    /// When it was taken out of sight.
    pub removed_at: Option<Instant>,
    /// Which version.
    pub version: i64,
    /// When it was written.
    pub at: Instant,
    /// By whom: id of a person, name of a job, or the operator's reason.
    pub by: String,
    /// The body as kept, in JSON.
    pub body: Sensitive<String>,
}

fn written(row: &Row) -> Result<Written, VaultError> {
    Ok(Written {
        record: row.parse("id")?,
        kind: row.text("kind")?,
        removed_at: row.maybe_instant("removed_at")?,
        version: row.number("version")?,
        at: row.instant("at")?,
        by: row.text("by_whom")?,
        body: Sensitive(row.text("body")?),
    })
}

/// Every version of every record of the case and section that the permit is for, taken out of sight or not, record by
/// record. That somebody took it, and about which record, is written down.
///
/// # Errors
/// [`VaultError`].
pub async fn everything_written(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ExportPerson>,
    about: Option<RecordId>,
) -> Result<Vec<Written>, VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let of = [Value::id(case), permit.section().code().into()];
    let rows = tx.all(&WRITTEN, of).await?;
    let found: Result<Vec<Written>, VaultError> = rows.iter().map(written).collect();
    let entry = Entry {
        action: permit.code(),
        case: Some(case),
        record: about,
        ..Entry::default()
    };
    tx.note(Outcome::Read, entry).await?;
    found
}
