//! CSV in the dialects that people send, and Excel workbooks.

use papers::read::{Part, Warning, text_of};
use papers::{FileKind, Refusal};
use proptest::prelude::*;

use crate::zipped;

fn row(cells: &[&str]) -> Part {
    Part::TableRow(cells.iter().map(|&cell| cell.to_owned()).collect())
}

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook with one sheet of the rows given, and more parts beside it.
pub(crate) fn workbook(rows: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let book = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{KINDS}"><sheets><sheet name="Contacts" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{KINDS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
    );
    let package = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r0" Type="{KINDS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let sheet = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#);
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    parts.extend(more);
    zipped(&parts)
}

fn typed(at: &str, words: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{words}</t></is></c>"#)
}

#[test]
fn each_dialect_of_csv_is_read() {
    for text in [
        "Date,Who\r\n2026-01-02,\"Smith, J\"\r\n",
        "Date;Who\n2026-01-02;Smith, J\n",
        "Date\tWho\n\n2026-01-02\t Smith, J \n",
    ] {
        let read = text_of(FileKind::Csv, text.as_bytes()).unwrap();
        let expected = [row(&["Date", "Who"]), row(&["2026-01-02", "Smith, J"])];
        assert!(read.parts == expected, "{text}");
        assert_eq!(read.warnings, []);
    }
    let guessed = text_of(FileKind::Csv, b"Zo\xEB,1").unwrap();
    assert!(guessed.parts == [row(&["Zoë", "1"])]);
    assert_eq!(guessed.warnings, [Warning::GuessedEncoding]);
    assert_eq!(text_of(FileKind::Csv, b",,\n,,\n"), Err(Refusal::Empty));
    let wide = ",".repeat(2_000) + "x";
    assert_eq!(
        text_of(FileKind::Csv, wide.as_bytes()),
        Err(Refusal::TooLarge)
    );
}

#[test]
fn a_workbook_is_read_sheet_by_sheet() {
    let rows = format!(
        r#"<row r="1">{}{}</row><row r="3">{}<c r="C3"><f>1+1</f><v>2</v></c></row>"#,
        typed("A1", "Date"),
        typed("B1", "Who"),
        typed("A3", "Zoë"),
    );
    let read = text_of(FileKind::Xlsx, &workbook(&rows, &[])).unwrap();
    let heading = Part::Heading {
        level: 2,
        text: "Contacts".to_owned(),
    };
    let expected = [heading, row(&["Date", "Who"]), row(&["Zoë", "", "2"])];
    assert!(read.parts == expected, "{}", read.plain_text());
    assert_eq!(read.warnings, [Warning::OnlyValues]);
    let empty = text_of(FileKind::Xlsx, &workbook("", &[]));
    assert_eq!(empty, Err(Refusal::Empty));
}

#[test]
fn workbooks_made_to_do_harm_are_refused() {
    let far = format!(r#"<row r="1">{}</row>"#, typed("XFD1", "x"));
    let cell = format!(r#"<row r="1">{}</row>"#, typed("A1", "x"));
    let enabled = TYPES.replace(
        "openxmlformats-officedocument.spreadsheetml.sheet",
        "ms-excel.sheet.macroEnabled",
    );
    let outside = format!(
        r#"<Relationships><Relationship Type="{KINDS}/externalLinkPath" Target="https://example.invalid/b.xlsx" TargetMode="External"/></Relationships>"#
    );
    let bomb = vec![b' '; 8 * 1024 * 1024];
    let link = "xl/externalLinks/_rels/externalLink1.xml.rels";
    for (what, bytes, refusal) in [
        ("far out", workbook(&far, &[]), Refusal::TooLarge),
        (
            "macros",
            workbook(&cell, &[("xl/vbaProject.bin", b"x")]),
            Refusal::Macros,
        ),
        (
            "old macros",
            workbook(&cell, &[("xl/macrosheets/sheet1.xml", b"<x/>")]),
            Refusal::Macros,
        ),
        (
            "by its type",
            workbook(&cell, &[("[Content_Types].xml", enabled.as_bytes())]),
            Refusal::Macros,
        ),
        (
            "fetches",
            workbook(&cell, &[(link, outside.as_bytes())]),
            Refusal::Fetches,
        ),
        (
            "bomb",
            workbook(&cell, &[("xl/worksheets/sheet1.xml", &bomb)]),
            Refusal::Bomb,
        ),
        ("no workbook", zipped(&[("a", b"b")]), Refusal::Damaged),
    ] {
        assert_eq!(text_of(FileKind::Xlsx, &bytes), Err(refusal), "{what}");
    }
}

#[test]
fn an_old_workbook_that_is_none_is_damaged() {
    assert_eq!(text_of(FileKind::Xls, b"words"), Err(Refusal::Damaged));
    let large = vec![0; FileKind::Xls.largest() + 1];
    assert_eq!(text_of(FileKind::Xls, &large), Err(Refusal::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_csv_is_answered(text in "([a-z\",;\t\r\n]|é){0,200}") {
        let _answer = text_of(FileKind::Csv, text.as_bytes());
    }
}
