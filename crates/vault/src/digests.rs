//! E-mails that only say that there is something new in shared learning.

use access::{Action, Permit};
use db::{Statement, Value};
use model::{Instant, PersonId};

use crate::{VaultError, VaultTx};

const SINCE: Statement = Statement::new(
    "e-mails of one kind to one person",
    "SELECT COUNT(*) AS many FROM mail_out WHERE person = $1 AND kind = $2 AND added_at > $3",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&SINCE];

/// Whether somebody was sent an e-mail of this kind from here after a moment.
///
/// # Errors
/// [`VaultError`].
pub async fn mailed_since<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (person, kind): (PersonId, &'static str),
    since: Instant,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let of = [Value::id(person), kind.into(), since.into()];
    let row = tx.first(&SINCE, of).await?.ok_or(VaultError::NotFound)?;
    Ok(row.number("many")? > 0)
}
