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
use super::view::{FileView, SeenRow, view};
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
                take(tx, &permit, row).await?;
                let code = [code.to_owned()];
                decide(tx, &permit, &seen, (&code, FileOutcome::Taken)).await?;
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
                let mut codes = Vec::new();
                for row in rows {
                    take(tx, &permit, row).await?;
                    codes.push(row.code.clone());
                }
                decide(tx, &permit, &seen, (&codes, FileOutcome::Taken)).await?;
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
                let known = seen.rows.iter().any(|row| row.code == code);
                if !known && !asked.any(|one| one == code) {
                    return Err(VaultError::NotFound);
                }
                let code = [code.to_owned()];
                decide(tx, &permit, &seen, (&code, FileOutcome::Left)).await?;
                vault::remember(tx, form, &file.to_string()).await
            })
        })
        .await?;
    Ok(())
}

async fn seen(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    (request, file): (RecordId, RecordId),
) -> Result<FileView, VaultError> {
    let found = answer::read(tx, request).await?;
    view(tx, permit, &found, file).await
}

/// Keeps an answer as it came back, with what was changed online beside it.
async fn take(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    row: &SeenRow,
) -> Result<(), VaultError> {
    if !row.may_take() {
        let same = row.asks.is_empty() && row.rule.is_none();
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
) -> Result<(), VaultError> {
    match row.place {
        Some(place) => {
            vault::change_in_return(tx, permit, place, section, body).await?;
        }
        None => {
            vault::add_to_return(tx, permit, section, body).await?;
        }
    }
    Ok(())
}

/// Keeps what was said of these.
async fn decide(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    seen: &FileView,
    (codes, outcome): (&[String], FileOutcome),
) -> Result<(), VaultError> {
    let (by, at) = (tx.ctx.person()?.id, tx.ctx.now);
    let mut body: ReturnFile = seen.file.body.clone();
    body.decided.extend(codes.iter().map(|code| FileDecided {
        code: code.clone(),
        outcome,
        by,
        at,
    }));
    let place = (seen.file.id, seen.file.version);
    vault::change_in_return(tx, permit, place, Section::Returns, &body)
        .await
        .map(drop)
}
