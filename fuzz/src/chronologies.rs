//! What people wrote in notes and in the cells of tables, after a file was taken apart.

use chronology::dates::{CellDates, Column, Frame, Reading, in_cell, in_text};
use chronology::notes::{Document, Piece, propose};
use model::{Date, Sensitive, UncertainDate};

use super::{line_and_rest, lossy};

/// The day on the first line on which something was written, if one stands there, and the text after it.
fn written(bytes: &[u8]) -> (Option<Date>, String) {
    let (line, rest) = line_and_rest(bytes);
    (line.trim().parse().ok(), lossy(rest))
}

/// Notes and letters: when they were written on the first line, then their paragraphs with an empty line between them. Each
/// passage stands where it says.
pub fn notes(bytes: &[u8]) {
    let (date, text) = written(bytes);
    let piece = |(at, text): (usize, &str)| Piece {
        page: None,
        paragraph: u32::try_from(at + 1).ok(),
        text: Sensitive(text.to_owned()),
    };
    let document = Document {
        name: Sensitive("note".to_owned()),
        date,
        pieces: text.split("\n\n").enumerate().map(piece).collect(),
    };
    for one in propose(&document) {
        let mut pieces = document.pieces.iter();
        let piece = pieces.find(|piece| piece.paragraph == one.source.paragraph);
        let whole = piece.map_or("", |piece| piece.text.0.as_str());
        let (start, end) = (one.source.start as usize, one.source.end as usize);
        assert!(start < end);
        let cut: String = whole.chars().skip(start).take(end - start).collect();
        assert_eq!(cut, one.source.words.0);
        kept_whole(&one.date);
    }
}

/// Dates in running text: when it was written on the first line, then the text.
pub fn prose_dates(bytes: &[u8]) {
    let (date, text) = written(bytes);
    let letters = text.chars().count();
    for frame in [Frame::written(date), Frame::default()] {
        let mut last = 0;
        for found in in_text(&text, frame) {
            assert!(last <= found.start && found.start < found.end && found.end <= letters);
            last = found.end;
            read_again(&found.reading);
        }
    }
}

/// Dates in the cells of one column: when it was written on the first line, then a cell a line.
pub fn cell_dates(bytes: &[u8]) {
    let (date, text) = written(bytes);
    let column = Column::of(text.lines(), date);
    for cell in text.lines() {
        match in_cell(cell, &column) {
            CellDates::One(date) => kept_whole(&date),
            CellDates::Several(readings) => readings.iter().for_each(read_again),
            CellDates::None | CellDates::Question(_) => {}
        }
    }
}

fn read_again(reading: &Reading) {
    if let Reading::Date(date) = reading {
        kept_whole(date);
    }
}

fn kept_whole(date: &UncertainDate) {
    let again = UncertainDate::from_edtf(&date.to_edtf());
    assert_eq!(again.as_ref().ok(), Some(date));
}
