//! Wording that a partnership has confirmed although nobody has checked it, and confirmations taken back.

use db::{Row, Statement, Value};
use model::scheme::{Confirmation, Confirmations};
use model::{Instant, OrganisationId, PersonId, RecordId, Sensitive};

use super::{DirectoryError, DirectoryTx};
use crate::{Permit, actions};

pub(super) const CONFIRM: Statement = Statement::new(
    "confirm wording",
    "INSERT INTO wording_confirmed (organisation, scheme_digest, item, by_whom, at) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organisation, scheme_digest, item) DO NOTHING",
);
pub(super) const CONFIRMED: Statement = Statement::new(
    "confirmed wording",
    "SELECT item, by_whom, at FROM wording_confirmed WHERE organisation = $1 AND scheme_digest = $2",
);

pub(super) const TAKE_BACK: Statement = Statement::new(
    "take a confirmation back",
    "DELETE FROM wording_confirmed \
     WHERE organisation = $1 AND scheme_digest = $2 AND item = $3 AND by_whom = $4 AND at = $5",
);
pub(super) const ADD_WITHDRAWN: Statement = Statement::new(
    "keep a confirmation that was taken back",
    "INSERT INTO wording_withdrawn (id, organisation, scheme_digest, item, confirmed_by, confirmed_at, \
     by_whom, at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
pub(super) const WITHDRAWN: Statement = Statement::new(
    "confirmations that were taken back",
    "SELECT item, confirmed_by, confirmed_at, by_whom, at, reason FROM wording_withdrawn \
     WHERE organisation = $1 AND scheme_digest = $2 ORDER BY at DESC, id DESC",
);

/// A confirmation that somebody took back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// The address of the wording.
    pub item: String,
    /// The confirmation that had stood.
    pub confirmed: Confirmation,
    /// Who took it back.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Sensitive<String>,
}

/// Records that a person of the organisation confirmed wording of a scheme that nobody had checked. The
/// first confirmation stands.
///
/// # Errors
/// [`DirectoryError`].
pub async fn confirm_wording(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageSettings>,
    scheme_digest: &str,
    item: &str,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let (by, now, organisation) = (tx.ctx.person()?.id, tx.ctx.now, permit.organisation());
    let values = [
        Value::id(organisation),
        scheme_digest.into(),
        item.into(),
        Value::id(by),
        now.into(),
    ];
    if tx.execute(&CONFIRM, values).await? == 0 {
        return Ok(());
    }
    tx.note("confirm_wording").await
}

/// The items of a scheme whose wording the organisation has confirmed, with who confirmed each and when.
///
/// # Errors
/// [`DirectoryError`].
pub async fn confirmed_wording(
    tx: &mut DirectoryTx<'_>,
    organisation: OrganisationId,
    scheme_digest: &str,
) -> Result<Confirmations, DirectoryError> {
    let rows = tx
        .all(&CONFIRMED, [Value::id(organisation), scheme_digest.into()])
        .await?;
    let read = |row: &Row| {
        let confirmation = Confirmation {
            by: row.parse("by_whom")?,
            at: row.instant("at")?,
        };
        Ok((row.text("item")?, confirmation))
    };
    rows.iter().map(read).collect()
}

/// Takes a confirmation back: the wording may not go out any more, and who had confirmed it stays on record.
/// Of one that does not stand any more nothing is taken back: `false`.
///
/// # Errors
/// [`DirectoryError`].
pub async fn withdraw_wording(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageSettings>,
    (scheme_digest, item): (&str, &str),
    confirmed: Confirmation,
    reason: &str,
) -> Result<bool, DirectoryError> {
    permit.check(tx.tx.number())?;
    let (by, now, organisation) = (tx.ctx.person()?.id, tx.ctx.now, permit.organisation());
    let standing = [
        Value::id(organisation),
        scheme_digest.into(),
        item.into(),
        Value::id(confirmed.by),
        confirmed.at.into(),
    ];
    if tx.execute(&TAKE_BACK, standing).await? == 0 {
        return Ok(false);
    }
    let id: RecordId = tx.ctx.new_id()?;
    let kept = [
        Value::id(id),
        Value::id(organisation),
        scheme_digest.into(),
        item.into(),
        Value::id(confirmed.by),
        confirmed.at.into(),
        Value::id(by),
        now.into(),
        reason.into(),
    ];
    tx.execute(&ADD_WITHDRAWN, kept).await?;
    tx.note("withdraw_wording").await?;
    Ok(true)
}

/// The confirmations of a scheme's wording that the organisation took back, newest first.
///
/// # Errors
/// [`DirectoryError`].
pub async fn withdrawn_wording(
    tx: &mut DirectoryTx<'_>,
    organisation: OrganisationId,
    scheme_digest: &str,
) -> Result<Vec<Withdrawn>, DirectoryError> {
    let rows = tx
        .all(&WITHDRAWN, [Value::id(organisation), scheme_digest.into()])
        .await?;
    let read = |row: &Row| {
        Ok(Withdrawn {
            item: row.text("item")?,
            confirmed: Confirmation {
                by: row.parse("confirmed_by")?,
                at: row.instant("confirmed_at")?,
            },
            by: row.parse("by_whom")?,
            at: row.instant("at")?,
            reason: Sensitive(row.text("reason")?),
        })
    };
    rows.iter().map(read).collect()
}
