//! Findings that are to say something in other words than their document: they wait for a second person of the organisation that asks,
//! are read by those alone who may confirm or agree there, agreed to, or sent back with a reason.

use access::{Action as _, actions};
use db::{Statement, Value};
use model::{OrganisationId, PersonId, RecordId};

use crate::error::written;
use crate::findings::{CHANGE, Kept, WHAT, one, read};
use crate::{CommonsError, CommonsTx, Finding, FindingAsked, FindingState, Proposed, documents};

const ASK: Statement = Statement::new(
    "ask that a finding says something else",
    "UPDATE finding SET body = $3, asked_in = $4, changed_at = $5, version = version + 1 WHERE id = $1 AND version = $2",
);
const WAITING: Statement = Statement::new(
    "findings that are to say something else",
    "SELECT f.id, f.document, f.place, f.version, f.state, f.body, f.by_person, f.changed_at FROM finding f \
     JOIN document d ON d.id = f.document WHERE f.asked_in = $1 AND d.removed_at IS NULL ORDER BY f.document, f.place, f.id",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&ASK, &WAITING];

/// Whether the asker sees what is asked of a finding: whoever may agree, or asked, in the organisation that asks.
pub(crate) fn sees(tx: &CommonsTx<'_>, asked: &FindingAsked) -> bool {
    let me = tx.ctx.actor.person().map(|person| person.id);
    asked.organisation == tx.ctx.organisation
        && (me == Some(asked.by) || tx.would_permit_organisation::<actions::AgreeLeaving>())
}

/// The findings of which something is asked in the actor's organisation, as far as they see it.
///
/// # Errors
/// [`CommonsError`].
pub async fn findings_waiting(tx: &mut CommonsTx<'_>) -> Result<Vec<Finding>, CommonsError> {
    let own = Value::id(tx.ctx.organisation);
    let rows = tx.all(&WAITING, [own]).await?;
    let mut all: Vec<Finding> = rows.iter().map(read).collect::<Result<_, _>>()?;
    all.retain(|one| one.asked.as_ref().is_some_and(|asked| sees(tx, asked)));
    Ok(all)
}

/// Asks that a finding of a document says this: it goes on standing as it stands. What was asked of it before is taken back by that.
/// `areas` are those of the asker's region, where the asker acts for one.
///
/// # Errors
/// [`CommonsError::NotFound`] when the document has no such finding, [`CommonsError::Refused`] when the asker may not,
/// [`CommonsError::Rule`] `changed-meanwhile` when somebody else said something of it since `shown`.
pub async fn ask_finding(
    tx: &mut CommonsTx<'_>,
    (document, id, shown): (RecordId, RecordId, i64),
    areas: &[OrganisationId],
    body: &Proposed,
) -> Result<(), CommonsError> {
    let of = documents::get(tx, document).await?;
    let of = of.filter(|one| !one.waits() && one.removed.is_none());
    let facts = of.ok_or(CommonsError::NotFound)?;
    let facts = facts.facts(tx.ctx.organisation, areas);
    let permit = tx.permit_shared::<actions::ConfirmFindings>(facts)?;
    permit.check(tx.tx.number())?;
    let found = one(tx, (document, id)).await?;
    let person = tx.ctx.person()?;
    let asked = FindingAsked {
        by: person.id,
        organisation: tx.ctx.organisation,
        agency: person.agency,
        on: tx.ctx.today(),
        body: body.clone(),
        sent_back: None,
    };
    let kept = found.kept_with(&found.body, Some(asked));
    keep_asked(tx, (id, shown), &kept, permit.code()).await
}

/// Keeps what is asked of a finding, where it stands at the version that was shown.
async fn keep_asked(
    tx: &mut CommonsTx<'_>,
    (id, shown): (RecordId, i64),
    kept: &Kept,
    action: &'static str,
) -> Result<(), CommonsError> {
    let values = [
        Value::id(id),
        shown.into(),
        written(WHAT, kept)?.into(),
        Value::id(tx.ctx.organisation),
        tx.ctx.now.into(),
    ];
    tx.change(&ASK, values, ((id, shown), action)).await
}

/// What is asked of a finding in the actor's organisation, in the version that was shown, for whoever is the second person.
async fn second(
    tx: &mut CommonsTx<'_>,
    (document, id, shown): (RecordId, RecordId, i64),
) -> Result<(Finding, FindingAsked, PersonId), CommonsError> {
    drop(tx.permit_organisation::<actions::AgreeLeaving>()?);
    let found = one(tx, (document, id)).await?;
    let asked = found.asked.clone().filter(|asked| sees(tx, asked));
    if found.version != shown {
        return Err(CommonsError::Rule("changed-meanwhile"));
    }
    let asked = asked.ok_or(CommonsError::NotFound)?;
    let me = tx.ctx.person()?.id;
    if asked.by == me {
        return Err(CommonsError::Rule("release-author"));
    }
    if asked.sent_back.is_some() {
        return Err(CommonsError::Rule("second-sent-back"));
    }
    Ok((found, asked, me))
}

/// Agrees that a finding says what is asked: from now on everybody reads that, with a mark that the document says it in other words.
///
/// # Errors
/// [`CommonsError::NotFound`] when nothing is asked of it there; [`CommonsError::Refused`] when the actor may not;
/// [`CommonsError::Rule`] `release-author` for whoever asked, `second-sent-back` when it was sent back, `changed-meanwhile`.
pub async fn agree_finding(
    tx: &mut CommonsTx<'_>,
    (document, id, shown): (RecordId, RecordId, i64),
) -> Result<(), CommonsError> {
    let (found, asked, me) = second(tx, (document, id, shown)).await?;
    let values = [
        Value::id(id),
        shown.into(),
        FindingState::Confirmed.code().into(),
        written(WHAT, &found.kept_with(&asked.body, None))?.into(),
        Value::id(me),
        tx.ctx.now.into(),
    ];
    tx.change(
        &CHANGE,
        values,
        ((id, shown), actions::AgreeLeaving::INFO.code),
    )
    .await
}

/// Sends back what is asked of a finding, with a reason: it goes on standing as it stands.
///
/// # Errors
/// As [`agree_finding`]; [`CommonsError::Rule`] `second-why` without a reason.
pub async fn send_back_finding(
    tx: &mut CommonsTx<'_>,
    (document, id, shown): (RecordId, RecordId, i64),
    why: &str,
) -> Result<(), CommonsError> {
    if why.trim().is_empty() {
        return Err(CommonsError::Rule("second-why"));
    }
    let (found, asked, _) = second(tx, (document, id, shown)).await?;
    let back = FindingAsked {
        sent_back: Some(why.to_owned()),
        ..asked
    };
    let kept = found.kept_with(&found.body, Some(back));
    keep_asked(tx, (id, shown), &kept, actions::AgreeLeaving::INFO.code).await
}
