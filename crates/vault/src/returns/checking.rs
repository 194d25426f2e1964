//! Entries of a return that were put to somebody who wrote them down at the time: who that is, what they read, what they say.
//!
//! What they say is a record of the return that is the agency's own, like a draft; nobody signs it off and nobody but them
//! changes it. Whoever reads the entry as it was signed off reads what was said of it too.

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, Permit, Section, actions};
use db::{Row, Statement, Value};
use model::case::{CheckSaid, EntryCheck};
use model::chronology::Entry;
use model::record::Record as _;
use model::{CaseId, Instant, PersonId, RecordId};

use super::answering::note;
use super::content::add_to_return;
use crate::records::{current, save_at, standing, stored};
use crate::{Stored, VaultError, VaultTx};

const PEOPLE: Statement = Statement::new(
    "to whom entries of a return were put",
    "SELECT id, person FROM checking WHERE return_id = $1 AND ended_at IS NULL ORDER BY added_at, id",
);
const ADD: Statement = Statement::new(
    "put an entry to somebody",
    "INSERT INTO checking (id, return_id, case_id, person, entry, added_at) VALUES ($1, $2, $3, $4, $5, $6)",
);
const HAS: Statement = Statement::new(
    "whether an entry was put to somebody",
    "SELECT id FROM checking WHERE return_id = $1 AND person = $2 AND entry = $3 AND ended_at IS NULL",
);
const OPEN: Statement = Statement::new(
    "whether an entry of a return is read by the whole team",
    "SELECT p.record FROM return_record p JOIN record r ON r.id = p.record WHERE p.record = $1 AND p.return_id = $2 \
     AND p.reads = 'general' AND r.kind = $3 AND r.removed_at IS NULL",
);
const END: Statement = Statement::new(
    "an entry is no longer put to somebody",
    "UPDATE checking SET ended_at = $4 WHERE id = $1 AND return_id = $2 AND case_id = $3 AND ended_at IS NULL",
);
const MINE: Statement = Statement::new(
    "the entry that was put to a person",
    "SELECT entry FROM checking WHERE id = $1 AND return_id = $2 AND person = $3 AND ended_at IS NULL",
);
const CHECKS: Statement = Statement::new(
    "what was put to a person of a return",
    standing!(
        "JOIN checking k ON k.id = r.id WHERE k.return_id = $1 AND r.case_id = $2 AND r.kind = $3 AND k.person = $4 \
         AND k.ended_at IS NULL AND r.removed_at IS NULL ORDER BY r.added_at, r.id"
    ),
);
const ENTRIES: Statement = Statement::new(
    "entries of a return that were put to a person and that the whole team reads",
    standing!(
        "JOIN checking k ON k.entry = r.id JOIN return_record p ON p.record = r.id WHERE k.return_id = $1 \
         AND r.case_id = $2 AND r.kind = $3 AND k.person = $4 AND k.ended_at IS NULL AND r.removed_at IS NULL \
         AND p.return_id = k.return_id AND p.reads = 'general' ORDER BY r.added_at, r.id"
    ),
);
const WAITING: Statement = Statement::new(
    "returns of which entries were put to a person",
    "SELECT k.return_id, MIN(k.added_at) AS put_at, COUNT(*) AS many FROM checking k JOIN record c ON c.id = k.id \
     JOIN record e ON e.id = k.entry JOIN return_record p ON p.record = k.entry \
     WHERE k.person = $1 AND k.ended_at IS NULL AND c.state = 'asked' AND e.removed_at IS NULL AND p.reads = 'general' \
     GROUP BY k.return_id ORDER BY put_at, k.return_id",
);
const SAID: Statement = Statement::new(
    "every version of what was said of the entries of a case",
    "SELECT r.id, r.case_id, r.kind, r.section, r.state, r.due, v.version, r.added_at, v.at AS changed_at, v.by_whom, \
     v.agency, v.body FROM record r JOIN revision v ON v.record = r.id JOIN return_record p ON p.record = r.id \
     JOIN agency_return a ON a.id = p.return_id WHERE r.case_id = $1 AND r.kind = $2 AND r.state <> 'asked' \
     AND r.removed_at IS NULL AND a.withdrawn_at IS NULL ORDER BY r.added_at, r.id, v.version DESC",
);
const SIGNED: Statement = Statement::new(
    "which version of the entries of a case was signed off",
    "SELECT p.record, p.signed_version, p.signed_reads FROM return_record p JOIN record r ON r.id = p.record \
     WHERE p.case_id = $1 AND r.kind = $2 AND p.signed_version IS NOT NULL",
);

