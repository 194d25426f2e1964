//! Tables of documents as rows of cells, and the files that are not taken.

use std::path::Path;

use model::Date;
use model::grid::{Cell, CellValue, MOST_ABOVE, MOST_ROWS, Merged, Row, Table};
use papers::read::{Part, Warning, text_of};
use papers::{Answer, FileKind, Grid, Refusal, grid_of, pasted};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::tables::workbook;
use crate::word_document;

/// The texts of a row; `^` where a cell goes on from above, `<` from the left.
fn texts(row: &Row) -> Vec<String> {
    let text = |cell: &Cell| match cell.merged {
        Merged::No => cell.text.0.clone(),
        Merged::Above => "^".to_owned(),
        Merged::Left => "<".to_owned(),
    };
    row.cells.iter().map(text).collect()
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(texts).collect()
}

/// Every row with a piece is that piece of the text.
fn agrees_with_text(kind: FileKind, bytes: &[u8]) -> Grid {
    let (grid, text) = (grid_of(kind, bytes).unwrap(), text_of(kind, bytes).unwrap());
    let mut pieces = 0;
    for row in grid.tables.iter().flat_map(|table| &table.rows) {
        let Some(piece) = row.piece else {
            assert!(row.is_empty());
            continue;
        };
        pieces += 1;
        let part = &text.parts[usize::try_from(piece).unwrap() - 1];
        let Part::TableRow(cells) = part else {
            panic!("piece {piece} is no row");
        };
        let own = row.cells.iter().filter(|cell| !cell.is_empty());
        for cell in own.filter(|cell| cell.value == CellValue::Words) {
            let text = cell.text.0.trim();
            assert!(cells.iter().any(|one| one == text), "{cells:?}: {text}");
        }
    }
    assert!(pieces > 0);
    grid
}

pub(crate) fn word_cell(words: &str) -> String {
    format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
}

fn word_cell_with(properties: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
}

pub(crate) fn word_row(properties: &str, cells: &[String]) -> String {
    format!("<w:tr>{properties}{}</w:tr>", cells.concat())
}

/// Two tables: merged cells, a page that ends, an empty row, a table in a cell.
fn word_tables() -> Vec<u8> {
    let head = "<w:trPr><w:tblHeader/></w:trPr>";
    let span = word_cell_with("<w:gridSpan w:val=\"2\"/>", "Event");
    let begins = word_cell_with("<w:vMerge w:val=\"restart\"/>", "1 May");
    let goes_on = word_cell_with("<w:vMerge/>", "");
    let nested = word_row("", &[word_cell("a"), word_cell("b")]);
    let outer =
        format!("<w:tc><w:p><w:r><w:t>outer</w:t></w:r></w:p><w:tbl>{nested}</w:tbl><w:p/></w:tc>");
    let empty = || word_cell("");
    let broken = "<w:tc><w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p></w:tc>";
    let body = [
        "<w:p><w:r><w:t>Chronology</w:t></w:r></w:p><w:tbl>".to_owned(),
        word_row(head, &[word_cell("Date"), span]),
        word_row("", &[begins, word_cell("one"), empty()]),
        word_row("", &[goes_on, broken.to_owned(), empty()]),
        word_row("", &[empty(), empty()]),
        word_row("<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>", &[outer]),
        "</w:tbl><w:p/>".to_owned(),
        format!("<w:tbl>{}</w:tbl>", word_row("", &[word_cell("second")])),
    ];
    word_document(&body.concat())
}

#[test]
fn tables_of_a_word_document() {
    let grid = agrees_with_text(FileKind::Docx, &word_tables());
    assert_eq!(grid.warnings, [Warning::NestedTables]);
    let [first, second] = grid.tables.as_slice() else {
        panic!("{grid:?}");
    };
    assert_eq!(
        rows(first),
        [
            vec!["Date", "Event", "<"],
            vec!["1 May", "one"],
            vec!["^", "two"],
            vec![],
            vec!["", "outer\na\tb\n"],
        ]
    );
    assert_eq!(first.rows.iter().filter(|row| row.is_head).count(), 1);
    let pages: Vec<Option<u32>> = first.rows.iter().map(|row| row.page).collect();
    assert_eq!(pages, [Some(1), Some(1), Some(2), None, Some(2)]);
    assert_eq!(
        (second.number, rows(second)),
        (2, vec![vec!["second".to_owned()]])
    );
}

