//! The tables of the document that is handed out.

use model::case::ReturnPart;
use model::chronology::{Column, Entry, EntryKind};
use model::scheme::Scheme;
use model::{Date, UncertainDate};
use papers::FormTable;

use super::super::answer::ToAnswer;
use super::cells::{
    Cells, HEAD, RowKind, STAFF, Standing, asked_cells, cell_key, choices, entry_cells,
    entry_columns, finished_cell, kind_of, said, staff_cell,
};
use super::words::FormWords;

/// What the first column is called in the row of codes of each kind of table.
pub(super) const OF_ANSWERS: &str = "form:code";
pub(super) const OF_STAFF: &str = "staff:code";
pub(super) const OF_ENTRIES: &str = "entry:code";

/// Empty rows of the tables about staff and of the chronology.
const MORE_STAFF: usize = 6;
const MORE_ENTRIES: usize = 15;

/// The scheme's list of what parts are called.
const PARTS: &str = "return_part";

/// Makes the tables.
pub(super) struct Maker<'a> {
    pub(super) found: &'a ToAnswer,
    pub(super) rows: &'a [Standing],
    pub(super) scheme: &'a Scheme,
    pub(super) words: &'a FormWords,
    pub(super) today: Date,
}

impl Maker<'_> {
    pub(super) fn table(&self, weights: [usize; 3], rows: Vec<Vec<String>>) -> FormTable {
        let words = |key: &str| self.words.of(key).to_owned();
        FormTable {
            codes: vec![
                OF_ANSWERS.to_owned(),
                "form:question".to_owned(),
                "form:answer".to_owned(),
            ],
            heads: vec![words("code"), words("question"), words("answer")],
            weights: weights.to_vec(),
            rows,
        }
    }

    fn said(&self, cell: &str, cells: &Cells) -> String {
        let value = cells.get(cell).map_or("", String::as_str);
        said(cell, value, self.words, self.today)
    }

    /// What is asked in a cell: the question, what is said with it, and its fixed answers.
    fn question(&self, cell: &str, about: Option<String>) -> String {
        let (key, _) = cell_key(cell);
        let mut lines: Vec<String> = about.into_iter().collect();
        lines.push(self.words.of(key).to_owned());
        let hint = self.words.hint(key);
        if !hint.is_empty() {
            lines.push(hint.to_owned());
        }
        let codes = choices(key);
        if !codes.is_empty() {
            let answers = codes.iter().map(|code| self.words.answer(key, code));
            let answers: Vec<String> = answers.collect();
            lines.push(format!(
                "{} {}",
                self.words.of("one_of"),
                answers.join("; ")
            ));
        }
        lines.join("\n")
    }

    pub(super) fn head(&self) -> FormTable {
        let about = &self.found.request.body.about;
        let cells = self.rows.iter().find(|row| row.code == HEAD);
        let empty = Cells::new();
        let cells = cells.map_or(&empty, |row| &row.cells);
        let row = |(cell, _): (String, String)| {
            let (_, number) = cell_key(&cell);
            let person = number.and_then(|number| about.get(number.checked_sub(1)?));
            let name = person.map(|one| one.name.0.clone());
            let answer = self.said(&cell, cells);
            vec![cell.clone(), self.question(&cell, name), answer]
        };
        let rows = asked_cells(about, &[]).into_iter().map(row);
        self.table([2, 12, 16], rows.collect())
    }

    /// The title of a part and what helps to write it.
    fn part_words(&self, part: ReturnPart) -> String {
        let list = self.scheme.list(PARTS);
        let item = list.and_then(|list| list.items.iter().find(|one| one.code == part.code()));
        let title = item.map_or(part.code(), |item| item.label.en.as_str());
        let help = item.and_then(|item| item.help.as_ref());
        let help = help.map_or("", |help| help.en.as_str());
        format!("{title}\n{help}").trim_end().to_owned()
    }

    pub(super) fn parts(&self) -> FormTable {
        let mut rows = Vec::new();
        for row in self.rows {
            let Some(RowKind::Part(part)) = kind_of(&row.code) else {
                continue;
            };
            let finished = finished_cell(&row.code);
            rows.push(vec![
                row.code.clone(),
                self.part_words(part),
                self.said(&row.code, &row.cells),
            ]);
            let asked = self.question(&finished, None);
            let answer = self.said(&finished, &row.cells);
            rows.push(vec![finished, asked, answer]);
        }
        self.table([2, 10, 18], rows)
    }

    /// The rows of a kind, each with its code and the cells of these columns, and empty ones after them.
    fn lines(&self, kind: RowKind, cells: &[String], more: usize) -> Vec<Vec<String>> {
        let rows = self
            .rows
            .iter()
            .filter(|row| kind_of(&row.code) == Some(kind));
        let filled = rows.map(|row| {
            let texts = cells.iter().map(|cell| self.said(cell, &row.cells));
            std::iter::once(row.code.clone()).chain(texts).collect()
        });
        let empty = std::iter::repeat_n(vec![String::new(); cells.len() + 1], more);
        filled.chain(empty).collect()
    }

    pub(super) fn staff(&self) -> FormTable {
        let cells: Vec<String> = STAFF.iter().map(|name| staff_cell(name)).collect();
        let heads = STAFF.iter().map(|name| self.words.of(name).to_owned());
        let codes = std::iter::once(OF_STAFF.to_owned());
        FormTable {
            codes: codes.chain(cells.iter().cloned()).collect(),
            heads: std::iter::once(self.words.of("code").to_owned())
                .chain(heads)
                .collect(),
            weights: vec![2, 5, 4, 5, 5, 6, 6, 5, 4],
            rows: self.lines(RowKind::Staff, &cells, MORE_STAFF),
        }
    }

    /// The columns that people fill in, and those in which anything stands.
    pub(super) fn columns(&self) -> Vec<Column> {
        let nothing = Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, "");
        let nothing = entry_cells(&nothing);
        let says = |column: Column| {
            let code = column.mark(1);
            let empty = nothing.get(&code);
            let mut rows = self
                .rows
                .iter()
                .filter(|row| kind_of(&row.code) == Some(RowKind::Entry));
            rows.any(|row| row.cells.get(&code) != empty)
        };
        let seldom = |column: Column| {
            matches!(
                column,
                Column::DateWords
                    | Column::Checked
                    | Column::AboutKnown
                    | Column::SourceFile
                    | Column::SourcePlace
                    | Column::SourceWords
            )
        };
        entry_columns()
            .filter(|column| !seldom(*column) || says(*column))
            .collect()
    }

    /// The fixed answers of each column that has some, a sentence each.
    pub(super) fn answers<'a>(
        &'a self,
        columns: &'a [Column],
    ) -> impl Iterator<Item = String> + 'a {
        let having = columns.iter().filter(|column| !column.codes().is_empty());
        having.map(|column| {
            let code = column.mark(1);
            let answers = column.codes().into_iter();
            let answers = answers.map(|one| said(&code, one, self.words, self.today));
            let answers: Vec<String> = answers.collect();
            let head = self.words.labels.head(*column);
            let one_of = self.words.of("one_of");
            format!("{head}: {one_of} {}", answers.join("; "))
        })
    }

    pub(super) fn entries(&self, columns: &[Column]) -> FormTable {
        let cells: Vec<String> = columns.iter().map(|column| column.mark(1)).collect();
        let heads = columns
            .iter()
            .map(|column| self.words.labels.head(*column).to_owned());
        let weight = |column: &Column| match column {
            Column::Text => 9,
            Column::Response | Column::Outcome | Column::Voice | Column::Comment => 5,
            _ => 3,
        };
        FormTable {
            codes: std::iter::once(OF_ENTRIES.to_owned())
                .chain(cells.iter().cloned())
                .collect(),
            heads: std::iter::once(self.words.of("code").to_owned())
                .chain(heads)
                .collect(),
            weights: std::iter::once(2)
                .chain(columns.iter().map(weight))
                .collect(),
            rows: self.lines(RowKind::Entry, &cells, MORE_ENTRIES),
        }
    }
}
