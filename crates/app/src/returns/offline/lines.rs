//! The lines about staff and the entries of a document that came back.

use std::collections::{BTreeMap, BTreeSet};

use model::Sensitive;
use model::case::{FileAsk, FileRow};
use model::chronology::{Column, Labels, read_columns, unguarded};
use model::grid::{Cell, Row, Table};

use super::cells::{STAFF, date_read, is_date, is_long, staff_cell};
use super::read::{Against, CameBack, ask, text_at};

/// Lines as they are read.
pub(super) struct Lines<'a> {
    against: Against<'a>,
    /// What the columns of the last table are, by their codes; nothing where a code is none.
    columns: Vec<Option<String>>,
    /// Number of the row of codes, and the row of heads beneath it.
    codes_at: u32,
    heads: Row,
    seen: BTreeSet<String>,
    rows: Vec<FileRow>,
    asks: Vec<FileAsk>,
    /// New entries, by the number of their table.
    new: Vec<Table>,
    tables: [bool; 2],
}

impl<'a> Lines<'a> {
    pub(super) fn new(against: Against<'a>) -> Self {
        Self {
            against,
            columns: Vec::new(),
            codes_at: 0,
            heads: Row::default(),
            seen: BTreeSet::new(),
            rows: Vec::new(),
            asks: Vec::new(),
            new: Vec::new(),
            tables: [false; 2],
        }
    }

    /// The row of codes of a table.
    pub(super) fn codes(&mut self, row: &Row) {
        let known = |code: String| {
            let staff = STAFF.iter().any(|name| staff_cell(name) == code);
            let entry = Column::marked(&code).is_some();
            (staff || entry).then_some(code)
        };
        self.codes_at = row.number;
        self.heads = Row::default();
        self.columns = (0..row.cells.len())
            .map(|at| known(text_at(row, at)))
            .collect();
        let has = |stem: &str| {
            let mut codes = self.columns.iter().flatten();
            codes.any(|code| code.starts_with(stem))
        };
        let found = [has("staff:"), has("code:")];
        for (seen, found) in self.tables.iter_mut().zip(found) {
            *seen |= found;
        }
    }

    /// The heads under the row of codes.
    pub(super) fn head(&mut self, row: &Row) {
        self.heads = row.clone();
    }

    /// The cells of a row by their codes; dates as EDTF where they are read. Long texts in several columns are put together.
    fn cells(&self, row: &Row) -> (BTreeMap<String, String>, Vec<FileAsk>) {
        let mut cells: BTreeMap<String, String> = BTreeMap::new();
        let mut asks = Vec::new();
        for at in 1..self.columns.len().max(row.cells.len()) {
            let text = text_at(row, at);
            let Some(code) = self.columns.get(at).cloned().flatten() else {
                if !text.is_empty() {
                    asks.push(ask("torn", "", &text));
                }
                continue;
            };
            let value = match is_date(&code).then(|| date_read(&code, &text, self.against.today)) {
                Some(Some(date)) => date,
                Some(None) => {
                    asks.push(ask("date", &code, &text));
                    text
                }
                None => text,
            };
            if is_long(&value) {
                asks.push(ask("long", &code, ""));
            }
            cells.insert(code, value);
        }
        (cells, asks)
    }

    /// Whether the document handed out had a line of this code, and none came back under it yet.
    fn comes_first(&mut self, code: &str) -> bool {
        let mut rows = self.against.form.rows.iter();
        let known = rows.any(|row| row.code == code);
        known && self.seen.insert(code.to_owned())
    }

