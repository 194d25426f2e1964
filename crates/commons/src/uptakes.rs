//! What organisations told of what they do with shared learning: in the words that they confirmed, and without who they are
//! unless they want to be named.

use access::actions;
use access::ledger::{Entry, Outcome};
use db::{Row, Statement, Value};
use model::learning::SharedUptake;
use model::{OrganisationId, SharedId};

use crate::error::{read_back, written};
use crate::{CommonsError, CommonsTx, Item, ItemState};

const WHAT: &str = "what others did with shared learning";

const TELL: Statement = Statement::new(
    "tell what is done with shared learning",
    "INSERT INTO uptake (item, organisation, version, decision, body, changed_at) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (item, organisation) DO UPDATE SET version = $3, decision = $4, body = $5, changed_at = $6",
);
const UNSAY: Statement = Statement::new(
    "take back what was told of shared learning",
    "DELETE FROM uptake WHERE item = $1 AND organisation = $2",
);
const OF: Statement = Statement::new(
    "what others did with shared learning",
    "SELECT organisation, version, body FROM uptake WHERE item = $1 ORDER BY changed_at, organisation",
);

const TOLD_SINCE: Statement = Statement::new(
    "how many others did something with shared learning since one opened it",
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM item i JOIN uptake u ON u.item = i.id \
     WHERE i.id = $1 AND i.state = 'standing' AND u.organisation <> $2 \
     AND u.changed_at > COALESCE((SELECT MAX(o.at) FROM opened o \
     WHERE o.item = i.id AND o.person = $3 AND o.organisation = $2), 0)",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&TELL, &UNSAY, &OF, &TOLD_SINCE];

/// What one organisation told of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldUptake {
    /// What it told.
    pub text: SharedUptake,
    /// Which organisation, where it wants to be named.
    pub named: Option<OrganisationId>,
    /// Whether it is the asker's own.
    pub own: bool,
    /// The version of the item that it was decided on.
    pub version: i64,
}

/// Tells what the actor's organisation does with an item that [`crate::read_item`] gave, as it decided on this version of it and as the
/// second person who agreed to it; it
/// takes the place of what it told before.
///
/// # Errors
/// [`CommonsError::Refused`] for whoever may not; [`CommonsError::Rule`] `shared-ended` when the item no longer stands.
pub async fn tell_uptake(
    tx: &mut CommonsTx<'_>,
    item: &Item,
    (told, version): (&SharedUptake, i64),
) -> Result<(), CommonsError> {
    drop(tx.permit_organisation::<actions::AgreeLeaving>()?);
    if item.state != ItemState::Standing {
        return Err(CommonsError::Rule("shared-ended"));
    }
    let values = [
        Value::id(item.id),
        Value::id(tx.ctx.organisation),
        version.into(),
        told.decision.code().into(),
        written(WHAT, told)?.into(),
        tx.ctx.now.into(),
    ];
    tx.execute(&TELL, values).await?;
    noted(tx, (item, Some(version)), "agree_leaving").await
}

/// Takes back what the actor's organisation told of an item.
///
/// # Errors
/// [`CommonsError::Refused`] for whoever may not.
pub async fn unsay_uptake(tx: &mut CommonsTx<'_>, item: &Item) -> Result<(), CommonsError> {
    drop(tx.permit_organisation::<actions::DecideUptake>()?);
    let own = [Value::id(item.id), Value::id(tx.ctx.organisation)];
    tx.execute(&UNSAY, own).await?;
    noted(tx, (item, None), "decide_uptake").await
}

async fn noted(
    tx: &mut CommonsTx<'_>,
    (item, version): (&Item, Option<i64>),
    action: &'static str,
) -> Result<(), CommonsError> {
    let entry = Entry {
        action,
        record: item.id.to_string().parse().ok(),
        version,
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// What organisations told of an item that [`crate::read_item`] gave, the first first; nothing of one that no longer stands.
///
/// # Errors
/// [`CommonsError`].
pub async fn uptakes_of(
    tx: &mut CommonsTx<'_>,
    item: &Item,
) -> Result<Vec<ToldUptake>, CommonsError> {
    if item.state != ItemState::Standing {
        return Ok(Vec::new());
    }
    let rows = tx.all(&OF, [Value::id(item.id)]).await?;
    let own = tx.ctx.organisation;
    rows.iter().map(|row| read(row, own)).collect()
}

/// How many other organisations had told what they do with an item, also where it no longer stands: their words are shown to nobody then.
///
/// # Errors
/// [`CommonsError`].
pub async fn many_told(tx: &mut CommonsTx<'_>, id: SharedId) -> Result<usize, CommonsError> {
    let rows = tx.all(&OF, [Value::id(id)]).await?;
    let own = tx.ctx.organisation;
    let mut many = 0;
    for row in &rows {
        let organisation: OrganisationId = row.parse("organisation")?;
        many += usize::from(organisation != own);
    }
    Ok(many)
}

/// How many other organisations told, or told anew, what they do with an item since the actor opened it. The item does not say whom it
/// came from; they know it by its id.
///
/// # Errors
/// [`CommonsError`]; also for whoever is no person.
pub async fn told_since(tx: &mut CommonsTx<'_>, id: SharedId) -> Result<usize, CommonsError> {
    let me = tx.ctx.person()?.id;
    let mine = [Value::id(id), Value::id(tx.ctx.organisation), Value::id(me)];
    let row = tx.first(&TOLD_SINCE, mine).await?;
    let many = row.map(|row| row.number("n")).transpose()?;
    Ok(many
        .and_then(|many| usize::try_from(many).ok())
        .unwrap_or(0))
}

fn read(row: &Row, own: OrganisationId) -> Result<ToldUptake, CommonsError> {
    let text: SharedUptake = read_back(WHAT, &row.text("body")?)?;
    let organisation: OrganisationId = row.parse("organisation")?;
    Ok(ToldUptake {
        named: text.names_area.then_some(organisation),
        own: organisation == own,
        version: row.number("version")?,
        text,
    })
}
