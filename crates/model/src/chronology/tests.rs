#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{Id as _, Instant, RecordId, Sensitive, UncertainDate};

fn date(edtf: &str) -> UncertainDate {
    edtf.parse().unwrap()
}

fn all_columns(entry: &Entry, labels: &Labels) -> BTreeMap<Column, String> {
    let cells = Column::ALL
        .iter()
        .map(|column| (*column, column.written(entry, labels)));
    cells.collect()
}

fn in_words() -> Labels {
    let answers = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(code, words)| ((*code).to_owned(), (*words).to_owned()))
            .collect()
    };
    let mut labels = Labels::default();
    labels.columns.insert(Column::Text, "What happened".into());
    let seen = answers(&[
        ("yes", "Yes"),
        ("no", "No"),
        ("not_recorded", "Not recorded "),
    ]);
    labels.answers.insert(Column::Seen, seen);
    // Two answers with the same words, and one with another's code: these stay codes.
    let of_kinds = answers(&[("contact", "Met"), ("meeting", "Met"), ("injury", "other")]);
    labels.answers.insert(Column::Kind, of_kinds);
    labels
}

#[test]
fn how_an_agency_sees_an_entry_is_said_by_nobody_until_somebody_says_it() {
    let mut entry = Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, "");
    assert_eq!(entry.significance, Significance::NotSaid);
    for labels in [Labels::default(), in_words()] {
        let cells = all_columns(&entry, &labels);
        assert_eq!(cells[&Column::Significance], "", "shown as nothing");
        assert!(read_columns(&cells, &labels) == (entry.clone(), vec![]));
    }
    entry.significance = Significance::Neutral;
    let cells = all_columns(&entry, &Labels::default());
    assert_eq!(cells[&Column::Significance], "neutral");
    let read = read_columns(&cells, &Labels::default()).0;
    assert_eq!(
        read.significance,
        Significance::Neutral,
        "as it was kept before"
    );
}

#[test]
fn codes_of_columns_come_back() {
    for column in Column::ALL {
        for part in [1, 2, 17] {
            assert_eq!(Column::marked(&column.mark(part)), Some((*column, part)));
        }
    }
    for none in [
        "",
        "date",
        "code:",
        "code:nothing",
        "code:text+0",
        "code:text+x",
    ] {
        assert_eq!(Column::marked(none), None, "{none}");
    }
}

#[test]
fn words_are_used_where_they_are_of_one_answer_only() {
    let labels = in_words();
    let mut entry = Entry::new(date("2026-02"), EntryKind::Meeting, "x");
    entry.seen = ChildSeen::NotRecorded;
    let cells = all_columns(&entry, &labels);
    assert_eq!(cells[&Column::Kind], "meeting");
    assert_eq!(cells[&Column::Seen], "Not recorded ");
    assert!(read_columns(&cells, &labels) == (entry.clone(), vec![]));
    entry.kind = EntryKind::Injury;
    assert_eq!(Column::Kind.written(&entry, &labels), "injury");
    assert_eq!(labels.head(Column::Text), "What happened");
    assert_eq!(labels.head(Column::Voice), "voice");
}

#[test]
fn with_whom_something_was_shared_is_said_in_words_and_read_again() {
    const SCHOOL: &str = "0190b3a4-7c00-7000-8000-000000000001";
    let with = |agency: &str, on: &str, stands| Shared {
        agency: Some(agency.to_owned()).filter(|agency| !agency.is_empty()),
        with: Sensitive("DSL".to_owned()),
        on: UncertainDate::from_edtf(on).unwrap(),
        stands,
    };
    let mut entry = Entry::new(date("2026-02"), EntryKind::Contact, "x");
    entry.shared = vec![
        with(SCHOOL, "2026-02-16", ShareStands::Confirmed),
        with("", "XXXX", ShareStands::Proposed),
    ];
    let mut labels = Labels::default().naming([(SCHOOL.to_owned(), "Elm (Upper)".to_owned())]);
    let stands = labels.answers.entry(Column::Shared).or_default();
    stands.insert("proposed".to_owned(), "not confirmed".to_owned());
    let cells = all_columns(&entry, &labels);
    let said: Vec<&str> = cells[&Column::Shared].lines().collect();
    let first = format!("DSL | Elm (Upper) ({SCHOOL}) | 16 February 2026 | confirmed");
    assert_eq!(said[0], first);
    assert!(said[1].ends_with(" | not confirmed"), "{said:?}");
    assert!(read_columns(&cells, &labels) == (entry.clone(), vec![]));
    // As it was written before, and for whoever has no names.
    let cells = all_columns(&entry, &Labels::default());
    assert!(read_columns(&cells, &labels) == (entry, vec![]));
}

