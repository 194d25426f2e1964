//! What an agency writes: drafts that only its own people read, and the versions that it signed off.

use std::collections::BTreeMap;

use access::{Action, Permit, Section, actions};
use db::{Row, Statement, Value};
use model::case::{AgencyRequest, EntryCheck, ReturnFile, ReturnForm, ReturnQuery, ReturnSigned};
use model::record::Record;
use model::{CaseId, RecordId};

use super::answering::note;
use super::lists::{AgencyReturn, mark_signed};
use crate::records::{add_at, current, remove_at, save_at, standing, stored};
use crate::{Stored, VaultError, VaultTx};

const PLACE: Statement = Statement::new(
    "a record belongs to a return",
    "INSERT INTO return_record (record, return_id, case_id, reads) VALUES ($1, $2, $3, $4)",
);
const READS: Statement = Statement::new(
    "change the section that a record of a return is read under",
    "UPDATE return_record SET reads = $3 WHERE record = $1 AND return_id = $2",
);
const IS_OF: Statement = Statement::new(
    "whether a record is of a return",
    "SELECT reads FROM return_record WHERE record = $1 AND return_id = $2",
);
pub(super) const DRAFTS: Statement = Statement::new(
    "records of one kind of a return as its agency has them",
    standing!(
        "JOIN return_record p ON p.record = r.id WHERE p.return_id = $1 AND r.case_id = $2 AND r.kind = $3 \
         AND r.removed_at IS NULL ORDER BY r.added_at, r.id"
    ),
);

const SIGN: Statement = Statement::new(
    "sign off what stands in a return",
    "UPDATE return_record SET signed_reads = reads, signed_version = (SELECT r.version FROM record r \
     WHERE r.id = return_record.record AND r.removed_at IS NULL) WHERE return_id = $1 AND case_id = $2 \
     AND reads <> 'returns'",
);
const CHANGED: Statement = Statement::new(
    "what changed in a return since it was signed off",
    "SELECT COUNT(*) AS many FROM return_record p JOIN record r ON r.id = p.record WHERE p.return_id = $1 \
     AND r.kind <> $2 AND p.reads <> 'returns' AND ((r.removed_at IS NULL AND (p.signed_version IS NULL OR p.signed_version <> r.version \
     OR p.signed_reads <> p.reads)) OR (r.removed_at IS NOT NULL AND p.signed_version IS NOT NULL))",
);

const TALK: Statement = Statement::new(
    "questions about a return",
    standing!(
        "JOIN return_record p ON p.record = r.id WHERE p.return_id = $1 AND r.case_id = $2 AND r.kind = $3 \
         AND r.removed_at IS NULL ORDER BY r.added_at DESC, r.id DESC"
    ),
);
const OPEN_TALK: Statement = Statement::new(
    "open questions about the returns of a case",
    "SELECT p.return_id, COUNT(*) AS many FROM return_record p JOIN record r ON r.id = p.record \
     WHERE p.case_id = $1 AND r.kind = $2 AND r.state = 'open' AND r.removed_at IS NULL GROUP BY p.return_id",
);
const IS_SIGNED: Statement = Statement::new(
    "whether a record of a return was signed off",
    "SELECT signed_reads FROM return_record WHERE record = $1 AND return_id = $2 AND signed_version IS NOT NULL",
);
const AUTHORS: Statement = Statement::new(
    "who wrote a return",
    "SELECT DISTINCT v.by_whom FROM revision v JOIN return_record p ON p.record = v.record \
     WHERE p.return_id = $1 AND v.kind <> $2 AND v.kind <> $3 AND v.kind <> $4 AND v.kind <> $5 \
     AND (v.kind <> $6 OR v.agency IS NOT NULL) ORDER BY v.by_whom",
);

pub(super) const STATEMENTS: &[&Statement] = &[
    &PLACE, &READS, &IS_OF, &DRAFTS, &SIGN, &CHANGED, &TALK, &OPEN_TALK, &IS_SIGNED, &AUTHORS,
];

/// Adds a record to the return that the permit is for, to be read by others under `reads` once it is signed off; under
/// [`Section::Returns`] it stays the agency's own.
///
/// # Errors
/// [`VaultError`].
pub async fn add_to_return<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    reads: Section,
    body: &R,
) -> Result<RecordId, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    let id = add_at(tx, permit, (case, Section::Returns), body).await?;
    let values = [
        Value::id(id),
        Value::id(request),
        Value::id(case),
        reads.code().into(),
    ];
    tx.execute(&PLACE, values).await?;
    Ok(id)
}

/// Changes a record of the return that the permit is for.
///
/// # Errors
/// [`VaultError::Clash`] when somebody changed it meanwhile; [`VaultError::NotFound`] for a record of another return.
pub async fn change_in_return<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (id, shown): (RecordId, i64),
    reads: Section,
    body: &R,
) -> Result<i64, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = is_of(tx, permit, id).await?;
    let place = (case, Section::Returns);
    let version = save_at(tx, permit, place, (id, shown), body).await?;
    let values = [Value::id(id), Value::id(request), reads.code().into()];
    tx.execute(&READS, values).await?;
    Ok(version)
}

/// Takes a record of the return that the permit is for out of sight of its agency; others lose sight of it when the
/// return is signed off again.
///
/// # Errors
/// As [`change_in_return`].
pub async fn remove_from_return<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (id, shown): (RecordId, i64),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (case, _) = is_of(tx, permit, id).await?;
    remove_at::<R>(tx, (case, Section::Returns), id, shown).await
}

