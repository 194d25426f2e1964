//! Published documents that wait for a second person of the organisation that added them: read by those alone who add or agree there,
//! agreed to, sent back with a reason, or withdrawn by whoever added them.

use access::{Action as _, actions};
use db::{Statement, Value};
use model::{PersonId, RecordId};

use crate::documents::{DROP_FILE, Deposited, get, read};
use crate::{CommonsError, CommonsTx};

const WAITING: Statement = Statement::new(
    "published documents that wait for a second person",
    "SELECT id, version, media, size, body, by_person, by_organisation, added_at, removed_at, reason, by_agency, agreed_at, sent_back \
     FROM document WHERE removed_at IS NULL AND agreed_at IS NULL AND by_organisation = $1 ORDER BY added_at DESC, id DESC",
);
const AGREE: Statement = Statement::new(
    "agree to a published document",
    "UPDATE document SET agreed_by = $3, agreed_at = $4, sent_back = NULL, changed_at = $4, version = version + 1 \
     WHERE id = $1 AND version = $2 AND agreed_at IS NULL",
);
const SEND_BACK: Statement = Statement::new(
    "send a published document back",
    "UPDATE document SET sent_back = $3, changed_at = $4, version = version + 1 \
     WHERE id = $1 AND version = $2 AND agreed_at IS NULL",
);
const WITHDRAW: Statement = Statement::new(
    "withdraw a published document that waits",
    "DELETE FROM document WHERE id = $1 AND version = $2 AND agreed_at IS NULL",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&WAITING, &AGREE, &SEND_BACK, &WITHDRAW];

/// Whether the asker sees a document that waits: somebody who adds documents, or agrees to them, for the organisation that added it.
pub(crate) fn sees(tx: &CommonsTx<'_>, one: &Deposited) -> bool {
    one.by.1 == tx.ctx.organisation
        && (tx.would_permit_organisation::<actions::DepositDocument>()
            || tx.would_permit_organisation::<actions::AgreeLeaving>())
}

/// The documents of the asker's organisation that wait, those that were added last first; none for whoever neither adds nor agrees.
///
/// # Errors
/// [`CommonsError`].
pub async fn waiting_documents(tx: &mut CommonsTx<'_>) -> Result<Vec<Deposited>, CommonsError> {
    let own = Value::id(tx.ctx.organisation);
    let rows = tx.all(&WAITING, [own]).await?;
    let all: Result<Vec<Deposited>, CommonsError> = rows.iter().map(read).collect();
    let mut all = all?;
    all.retain(|one| sees(tx, one));
    Ok(all)
}

/// A document of the actor's organisation that waits, in the version that was shown.
///
/// # Errors
/// [`CommonsError::NotFound`] when there is none, it does not wait, or the actor does not see it waiting; [`CommonsError::Rule`]
/// `changed-meanwhile` when it was sent back or agreed to meanwhile.
pub async fn waiting_document(
    tx: &mut CommonsTx<'_>,
    id: RecordId,
    shown: i64,
) -> Result<Deposited, CommonsError> {
    let one = get(tx, id).await?.filter(|one| sees(tx, one));
    let one = one.ok_or(CommonsError::NotFound)?;
    if one.removed.is_some() {
        return Err(CommonsError::NotFound);
    }
    if one.version != shown || !one.waits() {
        return Err(CommonsError::Rule("changed-meanwhile"));
    }
    Ok(one)
}

/// Agrees to a document: from now on everybody reads it who looks into the library.
///
/// # Errors
/// As [`waiting_document`]; [`CommonsError::Refused`] when the actor may not; [`CommonsError::Rule`] `release-author` for whoever added it,
/// `second-sent-back` when it was sent back.
pub async fn agree_document(
    tx: &mut CommonsTx<'_>,
    (id, shown): (RecordId, i64),
) -> Result<(), CommonsError> {
    let me = second(tx, (id, shown)).await?;
    let values = [
        Value::id(id),
        shown.into(),
        Value::id(me),
        tx.ctx.now.into(),
    ];
    tx.change(
        &AGREE,
        values,
        ((id, shown), actions::AgreeLeaving::INFO.code),
    )
    .await
}

/// Sends a document back with a reason: it goes on waiting until whoever added it withdraws it.
///
/// # Errors
/// As [`agree_document`]; [`CommonsError::Rule`] `second-why` without a reason.
pub async fn send_back_document(
    tx: &mut CommonsTx<'_>,
    (id, shown): (RecordId, i64),
    why: &str,
) -> Result<(), CommonsError> {
    if why.trim().is_empty() {
        return Err(CommonsError::Rule("second-why"));
    }
    second(tx, (id, shown)).await?;
    let values = [Value::id(id), shown.into(), why.into(), tx.ctx.now.into()];
    tx.change(
        &SEND_BACK,
        values,
        ((id, shown), actions::AgreeLeaving::INFO.code),
    )
    .await
}

/// The actor, as somebody who may say something of a document that waits.
async fn second(
    tx: &mut CommonsTx<'_>,
    (id, shown): (RecordId, i64),
) -> Result<PersonId, CommonsError> {
    drop(tx.permit_organisation::<actions::AgreeLeaving>()?);
    let one = waiting_document(tx, id, shown).await?;
    let me = tx.ctx.person()?.id;
    if one.by.0 == me {
        return Err(CommonsError::Rule("release-author"));
    }
    if one.sent_back.is_some() {
        return Err(CommonsError::Rule("second-sent-back"));
    }
    Ok(me)
}

/// Withdraws a document that waits, with its file and what was proposed from it: nothing of it is left.
///
/// # Errors
/// As [`waiting_document`]; [`CommonsError::Refused`] when the actor may not; [`CommonsError::Rule`] `second-not-yours` when somebody else
/// added it.
pub async fn withdraw_document(
    tx: &mut CommonsTx<'_>,
    (id, shown): (RecordId, i64),
) -> Result<(), CommonsError> {
    drop(tx.permit_organisation::<actions::DepositDocument>()?);
    let one = waiting_document(tx, id, shown).await?;
    if one.by.0 != tx.ctx.person()?.id {
        return Err(CommonsError::Rule("second-not-yours"));
    }
    tx.execute(&crate::findings::DROP, [Value::id(id)]).await?;
    tx.execute(&DROP_FILE, [Value::id(id)]).await?;
    let values = [Value::id(id), shown.into()];
    let code = actions::DepositDocument::INFO.code;
    tx.change(&WITHDRAW, values, ((id, shown), code)).await
}
