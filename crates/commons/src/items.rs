//! Items of shared learning: put by the job that releases, and read.

use std::collections::BTreeSet;

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{DbError, Row, Statement, Value};
use model::SharedId;
use model::learning::{SharedLearning, Sharing};

use crate::error::{read_back, written};
use crate::item::WHAT;
use crate::{CommonsError, CommonsTx, Item, ItemState, Put, PutOutcome, Version};

pub(crate) const ADD: Statement = Statement::new(
    "add shared learning",
    "INSERT INTO item (id, version, audience, region, origin, origin_region, origin_year, broker, family_told, \
     released_on, supersedes, state, body, added_at, changed_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)",
);
const REPLACE: Statement = Statement::new(
    "a new version of shared learning",
    "UPDATE item SET version = $2, audience = $3, region = $4, origin = $5, origin_region = $6, origin_year = $7, \
     broker = $8, family_told = $9, released_on = $10, supersedes = $11, body = $12, changed_at = $13 WHERE id = $1",
);
const ADD_VERSION: Statement = Statement::new(
    "keep a version of shared learning",
    "INSERT INTO item_version (item, version, audience, released_on, at, body, digest, salt) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
const VERSIONS: Statement = Statement::new(
    "versions of shared learning",
    "SELECT version, audience, released_on, at, body FROM item_version WHERE item = $1 ORDER BY version DESC",
);
const KEPT_DIGEST: Statement = Statement::new(
    "digest of a version of shared learning",
    "SELECT digest, salt FROM item_version WHERE item = $1 AND version = $2",
);
const ADD_CODE: Statement = Statement::new(
    "add a code of shared learning",
    "INSERT INTO item_code (item, kind, code) VALUES ($1, $2, $3)",
);
pub(crate) const DROP_CODES: Statement = Statement::new(
    "drop the codes of shared learning",
    "DELETE FROM item_code WHERE item = $1",
);
const ONE: Statement = Statement::new(
    "one item of shared learning",
    "SELECT id, version, audience, region, origin, origin_region, origin_year, broker, family_told, released_on, \
     supersedes, state, reason, state_on, body, changed_at FROM item WHERE id = $1",
);
const SUPERSEDED_BY: Statement = Statement::new(
    "what took the place of shared learning",
    "SELECT id, version, audience, region, origin, origin_region, origin_year, broker, family_told, released_on, \
     supersedes, state, reason, state_on, body, changed_at FROM item WHERE supersedes = $1 AND state = 'standing' ORDER BY id",
);

pub(crate) const STATEMENTS: &[&Statement] = &[
    &ADD,
    &REPLACE,
    &ADD_VERSION,
    &VERSIONS,
    &KEPT_DIGEST,
    &ADD_CODE,
    &DROP_CODES,
    &ONE,
    &SUPERSEDED_BY,
];

/// Puts a released version where others read it. Asked again with the same id, version and words it changes nothing. The
/// permit is given to the job *release* alone.
///
/// # Errors
/// [`CommonsError::Rule`] `shared-ended` when the item was taken back or taken down, `shared-version` when the version
/// before is missing or this one came with other words.
pub async fn put(
    tx: &mut CommonsTx<'_>,
    permit: &Permit<'_, actions::PublishShared>,
    new: &Put,
) -> Result<PutOutcome, CommonsError> {
    permit.check(tx.tx.number())?;
    let body = written(WHAT, &new.body)?;
    let standing = get(tx, new.id).await?;
    let stands = standing.as_ref().map_or(0, |item| item.version);
    if standing.is_some_and(|item| item.state != ItemState::Standing) {
        return Err(CommonsError::Rule("shared-ended"));
    }
    if new.version <= stands {
        return already(tx, new, &body).await;
    }
    if new.version != stands + 1 {
        return Err(CommonsError::Rule("shared-version"));
    }
    if stands == 0 {
        tx.execute(&ADD, added(tx, new, &body))
            .await
            .map_err(taken)?;
    } else {
        tx.execute(&REPLACE, replaced(tx, new, &body)).await?;
    }
    let digest = keep_version(tx, new, &body).await?;
    put_codes(tx, new).await?;
    let entry = Entry {
        action: permit.code(),
        record: new.id.to_string().parse().ok(),
        version: Some(new.version),
        digest: Some(digest),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await?;
    Ok(PutOutcome::Put)
}

/// Two jobs that put the same at once: the second finds it when it runs again.
pub(crate) fn taken(error: CommonsError) -> CommonsError {
    match error {
        CommonsError::Db(DbError::Refused(name)) => DbError::Conflict(name).into(),
        other => other,
    }
}

fn added(tx: &CommonsTx<'_>, new: &Put, body: &str) -> [Value; 14] {
    [
        Value::id(new.id),
        new.version.into(),
        new.audience.sharing().code().into(),
        new.audience.region().into(),
        Value::maybe_id(new.origin.organisation),
        new.origin.region.clone().into(),
        i64::from(new.origin.year).into(),
        Value::id(new.broker),
        new.family_told.into(),
        new.released_on.into(),
        Value::maybe_id(new.supersedes),
        ItemState::Standing.code().into(),
        body.into(),
        tx.ctx.now.into(),
    ]
}

fn replaced(tx: &CommonsTx<'_>, new: &Put, body: &str) -> [Value; 13] {
    [
        Value::id(new.id),
        new.version.into(),
        new.audience.sharing().code().into(),
        new.audience.region().into(),
        Value::maybe_id(new.origin.organisation),
        new.origin.region.clone().into(),
        i64::from(new.origin.year).into(),
        Value::id(new.broker),
        new.family_told.into(),
        new.released_on.into(),
        Value::maybe_id(new.supersedes),
        body.into(),
        tx.ctx.now.into(),
    ]
}

/// The same version came already: with the same words, or it is another one.
async fn already(
    tx: &mut CommonsTx<'_>,
    new: &Put,
    body: &str,
) -> Result<PutOutcome, CommonsError> {
    let which = [Value::id(new.id), new.version.into()];
    let kept = tx.first(&KEPT_DIGEST, which).await?;
    let kept = kept.ok_or(CommonsError::Rule("shared-version"))?;
    let salt: [u8; 16] = kept
        .bytes("salt")?
        .try_into()
        .map_err(|_| CommonsError::Body(WHAT))?;
    if crypto::salted_digest(&salt, body.as_bytes()).to_string() == kept.text("digest")? {
        Ok(PutOutcome::Already)
    } else {
        Err(CommonsError::Rule("shared-version"))
    }
}

async fn keep_version(
    tx: &mut CommonsTx<'_>,
    new: &Put,
    body: &str,
) -> Result<String, CommonsError> {
    let salt: [u8; 16] = crypto::random()?;
    let digest = crypto::salted_digest(&salt, body.as_bytes()).to_string();
    let values = [
        Value::id(new.id),
        new.version.into(),
        new.audience.sharing().code().into(),
        new.released_on.into(),
        tx.ctx.now.into(),
        body.into(),
        digest.as_str().into(),
        salt.as_slice().into(),
    ];
    tx.execute(&ADD_VERSION, values).await?;
    Ok(digest)
}

/// The codes by which an item is found in a list.
pub(crate) fn codes(body: &SharedLearning) -> BTreeSet<(&'static str, String)> {
    let mut codes = BTreeSet::from([
        ("level", body.level.code().to_owned()),
        ("effect", body.effect_seen.code().to_owned()),
    ]);
    codes.extend(body.stage.map(|stage| ("stage", stage.code().to_owned())));
    let lists = [
        ("harm", &body.harm),
        ("age", &body.age_bands),
        ("theme", &body.themes),
    ];
    for (kind, list) in lists {
        codes.extend(list.iter().map(|code| (kind, code.clone())));
    }
    codes
}

async fn put_codes(tx: &mut CommonsTx<'_>, new: &Put) -> Result<(), CommonsError> {
    tx.execute(&DROP_CODES, [Value::id(new.id)]).await?;
    for (kind, code) in codes(&new.body) {
        let values = [Value::id(new.id), kind.into(), code.into()];
        tx.execute(&ADD_CODE, values).await?;
    }
    Ok(())
}

/// One item as it stands, without a permit: for jobs and for the functions of this crate.
///
/// # Errors
/// [`CommonsError`].
pub async fn get(tx: &mut CommonsTx<'_>, id: SharedId) -> Result<Option<Item>, CommonsError> {
    let row = tx.first(&ONE, [Value::id(id)]).await?;
    row.map(|row| Item::read(&row)).transpose()
}

/// One item for somebody who reads: what was taken back is still there, without its words.
///
/// # Errors
/// [`CommonsError::NotFound`] when there is none; [`CommonsError::Refused`] when it is not for the asker.
pub async fn read_item(
    tx: &mut CommonsTx<'_>,
    id: SharedId,
    region: Option<&str>,
) -> Result<Item, CommonsError> {
    let item = get(tx, id).await?.ok_or(CommonsError::NotFound)?;
    let facts = item.facts(tx.ctx.organisation, region);
    drop(tx.permit_shared::<actions::ReadShared>(facts)?);
    Ok(item)
}

/// What took the place of an item and may be read by the asker.
///
/// # Errors
/// [`CommonsError`].
pub async fn superseded_by(
    tx: &mut CommonsTx<'_>,
    id: SharedId,
    region: Option<&str>,
) -> Result<Vec<SharedId>, CommonsError> {
    let rows = tx.all(&SUPERSEDED_BY, [Value::id(id)]).await?;
    let items: Vec<Item> = rows.iter().map(Item::read).collect::<Result<_, _>>()?;
    let organisation = tx.ctx.organisation;
    let readable = items.iter().filter(|item| {
        tx.would_permit_shared::<actions::ReadShared>(item.facts(organisation, region))
    });
    Ok(readable.map(|item| item.id).collect())
}

/// The versions of an item that [`read_item`] gave, newest first: those that the asker may read. One for everybody may have begun as
/// one for few.
///
/// # Errors
/// [`CommonsError`].
pub async fn versions_of(
    tx: &mut CommonsTx<'_>,
    item: &Item,
    region: Option<&str>,
) -> Result<Vec<Version>, CommonsError> {
    let rows = tx.all(&VERSIONS, [Value::id(item.id)]).await?;
    let all: Vec<Version> = rows.iter().map(version).collect::<Result<_, _>>()?;
    let organisation = tx.ctx.organisation;
    let may_read = |one: &Version| {
        let facts = item.facts_of(one, organisation, region);
        tx.would_permit_shared::<actions::ReadShared>(facts)
    };
    Ok(all.into_iter().filter(may_read).collect())
}

fn version(row: &Row) -> Result<Version, CommonsError> {
    let body = row.maybe_text("body")?;
    let audience = row.text("audience")?;
    Ok(Version {
        version: row.number("version")?,
        audience: Sharing::from_code(&audience).ok_or(CommonsError::Body(WHAT))?,
        released_on: row.parse("released_on")?,
        at: row.instant("at")?,
        body: body.map(|body| read_back(WHAT, &body)).transpose()?,
    })
}
