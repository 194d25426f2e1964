//! A form that is sent twice has one result, in every store that takes forms.

use db::{DbError, Statement, Tx, Value};
use model::{FormId, Instant, PersonId};

/// What the result of a form is read by.
pub const DONE: Statement = Statement::new(
    "result of a form",
    "SELECT result FROM form_result WHERE form = $1 AND person = $2",
);
/// What the result of a form is kept by.
pub const REMEMBER: Statement = Statement::new(
    "remember the result of a form",
    "INSERT INTO form_result (form, person, at, result) VALUES ($1, $2, $3, $4)",
);

/// What forgets results that no longer matter.
pub const FORGET: Statement = Statement::new(
    "forget results of forms",
    "DELETE FROM form_result WHERE at < $1",
);

/// The result of this form when this person has already sent it.
///
/// # Errors
/// [`DbError`].
pub async fn result_of(
    tx: &mut Tx<'_>,
    person: PersonId,
    form: FormId,
) -> Result<Option<String>, DbError> {
    let row = tx
        .first(&DONE, [Value::id(form), Value::id(person)])
        .await?;
    row.map(|row| row.text("result")).transpose()
}

/// Keeps the result of a form. When the same form arrived twice at once, the second is a conflict, is run again from
/// the start, and then finds the first one's result.
///
/// # Errors
/// [`DbError`].
pub async fn keep_result(
    tx: &mut Tx<'_>,
    (person, now): (PersonId, Instant),
    form: FormId,
    result: &str,
) -> Result<(), DbError> {
    let values = [
        Value::id(form),
        Value::id(person),
        now.into(),
        result.into(),
    ];
    match tx.execute(&REMEMBER, values).await {
        Ok(_) => Ok(()),
        Err(DbError::Refused(name)) => Err(DbError::Conflict(name)),
        Err(other) => Err(other),
    }
}
