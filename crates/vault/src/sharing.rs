//! What the check before sharing reads of a case: everything that was ever written in it, and whether that is still all; and
//! releases of learning that wait to be put where others read them, or to be taken away from there.

use std::collections::BTreeSet;

use access::{Action, Permit, Section, actions};
use db::{Row, Statement, Value};
use model::case::{LearningRelease, ReleaseStands};
use model::record::Record as _;
use model::{CaseId, PersonId, RecordId, Sensitive};

use crate::{VaultError, VaultTx};

pub(crate) const IN_STATES: Statement = Statement::new(
    "releases of learning that stand so",
    "SELECT id, case_id FROM record WHERE kind = $1 AND state IN ($2, $3) AND removed_at IS NULL \
     ORDER BY changed_at, id",
);
pub(crate) const EVERYTHING: Statement = Statement::new(
    "everything on record in a section, with what agencies signed of it",
    "SELECT r.id, r.kind, r.section, r.removed_at, r.version AS stands, v.version, v.by_whom, v.body, p.signed_version, \
     p.signed_reads, a.withdrawn_at FROM revision v JOIN record r ON r.id = v.record \
     LEFT JOIN return_record p ON p.record = r.id LEFT JOIN agency_return a ON a.id = p.return_id \
     WHERE r.case_id = $1 AND r.section = $2 ORDER BY r.added_at, r.id, v.version",
);
macro_rules! prints {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.reference, COUNT(r.id) AS many, CAST(COALESCE(SUM(r.version), 0) AS BIGINT) AS versions, \
             COUNT(r.removed_at) AS removed, (SELECT COUNT(*) FROM inbox i WHERE i.about = c.id) AS came, \
             (SELECT COUNT(*) FROM answering a WHERE a.case_id = c.id) AS answering \
             FROM case_file c LEFT JOIN record r ON r.case_id = c.id ",
            $rest,
            " GROUP BY c.id, c.reference"
        )
    };
}

pub(crate) const PRINT: Statement = Statement::new(
    "whether anything in a case has changed",
    prints!("WHERE c.id = $1"),
);
pub(crate) const PRINTS_OF_ALL: Statement = Statement::new(
    "whether anything in any case has changed, of what others told too",
    prints!(""),
);
pub(crate) const ANSWERING: Statement = Statement::new(
    "who answers or answered requests of a case",
    "SELECT DISTINCT person FROM answering WHERE case_id = $1",
);
pub(crate) const BARRED: Statement = Statement::new(
    "whom the conflict list of a case bars by their sign-in",
    "SELECT DISTINCT person FROM conflict WHERE case_id = $1 AND person IS NOT NULL AND ended_at IS NULL",
);

/// The releases of every case that wait to be put where others read them, or to be taken away from there. Ids only.
///
/// # Errors
/// [`VaultError`].
pub async fn releases_waiting(tx: &mut VaultTx<'_>) -> Result<Vec<(CaseId, RecordId)>, VaultError> {
    in_states(tx, [ReleaseStands::Waiting, ReleaseStands::TakingBack]).await
}

/// The releases of every case that others can read, or that were taken back: what is held against what ended. Ids only.
///
/// # Errors
/// [`VaultError`].
pub async fn releases_settled(tx: &mut VaultTx<'_>) -> Result<Vec<(CaseId, RecordId)>, VaultError> {
    in_states(tx, [ReleaseStands::Out, ReleaseStands::TakenBack]).await
}

async fn in_states(
    tx: &mut VaultTx<'_>,
    [one, other]: [ReleaseStands; 2],
) -> Result<Vec<(CaseId, RecordId)>, VaultError> {
    let values: [Value; 3] = [
        LearningRelease::KIND.into(),
        one.code().into(),
        other.code().into(),
    ];
    let rows = tx.all(&IN_STATES, values).await?;
    rows.iter()
        .map(|row| Ok((row.parse("case_id")?, row.parse("id")?)))
        .collect()
}

/// One version of one record, whatever its kind.
#[derive(Debug, Clone)]
pub struct OnRecord {
    /// The record.
    pub record: RecordId,
    /// Code of its kind.
    pub kind: String,
    /// Under which section it is read; what an agency has not signed off is under [`Section::Returns`], which is opened to nobody.
    pub section: Section,
    /// Whether it is what the record says now, and not an earlier version or something taken out of sight.
    pub stands: bool,
    /// Who wrote it: id of a person, name of a job, or the operator's reason.
    pub by: String,
    /// The body as kept, in JSON.
    pub body: Sensitive<String>,
}

fn on_record(row: &Row) -> Result<OnRecord, VaultError> {
    let version = row.number("version")?;
    let signed = row.maybe_number("signed_version")? == Some(version)
        && row.maybe_number("withdrawn_at")?.is_none();
    let section = if signed { "signed_reads" } else { "section" };
    Ok(OnRecord {
        record: row.parse("id")?,
        kind: row.text("kind")?,
        section: row.parse(section)?,
        stands: row.number("stands")? == version && row.maybe_number("removed_at")?.is_none(),
        by: row.text("by_whom")?,
        body: Sensitive(row.text("body")?),
    })
}

/// Every version of every record of the case and section that the permit is for, taken out of sight or not, record by record;
/// what agencies write also where they have not signed it off.
///
/// # Errors
/// [`VaultError`].
pub async fn everything_on_record(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::KnowCase>,
) -> Result<Vec<OnRecord>, VaultError> {
    permit.check(tx.tx.number())?;
    let of = [Value::id(permit.case()?), permit.section().code().into()];
    let rows = tx.all(&EVERYTHING, of).await?;
    rows.iter().map(on_record).collect()
}

/// Who answers requests of the case, or wrote an answer for their agency.
///
/// # Errors
/// [`VaultError`].
pub async fn who_answers(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::KnowCase>,
) -> Result<BTreeSet<PersonId>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&ANSWERING, [Value::id(permit.case()?)]).await?;
    rows.iter().map(|row| Ok(row.parse("person")?)).collect()
}

/// By what is known that nothing in a case was written or taken out of sight since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CasePrint {
    many: i64,
    versions: i64,
    removed: i64,
    came: i64,
    answering: i64,
}

/// How a case stands: the same again while nothing in it was written or taken out of sight, nothing came about it, and nobody else
/// answers.
///
/// # Errors
/// [`VaultError`].
pub async fn print_of_case<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<CasePrint, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&PRINT, [Value::id(permit.case()?)]).await?;
    print(&row.ok_or(VaultError::NotFound)?)
}

fn print(row: &Row) -> Result<CasePrint, VaultError> {
    Ok(CasePrint {
        many: row.number("many")?,
        versions: row.number("versions")?,
        removed: row.number("removed")?,
        came: row.number("came")?,
        answering: row.number("answering")?,
    })
}

/// How every case stands whose words must not leave, also those of which others told, and the own place beside any case: each with its
/// neutral reference.
///
/// # Errors
/// [`VaultError`].
pub async fn prints_of_all(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeKeeping>,
) -> Result<Vec<(String, CasePrint)>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&PRINTS_OF_ALL, []).await?;
    let all = rows.iter();
    all.map(|row| Ok((row.text("reference")?, print(row)?)))
        .collect()
}

/// Whose release of learning from the case of the permit does not count, because the conflict list bars them. Who that is must not
/// reach a page.
///
/// # Errors
/// [`VaultError`].
pub async fn barred_from_releasing<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<BTreeSet<PersonId>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&BARRED, [Value::id(permit.case()?)]).await?;
    rows.iter().map(|row| Ok(row.parse("person")?)).collect()
}
