//! What agencies signed off, as others read it. It is kept in memory until one of them signs again: every page of a chronology
//! reads all of it. Who may read which of it is decided anew each time.

use std::any::Any;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use access::{Action, Permit, Section, actions};
use db::{Row, Statement, Value};
use model::case::ChangedEntry;
use model::record::Record;
use model::{CaseId, RecordId};

use crate::records::stored;
use crate::{Stored, VaultError, VaultTx};

/// So many records are kept in memory in all; those of the review that was not asked for the longest are let go.
const MOST: usize = 60_000;

macro_rules! signed {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.case_id, r.kind, r.section, r.state, r.due, v.version, r.added_at, v.at AS changed_at, v.by_whom, \
             v.agency, v.body, p.return_id, p.signed_reads FROM return_record p JOIN record r ON r.id = p.record \
             JOIN revision v ON v.record = p.record AND v.version = p.signed_version ",
            $rest
        )
    };
}

const SIGNED: Statement = Statement::new(
    "records of one kind of a return as its agency signed them off",
    signed!("WHERE p.return_id = $1 AND r.case_id = $2 AND r.kind = $3 ORDER BY r.added_at, r.id"),
);
const SIGNED_OF_CASE: Statement = Statement::new(
    "records of one kind of every return of a case as signed off",
    signed!(
        "JOIN agency_return a ON a.id = p.return_id WHERE r.case_id = $1 AND r.kind = $2 AND a.withdrawn_at IS NULL \
         ORDER BY r.added_at, r.id"
    ),
);
const AS_IT_WAS: Statement = Statement::new(
    "a record of a return as it was in one version",
    "SELECT r.id, r.case_id, r.kind, r.section, r.state, r.due, v.version, r.added_at, v.at AS changed_at, v.by_whom, \
     v.agency, v.body, p.return_id, p.reads AS signed_reads FROM return_record p JOIN record r ON r.id = p.record \
     JOIN revision v ON v.record = p.record AND v.version = $4 \
     WHERE p.return_id = $1 AND r.case_id = $2 AND r.id = $3 AND r.kind = $5",
);
const CHANGED: Statement = Statement::new(
    "which records of one kind of a return are others than when they were signed off",
    "SELECT p.record, p.signed_version, r.version, r.removed_at FROM return_record p JOIN record r ON r.id = p.record \
     WHERE p.return_id = $1 AND r.case_id = $2 AND r.kind = $3 AND p.signed_version IS NOT NULL \
     AND (r.removed_at IS NOT NULL OR r.version <> p.signed_version) ORDER BY r.added_at, r.id",
);
const MARKS: Statement = Statement::new(
    "by which marks the returns of a case were signed off",
    "SELECT id, signed_mark, signed_off_at, withdrawn_at FROM agency_return WHERE case_id = $1 ORDER BY id",
);

const IDS_OF_CASE: Statement = Statement::new(
    "which records of one kind of every return of a case were signed off",
    "SELECT p.record, p.signed_reads FROM return_record p JOIN record r ON r.id = p.record \
     JOIN agency_return a ON a.id = p.return_id WHERE r.case_id = $1 AND r.kind = $2 AND a.withdrawn_at IS NULL \
     AND p.signed_version IS NOT NULL ORDER BY p.record",
);

pub(super) const STATEMENTS: &[&Statement] = &[
    &SIGNED,
    &SIGNED_OF_CASE,
    &AS_IT_WAS,
    &CHANGED,
    &MARKS,
    &IDS_OF_CASE,
];

/// A record as its agency signed it off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRecord<R> {
    /// The return that it belongs to.
    pub request: RecordId,
    /// The section under which the team reads it.
    pub reads: Section,
    /// The record; nothing of it where the reader may not read its section.
    pub record: Option<Arc<Stored<R>>>,
}

impl<R> SignedRecord<R> {
    /// As somebody reads it who may read these sections.
    fn read_by(&self, open: &[Section]) -> Self {
        Self {
            request: self.request,
            reads: self.reads,
            record: self.record.clone().filter(|_| open.contains(&self.reads)),
        }
    }
}

/// By what is known that no return of a case was signed off since, or taken back: a mark is made anew with each signing, and one
/// that was undone with its transaction never comes again.
type Marks = Vec<(String, Option<String>, Option<i64>, bool)>;

struct Known {
    case: CaseId,
    kind: &'static str,
    marks: Marks,
    many: usize,
    records: Arc<dyn Any + Send + Sync>,
}

/// What agencies signed off in the reviews that were asked for last, oldest first.
#[derive(Default)]
pub(crate) struct SignedMemory(Mutex<Vec<Known>>);

