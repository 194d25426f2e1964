//! Chronologies out, and in again as they were.

use std::io::Cursor;
use std::time::Instant;

use calamine::{Data, Reader, Xlsx};
use chronology::tables::{CellReading, Document, Mapping, QuestionCode, What, apply};
use model::chronology::{Column, Entry, EntryKind, Labels, could_run};
use model::{Date, Sensitive};
use papers::{Answer, Book, ChronologyError, FileKind, Grid, grid_of};
use proptest::prelude::*;

use crate::entries::entry;
use crate::part;

pub(crate) fn labels() -> Labels {
    let mut labels = Labels::default();
    for column in Column::ALL {
        let head = format!("Head of {}", column.code());
        labels.columns.insert(*column, head);
        let words = |code: &&str| ((*code).to_owned(), format!("-{}", code.replace('_', " ")));
        let answers = column.codes().iter().map(words).collect();
        labels.answers.insert(*column, answers);
    }
    labels
        .columns
        .insert(Column::Text, "=What happened".to_owned());
    labels
}

pub(crate) fn book<'a>(
    entries: &'a [Entry],
    labels: &'a Labels,
    above: &'a [(String, String)],
) -> Book<'a> {
    Book {
        title: "=Chronology",
        above,
        labels,
        language: "en-GB",
        marking: "OFFICIAL-SENSITIVE",
        synthetic: true,
        prepared_on: Date::new(2026, 11, 26).unwrap(),
        entries,
        agencies: &[],
        events: &[],
        after: &[],
        pictures: &[],
    }
}

fn above() -> Vec<(String, String)> {
    [
        ("For", "The; panel, \"all\" of it"),
        ("Withheld", "2 entries withheld"),
        ("code:date", "not the row of codes"),
    ]
    .map(|(label, value)| (label.to_owned(), value.to_owned()))
    .to_vec()
}

fn files(book: &Book<'_>) -> [(FileKind, Vec<u8>); 3] {
    [
        (FileKind::Xlsx, book.xlsx().unwrap()),
        (FileKind::Docx, book.docx().unwrap()),
        (FileKind::Csv, book.csv().unwrap()),
    ]
}

/// The entries of a file, none with a question but those that are always asked; these lose nothing either.
pub(crate) fn read_again(grid: &Grid, labels: &Labels) -> Result<Vec<Entry>, String> {
    let read_date = |_: &str| CellReading::not_read();
    let document = Document {
        name: "again",
        date: None,
        labels,
        read_date: &read_date,
    };
    let mut all = Vec::new();
    for table in &grid.tables {
        let outcomes = apply(table, &Mapping::default(), &document);
        assert_eq!(outcomes.len(), table.rows.len());
        for outcome in outcomes {
            match outcome.what {
                What::Entries(entries) => all.extend(entries),
                What::Refused(_) => {}
                What::Questions { questions, entries } => {
                    if !questions.iter().all(|one| is_always_asked(one.code)) {
                        return Err(format!("{questions:?}"));
                    }
                    all.extend(entries);
                }
            }
        }
    }
    Ok(all)
}

const fn is_always_asked(code: QuestionCode) -> bool {
    matches!(code, QuestionCode::Disclosure | QuestionCode::WhoCausedHarm)
}

/// The letters of a text that differ, in a form that can be looked at.
fn differing(one: &Entry, other: &Entry) -> String {
    let columns = Column::ALL.iter().filter_map(|column| {
        let labels = Labels::default();
        let (one, other) = (column.written(one, &labels), column.written(other, &labels));
        (one != other).then(|| format!("{}: {one:?} {other:?}", column.code()))
    });
    columns.collect::<Vec<_>>().join("; ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn entries_come_back_from_each_format_as_they_were(
        entries in prop::collection::vec(entry(), 1..5),
        in_words in any::<bool>(),
    ) {
        let labels = if in_words { labels() } else { Labels::default() };
        let above = above();
        for (kind, bytes) in files(&book(&entries, &labels, &above)) {
            // By way of the answer of the reading process, as in use.
            let printed = Answer::printed_grid(grid_of(kind, &bytes));
            let grid = Answer::parse_grid(&printed).unwrap().unwrap();
            let read = read_again(&grid, &labels);
            prop_assert!(read.is_ok(), "{kind:?}: {read:?}");
            let read = read.unwrap();
            prop_assert_eq!(read.len(), entries.len(), "{:?}", kind);
            for (one, other) in entries.iter().zip(&read) {
                prop_assert!(one == other, "{kind:?} {}", differing(one, other));
            }
        }
    }
}

pub(crate) fn plain_entry(text: &str) -> Entry {
    Entry::new("2026-02-13".parse().unwrap(), EntryKind::Other, text)
}

