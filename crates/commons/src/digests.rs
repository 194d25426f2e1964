//! When somebody was last told that there is something new.

use std::collections::BTreeMap;

use access::{Permit, actions};
use db::{Statement, Value};
use model::{Instant, PersonId};

use crate::{CommonsError, CommonsTx};

const ALL: Statement = Statement::new(
    "when people were last told of what is new",
    "SELECT person, at FROM digest_sent",
);
const KEEP: Statement = Statement::new(
    "somebody was told of what is new",
    "INSERT INTO digest_sent (person, at) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET at = $2",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&ALL, &KEEP];

/// When each person was last told that there is something new.
///
/// # Errors
/// [`CommonsError`].
pub async fn digests_sent(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::RemindDigest>,
) -> Result<BTreeMap<PersonId, Instant>, CommonsError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&ALL, []).await?;
    rows.iter()
        .map(|row| Ok((row.parse("person")?, row.instant("at")?)))
        .collect()
}

/// Keeps that people are told now that there is something new.
///
/// # Errors
/// [`CommonsError`].
pub async fn keep_digests(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::RemindDigest>,
    people: &[PersonId],
) -> Result<(), CommonsError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    for person in people {
        tx.execute(&KEEP, [Value::id(person), now.into()]).await?;
    }
    Ok(())
}
