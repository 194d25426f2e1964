//! What somebody sees to whom entries were put because they wrote them down at the time: these entries, and nothing else of
//! the return or of the review.

use access::{Ctx, Permit, actions};
use model::case::{CheckSaid, EntryCheck, FactsStand};
use model::chronology::Entry;
use model::{FormId, RecordId, Sensitive};
use vault::{ChecksWait, Stored, VaultError, VaultTx};

use super::hidden;
use crate::decision::decide::has_words;
use crate::keep::kept_before;
use crate::{App, AppError};

/// An entry that was put to the reader.
#[derive(Debug, Clone)]
pub struct ToCheck {
    /// What was put to them, and what they said.
    pub check: Stored<EntryCheck>,
    /// The entry as it stands; none when it was taken away, or when only some of the review may read it now.
    pub entry: Option<Stored<Entry>>,
}

/// What somebody says of an entry.
#[derive(Debug, Clone)]
pub struct Said {
    /// The version of the entry that they read.
    pub version: i64,
    /// Whether it is right.
    pub says: FactsStand,
    /// What is not right.
    pub what: Sensitive<String>,
    /// Anything that they want to stand beside it.
    pub words: Sensitive<String>,
}

/// The entries that were put to the reader; the reading is written down. None may be left: then everything was taken back.
///
/// # Errors
/// [`AppError::NotFound`] for everybody to whom nothing was put, and before the request is sent.
pub async fn to_check(app: &App, ctx: &Ctx, request: RecordId) -> Result<Vec<ToCheck>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_return::<actions::ReadChecks>(request).await;
                let permit = permit.map_err(hidden)?;
                let all = vault::entries_to_check(tx, &permit).await?.into_iter();
                Ok(all.map(|(check, entry)| ToCheck { check, entry }).collect())
            })
        })
        .await?)
}

/// Whether entries of a return were put to the reader, so that they are led there.
///
/// # Errors
/// [`AppError`].
pub async fn has_to_check(app: &App, ctx: &Ctx, request: RecordId) -> Result<bool, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move { tx.would_permit_return::<actions::ReadChecks>(request).await })
        })
        .await?)
}

/// Keeps what somebody says of an entry that was put to them, or changes it; each version of it is kept.
///
/// # Errors
/// [`AppError::Rule`]: `check-what` where something is not right and nothing says what, `check-entry-changed` when the entry
/// was changed after they read it; [`AppError::Clash`] when they said something of it in another window;
/// [`AppError::NotFound`] for everybody to whom it was not put.
pub async fn say(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, place): (FormId, (RecordId, i64)),
    new: &Said,
) -> Result<(), AppError> {
    if new.says == FactsStand::NotRight && !has_words(&new.what) {
        return Err(AppError::Rule("check-what"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_return::<actions::CheckEntries>(request).await;
                let permit = permit.map_err(hidden)?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let what = match new.says {
                    FactsStand::Right => Sensitive::default(),
                    FactsStand::NotRight => new.what.clone(),
                };
                let said = CheckSaid {
                    version: new.version,
                    says: new.says,
                    what,
                    words: new.words.clone(),
                    at: tx.ctx.now,
                };
                vault::check_entry(tx, &permit, place, &said).await?;
                vault::remember(tx, form, &place.0.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Returns of which entries wait for the reader, for the first page after sign-in.
pub(crate) async fn checks_wait(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<ChecksWait>, VaultError> {
    let mut all = Vec::new();
    for one in vault::checks_to_answer(tx, permit).await? {
        let may = tx
            .would_permit_return::<actions::CheckEntries>(one.request)
            .await?;
        if may {
            all.push(one);
        }
    }
    Ok(all)
}
