//! A form that is sent twice has one result.

use db::{Statement, Value};
use model::FormId;

use crate::{VaultError, VaultTx};

pub(crate) const DONE: Statement = Statement::new(
    "result of a form",
    "SELECT result FROM form_result WHERE form = $1 AND person = $2",
);
pub(crate) const REMEMBER: Statement = Statement::new(
    "remember the result of a form",
    "INSERT INTO form_result (form, person, at, result) VALUES ($1, $2, $3, $4)",
);

/// The result of this form when this person has already sent it.
///
/// # Errors
/// [`VaultError`].
pub async fn already_done(
    tx: &mut VaultTx<'_>,
    form: FormId,
) -> Result<Option<String>, VaultError> {
    let person = tx.ctx.person()?.id;
    let row = tx
        .first(&DONE, [Value::id(form), Value::id(person)])
        .await?;
    Ok(row.map(|row| row.text("result")).transpose()?)
}

/// Keeps the result of a form. When the same form arrived twice at once, the second is run again
/// from the start and then finds the first one's result.
///
/// # Errors
/// [`VaultError`].
pub async fn remember(tx: &mut VaultTx<'_>, form: FormId, result: &str) -> Result<(), VaultError> {
    let person = tx.ctx.person()?.id;
    let now = tx.ctx.now;
    let values = [
        Value::id(form),
        Value::id(person),
        now.into(),
        result.into(),
    ];
    tx.execute(&REMEMBER, values)
        .await
        .map(|_| ())
        .map_err(VaultError::taken_meanwhile)
}
