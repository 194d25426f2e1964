//! The case itself: its neutral reference, its scheme, who raised it.

use std::collections::BTreeSet;

use access::ledger::{Entry, Outcome};
use access::{Action, Permit, actions};
use db::{Row, Statement, Value};
use model::{AgencyId, CaseId, Instant, PersonId};

use crate::{VaultError, VaultTx};

pub(crate) const OPEN: Statement = Statement::new(
    "open a case",
    "INSERT INTO case_file (id, reference, scheme, scheme_digest, raised_at, raised_by, raised_agency, \
     version, practice) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8)",
);
pub(crate) const ONE: Statement = Statement::new(
    "one case",
    "SELECT id, reference, scheme, scheme_digest, raised_at, raised_by, raised_agency, closed_at, \
     version, practice FROM case_file WHERE id = $1",
);
pub(crate) const BY_REFERENCE: Statement = Statement::new(
    "case by its reference",
    "SELECT id, reference, scheme, scheme_digest, raised_at, raised_by, raised_agency, closed_at, \
     version, practice FROM case_file WHERE reference = $1",
);
pub(crate) const ALL: Statement = Statement::new(
    "cases, newest first",
    "SELECT id, reference, scheme, scheme_digest, raised_at, raised_by, raised_agency, closed_at, \
     version, practice FROM case_file WHERE received = 0 ORDER BY raised_at DESC, id DESC",
);
pub(crate) const CLOSE: Statement = Statement::new(
    "close or reopen a case",
    "UPDATE case_file SET closed_at = $2, version = version + 1 WHERE id = $1",
);

pub(crate) const RESTRICTED: Statement = Statement::new(
    "records and files of sections with a restriction of their own",
    "SELECT id, section FROM record WHERE case_id = $1 AND section <> 'general' \
     UNION ALL SELECT id, section FROM file WHERE case_id = $1 AND section <> 'general'",
);

/// Every statement about the case itself.
pub(crate) const STATEMENTS: &[&Statement] =
    &[&OPEN, &ONE, &BY_REFERENCE, &ALL, &CLOSE, &RESTRICTED];

/// A case as lists show it: nothing about the child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// The case.
    pub id: CaseId,
    /// Its neutral, random reference, as people say it aloud.
    pub reference: String,
    /// Id of the scheme it runs under.
    pub scheme: String,
    /// Digest of the scheme's text when the case began.
    pub scheme_digest: String,
    /// When it was raised.
    pub raised_at: Instant,
    /// Who raised it.
    pub raised_by: Option<PersonId>,
    /// The agency they brought.
    pub raised_agency: Option<AgencyId>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Version of the case.
    pub version: i64,
    /// Whether it is a practice run, kept out of every count.
    pub practice: bool,
}

/// What a new case needs to be told.
pub struct NewCase<'a> {
    /// The case's id.
    pub id: CaseId,
    /// Its neutral reference.
    pub reference: &'a str,
    /// Id of the scheme.
    pub scheme: &'a str,
    /// Digest of the scheme's text.
    pub scheme_digest: &'a str,
    /// Whether it is a practice run.
    pub practice: bool,
}

/// An action that opens a case.
pub trait OpensCase: access::Action {}

impl OpensCase for actions::RaiseIncident {}
impl OpensCase for actions::BringInReview {}

/// Opens a case for the person who raises an incident, or brings in a review.
///
/// # Errors
/// [`VaultError`].
pub async fn open_case<A: OpensCase>(
    tx: &mut VaultTx<'_>,
    permit: Permit<'_, A>,
    new: &NewCase<'_>,
) -> Result<CaseFile, VaultError> {
    permit.check(tx.tx.number())?;
    let person = permit.actor().person();
    let now = tx.ctx.now;
    tx.execute(
        &OPEN,
        [
            Value::id(new.id),
            new.reference.into(),
            new.scheme.into(),
            new.scheme_digest.into(),
            now.into(),
            Value::maybe_id(person.map(|person| person.id)),
            Value::maybe_id(person.and_then(|person| person.agency)),
            new.practice.into(),
        ],
    )
    .await?;
    let entry = Entry {
        action: permit.code(),
        case: Some(new.id),
        version: Some(1),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await?;
    let row = tx
        .first(&ONE, [Value::id(new.id)])
        .await?
        .ok_or(VaultError::NotFound)?;
    file(&row)
}

/// The case that a permit is for.
///
/// # Errors
/// [`VaultError::NotFound`] when it has gone.
pub async fn case_file(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<CaseFile, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx
        .first(&ONE, [Value::id(permit.case()?)])
        .await?
        .ok_or(VaultError::NotFound)?;
    file(&row)
}

/// As [`case_file`], for an action that must know its case.
///
/// # Errors
/// [`VaultError::NotFound`] when it has gone.
pub async fn case_of<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<CaseFile, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx
        .first(&ONE, [Value::id(permit.case()?)])
        .await?
        .ok_or(VaultError::NotFound)?;
    file(&row)
}

