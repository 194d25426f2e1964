//! Items that no longer stand: taken back by those who released them, or taken down because the law asks for it. Their words
//! are gone from this store; their pages say what happened.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{Statement, Value};
use model::learning::Sharing;
use model::{Date, SharedId};

use crate::{CommonsError, CommonsTx, Item, ItemState, Opened, items};

const END: Statement = Statement::new(
    "take shared learning back",
    "UPDATE item SET state = $2, reason = $3, state_on = $4, body = NULL, changed_at = $5 WHERE id = $1",
);
const EMPTY_VERSIONS: Statement = Statement::new(
    "empty the versions of shared learning",
    "UPDATE item_version SET body = NULL WHERE item = $1",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&END, &EMPTY_VERSIONS];

/// Takes a released item back: its words are gone from this store, and its page says so. Asked again it changes nothing.
/// One that has not come yet is remembered, so that it never comes. Returns who opened or took it out, to be told.
///
/// # Errors
/// [`CommonsError`].
pub async fn recall(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::PublishShared>,
    id: SharedId,
    reason: &str,
    on: Date,
) -> Result<Vec<Opened>, CommonsError> {
    permit.check(tx.tx.number())?;
    match items::get(tx, id).await? {
        None => add_taken_back(tx, id).await?,
        Some(item) if item.state != ItemState::Standing => return crate::opened::of(tx, id).await,
        Some(_) => {}
    }
    end(tx, id, (ItemState::Recalled, reason, on)).await?;
    note_end(tx, "recall_shared", id).await?;
    crate::opened::of(tx, id).await
}

/// A row for an item that was taken back before it came.
async fn add_taken_back(tx: &mut CommonsTx<'_>, id: SharedId) -> Result<(), CommonsError> {
    let values = [
        Value::id(id),
        0.into(),
        Sharing::Nation.code().into(),
        Value::NO_TEXT,
        Value::NO_TEXT,
        Value::NO_TEXT,
        Value::NO_NUMBER,
        Value::NO_TEXT,
        false.into(),
        Value::NO_TEXT,
        Value::NO_TEXT,
        ItemState::Recalled.code().into(),
        Value::NO_TEXT,
        tx.ctx.now.into(),
    ];
    tx.execute(&items::ADD, values)
        .await
        .map_err(items::taken)
        .map(drop)
}

async fn end(
    tx: &mut CommonsTx<'_>,
    id: SharedId,
    (state, reason, on): (ItemState, &str, Date),
) -> Result<(), CommonsError> {
    let values = [
        Value::id(id),
        state.code().into(),
        reason.into(),
        on.into(),
        tx.ctx.now.into(),
    ];
    tx.execute(&END, values).await?;
    tx.execute(&EMPTY_VERSIONS, [Value::id(id)]).await?;
    tx.execute(&items::DROP_CODES, [Value::id(id)])
        .await
        .map(drop)
}

async fn note_end(
    tx: &mut CommonsTx<'_>,
    action: &'static str,
    id: SharedId,
) -> Result<(), CommonsError> {
    let entry = Entry {
        action,
        record: id.to_string().parse().ok(),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// Whether the asker may take an item down; decides what a page offers.
#[must_use]
pub fn may_take_down(tx: &CommonsTx<'_>, item: &Item, region: Option<&str>) -> bool {
    let facts = item.facts(tx.ctx.organisation, region);
    item.state == ItemState::Standing && tx.would_permit_shared::<actions::TakeDownShared>(facts)
}

/// Takes an item down because the law asks for it, with a reason in words. Returns who opened or took it out.
///
/// # Errors
/// [`CommonsError::NotFound`] when there is none, [`CommonsError::Refused`] when the asker may not,
/// [`CommonsError::Rule`] `shared-ended` when it no longer stands.
pub async fn take_down(
    tx: &mut CommonsTx<'_>,
    id: SharedId,
    region: Option<&str>,
    reason: &str,
) -> Result<Vec<Opened>, CommonsError> {
    let item = items::get(tx, id).await?.ok_or(CommonsError::NotFound)?;
    let facts = item.facts(tx.ctx.organisation, region);
    let permit = tx.permit_shared::<actions::TakeDownShared>(facts)?;
    permit.check(tx.tx.number())?;
    if item.state != ItemState::Standing {
        return Err(CommonsError::Rule("shared-ended"));
    }
    let today = tx.ctx.today();
    end(tx, id, (ItemState::TakenDown, reason, today)).await?;
    note_end(tx, permit.code(), id).await?;
    crate::opened::of(tx, id).await
}