impl SignedMemory {
    fn recall<R: Record>(&self, case: CaseId, marks: &Marks) -> Option<Arc<[SignedRecord<R>]>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = known
            .iter()
            .position(|one| one.case == case && one.kind == R::KIND)?;
        let one = known.remove(at);
        if one.marks != *marks {
            return None;
        }
        let records = one
            .records
            .downcast_ref::<Arc<[SignedRecord<R>]>>()
            .cloned();
        known.push(one);
        records
    }

    fn keep<R: Record>(&self, case: CaseId, marks: Marks, records: &Arc<[SignedRecord<R>]>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|one| one.case != case || one.kind != R::KIND);
        known.push(Known {
            case,
            kind: R::KIND,
            marks,
            many: records.len(),
            records: Arc::new(Arc::clone(records)),
        });
        while known.len() > 1 && known.iter().map(|one| one.many).sum::<usize>() > MOST {
            known.remove(0);
        }
    }
}

/// The records of one kind of the return as the agency signed them off; those of a section that the actor may not read
/// without their content.
///
/// # Errors
/// [`VaultError`].
pub async fn signed_in_return<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<SignedRecord<R>>, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    let values = [Value::id(request), Value::id(case), R::KIND.into()];
    let rows = tx.all(&SIGNED, values).await?;
    let open = tx.sections_permitted::<actions::ReadCase>(case).await?;
    let all = rows.iter().map(signed);
    all.map(|one| Ok(one?.read_by(&open))).collect()
}

/// A record of the return as it was in one version that was signed off, also where it was taken away since; nothing of it where the
/// actor may not read its section.
///
/// # Errors
/// [`VaultError::NotFound`] for a record of another return or kind, or a version that never was.
pub async fn signed_as_it_was<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (id, version): (RecordId, i64),
) -> Result<SignedRecord<R>, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    let values = [
        Value::id(request),
        Value::id(case),
        Value::id(id),
        version.into(),
        R::KIND.into(),
    ];
    let row = tx.first(&AS_IT_WAS, values).await?;
    let one = signed(&row.ok_or(VaultError::NotFound)?)?;
    let open = tx.sections_permitted::<actions::ReadCase>(case).await?;
    Ok(one.read_by(&open))
}

/// Which records of one kind are others now than when the return was last signed off, or were taken away: each with the version of
/// then and the one of now.
///
/// # Errors
/// [`VaultError`].
pub async fn changed_signed<R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SignOffReturn>,
) -> Result<Vec<ChangedEntry>, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    let values = [Value::id(request), Value::id(case), R::KIND.into()];
    let rows = tx.all(&CHANGED, values).await?;
    let read = |row: &Row| {
        let is_gone = row.maybe_number("removed_at")?.is_some();
        Ok(ChangedEntry {
            entry: row.parse("record")?,
            before: row.number("signed_version")?,
            now: (!is_gone).then(|| row.number("version")).transpose()?,
        })
    };
    rows.iter().map(read).collect()
}

/// The records of one kind of every return of the case as the agencies signed them off.
///
/// # Errors
/// [`VaultError`].
pub async fn signed_of_case<R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<SignedRecord<R>>, VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let open = tx.sections_permitted::<actions::ReadCase>(case).await?;
    let marks = marks(tx, case).await?;
    let known = tx.vault.signed().recall::<R>(case, &marks);
    let all = match known {
        Some(all) => all,
        None => {
            let values = [Value::id(case), R::KIND.into()];
            let rows = tx.all(&SIGNED_OF_CASE, values).await?;
            let all: Result<Arc<[_]>, VaultError> = rows.iter().map(signed).collect();
            let all = all?;
            tx.vault.signed().keep(case, marks, &all);
            all
        }
    };
    Ok(all.iter().map(|one| one.read_by(&open)).collect())
}

/// Which records of one kind of every return of the case were signed off and may be read by the actor; nothing of what they say.
///
/// # Errors
/// [`VaultError`].
pub async fn signed_ids_of_case<R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<BTreeSet<RecordId>, VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let open = tx.sections_permitted::<actions::ReadCase>(case).await?;
    let mut ids = BTreeSet::new();
    for row in tx
        .all(&IDS_OF_CASE, [Value::id(case), R::KIND.into()])
        .await?
    {
        let reads: Section = row.parse("signed_reads")?;
        if open.contains(&reads) {
            ids.insert(row.parse("record")?);
        }
    }
    Ok(ids)
}

async fn marks(tx: &mut VaultTx<'_>, case: CaseId) -> Result<Marks, VaultError> {
    let rows = tx.all(&MARKS, [Value::id(case)]).await?;
    let mark = |row: &Row| {
        Ok((
            row.text("id")?,
            row.maybe_text("signed_mark")?,
            row.maybe_number("signed_off_at")?,
            row.maybe_number("withdrawn_at")?.is_some(),
        ))
    };
    rows.iter().map(mark).collect()
}

fn signed<R: Record>(row: &Row) -> Result<SignedRecord<R>, VaultError> {
    Ok(SignedRecord {
        request: row.parse("return_id")?,
        reads: row.parse("signed_reads")?,
        record: Some(Arc::new(stored(row)?)),
    })
}
