//! Looking at files for viruses: what waits for it, what came of it, and what is held because of it.

use access::ledger::Outcome;
use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::{CaseId, FileId, Instant};

use super::{FilePlace, FileRow, WaitingFile, file_of, note, take};
use crate::{VaultError, VaultTx};

pub(super) const ADD_CHECK: Statement = Statement::new(
    "a file waits to be looked at for viruses",
    "INSERT INTO file_check (file, case_id, state, code, tries, try_after) VALUES ($1, $2, $3, $4, 0, $5)",
);
pub(super) const ADD_CHECKS: Statement = Statement::new(
    "files that came earlier wait to be looked at for viruses",
    "INSERT INTO file_check (file, case_id, state, tries, try_after) \
     SELECT f.id, f.case_id, 'waiting', 0, CAST($1 AS BIGINT) FROM file f \
     WHERE NOT EXISTS (SELECT 1 FROM file_check c WHERE c.file = f.id)",
);
pub(super) const CHECK_AGAIN: Statement = Statement::new(
    "files that could not be looked at for viruses wait anew",
    "UPDATE file_check SET state = 'waiting', code = NULL, tries = 0, try_after = $1 WHERE state = 'failed'",
);
pub(super) const TO_CHECK: Statement = Statement::new(
    "files that wait to be looked at for viruses",
    "SELECT c.file, c.case_id, f.section, c.tries FROM file_check c JOIN file f ON f.id = c.file \
     WHERE c.state = 'waiting' AND c.try_after <= $1 AND f.removed_at IS NULL \
     ORDER BY c.tries, f.added_at DESC, c.file LIMIT $2",
);
pub(super) const BEGIN_CHECK: Statement = Statement::new(
    "begin to look at a file for viruses",
    "UPDATE file_check SET tries = tries + 1, try_after = $3 WHERE file = $1 AND state = 'waiting' AND try_after <= $2",
);
pub(super) const END_CHECK: Statement = Statement::new(
    "what came of looking at a file for viruses",
    "UPDATE file_check SET state = $2, code = $3, ended_at = $4 WHERE file = $1 AND state = 'waiting'",
);
pub(super) const HELD: Statement = Statement::new(
    "where files are held because of what came of looking at them",
    "SELECT DISTINCT f.case_id, f.section, f.added_by FROM file_check c JOIN file f ON f.id = c.file \
     WHERE (c.state = 'found' OR (CAST($1 AS BIGINT) = 1 AND c.state = 'failed')) AND f.removed_at IS NULL",
);

/// What is known of viruses in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// It came while no looking at files was asked for.
    NotAsked,
    /// A job will look at it, or is looking at it.
    Waiting,
    /// Nothing was found.
    Clean,
    /// Something was found; the name that the checker gives it.
    Found(String),
    /// It could not be looked at; the code says why.
    Failed(String),
}

/// Why a file is kept from everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldFile<'a> {
    /// It was not looked at yet.
    NotYet,
    /// Something was found in it.
    Found(&'a str),
    /// It could not be looked at.
    Failed(&'a str),
}

impl HeldFile<'_> {
    /// A stable name of the sentence, for interface texts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYet => "file-held-not-yet",
            Self::Found(_) => "file-held-found",
            Self::Failed(_) => "file-held-failed",
        }
    }
}

/// Letters of a name that are kept.
const LONGEST_NAME: usize = 100;

impl Check {
    /// Something was found, under the name that somebody else gave it: letters, digits and a few signs of it.
    #[must_use]
    pub fn found(name: &str) -> Self {
        let is_plain =
            |letter: &char| letter.is_ascii_alphanumeric() || "._-+:/()".contains(*letter);
        Self::Found(name.chars().filter(is_plain).take(LONGEST_NAME).collect())
    }

    pub(crate) fn of(row: &Row) -> Result<Self, VaultError> {
        let code = || Ok::<_, VaultError>(row.maybe_text("check_code")?.unwrap_or_default());
        Ok(match row.maybe_text("check_state")?.as_deref() {
            None => Self::NotAsked,
            Some("clean") => Self::Clean,
            Some("found") => Self::found(&code()?),
            Some("failed") => Self::Failed(code()?),
            Some(_) => Self::Waiting,
        })
    }

