//! What a chronology in Word carries beside its pages, and how a table is made whole again with it.
//!
//! Only codes, dates, numbers and ids stand there: no name and no word of an account. Whatever changed on the page meanwhile counts:
//! a row whose people were written anew has lost who they are on record, and asks.

use std::collections::BTreeMap;
use std::io::Result;

use model::chronology::{Column, UNSEEN, check_number as check, unguarded};
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
/// What stands before the number of the row and the code of the column in the bookmark of a line.
const LINE: &str = "line_";

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

/// The bookmark of a line of the cell that holds what has no column of its own.
pub fn of_line(number: usize, column: Column) -> String {
    format!("{LINE}{number}_{}", column.code())
}

/// What stands before the text of a line.
pub fn head_of_line(book: &Book<'_>, column: Column) -> String {
    format!("{}: ", book.head(column, UNSEEN))
}

/// The part of a chronology: an element for each entry, by the number of its row; and the check numbers of the heads of its lines.
pub fn part(book: &Book<'_>, lines: &[Column]) -> Result<Vec<u8>> {
    let heads = lines.iter().map(|column| {
        let head = check(&head_of_line(book, *column));
        format!("{}:{head}", column.code())
    });
    let heads = heads.collect::<Vec<_>>().join(" ");
    let of_all = [("xmlns", NAMESPACE), ("lines", heads.as_str())];
    Xml::part("entries", &of_all, |xml| {
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
    /// The check numbers of the heads of lines.
    lines: BTreeMap<Column, u32>,
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
                            if is_ours {
                                self.heads(&attribute(&element, "lines").unwrap_or_default());
                            }
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

    fn heads(&mut self, said: &str) {
        let heads = said.split(' ').filter_map(|one| one.split_once(':'));
        self.lines.extend(heads.filter_map(|(code, check)| {
            let column = Column::from_code(code)?;
            Some((column, check.parse().ok()?))
        }));
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
        let lines: Vec<Column> = self.lines.keys().copied().collect();
        let mut codes = vec![Cell::default(); width];
        for (at, column) in &places {
            if let Some(cell) = codes.get_mut(*at) {
                *cell = Cell::words(&column.mark(1));
            }
        }
        let added = lines.iter().chain(&UNSHOWN);
        codes.extend(added.map(|column| Cell::words(&column.mark(1))));
        for (at, row) in table.rows.iter_mut().enumerate().skip(head + 1) {
            if row.is_empty() {
                continue;
            }
            row.cells.resize(width, Cell::default());
            let mut said_in_lines = self.take_lines(row, &marks.of_lines(at));
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
            let of_lines = lines.iter();
            let of_lines = of_lines.map(|one| said_in_lines.remove(one).unwrap_or_default());
            let of_lines: Vec<String> = of_lines.collect();
            let added = of_lines.iter().chain(&unshown);
            row.cells.extend(added.map(|text| Cell::words(text)));
        }
        let codes = Row {
            cells: codes,
            ..Row::default()
        };
        table.rows.insert(head, codes);
    }
}

impl Beside {
    /// Takes the lines out of the cells of a row. What stands before the first of them, and a head that is no longer the one that was
    /// written, stays in its cell and is asked about.
    fn take_lines(&self, row: &mut Row, marks: &[&Mark]) -> BTreeMap<Column, String> {
        let mut found = BTreeMap::new();
        for (at, cell) in row.cells.iter_mut().enumerate() {
            let own: Vec<&&Mark> = marks.iter().filter(|mark| mark.cell == at).collect();
            let ends = own.iter().skip(1).map(|next| next.paragraph);
            let ends = ends.map(|next| next.saturating_sub(1));
            let whole = cell.text.0.clone();
            let mut rest: Vec<&str> = Vec::new();
            let first = own.first().map(|mark| mark.paragraph.saturating_sub(1));
            rest.extend(first.and_then(|first| whole.get(..first)));
            let mut lines = Vec::new();
            for (mark, end) in own.iter().zip(ends.chain([whole.len()])) {
                let head = whole.get(mark.paragraph..mark.at);
                let said = whole.get(mark.at..end);
                let (Some(head), Some(said), Some(column)) = (head, said, mark.column()) else {
                    lines.clear();
                    break;
                };
                rest.extend(
                    Some(head).filter(|head| self.lines.get(&column) != Some(&check(head))),
                );
                lines.push((column, said.to_owned()));
            }
            if lines.is_empty() {
                continue;
            }
            cell.text.0 = rest.join("\n");
            for (column, said) in lines {
                let before: &mut String = found.entry(column).or_default();
                if !before.is_empty() {
                    before.push('\n');
                }
                before.push_str(&said);
            }
        }
        found
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

/// A bookmark in a table.
#[derive(Clone)]
pub struct Mark {
    /// The cell of its row in which it stands, from 0.
    pub cell: usize,
    /// Its name.
    pub name: String,
    /// Where in the text of the cell its paragraph begins.
    pub paragraph: usize,
    /// Where in the text of the cell it stands itself.
    pub at: usize,
}

impl Mark {
    /// The column of a line.
    fn column(&self) -> Option<Column> {
        let (_, code) = self.name.strip_prefix(LINE)?.split_once('_')?;
        Column::from_code(code)
    }
}

/// The bookmarks of a table, by row.
#[derive(Default)]
pub struct Marks {
    all: BTreeMap<usize, Vec<Mark>>,
}

impl Marks {
    /// Whether the name is one of those that stand in our tables.
    pub fn is_ours(name: &str) -> bool {
        [HEAD, ROW, LINE]
            .iter()
            .any(|begins| name.starts_with(begins))
    }

    /// Adds the bookmarks of a row.
    pub fn add(&mut self, row: usize, found: Vec<Mark>) {
        if !found.is_empty() {
            self.all.insert(row, found);
        }
    }

    fn of(&self, row: usize) -> impl Iterator<Item = &Mark> {
        self.all.get(&row).into_iter().flatten()
    }

    fn of_heads(&self, row: usize) -> impl Iterator<Item = (usize, Column)> {
        self.of(row).filter_map(|mark| {
            let column = Column::from_code(mark.name.strip_prefix(HEAD)?)?;
            Some((mark.cell, column))
        })
    }

    fn of_row(&self, row: usize) -> Option<u32> {
        self.of(row)
            .find_map(|mark| mark.name.strip_prefix(ROW)?.parse().ok())
    }

    fn of_lines(&self, row: usize) -> Vec<&Mark> {
        self.of(row)
            .filter(|mark| mark.column().is_some())
            .collect()
    }
}
