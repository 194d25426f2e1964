//! The properties that PDF/UA asks for, and those that it forgets.

use model::paper::{Block, Paper, Picture, Shape, Stroke};
use reports::{ReportError, pdf};

use crate::samples::{heading, long_report, notification, paragraph, prepared_on};
use crate::{holds, keep_to_look_at, made, narrowed, output_of, read_back};

#[test]
fn a_notification_declares_pdf_ua_its_language_and_its_title() {
    let bytes = made(&notification());
    keep_to_look_at("notification.pdf", &bytes);
    println!("notification: {} bytes", bytes.len());
    assert!(holds(&bytes, "pdfuaid:part"), "declares PDF/UA");
    assert!(holds(&bytes, "en-GB"), "declares the language");
    assert!(
        holds(&bytes, "Serious incident notification"),
        "has its title"
    );
    assert!(
        holds(&bytes, "DisplayDocTitle true"),
        "shows the title instead of the file's name"
    );
    assert!(!holds(&bytes, "/Author"), "names nobody");
}

#[test]
fn every_page_carries_marking_number_and_synthetic_mark() {
    let Some(text) = read_back(&made(&notification())) else {
        return;
    };
    let pages: Vec<&str> = text.trim_end_matches('\u{C}').split('\u{C}').collect();
    assert!(pages.len() > 1, "the sample runs over more than one page");
    for (index, page) in pages.iter().enumerate() {
        assert!(
            page.contains("OFFICIAL-SENSITIVE"),
            "marking on page {}",
            index + 1
        );
        assert!(
            page.contains("Synthetic: no real people"),
            "synthetic mark on page {}",
            index + 1
        );
        assert!(
            page.contains(&format!("Page {} of {}", index + 1, pages.len())),
            "number of page {}",
            index + 1
        );
    }
}

#[test]
fn all_that_was_written_can_be_read() {
    let Some(text) = read_back(&made(&notification())) else {
        return;
    };
    let text = narrowed(&text);
    for words in [
        "Prepared on 24 November 2026 for the notifying officer of Exampleshire Council",
        "Child 4: Lee Example",
        "A paediatrician found injuries",
        "Mother of all four children",
        "by the emergency duty team",
        "A further visit was made the next morning.",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn the_structure_has_headings_lists_and_header_cells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, made(&notification())).unwrap();
    let Some(structure) = output_of("pdfinfo", &["-struct"], &path, &[]) else {
        return;
    };
    let count = |role: &str| {
        structure
            .lines()
            .filter(|line| line.trim() == role || line.trim().starts_with(&format!("{role} ")))
            .count()
    };
    assert_eq!(count("H1"), 1, "the title\n{structure}");
    assert_eq!(count("H2"), 3, "the parts\n{structure}");
    assert_eq!(
        count("H3"),
        5,
        "what happened, and four children\n{structure}"
    );
    assert_eq!(count("TH"), 4, "the table's header cells\n{structure}");
    assert!(count("LI") >= 3, "the list\n{structure}");
}

#[test]
fn line_breaks_and_paragraphs_stay() {
    let paper = Paper {
        blocks: vec![paragraph("first line\nsecond line\n\nnew paragraph")],
        ..Paper::new("Lines", prepared_on())
    };
    let Some(text) = read_back(&made(&paper)) else {
        return;
    };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    for line in ["first line", "second line", "new paragraph"] {
        assert!(
            lines.contains(&line),
            "{line} stands on a line of its own: {lines:?}"
        );
    }
}

#[test]
fn a_document_of_nothing_but_a_title_is_a_page() {
    let bytes = made(&Paper::new("Nothing yet", prepared_on()));
    assert!(holds(&bytes, "pdfuaid:part"));
    let empty_parts = vec![
        Block::Paragraph(String::new()),
        Block::List(Vec::new()),
        Block::Facts(Vec::new()),
        Block::Note("\n".to_owned()),
        Block::List(vec![String::new()]),
        Block::Table {
            caption: String::new(),
            head: vec!["Name".to_owned()],
            rows: Vec::new(),
        },
    ];
    made(&Paper {
        blocks: empty_parts,
        ..Paper::new("Nothing yet", prepared_on())
    });
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(made(&notification()), made(&notification()));
}

#[test]
fn a_document_with_a_fault_is_refused() {
    let skipping = Paper {
        blocks: vec![heading(1, "One"), heading(3, "Three")],
        ..Paper::new("Skips", prepared_on())
    };
    assert!(matches!(pdf(&skipping), Err(ReportError::Document(_))));
}

#[test]
fn a_long_report_is_made_whole() {
    let bytes = made(&long_report());
    keep_to_look_at("long-report.pdf", &bytes);
    println!("long report: {} bytes", bytes.len());
    let Some(text) = read_back(&bytes) else {
        return;
    };
    let pages = text.trim_end_matches('\u{C}').split('\u{C}').count();
    println!("long report: {pages} pages");
    assert!((20..=40).contains(&pages));
    assert!(text.contains("Finding 40"));
}

/// A drawing of one sign, with a name that no font has all letters of.
fn drawn(words: &str, name: &str) -> Paper {
    let picture = Picture {
        width: 400,
        height: 100,
        words: words.to_owned(),
        shapes: vec![
            Shape::Path {
                course: "M10 10L60 10L60 60L10 60z".to_owned(),
                stroke: Stroke::Sign,
                covers: true,
            },
            Shape::Text {
                x: "100".to_owned(),
                y: "80".to_owned(),
                text: name.to_owned(),
                bold: false,
            },
        ],
    };
    let mut paper = Paper::new("Family", prepared_on());
    paper.blocks = vec![heading(1, "Drawn"), Block::Picture(picture)];
    paper
}

#[test]
fn a_drawing_has_its_letters_and_its_words() {
    let paper = drawn("Genogram. Ann: mother of Ben.", "Ann 字 <b>&");
    let bytes = made(&paper);
    keep_to_look_at("drawing.pdf", &bytes);
    if let Some(text) = read_back(&bytes) {
        assert!(text.contains("Ann") && text.contains("<b>&"), "{text}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, &bytes).unwrap();
    if let Some(structure) = output_of("pdfinfo", &["-struct"], &path, &[]) {
        assert!(structure.contains("Figure"), "{structure}");
    }
    assert!(matches!(
        pdf(&drawn(" ", "Ann")),
        Err(ReportError::Document(_))
    ));
}

#[test]
fn a_drawing_becomes_points_and_letters_are_among_them() {
    let [with, without] = ["Ann", ""].map(|name| {
        let drawings = reports::pngs(&drawn("A sign", name)).unwrap();
        assert_eq!(drawings.len(), 1);
        drawings.concat()
    });
    assert!(with.starts_with(b"\x89PNG"));
    // Width and height stand at the beginning: twice the CSS pixels.
    let size: Vec<u8> = with.iter().skip(16).take(8).copied().collect();
    assert_eq!(size, [0, 0, 3, 32, 0, 0, 0, 200]);
    assert!(with != without, "the name is drawn");
}
