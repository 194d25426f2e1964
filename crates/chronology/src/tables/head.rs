//! The row that says what the columns hold.

use model::grid::{Cell, CellValue, Merged, Row, Table};

use super::mapping::{Field, field_of};
use super::own::Own;

/// How far down a head is looked for; above it stand titles and dates of the document.
const FURTHEST: usize = 30;

/// Longest cell of a head, in letters.
const LONGEST: usize = 120;

/// The head of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Position of its first row among the rows of the table, from 0.
    pub at: usize,
    /// Number of its rows: 1, or 2 where columns are grouped under one heading.
    pub rows: usize,
    /// What it says of each column; of a grouped column both words.
    pub names: Vec<String>,
}

/// Finds the head: the row whose cells are most like heads, with at least a date or an account among them and half of
/// them known. None where no row is.
#[must_use]
pub fn head_of(table: &Table) -> Option<Head> {
    let rows = table.rows.iter().take(FURTHEST).enumerate();
    let scored = rows.filter_map(|(at, row)| Some((score(row)?, at, row)));
    // The first of those with the most.
    let (_, at, row) = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let next = at.checked_add(1).and_then(|next| table.rows.get(next));
    let grouped = next.and_then(|next| grouped(row, next));
    Some(match grouped {
        Some(names) => Head { at, rows: 2, names },
        None => Head {
            at,
            rows: 1,
            names: row.cells.iter().map(name).collect(),
        },
    })
}

/// How many of its rows in which anything stands are below the heads: those that may be entries.
#[must_use]
pub fn below_head(table: &Table) -> usize {
    let own = Own::of(table).map(|own| own.at + 2);
    let head = || head_of(table).map(|head| head.at + head.rows);
    let first = own.or_else(head).unwrap_or(0);
    let below = table.rows.iter().skip(first);
    below.filter(|row| !row.is_empty()).count()
}

fn name(cell: &Cell) -> String {
    cell.text.0.trim().to_owned()
}

/// How many of its cells are known as heads; nothing where it cannot be a head.
fn score(row: &Row) -> Option<usize> {
    let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let is_like_data = |cell: &&Cell| {
        let digits = cell.text.0.chars().filter(char::is_ascii_digit).count();
        cell.value != CellValue::Words || digits > 3 || cell.text.0.chars().count() > LONGEST
    };
    if filled.iter().any(is_like_data) {
        return None;
    }
    let known: Vec<Field> = filled
        .iter()
        .filter_map(|cell| field_of(&cell.text.0))
        .collect();
    let tells = known.contains(&Field::Date) || known.contains(&Field::Text);
    let is_head = known.len() >= 2 && 2 * known.len() >= filled.len() && tells;
    is_head.then_some(2 * known.len() + usize::from(row.is_head))
}

/// The names of columns where the row below divides some of them: every other cell there goes on from above.
fn grouped(top: &Row, below: &Row) -> Option<Vec<String>> {
    let has_group = top.cells.iter().any(|cell| cell.merged == Merged::Left);
    let goes_on = |cell: &Cell| cell.merged == Merged::Above || cell.is_empty();
    let is_divided = below.cells.iter().any(|cell| cell.merged == Merged::Above)
        && below.cells.iter().any(|cell| !goes_on(cell));
    let is_like_data = |cell: &Cell| {
        cell.value != CellValue::Words || cell.text.0.chars().any(|letter| letter.is_ascii_digit())
    };
    if !has_group || !is_divided || below.cells.iter().any(is_like_data) {
        return None;
    }
    let mut group = String::new();
    let count = top.cells.len().max(below.cells.len());
    let names = (0..count).map(|column| {
        let above = top.cells.get(column);
        if above.is_none_or(|cell| cell.merged != Merged::Left) {
            group = above.map(name).unwrap_or_default();
        }
        match below.cells.get(column) {
            Some(cell) if !cell.is_empty() => format!("{group} {}", name(cell)).trim().to_owned(),
            _ => group.clone(),
        }
    });
    Some(names.collect())
}
