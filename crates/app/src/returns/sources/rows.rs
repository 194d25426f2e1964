//! Taking in the rows of a table that ask nothing, after somebody saw what becomes of each; adding a row to the one above.

use access::{Ctx, Section};
use chronology::tables::joined;
use model::case::{PassageOutcome, RowRefused, RowsTaken, SourceHow};
use model::chronology::{Entry, Labels};
use model::{FormId, RecordId, Sensitive};
use vault::VaultError;

use super::super::answer::writing;
use super::decide::{Which, decide, enter};
use super::view::view;
use crate::keep::kept_before;
use crate::names::names;
use crate::{App, AppError};

/// Takes in every row that asks nothing and that nobody has said anything of. Notes are never taken in so.
///
/// # Errors
/// [`AppError::Rule`]: `rows-none` when there is none, `passage-asks` for notes; [`AppError::NotFound`].
pub async fn take_rows(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, source): (FormId, RecordId),
    labels: &Labels,
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
                if view.source.body.how != SourceHow::Table {
                    return Err(VaultError::Rule("passage-asks"));
                }
                let mut taken = Vec::new();
                for passage in view.undecided().filter(|one| one.asks.is_empty()) {
                    let new = (&view.source.body, &passage.entry);
                    let entry = enter(tx, &permit, new).await?;
                    taken.push((passage.key.clone(), entry));
                }
                if taken.is_empty() {
                    return Err(VaultError::Rule("rows-none"));
                }
                let refused = view.findings.refused.iter().map(|one| RowRefused {
                    passage: one.key.clone(),
                    code: one.code.to_owned(),
                });
                let body = RowsTaken {
                    source,
                    taken,
                    refused: refused.collect(),
                };
                vault::add_to_return(tx, &permit, Section::Returns, &body).await?;
                vault::remember(tx, form, &source.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Leaves every row out of which the same came with another document before, and of which nobody has said anything.
///
/// # Errors
/// [`AppError::Rule`]: `rows-none-before` when there is none; [`AppError::NotFound`].
pub async fn leave_same_out(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, source): (FormId, RecordId),
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
                let same = view.undecided().filter(|one| one.came_before());
                let same: Vec<_> = same.collect();
                if same.is_empty() {
                    return Err(VaultError::Rule("rows-none-before"));
                }
                for passage in same {
                    let outcome = (PassageOutcome::LeftOut, None, why.clone());
                    decide(tx, &permit, (&view, passage), outcome).await?;
                }
                vault::remember(tx, form, &source.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Adds a row to the entry of the row above that it goes on from: its words follow on a new line.
///
/// # Errors
/// [`AppError::Rule`]: `row-not-continued` for a row that goes on from none, `row-above-open` while the row above is no entry,
/// `passage-decided` when somebody said something of it meanwhile; [`AppError::NotFound`].
pub async fn join_row(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, (source, key)): (FormId, Which<'_>),
    labels: &Labels,
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
                let from = passage
                    .goes_on_from()
                    .ok_or(VaultError::Rule("row-not-continued"))?;
                let table = passage.row.map(|(table, _)| table);
                let above = view.findings.passages.iter().rev();
                let mut above = above.filter(|one| one.row == table.map(|table| (table, from)));
                let above = above.find_map(|one| view.stands.get(&one.key)?.entry);
                let above = above.ok_or(VaultError::Rule("row-above-open"))?;
                let entries = vault::list_in_return::<_, Entry>(tx, &permit).await?;
                let entry = entries.into_iter().find(|one| one.id == above);
                let entry = entry.ok_or(VaultError::Rule("row-above-open"))?;
                let whole = joined(&entry.body, &passage.entry);
                let place = (entry.id, entry.version);
                let reads = super::super::entries::reads(whole.restriction);
                vault::change_in_return(tx, &permit, place, reads, &whole).await?;
                let outcome = (PassageOutcome::Joined, Some(above), Sensitive::default());
                decide(tx, &permit, (&view, passage), outcome).await?;
                vault::remember(tx, form, &above.to_string()).await
            })
        })
        .await?;
    Ok(())
}
