//! The Word document, read back part by part.

use model::Date;
use model::paper::{Block, Paper};
use papers::read::{Part, text_of};
use papers::{FileKind, PaperError, docx, sniff};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::part;

const PARTS: [&str; 11] = [
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "docProps/app.xml",
    "word/document.xml",
    "word/styles.xml",
    "word/settings.xml",
    "word/numbering.xml",
    "word/header1.xml",
    "word/footer1.xml",
    "word/_rels/document.xml.rels",
];

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn with(blocks: Vec<Block>) -> Paper {
    Paper {
        blocks,
        ..Paper::new(
            "Serious incident notification",
            Date::new(2026, 11, 24).unwrap(),
        )
    }
}

fn sample() -> Paper {
    let mut paper = with(vec![
        Block::Heading {
            level: 1,
            text: "The incident".to_owned(),
        },
        Block::Paragraph(
            "First line.\nSecond line.\n\nNext paragraph with <b>, & and \"quotes\".".to_owned(),
        ),
        Block::Heading {
            level: 2,
            text: "Children".to_owned(),
        },
        Block::Facts(vec![
            ("Date of birth".to_owned(), "4 March 2024".to_owned()),
            (
                "Which of the criteria does the authority consider to be met".to_owned(),
                "Both.\n\nSee below.".to_owned(),
            ),
            ("Police reference".to_owned(), String::new()),
        ]),
        Block::Table {
            caption: "Adults in the home".to_owned(),
            head: owned(&["Name", "Relationship"]),
            rows: vec![
                owned(&["Jo Example", "Mother"]),
                owned(&["Chris Example", ""]),
            ],
        },
        Block::List(owned(&[
            "Hospital: told",
            "Police: told\n\non the next day",
        ])),
        Block::Note("Not sent to anyone.".to_owned()),
    ]);
    paper.marking = "OFFICIAL-SENSITIVE".to_owned();
    paper.synthetic = true;
    paper.subtitle = "For the government's own service".to_owned();
    paper.prepared_for = "Exampleshire Council".to_owned();
    paper
}

/// Fails unless the XML is well-formed and free of characters that XML 1.0 forbids.
fn assert_well_formed(name: &str, xml: &str) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
    let forbidden = |character: char| {
        (character < ' ' && !matches!(character, '\t' | '\n' | '\r'))
            || matches!(character, '\u{FFFE}' | '\u{FFFF}')
    };
    assert!(
        !xml.contains(forbidden),
        "{name} holds a character that XML forbids"
    );
}

#[test]
fn every_part_is_well_formed_and_declared() {
    let bytes = docx(&sample()).unwrap();
    // Left among the build's temporary files for a person to look at.
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/sample.docx"), &bytes).unwrap();
    for name in PARTS {
        assert_well_formed(name, &part(&bytes, name));
    }
    let types = part(&bytes, "[Content_Types].xml");
    for name in PARTS
        .iter()
        .filter(|name| !name.contains("rels") && !name.starts_with('['))
    {
        assert!(
            types.contains(&format!("\"/{name}\"")),
            "{name} has a content type"
        );
    }
    assert_eq!(sniff(&bytes, "notification.docx"), Ok(FileKind::Docx));
}

