//! Tables as they stand in a document: rows of cells with what the document itself says of each.
//!
//! Whatever reads documents makes them, whatever reads chronologies takes them; neither knows the other.

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use crate::Sensitive;

/// Most rows of a table that are taken for a chronology, without those of its title and heads.
pub const MOST_ROWS: usize = 20_000;

/// Most rows that a table may have above them: title, heads, codes.
pub const MOST_ABOVE: usize = 100;

/// What a cell holds beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellValue {
    /// Nothing: the text is all there is.
    #[default]
    Words,
    /// A number that nothing says is a date.
    Number,
    /// The document says that this is a day.
    Day(Date),
    /// The document says that this is a day and a time.
    At(DateTime),
    /// The document says that this is a time of day.
    Time(Time),
}

/// Whether a cell is part of a larger one that begins elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Merged {
    /// It stands for itself.
    #[default]
    No,
    /// It goes on from the cell above, whose text counts for it too.
    Above,
    /// It goes on from the cell to the left.
    Left,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// The text as it is shown, as near as a document without its program can say; empty in a merged cell.
    #[serde(default, rename = "t", skip_serializing_if = "is_empty")]
    pub text: Sensitive<String>,
    /// What the document says that it is.
    #[serde(default, rename = "v", skip_serializing_if = "is_default")]
    pub value: CellValue,
    /// Whether it belongs to another.
    #[serde(default, rename = "m", skip_serializing_if = "is_default")]
    pub merged: Merged,
    /// Whether the text is the last result of a formula.
    #[serde(default, rename = "f", skip_serializing_if = "is_default")]
    pub formula: bool,
    /// Whether words of it are struck through.
    #[serde(default, rename = "s", skip_serializing_if = "is_default")]
    pub struck: bool,
}

impl Cell {
    /// A cell of nothing but words.
    #[must_use]
    pub fn words(text: &str) -> Self {
        Self {
            text: Sensitive(text.to_owned()),
            ..Self::default()
        }
    }

    /// Whether nobody would see anything in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.0.trim().is_empty()
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    /// Its number in the sheet, the table or the file, from 1, as its program counts.
    pub number: u32,
    /// The piece of the document's text that it is, from 1; none where it has no words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece: Option<u32>,
    /// The page on which the program that wrote the document last showed it, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Whether the document repeats it at the top of each page.
    #[serde(default, skip_serializing_if = "is_default")]
    pub is_head: bool,
    /// Its cells from the left, also the empty ones between them.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Whether nobody would see anything in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

/// One table, or one sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    /// Its number in the document, from 1.
    pub number: u32,
    /// Name of the sheet; empty elsewhere.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub name: Sensitive<String>,
    /// Whether the workbook hides the sheet from whoever opens it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hidden: bool,
    /// Its rows. In a workbook, rows without any cell are left out; their numbers are missing then.
    pub rows: Vec<Row>,
}

fn is_empty(text: &Sensitive<String>) -> bool {
    text.0.is_empty()
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
