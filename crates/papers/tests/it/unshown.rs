//! What a chronology in Word carries on no page, and what becomes of it.

use std::io::{Cursor, Read};

use chronology::tables::{
    CellReading, Document, Mapping, QuestionCode, What, apply, field_of, is_own,
};
use model::chronology::{Column, Entry, Labels, Person, Source};
use model::{Date, Id as _, Instant, RecordId, Sensitive};
use papers::{FileKind, grid_of, residue};
use zip::ZipArchive;

use crate::chronologies::{book, labels, plain_entry, read_again};
use crate::{part, zipped};

fn who() -> RecordId {
    RecordId::make(Instant::from_microseconds(1_700_000_000_000_000), [7; 10])
}

/// An entry of one person on record, with a place in a source.
fn entry() -> Entry {
    let mut entry = plain_entry("A visit to the home.");
    entry.about = vec![Person {
        known: Some(who()),
        called: Sensitive("Robin Example".to_owned()),
    }];
    entry.source = Some(Source {
        file: Sensitive("notes.docx".to_owned()),
        page: Some(3),
        paragraph: Some(12),
        start: 4,
        end: 24,
        words: Sensitive("A visit to the home.".to_owned()),
        ..Source::default()
    });
    entry
}

fn written(labels: &Labels) -> Vec<u8> {
    book(&[entry(), entry()], labels, &[]).docx().unwrap()
}

/// The file with each part as another program may save it; none where it drops the part.
fn saved(bytes: &[u8], change: impl Fn(&str, String) -> Option<String>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts: Vec<(String, String)> = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let name = file.name().unwrap().into_owned();
        if let Some(text) = change(&name, text) {
            parts.push((name, text));
        }
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    zipped(&parts)
}

/// The file after somebody wrote something else on a page.
fn rewritten(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    saved(bytes, |name, text| {
        let is_page = name == "word/document.xml";
        assert!(!is_page || text.contains(from), "{from}");
        Some(if is_page {
            text.replacen(from, to, 1)
        } else {
            text
        })
    })
}

fn asked(bytes: &[u8], labels: &Labels) -> Vec<Vec<QuestionCode>> {
    let grid = grid_of(FileKind::Docx, bytes).unwrap();
    let read_date = |_: &str| CellReading::not_read();
    let document = Document {
        name: "again",
        date: None,
        labels,
        read_date: &read_date,
    };
    let rows = apply(&grid.tables[0], &Mapping::default(), &document);
    let asked = rows.into_iter().filter_map(|row| match row.what {
        What::Entries(_) => Some(Vec::new()),
        What::Questions { questions, .. } => {
            Some(questions.into_iter().map(|one| one.code).collect())
        }
        What::Refused(_) => None,
    });
    asked.collect()
}

#[test]
fn no_page_shows_what_only_programs_read() {
    let labels = labels();
    let bytes = written(&labels);
    let page = part(&bytes, "word/document.xml");
    for unshown in [
        ">code:",
        "Head of date<",
        "Head of about_known",
        "Head of source_place",
        ">2026-02-13<",
        &who().to_string(),
    ] {
        assert!(!page.contains(unshown), "{unshown}");
    }
    assert!(page.contains("Head of when") && page.contains("Robin Example"));
    let beside = part(&bytes, "customXml/item1.xml");
    assert!(beside.contains(&who().to_string()) && beside.contains("2026-02-13"));
    for said in ["Robin", "visit", "notes.docx"] {
        assert!(!beside.contains(said), "ids only: {said}");
    }
    // Without these LibreOffice drops the part when it saves the document.
    let properties = part(&bytes, "customXml/itemProps1.xml");
    assert!(properties.contains("urn:throughline:chronology:1"));
    assert!(part(&bytes, "customXml/_rels/item1.xml.rels").contains("itemProps1.xml"));
    assert!(part(&bytes, "[Content_Types].xml").contains("/customXml/itemProps1.xml"));
    let links = part(&bytes, "word/_rels/document.xml.rels");
    assert!(links.contains("../customXml/item1.xml"), "{links}");
    // What programs read beside the text is told, and is ids only.
    let carried = residue(&bytes).unwrap();
    let beside = carried.iter().filter(|one| one.place.contains("customXml"));
    assert!(beside.clone().all(|one| !one.text.contains("Robin")));
    assert!(beside.count() > 0);
    let grid = grid_of(FileKind::Docx, &bytes).unwrap();
    assert!(is_own(&grid.tables[0]));
    let read = read_again(&grid, &labels).unwrap();
    assert!(read == [entry(), entry()]);
}

