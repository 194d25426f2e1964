//! Files of a case: sealed piece by piece with a key of their own, under a random name.
//!
//! Order: write, sync, rename, then the row commits. A file without a row is removed by
//! [`BlobStore::remove_unnamed`]; a row without a file cannot happen.

mod checking;
mod reading;
mod store;

use access::ledger::{Entry, Outcome};
use access::{Action, Permit, Section, actions};
use db::{Row, Statement, Value};
use model::{CaseId, FileId, Instant, PersonId, RecordId, Sensitive};

pub(crate) use checking::wait;
use checking::{ADD_CHECK, ADD_CHECKS, BEGIN_CHECK, CHECK_AGAIN, END_CHECK, HELD, TO_CHECK};
pub use checking::{
    Check, HeldFile, begin_check, end_check, files_to_check, sections_with_held_files,
    wait_for_checks,
};
use reading::{ADD_READING, BEGIN, END, KEEP_TEXT, TEXT, WAITING};
pub use reading::{begin_reading, end_reading, files_to_read, text_of_file};
pub use store::{BlobStore, FolderStore, Opened};

use crate::{VaultError, VaultTx};

const ADD: Statement = Statement::new(
    "add a file",
    "INSERT INTO file (id, case_id, section, name, kind, size, digest, blob_name, wrapped_key, \
     added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
);
const LIST: Statement = Statement::new(
    "files of a case",
    "SELECT f.id, f.section, f.name, f.kind, f.size, f.blob_name, f.wrapped_key, f.added_at, f.added_by, \
     r.state, r.code, c.state AS check_state, c.code AS check_code FROM file f \
     LEFT JOIN file_reading r ON r.file = f.id LEFT JOIN file_check c ON c.file = f.id \
     WHERE f.case_id = $1 AND f.section = $2 AND f.removed_at IS NULL ORDER BY f.added_at, f.id",
);
const ONE: Statement = Statement::new(
    "one file",
    "SELECT f.id, f.section, f.name, f.kind, f.size, f.blob_name, f.wrapped_key, f.added_at, f.added_by, \
     r.state, r.code, c.state AS check_state, c.code AS check_code FROM file f \
     LEFT JOIN file_reading r ON r.file = f.id LEFT JOIN file_check c ON c.file = f.id \
     WHERE f.id = $1 AND f.case_id = $2 AND f.section = $3 AND f.removed_at IS NULL",
);
const PLACE: Statement = Statement::new(
    "section of a file",
    "SELECT section, added_by FROM file WHERE id = $1 AND case_id = $2 AND removed_at IS NULL",
);
const REMOVE: Statement = Statement::new(
    "take a file out of sight",
    "UPDATE file SET removed_at = $4 \
     WHERE id = $1 AND case_id = $2 AND section = $3 AND removed_at IS NULL",
);
const SHARE: Statement = Statement::new(
    "move a file to another section",
    "UPDATE file SET section = $4 WHERE id = $1 AND case_id = $2 AND section = $3 AND removed_at IS NULL",
);
const NAMES: Statement = Statement::new("names of kept files", "SELECT blob_name FROM file");

/// Every statement about files.
pub(crate) const STATEMENTS: &[&Statement] = &[
    &ADD,
    &LIST,
    &ONE,
    &PLACE,
    &REMOVE,
    &SHARE,
    &NAMES,
    &ADD_READING,
    &WAITING,
    &BEGIN,
    &END,
    &KEEP_TEXT,
    &TEXT,
    &ADD_CHECK,
    &ADD_CHECKS,
    &CHECK_AGAIN,
    &TO_CHECK,
    &BEGIN_CHECK,
    &END_CHECK,
    &HELD,
];

/// A sealed file that waits for its row.
pub struct NewFile {
    /// Its id.
    pub id: FileId,
    /// The name people gave it, made safe.
    pub name: Sensitive<String>,
    /// Its kind, found by its content.
    pub kind: String,
    /// Whether its text is to be read by a job.
    pub to_read: bool,
    size: i64,
    digest: String,
    pub(crate) blob_name: String,
    pub(crate) wrapped_key: Vec<u8>,
}

