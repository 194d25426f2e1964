//! Tables in plain text: CSV, and what people copy out of a table and paste.

use model::grid::Cell;
use model::paper::{REPLACED, printable};

use super::{Grid, Tables};
use crate::read::plain::{Decoded, decoded};
use crate::read::table::delimiter;
use crate::read::{MOST_LETTERS, Warning};
use crate::refusal::Refusal;

/// The rows of a CSV file.
pub fn grid_of_csv(bytes: &[u8]) -> Result<Grid, Refusal> {
    let text = legible(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text.text))
        .from_reader(text.text.as_bytes());
    let mut tables = Tables::default();
    tables.begin(1, "")?;
    if text.is_guess {
        tables.warn(Warning::GuessedEncoding);
    }
    for (number, record) in (1..).zip(reader.records()) {
        let record = record.map_err(|_| Refusal::Damaged)?;
        let cells = record.iter().map(|cell| Cell::words(&printable(cell)));
        tables.numbered(number, cells.collect())?;
    }
    tables.finish()
}

/// The lines of a text file that was copied out of a table.
pub fn grid_of_text(bytes: &[u8]) -> Result<Grid, Refusal> {
    let text = legible(bytes)?;
    let mut grid = pasted(&text.text)?;
    if text.is_guess {
        grid.warnings.push(Warning::GuessedEncoding);
    }
    Ok(grid)
}

/// The rows of a table that somebody copied and pasted: a line each, with tabs between the cells. A cell of several
/// lines stands in double quotes, as Excel copies it.
///
/// # Errors
/// [`Refusal::NoTable`] where there is no tab; [`Refusal::TooLarge`]; [`Refusal::ManyRows`].
pub fn pasted(text: &str) -> Result<Grid, Refusal> {
    if text.len() > MOST_LETTERS {
        return Err(Refusal::TooLarge);
    }
    let text = printable(text);
    if !text.contains('\t') {
        return Err(Refusal::NoTable);
    }
    let mut tables = Tables::default();
    tables.begin(1, "")?;
    let mut rest = text.trim_end_matches('\n');
    let mut number = 0;
    while !rest.is_empty() {
        let mut cells = Vec::new();
        loop {
            let (cell, after) = next_cell(rest);
            cells.push(Cell::words(&cell));
            rest = after;
            match rest.strip_prefix('\t') {
                Some(after) => rest = after,
                None => break,
            }
        }
        rest = rest.strip_prefix('\n').unwrap_or(rest);
        number += 1;
        tables.numbered(number, cells)?;
    }
    tables.finish()
}

/// The cell that begins here, and what follows it: a tab, a line end or nothing.
fn next_cell(text: &str) -> (String, &str) {
    if let Some(found) = text.strip_prefix('"').and_then(quoted) {
        return found;
    }
    let end = text.find(['\t', '\n']).unwrap_or(text.len());
    let (cell, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (cell.to_owned(), rest)
}

/// What stands before the closing quote, and what follows; nothing where the quote closes no cell, as in a sentence
/// that begins with what somebody said.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let (inside, after) = rest.split_once('"')?;
        cell.push_str(inside);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None if after.is_empty() || after.starts_with(['\t', '\n']) => {
                return Some((cell, after));
            }
            None => return None,
        }
    }
}

/// The text of bytes whose letters can be made out.
fn legible(bytes: &[u8]) -> Result<Decoded, Refusal> {
    if bytes.len() > MOST_LETTERS {
        return Err(Refusal::TooLarge);
    }
    let decoded = decoded(bytes);
    let has_gaps = decoded.is_guess && decoded.text.contains(REPLACED);
    if has_gaps || decoded.text.contains('\0') {
        return Err(Refusal::Encoding);
    }
    Ok(decoded)
}
