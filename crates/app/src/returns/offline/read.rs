//! A document that came back, read by the codes in its rows. Whatever cannot be read is kept with what is asked of it;
//! nothing is dropped.

use std::collections::{BTreeMap, BTreeSet};

use model::case::{AgencyRequest, FileAsk, FileRow, ReturnForm, ReturnPart, SourcePiece};
use model::chronology::unguarded;
use model::grid::{Cell, Merged, Row, Table};
use model::{Date, RecordId, Sensitive};

use super::cells::{asked_cells, cell_key, choices, is_long, mark_around, normal};
use super::document::{MARKS, VERSION};
use super::lines::Lines;
use super::tables::{OF_ANSWERS, OF_ENTRIES, OF_STAFF};
use super::words::FormWords;

/// What a document came back with.
#[derive(Debug, Default)]
pub(super) struct CameBack {
    pub(super) rows: Vec<FileRow>,
    pub(super) asks: Vec<FileAsk>,
    /// New entries, and tables that are none of ours: they are read as a document that is brought in.
    pub(super) tables: Vec<Table>,
}

/// What a document is compared with.
#[derive(Clone, Copy)]
pub(super) struct Against<'a> {
    pub(super) request: &'a AgencyRequest,
    pub(super) form: &'a ReturnForm,
    pub(super) words: &'a FormWords,
    pub(super) today: Date,
}

pub(super) fn ask(code: &str, place: &str, words: &str) -> FileAsk {
    FileAsk {
        code: code.to_owned(),
        place: place.to_owned(),
        words: Sensitive(words.to_owned()),
    }
}

/// The text of a cell, as it was written into it.
pub(super) fn text_at(row: &Row, at: usize) -> String {
    let text = row.cells.get(at).map_or("", |cell| cell.text.0.as_str());
    normal(unguarded(text))
}

/// Everything that stands in a row.
pub(super) fn whole(row: &Row) -> String {
    let cells = row.cells.iter().map(|cell| normal(unguarded(&cell.text.0)));
    let said: Vec<String> = cells.filter(|text| !text.is_empty()).collect();
    said.join(" · ")
}

/// Which document of which request it says that it is.
///
/// # Errors
/// The code of why it is not taken: it says of no request, of another one, or is of a kind that is no longer read.
pub(super) fn which(tables: &[Table], request: RecordId) -> Result<RecordId, &'static str> {
    let rows = || tables.iter().flat_map(|table| &table.rows);
    let said = |code: &str| {
        let row = rows().find(|row| text_at(row, 0) == code)?;
        Some(text_at(row, 2))
    };
    let [of, form, version] = MARKS.map(said);
    let (Some(of), Some(form), Some(version)) = (of, form, version) else {
        return Err("file-form-unmarked");
    };
    if of != request.to_string() {
        return Err("file-form-other");
    }
    if version != VERSION {
        return Err("file-form-version");
    }
    form.parse().map_err(|_| "file-form-unmarked")
}

/// What a table is, by its row of codes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Answers,
    Staff,
    Entries,
}

fn shape_of(row: &Row) -> Option<Shape> {
    match text_at(row, 0).as_str() {
        OF_ANSWERS => Some(Shape::Answers),
        OF_STAFF => Some(Shape::Staff),
        OF_ENTRIES => Some(Shape::Entries),
        _ => None,
    }
}

/// Reads a document.
pub(super) fn came_back(
    tables: &[Table],
    pieces: &[SourcePiece],
    against: Against<'_>,
) -> CameBack {
    let mut answers = Answers::new(against);
    let mut lines = Lines::new(against);
    let mut others = Vec::new();
    let mut before: Option<(Shape, usize)> = None;
    for table in tables {
        let wide = table.rows.iter().map(|row| row.cells.len()).max();
        let wide = wide.unwrap_or(0);
        let own = table.rows.iter().find(|row| shape_of(row).is_some());
        if let Some(row) = own {
            lines.codes(row);
        }
        let own = own.and_then(shape_of);
        // A table that was torn in two goes on with the codes of its first part.
        let goes_on = before.filter(|(shape, codes)| *shape != Shape::Answers && wide <= *codes);
        let mut shape = own.or(goes_on.map(|(shape, _)| shape));
        let mut other = Vec::new();
        for row in table.rows.iter().filter(|row| !row.is_empty()) {
            if let Some(found) = shape_of(row) {
                shape = Some(found);
                before = Some((found, row.cells.len()));
                lines.codes(row);
                continue;
            }
            if answers.is_code(row) {
                answers.row(row);
                continue;
            }
            let is_head = text_at(row, 0) == against.words.of("code");
            match shape {
                Some(_) if is_head => lines.head(row),
                Some(Shape::Answers) => answers.strange(row),
                Some(Shape::Staff) => lines.staff(table.number, row),
                Some(Shape::Entries) => lines.entry(table, row),
                None => other.push(row.clone()),
            }
        }
        if !other.is_empty() {
            others.push(Table {
                rows: other,
                ..table.clone()
            });
        }
    }
    let mut all = answers.finish();
    lines.finish(&mut all);
    all.tables.extend(others);
    around(tables, pieces, (against.form, &mut all.asks));
    all
}

