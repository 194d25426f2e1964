//! What an upload is taken for, and what is turned away.

use papers::{FileKind, Refusal, sniff};
use proptest::prelude::*;

use crate::{word_document, zipped};

/// A compound file (version 3) whose directory has entries of these names.
fn compound_file(names: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0_u8; 512];
    bytes.splice(0..8, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes.splice(30..32, 9_u16.to_le_bytes());
    bytes.splice(48..52, 1_u32.to_le_bytes());
    // Sector 0 is the allocation table, in which each directory sector leads to the next.
    bytes.splice(76..80, 0_u32.to_le_bytes());
    let directory_sectors = names.len().div_ceil(4);
    let mut table = vec![0xFF_u8; 512];
    for sector in 1..directory_sectors {
        let next = u32::try_from(sector + 1).unwrap();
        table.splice(4 * sector..4 * sector + 4, next.to_le_bytes());
    }
    bytes.extend(table);
    for name in names {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(entry.len() + 2).unwrap();
        entry.resize(128, 0);
        entry.splice(64..66, length.to_le_bytes());
        bytes.extend(entry);
    }
    bytes.resize(512 * (2 + directory_sectors), 0);
    bytes
}

fn office(folder_part: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<r/>"),
        (folder_part, b"<x/>"),
    ])
}

fn open_document(kind: &str) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    let length = u32::try_from(kind.len()).unwrap().to_le_bytes();
    bytes.extend(length);
    bytes.extend(length);
    bytes.extend([8, 0, 0, 0]);
    bytes.extend(b"mimetype");
    bytes.extend(kind.as_bytes());
    bytes.extend(b"PK\x03\x04");
    bytes
}

fn assert_taken(cases: Vec<(Vec<u8>, &str, FileKind)>) {
    for (bytes, name, kind) in cases {
        assert_eq!(sniff(&bytes, name), Ok(kind), "{name}");
        assert_eq!(FileKind::from_code(kind.code()), Some(kind));
    }
}

fn assert_refused(cases: Vec<(Vec<u8>, &str, Refusal)>) {
    for (bytes, name, refusal) in cases {
        assert_eq!(sniff(&bytes, name), Err(refusal), "{name}");
        assert_eq!(refusal.to_string(), refusal.code());
        assert!(refusal.code().starts_with("file-"));
    }
}

#[test]
fn files_of_the_kinds_taken_are_known_by_their_content() {
    assert_taken(vec![
        (b"%PDF-1.7\n%\xE2\xE3".to_vec(), "note.pdf", FileKind::Pdf),
        (b"\n%PDF-1.4".to_vec(), "NOTE.PDF", FileKind::Pdf),
        (word_document("<w:p/>"), "note.docx", FileKind::Docx),
        (office("xl/workbook.xml"), "list.xlsx", FileKind::Xlsx),
        (office("customXml/item1.xml"), "note.docx", FileKind::Docx),
        (
            open_document("application/vnd.oasis.opendocument.text"),
            "note.odt",
            FileKind::Odt,
        ),
        (
            compound_file(&["Root Entry", "Workbook"]),
            "list.xls",
            FileKind::Xls,
        ),
        (
            compound_file(&["Root Entry", "a", "b", "c", "d", "e", "f", "g", "Book"]),
            "list.xls",
            FileKind::Xls,
        ),
        (
            compound_file(&["Root Entry", "__properties_version1.0"]),
            "mail.msg",
            FileKind::Msg,
        ),
        (compound_file(&[]), "mail.msg", FileKind::Msg),
        (
            b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec(),
            "scan.png",
            FileKind::Png,
        ),
        (
            b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(),
            "scan.jpeg",
            FileKind::Jpeg,
        ),
    ]);
}

#[test]
fn texts_are_known_whatever_their_encoding_and_name() {
    assert_taken(vec![
        ("Seen at home. Café.".into(), "note.txt", FileKind::Txt),
        (
            b"Caf\xE9, \x93quoted\x94".to_vec(),
            "note.txt",
            FileKind::Txt,
        ),
        (b"\xFF\xFEh\0i\0".to_vec(), "note.txt", FileKind::Txt),
        (
            b"cut in the middle of a letter: \xC3".to_vec(),
            "note.txt",
            FileKind::Txt,
        ),
        (
            b"MZ is the aunt. BM is the uncle.".to_vec(),
            "note.txt",
            FileKind::Txt,
        ),
        (b"date,what\n1 May,seen".to_vec(), "list.csv", FileKind::Csv),
        (
            b"From: a@example.org\r\nDate: Tue, 24 Nov 2026\r\n\r\nHello".to_vec(),
            "mail.eml",
            FileKind::Eml,
        ),
        (
            b"A note without any ending to its name".to_vec(),
            "note",
            FileKind::Txt,
        ),
        (b"%PDF-1.7".to_vec(), "Minutes 24.11.2026", FileKind::Pdf),
        (
            b"%PDF-1.7".to_vec(),
            "Letter to Dr. Example (copy)",
            FileKind::Pdf,
        ),
    ]);
}

