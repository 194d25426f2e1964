//! A form that is sent twice has one result.

use access::forms;
use model::FormId;

use crate::{VaultError, VaultTx};

pub(crate) use access::forms::{DONE, REMEMBER};

/// The result of this form when this person has already sent it.
///
/// # Errors
/// [`VaultError`].
pub async fn already_done(
    tx: &mut VaultTx<'_>,
    form: FormId,
) -> Result<Option<String>, VaultError> {
    let person = tx.ctx.person()?.id;
    Ok(forms::result_of(&mut tx.tx, person, form).await?)
}

/// Keeps the result of a form. When the same form arrived twice at once, the second is run again
/// from the start and then finds the first one's result.
///
/// # Errors
/// [`VaultError`].
pub async fn remember(tx: &mut VaultTx<'_>, form: FormId, result: &str) -> Result<(), VaultError> {
    let who = (tx.ctx.person()?.id, tx.ctx.now);
    Ok(forms::keep_result(&mut tx.tx, who, form, result).await?)
}