/// Words outside of the tables that the document did not have when it was handed out.
fn around(
    tables: &[Table],
    pieces: &[SourcePiece],
    (form, asks): (&ReturnForm, &mut Vec<FileAsk>),
) {
    let rows = tables.iter().flat_map(|table| &table.rows);
    let rows: BTreeSet<u32> = rows.filter_map(|row| row.piece).collect();
    for (number, piece) in (1..).zip(pieces) {
        let text = piece.text.0.trim();
        if text.is_empty() || rows.contains(&number) || form.around.contains(&mark_around(text)) {
            continue;
        }
        asks.push(ask("outside", "", text));
    }
}

/// The answers that are asked one by one.
struct Answers<'a> {
    against: Against<'a>,
    /// The cells that the request asks for, each with the code of its row.
    asked: BTreeMap<String, String>,
    order: Vec<String>,
    read: BTreeMap<String, (String, Vec<FileAsk>)>,
    asks: Vec<FileAsk>,
}

impl<'a> Answers<'a> {
    fn new(against: Against<'a>) -> Self {
        let parts: Vec<ReturnPart> = ReturnPart::of_plan(against.request.plan).collect();
        let asked = asked_cells(&against.request.about, &parts);
        Self {
            against,
            order: asked.iter().map(|(cell, _)| cell.clone()).collect(),
            asked: asked.into_iter().collect(),
            read: BTreeMap::new(),
            asks: Vec::new(),
        }
    }

    /// Whether the row begins with the code of something that is asked, or of what says which document it is.
    fn is_code(&self, row: &Row) -> bool {
        let code = text_at(row, 0);
        self.asked.contains_key(&code) || MARKS.contains(&code.as_str())
    }

    fn row(&mut self, row: &Row) {
        let code = text_at(row, 0);
        if MARKS.contains(&code.as_str()) {
            return;
        }
        let answer = text_at(row, 2);
        if self.read.contains_key(&code) {
            self.asks.push(ask("twice", &code, &answer));
            return;
        }
        let mut asks = Vec::new();
        let merged = |cell: &Cell| cell.merged != Merged::No;
        let more = row.cells.iter().skip(3).any(|cell| !cell.is_empty());
        if more || row.cells.get(2).is_some_and(merged) {
            asks.push(ask("torn", &code, &whole(row)));
        }
        let (key, _) = cell_key(&code);
        let codes = choices(key);
        let value = if codes.is_empty() {
            answer
        } else {
            let found = self.against.words.code_of(key, &codes, &answer);
            if found.is_none() && !answer.is_empty() {
                asks.push(ask("choice", &code, &answer));
            }
            match found {
                Some(found) => found.to_owned(),
                None if answer.is_empty() && key == "finished" => "no".to_owned(),
                None => answer,
            }
        };
        if is_long(&value) {
            asks.push(ask("long", &code, ""));
        }
        self.read.insert(code, (value, asks));
    }

    /// A row among the answers whose code is none, or was taken away.
    fn strange(&mut self, row: &Row) {
        let code = text_at(row, 0);
        self.asks.push(ask("unknown", &code, &whole(row)));
    }

    fn finish(mut self) -> CameBack {
        let mut rows: Vec<FileRow> = Vec::new();
        for cell in &self.order {
            let Some(of) = self.asked.get(cell) else {
                continue;
            };
            let Some((value, asks)) = self.read.remove(cell) else {
                self.asks.push(ask("missing", cell, ""));
                continue;
            };
            let at = rows.iter().position(|row| row.code == *of);
            let at = at.unwrap_or_else(|| {
                rows.push(FileRow {
                    code: of.clone(),
                    cells: Vec::new(),
                    asks: Vec::new(),
                });
                rows.len() - 1
            });
            if let Some(row) = rows.get_mut(at) {
                row.cells.push((cell.clone(), Sensitive(value)));
                row.asks.extend(asks);
            }
        }
        CameBack {
            rows,
            asks: self.asks,
            tables: Vec::new(),
        }
    }
}
