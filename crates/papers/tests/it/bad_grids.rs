//! Files that are made badly or to do harm, each with why its tables are not taken.

use model::grid::{MOST_ABOVE, MOST_ROWS};
use papers::Refusal::{self, *};
use papers::{FileKind, grid_of};

use crate::grids::{word_cell, word_row};
use crate::tables::workbook;
use crate::{CONTENT_TYPES, word_document, zipped};

type Bad = (&'static str, Vec<u8>, Refusal);

const ONE_CELL: &str = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;

/// Fetches when it is opened.
const OUTSIDE: &str = r#"<Relationships><Relationship Type="http://x/attachedTemplate" Target="https://example.invalid/b" TargetMode="External"/></Relationships>"#;

/// Packs into a few kilobytes.
fn blank() -> Vec<u8> {
    vec![b' '; 8 * 1024 * 1024]
}

/// A compound file with these names in its directory, and no content.
fn old_file(names: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0; 512 * 4];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes[30] = 9;
    bytes[48] = 1;
    for (index, name) in names.iter().enumerate() {
        let at = 512 * 2 + 128 * index;
        for (place, unit) in name.encode_utf16().enumerate() {
            bytes[at + 2 * place..at + 2 * place + 2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes[at + 64] = u8::try_from(2 * name.len() + 2).unwrap();
        bytes[at + 66] = 1;
    }
    bytes
}

fn refused(kind: FileKind, files: Vec<Bad>) {
    for (what, bytes, refusal) in files {
        let rows = grid_of(kind, &bytes).map(|grid| grid.tables[0].rows.len());
        assert_eq!(rows, Err(refusal), "{what}");
    }
}

#[test]
fn of_plain_text() {
    let wide = [b",".repeat(2_000), b"x".to_vec()].concat();
    refused(
        FileKind::Csv,
        vec![
            ("empty", vec![], Empty),
            ("only signs", b",,\n,,".to_vec(), NoTable),
            (
                "long",
                b"a,b\n".repeat(MOST_ROWS + MOST_ABOVE + 1),
                ManyRows,
            ),
            ("wide", wide, TooLarge),
            (
                "utf-16 without its mark",
                b"D\0a\0,\0b\0".to_vec(),
                Encoding,
            ),
            ("no letters", b"a,\x81\x8D\xFF".to_vec(), Encoding),
            ("large", vec![b'a'; 10_000_001], TooLarge),
        ],
    );
    let lines = b"a\tb\n".repeat(MOST_ROWS + MOST_ABOVE + 1);
    refused(
        FileKind::Txt,
        vec![
            ("no tabs", b"a letter".to_vec(), NoTable),
            ("long", lines, ManyRows),
        ],
    );
    refused(
        FileKind::Pdf,
        vec![("a pdf", b"%PDF-1.7".to_vec(), NoTable)],
    );
    refused(
        FileKind::Png,
        vec![("a picture", b"\x89PNG".to_vec(), NoTable)],
    );
}

#[test]
fn of_workbooks() {
    let far = r#"<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>"#;
    let back = r#"<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#;
    let row = |row| format!(r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"#);
    let many: String = (1..=MOST_ROWS + MOST_ABOVE + 1).map(row).collect();
    let link = "xl/externalLinks/_rels/externalLink1.xml.rels";
    let one_and = |name: &str, part: &[u8]| workbook(ONE_CELL, &[(name, part)]);
    refused(
        FileKind::Xlsx,
        vec![
            ("not a zip", b"PK\x03\x04rest".to_vec(), Damaged),
            ("far out", workbook(far, &[]), TooLarge),
            ("backwards", workbook(back, &[]), Damaged),
            ("many rows", workbook(&many, &[]), ManyRows),
            ("no rows", workbook("", &[]), NoTable),
            ("macros", one_and("xl/vbaProject.bin", b"x"), Macros),
            ("fetches", one_and(link, OUTSIDE.as_bytes()), Fetches),
            ("bomb", one_and("xl/worksheets/sheet1.xml", &blank()), Bomb),
            ("a password", old_file(&["EncryptedPackage"]), Password),
        ],
    );
    refused(
        FileKind::Xls,
        vec![
            ("macros", old_file(&["Workbook", "Macros"]), Macros),
            ("old word", old_file(&["WordDocument"]), OldWord),
            ("a password", old_file(&["EncryptedPackage"]), Password),
            ("broken off", old_file(&["Workbook"]), Damaged),
            ("large", vec![0; FileKind::Xls.largest() + 1], TooLarge),
        ],
    );
}

#[test]
fn of_word_documents() {
    let types = CONTENT_TYPES.as_bytes();
    let word = |body: &[u8]| zipped(&[("[Content_Types].xml", types), ("word/document.xml", body)]);
    let rows = word_row("", &[word_cell("x")]).repeat(MOST_ROWS + MOST_ABOVE + 1);
    let deep = "<w:tbl><w:tr><w:tc>".repeat(200);
    let entity = r#"<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="w"><w:body/></w:document>"#;
    let template = [
        ("[Content_Types].xml", types),
        ("word/document.xml", b"<x/>"),
        ("word/_rels/settings.xml.rels", OUTSIDE.as_bytes()),
    ];
    refused(
        FileKind::Docx,
        vec![
            ("words only", word_document("<w:p/>"), NoTable),
            (
                "long",
                word_document(&format!("<w:tbl>{rows}</w:tbl>")),
                ManyRows,
            ),
            ("unclosed", word_document(&deep), Damaged),
            ("not utf-8", word(b"\xFF\xFE<w"), Damaged),
            ("entities", word(entity.as_bytes()), Damaged),
            ("bomb", word(&blank()), Bomb),
            ("template", zipped(&template), Fetches),
            ("a password", old_file(&["EncryptedPackage"]), Password),
        ],
    );
}