#[test]
fn nothing_and_what_could_run_are_turned_away() {
    assert_refused(vec![
        (Vec::new(), "note.txt", Refusal::Empty),
        (b" \r\n\t".to_vec(), "note.txt", Refusal::Empty),
        (b"MZ\x90\0\x03\0\0\0".to_vec(), "note.pdf", Refusal::Program),
        (b"\x7FELF\x02\x01".to_vec(), "note", Refusal::Program),
        (
            b"L\0\0\0\x01\x14\x02\0".to_vec(),
            "note.pdf.lnk",
            Refusal::Program,
        ),
        (b"hello".to_vec(), "note.txt.exe", Refusal::Program),
        (b"hello".to_vec(), "note\u{202E}txt.exe", Refusal::Program),
        (
            zipped(&[("META-INF/MANIFEST.MF", b"x")]),
            "note.docx",
            Refusal::Program,
        ),
        (b"#!/bin/sh\nrm".to_vec(), "note.txt", Refusal::Script),
        (b"WScript.Echo 1".to_vec(), "note.vbs", Refusal::Script),
        (b"<!DOCTYPE html><p>".to_vec(), "note.txt", Refusal::WebPage),
        (
            b"\xEF\xBB\xBF  <?xml version='1.0'?><svg onload='x'>".to_vec(),
            "scan.png",
            Refusal::WebPage,
        ),
        (
            b"\xFF\xFE<\0h\0t\0m\0l\0>\0".to_vec(),
            "note.txt",
            Refusal::WebPage,
        ),
        (b"hello".to_vec(), "note.html", Refusal::WebPage),
    ]);
}

#[test]
fn documents_that_hide_something_are_turned_away() {
    assert_refused(vec![
        (office("word/vbaProject.bin"), "note.docx", Refusal::Macros),
        (office("word/document.xml"), "note.docm", Refusal::Macros),
        (
            compound_file(&["Root Entry", "Workbook", "_VBA_PROJECT_CUR"]),
            "list.xls",
            Refusal::Macros,
        ),
        (
            compound_file(&["Root Entry", "EncryptionInfo", "EncryptedPackage"]),
            "note.docx",
            Refusal::Password,
        ),
        (
            compound_file(&["Root Entry", "WordDocument"]),
            "note.doc",
            Refusal::OldWord,
        ),
        (b"{\\rtf1\\ansi}".to_vec(), "note.rtf", Refusal::OldWord),
        (zipped(&[("note.txt", b"x")]), "note.docx", Refusal::Archive),
        (b"Rar!\x1A\x07\0".to_vec(), "notes.rar", Refusal::Archive),
    ]);
}

#[test]
fn other_kinds_and_false_names_are_turned_away() {
    assert_refused(vec![
        (
            b"GIF89a\x01\0\x01\0".to_vec(),
            "scan.gif",
            Refusal::OtherPicture,
        ),
        (
            b"\0\0\0\x18ftypheic\0\0".to_vec(),
            "photo.jpg",
            Refusal::OtherPicture,
        ),
        (
            b"\0\0\0\x18ftypmp42\0\0".to_vec(),
            "visit.mp4",
            Refusal::Recording,
        ),
        (b"%PDF-1.7".to_vec(), "note.docx", Refusal::NameContradicts),
        (b"hello".to_vec(), "note.pdf", Refusal::NameContradicts),
        (b"hello".to_vec(), "mail.eml", Refusal::NameContradicts),
        (b"hello".to_vec(), "note.pages", Refusal::NameContradicts),
        (
            b"\x89PNG\r\n\x1A\n".to_vec(),
            "scan.jpg",
            Refusal::NameContradicts,
        ),
        (
            office("ppt/presentation.xml"),
            "slides.pptx",
            Refusal::Unknown,
        ),
        (
            open_document("application/vnd.oasis.opendocument.text-template"),
            "note.odt",
            Refusal::Unknown,
        ),
        (b"\0\x01\x02\x03".to_vec(), "note.txt", Refusal::Unknown),
        (
            b"date,what\n1 May,\x81\0".to_vec(),
            "list.csv",
            Refusal::Encoding,
        ),
        (
            b"text with a \0 in it".to_vec(),
            "note.txt",
            Refusal::Unknown,
        ),
    ]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_under_any_name_are_answered(bytes in any::<Vec<u8>>(), name in any::<String>()) {
        let _answer = sniff(&bytes, &name);
    }

    #[test]
    fn any_rest_after_a_known_beginning_is_answered(
        beginning in 0_usize..6, rest in proptest::collection::vec(any::<u8>(), 0..2048), name in "[a-z]{1,5}\\.[a-z]{1,4}"
    ) {
        let known: [&[u8]; 6] = [
            b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"RIFF", b"\xFF\xFE", b"<html", b"%PDF-",
        ];
        let mut bytes = known.get(beginning).copied().unwrap_or_default().to_vec();
        bytes.extend(rest);
        let answer = sniff(&bytes, &name);
        if bytes.starts_with(b"<html") && std::str::from_utf8(&bytes).is_ok() {
            prop_assert!(answer.is_err());
        }
    }

    #[test]
    fn a_damaged_compound_file_is_answered(at in 0_usize..1024, byte in any::<u8>(), length in 0_usize..1600) {
        let mut bytes = compound_file(&["Root Entry", "Workbook"]);
        if let Some(found) = bytes.get_mut(at) {
            *found = byte;
        }
        bytes.truncate(length);
        let _answer = sniff(&bytes, "list.xls");
    }
}