pub(super) const STATEMENTS: &[&Statement] = &[
    &PEOPLE, &ADD, &HAS, &OPEN, &END, &MINE, &CHECKS, &ENTRIES, &WAITING, &SAID, &SIGNED,
];

/// Somebody to whom entries of a return were put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checking {
    /// Id of the record of what was put to them; of the first, where each person stands once.
    pub id: RecordId,
    /// Who.
    pub person: PersonId,
}

/// A return of which entries wait for a person to check them. Ids, a moment and a number, no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChecksWait {
    /// The request that it answers.
    pub request: RecordId,
    /// When the first of them was put to the person.
    pub put_at: Instant,
    /// How many wait.
    pub many: i64,
}

/// What was put to a person, each with the entry as it stands; none for one that was taken away or is not for the whole team
/// any more.
pub type Checks = Vec<(Stored<EntryCheck>, Option<Stored<Entry>>)>;

/// The people, for facts about access.
pub(super) async fn people(
    tx: &mut VaultTx<'_>,
    request: RecordId,
) -> Result<BTreeSet<PersonId>, VaultError> {
    let all = everybody(tx, request).await?;
    Ok(all.into_iter().map(|one| one.person).collect())
}

async fn everybody(tx: &mut VaultTx<'_>, request: RecordId) -> Result<Vec<Checking>, VaultError> {
    let rows = tx.all(&PEOPLE, [Value::id(request)]).await?;
    let mut all: Vec<Checking> = Vec::new();
    for row in &rows {
        let one = read(row)?;
        if !all.iter().any(|before| before.person == one.person) {
            all.push(one);
        }
    }
    Ok(all)
}

fn read(row: &Row) -> Result<Checking, VaultError> {
    Ok(Checking {
        id: row.parse("id")?,
        person: row.parse("person")?,
    })
}

/// To whom entries of a return were put, each once; nothing of the entries.
///
/// # Errors
/// [`VaultError::NotFound`] for a request of another case.
pub async fn checking<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    request: RecordId,
) -> Result<Vec<Checking>, VaultError> {
    permit.check(tx.tx.number())?;
    super::lists::belongs(tx, permit, request).await?;
    everybody(tx, request).await
}

/// What is put to anybody of the return of the permit now, by the id of its record.
///
/// # Errors
/// [`VaultError`].
pub async fn put_now<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<Checking>, VaultError> {
    permit.check(tx.tx.number())?;
    let (_, request) = permit.of_return()?;
    let rows = tx.all(&PEOPLE, [Value::id(request)]).await?;
    rows.iter().map(read).collect()
}

/// Puts an entry of the return to somebody. Only what the whole team of the review may read is put to anybody.
///
/// # Errors
/// [`VaultError::Rule`]: `check-restricted` for an entry that is not there or that only some read, `check-answers` for
/// somebody who writes or signs the return, `check-not-here` for somebody who may see nothing of the case, `check-asked` when
/// it was put to them already.
pub async fn put_to_check(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    body: &EntryCheck,
) -> Result<RecordId, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    if crate::team::is_on_the_list(tx, case, body.person).await? {
        return Err(VaultError::Rule("check-not-here"));
    }
    let answers = super::answering(tx, permit, request).await?;
    if answers.iter().any(|one| one.person == body.person) {
        return Err(VaultError::Rule("check-answers"));
    }
    let values = [
        Value::id(body.entry),
        Value::id(request),
        Entry::KIND.into(),
    ];
    if tx.first(&OPEN, values).await?.is_none() {
        return Err(VaultError::Rule("check-restricted"));
    }
    let values = [
        Value::id(request),
        Value::id(body.person),
        Value::id(body.entry),
    ];
    if tx.first(&HAS, values).await?.is_some() {
        return Err(VaultError::Rule("check-asked"));
    }
    let id = add_to_return(tx, permit, Section::Returns, body).await?;
    let now = tx.ctx.now;
    let values = [
        Value::id(id),
        Value::id(request),
        Value::id(case),
        Value::id(body.person),
        Value::id(body.entry),
        now.into(),
    ];
    tx.execute(&ADD, values).await?;
    Ok(id)
}

/// Ends that an entry is put to somebody: they read nothing of it from now on. What they said of it stays.
///
/// # Errors
/// [`VaultError::NotFound`] when it is not put to anybody.
pub async fn end_check_of_entry(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    id: RecordId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let ((case, request), now) = (permit.of_return()?, tx.ctx.now);
    let values = [
        Value::id(id),
        Value::id(request),
        Value::id(case),
        now.into(),
    ];
    if tx.execute(&END, values).await? == 0 {
        return Err(VaultError::NotFound);
    }
    note(tx, permit.code(), case, id).await
}