/// How far the reading of a file's text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The text of this kind of file is not shown.
    NotShown,
    /// A job will read it, or is reading it.
    Waiting,
    /// It was read.
    Read,
    /// It could not be read; the code says why.
    Failed(String),
}

/// A file of a case.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// Its id.
    pub id: FileId,
    /// The section it lies in.
    pub section: Section,
    /// The name people gave it.
    pub name: Sensitive<String>,
    /// Its kind.
    pub kind: String,
    /// Its size in bytes.
    pub size: i64,
    /// How far the reading of its text is.
    pub reading: Reading,
    /// What is known of viruses in it.
    pub check: Check,
    /// When it was added.
    pub added_at: Instant,
    /// Who added it.
    pub added_by: String,
    blob_name: String,
    wrapped_key: Vec<u8>,
}

/// Where a file lies, as far as decisions about access need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePlace {
    /// The section.
    pub section: Section,
    /// Who added it, when a person did.
    pub added_by: Option<PersonId>,
}

/// A file that waits for a job: ids only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingFile {
    /// The file.
    pub file: FileId,
    /// Its case.
    pub case: CaseId,
    /// Its section.
    pub section: Section,
    /// How often the job was begun on it.
    pub tries: i64,
}

impl WaitingFile {
    fn of(row: &Row) -> Result<Self, VaultError> {
        Ok(Self {
            file: row.parse("file")?,
            case: row.parse("case_id")?,
            section: row.parse("section")?,
            tries: row.number("tries")?,
        })
    }
}

/// Takes a file for a job with the statement that begins it; nobody else gets it before `until`. `None` when somebody else has
/// it.
async fn take<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    begin: &'static Statement,
    (file, until): (FileId, Instant),
) -> Result<Option<FileRow>, VaultError> {
    let row = file_of(tx, permit, file).await?;
    let now = tx.ctx.now;
    let values = [Value::id(file), now.into(), until.into()];
    let taken = tx.execute(begin, values).await?;
    Ok((taken == 1).then_some(row))
}

/// Adds the row of a sealed file to the case and section that the permit is for.
///
/// # Errors
/// [`VaultError`].
pub async fn add_file(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::AttachFile>,
    file: &NewFile,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (person, now) = (tx.ctx.person()?.id, tx.ctx.now);
    tx.execute(
        &ADD,
        [
            Value::id(file.id),
            Value::id(permit.case()?),
            permit.section().code().into(),
            file.name.0.as_str().into(),
            file.kind.as_str().into(),
            file.size.into(),
            file.digest.as_str().into(),
            file.blob_name.as_str().into(),
            file.wrapped_key.as_slice().into(),
            now.into(),
            Value::id(person),
        ],
    )
    .await?;
    if file.to_read {
        let values = [Value::id(file.id), Value::id(permit.case()?), now.into()];
        tx.execute(&ADD_READING, values).await?;
    }
    wait(tx, permit.case()?, file.id, None).await?;
    note(tx, permit, file.id, permit.code(), Outcome::Done).await
}

/// The files in the section that the permit is for, oldest first.
///
/// # Errors
/// [`VaultError`].
pub async fn files_of(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<FileRow>, VaultError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(permit.case()?), permit.section().code().into()];
    tx.all(&LIST, values).await?.iter().map(file_row).collect()
}

/// One file in the section that the permit is for.
///
/// # Errors
/// [`VaultError::NotFound`].
pub async fn file_of<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    file: FileId,
) -> Result<FileRow, VaultError> {
    permit.check(tx.tx.number())?;
    let values = [
        Value::id(file),
        Value::id(permit.case()?),
        permit.section().code().into(),
    ];
    file_row(&tx.first(&ONE, values).await?.ok_or(VaultError::NotFound)?)
}

