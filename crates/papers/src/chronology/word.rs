//! A chronology as a Word document.

use std::io::Result;

use model::UncertainDate;
use model::chronology::{Column, Entry, EntryKind, UNSEEN};

use super::{Book, ChronologyError};
use crate::docx::{self, Sheet};

/// More columns than this go on the larger sheet.
const MOST_ON_A4: usize = 9;

pub fn written(book: &Book<'_>) -> std::result::Result<Vec<u8>, ChronologyError> {
    let columns = columns(book);
    let sheet = if columns.len() > MOST_ON_A4 {
        Sheet::A3Across
    } else {
        Sheet::A4Across
    };
    let of_row = |of: &dyn Fn(Column) -> String| columns.iter().map(|column| of(*column)).collect();
    let codes: Vec<String> = of_row(&|column| column.mark(1));
    let heads: Vec<String> = of_row(&|column| book.head(column, UNSEEN));
    let row = |entry: (usize, &Entry)| of_row(&|column| book.cell(entry, column, UNSEEN));
    let rows: Vec<Vec<String>> = book.numbered().map(row).collect();
    let widths = widths(&columns, sheet.text_width());
    let with = (sheet, book.pictures);
    let written = docx::across(&book.front(), book.above, with, |xml| -> Result<()> {
        docx::table_of_texts(xml, &widths, (&codes, &heads), &rows)
    })?;
    Ok(written)
}

/// The columns that say something of any entry, and those without which none could be read.
fn columns(book: &Book<'_>) -> Vec<Column> {
    let nothing = Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, "");
    let needed = |column: Column| {
        matches!(
            column,
            Column::When | Column::Date | Column::Kind | Column::Text
        )
    };
    let says = |column: Column| {
        let empty = column.written(&nothing, book.labels);
        book.numbered()
            .any(|entry| book.said(entry, column) != empty)
    };
    let all = Column::ALL.iter().copied();
    all.filter(|column| needed(*column) || says(*column))
        .collect()
}

/// Widths in twentieths of a point: one of sentences has more than one of dates.
fn widths(columns: &[Column], whole: usize) -> Vec<String> {
    let weight = |column: &Column| match column {
        Column::Text => 8,
        Column::Response
        | Column::Outcome
        | Column::Voice
        | Column::Comment
        | Column::SourceWords => 4,
        Column::When | Column::Agency | Column::About | Column::Present | Column::Shared => 3,
        _ => 2,
    };
    let all: usize = columns.iter().map(weight).sum();
    let width = |column| (whole * weight(column) / all.max(1)).to_string();
    columns.iter().map(width).collect()
}
