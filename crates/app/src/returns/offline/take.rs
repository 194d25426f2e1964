//! Taking answers over that came back, one by one or those that ask nothing together; leaving what stands.

use access::{Ctx, Permit, Section, actions};
use model::case::{FileDecided, FileOutcome, ReturnFile};
use model::record::Record;
use model::{FormId, RecordId};
use vault::{VaultError, VaultTx};

use super::super::answer::{self, writing};
use super::super::entries::reads;
use super::super::sources::is_wider;
use super::build::Built;
use super::questions::cell_said;
use super::view::{FileView, RowStands, SeenRow, view};
use super::words::FormWords;
use crate::keep::kept_before;
use crate::{App, AppError};

/// What somebody says of a document that came back.
#[derive(Clone, Copy)]
pub(super) enum Says<'a> {
    /// This answer is taken over; the mark says what its reader saw standing there.
    Take(&'a str, &'a str),
    /// Every answer of this kind that asks nothing is; the mark says what their reader saw.
    TakeAll(&'a str, &'a str),
    /// What stands online stays, or something was looked at.
    Leave(&'a str),
    /// A cell should have said this.
    Cell(&'a str, &'a str, &'a FormWords),
}

/// Keeps what somebody says of a document that came back; sent twice, once.
pub(super) async fn keep(
    app: &App,
    ctx: &Ctx,
    (request, file): (RecordId, RecordId),
    form: FormId,
    says: Says<'_>,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let found = answer::read(tx, request).await?;
                let seen = view(tx, &permit, &found, file).await?;
                let decided = match says {
                    Says::Take(code, mark) => one(tx, &permit, &seen, (code, mark)).await?,
                    Says::TakeAll(kind, mark) => all(tx, &permit, &seen, (kind, mark)).await?,
                    Says::Leave(code) => left(tx, &seen, code)?,
                    Says::Cell(code, said, words) => {
                        vec![cell_said(tx, &seen, (code, said, words))?]
                    }
                };
                decide(tx, &permit, &seen, decided).await?;
                vault::remember(tx, form, &file.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Takes one answer over. `mark` says what its reader saw standing there.
///
/// # Errors
/// [`AppError::Rule`]: `offline-asks` when something of it has to be put right first, `offline-changed` when something else stands
/// there by now than its reader saw, `offline-same` when it stands there already, `entry-document-read`; [`AppError::NotFound`].
pub async fn take_answer(
    app: &App,
    ctx: &Ctx,
    of: (RecordId, RecordId),
    form: FormId,
    (code, mark): (&str, &str),
) -> Result<(), AppError> {
    keep(app, ctx, of, form, Says::Take(code, mark)).await
}

/// Takes over every answer of a kind that asks nothing. `mark` says what their reader saw.
///
/// # Errors
/// [`AppError::Rule`]: `offline-none` when there is none, `offline-changed`; [`AppError::NotFound`].
pub async fn take_all(
    app: &App,
    ctx: &Ctx,
    of: (RecordId, RecordId),
    form: FormId,
    (kind, mark): (&str, &str),
) -> Result<(), AppError> {
    keep(app, ctx, of, form, Says::TakeAll(kind, mark)).await
}

/// Says that what stands online stays, or that something asked of the document was looked at.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn leave_answer(
    app: &App,
    ctx: &Ctx,
    of: (RecordId, RecordId),
    form: FormId,
    code: &str,
) -> Result<(), AppError> {
    keep(app, ctx, of, form, Says::Leave(code)).await
}

async fn one(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    seen: &FileView,
    (code, mark): (&str, &str),
) -> Result<Vec<FileDecided>, VaultError> {
    let row = seen.rows.iter().find(|row| row.code == code);
    let row = row.ok_or(VaultError::NotFound)?;
    if row.mark != mark {
        return Err(VaultError::Rule("offline-changed"));
    }
    let record = take(tx, permit, row).await?;
    Ok(vec![outcome(tx, code, FileOutcome::Taken, record)?])
}

async fn all(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    seen: &FileView,
    (kind, mark): (&str, &str),
) -> Result<Vec<FileDecided>, VaultError> {
    let (rows, now) = seen.together(kind);
    if rows.is_empty() {
        return Err(VaultError::Rule("offline-none"));
    }
    if now != mark {
        return Err(VaultError::Rule("offline-changed"));
    }
    let mut taken = Vec::new();
    for row in rows {
        let record = take(tx, permit, row).await?;
        taken.push(outcome(tx, &row.code, FileOutcome::Taken, record)?);
    }
    Ok(taken)
}

fn left(tx: &VaultTx<'_>, seen: &FileView, code: &str) -> Result<Vec<FileDecided>, VaultError> {
    let mut asked = (1..=seen.file.body.asks.len()).map(|number| format!("ask{number}"));
    let mut rows = seen.rows.iter();
    let known = rows.any(|row| row.code == code || row.asks.iter().any(|ask| ask.code == code));
    if !known && !asked.any(|one| one == code) {
        return Err(VaultError::NotFound);
    }
    Ok(vec![outcome(tx, code, FileOutcome::Left, None)?])
}

/// Keeps an answer as it came back, with what was changed online beside it. Returns the record that was made, where it is new.
async fn take(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    row: &SeenRow,
) -> Result<Option<RecordId>, VaultError> {
    if !row.may_take() {
        let same = row.stands != RowStands::Asks;
        return Err(VaultError::Rule(if same {
            "offline-same"
        } else {
            "offline-asks"
        }));
    }
    let built = row.built.as_ref();
    match built.ok_or(VaultError::Rule("offline-asks"))? {
        Built::Head(head) => put(tx, permit, row, (Section::General, head)).await,
        Built::Part(part) => put(tx, permit, row, (Section::General, part)).await,
        Built::Staff(line) => put(tx, permit, row, (Section::General, line)).await,
        Built::Entry(entry) => {
            if is_wider(tx, permit, entry).await? {
                return Err(VaultError::Rule("entry-document-read"));
            }
            let section = reads(entry.restriction);
            put(tx, permit, row, (section, entry.as_ref())).await
        }
    }
}

async fn put<R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    row: &SeenRow,
    (section, body): (Section, &R),
) -> Result<Option<RecordId>, VaultError> {
    match row.place {
        Some(place) => {
            vault::change_in_return(tx, permit, place, section, body).await?;
            Ok(None)
        }
        None => {
            let made = vault::add_to_return(tx, permit, section, body).await?;
            Ok(Some(made))
        }
    }
}

fn outcome(
    tx: &VaultTx<'_>,
    code: &str,
    outcome: FileOutcome,
    record: Option<RecordId>,
) -> Result<FileDecided, VaultError> {
    Ok(FileDecided {
        code: code.to_owned(),
        outcome,
        by: tx.ctx.person()?.id,
        at: tx.ctx.now,
        said: None,
        record,
    })
}

/// Keeps what was said.
async fn decide(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    seen: &FileView,
    said: Vec<FileDecided>,
) -> Result<(), VaultError> {
    let mut body: ReturnFile = seen.file.body.clone();
    body.decided.extend(said);
    let place = (seen.file.id, seen.file.version);
    vault::change_in_return(tx, permit, place, Section::Returns, &body)
        .await
        .map(drop)
}
