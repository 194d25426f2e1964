//! A chronology as a Word document. What only programs read stands on no page: which column a head is of and which entry a row is, in
//! bookmarks; dates as programs read them, who of the case somebody is and where in a source the words stand, in a part of its own
//! ([`super::beside`]).

use std::io::Result;

use model::UncertainDate;
use model::chronology::{Column, Entry, EntryKind, UNSEEN};

use super::beside::{self, UNSHOWN};
use super::{Book, ChronologyError};
use crate::docx::{self, Beside, Bookmark, PaperError, Sheet};

/// More columns than this go on the larger sheet.
const MOST_ON_A4: usize = 9;

/// A word with more letters than this may break.
const LONGEST_WORD: usize = 18;
/// Room for a letter of a cell, and for the edges of the cell, in twentieths of a point.
const LETTER: usize = 95;
const EDGES: usize = 230;

pub fn written(book: &Book<'_>) -> std::result::Result<Vec<u8>, ChronologyError> {
    let columns = columns(book);
    let sheet = if columns.len() > MOST_ON_A4 {
        Sheet::A3Across
    } else {
        Sheet::A4Across
    };
    let of_row = |of: &dyn Fn(Column) -> String| columns.iter().map(|column| of(*column)).collect();
    let heads: Vec<String> = of_row(&|column| book.head(column, UNSEEN));
    let row = |entry: (usize, &Entry)| of_row(&|column| book.cell(entry, column, UNSEEN));
    let rows: Vec<Vec<String>> = book.numbered().map(row).collect();
    let longest: Vec<usize> = (0..columns.len())
        .map(|place| longest_word(place, &heads, &rows))
        .collect();
    let widths = widths((&columns, &longest), sheet.text_width());
    let with = (sheet, book.pictures);
    let marks: Vec<Bookmark> = (1..)
        .zip(&columns)
        .map(|(id, column)| Bookmark {
            id,
            name: beside::of_head(*column),
        })
        .collect();
    let marked = |(number, row): (usize, Vec<String>)| {
        let id = marks.len() + number;
        let name = beside::of_row(number);
        (Bookmark { id, name }, row)
    };
    let rows: Vec<(Bookmark, Vec<String>)> = (1..).zip(rows).map(marked).collect();
    let part = Beside {
        namespace: beside::NAMESPACE,
        part: beside::part(book).map_err(PaperError::Part)?,
    };
    let written = docx::across(&book.front(), book.above, with, part, |xml| -> Result<()> {
        docx::table_of_marked(xml, &widths, (&heads, &marks), &rows)
    })?;
    Ok(written)
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
/// dates.
fn widths((columns, longest): (&[Column], &[usize]), whole: usize) -> Vec<String> {
    let weight = |column: &Column| match column {
        Column::Text => 8,
        Column::Response
        | Column::Outcome
        | Column::Voice
        | Column::Comment
        | Column::SourceWords => 4,
        Column::When
        | Column::Agency
        | Column::Event
        | Column::About
        | Column::Present
        | Column::Shared => 3,
        _ => 2,
    };
    let least = |letters: &usize| letters * LETTER + EDGES;
    let least_of_all: usize = longest.iter().map(least).sum();
    let all: usize = columns.iter().map(weight).sum();
    let rest = whole.saturating_sub(least_of_all);
    let widths = columns.iter().zip(longest).map(|(column, letters)| {
        let own = least(letters) + rest * weight(column) / all.max(1);
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
        let all = widths((columns, longest), whole);
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
        assert!(found.last() > found.first());
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