/// Where a file of a case lies. Only what a decision about access needs: reading it needs a permit.
///
/// # Errors
/// [`VaultError::NotFound`] when the case has no such file in sight.
pub async fn place_of_file(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    file: FileId,
) -> Result<FilePlace, VaultError> {
    let row = tx.first(&PLACE, [Value::id(file), Value::id(case)]).await?;
    place(&row.ok_or(VaultError::NotFound)?)
}

fn place(row: &Row) -> Result<FilePlace, VaultError> {
    Ok(FilePlace {
        section: row.parse("section")?,
        added_by: row.maybe_parse("added_by")?,
    })
}

/// Writes down that the content of one file was read: its original, or our rendering of its text. This one
/// row stands for the reading of the case in this request.
///
/// # Errors
/// [`VaultError::Db`], and then nothing may be shown.
pub async fn note_file_read(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    file: FileId,
    code: &'static str,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    note(tx, permit, file, code, Outcome::Read).await?;
    tx.noted_by_itself(permit.case()?);
    Ok(())
}

/// Takes a file out of sight. Its row, its sealed bytes and its text stay until the case is disposed of.
///
/// # Errors
/// [`VaultError::NotFound`] when it is not in sight any more.
pub async fn remove_file<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    file: FileId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    let values = [
        Value::id(file),
        Value::id(permit.case()?),
        permit.section().code().into(),
        now.into(),
    ];
    if tx.execute(&REMOVE, values).await? != 1 {
        return Err(VaultError::NotFound);
    }
    note(tx, permit, file, permit.code(), Outcome::Done).await
}

/// Moves a file out of the reviewer's working notes into the section that the second permit is for.
///
/// # Errors
/// [`VaultError::NotFound`] when it is not there any more.
pub async fn share_file(
    tx: &mut VaultTx<'_>,
    from: &Permit<'_, actions::EditWorkingNotes>,
    to: &Permit<'_, actions::AttachFile>,
    file: FileId,
) -> Result<(), VaultError> {
    from.check(tx.tx.number())?;
    to.check(tx.tx.number())?;
    if from.case()? != to.case()? {
        return Err(VaultError::NotFound);
    }
    let values = [
        Value::id(file),
        Value::id(from.case()?),
        from.section().code().into(),
        to.section().code().into(),
    ];
    if tx.execute(&SHARE, values).await? != 1 {
        return Err(VaultError::NotFound);
    }
    note(tx, from, file, from.code(), Outcome::Done).await
}

pub(super) async fn note<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    file: FileId,
    code: &'static str,
    outcome: Outcome,
) -> Result<(), VaultError> {
    let entry = Entry {
        action: code,
        case: Some(permit.case()?),
        record: file.to_string().parse::<RecordId>().ok(),
        ..Entry::default()
    };
    tx.note(outcome, entry).await
}

pub(crate) fn file_row(row: &Row) -> Result<FileRow, VaultError> {
    let reading = match row.maybe_text("state")?.as_deref() {
        None => Reading::NotShown,
        Some("read") => Reading::Read,
        Some("failed") => Reading::Failed(row.maybe_text("code")?.unwrap_or_default()),
        Some(_) => Reading::Waiting,
    };
    Ok(FileRow {
        id: row.parse("id")?,
        section: row.parse("section")?,
        name: Sensitive(row.text("name")?),
        kind: row.text("kind")?,
        size: row.number("size")?,
        reading,
        check: Check::of(row)?,
        added_at: row.instant("added_at")?,
        added_by: row.text("added_by")?,
        blob_name: row.text("blob_name")?,
        wrapped_key: row.bytes("wrapped_key")?,
    })
}

impl crate::Vault {
    /// Removes sealed files that no row names; returns how many.
    ///
    /// # Errors
    /// [`VaultError`].
    pub async fn sweep(&self, ctx: &access::Ctx) -> Result<usize, VaultError> {
        let named = self
            .look(ctx, |tx| {
                Box::pin(async move {
                    let rows = tx.all(&NAMES, []).await?;
                    let names = rows.iter().map(|row| Ok(row.text("blob_name")?));
                    names.collect::<Result<_, VaultError>>()
                })
            })
            .await?;
        self.files().remove_unnamed(&named)
    }
}