#[test]
fn what_a_column_should_not_say_is_named() {
    let labels = Labels::default();
    let entry = Entry::new(date("2026-02-13"), EntryKind::Contact, "x");
    let whole = all_columns(&entry, &labels);
    for (column, words) in [
        (Column::Date, "13/02/2026"),
        (Column::Date, ""),
        (Column::When, "14 February 2026"),
        (Column::Kind, "visit"),
        (Column::Seen, "maybe"),
        (Column::KeyEpisode, "perhaps"),
        (Column::AboutKnown, "none\nnone"),
        (Column::AboutKnown, "x"),
        (Column::Shared, "the school"),
        (Column::Shared, "school | | | confirmed"),
        (Column::Checked, "Sergeant | Ann | 2026-02-13 | right"),
        (
            Column::Checked,
            "Sergeant | Ann | 2026-02-13 | perhaps | \\- | \\- | this",
        ),
        (Column::SourcePlace, "page 3"),
        (Column::RecordedOn, "soon"),
    ] {
        let mut cells = whole.clone();
        cells.insert(column, words.to_owned());
        assert_eq!(read_columns(&cells, &labels).1, [column], "{words}");
    }
    let mut known = entry;
    known.about = vec![Person {
        known: Some(RecordId::make(Instant::from_microseconds(1), [7; 10])),
        called: Sensitive("Robin".to_owned()),
    }];
    let mut cells = all_columns(&known, &labels);
    assert_eq!(read_columns(&cells, &labels), (known, Vec::new()));
    cells.insert(Column::About, "Alex".to_owned());
    assert_eq!(
        read_columns(&cells, &labels).1,
        [Column::AboutKnown],
        "somebody else is not who was on record"
    );
    let mut cells = whole;
    cells.insert(Column::SourceWords, "words without a place".into());
    assert_eq!(read_columns(&cells, &labels).1, [Column::SourcePlace]);
    cells.clear();
    assert_eq!(read_columns(&cells, &labels).1, [Column::Date]);
}

#[test]
fn formulas_are_told_from_texts() {
    for text in [
        "=1+1",
        "+44",
        "-2",
        "@x",
        "\t=1",
        "\r",
        "  =1",
        "\u{a0}=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\u{200b}=1",
        "\u{2060}-",
        "%x",
        "|cmd",
        "\n=1",
    ] {
        assert!(could_run(text), "{text:?}");
    }
    for text in ["", "a=1", "13 Feb", "'=1", "Mum - said", "–"] {
        assert!(!could_run(text), "{text:?}");
    }
}

fn person() -> impl Strategy<Value = Person> {
    (any::<String>(), any::<Option<[u8; 10]>>()).prop_map(|(called, random)| Person {
        known: random.map(|random| RecordId::make(Instant::from_microseconds(1_000_000), random)),
        called: Sensitive(called),
    })
}

fn shared() -> impl Strategy<Value = Shared> {
    let on = prop::sample::select(vec!["XXXX", "2026-02~", "2026-01/..", "[..2025-12-31]"]);
    let text = "[a|\\\\\n -]{0,6}";
    (text, prop::option::of(text), on, any::<bool>()).prop_map(|(with, agency, on, proposed)| {
        Shared {
            agency,
            with: Sensitive(with),
            on: date(on),
            stands: ShareStands::ALL[usize::from(proposed)],
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn people_and_sharings_come_back(
        about in prop::collection::vec(person(), 0..4),
        present in prop::collection::vec("[a|\\\\\n -]{0,6}".prop_map(Sensitive), 0..4),
        shared in prop::collection::vec(shared(), 0..4),
        is_key in any::<bool>(),
    ) {
        let mut entry = Entry::new(UncertainDate::UNKNOWN, EntryKind::Other, "");
        entry.about = about;
        entry.present = present;
        entry.shared = shared;
        entry.key_episode = is_key;
        for labels in [Labels::default(), in_words()] {
            let read = read_columns(&all_columns(&entry, &labels), &labels);
            prop_assert!(read == (entry.clone(), vec![]), "{:?}", read.1);
        }
    }

    #[test]
    fn a_guarded_text_cannot_run_and_comes_back(text in any::<String>()) {
        for mark in [APOSTROPHE, UNSEEN] {
            let guarded = guarded(text.clone(), mark);
            prop_assert_eq!(unguarded(&guarded), &text);
            prop_assert!(mark == UNSEEN || !could_run(&guarded));
        }
    }
}
