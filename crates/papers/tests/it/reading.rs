//! Text taken out of uploads, and files that are made to do harm.

use papers::read::{ExtractedText, Part, Warning, text_of};
use papers::{FileKind, Refusal, docx, sniff};
use proptest::prelude::*;

use crate::{CONTENT_TYPES, word_document, zipped};

fn parts_of(body: &str) -> Vec<Part> {
    text_of(FileKind::Docx, &word_document(body))
        .expect("the text can be read")
        .parts
}

fn paragraph(text: &str) -> Part {
    Part::Paragraph(text.to_owned())
}

fn assert_parts(found: &[Part], expected: &[Part]) {
    let shown = ExtractedText {
        parts: found.to_vec(),
        warnings: Vec::new(),
    }
    .plain_text();
    assert!(found == expected, "{shown}");
}

fn run(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn plain_text_is_read_in_each_encoding() {
    for (bytes, expected, is_guess) in [
        ("Café – £5".as_bytes().to_vec(), "Café – £5", false),
        (
            [b"\xEF\xBB\xBF".as_slice(), "Café".as_bytes()].concat(),
            "Café",
            false,
        ),
        (
            b"Caf\xE9 \x96 \xA35 \x80 \x92s".to_vec(),
            "Café – £5 € ’s",
            true,
        ),
        (b"\xFF\xFEC\0a\0f\0\xE9\0".to_vec(), "Café", false),
        (b"\xFE\xFF\0C\0a\0f\0\xE9".to_vec(), "Café", false),
        (b"\xFF\xFEh\0i\0\x00\xD8".to_vec(), "hi\u{FFFD}", false),
    ] {
        let text = text_of(FileKind::Txt, &bytes).unwrap();
        assert_parts(&text.parts, &[paragraph(expected)]);
        assert_eq!(
            text.warnings.contains(&Warning::GuessedEncoding),
            is_guess,
            "{expected}"
        );
    }
}

#[test]
fn plain_text_keeps_its_lines_and_paragraphs() {
    let text = text_of(FileKind::Txt, b"one\r\n  two\r\n\r\nthree").unwrap();
    assert_parts(&text.parts, &[paragraph("one\n  two"), paragraph("three")]);
    assert_eq!(text.plain_text(), "one\n  two\n\nthree");
    assert!(!format!("{text:?}").contains("three"));
    assert_eq!(text_of(FileKind::Txt, b" \n "), Err(Refusal::Empty));
    assert_eq!(text_of(FileKind::Txt, b""), Err(Refusal::Empty));
    assert_eq!(
        text_of(FileKind::Txt, &vec![b'a'; 10_000_001]),
        Err(Refusal::TooLarge)
    );
}

#[test]
fn pictures_and_emails_have_no_text_view() {
    for kind in [FileKind::Png, FileKind::Jpeg, FileKind::Odt, FileKind::Eml] {
        assert!(!papers::is_readable(kind));
        assert_eq!(text_of(kind, b"any"), Err(Refusal::NoTextView));
    }
}

#[test]
fn a_word_document_is_read_in_order() {
    let body = r#"
        <w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>What </w:t></w:r><w:r><w:t>happened</w:t></w:r></w:p>
        <w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t xml:space="preserve">c &amp; d &#8211; &lt;e&gt;</w:t></w:r></w:p>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Age</w:t></w:r></w:p><w:p><w:r><w:t>years</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p/>
        <w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Part</w:t></w:r></w:p>"#;
    assert_parts(
        &parts_of(body),
        &[
            Part::Heading {
                level: 2,
                text: "What happened".to_owned(),
            },
            paragraph("a\tb\nc & d – <e>"),
            Part::TableRow(vec!["Name".to_owned(), "Age\nyears".to_owned()]),
            Part::Heading {
                level: 1,
                text: "Part".to_owned(),
            },
        ],
    );
}

#[test]
fn the_final_text_is_shown_and_the_reader_is_told_what_is_not() {
    let body = r#"<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:fldChar/><w:instrText>HYPERLINK x</w:instrText><w:commentReference w:id="0"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r></w:p>
        <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent><w:t>anchor</w:t></w:r></w:p>"#;
    let text = text_of(FileKind::Docx, &word_document(body)).unwrap();
    assert_parts(
        &text.parts,
        &[
            paragraph("new hidden"),
            paragraph("in a box"),
            paragraph("anchor"),
        ],
    );
    let expected = vec![
        Warning::TrackedChanges,
        Warning::Comments,
        Warning::Pictures,
        Warning::HiddenText,
    ];
    assert_eq!(text.warnings, expected);
    for warning in text.warnings {
        assert!(warning.code().starts_with("source-"));
    }
}

#[test]
fn notes_follow_the_text_and_other_parts_are_announced() {
    let document = "<w:document xmlns:w='x'><w:body><w:p><w:r><w:t>body</w:t></w:r></w:p></w:body></w:document>";
    let notes = "<w:footnotes xmlns:w='x'><w:footnote><w:p><w:r><w:t> a note</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let types = CONTENT_TYPES.replace("/word/document.xml", "/word/document2.xml");
    let bytes = zipped(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("word/document2.xml", document.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("word/embeddings/sheet.xlsx", b"x"),
        ("word/header1.xml", b"<x/>"),
    ]);
    let text = text_of(FileKind::Docx, &bytes).unwrap();
    assert_parts(
        &text.parts,
        &[paragraph("body"), Part::Note("a note".to_owned())],
    );
    assert_eq!(
        text.warnings,
        vec![Warning::EmbeddedFiles, Warning::HeadersAndFooters]
    );
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![b' '; 8 * 1024 * 1024];
    let bytes = zipped(&[
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("word/document.xml", &zeros),
    ]);
    assert!(bytes.len() < 64 * 1024, "it is small from outside");
    assert_eq!(text_of(FileKind::Docx, &bytes), Err(Refusal::Bomb));
}

#[test]
fn a_part_that_holds_more_than_it_says_is_refused() {
    let mut bytes = word_document(&run("more than ten letters of text"));
    let size_in_directory = bytes
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .unwrap()
        + 24;
    bytes.splice(
        size_in_directory..size_in_directory + 4,
        10_u32.to_le_bytes(),
    );
    let answer = text_of(FileKind::Docx, &bytes);
    assert!(
        matches!(answer, Err(Refusal::Bomb | Refusal::Damaged)),
        "{answer:?}"
    );
}

#[test]
fn too_many_entries_are_refused() {
    let names: Vec<String> = (0..2_001)
        .map(|number| format!("word/{number}.xml"))
        .collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), b"".as_slice()))
        .collect();
    assert_eq!(
        text_of(FileKind::Docx, &zipped(&parts)),
        Err(Refusal::TooLarge)
    );
}