pub(super) async fn is_of<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    id: RecordId,
) -> Result<(CaseId, RecordId), VaultError> {
    let (case, request) = permit.of_return()?;
    let found = tx
        .first(&IS_OF, [Value::id(id), Value::id(request)])
        .await?;
    found.map(|_| (case, request)).ok_or(VaultError::NotFound)
}

/// The records of one kind as the agency has them, drafts included, oldest first.
///
/// # Errors
/// [`VaultError::NotFound`] when the actor does not write for the agency.
pub async fn list_in_return<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<Stored<R>>, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    of_the_agency(tx, request).await?;
    let values = [Value::id(request), Value::id(case), R::KIND.into()];
    tx.all(&DRAFTS, values).await?.iter().map(stored).collect()
}

/// The documents to be filled in that were handed out, oldest first. They hold codes and digests and nothing of what anybody
/// wrote, so that somebody who hands in a document for an agency may have it read by them.
///
/// # Errors
/// [`VaultError`].
pub async fn forms_in_return<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<Stored<ReturnForm>>, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    let values = [Value::id(request), Value::id(case), ReturnForm::KIND.into()];
    tx.all(&DRAFTS, values).await?.iter().map(stored).collect()
}

/// Drafts are for who writes them, whatever else lets somebody read the return.
async fn of_the_agency(tx: &mut VaultTx<'_>, request: RecordId) -> Result<(), VaultError> {
    if tx
        .would_permit_return::<actions::ReadDraft>(request)
        .await?
    {
        Ok(())
    } else {
        Err(VaultError::NotFound)
    }
}

/// The request whose return the permit is for, as it was sent.
///
/// # Errors
/// [`VaultError`].
pub async fn request_of_return<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Stored<AgencyRequest>, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    stored(&current::<AgencyRequest>(tx, case, request, Section::General).await?)
}

/// A request that waits for its return, for the job that tells the named manager.
///
/// # Errors
/// [`VaultError`].
pub async fn request_waiting(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindAnswering>,
    one: &AgencyReturn,
) -> Result<AgencyRequest, VaultError> {
    permit.check(tx.tx.number())?;
    let row = current::<AgencyRequest>(tx, one.case, one.id, Section::General).await?;
    Ok(stored::<AgencyRequest>(&row)?.body)
}

/// The questions about the return, newest first: both sides read them as they stand.
///
/// # Errors
/// [`VaultError`].
pub async fn queries_in_return<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<Stored<ReturnQuery>>, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    let values = [
        Value::id(request),
        Value::id(case),
        ReturnQuery::KIND.into(),
    ];
    tx.all(&TALK, values).await?.iter().map(stored).collect()
}

/// One question about the return.
///
/// # Errors
/// [`VaultError::NotFound`].
pub async fn query_in_return<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    id: RecordId,
) -> Result<Stored<ReturnQuery>, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, _) = is_of(tx, permit, id).await?;
    stored(&current::<ReturnQuery>(tx, case, id, Section::Returns).await?)
}

/// How many questions about each return of the case are open; nothing of what they ask.
///
/// # Errors
/// [`VaultError`].
pub async fn open_queries<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<BTreeMap<RecordId, i64>, VaultError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(permit.case()?), ReturnQuery::KIND.into()];
    let rows = tx.all(&OPEN_TALK, values).await?;
    let read = |row: &Row| Ok((row.parse("return_id")?, row.number("many")?));
    rows.iter().map(read).collect()
}

/// Whether a record of the return was signed off and may be read by the actor.
///
/// # Errors
/// [`VaultError`].
pub async fn is_signed_in_return<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    id: RecordId,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    let found = tx
        .first(&IS_SIGNED, [Value::id(id), Value::id(request)])
        .await?;
    let Some(row) = found else {
        return Ok(false);
    };
    let reads: Section = row.parse("signed_reads")?;
    let open = tx.sections_permitted::<actions::ReadCase>(case).await?;
    Ok(open.contains(&reads))
}

/// Everybody who wrote any of the return, by what revisions keep of them; who asked, signed, checked an entry, took it out as a
/// document, or handed one in without being of an agency is no author by that.
///
/// # Errors
/// [`VaultError`].
pub async fn authors_of_return<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<String>, VaultError> {
    permit.check(tx.tx.number())?;
    let (_, request) = permit.of_return()?;
    let values = [
        Value::id(request),
        ReturnQuery::KIND.into(),
        ReturnSigned::KIND.into(),
        EntryCheck::KIND.into(),
        ReturnForm::KIND.into(),
        ReturnFile::KIND.into(),
    ];
    let rows = tx.all(&AUTHORS, values).await?;
    rows.iter().map(|row| Ok(row.text("by_whom")?)).collect()
}

/// How many records of the return were added, changed or taken away since it was last signed off. Questions about it are no
/// content of it.
///
/// # Errors
/// [`VaultError`].
pub async fn changed_since_signed<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<i64, VaultError> {
    permit.check(tx.tx.number())?;
    let (_, request) = permit.of_return()?;
    let row = tx
        .first(&CHANGED, [Value::id(request), ReturnQuery::KIND.into()])
        .await?;
    Ok(row.ok_or(VaultError::NotFound)?.number("many")?)
}

/// Signs the return off as it stands: from now on others read exactly these versions.
///
/// # Errors
/// [`VaultError`].
pub async fn sign_off_return(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SignOffReturn>,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    tx.execute(&SIGN, [Value::id(request), Value::id(case)])
        .await?;
    mark_signed(tx, (case, request)).await?;
    note(tx, permit.code(), case, request).await
}
