//! What a chronology in Word carries beside its pages, and how a table is made whole again with it.
//!
//! Only codes, dates, numbers and ids stand there: no name and no word of an account. Whatever changed on the page meanwhile counts:
//! a row whose people were written anew has lost who they are on record, and asks.

use std::collections::BTreeMap;
use std::io::Result;

use model::chronology::{Column, unguarded};
use model::grid::{Cell, Row, Table};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Book;
use crate::docx::Xml;
use crate::read::word::{attribute, local};

/// Columns that only programs read.
pub const UNSHOWN: [Column; 3] = [Column::Date, Column::AboutKnown, Column::SourcePlace];

/// What the part is known by.
pub const NAMESPACE: &str = "urn:throughline:chronology:1";

/// What stands before the code of a column, and before the number of a row, in the name of a bookmark.
const HEAD: &str = "code_";
const ROW: &str = "row_";

/// What stands for people who were written anew: no id.
const CHANGED: &str = "?";

/// The bookmark of a head.
pub fn of_head(column: Column) -> String {
    format!("{HEAD}{}", column.code())
}

/// The bookmark of a row.
pub fn of_row(number: usize) -> String {
    format!("{ROW}{number}")
}

/// The part of a chronology: an element for each entry, by the number of its row.
pub fn part(book: &Book<'_>) -> Result<Vec<u8>> {
    Xml::part("entries", &[("xmlns", NAMESPACE)], |xml| {
        book.numbered().try_for_each(|entry| {
            let number = (entry.0 + 1).to_string();
            let said = |column| book.said(entry, column);
            let (date, place) = (said(Column::Date), said(Column::SourcePlace));
            let who = said(Column::AboutKnown).replace('\n', " ");
            let check = check(&said(Column::About)).to_string();
            let attributes = [
                ("n", number.as_str()),
                ("date", date.as_str()),
                ("who", who.as_str()),
                ("check", check.as_str()),
                ("place", place.as_str()),
            ];
            xml.empty("row", &attributes)
        })
    })
}

/// A check number of the cell of the people, by which it is seen that somebody wrote in it. So small that it tells nothing of a name.
fn check(about: &str) -> u32 {
    let letters = about.chars().filter(|one| !one.is_whitespace());
    letters.fold(0, |sum, one| (sum * 31 + u32::from(one)) % 97)
}

/// What the part says of one row.
#[derive(Default)]
struct Unshown {
    date: String,
    who: String,
    check: u32,
    place: String,
}

/// What the part of a document says of its rows, by their numbers.
#[derive(Default)]
pub struct Beside {
    rows: BTreeMap<u32, Unshown>,
}

impl Beside {
    /// Adds what a part says, where it is one of ours; another says nothing here.
    pub fn read(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let mut is_ours = false;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) | Event::Empty(element) => {
                    let qualified = element.name();
                    match local(qualified.as_ref()) {
                        "entries" => {
                            is_ours = attribute(&element, "xmlns").as_deref() == Some(NAMESPACE);
                        }
                        "row" if is_ours => self.row(&element),
                        _ => {}
                    }
                }
                Event::DocType(_) | Event::Eof => return,
                _ => {}
            }
        }
    }

    fn row(&mut self, element: &BytesStart<'_>) {
        let said = |name| attribute(element, name).unwrap_or_default();
        let Ok(number) = said("n").parse() else {
            return;
        };
        let row = Unshown {
            date: said("date"),
            who: said("who").replace(' ', "\n"),
            check: said("check").parse().unwrap_or_default(),
            place: said("place"),
        };
        self.rows.insert(number, row);
    }

    /// Makes a table whole again, whose cells have these bookmarks by row and column: a row of codes before its head, and the columns
    /// that stand on no page at its right. Without the part, or without bookmarks, it stays as people see it.
    pub fn complete(&self, table: &mut Table, marks: &Marks) {
        let heads = |at: &usize| {
            marks
                .of_heads(*at)
                .any(|(_, column)| column == Column::When)
        };
        let Some(head) = (0..table.rows.len()).find(heads) else {
            return;
        };
        if self.rows.is_empty() {
            return;
        }
        let places: Vec<(usize, Column)> = marks.of_heads(head).collect();
        let place = |column| {
            let found = places.iter().find(|(_, one)| *one == column);
            found.map(|(at, _)| *at)
        };
        let (when, about) = (place(Column::When), place(Column::About));
        let below = table.rows.iter().skip(head);
        let width = below.map(|row| row.cells.len()).max().unwrap_or_default();
        let mut codes = vec![Cell::default(); width];
        for (at, column) in &places {
            if let Some(cell) = codes.get_mut(*at) {
                *cell = Cell::words(&column.mark(1));
            }
        }
        codes.extend(UNSHOWN.map(|column| Cell::words(&column.mark(1))));
        for (at, row) in table.rows.iter_mut().enumerate().skip(head + 1) {
            if row.is_empty() {
                continue;
            }
            row.cells.resize(width, Cell::default());
            let text = |place: Option<usize>| {
                let cell = place.and_then(|place| row.cells.get(place));
                cell.map_or(String::new(), |cell| unguarded(&cell.text.0).to_owned())
            };
            let said = marks.of_row(at).and_then(|number| self.rows.get(&number));
            let unshown = match said {
                Some(said) => said.as_cells(&text(about)),
                // Somebody added the row: what they wrote counts, and is asked where it is no date as programs read it.
                None => [text(when), String::new(), String::new()],
            };
            row.cells.extend(unshown.map(|text| Cell::words(&text)));
        }
        let codes = Row {
            cells: codes,
            ..Row::default()
        };
        table.rows.insert(head, codes);
    }
}

impl Unshown {
    fn as_cells(&self, about: &str) -> [String; 3] {
        let who = if self.who.is_empty() || check(about) == self.check {
            &self.who
        } else {
            CHANGED
        };
        [self.date.clone(), who.to_owned(), self.place.clone()]
    }
}

/// The bookmarks of a table: row, column, name.
#[derive(Default)]
pub struct Marks {
    all: BTreeMap<usize, Vec<(usize, String)>>,
}

impl Marks {
    /// Whether the name is one of those that stand in our tables.
    pub fn is_ours(name: &str) -> bool {
        name.starts_with(HEAD) || name.starts_with(ROW)
    }

    /// Adds the bookmarks of a row: column and name.
    pub fn add(&mut self, row: usize, found: Vec<(usize, String)>) {
        if !found.is_empty() {
            self.all.insert(row, found);
        }
    }

    fn of(&self, row: usize) -> impl Iterator<Item = &(usize, String)> {
        self.all.get(&row).into_iter().flatten()
    }

    fn of_heads(&self, row: usize) -> impl Iterator<Item = (usize, Column)> {
        self.of(row).filter_map(|(at, name)| {
            let column = Column::from_code(name.strip_prefix(HEAD)?)?;
            Some((*at, column))
        })
    }

    fn of_row(&self, row: usize) -> Option<u32> {
        self.of(row)
            .find_map(|(_, name)| name.strip_prefix(ROW)?.parse().ok())
    }
}