    /// A row of the table about staff.
    pub(super) fn staff(&mut self, table: u32, row: &Row) {
        let (mut cells, mut asks) = self.cells(row);
        let said = text_at(row, 0);
        let known = said.starts_with('S') && self.comes_first(&said);
        let code = if known {
            said
        } else {
            if !said.is_empty() {
                asks.push(ask("copied", &said, ""));
            }
            format!("N{table}-{}", row.number)
        };
        let role = staff_cell("role");
        let is_empty = |text: &String| text.trim().is_empty();
        if cells.get(&role).is_none_or(is_empty) && !cells.values().all(is_empty) {
            asks.push(ask("empty", &role, ""));
            cells.entry(role).or_default();
        }
        let cells = cells.into_iter();
        self.rows.push(FileRow {
            code,
            cells: cells.map(|(code, text)| (code, Sensitive(text))).collect(),
            asks,
        });
    }

    /// A row of the chronology: an entry that the document was handed out with, or a new one.
    pub(super) fn entry(&mut self, table: &Table, row: &Row) {
        let said = text_at(row, 0);
        if !(said.starts_with('E') && self.comes_first(&said)) {
            self.new_entry(table, row);
            return;
        }
        let (cells, mut asks) = self.cells(row);
        let by_column = |(code, text): (&String, &String)| {
            let (column, _) = Column::marked(code)?;
            Some((column, text.clone()))
        };
        let columns: BTreeMap<Column, String> = cells.iter().filter_map(by_column).collect();
        let (entry, unread) = read_columns(&columns, &self.against.words.labels);
        let codes = Labels::default();
        let mut out = Vec::new();
        for (code, text) in cells {
            let Some((column, _)) = Column::marked(&code) else {
                continue;
            };
            let value = if unread.contains(&column) {
                if !asks.iter().any(|one| one.place == code) {
                    asks.push(ask("column", &code, &text));
                }
                text
            } else {
                column.written(&entry, &codes)
            };
            out.push((code, Sensitive(value)));
        }
        self.rows.push(FileRow {
            code: said,
            cells: out,
            asks,
        });
    }

    /// A new row, as our own table has it. One that was copied with its code keeps the code beside the columns, which is asked.
    fn new_entry(&mut self, table: &Table, row: &Row) {
        let mut new = row.clone();
        for (at, cell) in new.cells.iter_mut().enumerate() {
            let code = self.columns.get(at).cloned().flatten();
            let Some(code) = code.filter(|code| is_date(code)) else {
                continue;
            };
            let text = unguarded(&cell.text.0).to_owned();
            let date = date_read(&code, &text, self.against.today);
            if let Some(date) = date.filter(|date| !date.is_empty()) {
                *cell = Cell::words(&date);
            }
        }
        let begun = self
            .new
            .last()
            .is_some_and(|one| one.number == table.number);
        if !begun {
            let codes = Row {
                number: self.codes_at,
                cells: self
                    .columns
                    .iter()
                    .map(|code| code_cell(code.as_deref()))
                    .collect(),
                ..Row::default()
            };
            self.new.push(Table {
                number: table.number,
                name: table.name.clone(),
                hidden: table.hidden,
                rows: vec![codes, self.heads.clone()],
            });
        }
        if let Some(last) = self.new.last_mut() {
            last.rows.push(new);
        }
    }

    /// What came back of the lines, and which of those that were handed out did not.
    pub(super) fn finish(self, all: &mut CameBack) {
        let [staff, entries] = self.tables;
        for (found, code) in [(staff, "no-staff"), (entries, "no-entries")] {
            if !found {
                all.asks.push(ask(code, "", ""));
            }
        }
        for row in &self.against.form.rows {
            let table = match row.code.chars().next() {
                Some('S') => staff,
                Some('E') => entries,
                _ => continue,
            };
            if table && !self.seen.contains(&row.code) {
                all.asks.push(ask("line-missing", &row.code, ""));
            }
        }
        all.rows.extend(self.rows);
        all.asks.extend(self.asks);
        all.tables.extend(self.new);
    }
}

/// A cell of the row of codes; empty where the column is none of the chronology.
fn code_cell(code: Option<&str>) -> Cell {
    let entry = code.filter(|code| Column::marked(code).is_some());
    entry.map_or_else(Cell::default, Cell::words)
}
