//! Saying what the columns of a table hold.

use access::{Ctx, Section, actions};
use chronology::tables::{Field, Mapping, head_of};
use model::case::{ReturnSource, SourceColumns, TableColumns};
use model::grid::Table;
use model::{FormId, RecordId, Sensitive};
use vault::{Stored, VaultError, VaultTx};

use super::super::answer::writing;
use super::super::hidden;
use super::super::kept;
use super::findings::{mapping_of, needs_columns};
use super::kept_source;
use crate::keep::kept_before;
use crate::{App, AppError, Place};

/// A table whose columns somebody says.
#[derive(Debug, Clone)]
pub struct ToMap {
    /// Number of the table in the document.
    pub table: u32,
    /// Name of the sheet; empty elsewhere.
    pub name: Sensitive<String>,
    /// Whether the workbook hides the sheet.
    pub hidden: bool,
    /// What its columns are called; empty where it has no heads.
    pub heads: Vec<String>,
    /// The first words that stand in each column.
    pub examples: Vec<Vec<String>>,
    /// What each column holds, as it was said or is proposed.
    pub columns: Vec<Option<Field>>,
    /// Whether it was left out.
    pub left_out: bool,
    /// Whether somebody of the agency said the same of these heads before.
    pub known: bool,
}

/// What somebody says of the columns of one table.
#[derive(Debug, Clone)]
pub struct ColumnsSaid {
    /// Number of the table in the document.
    pub table: u32,
    /// What each column holds; nothing where they do not say.
    pub columns: Vec<Option<Field>>,
    /// Whether the whole table is no chronology.
    pub left_out: bool,
}

/// Examples of each column.
const EXAMPLES: usize = 3;

/// The tables of a document whose columns have to be said, with what is proposed: what the agency said of the same heads
/// before, else what the heads are usually for.
///
/// # Errors
/// [`AppError::NotFound`] for everybody who does not answer the request.
pub async fn to_map(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    source: RecordId,
) -> Result<
    (
        Stored<ReturnSource>,
        Option<Stored<SourceColumns>>,
        Vec<ToMap>,
    ),
    AppError,
> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_return::<actions::WriteReturn>(request).await;
                let permit = permit.map_err(hidden)?;
                let kept = kept_source(tx, &permit, source).await?;
                let mut all = Vec::new();
                let body = &kept.source.body;
                for table in body.tables.iter().filter(|one| needs_columns(one)) {
                    let said = kept.columns.as_ref().map(|one| one.body.tables.iter());
                    let said = said.and_then(|mut all| all.find(|one| one.table == table.number));
                    all.push(offered(tx, &permit, (table, said, body)).await?);
                }
                Ok((kept.source, kept.columns, all))
            })
        })
        .await?)
}

async fn offered(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, actions::WriteReturn>,
    (table, said, source): (&Table, Option<&TableColumns>, &ReturnSource),
) -> Result<ToMap, VaultError> {
    let Mapping {
        fingerprint,
        mut columns,
        ..
    } = mapping_of(table, said, source.written);
    let known = vault::known_layout(tx, permit, &fingerprint).await?;
    if let (None, Some(known)) = (said, &known) {
        columns = known.iter().map(|code| Field::from_code(code)).collect();
    }
    let head = head_of(table);
    let width = table
        .rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    columns.resize(width, None);
    let after = head.as_ref().map_or(0, |head| head.at + head.rows);
    let example = |column: usize| {
        let rows = table.rows.iter().skip(after);
        let words = rows.filter_map(|row| Some(row.cells.get(column)?.text.0.trim().to_owned()));
        words
            .filter(|words| !words.is_empty())
            .take(EXAMPLES)
            .collect()
    };
    let mut heads = head.map(|head| head.names).unwrap_or_default();
    heads.resize(width, String::new());
    Ok(ToMap {
        table: table.number,
        name: table.name.clone(),
        hidden: table.hidden,
        examples: (0..width).map(example).collect(),
        heads,
        columns,
        left_out: said.is_some_and(|said| said.left_out),
        known: known.is_some(),
    })
}

