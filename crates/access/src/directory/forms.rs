//! A form of the directory that is sent twice has one result.

use model::FormId;

use super::{DirectoryError, DirectoryTx};
use crate::forms;

/// Seconds for which the result of a form is kept.
const KEPT: i64 = 2 * 24 * 60 * 60;

/// Forgets results that no longer matter.
pub(crate) async fn forget_forms(tx: &mut DirectoryTx<'_>) -> Result<(), DirectoryError> {
    let before = tx.ctx.now.plus_seconds(-KEPT);
    tx.execute(&forms::FORGET, [before.into()]).await.map(drop)
}

/// The result of this form when this person has already sent it.
///
/// # Errors
/// [`DirectoryError`].
pub async fn already_done(
    tx: &mut DirectoryTx<'_>,
    form: FormId,
) -> Result<Option<String>, DirectoryError> {
    let person = tx.ctx.person()?.id;
    Ok(forms::result_of(&mut tx.tx, person, form).await?)
}

/// Keeps the result of a form. When the same form arrived twice at once, the second is run again from the start and
/// then finds the first one's result.
///
/// # Errors
/// [`DirectoryError`].
pub async fn remember(
    tx: &mut DirectoryTx<'_>,
    form: FormId,
    result: &str,
) -> Result<(), DirectoryError> {
    let who = (tx.ctx.person()?.id, tx.ctx.now);
    Ok(forms::keep_result(&mut tx.tx, who, form, result).await?)
}
