//! The rows of a table, one after the other.

use model::chronology::{Entry, EntryKind, Labels};
use model::grid::{Cell, CellValue, Merged, Row, Table};
use model::{Date, Sensitive, UncertainDate};
use serde::{Deserialize, Serialize};

use super::fields::{Effective, Reading};
use super::head::{Head, head_of};
use super::mapping::{Field, Mapping};
use super::outcome::{Question, QuestionCode, RefusedCode, RowOutcome, What};
use super::own::Own;
use super::quote::{quote, record_of};
use super::words::{fold, key};
use crate::notes::quoted::OfTable;

/// What a reader of dates makes of a cell or of words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellReading {
    /// The dates, in the order in which they stand, each with its words.
    pub dates: Vec<(UncertainDate, String)>,
    /// Why a person should look at them; none where they are what the cell says.
    pub doubt: Option<DateDoubt>,
}

impl CellReading {
    /// A cell in which no date was found.
    #[must_use]
    pub fn not_read() -> Self {
        Self {
            dates: Vec::new(),
            doubt: Some(DateDoubt::NotRead),
        }
    }
}

/// Why a person should look at a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateDoubt {
    /// It was not understood.
    NotRead,
    /// It can be read in two ways, as 03/04 can.
    TwoWays,
    /// The year, or more, was taken from elsewhere.
    Assumed,
    /// Only part of the cell was understood.
    InPart,
    /// It may be the day on which it was written down or came, not the one on which it happened.
    Recorded,
    /// It is a number, read as the day that a spreadsheet keeps under it, in a document that keeps words.
    Number,
}

impl DateDoubt {
    /// A stable name of the sentence, for interface texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotRead => "row-date-not-read",
            Self::TwoWays => "row-date-two-ways",
            Self::Assumed => "row-date-assumed",
            Self::InPart => "row-date-in-part",
            Self::Recorded => "row-date-recorded",
            Self::Number => "row-date-number",
        }
    }
}

/// The document that a table comes from.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    /// Its name as it was given.
    pub name: &'a str,
    /// Its day, where it is known: nothing in it can have happened later.
    pub date: Option<Date>,
    /// Words for fixed answers in our own tables.
    pub labels: &'a Labels,
    /// Reads the dates in a cell whose document does not say that it is one.
    pub read_date: &'a dyn Fn(&str) -> CellReading,
}

/// Reads the rows of a table. There are as many outcomes as rows, in their order.
#[must_use]
pub fn apply(table: &Table, mapping: &Mapping, document: &Document<'_>) -> Vec<RowOutcome> {
    let own = Own::of(table);
    let head = head_of(table);
    let mut rows = Rows {
        of: record_of(table, head.as_ref(), document.name),
        head,
        table,
        mapping,
        document,
        above: Vec::new(),
        last: None,
    };
    let numbered = table.rows.iter().enumerate();
    numbered
        .map(|(at, row)| {
            let read = match &own {
                Some(own) => RowOutcome {
                    agency: own.agency(row),
                    ..outcome(table, row, own.read(at, row, document))
                },
                None => rows.next(at, row),
            };
            ask_of_struck(read, row)
        })
        .collect()
}

/// Asks of a row in which words are struck through whether they still stand.
fn ask_of_struck(mut read: RowOutcome, row: &Row) -> RowOutcome {
    let cells = row.cells.iter().enumerate();
    let struck = cells.filter(|(_, cell)| cell.struck && !cell.is_empty());
    let more: Vec<Question> = struck
        .map(|(column, cell)| Question {
            code: QuestionCode::Struck,
            column: Some(column),
            words: cell.text.clone(),
        })
        .collect();
    read.what = match read.what {
        What::Entries(entries) if !more.is_empty() => What::Questions {
            questions: more,
            entries,
        },
        What::Questions {
            mut questions,
            entries,
        } => {
            questions.extend(more);
            What::Questions { questions, entries }
        }
        other => other,
    };
    read
}

fn outcome(table: &Table, row: &Row, what: What) -> RowOutcome {
    RowOutcome {
        table: table.number,
        row: row.number,
        agency: Sensitive::default(),
        number: Sensitive::default(),
        what,
    }
}

/// What is known of the rows so far.
struct Rows<'a> {
    table: &'a Table,
    head: Option<Head>,
    mapping: &'a Mapping,
    document: &'a Document<'a>,
    /// What the table is a record of.
    of: OfTable,
    /// The row above, with what counts for its merged cells.
    above: Vec<Effective>,
    /// The row above, by its number, where one date was read in it or goes on in it: rows that hold nothing of their own lie between.
    last: Option<(u32, UncertainDate)>,
}

