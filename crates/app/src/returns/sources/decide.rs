//! Taking one passage or row in as it is or changed, and leaving it out.

use access::{Ctx, Permit, Section, actions};
use model::case::{PassageDecided, PassageOutcome, ReturnSource};
use model::chronology::{Entry, Labels};
use model::{FormId, RecordId, Sensitive};
use vault::{VaultError, VaultTx};

use super::super::answer::writing;
use super::super::entries::{check, reads};
use super::findings::Passage;
use super::view::{SourceView, is_read_by_others, view};
use crate::keep::kept_before;
use crate::names::names;
use crate::{App, AppError};

/// Which passage of which document.
pub type Which<'a> = (RecordId, &'a str);

/// Takes a passage or row in as an entry: as it is read, or as a person has put it; a paragraph that a person chose only as they put
/// it. Returns the entry.
///
/// # Errors
/// [`AppError::Rule`]: `passage-asks` when it is to be taken in as it is and something is asked of it; `passage-decided` when somebody
/// took it in meanwhile; those of [`super::super::keep_entry`]; [`AppError::NotFound`].
pub async fn take_passage(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, (source, key)): (FormId, Which<'_>),
    (entry, labels): (Option<&Entry>, &Labels),
) -> Result<RecordId, AppError> {
    let names = &names(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let view = view(tx, &permit, source, (names, labels)).await?;
                let passage = &view.passage_or_chosen(key).ok_or(VaultError::NotFound)?;
                let entry = match entry {
                    Some(entry) => as_put(entry, passage),
                    None if passage.asks.is_empty() => passage.entry.clone(),
                    None => return Err(VaultError::Rule("passage-asks")),
                };
                let id = enter(tx, &permit, (&view.source.body, &entry)).await?;
                let outcome = (PassageOutcome::TakenIn, Some(id), Sensitive::default());
                decide(tx, &permit, (&view, passage), outcome).await?;
                vault::remember(tx, form, &id.to_string()).await?;
                Ok(id)
            })
        })
        .await?)
}

/// An entry as a person has put it, with where it came from.
fn as_put(entry: &Entry, passage: &Passage) -> Entry {
    Entry {
        source: passage.entry.source.clone(),
        date_words: passage.entry.date_words.clone(),
        ..entry.clone()
    }
}

/// Adds an entry of a document to the return.
pub(super) async fn enter(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    (source, entry): (&ReturnSource, &Entry),
) -> Result<RecordId, VaultError> {
    check(tx.ctx, entry).map_err(VaultError::Rule)?;
    if is_read_by_others(source, entry) {
        return Err(VaultError::Rule("entry-document-read"));
    }
    vault::add_to_return(tx, permit, reads(entry.restriction), entry).await
}

/// Leaves a passage or row out: it is no entry. Said again of one that was left out, the reason changes.
///
/// # Errors
/// [`AppError::Rule`] `passage-decided` when somebody took it in meanwhile; [`AppError::NotFound`].
pub async fn leave_out(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, (source, key)): (FormId, Which<'_>),
    (why, labels): (&Sensitive<String>, &Labels),
) -> Result<(), AppError> {
    let names = &names(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let view = view(tx, &permit, source, (names, labels)).await?;
                let passage = view.passage(key).ok_or(VaultError::NotFound)?;
                let outcome = (PassageOutcome::LeftOut, None, why.clone());
                decide(tx, &permit, (&view, passage), outcome).await?;
                vault::remember(tx, form, &source.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Keeps what a person said of a passage; one that became an entry stays one.
pub(super) async fn decide(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::WriteReturn>,
    (view, passage): (&SourceView, &Passage),
    (outcome, entry, why): (PassageOutcome, Option<RecordId>, Sensitive<String>),
) -> Result<(), VaultError> {
    let stands = view.stands.get(&passage.key);
    if stands.is_some_and(|stands| stands.entry.is_some()) {
        return Err(VaultError::Rule("passage-decided"));
    }
    let from = passage.entry.source.as_ref();
    let body = PassageDecided {
        source: view.source.id,
        passage: passage.key.clone(),
        outcome,
        entry,
        from: from.map(|from| from.words.clone()).unwrap_or_default(),
        why,
    };
    match stands.and_then(|stands| stands.said) {
        Some(place) => {
            vault::change_in_return(tx, permit, place, Section::Returns, &body).await?;
        }
        None => {
            vault::add_to_return(tx, permit, Section::Returns, &body).await?;
        }
    }
    Ok(())
}