#[test]
fn no_cell_of_a_workbook_or_csv_could_run() {
    let texts = [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "  =1",
        "＝1",
        "\n=1",
    ];
    let entries: Vec<Entry> = texts.iter().map(|text| plain_entry(text)).collect();
    let (labels, above) = (labels(), above());
    let book = book(&entries, &labels, &above);
    let bytes = book.xlsx().unwrap();
    let mut sheets: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let sheet = sheets.worksheet_range("Sheet1").unwrap();
    let mut seen = 0;
    for (_, _, cell) in sheet.used_cells() {
        let Data::String(text) = cell else {
            panic!("{cell:?} is no text");
        };
        assert!(!could_run(text), "{text}");
        seen += 1;
    }
    assert!(seen > 100);
    assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>"));
    let csv = String::from_utf8(book.csv().unwrap()).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(csv.trim_start_matches('\u{FEFF}').as_bytes());
    for record in reader.records() {
        assert!(record.unwrap().iter().all(|cell| !could_run(cell)));
    }
}

#[test]
fn what_a_reader_must_know_stands_above_the_table() {
    let entries = [plain_entry("x")];
    let (labels, above) = (labels(), above());
    let book = book(&entries, &labels, &above);
    let csv = String::from_utf8(book.csv().unwrap()).unwrap();
    let table = csv.find("Head of date").unwrap();
    for words in [
        "2 entries withheld",
        "OFFICIAL-SENSITIVE",
        "Synthetic: no real people",
    ] {
        assert!(csv.find(words).unwrap() < table, "{words}");
    }
    let word = book.docx().unwrap();
    let document = part(&word, "word/document.xml");
    assert!(document.contains("2 entries withheld"));
    assert!(document.contains(r#"w:orient="landscape""#));
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    assert!(part(&word, "word/styles.xml").contains(r#"<w:lang w:val="en-GB""#));
    // Columns in which no entry says anything are left out of a page that people read.
    assert!(!document.contains("Head of voice"));
    let sheet = part(&book.xlsx().unwrap(), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"hidden="1""#) && sheet.contains("<pane"));
    // The row of codes, and the columns of ids and of dates as programs read them.
    assert_eq!(sheet.matches(r#"hidden="1""#).count(), 4, "{sheet}");
    // Title, marks and heads stay in sight, and nothing else: what the file says of itself stands on a sheet of its own.
    assert!(sheet.contains(r#"ySplit="5""#), "{sheet}");
    let about = part(&book.xlsx().unwrap(), "xl/worksheets/sheet2.xml");
    assert!(about.contains(r#"hidden="1""#));
    let properties = part(&book.xlsx().unwrap(), "docProps/core.xml");
    assert!(properties.contains("2026-11-26T00:00:00Z"), "{properties}");
    assert_eq!(book.xlsx().unwrap(), book.xlsx().unwrap(), "the same bytes");
}

#[test]
fn whose_account_it_is_stands_beside_each_entry_and_is_no_part_of_it() {
    let entries = [plain_entry("x"), plain_entry("y")];
    let agencies = [
        "=Invented & hospital".to_owned(),
        "Invented school".to_owned(),
    ];
    let (labels, above) = (labels(), above());
    let book = Book {
        agencies: &agencies,
        marking: "For A & B",
        ..book(&entries, &labels, &above)
    };
    for (kind, bytes) in files(&book) {
        let read = read_again(&grid_of(kind, &bytes).unwrap(), &labels).unwrap();
        assert!(read == entries, "{kind:?}");
    }
    let csv = String::from_utf8(book.csv().unwrap()).unwrap();
    assert!(csv.contains("\"'=Invented & hospital\"") && csv.contains("\"Invented school\""));
    let document = part(&book.docx().unwrap(), "word/document.xml");
    assert!(document.contains("Invented school") && document.contains("Head of agency"));
    let sheet = part(&book.xlsx().unwrap(), "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("&amp;LFor A &amp;&amp; B"),
        "on every printed page"
    );
}

#[test]
fn a_text_longer_than_a_cell_comes_back_whole() {
    let long = format!("={}", "a👩‍👧 longer account. ".repeat(5_000));
    let mut entry = plain_entry(&long);
    entry.comment = Sensitive("-".repeat(64_001));
    let entries = [plain_entry("short"), entry];
    let (labels, above) = (labels(), above());
    for (kind, bytes) in files(&book(&entries, &labels, &above)) {
        let read = read_again(&grid_of(kind, &bytes).unwrap(), &labels).unwrap();
        assert!(read == entries, "{kind:?}");
    }
}

#[test]
fn a_chronology_that_could_not_be_read_again_is_not_written() {
    let entries = vec![plain_entry("x"); 20_000];
    let labels = Labels::default();
    let many = book(&entries, &labels, &[]);
    for made in [many.xlsx(), many.docx(), many.csv()] {
        assert!(matches!(made, Err(ChronologyError::ManyEntries)));
    }
    let nameless = Book {
        title: " ",
        ..book(&[], &labels, &[])
    };
    assert!(matches!(nameless.docx(), Err(ChronologyError::Document(_))));
    assert!(book(&[], &labels, &[]).xlsx().is_ok());
}

/// Not a limit: figures for whoever looks (`--nocapture`); all that one file takes where the test is optimised.
#[test]
fn thousands_of_rows_are_written_read_and_mapped() {
    let count = if cfg!(debug_assertions) {
        1_000
    } else {
        19_900
    };
    let entry = plain_entry("Home visit. Both children at home and seen; the house was warm.");
    let entries = vec![entry; count];
    let labels = Labels::default();
    let book = book(&entries, &labels, &[]);
    for kind in [FileKind::Xlsx, FileKind::Docx, FileKind::Csv] {
        let begun = Instant::now();
        let bytes = match kind {
            FileKind::Xlsx => book.xlsx(),
            FileKind::Docx => book.docx(),
            _ => book.csv(),
        };
        let bytes = bytes.unwrap();
        let written = begun.elapsed();
        let begun = Instant::now();
        let grid = grid_of(kind, &bytes).unwrap();
        let taken_apart = begun.elapsed();
        let printed = Answer::printed_grid(Ok(grid.clone()));
        let begun = Instant::now();
        let read = read_again(&grid, &labels).unwrap();
        let mapped = begun.elapsed();
        println!(
            "{kind:?}: {} rows, {} kB, answer {} kB: written {written:?}, read {taken_apart:?}, mapped {mapped:?}",
            read.len(),
            bytes.len() / 1024,
            printed.len() / 1024,
        );
        assert_eq!(read.len(), entries.len());
        assert!(Answer::parse_grid(&printed).unwrap().is_ok());
    }
}

/// As an agency sends it: dates as Excel keeps them, half of the rows with a time.
fn agency_workbook(count: u32) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(AGENCY_HEADS) {
        sheet.write(0, column, head).unwrap();
    }
    for row in 1..=count {
        let serial = 45_000 + row % 1_000;
        sheet.write_with_format(row, 0, serial, &date).unwrap();
        let cells = agency_cells(row);
        for (column, text) in (1..).zip(&cells) {
            sheet.write(row, column, text.as_str()).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

const AGENCY_HEADS: [&str; 6] = [
    "Date",
    "Time",
    "Significant event",
    "Child seen?",
    "Action taken",
    "Recorded by",
];

fn agency_cells(row: u32) -> [String; 5] {
    let time = if row.is_multiple_of(2) { "14:30" } else { "" };
    let texts = [
        time,
        "Home visit. Both children at home and seen; the house was warm.",
        "Y",
        "Visit planned for next week",
        "Social worker",
    ];
    texts.map(str::to_owned)
}

fn agency_document(count: u32) -> Vec<u8> {
    let row = |cells: &[String]| {
        let cell = |text: &String| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let cells: String = cells.iter().map(cell).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let mut rows = row(&AGENCY_HEADS.map(str::to_owned));
    for number in 1..=count {
        let date = format!("{:02}/0{}/2026", 1 + number % 28, 1 + number % 9);
        let mut cells = vec![date];
        cells.extend(agency_cells(number));
        rows.push_str(&row(&cells));
    }
    crate::word_document(&format!("<w:tbl>{rows}</w:tbl>"))
}

/// Not a limit: figures, as above, of tables by their heads.
#[test]
fn thousands_of_rows_of_an_agency_are_read_and_mapped() {
    let count = if cfg!(debug_assertions) { 500 } else { 19_900 };
    let today = Date::new(2026, 11, 1).unwrap();
    let read_date = |text: &str| match model::parse_typed(text, today) {
        Ok(date) => CellReading {
            dates: vec![(date, text.to_owned())],
            doubt: None,
        },
        Err(_) => CellReading::not_read(),
    };
    let labels = Labels::default();
    let document = Document {
        name: "return",
        date: Some(today),
        labels: &labels,
        read_date: &read_date,
    };
    for (kind, bytes) in [
        (FileKind::Xlsx, agency_workbook(count)),
        (FileKind::Docx, agency_document(count)),
    ] {
        let begun = Instant::now();
        let grid = grid_of(kind, &bytes).unwrap();
        let read = begun.elapsed();
        let begun = Instant::now();
        let table = &grid.tables[0];
        let mapping = Mapping::suggest(table, &read_date);
        let outcomes = apply(table, &mapping, &document);
        let mapped = begun.elapsed();
        println!(
            "{kind:?} of an agency: {} rows: read {read:?}, mapped {mapped:?}",
            outcomes.len()
        );
        let entries = outcomes
            .iter()
            .filter(|outcome| matches!(outcome.what, What::Entries(_)));
        assert_eq!(entries.count(), usize::try_from(count).unwrap(), "{kind:?}");
    }
}
