#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use super::*;
use jiff::civil::date;

fn paper(blocks: Vec<Block>) -> Paper {
    Paper {
        blocks,
        ..Paper::new("Notification", date(2026, 11, 24))
    }
}

fn heading(level: u8) -> Block {
    Block::Heading {
        level,
        text: "A heading".to_owned(),
    }
}

fn cells(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn headings_go_down_one_step_at_a_time_and_up_by_any() {
    assert_eq!(
        paper(vec![
            heading(1),
            heading(2),
            heading(3),
            heading(1),
            heading(2)
        ])
        .check(),
        Ok(())
    );
    assert_eq!(
        paper(vec![heading(1), heading(3)]).check(),
        Err(PaperFault::HeadingLevel {
            block: 2,
            level: 3,
            allowed: 2
        })
    );
    assert_eq!(
        paper(vec![heading(2)]).check(),
        Err(PaperFault::HeadingLevel {
            block: 1,
            level: 2,
            allowed: 1
        })
    );
    assert_eq!(
        paper(vec![heading(0)]).check(),
        Err(PaperFault::HeadingLevel {
            block: 1,
            level: 0,
            allowed: 1
        })
    );
    assert_eq!(
        paper(vec![heading(1), heading(2), heading(3), heading(4)]).check(),
        Err(PaperFault::HeadingLevel {
            block: 4,
            level: 4,
            allowed: 3
        })
    );
}

#[test]
fn titles_headings_and_labels_say_something() {
    assert_eq!(
        Paper::new(" \u{200B}\n", date(2026, 11, 24)).check(),
        Err(PaperFault::NoTitle)
    );
    let silent = Block::Heading {
        level: 1,
        text: "\u{202E}".to_owned(),
    };
    assert_eq!(
        paper(vec![silent]).check(),
        Err(PaperFault::EmptyHeading { block: 1 })
    );
    let unlabelled = Block::Facts(vec![(String::new(), "4 March 2024".to_owned())]);
    assert_eq!(
        paper(vec![unlabelled]).check(),
        Err(PaperFault::EmptyLabel { block: 1 })
    );
}

#[test]
fn tables_have_a_head_and_rows_of_its_length() {
    let table = |head: &[&str], rows: &[&[&str]]| {
        let rows = rows.iter().map(|row| cells(row)).collect();
        paper(vec![Block::Table {
            caption: "Children".to_owned(),
            head: cells(head),
            rows,
        }])
        .check()
    };
    assert_eq!(table(&["Name", "Age"], &[&["A", "1"], &["B", ""]]), Ok(()));
    assert_eq!(table(&[], &[]), Err(PaperFault::NoTableHead { block: 1 }));
    assert_eq!(
        table(&["Name", " "], &[]),
        Err(PaperFault::NoTableHead { block: 1 })
    );
    let short_row = table(&["Name", "Age"], &[&["A", "1"], &["B"]]);
    assert_eq!(
        short_row,
        Err(PaperFault::TableRow {
            block: 1,
            row: 2,
            columns: 2
        })
    );
}

#[test]
fn a_language_is_a_tag_with_its_region() {
    let mut document = paper(Vec::new());
    assert_eq!(document.language_parts(), Ok(("en", "GB")));
    for wrong in ["", "en", "EN-gb", "english", "en-GB-oed", "en-\"x"] {
        document.language = wrong.to_owned();
        assert_eq!(document.check(), Err(PaperFault::Language), "{wrong}");
    }
}

#[test]
fn line_breaks_stay_and_blank_lines_end_paragraphs() {
    let found = paragraphs("one\r\ntwo  \n\n\n  \nthree\rfour\n");
    assert_eq!(
        found,
        vec![cells(&["one", "two"]), cells(&["three", "four"])]
    );
    assert!(paragraphs(" \n\t\n").is_empty());
}

#[test]
fn what_cannot_be_printed_is_replaced_and_reading_order_is_not_overridden() {
    assert_eq!(
        printable("a\0b\u{1B}[31m\u{9F}\u{FFFE}"),
        "a\u{FFFD}b\u{FFFD}[31m\u{FFFD}\u{FFFD}"
    );
    assert_eq!(printable("paid \u{202E}gnihton\u{202C}"), "paid gnihton");
    assert_eq!(printable("ליאור أمل 😀\té"), "ליאור أمل 😀\té");
}

#[test]
fn a_document_says_its_day_whom_it_is_for_and_what_was_withheld() {
    let mut document = Paper::new("x", date(2026, 3, 4));
    assert_eq!(document.opening(), cells(&["Prepared on 4 March 2026"]));
    document.prepared_for = "the\nnational body".to_owned();
    document.withheld = Some(Vec::new());
    let nothing = [
        "Prepared on 4 March 2026 for the national body",
        "Nothing was withheld.",
    ];
    assert_eq!(document.opening(), cells(&nothing));
    document.letter = true;
    document.withheld = Some(cells(&["protected addresses", "protected identities"]));
    let some = [
        "4 March 2026",
        "To the national body",
        "Withheld: protected addresses; protected identities.",
    ];
    assert_eq!(document.opening(), cells(&some));
}

#[test]
fn a_document_of_an_earlier_version_is_read_and_says_nothing_of_what_was_withheld() {
    let written = serde_json::to_value(paper(Vec::new())).unwrap();
    let mut written = written.as_object().unwrap().clone();
    written.remove("withheld");
    written.remove("letter");
    let read: Paper = serde_json::from_value(written.into()).unwrap();
    assert_eq!(read, paper(Vec::new()));
}

#[test]
fn the_date_is_written_as_people_write_it() {
    assert_eq!(
        Paper::new("x", date(2026, 3, 4)).prepared_on_in_words(),
        "4 March 2026"
    );
}

#[test]
fn debug_output_names_no_content() {
    let printed = format!(
        "{:?}",
        paper(vec![
            Block::Paragraph("seen at the door".to_owned()),
            heading(1)
        ])
    );
    assert!(
        printed.contains("Paragraph")
            && !printed.contains("door")
            && !printed.contains("Notification")
    );
}

#[test]
fn a_column_of_accounts_has_more_of_the_page_than_those_of_days_and_names() {
    let head = ["When", "Whose account", "What happened"].map(str::to_owned);
    let long = "They came. ".repeat(40);
    let row = [
        "about 13 February 2026",
        "St Brannoc's Hospital NHS Trust",
        long.as_str(),
    ];
    let weights = column_weights(&head, &[row.map(str::to_owned).to_vec()]);
    let all: usize = weights.iter().sum();
    let fits = |when: usize, whose: usize, what: usize| what * 2 > all && when.min(whose) >= 20;
    let is_good = matches!(weights.as_slice(), [when, whose, what] if fits(*when, *whose, *what));
    assert!(is_good, "{weights:?}");
    assert_eq!(column_weights(&head[..1], &[]), [9]);
}
