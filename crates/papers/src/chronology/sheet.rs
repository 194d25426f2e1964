//! A chronology as an Excel workbook.

use model::chronology::{APOSTROPHE, Column, guarded};
use model::paper::printable;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::beside::UNSHOWN;
use super::{Book, ChronologyError};

/// Longest part of a text in one cell, in UTF-16 units; Excel takes 32,767 with the mark before it.
const LONGEST: usize = 32_000;

/// Longest text at the edge of a page. Excel takes 255 units with its own codes, and each letter may need two.
const LONGEST_EDGE: usize = 110;

/// Name of the sheet that says what the file is.
const ABOUT: &str = "About this file";

/// A column of the sheet: which, and which part of its text.
type Place = (Column, usize);

pub fn written(book: &Book<'_>) -> Result<Vec<u8>, ChronologyError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(book)?);
    let sheet = workbook.add_worksheet();
    let rows: Vec<Vec<Vec<String>>> = book
        .numbered()
        .map(|entry| {
            let columns = Column::ALL.iter();
            let texts = columns.map(|column| book.said(entry, *column));
            texts.map(|text| parts(&text)).collect()
        })
        .collect();
    let places = places(&rows);
    let head = heads(sheet, book, &places)?;
    let body = text_format();
    for (row, entry) in (head + 1..).zip(&rows) {
        let mut cells = Column::ALL.iter().zip(entry);
        let mut current = cells.next();
        for (column, (of, part)) in (0..).zip(&places) {
            while current.is_some_and(|(held, _)| held != of) {
                current = cells.next();
            }
            let text = current.and_then(|(_, texts)| texts.get(part - 1));
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                sheet.write_string_with_format(row, column, text, &body)?;
            }
        }
    }
    layout(sheet, book, &places, head)?;
    about(workbook.add_worksheet(), book)?;
    Ok(workbook.save_to_buffer()?)
}

/// What the file says of itself, on a sheet of its own. A hidden row of codes ends it, so that it is known again as ours.
fn about(sheet: &mut Worksheet, book: &Book<'_>) -> Result<(), XlsxError> {
    sheet.set_name(ABOUT)?;
    let label = Format::new()
        .set_bold()
        .set_num_format("@")
        .set_align(FormatAlign::Top);
    let mut row = 0;
    for (name, value) in book.facts_above(APOSTROPHE) {
        sheet.write_string_with_format(row, 0, &name, &label)?;
        sheet.write_string_with_format(row, 1, &value, &text_format())?;
        row += 1;
    }
    sheet.write_string(row, 0, Column::Date.mark(1))?;
    sheet.set_row_hidden(row)?;
    sheet.set_column_width(0, 26)?;
    sheet.set_column_width(1, 100)?;
    let marked = edge(book.marking);
    sheet.set_header(format!("&L{marked}"));
    sheet.set_footer(format!("&L{marked}&RPage &P of &N"));
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Title, language's day and nobody's name.
fn properties(book: &Book<'_>) -> Result<DocProperties, XlsxError> {
    let on = book.prepared_on;
    let number = |number: i8| u8::try_from(number).unwrap_or(1);
    let year = u16::try_from(on.year()).unwrap_or(1900);
    let day = ExcelDateTime::from_ymd(year, number(on.month()), number(on.day()))?;
    Ok(DocProperties::new()
        .set_title(printable(book.title))
        .set_creation_datetime(&day))
}

/// A text in parts that fit into a cell, each with its mark where it could run.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut units = 0;
    for letter in text.chars() {
        units += letter.len_utf16();
        if units > LONGEST {
            parts.push(String::new());
            units = letter.len_utf16();
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    let marked = |part| guarded(part, APOSTROPHE);
    parts.into_iter().map(marked).collect()
}

/// The columns of the sheet: each as often as its longest text has parts.
fn places(rows: &[Vec<Vec<String>>]) -> Vec<Place> {
    let mut places = Vec::new();
    for (index, column) in Column::ALL.iter().enumerate() {
        let most = rows.iter().filter_map(|row| row.get(index).map(Vec::len));
        let most = most.max().unwrap_or(1);
        places.extend((1..=most).map(|part| (*column, part)));
    }
    places
}

/// What stands above the entries; returns the row of the heads.
fn heads(sheet: &mut Worksheet, book: &Book<'_>, places: &[Place]) -> Result<u32, XlsxError> {
    let title = Format::new().set_bold().set_font_size(14);
    let label = Format::new().set_bold().set_num_format("@");
    let mut row = 0;
    // Only what has to be seen all the time stands above the heads, for these rows stay in sight.
    for line in book.marks_above(APOSTROPHE) {
        let format = if row == 0 { &title } else { &label };
        sheet.write_string_with_format(row, 0, &line, format)?;
        row += 1;
    }
    let code = Format::new()
        .set_font_size(8)
        .set_font_color(Color::RGB(0x6F_77_7B));
    let head = text_format()
        .set_bold()
        .set_background_color(Color::RGB(0xF3_F2_F1));
    for (column, (of, part)) in (0..).zip(places) {
        sheet.write_string_with_format(row, column, of.mark(*part), &code)?;
        let mut words = book.head(*of, APOSTROPHE);
        if *part > 1 {
            words = format!("{words} ({part})");
        }
        sheet.write_string_with_format(row + 1, column, words, &head)?;
    }
    sheet.set_row_hidden(row)?;
    Ok(row + 1)
}

fn layout(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    places: &[Place],
    head: u32,
) -> Result<(), XlsxError> {
    let last_row = head + u32::try_from(book.entries.len()).unwrap_or(0);
    let last = u16::try_from(places.len().saturating_sub(1)).unwrap_or(0);
    for (column, (of, _)) in (0..).zip(places) {
        sheet.set_column_width(column, width(*of))?;
        if UNSHOWN.contains(of) {
            sheet.set_column_hidden(column)?;
        }
    }
    sheet.autofilter(head, 0, last_row, last)?;
    sheet.set_freeze_panes(head + 1, 1)?;
    sheet.set_repeat_rows(head, head)?;
    let marked = edge(book.marking);
    sheet.set_header(format!("&L{marked}"));
    sheet.set_footer(format!("&L{marked}&RPage &P of &N"));
    sheet.set_landscape();
    // A3, as wide as the page.
    sheet.set_paper_size(8);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A text as the edge of a printed page takes it: one line, `&` doubled, no longer than Excel allows.
fn edge(text: &str) -> String {
    let text = printable(text);
    let line: Vec<&str> = text.split_whitespace().collect();
    let short: String = line.join(" ").chars().take(LONGEST_EDGE).collect();
    short.replace('&', "&&")
}

/// Widths in letters.
fn width(column: Column) -> f64 {
    match column {
        Column::Text => 60.0,
        Column::When
        | Column::Response
        | Column::Outcome
        | Column::Voice
        | Column::Comment
        | Column::SourceWords => 30.0,
        Column::Agency
        | Column::Event
        | Column::About
        | Column::Present
        | Column::Shared
        | Column::RecordedIn => 22.0,
        _ => 14.0,
    }
}

/// Text, whatever it looks like, from the top of the cell and on several lines.
fn text_format() -> Format {
    Format::new()
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}
