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
use super::view::{FileView, RowStands, SeenRow, view};
use crate::keep::kept_before;
use crate::{App, AppError};

/// Takes one answer over. `mark` says what its reader saw standing there.
///
/// # Errors
/// [`AppError::Rule`]: `offline-asks` when something of it has to be put right first, `offline-changed` when something else stands
/// there by now than its reader saw, `offline-same` when it stands there already, `entry-document-read`; [`AppError::NotFound`].
pub async fn take_answer(
    app: &App,
    ctx: &Ctx,
    (request, file): (RecordId, RecordId),
    form: FormId,
    (code, mark): (&str, &str),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let seen = seen(tx, &permit, (request, file)).await?;
                let row = seen.rows.iter().find(|row| row.code == code);
                let row = row.ok_or(VaultError::NotFound)?;
                if row.mark != mark {
                    return Err(VaultError::Rule("offline-changed"));
                }
                let record = take(tx, &permit, row).await?;
                let taken = outcome(tx, code, FileOutcome::Taken, record)?;
                decide(tx, &permit, &seen, vec![taken]).await?;
                vault::remember(tx, form, &file.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Takes over every answer of a kind that asks nothing. `mark` says what their reader saw.
///
/// # Errors
/// [`AppError::Rule`]: `offline-none` when there is none, `offline-changed`; [`AppError::NotFound`].
pub async fn take_all(
    app: &App,
    ctx: &Ctx,
    (request, file): (RecordId, RecordId),
    form: FormId,
    (kind, mark): (&str, &str),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let seen = seen(tx, &permit, (request, file)).await?;
                let (rows, now) = seen.together(kind);
                if rows.is_empty() {
                    return Err(VaultError::Rule("offline-none"));
                }
                if now != mark {
                    return Err(VaultError::Rule("offline-changed"));
                }
                let mut taken = Vec::new();
                for row in rows {
                    let record = take(tx, &permit, row).await?;
                    taken.push(outcome(tx, &row.code, FileOutcome::Taken, record)?);
                }
                decide(tx, &permit, &seen, taken).await?;
                vault::remember(tx, form, &file.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Says that what stands online stays, or that something asked of the document was looked at.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn leave_answer(
    app: &App,
    ctx: &Ctx,
    (request, file): (RecordId, RecordId),
    form: FormId,
    code: &str,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let seen = seen(tx, &permit, (request, file)).await?;
                let mut asked =
                    (1..=seen.file.body.asks.len()).map(|number| format!("ask{number}"));
                let mut rows = seen.rows.iter();
                let known =
                    rows.any(|row| row.code == code || row.asks.iter().any(|ask| ask.code == code));
                if !known && !asked.any(|one| one == code) {
                    return Err(VaultError::NotFound);
                }
                let left = outcome(tx, code, FileOutcome::Left, None)?;
                decide(tx, &permit, &seen, vec![left]).await?;
                vault::remember(tx, form, &file.to_string()).await
            })
        })
        .await?;
    Ok(())
}

pub(super) async fn seen(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    (request, file): (RecordId, RecordId),
) -> Result<FileView, VaultError> {
    let found = answer::read(tx, request).await?;
    view(tx, permit, &found, file).await
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
pub(super) async fn decide(
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
