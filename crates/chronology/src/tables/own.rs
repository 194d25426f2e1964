//! Tables that this service wrote itself, read by their row of codes.

use std::collections::BTreeMap;

use model::chronology::{Column, read_columns, unguarded};
use model::grid::{Cell, Row, Table};
use model::{Sensitive, UncertainDate};

use super::always::always;
use super::apply::Document;
use super::outcome::{Question, QuestionCode, RefusedCode, What};

/// How far down the row of codes is looked for.
const FURTHEST: usize = 100;

/// Whether this service wrote the table itself: it is then read by its codes, and needs no mapping.
#[must_use]
pub fn is_own(table: &Table) -> bool {
    Own::of(table).is_some()
}

/// The heads that follow the codes in a table that this service wrote, column by column; nothing in another table.
#[must_use]
pub fn own_heads(table: &Table) -> Vec<String> {
    let heads = Own::of(table).and_then(|own| table.rows.get(own.at + 1));
    let cells = heads.iter().flat_map(|row| &row.cells);
    cells.map(|cell| cell.text.0.trim().to_owned()).collect()
}

/// Where the row of codes stands, and the column and part of each cell.
pub struct Own {
    pub at: usize,
    places: Vec<Option<(Column, usize)>>,
}

impl Own {
    /// Finds the row of codes: every cell in which anything stands is one, and the date is among them.
    pub fn of(table: &Table) -> Option<Self> {
        let mut rows = table.rows.iter().take(FURTHEST).enumerate();
        rows.find_map(|(at, row)| {
            let places = codes(row)?;
            Some(Self { at, places })
        })
    }

    /// What became of the row at this position.
    pub fn read(&self, at: usize, row: &Row, document: &Document<'_>) -> What {
        if row.is_empty() {
            return What::Refused(RefusedCode::Empty);
        }
        if at < self.at {
            return What::Refused(RefusedCode::AboveTable);
        }
        if codes(row).is_some() {
            let first = at == self.at;
            return What::Refused(if first {
                RefusedCode::Codes
            } else {
                RefusedCode::HeadAgain
            });
        }
        let mut cells = self.cells(row);
        let date = cells.get(&Column::Date).map_or("", |date| date.trim());
        let has_date = !date.is_empty() && UncertainDate::from_edtf(date).is_ok();
        // The heads follow the codes, if nobody has taken them away.
        if at == self.at + 1 && !has_date {
            return What::Refused(RefusedCode::Head);
        }
        if !has_date && self.is_head(&cells, document) {
            return What::Refused(RefusedCode::HeadAgain);
        }
        let (entry, unread) = read_columns(&cells, document.labels);
        let mut questions = self.beside(row);
        questions.extend(unread.into_iter().map(|column| {
            let place = Some((column, 1));
            Question {
                code: QuestionCode::Own(column),
                column: self.places.iter().position(|other| *other == place),
                words: Sensitive(cells.remove(&column).unwrap_or_default()),
            }
        }));
        // Whoever has written it, what a child told and who may have caused harm are asked.
        questions.extend(always(&entry, None));
        if entry.text.0.trim().is_empty() && questions.is_empty() {
            questions.push(Question {
                code: QuestionCode::NoText,
                column: None,
                words: Sensitive::default(),
            });
        }
        let entries = vec![entry];
        if questions.is_empty() {
            What::Entries(entries)
        } else {
            What::Questions { questions, entries }
        }
    }

    /// The agency whose account a row says that it is.
    pub fn agency(&self, row: &Row) -> Sensitive<String> {
        let named = self.cells(row).remove(&Column::Agency);
        Sensitive(named.unwrap_or_default().trim().to_owned())
    }

    /// What somebody has written beside the columns.
    fn beside(&self, row: &Row) -> Vec<Question> {
        let filled = row.cells.iter().enumerate();
        let filled = filled.filter(|(_, cell)| !cell.is_empty());
        let beside = filled.filter(|(at, _)| self.places.get(*at).is_none_or(Option::is_none));
        let question = |(at, cell): (usize, &Cell)| Question {
            code: QuestionCode::NotPlaced,
            column: Some(at),
            words: cell.text.clone(),
        };
        beside.map(question).collect()
    }

    /// The texts of the columns, put together where they have several parts.
    fn cells(&self, row: &Row) -> BTreeMap<Column, String> {
        let mut parts: BTreeMap<(Column, usize), &str> = BTreeMap::new();
        for (at, place) in self.places.iter().enumerate() {
            let text = row.cells.get(at).map_or("", |cell| cell.text.0.as_str());
            if let Some(place) = place {
                parts.insert(*place, unguarded(text));
            }
        }
        let mut cells: BTreeMap<Column, String> = BTreeMap::new();
        for ((column, _), text) in parts {
            cells.entry(column).or_default().push_str(text);
        }
        cells
    }

    /// Whether the row holds the heads once more, as when two of our tables were put one below the other.
    fn is_head(&self, cells: &BTreeMap<Column, String>, document: &Document<'_>) -> bool {
        let mut said = cells.iter().filter(|(_, text)| !text.is_empty()).peekable();
        said.peek().is_some()
            && said.all(|(column, text)| text.starts_with(document.labels.head(*column)))
    }
}

fn codes(row: &Row) -> Option<Vec<Option<(Column, usize)>>> {
    let mut places = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        places.push(if cell.is_empty() {
            None
        } else {
            Some(Column::marked(&cell.text.0)?)
        });
    }
    places.contains(&Some((Column::Date, 1))).then_some(places)
}