fn day(year: u16, month: u8, day: u8) -> ExcelDateTime {
    ExcelDateTime::from_ymd(year, month, day).unwrap()
}

fn written_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm");
    let time = Format::new().set_num_format("hh:mm");
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 3, "A title", &Format::new())
        .unwrap();
    sheet.write(2, 0, "Date").unwrap();
    sheet.write(2, 1, "  Event ").unwrap();
    sheet
        .write_with_format(3, 0, day(2026, 2, 13), &date)
        .unwrap();
    sheet
        .write_formula(3, 1, Formula::new("=1+1").set_result("2"))
        .unwrap();
    sheet
        .merge_range(4, 0, 6, 0, "merged", &Format::new())
        .unwrap();
    sheet.write(4, 1, "one").unwrap();
    sheet.write(5, 1, "two").unwrap();
    let at = day(2026, 2, 13).and_hms(22, 40, 0).unwrap();
    sheet.write_with_format(7, 0, &at, &moment).unwrap();
    sheet
        .write_with_format(7, 1, 0.944_444_444_444_444_4, &time)
        .unwrap();
    sheet.write(7, 2, 46_066).unwrap();
    sheet.write(7, 3, true).unwrap();
    let hidden = book.add_worksheet();
    hidden.set_name("Old").unwrap().set_hidden(true);
    hidden.write(0, 0, "x").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn sheets_of_a_workbook() {
    let grid = agrees_with_text(FileKind::Xlsx, &written_workbook());
    assert_eq!(grid.warnings, [Warning::HiddenText, Warning::OnlyValues]);
    let sheet = &grid.tables[0];
    assert_eq!(
        (sheet.name.0.as_str(), grid.tables[1].name.0.as_str()),
        ("Sheet1", "Old")
    );
    let hidden: Vec<bool> = grid.tables.iter().map(|table| table.hidden).collect();
    assert_eq!(hidden, [false, true]);
    assert_eq!(
        rows(sheet),
        [
            vec!["A title", "<", "<", "<"],
            vec!["Date", "  Event "],
            vec!["2026-02-13", "2"],
            vec!["merged", "one"],
            vec!["^", "two"],
            vec!["2026-02-13 22:40", "22:40", "46066", "true"],
        ]
    );
    let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 3, 4, 5, 6, 8]);
    let values = |row: usize| -> Vec<CellValue> {
        sheet.rows[row]
            .cells
            .iter()
            .map(|cell| cell.value)
            .collect()
    };
    let date = Date::new(2026, 2, 13).unwrap();
    assert_eq!(values(2)[0], CellValue::Day(date));
    assert!(sheet.rows[2].cells[1].formula);
    let late = model::Time::new(22, 40, 0, 0).unwrap();
    assert_eq!(
        values(5)[..3],
        [
            CellValue::At(date.at(22, 40, 0, 0)),
            CellValue::Time(late),
            CellValue::Number,
        ]
    );
}

fn seed(name: &str) -> Vec<u8> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    std::fs::read(seeds.join(name)).unwrap()
}

#[test]
fn sheets_of_an_old_workbook() {
    let grid = agrees_with_text(FileKind::Xls, &seed("xls_grid/table.xls"));
    assert_eq!(grid.warnings, [Warning::OnlyValues]);
    let sheet = &grid.tables[0];
    assert_eq!(
        rows(sheet),
        [
            vec!["A title", "<", "<"],
            vec!["Date", "Time", "Event"],
            vec!["2026-02-13", "22:40", "Home visit."],
            vec!["^", "", ""],
            vec!["2026-02-14 09:05", "", "Call"],
            vec!["46068", "", "true"],
        ]
    );
    let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 3, 4, 5, 6, 7]);
    assert!(sheet.rows[3].cells[2].formula);
    let day = Date::new(2026, 2, 13).unwrap();
    assert_eq!(sheet.rows[2].cells[0].value, CellValue::Day(day));
}