impl Rows<'_> {
    fn next(&mut self, at: usize, row: &Row) -> RowOutcome {
        let cells = self.effective(row);
        let refused = self.refused(at, row);
        let done = match refused {
            Some(code) => outcome(self.table, row, What::Refused(code)),
            None if is_across(row) => {
                self.last = None;
                outcome(self.table, row, self.across(row))
            }
            None => self.entry(row, &cells),
        };
        self.above = cells;
        done
    }

    /// The cells with what counts for the merged ones.
    fn effective(&self, row: &Row) -> Vec<Effective> {
        let of = |(column, cell): (usize, &Cell)| match cell.merged {
            Merged::Above => {
                let above = self.above.get(column).cloned().unwrap_or_default();
                Effective {
                    is_carried: true,
                    lacks_result: false,
                    ..above
                }
            }
            Merged::Left | Merged::No => Effective {
                text: cell.text.0.clone(),
                value: cell.value,
                is_carried: false,
                lacks_result: cell.formula && cell.is_empty(),
            },
        };
        row.cells.iter().enumerate().map(of).collect()
    }

    fn refused(&self, at: usize, row: &Row) -> Option<RefusedCode> {
        let has_formula = row.cells.iter().any(|cell| cell.formula);
        if row.is_empty() && !has_formula {
            return Some(RefusedCode::Empty);
        }
        if let Some(head) = &self.head {
            if at < head.at {
                return Some(RefusedCode::AboveTable);
            }
            if at < head.at + head.rows {
                return Some(RefusedCode::Head);
            }
            let first = self.table.rows.get(head.at)?;
            if is_same(row, first) {
                return Some(RefusedCode::HeadAgain);
            }
        }
        self.is_total(row).then_some(RefusedCode::Total)
    }

    /// Whether the row only counts: its first words say so, it has no date, and nothing else in it but numbers.
    fn is_total(&self, row: &Row) -> bool {
        let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
        let Some(first) = filled.next() else {
            return false;
        };
        let said = fold(&first.text.0);
        let words = said.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
        let counts = matches!(
            words,
            "total"
                | "totals"
                | "grand total"
                | "total entries"
                | "total events"
                | "total contacts"
                | "total number of entries"
                | "total number of events"
                | "total number of contacts"
                | "number of entries"
                | "number of events"
                | "end of chronology"
                | "end of table"
        );
        let is_number = |cell: &Cell| {
            cell.value == CellValue::Number || cell.text.0.trim().parse::<f64>().is_ok()
        };
        counts && filled.all(is_number)
    }

    /// One cell across the row: asked about, since it may be a heading and may be what happened.
    fn across(&self, row: &Row) -> What {
        let filled = row.cells.iter().enumerate();
        let first = filled.clone().find(|(_, cell)| !cell.is_empty());
        let (column, words) = first.map_or((0, ""), |(at, cell)| (at, cell.text.0.trim()));
        let mut entry = Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, words);
        quote(&mut entry, None, self.of);
        entry.source = Some(super::fields::source(row, self.document.name));
        What::Questions {
            questions: vec![Question {
                code: QuestionCode::Across,
                column: Some(column),
                words: Sensitive(words.to_owned()),
            }],
            entries: vec![entry],
        }
    }

    fn entry(&mut self, row: &Row, cells: &[Effective]) -> RowOutcome {
        let mut reading = Reading::of(row, self.mapping, (self.document, self.of));
        for (column, cell) in cells.iter().enumerate() {
            let field = self.mapping.columns.get(column).copied().flatten();
            reading.cell(column, field, cell);
        }
        let date_column = |field: &Option<Field>| *field == Some(Field::Date);
        let date_column = self.mapping.columns.iter().position(date_column);
        let (entries, questions) = reading.end(self.last, date_column);
        let is_asked = questions.iter().any(|one| one.code.is_of_the_date());
        let dated = match entries.as_slice() {
            [one] if !is_asked && !one.date.is_unknown() => Some(one.date),
            _ => None,
        };
        self.last = dated.map(|date| (row.number, date));
        let what = if questions.is_empty() {
            What::Entries(entries)
        } else {
            What::Questions { questions, entries }
        };
        RowOutcome {
            agency: reading.agency,
            number: reading.number,
            ..outcome(self.table, row, what)
        }
    }
}

/// Whether the row says what the head says, as far as it says anything.
fn is_same(row: &Row, head: &Row) -> bool {
    let name = |cell: Option<&Cell>| cell.map_or(String::new(), |cell| key(&cell.text.0));
    let mut filled = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty());
    let count = filled.clone().count();
    let heads = head.cells.iter().filter(|cell| !cell.is_empty()).count();
    2 * count >= heads && filled.all(|(at, cell)| key(&cell.text.0) == name(head.cells.get(at)))
}

/// Whether one cell takes the whole row.
fn is_across(row: &Row) -> bool {
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let merged = row
        .cells
        .iter()
        .filter(|cell| cell.merged == Merged::Left)
        .count();
    filled == 1 && merged > 0 && merged + 1 == row.cells.len()
}
