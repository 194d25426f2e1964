//! Records of a case: typed bodies, every version kept, none overwritten unseen.

use access::ledger::{Entry, Outcome};
use access::{Action, Permit, Section, actions};
use db::{DbError, Row, Statement, Value};
use model::record::Record;
use model::{CaseId, Instant, RecordId};

use crate::kept::Kept;
use crate::{Clash, VaultError, VaultTx};

/// Records with the body of the version that stands.
macro_rules! standing {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.case_id, r.kind, r.section, r.state, r.due, r.version, r.added_at, r.changed_at, v.by_whom, \
             v.agency, v.body FROM record r JOIN revision v ON v.record = r.id AND v.version = r.version ",
            $rest
        )
    };
}
pub(crate) use standing;

pub(crate) const ADD: Statement = Statement::new(
    "add a record",
    "INSERT INTO record (id, case_id, kind, section, version, state, due, waits_for, added_at, changed_at) \
     VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $8)",
);
pub(crate) const CHANGE: Statement = Statement::new(
    "change a record",
    "UPDATE record SET version = $3, state = $4, due = $5, waits_for = $6, changed_at = $7 \
     WHERE id = $1 AND version = $2",
);
pub(crate) const REMOVE: Statement = Statement::new(
    "remove a record from sight",
    "UPDATE record SET removed_at = $3, changed_at = $3 WHERE id = $1 AND version = $2",
);
pub(crate) const ADD_REVISION: Statement = Statement::new(
    "add a revision",
    "INSERT INTO revision (record, version, case_id, kind, at, by_kind, by_whom, agency, body, salt) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);
pub(crate) const ONE: Statement = Statement::new(
    "one record",
    standing!("WHERE r.id = $1 AND r.case_id = $2 AND r.kind = $3 AND r.removed_at IS NULL"),
);
pub(crate) const LIST: Statement = Statement::new(
    "records of one kind",
    standing!(
        "WHERE r.case_id = $1 AND r.kind = $2 AND r.section = $3 AND r.removed_at IS NULL \
         ORDER BY r.added_at, r.id"
    ),
);
pub(crate) const HISTORY: Statement = Statement::new(
    "every version of a record",
    "SELECT v.record AS id, v.case_id, v.kind, r.section, r.state, r.due, v.version, v.at AS added_at, v.at AS changed_at, \
     v.by_whom, v.agency, v.body FROM revision v JOIN record r ON r.id = v.record \
     WHERE v.record = $1 AND v.case_id = $2 AND v.kind = $3 ORDER BY v.version DESC",
);
pub(crate) const VERSION: Statement = Statement::new(
    "one version of a record",
    "SELECT v.record AS id, v.case_id, v.kind, r.section, r.state, r.due, v.version, v.at AS added_at, v.at AS changed_at, \
     v.by_whom, v.agency, v.body FROM revision v JOIN record r ON r.id = v.record \
     WHERE v.record = $1 AND v.case_id = $2 AND v.kind = $3 AND v.version = $4",
);

pub(crate) const HOLDS: Statement = Statement::new(
    "whether a section holds anything that stands",
    "SELECT COUNT(*) AS many FROM record WHERE case_id = $1 AND section = $2 AND removed_at IS NULL \
     AND (state IS NULL OR state <> 'ended')",
);

/// A record as kept, with the typed body of its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<R> {
    /// The record.
    pub id: RecordId,
    /// Its case.
    pub case: CaseId,
    /// Version of the body.
    pub version: i64,
    /// When it was added.
    pub added_at: Instant,
    /// When this version was written.
    pub changed_at: Instant,
    /// Who wrote this version: id of a person, name of a job, or the operator's reason.
    pub by: String,
    /// The agency they brought.
    pub agency: Option<String>,
    /// The body.
    pub body: R,
}

/// One version of a record.
pub type Revision<R> = Stored<R>;

/// Adds a record to the case and section that the permit is for, with its first version.
///
/// # Errors
/// [`VaultError`]; [`VaultError::Rule`] `person-barred` when it gives something to do to somebody on the conflict list.
pub async fn save_new<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    body: &R,
) -> Result<RecordId, VaultError> {
    permit.check(tx.tx.number())?;
    let place = (permit.case()?, permit.section());
    add_at(tx, permit, place, body).await
}

/// Adds a record to a section of a case, for a permit that was checked.
pub(crate) async fn add_at<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (case, section): (CaseId, Section),
    body: &R,
) -> Result<RecordId, VaultError> {
    relies_on_nobody_barred(tx, case, body).await?;
    let id: RecordId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    tx.execute(
        &ADD,
        [
            Value::id(id),
            Value::id(case),
            R::KIND.into(),
            section.code().into(),
            body.state().into(),
            body.due().into(),
            Value::maybe_id(body.waits_for()),
            now.into(),
        ],
    )
    .await?;
    add_revision(tx, (permit, case), id, 1, body).await?;
    Ok(id)
}

