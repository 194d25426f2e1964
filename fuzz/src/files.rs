//! Files that people send.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chronology::tables::{CellReading, Document, Mapping, apply};
use model::chronology::Labels;
use model::grid::Table;
use papers::{Answer, FileKind, Whole, grid_of, pasted, text_of};

use super::{line_and_rest, lossy};

/// A name on the first line, the content after it.
pub fn sniff(bytes: &[u8]) {
    let (name, content) = line_and_rest(bytes);
    if let Ok(kind) = papers::sniff(content, &name) {
        assert!(!content.is_empty());
        assert_eq!(FileKind::from_code(kind.code()), Some(kind));
    }
}

/// The name of a file as a stranger gives it.
pub fn file_name(bytes: &[u8]) {
    let safe = papers::safe_file_name(&lossy(bytes));
    assert!(!safe.is_empty() && safe.len() <= 200);
    assert!(!safe.contains(['/', '\\', '\0', '"', '\r', '\n']));
    assert_eq!(papers::safe_file_name(&safe), safe);
}

/// Plain text.
pub fn text_file(bytes: &[u8]) {
    read(FileKind::Txt, bytes);
}

/// CSV.
pub fn csv(bytes: &[u8]) {
    read(FileKind::Csv, bytes);
}

/// Word documents.
pub fn docx(bytes: &[u8]) {
    read(FileKind::Docx, bytes);
}

/// PDF. Its library may panic: the reading process contains that.
pub fn pdf(bytes: &[u8]) {
    contained(FileKind::Pdf, bytes);
}

/// Excel since 2007. Its library may panic: the reading process contains that.
pub fn xlsx(bytes: &[u8]) {
    contained(FileKind::Xlsx, bytes);
}

/// Excel before 2007. Its library may panic: the reading process contains that.
pub fn xls(bytes: &[u8]) {
    contained(FileKind::Xls, bytes);
}

/// A kind on the first line, then the file, as it passes on its way in. However it comes in pieces, the same is
/// said of it.
pub fn whole(bytes: &[u8]) {
    let (code, content) = line_and_rest(bytes);
    let Some(kind) = FileKind::from_code(&code) else {
        return;
    };
    let said = [1_000_000, 1_021, 17].map(|size| {
        let mut whole = Whole::of(kind);
        for piece in content.chunks(size) {
            whole.piece(piece);
        }
        whole.end()
    });
    let [first, others @ ..] = said;
    assert!(others.into_iter().all(|other| other == first));
}

/// Tables of Word documents.
pub fn docx_grid(bytes: &[u8]) {
    read_grid(FileKind::Docx, bytes);
}

/// Sheets of Excel since 2007. Its library may panic: the reading process contains that.
pub fn xlsx_grid(bytes: &[u8]) {
    drop(catch_unwind(AssertUnwindSafe(|| {
        read_grid(FileKind::Xlsx, bytes);
    })));
}

/// Sheets of Excel before 2007. Its library may panic: the reading process contains that.
pub fn xls_grid(bytes: &[u8]) {
    drop(catch_unwind(AssertUnwindSafe(|| {
        read_grid(FileKind::Xls, bytes);
    })));
}

/// Rows of CSV.
pub fn csv_grid(bytes: &[u8]) {
    read_grid(FileKind::Csv, bytes);
}

/// A table that somebody copied and pasted, into a page or into a text file.
pub fn pasted_table(bytes: &[u8]) {
    read_grid(FileKind::Txt, bytes);
    if let Ok(grid) = pasted(&lossy(bytes)) {
        assert!(!grid.tables.is_empty());
    }
}

/// What somebody said of the columns on the first line, then a table.
pub fn mapping(bytes: &[u8]) {
    let (said, table) = line_and_rest(bytes);
    let Ok(mapping) = serde_json::from_str::<Mapping>(&said) else {
        return;
    };
    if let Ok(grid) = pasted(&lossy(table)) {
        for table in &grid.tables {
            every_row_ends(table, &mapping);
        }
    }
}

/// What the reading process prints, which is believed no more than the file.
pub fn answer(bytes: &[u8]) {
    if let Some(outcome) = Answer::parse_grid(bytes) {
        let printed = Answer::printed_grid(outcome.clone());
        assert!(Answer::parse_grid(&printed) == Some(outcome));
    }
    if let Some(outcome) = Answer::parse(bytes) {
        let printed = Answer::printed(outcome.clone());
        assert!(Answer::parse(&printed) == Some(outcome));
    }
}

fn read(kind: FileKind, bytes: &[u8]) {
    let outcome = text_of(kind, bytes);
    assert!(Answer::parse(&Answer::printed(outcome)).is_some());
}

/// The tables come back from the answer, and each of their rows ends as something.
fn read_grid(kind: FileKind, bytes: &[u8]) {
    let outcome = grid_of(kind, bytes);
    if let Ok(grid) = &outcome {
        for table in &grid.tables {
            every_row_ends(table, &Mapping::suggest(table, &dates));
        }
    }
    assert!(Answer::parse_grid(&Answer::printed_grid(outcome)).is_some());
}

fn every_row_ends(table: &Table, mapping: &Mapping) {
    let document = Document {
        name: "table",
        date: None,
        labels: &Labels::default(),
        read_date: &dates,
    };
    assert_eq!(apply(table, mapping, &document).len(), table.rows.len());
}

/// Dates as they are typed.
fn dates(text: &str) -> CellReading {
    let today = model::Date::constant(2026, 11, 25);
    model::parse_typed(text, today).map_or_else(
        |_| CellReading::not_read(),
        |date| CellReading {
            dates: vec![(date, text.to_owned())],
            doubt: None,
        },
    )
}

fn contained(kind: FileKind, bytes: &[u8]) {
    drop(catch_unwind(AssertUnwindSafe(|| read(kind, bytes))));
}

/// What a document carries beside its text.
pub fn residue(bytes: &[u8]) {
    // The library for PDF may panic: the reading process contains that.
    drop(catch_unwind(AssertUnwindSafe(|| papers::residue(bytes))));
}
