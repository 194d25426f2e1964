//! For how long the partnership keeps what it keeps, where it differs from the scheme.

use access::ledger::{Entry, Outcome};
use access::{Action, Permit, actions};
use db::{Row, Statement, Value};
use model::{Instant, RecordId, Sensitive};

use crate::{VaultError, VaultTx};

pub(crate) const ADD: Statement = Statement::new(
    "change for how long something is kept",
    "INSERT INTO retention_rule (id, item, years, reason, by_whom, at) VALUES ($1, $2, $3, $4, $5, $6)",
);
pub(crate) const ALL: Statement = Statement::new(
    "for how long what is kept",
    "SELECT id, item, years, reason, by_whom, at FROM retention_rule ORDER BY at DESC, id DESC",
);

/// A change of the schedule. The newest of its item counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionRule {
    /// Its id.
    pub id: RecordId,
    /// The item of the scheme.
    pub item: String,
    /// Years from the day on which a case was closed; none: without an end.
    pub years: Option<i64>,
    /// Why.
    pub reason: Sensitive<String>,
    /// Who changed it.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// Every change of the schedule, newest first. Any permit of this store is enough: it is about no case.
///
/// # Errors
/// [`VaultError`].
pub async fn retention_rules<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<RetentionRule>, VaultError> {
    permit.check(tx.tx.number())?;
    tx.all(&ALL, []).await?.iter().map(read).collect()
}

/// Changes for how long something is kept; what counted before stays on record.
///
/// # Errors
/// [`VaultError`].
pub async fn add_retention_rule(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageKeeping>,
    (item, years): (&str, Option<i64>),
    reason: &str,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let id: RecordId = tx.ctx.new_id()?;
    let (by, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(id),
        item.into(),
        years.into(),
        reason.into(),
        Value::id(by),
        now.into(),
    ];
    tx.execute(&ADD, values).await?;
    let entry = Entry {
        action: "change_retention",
        record: Some(id),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

fn read(row: &Row) -> Result<RetentionRule, VaultError> {
    Ok(RetentionRule {
        id: row.parse("id")?,
        item: row.text("item")?,
        years: row.maybe_number("years")?,
        reason: Sensitive(row.text("reason")?),
        by: row.text("by_whom")?,
        at: row.instant("at")?,
    })
}
