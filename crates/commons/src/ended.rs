//! Items that no longer stand: taken back by those who released them, or taken down because the law asks for it. Their words
//! are gone from this store, and with them those of every briefing that drew on them; their pages say what happened.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::learning::{EndedShared, HowEnded, Sharing, TakeDownReason};
use model::{Date, Instant, SharedId};

use crate::{
    CommonsError, CommonsTx, Item, ItemState, Opened, briefings, documents, items, questions,
};

const END: Statement = Statement::new(
    "take shared learning back",
    "UPDATE item SET state = $2, reason = $3, state_on = $4, body = NULL, changed_at = $5, why = $6, ended_in = $7 WHERE id = $1",
);
const EMPTY_VERSIONS: Statement = Statement::new(
    "empty the versions of shared learning",
    "UPDATE item_version SET body = NULL WHERE item = $1",
);
const ENDED: Statement = Statement::new(
    "shared learning that no longer stands",
    "SELECT id, state, reason, state_on FROM item WHERE state <> 'standing' ORDER BY id",
);
const WHY: Statement = Statement::new(
    "why shared learning was taken down",
    "SELECT why FROM item WHERE id = $1 AND ended_in = $2",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&END, &EMPTY_VERSIONS, &ENDED, &WHY];

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
    end_item(tx, id, (HowEnded::Recalled, reason, on)).await?;
    crate::opened::of(tx, id).await
}

/// Ends an item that stands, or has not come.
async fn end_item(
    tx: &mut CommonsTx<'_>,
    id: SharedId,
    (how, reason, on): (HowEnded, &str, Date),
) -> Result<(), CommonsError> {
    match items::get(tx, id).await? {
        None => add_taken_back(tx, id).await?,
        Some(item) if item.state != ItemState::Standing => return Ok(()),
        Some(_) => {}
    }
    let (state, act) = match how {
        HowEnded::Recalled => (ItemState::Recalled, "recall_shared"),
        HowEnded::TakenDown | HowEnded::Removed | HowEnded::TakenBackWithin => {
            (ItemState::TakenDown, "take_down_shared")
        }
    };
    end(tx, id, (state, reason, on), None).await?;
    note_end(tx, act, id).await
}

/// Ends once more what ended before and stands in a copy of the store that was put back, or what was left in it by an older
/// program; of an item that never came the end is remembered. Asked again it changes nothing.
///
/// # Errors
/// [`CommonsError`].
pub async fn end_again(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::PublishShared>,
    one: &EndedShared,
) -> Result<(), CommonsError> {
    permit.check(tx.tx.number())?;
    match one.how {
        HowEnded::Removed => return documents::remove_again(tx, one).await,
        // It never was here, and its id is not either.
        HowEnded::TakenBackWithin => return Ok(()),
        HowEnded::Recalled | HowEnded::TakenDown => {}
    }
    let id = one.id.to_string().parse();
    let id = id.map_err(|_| CommonsError::NotFound)?;
    end_item(tx, id, (one.how, &one.reason, one.on)).await
}

/// Everything that ended in this store: ids, codes and days.
///
/// # Errors
/// [`CommonsError`].
pub async fn all_ended(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::PublishShared>,
) -> Result<Vec<EndedShared>, CommonsError> {
    permit.check(tx.tx.number())?;
    let today = tx.ctx.today();
    let read = |row: &Row| {
        let recalled = row.text("state")? == ItemState::Recalled.code();
        Ok::<_, CommonsError>(EndedShared {
            id: row.parse("id")?,
            how: if recalled {
                HowEnded::Recalled
            } else {
                HowEnded::TakenDown
            },
            reason: row.maybe_text("reason")?.unwrap_or_default(),
            on: row.maybe_parse("state_on")?.unwrap_or(today),
        })
    };
    let rows = tx.all(&ENDED, []).await?;
    let mut all: Vec<EndedShared> = rows.iter().map(read).collect::<Result<_, _>>()?;
    all.extend(documents::removed(tx).await?);
    Ok(all)
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
    why: Option<&str>,
) -> Result<(), CommonsError> {
    let now: Instant = tx.ctx.now;
    let ended_in = why.map(|_| tx.ctx.organisation.to_string());
    let values = [
        Value::id(id),
        state.code().into(),
        reason.into(),
        on.into(),
        now.into(),
        why.into(),
        ended_in.as_deref().into(),
    ];
    tx.execute(&END, values).await?;
    tx.execute(&EMPTY_VERSIONS, [Value::id(id)]).await?;
    tx.execute(&questions::DROP, [Value::id(id)]).await?;
    tx.execute(&items::DROP_CODES, [Value::id(id)]).await?;
    briefings::withdraw(tx, id).await
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
    item.state == ItemState::Standing && may_end(tx, item, region)
}

fn may_end(tx: &CommonsTx<'_>, item: &Item, region: Option<&str>) -> bool {
    let facts = item.facts(tx.ctx.organisation, region);
    tx.would_permit_shared::<actions::TakeDownShared>(facts)
}

/// Why an item was taken down, in words: for those who may take it down in the organisation that did, and nobody else.
///
/// # Errors
/// [`CommonsError`].
pub async fn why_taken_down(
    tx: &mut CommonsTx<'_>,
    item: &Item,
    region: Option<&str>,
) -> Result<Option<String>, CommonsError> {
    if item.state != ItemState::TakenDown || !may_end(tx, item, region) {
        return Ok(None);
    }
    let own = [Value::id(item.id), Value::id(tx.ctx.organisation)];
    let row = tx.first(&WHY, own).await?;
    Ok(row.map(|row| row.maybe_text("why")).transpose()?.flatten())
}

/// Asks whether the asker may take an item down now, before its id is kept elsewhere. A refusal is written down.
///
/// # Errors
/// As [`take_down`].
pub async fn ask_take_down(
    tx: &mut CommonsTx<'_>,
    id: SharedId,
    region: Option<&str>,
) -> Result<(), CommonsError> {
    let item = items::get(tx, id).await?.ok_or(CommonsError::NotFound)?;
    let facts = item.facts(tx.ctx.organisation, region);
    drop(tx.permit_shared::<actions::TakeDownShared>(facts)?);
    match item.state {
        ItemState::Standing => Ok(()),
        _ => Err(CommonsError::Rule("shared-ended")),
    }
}

/// Takes an item down because the law asks for it, with a code that everybody reads and words for those who may take it down in the actor's organisation.
/// Returns who opened or took it out.
///
/// # Errors
/// [`CommonsError::NotFound`] when there is none, [`CommonsError::Refused`] when the asker may not,
/// [`CommonsError::Rule`] `shared-ended` when it no longer stands.
pub async fn take_down(
    tx: &mut CommonsTx<'_>,
    id: SharedId,
    region: Option<&str>,
    (reason, why): (TakeDownReason, &str),
) -> Result<Vec<Opened>, CommonsError> {
    ask_take_down(tx, id, region).await?;
    let end_now = (ItemState::TakenDown, reason.code(), tx.ctx.today());
    end(tx, id, end_now, Some(why)).await?;
    note_end(tx, "take_down_shared", id).await?;
    crate::opened::of(tx, id).await
}