#[test]
fn a_screen_reader_finds_title_language_headings_and_header_rows() {
    let bytes = docx(&sample()).unwrap();
    let document = part(&bytes, "word/document.xml");
    assert!(
        part(&bytes, "docProps/core.xml")
            .contains("<dc:title>Serious incident notification</dc:title>")
    );
    let styles = part(&bytes, "word/styles.xml");
    assert!(styles.contains(r#"<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="en-GB"/>"#));
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    let head = document.find("<w:tblHeader/>").unwrap();
    assert!(
        document.find("Relationship").unwrap() > head
            && document.find("Jo Example").unwrap() > head
    );
    assert!(document.contains(r#"<w:tblCaption w:val="Adults in the home"/>"#));
    assert!(document.contains(
        r#"<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">The incident"#
    ));
    assert!(
        styles.contains(r#"<w:name w:val="heading 2"/>"#)
            && styles.contains(r#"<w:outlineLvl w:val="1"/>"#)
    );
    for used in document.split("<w:pStyle w:val=\"").skip(1) {
        let style = used.split('"').next().unwrap();
        assert!(
            styles.contains(&format!("w:styleId=\"{style}\"")),
            "style {style} is defined"
        );
    }
}

#[test]
fn header_and_footer_carry_marking_synthetic_mark_and_page_numbers() {
    let bytes = docx(&sample()).unwrap();
    let header = part(&bytes, "word/header1.xml");
    let footer = part(&bytes, "word/footer1.xml");
    assert!(header.contains("OFFICIAL-SENSITIVE") && header.contains("Synthetic: no real people"));
    assert!(footer.contains("w:instr=\"PAGE\"") && footer.contains("w:instr=\"NUMPAGES\""));
    let plain = docx(&with(Vec::new())).unwrap();
    assert!(!part(&plain, "word/header1.xml").contains("Synthetic"));
    assert!(!part(&plain, "word/document.xml").contains("Marking"));
}

#[test]
fn nobody_is_named_in_the_properties() {
    let bytes = docx(&sample()).unwrap();
    for name in ["docProps/core.xml", "docProps/app.xml"] {
        let properties = part(&bytes, name);
        for element in ["creator", "lastModifiedBy", "Company", "Manager"] {
            assert!(!properties.contains(element), "{element} in {name}");
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(docx(&sample()).unwrap(), docx(&sample()).unwrap());
}

#[test]
fn a_document_with_a_fault_is_refused() {
    let skipping = with(vec![Block::Heading {
        level: 2,
        text: "Two".to_owned(),
    }]);
    assert!(matches!(docx(&skipping), Err(PaperError::Document(_))));
}

#[test]
fn what_was_written_can_be_read() {
    let text = text_of(FileKind::Docx, &docx(&sample()).unwrap()).unwrap();
    for expected in [
        Part::Heading {
            level: 1,
            text: "Serious incident notification".to_owned(),
        },
        Part::Heading {
            level: 2,
            text: "Children".to_owned(),
        },
        Part::Paragraph("First line.\nSecond line.".to_owned()),
        Part::Paragraph("Next paragraph with <b>, & and \"quotes\".".to_owned()),
        Part::Paragraph("Date of birth\t4 March 2024".to_owned()),
        Part::Paragraph(
            "Which of the criteria does the authority consider to be met\nBoth.".to_owned(),
        ),
        Part::Paragraph("Police reference\t–".to_owned()),
        Part::TableRow(owned(&["Name", "Relationship"])),
        Part::TableRow(owned(&["Chris Example", ""])),
        Part::Paragraph("on the next day".to_owned()),
        Part::Paragraph("Prepared on 24 November 2026 for Exampleshire Council".to_owned()),
    ] {
        assert!(text.parts.contains(&expected), "{}", text.plain_text());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_well_formed_parts(text in any::<String>()) {
        let worded = format!("x{text}");
        let mut paper = with(vec![
            Block::Heading { level: 1, text: worded.clone() },
            Block::Paragraph(text.clone()),
            Block::Facts(vec![(worded.clone(), text.clone())]),
            Block::List(vec![text.clone()]),
            Block::Table { caption: text.clone(), head: vec![worded.clone()], rows: vec![vec![text.clone()]] },
        ]);
        paper.title = worded;
        paper.marking = text.clone();
        paper.prepared_for = text;
        let bytes = docx(&paper).unwrap();
        for name in PARTS {
            assert_well_formed(name, &part(&bytes, name));
        }
        prop_assert!(text_of(FileKind::Docx, &bytes).is_ok());
    }
}

#[test]
fn what_is_to_stay_on_one_page_is_set_smaller() {
    let mut paper = with(vec![Block::Paragraph("One page.".to_owned())]);
    let wide = docx(&paper).unwrap();
    paper.one_page = true;
    let small = docx(&paper).unwrap();
    for (bytes, size, margin, has_own_edge) in
        [(&wide, "22", "1417", false), (&small, "20", "1134", true)]
    {
        let styles = part(bytes, "word/styles.xml");
        assert!(
            styles.contains(&format!("<w:szCs w:val=\"{size}\"/><w:lang")),
            "{styles}"
        );
        let document = part(bytes, "word/document.xml");
        assert!(
            document.contains(&format!("w:left=\"{margin}\"")),
            "{document}"
        );
        let footer = part(bytes, "word/footer1.xml");
        assert_eq!(footer.contains("9638"), has_own_edge, "{footer}");
    }
}
