//! What lies beyond the first bytes of an upload is found before it is taken.

use std::io::{Cursor, Write};

use papers::sniff::SNIFF_LENGTH;
use papers::{FileKind, Refusal, Whole, sniff};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{CONTENT_TYPES, word_document, zipped};

const BODY: &[u8] = b"<w:document xmlns:w='x'><w:body/></w:document>";
const FETCHES: &str = r#"<Relationships><Relationship Id="r1" Type="x/attachedTemplate" Target="https://example.invalid/t.dotm" TargetMode="External"/></Relationships>"#;
const MACRO_TYPES: &str = r#"<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"#;

fn looked_at(kind: FileKind, bytes: &[u8], size: usize) -> Result<(), Refusal> {
    let mut whole = Whole::of(kind);
    for piece in bytes.chunks(size) {
        whole.piece(piece);
    }
    whole.end()
}

/// What is said of a file is the same however it comes.
fn whole(kind: FileKind, bytes: &[u8]) -> Result<(), Refusal> {
    let said = looked_at(kind, bytes, bytes.len().max(1));
    for size in [1, 2, 3, 7, 29, 127, 4_096] {
        assert_eq!(looked_at(kind, bytes, size), said, "in pieces of {size}");
    }
    said
}

/// Bytes that do not pack.
fn noise(many: usize) -> Vec<u8> {
    let mut number = 0x9E37_79B9_7F4A_7C15_u64;
    let next = || {
        number ^= number << 13;
        number ^= number >> 7;
        number ^= number << 17;
        number.to_le_bytes()[0]
    };
    std::iter::repeat_with(next).take(many).collect()
}

/// A Word document whose last part lies beyond what is sniffed.
fn with_last(name: &str, content: &[u8]) -> Vec<u8> {
    let filling = noise(SNIFF_LENGTH + 1_000);
    let bytes = zipped(&[
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("word/document.xml", BODY),
        ("word/media/image1.png", &filling),
        (name, content),
    ]);
    assert_eq!(
        sniff(&bytes[..SNIFF_LENGTH], "a.docx"),
        Ok(FileKind::Docx),
        "the first bytes do not say it"
    );
    bytes
}

/// The same written by a program that cannot go back, so that the sizes come after each part.
fn streamed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut container = ZipWriter::new_stream(Vec::new());
    for (name, content) in parts {
        container
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        container.write_all(content).unwrap();
    }
    container.finish().unwrap().into_inner()
}

#[test]
fn documents_as_programs_write_them_are_taken() {
    let word = word_document("<w:p/>");
    assert_eq!(whole(FileKind::Docx, &word), Ok(()));
    let parts: [(&str, &[u8]); 4] = [
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("word/document.xml", BODY),
        ("word/empty.xml", b""),
        ("word/media/image1.png", &noise(70_000)),
    ];
    assert_eq!(whole(FileKind::Docx, &streamed(&parts)), Ok(()));
    let mut stored = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        stored.start_file(name, plain.large_file(true)).unwrap();
        stored.write_all(content).unwrap();
    }
    stored.add_directory("word/", plain).unwrap();
    stored.set_comment("made by an invented program").unwrap();
    let stored = stored.finish().unwrap().into_inner();
    assert_eq!(whole(FileKind::Docx, &stored), Ok(()));
    let link = FETCHES.replace("attachedTemplate", "hyperlink");
    let followed = with_last("word/_rels/document.xml.rels", link.as_bytes());
    assert_eq!(looked_at(FileKind::Docx, &followed, 4_096), Ok(()));
    for kind in [FileKind::Pdf, FileKind::Txt, FileKind::Eml, FileKind::Msg] {
        assert_eq!(whole(kind, b"anything at all"), Ok(()));
    }
}