#[test]
fn macros_passwords_and_false_documents_are_refused() {
    let plain = ("[Content_Types].xml", CONTENT_TYPES.as_bytes());
    let document = ("word/document.xml", b"<w:document xmlns:w='x'/>".as_slice());
    let macros = zipped(&[plain, document, ("word/vbaProject.bin", b"x")]);
    assert_eq!(text_of(FileKind::Docx, &macros), Err(Refusal::Macros));
    let enabled = CONTENT_TYPES.replace(
        "openxmlformats-officedocument.wordprocessingml.document",
        "ms-word.document.macroEnabled",
    );
    let by_type = zipped(&[("[Content_Types].xml", enabled.as_bytes()), document]);
    assert_eq!(text_of(FileKind::Docx, &by_type), Err(Refusal::Macros));
    let mut encrypted = zipped(&[plain, document]);
    let flags = encrypted
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .unwrap()
        + 8;
    encrypted.splice(flags..flags + 1, [1]);
    assert_eq!(text_of(FileKind::Docx, &encrypted), Err(Refusal::Password));
    assert_eq!(
        text_of(FileKind::Docx, &zipped(&[plain])),
        Err(Refusal::Damaged)
    );
    assert_eq!(
        text_of(FileKind::Docx, &zipped(&[document])),
        Err(Refusal::Damaged)
    );
    assert_eq!(
        text_of(FileKind::Docx, b"PK\x03\x04 and nothing else"),
        Err(Refusal::Damaged)
    );
}

#[test]
fn xml_made_to_do_harm_is_refused() {
    let with_document = |xml: &str| {
        let bytes = zipped(&[
            ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
            ("word/document.xml", xml.as_bytes()),
        ]);
        text_of(FileKind::Docx, &bytes)
    };
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><w:document><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>";
    assert_eq!(with_document(entities), Err(Refusal::Damaged));
    assert_eq!(
        with_document("<w:document><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>"),
        Err(Refusal::Damaged)
    );
    assert_eq!(with_document(&"<w:p>".repeat(300)), Err(Refusal::Damaged));
    assert_eq!(
        with_document("<w:document><w:p></w:document>"),
        Err(Refusal::Damaged)
    );
    assert_eq!(with_document("<w:document><w:p>"), Err(Refusal::Damaged));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes in any::<Vec<u8>>()) {
        let _as_text = text_of(FileKind::Txt, &bytes);
        let _as_word = text_of(FileKind::Docx, &bytes);
    }

    #[test]
    fn a_document_with_changed_bytes_is_answered(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let paper = model::paper::Paper::new("Any", model::Date::new(2026, 11, 24).unwrap());
        let mut bytes = docx(&paper).unwrap();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes.splice(at..at + 1, [byte]);
        }
        let _answer = text_of(FileKind::Docx, &bytes);
    }

    #[test]
    fn any_body_is_answered(body in "(<(w:p|w:r|w:t|w:tr|w:tc|w:del|/w:p|/w:r|/w:t|/w:tr|/w:tc|/w:del|w:br/)>|a|&amp;|&#0;|&x;){0,60}") {
        let _answer = text_of(FileKind::Docx, &word_document(&body));
    }
}

#[test]
fn the_notes_of_the_shared_data_are_read_whole() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/notes/harding"
    );
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: the shared data is not beside the workspace");
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".txt") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(sniff(&bytes, &name), Ok(FileKind::Txt), "{name}");
        let text = text_of(FileKind::Txt, &bytes).unwrap();
        let words_in_file = String::from_utf8_lossy(&bytes).split_whitespace().count();
        assert_eq!(
            text.plain_text().split_whitespace().count(),
            words_in_file,
            "{name}"
        );
        println!("{name}: {} paragraphs", text.parts.len());
    }
}

#[test]
fn words_that_are_struck_through_are_shown_and_told_of() {
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>Seen</w:t></w:r>");
    let cell = |run: &str| format!("<w:tc><w:p>{run}</w:p></w:tc>");
    let struck = run("<w:strike/>");
    let stands = run("<w:strike w:val=\"0\"/>");
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell(&struck),
        cell(&stands)
    );
    let document = word_document(&body);
    let text = text_of(FileKind::Docx, &document).unwrap();
    assert_eq!(text.warnings, [Warning::StruckText]);
    let grid = papers::grid_of(FileKind::Docx, &document).unwrap();
    let cells = &grid.tables[0].rows[0].cells;
    let struck: Vec<bool> = cells.iter().map(|cell| cell.struck).collect();
    assert_eq!(struck, [true, false]);
}