    /// Why the file is held: what was found stays held, everything else only while `asked` to look at files.
    #[must_use]
    pub fn held(&self, asked: bool) -> Option<HeldFile<'_>> {
        match self {
            Self::Found(name) => Some(HeldFile::Found(name)),
            Self::Failed(code) if asked => Some(HeldFile::Failed(code)),
            Self::NotAsked | Self::Waiting if asked => Some(HeldFile::NotYet),
            _ => None,
        }
    }
}

/// Lets a new file wait to be looked at, where that is asked for. One in which something was found elsewhere is held here.
pub(crate) async fn wait(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    file: FileId,
    found: Option<&str>,
) -> Result<(), VaultError> {
    let state = match found {
        Some(_) => "found",
        None if tx.files().holds() => "waiting",
        None => return Ok(()),
    };
    let now = tx.ctx.now;
    let values = [
        Value::id(file),
        Value::id(case),
        state.into(),
        found.into(),
        now.into(),
    ];
    tx.execute(&ADD_CHECK, values).await.map(|_| ())
}

/// Lets every file wait that came while no looking at files was asked for, and every one that could not be looked at: what
/// stood in the way may have been put right. Returns how many.
///
/// # Errors
/// [`VaultError`].
pub async fn wait_for_checks(tx: &mut VaultTx<'_>) -> Result<u64, VaultError> {
    let now = tx.ctx.now;
    let again = tx.execute(&CHECK_AGAIN, [now.into()]).await?;
    Ok(again + tx.execute(&ADD_CHECKS, [now.into()]).await?)
}

/// Files that wait to be looked at: those that nothing went wrong with first, the newest of them first, because somebody
/// waits for it. Only ids: reading them needs a permit.
///
/// # Errors
/// [`VaultError`].
pub async fn files_to_check(
    tx: &mut VaultTx<'_>,
    most: i64,
) -> Result<Vec<WaitingFile>, VaultError> {
    let now = tx.ctx.now;
    let rows = tx.all(&TO_CHECK, [now.into(), most.into()]).await?;
    rows.iter().map(WaitingFile::of).collect()
}

/// Takes a file to look at it; nobody else gets it before `until`, and it is tried again then. `None` when somebody
/// else has it.
///
/// # Errors
/// [`VaultError`].
pub async fn begin_check(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::CheckFile>,
    file: FileId,
    until: Instant,
) -> Result<Option<FileRow>, VaultError> {
    take(tx, permit, &BEGIN_CHECK, (file, until)).await
}

/// Keeps what came of looking at a file. Keeping it a second time changes nothing.
///
/// # Errors
/// [`VaultError`].
pub async fn end_check(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::CheckFile>,
    file: FileId,
    came: &Check,
) -> Result<(), VaultError> {
    file_of(tx, permit, file).await?;
    let (state, code, action) = match came {
        Check::Clean => ("clean", None, permit.code()),
        Check::Found(name) => ("found", Some(name.as_str()), "hold_file"),
        Check::Failed(code) => ("failed", Some(code.as_str()), "hold_file"),
        Check::NotAsked | Check::Waiting => return Ok(()),
    };
    let now = tx.ctx.now;
    let values = [Value::id(file), state.into(), code.into(), now.into()];
    if tx.execute(&END_CHECK, values).await? != 1 {
        return Ok(());
    }
    note(tx, permit, file, action, Outcome::Done).await
}

/// Where files lie in which something was found, with who added them; and, while files are looked at, those that could not
/// be. Ids only.
///
/// # Errors
/// [`VaultError`].
pub async fn sections_with_held_files(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<(CaseId, FilePlace)>, VaultError> {
    permit.check(tx.tx.number())?;
    let asked = i64::from(tx.files().holds());
    let rows = tx.all(&HELD, [asked.into()]).await?;
    let place = |row: &Row| Ok((row.parse("case_id")?, super::place(row)?));
    rows.iter().map(place).collect()
}