/// The case of the return that the permit is for. Whoever answers an agency's request has no part in the rest of it: what
/// they need is its scheme, and whether it is a practice run.
///
/// # Errors
/// [`VaultError::NotFound`] when it has gone.
pub async fn case_of_return<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<CaseFile, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, _) = permit.of_return()?;
    let row = tx.first(&ONE, [Value::id(case)]).await?;
    file(&row.ok_or(VaultError::NotFound)?)
}

/// Id of the case with this reference. Only an id: reading it needs a permit.
///
/// # Errors
/// [`VaultError`].
pub async fn case_by_reference(
    tx: &mut VaultTx<'_>,
    reference: &str,
) -> Result<Option<CaseId>, VaultError> {
    let row = tx.first(&BY_REFERENCE, [reference.into()]).await?;
    Ok(row.map(|row| row.parse("id")).transpose()?)
}

/// The cases that the actor may read, newest first; shows references and dates, no content.
///
/// # Errors
/// [`VaultError`].
pub async fn cases_of(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<CaseFile>, VaultError> {
    permit.check(tx.tx.number())?;
    crate::facts::read_all(tx).await?;
    let mut mine = Vec::new();
    for row in tx.all(&ALL, []).await? {
        let case = file(&row)?;
        if tx.would_permit::<actions::ReadCase>(case.id).await? {
            mine.push(case);
        }
    }
    Ok(mine)
}

/// Closes a case, or opens it again.
///
/// # Errors
/// [`VaultError`].
pub async fn set_closed(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::MoveTrack>,
    closed: bool,
) -> Result<(), VaultError> {
    mark_closed(tx, permit, closed).await
}

/// Closes the case because another area leads now.
///
/// # Errors
/// [`VaultError`].
pub async fn close_passed_on(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::PassLead>,
) -> Result<(), VaultError> {
    mark_closed(tx, permit, true).await
}

/// Closes a practice run.
///
/// # Errors
/// [`VaultError`].
pub async fn close_practice(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RunPractice>,
) -> Result<(), VaultError> {
    mark_closed(tx, permit, true).await
}

/// Closes the case because another partnership takes it over.
///
/// # Errors
/// [`VaultError`].
pub async fn close_handed_over(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SettleTransfer>,
) -> Result<(), VaultError> {
    mark_closed(tx, permit, true).await
}

async fn mark_closed<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    closed: bool,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let at = closed.then_some(tx.ctx.now);
    tx.execute(&CLOSE, [Value::id(case), at.into()]).await?;
    let entry = Entry {
        action: permit.code(),
        case: Some(case),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

pub(crate) fn file(row: &Row) -> Result<CaseFile, VaultError> {
    Ok(CaseFile {
        id: row.parse("id")?,
        reference: row.text("reference")?,
        scheme: row.text("scheme")?,
        scheme_digest: row.text("scheme_digest")?,
        raised_at: row.instant("raised_at")?,
        raised_by: row.maybe_parse("raised_by")?,
        raised_agency: row.maybe_parse("raised_agency")?,
        closed_at: row.maybe_instant("closed_at")?,
        version: row.number("version")?,
        practice: row.truth("practice")?,
    })
}

/// What was done in the case that the permit is for, newest first; without what was done in sections that
/// the reader may not open: that somebody recorded something there tells too much already.
///
/// # Errors
/// [`VaultError`].
pub async fn what_happened(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    most: i64,
) -> Result<Vec<access::ledger::LedgerRow>, VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case()?;
    let readable = tx.sections_permitted::<actions::ReadCase>(case).await?;
    let mut unseen = BTreeSet::new();
    for row in tx.all(&RESTRICTED, [Value::id(case)]).await? {
        if !readable.contains(&row.parse("section")?) {
            unseen.insert(row.text("id")?);
        }
    }
    let mut rows = access::ledger::rows_of_case(&mut tx.tx, case, most).await?;
    rows.retain(|row| !row.record.as_ref().is_some_and(|id| unseen.contains(id)));
    Ok(rows)
}
