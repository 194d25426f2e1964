//! Passages that a person found in a document, and passages that were divided in two.

use db::Value;
use model::{OrganisationId, RecordId};

use crate::error::written;
use crate::findings::{ADD, CHANGE, OF, WHAT, one, to_confirm};
use crate::{CommonsError, CommonsTx, FindingState, Proposed};

/// Adds a passage that a person found, after all that were proposed. Nobody has said yet whether it is a finding.
///
/// # Errors
/// [`CommonsError::NotFound`] when there is no such document or it still waits for a second person; [`CommonsError::Refused`].
pub async fn add_finding(
    tx: &mut CommonsTx<'_>,
    document: RecordId,
    areas: &[OrganisationId],
    body: &Proposed,
) -> Result<(), CommonsError> {
    let permit = to_confirm(tx, document, areas).await?;
    permit.check(tx.tx.number())?;
    let last = tx.all(&OF, [Value::id(document)]).await?;
    let last = last.last().map(|row| row.number("place")).transpose()?;
    let code = permit.code();
    insert(tx, (document, last.unwrap_or_default() + 1), body, code).await
}

/// Divides a passage in two, the second after the first. Nobody has said yet whether either is a finding.
///
/// # Errors
/// As [`confirm_finding`].
pub async fn divide_finding(
    tx: &mut CommonsTx<'_>,
    (document, id, shown): (RecordId, RecordId, i64),
    areas: &[OrganisationId],
    (first, second): (&Proposed, &Proposed),
) -> Result<(), CommonsError> {
    let permit = to_confirm(tx, document, areas).await?;
    permit.check(tx.tx.number())?;
    let found = one(tx, (document, id)).await?;
    let values = [
        Value::id(id),
        shown.into(),
        FindingState::Proposed.code().into(),
        written(WHAT, first)?.into(),
        Value::id(tx.ctx.person()?.id),
        tx.ctx.now.into(),
    ];
    let code = permit.code();
    tx.change(&CHANGE, values, ((id, shown), code)).await?;
    // The same place: of two in one place the one that was added later follows.
    insert(tx, (document, found.place), second, code).await
}

/// A new passage, which nobody has looked at.
async fn insert(
    tx: &mut CommonsTx<'_>,
    (document, place): (RecordId, i64),
    body: &Proposed,
    action: &'static str,
) -> Result<(), CommonsError> {
    let id: RecordId = tx.ctx.new_id()?;
    let values = [
        Value::id(id),
        Value::id(document),
        place.into(),
        FindingState::Proposed.code().into(),
        written(WHAT, body)?.into(),
        tx.ctx.now.into(),
    ];
    tx.execute(&ADD, values).await?;
    tx.done((id, 1), action).await
}