/// Changes a record when it still stands at the version that was shown; returns the new version.
/// An unchanged body is not written again.
///
/// # Errors
/// [`VaultError::Clash`] with what stands there when somebody changed it meanwhile; [`VaultError::Rule`] `person-barred`
/// as [`save_new`].
pub async fn save<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    id: RecordId,
    shown: i64,
    body: &R,
) -> Result<i64, VaultError> {
    permit.check(tx.tx.number())?;
    let place = (permit.case()?, permit.section());
    save_at(tx, permit, place, (id, shown), body).await
}

/// Changes a record of a section of a case, for a permit that was checked.
pub(crate) async fn save_at<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (case, section): (CaseId, Section),
    (id, shown): (RecordId, i64),
    body: &R,
) -> Result<i64, VaultError> {
    let current = current::<R>(tx, case, id, section).await?;
    let kept = current.text("body")?;
    let new = text_of(body)?;
    if kept == new {
        return Ok(current.number("version")?);
    }
    unchanged_since::<R>(&current, id, shown)?;
    relies_on_nobody_barred(tx, case, body).await?;
    let version = shown + 1;
    let now = tx.ctx.now;
    let changed = tx
        .execute(
            &CHANGE,
            [
                Value::id(id),
                shown.into(),
                version.into(),
                body.state().into(),
                body.due().into(),
                Value::maybe_id(body.waits_for()),
                now.into(),
            ],
        )
        .await?;
    changed_one(changed, CHANGE.name)?;
    add_revision(tx, (permit, case), id, version, body).await?;
    Ok(version)
}

/// Nobody on the conflict list is given something to do in the case, whatever a page offered or a form says.
async fn relies_on_nobody_barred<R: Record>(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    body: &R,
) -> Result<(), VaultError> {
    let Some(person) = body.relies_on() else {
        return Ok(());
    };
    if crate::team::is_on_the_list(tx, case, person).await? {
        return Err(VaultError::Rule("person-barred"));
    }
    Ok(())
}

/// Whether the section that the permit is for holds any record that stands. Nothing of it is read.
///
/// # Errors
/// [`VaultError`].
pub async fn holds_something<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let of = [Value::id(permit.case()?), permit.section().code().into()];
    let row = tx.first(&HOLDS, of).await?.ok_or(VaultError::NotFound)?;
    Ok(row.number("many")? > 0)
}

/// Takes a record out of sight; its versions stay until the case is disposed of.
///
/// # Errors
/// [`VaultError::Clash`] when somebody changed it meanwhile.
pub async fn remove<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    id: RecordId,
    shown: i64,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let place = (permit.case()?, permit.section());
    remove_at::<R>(tx, place, id, shown).await
}

/// Takes a record of a section of a case out of sight, for a permit that was checked.
pub(crate) async fn remove_at<R: Record>(
    tx: &mut VaultTx<'_>,
    (case, section): (CaseId, Section),
    id: RecordId,
    shown: i64,
) -> Result<(), VaultError> {
    let current = current::<R>(tx, case, id, section).await?;
    unchanged_since::<R>(&current, id, shown)?;
    let now = tx.ctx.now;
    let changed = tx
        .execute(&REMOVE, [Value::id(id), shown.into(), now.into()])
        .await?;
    changed_one(changed, REMOVE.name)?;
    let entry = Entry {
        action: "remove_record",
        case: Some(case),
        record: Some(id),
        version: Some(shown),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// The records of one kind in the section that the permit is for, oldest first.
///
/// # Errors
/// [`VaultError::Body`] when one cannot be read back.
pub async fn list<R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<Stored<R>>, VaultError> {
    list_with(tx, permit).await
}

/// As [`list`], for an action that must see what it changes.
///
/// # Errors
/// [`VaultError::Body`] when one cannot be read back.
pub async fn list_with<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<Stored<R>>, VaultError> {
    permit.check(tx.tx.number())?;
    let values = [
        Value::id(permit.case()?),
        R::KIND.into(),
        permit.section().code().into(),
    ];
    tx.all(&LIST, values).await?.iter().map(stored).collect()
}

/// One record of the case and section that the permit is for.
///
/// # Errors
/// [`VaultError::NotFound`] when there is none.
pub async fn one<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    id: RecordId,
) -> Result<Stored<R>, VaultError> {
    permit.check(tx.tx.number())?;
    stored(&current::<R>(tx, permit.case()?, id, permit.section()).await?)
}

/// Every version of a record, newest first.
///
/// # Errors
/// [`VaultError`].
pub async fn history<R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    id: RecordId,
) -> Result<Vec<Revision<R>>, VaultError> {
    history_with(tx, permit, id).await
}