/// Keeps what the columns of a document's tables hold, and remembers it for the agency's next document with the same heads.
///
/// # Errors
/// [`AppError::Rule`]: `columns-date` when no column of a table holds dates, `columns-text` when none holds what happened,
/// `columns-twice` when two hold what only one can, `columns-none` when every table is left out, `columns-taken` once rows were
/// taken in; [`AppError::Clash`] when somebody else said it meanwhile; [`AppError::NotFound`].
pub async fn say_columns(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, place): (FormId, Place),
    (source, said): (RecordId, &[ColumnsSaid]),
) -> Result<(), AppError> {
    if said.iter().all(|one| one.left_out) {
        return Err(AppError::Rule("columns-none"));
    }
    if let Some((_, code)) = wrong_columns(said).first() {
        return Err(AppError::Rule(code));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let kept = kept_source(tx, &permit, source).await?;
                if !kept.rows.is_empty() || !kept.decided.is_empty() {
                    return Err(VaultError::Rule("columns-taken"));
                }
                if place.is_none() && kept.columns.is_some() {
                    return Err(VaultError::Rule("changed-meanwhile"));
                }
                let body = body(&kept.source.body, source, said);
                for table in body.tables.iter().filter(|one| !one.left_out) {
                    vault::remember_layout(tx, &permit, &table.fingerprint, &table.columns).await?;
                }
                let reads = (Section::Returns, &body);
                kept::save(tx, &permit, (form, place), reads)
                    .await
                    .map(drop)
            })
        })
        .await?;
    Ok(())
}

/// The tables of which something wrong is said, by their numbers, each with its rule.
#[must_use]
pub fn wrong_columns(said: &[ColumnsSaid]) -> Vec<(u32, &'static str)> {
    let wanted = said.iter().filter(|one| !one.left_out);
    let wrong = wanted.filter_map(|one| Some((one.table, check(&one.columns).err()?)));
    wrong.collect()
}

fn body(source: &ReturnSource, id: RecordId, said: &[ColumnsSaid]) -> SourceColumns {
    let of = |one: &ColumnsSaid| {
        let mut tables = source.tables.iter();
        let table = tables.find(|table| table.number == one.table)?;
        let code = |field: &Option<Field>| field.map(|field| field.code().to_owned());
        Some(TableColumns {
            table: one.table,
            fingerprint: mapping_of(table, None, source.written).fingerprint,
            columns: one.columns.iter().map(code).collect(),
            left_out: one.left_out,
        })
    };
    SourceColumns {
        source: id,
        tables: said.iter().filter_map(of).collect(),
        reused: false,
    }
}

/// Uses what the agency said before of tables with the same heads, where it said it of each table of a document: then nobody is asked.
///
/// # Errors
/// [`AppError::NotFound`] for everybody who does not answer the request.
pub(super) async fn say_as_before(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    source: RecordId,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                let kept = kept_source(tx, &permit, source).await?;
                if kept.columns.is_some() {
                    return Ok(());
                }
                let Some(tables) = as_before(tx, &permit, &kept.source.body).await? else {
                    return Ok(());
                };
                let body = SourceColumns {
                    source,
                    tables,
                    reused: true,
                };
                let added = vault::add_to_return(tx, &permit, Section::Returns, &body);
                added.await.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// What was said of the heads of every table that has to be said anything of; nothing where one has none or is new.
async fn as_before(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, actions::WriteReturn>,
    source: &ReturnSource,
) -> Result<Option<Vec<TableColumns>>, VaultError> {
    let mut all = Vec::new();
    for table in source.tables.iter().filter(|one| needs_columns(one)) {
        if head_of(table).is_none() {
            return Ok(None);
        }
        let fingerprint = mapping_of(table, None, source.written).fingerprint;
        let Some(known) = vault::known_layout(tx, permit, &fingerprint).await? else {
            return Ok(None);
        };
        let said = known.into_iter();
        let said = said.map(|code| Some(code).filter(|code| !code.is_empty()));
        all.push(TableColumns {
            table: table.number,
            fingerprint,
            columns: said.collect(),
            left_out: false,
        });
    }
    Ok((!all.is_empty()).then_some(all))
}

fn check(columns: &[Option<Field>]) -> Result<(), &'static str> {
    let many = |field: Field| columns.iter().filter(|one| **one == Some(field)).count();
    if many(Field::Date) == 0 {
        return Err("columns-date");
    }
    if many(Field::Text) == 0 {
        return Err("columns-text");
    }
    let twice = |field: &Field| !field.takes_several() && many(*field) > 1;
    if Field::ALL.iter().any(twice) {
        return Err("columns-twice");
    }
    Ok(())
}
