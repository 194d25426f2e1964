//! Reading the text of a file: what waits for it, and what came of it.

use access::ledger::Outcome;
use access::{Permit, actions};
use db::{Statement, Value};
use model::{FileId, Instant, Sensitive};

use super::{Check, FileRow, WaitingFile, file_of, note, take};
use crate::{VaultError, VaultTx};

pub(super) const ADD_READING: Statement = Statement::new(
    "a file waits to be read",
    "INSERT INTO file_reading (file, case_id, state, tries, try_after) VALUES ($1, $2, 'waiting', 0, $3)",
);
pub(super) const WAITING: Statement = Statement::new(
    "files that wait to be read",
    "SELECT r.file, r.case_id, r.tries, f.section FROM file_reading r JOIN file f ON f.id = r.file \
     LEFT JOIN file_check c ON c.file = f.id \
     WHERE r.state IN ('waiting', 'reading') AND r.try_after <= $1 AND f.removed_at IS NULL \
     AND (c.state = 'clean' OR (CAST($3 AS BIGINT) = 0 AND (c.state IS NULL OR c.state <> 'found'))) \
     ORDER BY r.try_after, r.file LIMIT $2",
);
pub(super) const BEGIN: Statement = Statement::new(
    "begin to read a file",
    "UPDATE file_reading SET state = 'reading', tries = tries + 1, try_after = $3 \
     WHERE file = $1 AND state IN ('waiting', 'reading') AND try_after <= $2",
);
pub(super) const END: Statement = Statement::new(
    "what came of reading a file",
    "UPDATE file_reading SET state = $2, code = $3 WHERE file = $1 AND state IN ('waiting', 'reading')",
);
pub(super) const KEEP_TEXT: Statement = Statement::new(
    "keep the text of a file",
    "UPDATE file SET extracted = $2 WHERE id = $1",
);
pub(super) const TEXT: Statement = Statement::new(
    "text of a file",
    "SELECT f.extracted, c.state AS check_state, c.code AS check_code FROM file f \
     LEFT JOIN file_check c ON c.file = f.id \
     WHERE f.id = $1 AND f.case_id = $2 AND f.section = $3 AND f.removed_at IS NULL",
);

/// Files that wait to be read and are not held, longest waiting first, also those whose reader did not come back in time.
/// Only ids: reading them needs a permit.
///
/// # Errors
/// [`VaultError`].
pub async fn files_to_read(
    tx: &mut VaultTx<'_>,
    most: i64,
) -> Result<Vec<WaitingFile>, VaultError> {
    let now = tx.ctx.now;
    let held = i64::from(tx.files().holds());
    let rows = tx
        .all(&WAITING, [now.into(), most.into(), held.into()])
        .await?;
    rows.iter().map(WaitingFile::of).collect()
}

/// Takes a file to read it; nobody else gets it before `until`. `None` when somebody else has it.
///
/// # Errors
/// [`VaultError`].
pub async fn begin_reading(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadFileText>,
    file: FileId,
    until: Instant,
) -> Result<Option<FileRow>, VaultError> {
    take(tx, permit, &BEGIN, (file, until)).await
}

/// Keeps what came of reading a file: its text, or the code that says why not. Keeping it a second time
/// changes nothing.
///
/// # Errors
/// [`VaultError`].
pub async fn end_reading(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadFileText>,
    file: FileId,
    outcome: Result<&Sensitive<String>, &str>,
) -> Result<(), VaultError> {
    file_of(tx, permit, file).await?;
    let (state, code) = match outcome {
        Ok(_) => ("read", None),
        Err(code) => ("failed", Some(code)),
    };
    let values = [Value::id(file), state.into(), code.into()];
    if tx.execute(&END, values).await? != 1 {
        return Ok(());
    }
    if let Ok(text) = outcome {
        tx.execute(&KEEP_TEXT, [Value::id(file), text.0.as_str().into()])
            .await?;
    }
    note(tx, permit, file, permit.code(), Outcome::Done).await
}

/// The text of a file in the section that the permit is for, as kept; `None` when it was not read, and while it is held.
///
/// # Errors
/// [`VaultError::NotFound`].
pub async fn text_of_file(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    file: FileId,
) -> Result<Option<Sensitive<String>>, VaultError> {
    permit.check(tx.tx.number())?;
    let values = [
        Value::id(file),
        Value::id(permit.case()?),
        permit.section().code().into(),
    ];
    let row = tx.first(&TEXT, values).await?.ok_or(VaultError::NotFound)?;
    if Check::of(&row)?.held(tx.files().holds()).is_some() {
        return Ok(None);
    }
    Ok(row.maybe_text("extracted")?.map(Sensitive))
}
