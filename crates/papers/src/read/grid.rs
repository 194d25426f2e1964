//! The tables of a document as rows of cells, each with what the document itself says of it.
//!
//! Beside [`text_of`](super::text_of), which is for reading: here a date of a workbook stays a date, a merged cell is
//! known as one, and every row says where it stands. The number of a row's piece is the number of its
//! [`Part`](super::Part) in the text of the same document, from 1.

mod plain;
mod sheets;
pub(super) mod word;

use std::fmt;

use model::grid::{Cell, MOST_ABOVE, MOST_ROWS, Row, Table};
use serde::{Deserialize, Serialize};

use super::table::WIDEST_ROW;
use super::{MOST_LETTERS, Warning};
use crate::refusal::Refusal;
use crate::sniff::FileKind;

pub use plain::pasted;

/// Most cells, over all tables: 20,000 rows of 50.
const MOST_CELLS: usize = 1_000_000;

/// Most tables of one document.
const MOST_TABLES: usize = 2_000;

/// Widest cell that is made of several columns.
const WIDEST_MERGED: u32 = 256;

/// The tables of a document.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Grid {
    /// Tables that hold anything, in reading order.
    pub tables: Vec<Table>,
    /// How this differs from the original; each at most once, in a fixed order.
    pub warnings: Vec<Warning>,
}

impl fmt::Debug for Grid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Grid");
        shown
            .field("tables", &self.tables.len())
            .field("warnings", &self.warnings)
            .finish()
    }
}

impl Grid {
    /// Whether it keeps to the limits: what the reading process prints is believed no more than the file.
    pub(super) fn is_within_limits(&self) -> bool {
        let rows = || self.tables.iter().flat_map(|table| &table.rows);
        let letters = |row: &Row| -> usize { row.cells.iter().map(|cell| cell.text.0.len()).sum() };
        self.tables.len() <= MOST_TABLES
            && self
                .tables
                .iter()
                .all(|table| table.rows.len() <= MOST_ROWS + MOST_ABOVE)
            && rows().all(|row| row.cells.len() <= WIDEST_ROW)
            && rows().map(|row| row.cells.len()).sum::<usize>() <= MOST_CELLS
            && rows().map(letters).sum::<usize>() <= MOST_LETTERS
    }
}

/// Takes the tables out of a document: of a Word document its tables, of a workbook its sheets, of CSV its rows, of
/// plain text its lines with tabs. Control characters and marks that override reading direction do not survive.
///
/// Under the limits of [`text_of`](super::text_of), and [`MOST_ROWS`] rows to a table with [`MOST_ABOVE`] above them.
///
/// # Panics
/// The libraries for workbooks panic on some damaged files: call this in the reading process only.
///
/// # Errors
/// A [`Refusal`] as of [`text_of`](super::text_of); [`Refusal::NoTable`] for a document without any, or of a kind in
/// which none can be found; [`Refusal::ManyRows`]; [`Refusal::Encoding`] for letters that cannot be made out.
pub fn grid_of(kind: FileKind, bytes: &[u8]) -> Result<Grid, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > kind.largest() {
        return Err(Refusal::TooLarge);
    }
    match kind {
        FileKind::Docx => super::word::grid_of(bytes),
        FileKind::Xlsx => sheets::grid_of_xlsx(bytes),
        FileKind::Xls => sheets::grid_of_xls(bytes),
        FileKind::Csv => plain::grid_of_csv(bytes),
        FileKind::Txt => plain::grid_of_text(bytes),
        _ => Err(Refusal::NoTable),
    }
}

/// Tables as they are read, under the limits.
#[derive(Default)]
struct Tables {
    tables: Vec<Table>,
    warnings: Vec<Warning>,
    /// Pieces of the document's text so far.
    pieces: u32,
    letters: usize,
    cells: usize,
}

impl Tables {
    /// A table begins, or a sheet of that name.
    fn begin(&mut self, number: u32, name: &str) -> Result<(), Refusal> {
        if self.tables.len() >= MOST_TABLES {
            return Err(Refusal::TooLarge);
        }
        self.tables.push(Table {
            number,
            name: model::Sensitive(name.to_owned()),
            ..Table::default()
        });
        Ok(())
    }

    /// A row of the table that has begun. Cells on the right in which nothing stands are left out.
    fn row(&mut self, mut row: Row) -> Result<(), Refusal> {
        while let Some(last) = row.cells.last() {
            if *last != Cell::default() {
                break;
            }
            row.cells.pop();
        }
        self.letters += row
            .cells
            .iter()
            .map(|cell| cell.text.0.len())
            .sum::<usize>();
        self.cells += row.cells.len();
        if self.letters > MOST_LETTERS || self.cells > MOST_CELLS || row.cells.len() > WIDEST_ROW {
            return Err(Refusal::TooLarge);
        }
        let table = self.tables.last_mut().ok_or(Refusal::Damaged)?;
        if table.rows.len() >= MOST_ROWS + MOST_ABOVE {
            return Err(Refusal::ManyRows);
        }
        table.rows.push(row);
        Ok(())
    }

    /// A row of cells without a number of its own piece: it gets the next where it has words.
    fn numbered(&mut self, number: u32, cells: Vec<Cell>) -> Result<(), Refusal> {
        let mut row = Row {
            number,
            cells,
            ..Row::default()
        };
        if !row.is_empty() {
            self.pieces += 1;
            row.piece = Some(self.pieces);
        }
        self.row(row)
    }

    fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    fn finish(mut self) -> Result<Grid, Refusal> {
        self.tables
            .retain(|table| table.rows.iter().any(|row| !row.is_empty()));
        if self.tables.is_empty() {
            return Err(Refusal::NoTable);
        }
        self.warnings.sort_unstable();
        Ok(Grid {
            tables: self.tables,
            warnings: self.warnings,
        })
    }
}