/// As [`history`], for an action that must see what it changes.
///
/// # Errors
/// [`VaultError`].
pub async fn history_with<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    id: RecordId,
) -> Result<Vec<Revision<R>>, VaultError> {
    permit.check(tx.tx.number())?;
    current::<R>(tx, permit.case()?, id, permit.section()).await?;
    let values = [Value::id(id), Value::id(permit.case()?), R::KIND.into()];
    tx.all(&HISTORY, values).await?.iter().map(stored).collect()
}

/// One version of a record, for laying a change beside what it was made from.
///
/// # Errors
/// [`VaultError::NotFound`] when the record has no such version.
pub async fn version_of<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    id: RecordId,
    version: i64,
) -> Result<Revision<R>, VaultError> {
    permit.check(tx.tx.number())?;
    current::<R>(tx, permit.case()?, id, permit.section()).await?;
    let values = [
        Value::id(id),
        Value::id(permit.case()?),
        R::KIND.into(),
        version.into(),
    ];
    let row = tx.first(&VERSION, values).await?;
    stored(&row.ok_or(VaultError::NotFound)?)
}

pub(crate) async fn current<R: Record>(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    id: RecordId,
    section: Section,
) -> Result<Row, VaultError> {
    let row = tx
        .first(&ONE, [Value::id(id), Value::id(case), R::KIND.into()])
        .await?;
    let row = row.ok_or(VaultError::NotFound)?;
    if row.text("section")? == section.code() {
        Ok(row)
    } else {
        Err(VaultError::NotFound)
    }
}

fn unchanged_since<R: Record>(current: &Row, id: RecordId, shown: i64) -> Result<(), VaultError> {
    let version = current.number("version")?;
    if version == shown {
        return Ok(());
    }
    Err(VaultError::Clash(Box::new(Clash {
        kind: R::KIND,
        record: id,
        shown,
        current: version,
        at: current.instant("changed_at")?,
        by: current.text("by_whom")?,
        body: current.text("body")?,
    })))
}

/// Of some records there is one: a form that knew of none meets the one that somebody made meanwhile.
///
/// # Errors
/// [`VaultError::Clash`] when `standing` is there.
pub fn none_yet<R: Record>(standing: Option<&Stored<R>>) -> Result<(), VaultError> {
    match standing {
        None => Ok(()),
        Some(one) => Err(clash(one)?),
    }
}

/// What stands now, for whoever meant to change something else.
///
/// # Errors
/// [`VaultError::Body`] when it cannot be written as text.
pub fn clash<R: Record>(one: &Stored<R>) -> Result<VaultError, VaultError> {
    Ok(VaultError::Clash(Box::new(Clash {
        kind: R::KIND,
        record: one.id,
        shown: 0,
        current: one.version,
        at: one.changed_at,
        by: one.by.clone(),
        body: text_of(&one.body)?,
    })))
}

/// The version was looked at in the same transaction, so no other can have come between.
fn changed_one(changed: u64, statement: &'static str) -> Result<(), VaultError> {
    if changed == 1 {
        Ok(())
    } else {
        Err(DbError::Conflict(statement).into())
    }
}

async fn add_revision<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    (permit, case): (&Permit<'_, A>, CaseId),
    id: RecordId,
    version: i64,
    body: &R,
) -> Result<(), VaultError> {
    let text = text_of(body)?;
    let salt: [u8; 16] = crypto::random()?;
    let digest = crypto::salted_digest(&salt, text.as_bytes()).to_string();
    let (by_kind, by_whom, agency) = match permit.actor() {
        access::Actor::Person(person) => ("person", person.id.to_string(), person.agency),
        access::Actor::System { job } => ("job", (*job).to_owned(), None),
        access::Actor::Operator { reason } => ("operator", reason.clone(), None),
    };
    let now = tx.ctx.now;
    tx.execute(
        &ADD_REVISION,
        [
            Value::id(id),
            version.into(),
            Value::id(case),
            R::KIND.into(),
            now.into(),
            by_kind.into(),
            by_whom.into(),
            Value::maybe_id(agency),
            text.into(),
            salt.to_vec().into(),
        ],
    )
    .await?;
    let entry = Entry {
        action: permit.code(),
        case: Some(case),
        record: Some(id),
        version: Some(version),
        digest: Some(digest),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

fn text_of<R: Record>(body: &R) -> Result<String, VaultError> {
    serde_json::to_string(body).map_err(|_| VaultError::Body(R::KIND))
}

pub(crate) fn stored<R: Record>(row: &Row) -> Result<Stored<R>, VaultError> {
    Kept::read(row)?.stored()
}
