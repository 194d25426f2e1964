//! A form that is sent twice has one result.

use access::forms;
use model::FormId;

use crate::{CommonsError, CommonsTx};

/// The result of this form when this person has already sent it.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn already_done(
    tx: &mut CommonsTx<'_>,
    form: FormId,
) -> Result<Option<String>, CommonsError> {
    let person = tx.ctx.person()?.id;
    Ok(forms::result_of(&mut tx.tx, person, form).await?)
}

/// Keeps the result of a form.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn remember(
    tx: &mut CommonsTx<'_>,
    form: FormId,
    result: &str,
) -> Result<(), CommonsError> {
    let who = (tx.ctx.person()?.id, tx.ctx.now);
    Ok(forms::keep_result(&mut tx.tx, who, form, result).await?)
}