#[test]
fn macros_and_what_a_document_fetches_are_found_wherever_they_lie() {
    for (name, content, refusal) in [
        ("word/vbaProject.bin", b"x".as_slice(), Refusal::Macros),
        ("word/VBAPROJECT.BIN", b"x", Refusal::Macros),
        ("Basic/Standard/script.xml", b"x", Refusal::Macros),
        (
            "word/_rels/settings.xml.rels",
            FETCHES.as_bytes(),
            Refusal::Fetches,
        ),
        (
            "WORD/_RELS/SETTINGS.XML.RELS",
            FETCHES.as_bytes(),
            Refusal::Fetches,
        ),
    ] {
        let bytes = with_last(name, content);
        assert_eq!(
            looked_at(FileKind::Docx, &bytes, 4_096),
            Err(refusal),
            "{name}"
        );
        let parts: [(&str, &[u8]); 2] = [("word/document.xml", BODY), (name, content)];
        assert_eq!(whole(FileKind::Docx, &streamed(&parts)), Err(refusal));
    }
    let types = zipped(&[
        ("word/document.xml", BODY),
        ("[Content_Types].xml", MACRO_TYPES.as_bytes()),
    ]);
    assert_eq!(whole(FileKind::Docx, &types), Err(Refusal::Macros));
}

#[test]
fn a_list_that_says_something_else_than_the_parts_is_no_document() {
    let good = word_document("<w:p/>");
    assert_eq!(
        whole(FileKind::Docx, &[&good[..], b"x"].concat()),
        Err(Refusal::Damaged)
    );
    let twice = [&good[..], &good[..]].concat();
    assert_eq!(whole(FileKind::Docx, &twice), Err(Refusal::Damaged));
    for cut in [0, 1, 3, 40, good.len() / 2, good.len() - 1] {
        assert_eq!(
            whole(FileKind::Docx, &good[..cut]),
            Err(Refusal::Damaged),
            "{cut}"
        );
    }
    let list = good
        .windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .unwrap();
    // The method, the sizes and the name of the last line, one after another.
    for at in [10, 20, 24, 42, 46] {
        let mut other = good.clone();
        other[list + at] ^= 1;
        let said = whole(FileKind::Docx, &other);
        assert_eq!(said, Err(Refusal::Damaged), "{at}");
    }
    let mut locked = good.clone();
    locked[6] |= 1;
    assert_eq!(whole(FileKind::Docx, &locked), Err(Refusal::Password));
    let mut hidden = good;
    let end = hidden
        .windows(4)
        .rposition(|four| four == b"PK\x05\x06")
        .unwrap();
    hidden[end + 20] = 4;
    hidden.extend_from_slice(b"PK\x05\x06");
    assert_eq!(whole(FileKind::Docx, &hidden), Err(Refusal::Damaged));
}

#[test]
fn what_unpacks_into_far_more_is_refused_before_it_is_taken() {
    let zeros = vec![0; 70 * 1024 * 1024];
    let bomb = streamed(&[("word/document.xml", &zeros)]);
    assert_eq!(
        looked_at(FileKind::Docx, &bomb, 4_096),
        Err(Refusal::TooLarge)
    );
    let smaller = streamed(&[("word/document.xml", &zeros[..8 * 1024 * 1024])]);
    assert_eq!(
        looked_at(FileKind::Docx, &smaller, 4_096),
        Err(Refusal::Bomb)
    );
    let many: Vec<(String, &[u8])> = (0..2_001)
        .map(|number| (format!("word/{number}.xml"), b"".as_slice()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, part)| (name.as_str(), *part))
        .collect();
    assert_eq!(
        looked_at(FileKind::Docx, &zipped(&many), 4_096),
        Err(Refusal::TooLarge)
    );
}

/// A directory entry of a compound file.
fn entry(name: &str, kind: u8) -> [u8; 128] {
    let mut entry = [0; 128];
    let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry[..letters.len()].copy_from_slice(&letters);
    entry[64] = u8::try_from(letters.len() + 2).unwrap();
    entry[66] = kind;
    entry
}

#[test]
fn macros_of_an_old_workbook_are_found_wherever_its_directory_lies() {
    let mut bytes = noise(SNIFF_LENGTH + 512);
    bytes.truncate(bytes.len() - bytes.len() % 512);
    let safe = [&bytes[..], &entry("Workbook", 2), &entry("Macros", 2)].concat();
    assert_eq!(
        looked_at(FileKind::Xls, &safe, 4_096),
        Ok(()),
        "a stream of that name"
    );
    for name in ["_VBA_PROJECT_CUR", "Macros"] {
        let with = [&safe[..], &entry(name, 1), &noise(100)].concat();
        for size in [1, 100, 128, 4_096, with.len()] {
            assert_eq!(looked_at(FileKind::Xls, &with, size), Err(Refusal::Macros));
        }
        assert_eq!(
            whole(FileKind::Msg, &with),
            Ok(()),
            "a message runs nothing"
        );
    }
}