/// What was put to the actor of the return of the permit, and nothing else of it.
///
/// # Errors
/// [`VaultError`].
pub async fn entries_to_check(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadChecks>,
) -> Result<Checks, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    let me = tx.ctx.person()?.id;
    let of = |kind: &'static str| {
        [
            Value::id(request),
            Value::id(case),
            kind.into(),
            Value::id(me),
        ]
    };
    let rows = tx.all(&ENTRIES, of(Entry::KIND)).await?;
    let mut entries = BTreeMap::new();
    for row in &rows {
        let entry: Stored<Entry> = stored(row)?;
        entries.insert(entry.id, entry);
    }
    let rows = tx.all(&CHECKS, of(EntryCheck::KIND)).await?;
    let with_entry = |row: &Row| {
        let check: Stored<EntryCheck> = stored(row)?;
        let entry = entries.get(&check.body.entry).cloned();
        Ok((check, entry))
    };
    rows.iter().map(with_entry).collect()
}

/// Keeps what the actor says of an entry that was put to them. It must be of the entry as it stands.
///
/// # Errors
/// [`VaultError::Rule`] `check-entry-changed` when the entry was changed or taken away after they read it;
/// [`VaultError::Clash`] when they said something of it in another window; [`VaultError::NotFound`] for an entry that is not
/// put to them.
pub async fn check_entry(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::CheckEntries>,
    (id, shown): (RecordId, i64),
    said: &CheckSaid,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    let me = tx.ctx.person()?.id;
    let values = [Value::id(id), Value::id(request), Value::id(me)];
    let row = tx.first(&MINE, values).await?;
    let entry: RecordId = row.ok_or(VaultError::NotFound)?.parse("entry")?;
    let values = [Value::id(entry), Value::id(request), Entry::KIND.into()];
    if tx.first(&OPEN, values).await?.is_none() {
        return Err(VaultError::Rule("check-entry-changed"));
    }
    let stands = current::<Entry>(tx, case, entry, Section::Returns).await?;
    if stands.number("version")? != said.version {
        return Err(VaultError::Rule("check-entry-changed"));
    }
    let kept = current::<EntryCheck>(tx, case, id, Section::Returns).await?;
    let body = EntryCheck {
        said: Some(said.clone()),
        ..stored::<EntryCheck>(&kept)?.body
    };
    let place = (case, Section::Returns);
    save_at(tx, permit, place, (id, shown), &body).await?;
    Ok(())
}

/// Returns of which entries wait for the actor.
///
/// # Errors
/// [`VaultError`].
pub async fn checks_to_answer(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<ChecksWait>, VaultError> {
    permit.check(tx.tx.number())?;
    let me = tx.ctx.person()?.id;
    let rows = tx.all(&WAITING, [Value::id(me)]).await?;
    let waits = |row: &Row| {
        Ok(ChecksWait {
            request: row.parse("return_id")?,
            put_at: row.instant("put_at")?,
            many: row.number("many")?,
        })
    };
    rows.iter().map(waits).collect()
}

/// What was said of entries that were signed off, oldest first: of those alone that the actor reads, and of each the last
/// that was said of a version which was signed off or came before it.
///
/// # Errors
/// [`VaultError`].
pub async fn checks_of_case(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<Stored<EntryCheck>>, VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let values = [Value::id(case), EntryCheck::KIND.into()];
    let rows = tx.all(&SAID, values).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let signed = signed(tx, case).await?;
    let mut all: Vec<Stored<EntryCheck>> = Vec::new();
    for row in &rows {
        let one: Stored<EntryCheck> = stored(row)?;
        let version = one.body.said.as_ref().map(|said| said.version);
        let known = signed.get(&one.body.entry);
        let is_read = known.is_some_and(|signed| version.is_some_and(|said| said <= *signed));
        if is_read && all.last().is_none_or(|before| before.id != one.id) {
            all.push(one);
        }
    }
    Ok(all)
}

/// The signed version of each entry of a case that the actor reads.
async fn signed(tx: &mut VaultTx<'_>, case: CaseId) -> Result<BTreeMap<RecordId, i64>, VaultError> {
    let open = tx.sections_permitted::<actions::ReadCase>(case).await?;
    let rows = tx
        .all(&SIGNED, [Value::id(case), Entry::KIND.into()])
        .await?;
    let mut all = BTreeMap::new();
    for row in &rows {
        let reads: Section = row.parse("signed_reads")?;
        if open.contains(&reads) {
            all.insert(row.parse("record")?, row.number("signed_version")?);
        }
    }
    Ok(all)
}
