//! The text of tables: CSV in the dialects that Excel writes, and Excel workbooks.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xls, Xlsx};
use model::paper::printable;

use super::plain::decoded;
use super::unpack::Container;
use super::{ExtractedText, MOST_LETTERS, Part, Warning};
use super::{links, old_book};
use crate::compound;
use crate::refusal::Refusal;
use crate::sniff::FileKind;

/// Most rows that are taken out of one file.
const MOST_ROWS: usize = 200_000;

/// Widest row, in cells; what stands further right is nothing that anybody typed.
pub(super) const WIDEST_ROW: usize = 1_024;

/// Rows under a limit of letters.
#[derive(Default)]
struct Rows {
    parts: Vec<Part>,
    letters: usize,
}

impl Rows {
    fn push(&mut self, cells: Vec<String>) -> Result<(), Refusal> {
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        self.letters += cells.iter().map(String::len).sum::<usize>();
        if self.letters > MOST_LETTERS || self.parts.len() >= MOST_ROWS || cells.len() > WIDEST_ROW
        {
            return Err(Refusal::TooLarge);
        }
        self.parts.push(Part::TableRow(cells));
        Ok(())
    }

    fn sheet(&mut self, name: &str) {
        let text = cell(name);
        self.parts.push(Part::Heading { level: 2, text });
    }

    fn finish(self, warnings: Vec<Warning>) -> Result<ExtractedText, Refusal> {
        let has_rows = self
            .parts
            .iter()
            .any(|part| matches!(part, Part::TableRow(_)));
        if !has_rows {
            return Err(Refusal::Empty);
        }
        Ok(ExtractedText {
            parts: self.parts,
            warnings,
        })
    }
}

/// A cell without what nobody can see.
fn cell(text: &str) -> String {
    printable(text).trim().to_owned()
}

/// The rows of a CSV file.
pub fn text_of_csv(bytes: &[u8]) -> Result<ExtractedText, Refusal> {
    if bytes.len() > MOST_LETTERS {
        return Err(Refusal::TooLarge);
    }
    let decoded = decoded(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&decoded.text))
        .from_reader(decoded.text.as_bytes());
    let mut rows = Rows::default();
    for record in reader.records() {
        let record = record.map_err(|_| Refusal::Damaged)?;
        rows.push(record.iter().map(cell).collect())?;
    }
    let warnings = if decoded.is_guess {
        vec![Warning::GuessedEncoding]
    } else {
        Vec::new()
    };
    rows.finish(warnings)
}

/// The sign that stands between the cells: a tab where the first line that has any of the three has one, else
/// whichever of comma and semicolon it has more of. What stands in quotes does not count, unless nothing else is there.
pub(super) fn delimiter(text: &str) -> u8 {
    let minding_quotes = signs_of_first_line(text, true);
    let counts = if minding_quotes == (0, 0, 0) {
        signs_of_first_line(text, false)
    } else {
        minding_quotes
    };
    match counts {
        (1.., _, _) => b'\t',
        (0, semicolons, commas) if semicolons > commas => b';',
        _ => b',',
    }
}

/// How many tabs, semicolons and commas the first line has that has any.
fn signs_of_first_line(text: &str, minding_quotes: bool) -> (usize, usize, usize) {
    let mut is_quoted = false;
    let mut counts = (0, 0, 0);
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = minding_quotes && !is_quoted,
            _ if is_quoted => {}
            b'\t' => counts.0 += 1,
            b';' => counts.1 += 1,
            b',' => counts.2 += 1,
            b'\n' if counts != (0, 0, 0) => break,
            _ => {}
        }
    }
    counts
}

/// The cells of an Excel workbook since 2007, sheet by sheet. Cells are read one at a time: a single cell far
/// out on a sheet takes no room.
pub fn text_of_xlsx(bytes: &[u8]) -> Result<ExtractedText, Refusal> {
    let mut container = Container::open(bytes)?;
    container.types()?;
    let mut warnings = vec![Warning::OnlyValues];
    if links::checked(&mut container)? {
        warnings.push(Warning::LinkedFiles);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut rows = Rows::default();
    for name in book.sheet_names() {
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            // A sheet that is a chart has no cells.
            continue;
        };
        rows.sheet(&name);
        let mut row: (u32, BTreeMap<u32, String>) = Default::default();
        while let Some(found) = cells.next_cell().map_err(|_| Refusal::Damaged)? {
            let (at, column) = found.get_position();
            if at != row.0 {
                let done = std::mem::replace(&mut row, (at, BTreeMap::new()));
                rows.push(filled(done.1)?)?;
            }
            row.1
                .insert(column, in_words(&Data::from(found.get_value().clone())));
        }
        rows.push(filled(row.1)?)?;
    }
    rows.finish(warnings)
}

/// The cells of one row with empty ones between them.
fn filled(mut row: BTreeMap<u32, String>) -> Result<Vec<String>, Refusal> {
    let Some(last) = row.keys().next_back().copied() else {
        return Ok(Vec::new());
    };
    if usize::try_from(last).unwrap_or(usize::MAX) >= WIDEST_ROW {
        return Err(Refusal::TooLarge);
    }
    Ok((0..=last)
        .map(|column| row.remove(&column).unwrap_or_default())
        .collect())
}

/// The cells of an Excel workbook of before 2007.
pub fn text_of_xls(bytes: &[u8]) -> Result<ExtractedText, Refusal> {
    if bytes.len() > FileKind::Xls.largest() {
        return Err(Refusal::TooLarge);
    }
    compound::content(bytes)?;
    old_book::check(bytes)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => Refusal::Password,
        _ => Refusal::Damaged,
    })?;
    let mut rows = Rows::default();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|_| Refusal::Damaged)?;
        rows.sheet(&name);
        for row in range.rows() {
            let mut cells: Vec<String> = row.iter().map(in_words).collect();
            while cells.last().is_some_and(String::is_empty) {
                cells.pop();
            }
            rows.push(cells)?;
        }
    }
    rows.finish(vec![Warning::OnlyValues])
}

/// What a cell shows, as near as a file without its program can say.
fn in_words(data: &Data) -> String {
    cell(&cell_in_words(data))
}

/// As [`in_words`], with the spaces around it.
pub(super) fn cell_in_words(data: &Data) -> String {
    match data {
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) {
                date
            } else {
                format!("{date} {hour:02}:{minute:02}:{second:02}")
            }
        }
        other => printable(&other.to_string()),
    }
}
