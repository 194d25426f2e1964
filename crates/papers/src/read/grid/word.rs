//! Tables of a Word document, gathered while its text is read.

use model::grid::{Cell, Merged, Row};
use model::paper::printable;

use super::{Grid, Tables, WIDEST_MERGED};
use crate::chronology::beside::{Beside, Mark, Marks};
use crate::read::Warning;
use crate::refusal::Refusal;

/// Most bookmarks of our own in one row: more than a row has columns.
const MOST_MARKS: usize = 64;

/// A cell being read.
#[derive(Default)]
struct OpenCell {
    text: String,
    has_paragraph: bool,
    columns: u32,
    goes_on: bool,
    struck: bool,
}

/// A row being read.
#[derive(Default)]
struct OpenRow {
    cells: Vec<Cell>,
    cell: Option<OpenCell>,
    is_head: bool,
    page: Option<u32>,
    /// Bookmarks of our own tables.
    marks: Vec<Mark>,
}

/// A table being read; its rows so far where it stands inside a cell.
#[derive(Default)]
struct OpenTable {
    row: Option<OpenRow>,
    rows: u32,
    inside: Vec<String>,
}

/// The tables of a Word document so far.
#[derive(Default)]
pub struct WordTables {
    done: Tables,
    open: Vec<OpenTable>,
    count: u32,
    page_breaks: u32,
    /// The bookmarks of each table, in their order.
    marks: Vec<Marks>,
}

impl WordTables {
    /// An element begins, outside of what is left out; `value` is its `w:val`.
    pub fn start(&mut self, name: &str, value: Option<&str>) -> Result<(), Refusal> {
        let number = || value.and_then(|value| value.parse::<u32>().ok());
        match name {
            "tbl" => self.begin_table()?,
            "tr" => {
                if let Some(table) = self.open.last_mut() {
                    table.row = Some(OpenRow::default());
                }
            }
            "tc" => {
                if let Some(row) = self.row() {
                    row.cell = Some(OpenCell {
                        columns: 1,
                        ..OpenCell::default()
                    });
                }
            }
            "tblHeader" => {
                let is_head = !matches!(value, Some("0" | "false" | "off"));
                if let Some(row) = self.row() {
                    row.is_head = is_head;
                }
            }
            "gridBefore" => {
                let before = number().unwrap_or(0).min(WIDEST_MERGED);
                if let Some(row) = self.row() {
                    row.cells.extend((0..before).map(|_| Cell::default()));
                }
            }
            "gridSpan" => {
                if let Some(cell) = self.cell() {
                    cell.columns = number().unwrap_or(1).clamp(1, WIDEST_MERGED);
                }
            }
            "vMerge" => {
                if let Some(cell) = self.cell() {
                    cell.goes_on = value != Some("restart");
                }
            }
            "lastRenderedPageBreak" => self.page_breaks += 1,
            _ => {}
        }
        Ok(())
    }

    /// Words of the cell are struck through.
    pub fn strike(&mut self) {
        if let Some(cell) = self.cell() {
            cell.struck = true;
        }
    }

    /// A bookmark begins, after so much of its paragraph.
    pub fn bookmark(&mut self, name: &str, before: &str) {
        let is_outer = self.open.len() == 1;
        if let Some(row) = self.row()
            && is_outer
            && let Some(cell) = &row.cell
            && Marks::is_ours(name)
            && row.marks.len() < MOST_MARKS
        {
            let line_end = usize::from(cell.has_paragraph);
            let paragraph = printable(&cell.text).len() + line_end;
            row.marks.push(Mark {
                cell: row.cells.len(),
                name: name.to_owned(),
                paragraph,
                at: paragraph + printable(before).len(),
            });
        }
    }

    /// A paragraph ends; whether it stands in a cell is known here.
    pub fn paragraph(&mut self, text: &str) {
        let page = self.page_breaks + 1;
        if let Some(row) = self.row()
            && row.page.is_none()
            && !text.trim().is_empty()
        {
            row.page = Some(page);
        }
        if let Some(cell) = self.cell() {
            if cell.has_paragraph {
                cell.text.push('\n');
            }
            cell.has_paragraph = true;
            cell.text.push_str(text);
        }
    }

    /// An element ends. The number of the row's piece, where it has become one, is known by now.
    pub fn end(&mut self, name: &str, piece: Option<u32>) -> Result<(), Refusal> {
        match name {
            "tc" => self.end_cell(),
            "tr" => self.end_row(piece)?,
            "tbl" => self.end_table(),
            _ => {}
        }
        Ok(())
    }

    /// All tables, with what the text warns of, and with what the document carries beside its pages.
    pub fn finish(mut self, warnings: &[Warning], beside: &Beside) -> Result<Grid, Refusal> {
        for warning in warnings {
            self.done.warn(*warning);
        }
        // Without any such mark the document does not say where its pages end.
        if self.page_breaks == 0 {
            let rows = self
                .done
                .tables
                .iter_mut()
                .flat_map(|table| &mut table.rows);
            rows.for_each(|row| row.page = None);
        }
        for (table, marks) in self.done.tables.iter_mut().zip(&self.marks) {
            beside.complete(table, marks);
        }
        self.done.finish()
    }

    fn row(&mut self) -> Option<&mut OpenRow> {
        self.open.last_mut()?.row.as_mut()
    }

    fn cell(&mut self) -> Option<&mut OpenCell> {
        self.row()?.cell.as_mut()
    }

    fn begin_table(&mut self) -> Result<(), Refusal> {
        if self.open.is_empty() {
            self.count += 1;
            self.done.begin(self.count, "")?;
            self.marks.push(Marks::default());
        } else {
            self.done.warn(Warning::NestedTables);
        }
        self.open.push(OpenTable::default());
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(row) = self.row() else { return };
        let Some(cell) = row.cell.take() else { return };
        let text = printable(&cell.text);
        // Word shows nothing of a cell that goes on from above; what is in it all the same is not lost.
        let merged = if cell.goes_on && text.trim().is_empty() {
            Merged::Above
        } else {
            Merged::No
        };
        let text = if merged == Merged::No {
            text
        } else {
            String::new()
        };
        row.cells.push(Cell {
            merged,
            struck: cell.struck,
            ..Cell::words(&text)
        });
        row.cells.extend((1..cell.columns).map(|_| Cell {
            merged: Merged::Left,
            ..Cell::default()
        }));
    }

    fn end_row(&mut self, piece: Option<u32>) -> Result<(), Refusal> {
        let is_outer = self.open.len() == 1;
        let Some(table) = self.open.last_mut() else {
            return Ok(());
        };
        let Some(row) = table.row.take() else {
            return Ok(());
        };
        table.rows += 1;
        if !is_outer {
            let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.0.as_str()).collect();
            table.inside.push(texts.join("\t"));
            return Ok(());
        }
        let at = table.rows.saturating_sub(1);
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        if let Some(marks) = self.marks.last_mut() {
            marks.add(at, row.marks);
        }
        let row = Row {
            number: table.rows,
            piece,
            page: row.page,
            is_head: row.is_head,
            cells: row.cells,
        };
        self.done.row(row)
    }

    /// A table inside a cell becomes lines of that cell, with tabs.
    fn end_table(&mut self) {
        let Some(table) = self.open.pop() else { return };
        if !table.inside.is_empty() {
            self.paragraph(&table.inside.join("\n"));
        }
    }
}
