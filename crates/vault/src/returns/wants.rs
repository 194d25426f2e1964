//! What returns of open reviews want of whoever sees to requests, across the reviews. Ids, moments and counts; no content.

use access::{Action, Permit, Section, actions};
use db::{Row, Statement, Value};
use model::case::{AgencyRequest, ReturnFound, ReturnHead, ReturnQuery};
use model::record::Record as _;
use model::{AgencyId, CaseId, RecordId};

use super::AgencyReturn;
use super::lists::{belongs, read, rows};
use crate::records::{current, stored};
use crate::{VaultError, VaultTx};

const OPEN: Statement = Statement::new(
    "requests of open reviews whose return nobody has accepted",
    rows!(
        "JOIN case_file c ON c.id = r.case_id WHERE r.accepted_at IS NULL \
         AND r.withdrawn_at IS NULL AND c.closed_at IS NULL AND c.received = 0 ORDER BY r.due, r.id"
    ),
);
const TALK: Statement = Statement::new(
    "open questions about returns of open reviews, and whether the agency spoke last",
    "SELECT p.return_id, r.case_id, g.agency, r.id, COUNT(a.person) AS answered FROM return_record p \
     JOIN record r ON r.id = p.record JOIN revision v ON v.record = r.id AND v.version = r.version \
     JOIN agency_return g ON g.id = p.return_id JOIN case_file c ON c.id = r.case_id \
     LEFT JOIN answering a ON a.return_id = p.return_id AND a.person = v.by_whom \
     WHERE r.kind = $1 AND r.state = 'open' AND r.removed_at IS NULL AND g.withdrawn_at IS NULL AND c.closed_at IS NULL \
     AND c.received = 0 GROUP BY p.return_id, r.case_id, g.agency, r.id ORDER BY r.id",
);

const ASKED_MORE: Statement = Statement::new(
    "a return is accepted no more, because more is asked",
    "UPDATE agency_return SET accepted_at = NULL WHERE id = $1 AND case_id = $2",
);
const FOUND: Statement = Statement::new(
    "what an agency signed off that it found",
    "SELECT r.state FROM return_record p JOIN record r ON r.id = p.record WHERE p.return_id = $1 AND r.kind = $2 \
     AND r.removed_at IS NULL AND p.signed_version IS NOT NULL ORDER BY r.id",
);

pub(super) const STATEMENTS: &[&Statement] = &[&OPEN, &TALK, &ASKED_MORE, &FOUND];

/// A question about a return that nobody has settled; nothing of what it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The review.
    pub case: CaseId,
    /// The request whose return it is about.
    pub request: RecordId,
    /// Whose return that is.
    pub agency: AgencyId,
    /// Whether somebody who answers for the agency spoke last.
    pub answered: bool,
}

/// Requests of open reviews whose return nobody has accepted, also those that were not sent yet, soonest first.
///
/// # Errors
/// [`VaultError`].
pub async fn returns_not_accepted(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<AgencyReturn>, VaultError> {
    permit.check(tx.tx.number())?;
    tx.all(&OPEN, []).await?.iter().map(read).collect()
}

/// Whether somebody was added to a request after its return was signed off, so that the agency has not said how it searched for them;
/// nothing of whom. An agency that gave a reason instead of a search says nothing of anybody.
///
/// # Errors
/// [`VaultError`].
pub async fn is_added_to<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    one: &AgencyReturn,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let Some(signed) = one.signed_off_at.filter(|_| one.withdrawn_at.is_none()) else {
        return Ok(false);
    };
    let row = current::<AgencyRequest>(tx, one.case, one.id, Section::General).await?;
    if stored::<AgencyRequest>(&row)?
        .body
        .added_since(signed)
        .is_empty()
    {
        return Ok(false);
    }
    let values = [Value::id(one.id), ReturnHead::KIND.into()];
    let row = tx.first(&FOUND, values).await?;
    let found = row
        .map(|row| row.maybe_text("state"))
        .transpose()?
        .flatten();
    let found = found.and_then(|code| ReturnFound::from_code(&code));
    Ok(!found.is_some_and(ReturnFound::did_not_search))
}

/// Questions about returns of open reviews that nobody has settled, oldest first.
///
/// # Errors
/// [`VaultError`].
pub async fn questions_open(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<OpenQuestion>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&TALK, [ReturnQuery::KIND.into()]).await?;
    let read = |row: &Row| {
        Ok(OpenQuestion {
            case: row.parse("case_id")?,
            request: row.parse("return_id")?,
            agency: row.parse("agency")?,
            answered: row.number("answered")? > 0,
        })
    };
    rows.iter().map(read).collect()
}

/// Somebody was added to a request: what was accepted says nothing of them.
///
/// # Errors
/// [`VaultError::NotFound`] for a request of another case.
pub async fn ask_more(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    request: RecordId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let case = belongs(tx, permit, request).await?;
    let values = [Value::id(request), Value::id(case)];
    tx.execute(&ASKED_MORE, values).await?;
    Ok(())
}
