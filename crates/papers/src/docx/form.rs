//! A document that people fill in elsewhere: tables with a row of codes above their heads, and words between them.

use std::io::Result;

use model::chronology::{UNSEEN, guarded};
use model::paper::{Paper, printable};

use super::across::{Sheet, page, table_of_texts};
use super::body::{fact, one_line, opening, paragraph, texts};
use super::xml::{RELATIONSHIPS, WORD, Xml};

/// A table to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormTable {
    /// What each column is to programs, whatever stands in its head: a row of its own, small and grey.
    pub codes: Vec<String>,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// How wide each column is beside the others.
    pub weights: Vec<usize>,
    /// The rows, each as long as the heads.
    pub rows: Vec<Vec<String>>,
}

/// One piece of a document to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormPiece {
    /// A heading.
    Heading(String),
    /// Running text.
    Words(String),
    /// A table.
    Table(FormTable),
    /// What follows stands on a wider sheet.
    Wider,
}

/// Writes `word/document.xml`.
pub fn document(
    paper: &Paper,
    facts: &[(String, String)],
    pieces: &[FormPiece],
) -> Result<Vec<u8>> {
    let namespaces = [("xmlns:w", WORD), ("xmlns:r", RELATIONSHIPS)];
    Xml::part("w:document", &namespaces, |xml| {
        xml.element("w:body", &[], |xml| {
            opening(xml, paper)?;
            facts
                .iter()
                .try_for_each(|(label, value)| fact(xml, label, value))?;
            let mut sheet = Sheet::A4Across;
            for piece in pieces {
                sheet = write_piece(xml, piece, sheet)?;
            }
            page(xml, sheet)
        })
    })
}

/// Writes a piece; returns the sheet on which the next one stands.
fn write_piece(xml: &mut Xml, piece: &FormPiece, sheet: Sheet) -> Result<Sheet> {
    match piece {
        FormPiece::Heading(text) => paragraph(xml, "Heading1", &[one_line(text)], false)?,
        FormPiece::Words(text) => texts(xml, "Normal", text)?,
        FormPiece::Table(table) => write_table(xml, table, sheet.text_width())?,
        FormPiece::Wider => {
            xml.element("w:p", &[], |xml| {
                xml.element("w:pPr", &[], |xml| {
                    xml.value("w:pStyle", "AfterTable")?;
                    page(xml, sheet)
                })
            })?;
            return Ok(Sheet::A3Across);
        }
    }
    Ok(sheet)
}

fn write_table(xml: &mut Xml, table: &FormTable, whole: usize) -> Result<()> {
    let all = table.weights.iter().sum::<usize>().max(1);
    let width = |weight: &usize| (whole * weight / all).to_string();
    let widths: Vec<String> = table.weights.iter().map(width).collect();
    let cells = |row: &Vec<String>| row.iter().map(|text| cell(text)).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
    let heads: Vec<String> = table.heads.iter().map(|text| cell(text)).collect();
    table_of_texts(xml, &widths, (&table.codes, &heads), &rows)
}

/// A text as it may stand in a cell: tables are copied into spreadsheets too.
fn cell(text: &str) -> String {
    guarded(printable(text), UNSEEN)
}