#[test]
fn columns_put_in_another_order_are_known_again() {
    let labels = labels();
    let bytes = saved(&written(&labels), |_, text| {
        // The first column of each row goes to the end.
        let moved = |row: &str| {
            let end = row.find("</w:tc>").unwrap() + "</w:tc>".len();
            let begin = row.find("<w:tc>").unwrap();
            format!("{}{}{}", &row[..begin], &row[end..], &row[begin..end])
        };
        let rows: Vec<&str> = text.split("</w:tr>").collect();
        let (last, rows) = rows.split_last().unwrap();
        let mut whole: Vec<String> = rows.iter().map(|row| moved(row)).collect();
        whole.push((*last).to_owned());
        Some(whole.join("</w:tr>"))
    });
    let grid = grid_of(FileKind::Docx, &bytes).unwrap();
    let read = read_again(&grid, &labels).unwrap();
    assert!(read == [entry(), entry()]);
}

#[test]
fn what_somebody_wrote_on_a_page_counts_and_is_asked() {
    let labels = labels();
    let bytes = written(&labels);
    assert!(asked(&bytes, &labels).iter().all(Vec::is_empty));
    let when = entry().date.to_string();
    let other = rewritten(&bytes, &format!(">{when}<"), ">14 February 2026<");
    let expected = [vec![QuestionCode::Own(Column::When)], vec![]];
    assert_eq!(asked(&other, &labels), expected);
    let other = rewritten(&bytes, ">Robin Example<", ">Somebody else<");
    let expected = [vec![QuestionCode::Own(Column::AboutKnown)], vec![]];
    assert_eq!(asked(&other, &labels), expected);
    // A row that somebody added has no date but the one they wrote.
    let added = rewritten(&bytes, r#"w:name="row_2""#, r#"w:name="other""#);
    let asked = asked(&added, &labels);
    assert!(asked[0].is_empty() && asked[1].contains(&QuestionCode::Own(Column::Date)));
}

#[test]
fn what_has_no_column_of_its_own_is_a_line_of_the_last_cell() {
    let labels = labels();
    let mut told = entry();
    told.outcome = Sensitive("Nothing further.\nSeen again in May.".to_owned());
    told.recorded.by_role = Sensitive("duty worker".to_owned());
    let bytes = book(&[told.clone(), plain_entry("x")], &labels, &[])
        .docx()
        .unwrap();
    let page = part(&bytes, "word/document.xml");
    assert!(page.contains(r#"<w:pgSz w:w="16838""#), "A4 across");
    assert_eq!(page.matches("<w:gridCol").count(), 5);
    assert!(page.contains(">Also recorded<") && page.contains(">Head of outcome: <"));
    let read = |bytes: &[u8]| read_again(&grid_of(FileKind::Docx, bytes).unwrap(), &labels);
    assert!(read(&bytes).unwrap() == [told.clone(), plain_entry("x")]);

    // What is written on in a line belongs to it, also in a further paragraph.
    let more = "Seen again in May.</w:t></w:r></w:p><w:p><w:r><w:t>And in June.";
    let longer = rewritten(&bytes, "Seen again in May.", more);
    let again = read(&longer).unwrap();
    assert_eq!(
        again[0].outcome.0,
        "Nothing further.\nSeen again in May.\nAnd in June."
    );
    assert_eq!(again[0].recorded.by_role.0, "duty worker");

    // What is written where the name of a line stands is no part of it, and is asked.
    let head = rewritten(
        &bytes,
        ">Head of outcome: <",
        ">Head of outcome, says mum: <",
    );
    let questions = asked(&head, &labels);
    assert_eq!(questions, [vec![QuestionCode::NotPlaced], vec![]]);
}

#[test]
fn lines_of_two_entries_in_one_row_are_both_kept() {
    let labels = labels();
    let mut told = entry();
    told.outcome = Sensitive("First.".to_owned());
    let mut other = told.clone();
    other.outcome = Sensitive("Second.".to_owned());
    let bytes = book(&[told, other], &labels, &[]).docx().unwrap();
    // As Word moves a line with its bookmark.
    let page = part(&bytes, "word/document.xml");
    let second = page.find(r#"w:name="line_2_outcome""#).unwrap();
    let begin = page[..second].rfind("<w:p>").unwrap();
    let end = second + page[second..].find("</w:p>").unwrap() + "</w:p>".len();
    let line = page[begin..end].to_owned();
    let first = page.find(r#"w:name="line_1_outcome""#).unwrap();
    let place = first + page[first..].find("</w:p>").unwrap() + "</w:p>".len();
    let moved = saved(&bytes, |name, text| {
        Some(if name == "word/document.xml" {
            format!(
                "{}{line}{}{}",
                &page[..place],
                &page[place..begin],
                &page[end..]
            )
        } else {
            text
        })
    });
    let read = read_again(&grid_of(FileKind::Docx, &moved).unwrap(), &labels).unwrap();
    assert_eq!(read[0].outcome.0, "First.\nSecond.");
    assert_eq!(read[1].outcome.0, "");
}

/// The heads as pages have them.
fn page_labels() -> Labels {
    let mut labels = Labels::default();
    for (column, head) in [
        (Column::When, "When it happened"),
        (Column::Kind, "Kind"),
        (Column::Text, "What happened"),
        (Column::About, "Whom it is about"),
        (Column::SourceFile, "Source"),
        (Column::SourceWords, "Words of the source"),
    ] {
        labels.columns.insert(column, head.to_owned());
    }
    labels
}

#[test]
fn a_program_that_drops_what_is_not_shown_leaves_a_plain_table() {
    let labels = page_labels();
    let bytes = saved(&written(&labels), |name, text| {
        let kept = !name.starts_with("customXml");
        kept.then(|| text.replace("bookmarkStart", "unknownStart"))
    });
    let grid = grid_of(FileKind::Docx, &bytes).unwrap();
    let table = &grid.tables[0];
    assert!(!is_own(table));
    let today = Date::new(2026, 11, 1).unwrap();
    let read_date = |text: &str| match model::parse_typed(text, today) {
        Ok(date) => CellReading {
            dates: vec![(date, text.to_owned())],
            doubt: None,
        },
        Err(_) => CellReading::not_read(),
    };
    let mapping = Mapping::suggest(table, &read_date);
    let document = Document {
        name: "again.docx",
        date: Some(today),
        labels: &labels,
        read_date: &read_date,
    };
    let rows = apply(table, &mapping, &document);
    let entries: Vec<Entry> = rows
        .into_iter()
        .filter_map(|row| match row.what {
            What::Entries(entries) | What::Questions { entries, .. } => Some(entries),
            What::Refused(_) => None,
        })
        .flatten()
        .collect();
    assert_eq!(entries.len(), 2);
    for found in &entries {
        assert_eq!(found.date, entry().date);
        assert_eq!(found.text.0, "A visit to the home.");
        assert_eq!(found.about[0].called.0, "Robin Example");
        assert_eq!(
            found.about[0].known, None,
            "nobody says who it is on record"
        );
    }
    assert!(field_of("When it happened").is_some());
}

#[test]
fn a_part_of_somebody_else_says_nothing() {
    let labels = labels();
    let bytes = saved(&written(&labels), |name, text| {
        Some(if name.starts_with("customXml") {
            text.replace("urn:throughline", "urn:other")
        } else {
            text
        })
    });
    let grid = grid_of(FileKind::Docx, &bytes).unwrap();
    assert!(
        !is_own(&grid.tables[0]),
        "without it the table stands as people see it"
    );
}