#[test]
fn the_seeds_of_the_fuzz_targets_are_read() {
    for (name, kind, count) in [
        ("docx_grid/table.docx", FileKind::Docx, 4),
        ("xlsx_grid/table.xlsx", FileKind::Xlsx, 4),
        ("csv_grid/agency", FileKind::Csv, 5),
        ("csv_grid/ours", FileKind::Csv, 4),
        ("pasted_table/excel", FileKind::Txt, 3),
        ("pasted_table/one_row", FileKind::Txt, 1),
    ] {
        let grid = grid_of(kind, &seed(name)).unwrap();
        assert_eq!(grid.tables[0].rows.len(), count, "{name}");
    }
    let answer = Answer::parse_grid(&seed("answer/grid"));
    assert!(answer.is_some_and(|answer| answer.is_ok()));
}

#[test]
fn csv_and_what_is_pasted() {
    let csv = "Title of ours\r\nDate;Event\r\n1 May;\"a; b\r\nc\"\r\n;;\r\n";
    let grid = agrees_with_text(FileKind::Csv, csv.as_bytes());
    let expected = [
        vec!["Title of ours"],
        vec!["Date", "Event"],
        vec!["1 May", "a; b\nc"],
        vec![],
    ];
    assert_eq!(rows(&grid.tables[0]), expected);
    let typed = "Date\tEvent, and more; of it\n\"1 May\n2 May\"\t\"He said\" so\n\t\"a\"\"b\"\n\n";
    let grid = pasted(typed).unwrap();
    let expected = [
        vec!["Date", "Event, and more; of it"],
        vec!["1 May\n2 May", "\"He said\" so"],
        vec!["", "a\"b"],
    ];
    assert_eq!(rows(&grid.tables[0]), expected);
    assert!(grid_of(FileKind::Txt, typed.as_bytes()).unwrap() == grid);
    assert_eq!(pasted("no table"), Err(Refusal::NoTable));
    assert_eq!(pasted("\t\n\t"), Err(Refusal::NoTable));
    let old = grid_of(FileKind::Csv, b"Zo\xEB,1").unwrap();
    assert_eq!(old.warnings, [Warning::GuessedEncoding]);
}

#[test]
fn merged_cells_of_hostile_size_take_no_room() {
    let far = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="B9"><v>2</v></c></row>"#;
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{far}</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>"#
    );
    let bytes = workbook(far, &[("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
    let grid = grid_of(FileKind::Xlsx, &bytes).unwrap();
    let widest = grid.tables[0].rows.iter().map(|row| row.cells.len()).max();
    assert!(widest <= Some(257), "{widest:?}");
}

#[test]
fn answers_about_tables_come_back_and_are_not_believed_beyond_the_limits() {
    let grid = grid_of(FileKind::Xlsx, &written_workbook()).unwrap();
    let printed = Answer::printed_grid(Ok(grid.clone()));
    assert_eq!(Answer::parse_grid(&printed), Some(Ok(grid)));
    assert_eq!(Answer::parse(&printed), None);
    let text = text_of(FileKind::Csv, b"a,b");
    assert_eq!(Answer::parse_grid(&Answer::printed(text)), None);
    let refused = Answer::printed_grid(Err(Refusal::ManyRows));
    assert_eq!(Answer::parse_grid(&refused), Some(Err(Refusal::ManyRows)));
    let row = Row::default();
    let long = Grid {
        tables: vec![Table {
            rows: vec![row; MOST_ROWS + MOST_ABOVE + 1],
            ..Table::default()
        }],
        warnings: vec![],
    };
    assert_eq!(Answer::parse_grid(&Answer::printed_grid(Ok(long))), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in "([a-z\",;\t\r\n]|é){0,200}") {
        let _pasted = pasted(&text);
        if let Ok(grid) = grid_of(FileKind::Csv, text.as_bytes()) {
            prop_assert!(!grid.tables.is_empty());
        }
    }

    #[test]
    fn any_quoted_cells_are_pasted_as_they_were(
        rows in prop::collection::vec(prop::collection::vec("[a\"\n \t]{0,6}", 2..5), 1..5)
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join("\t"));
        let text = lines.collect::<Vec<_>>().join("\n");
        if let Ok(grid) = pasted(&text) {
            for (row, read) in rows.iter().zip(&grid.tables[0].rows) {
                for (at, cell) in row.iter().enumerate() {
                    let read = read.cells.get(at).map_or("", |cell| cell.text.0.as_str());
                    prop_assert_eq!(read, cell.as_str());
                }
            }
        } else {
            prop_assert!(rows.iter().flatten().all(|cell| cell.trim().is_empty()));
        }
    }
}
