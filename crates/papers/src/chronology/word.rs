//! A chronology as a Word document across A4. A row has when it was, whose account it is, what it tells of, of whom and what happened;
//! whatever else it says stands in one more cell, a line for each thing with its name before it.
//!
//! What only programs read stands on no page: which column a head or a line is of and which entry a row is, in bookmarks; the dates as
//! programs read them, who of the case somebody is and where in a source the words stand, in a part of its own ([`super::beside`]).

use std::io::Result;

use model::UncertainDate;
use model::chronology::{Column, Entry, EntryKind, UNSEEN};

use super::beside::{self, UNSHOWN};
use super::{Book, ChronologyError};
use crate::docx::{self, Beside, Bookmark, Line, MarkedRow, PaperError, Sheet};

/// Columns of their own. All others are lines of the last one.
const OWN: [Column; 5] = [
    Column::When,
    Column::Agency,
    Column::Kind,
    Column::About,
    Column::Text,
];
/// The head of the column of all others.
const ALSO: &str = "Also recorded";

/// A word with more letters than this may break.
const LONGEST_WORD: usize = 18;
/// Room for a letter of a cell, and for the edges of the cell, in twentieths of a point.
const LETTER: usize = 95;
const EDGES: usize = 230;

pub fn written(book: &Book<'_>) -> std::result::Result<Vec<u8>, ChronologyError> {
    let said = columns(book);
    let (columns, others): (Vec<Column>, Vec<Column>) =
        said.into_iter().partition(|column| OWN.contains(column));
    let of_row = |of: &dyn Fn(Column) -> String| columns.iter().map(|column| of(*column)).collect();
    let mut heads: Vec<String> = of_row(&|column| book.head(column, UNSEEN));
    let texts = |entry: (usize, &Entry)| of_row(&|column| book.cell(entry, column, UNSEEN));
    let rows: Vec<Vec<String>> = book.numbered().map(texts).collect();
    let longest: Vec<usize> = (0..columns.len())
        .map(|place| longest_word(place, &heads, &rows))
        .collect();
    let also = (!others.is_empty()).then_some(LONGEST_WORD);
    let widths = widths((&columns, &longest, also), Sheet::A4Across.text_width());
    heads.extend(also.map(|_| ALSO.to_owned()));
    let mut ids = 1..;
    let mut mark = |name: String| Bookmark {
        id: ids.next().unwrap_or_default(),
        name,
    };
    let named = columns.iter().map(|column| beside::of_head(*column));
    let marks: Vec<Bookmark> = named.map(&mut mark).collect();
    let rows: Vec<MarkedRow> = book
        .numbered()
        .zip(rows)
        .map(|(entry, cells)| MarkedRow {
            mark: mark(beside::of_row(entry.0 + 1)),
            lines: also.map(|_| lines(book, entry, &others, &mut mark)),
            cells,
        })
        .collect();
    let part = Beside {
        namespace: beside::NAMESPACE,
        part: beside::part(book, &others).map_err(PaperError::Part)?,
    };
    let with = (Sheet::A4Across, book.pictures);
    let written = docx::across(&book.front(), book.above, with, part, |xml| -> Result<()> {
        docx::table_of_marked(xml, &widths, (&heads, &marks), &rows)
    })?;
    Ok(written)
}

/// What an entry says beside its own columns, a line each.
fn lines(
    book: &Book<'_>,
    entry: (usize, &Entry),
    others: &[Column],
    mark: &mut impl FnMut(String) -> Bookmark,
) -> Vec<Line> {
    let nothing = Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, "");
    let says = others.iter().filter(|column| {
        let empty = column.written(&nothing, book.labels);
        book.said(entry, **column) != empty
    });
    let line = |column: &Column| Line {
        head: beside::head_of_line(book, *column),
        mark: mark(beside::of_line(entry.0 + 1, *column)),
        text: book.cell(entry, *column, UNSEEN),
    };
    says.map(line).collect()
}

/// The columns that say something of any entry, and those without which none could be read; none that only programs read.
fn columns(book: &Book<'_>) -> Vec<Column> {
    let nothing = Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, "");
    let needed = |column: Column| matches!(column, Column::When | Column::Kind | Column::Text);
    let says = |column: Column| {
        let empty = column.written(&nothing, book.labels);
        book.numbered()
            .any(|entry| book.said(entry, column) != empty)
    };
    let all = Column::ALL.iter().copied();
    all.filter(|column| !UNSHOWN.contains(column))
        .filter(|column| needed(*column) || says(*column))
        .collect()
}

/// Letters of the longest word in a column: no longer than words of a language are.
fn longest_word(place: usize, heads: &[String], rows: &[Vec<String>]) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(place));
    let cells = heads.get(place).into_iter().chain(cells);
    let words = cells.flat_map(|cell| cell.split_whitespace());
    let longest = words.map(|word| word.chars().count()).max();
    longest.unwrap_or_default().min(LONGEST_WORD)
}

/// Widths in twentieths of a point: each column has room for its longest word, and one of sentences has more of the rest than one of
/// dates. The column of all others comes last, where there is one.
fn widths(
    (columns, longest, also): (&[Column], &[usize], Option<usize>),
    whole: usize,
) -> Vec<String> {
    let weight = |column: &Column| match column {
        Column::Text => 8,
        Column::About | Column::Agency => 2,
        _ => 1,
    };
    let weights = columns.iter().map(weight).chain(also.map(|_| 8));
    let weights: Vec<usize> = weights.collect();
    let least = |letters: &usize| letters * LETTER + EDGES;
    let least: Vec<usize> = longest.iter().chain(&also).map(least).collect();
    let least_of_all: usize = least.iter().sum();
    let all: usize = weights.iter().sum();
    let rest = whole.saturating_sub(least_of_all);
    let widths = weights.iter().zip(&least).map(|(weight, least)| {
        let own = least + rest * weight / all.max(1);
        if least_of_all > whole {
            own * whole / least_of_all
        } else {
            own
        }
    });
    widths.map(|width| width.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::{longest_word, widths};
    use model::chronology::Column;

    fn numbers(columns: &[Column], longest: &[usize], whole: usize) -> Vec<usize> {
        let all = widths((columns, longest, Some(18)), whole);
        all.iter().filter_map(|one| one.parse().ok()).collect()
    }

    #[test]
    fn a_word_fits_into_its_column_and_accounts_have_most_of_the_rest() {
        let columns = [Column::When, Column::Seen, Column::Text];
        let found = numbers(&columns, &[9, 11, 14], 15_138);
        assert!(found.iter().sum::<usize>() <= 15_138);
        assert!(
            found
                .iter()
                .zip([9, 11, 14])
                .all(|(width, letters)| *width >= letters * 95)
        );
        assert!(found.get(2) > found.first() && found.get(3) > found.get(1));
        let tight = numbers(&[Column::Seen; 30], &[18; 30], 15_138);
        assert!(tight.iter().sum::<usize>() <= 15_138, "never past the page");
    }

    #[test]
    fn an_address_is_no_word() {
        let rows = [vec!["was not brought to the appointment".to_owned()]];
        assert_eq!(longest_word(0, &["Kind".to_owned()], &rows), 11);
        let rows = [vec!["0123456789012345678901234567890123456789".to_owned()]];
        assert_eq!(longest_word(0, &["Kind".to_owned()], &rows), 18);
        assert_eq!(longest_word(3, &["Kind".to_owned()], &rows), 0);
    }
}
