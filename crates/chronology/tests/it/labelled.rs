//! Heads, answers and openings as agencies write them, against what a careful reader said of them beforehand.

use chronology::tables::{
    CellReading, Document, Field, Mapping, QuestionCode, What, apply, field_of, head_of,
    kind_by_opening,
};
use model::chronology::Labels;
use model::grid::{Cell, Row, Table};

/// What stands before the colon in a list of cells.
fn cells(line: &str) -> Vec<&str> {
    line.split(" | ").map(str::trim).collect()
}

fn table(rows: &[Vec<&str>]) -> Table {
    let rows = (1..).zip(rows).map(|(number, cells)| Row {
        number,
        cells: cells.iter().map(|cell| Cell::words(cell)).collect(),
        ..Row::default()
    });
    Table {
        number: 1,
        rows: rows.collect(),
        ..Table::default()
    }
}

#[test]
fn heads_are_known_as_a_careful_reader_knows_them() {
    let sets = include_str!("../labelled/headers.txt");
    let sets: Vec<Vec<&str>> = sets
        .split("\n\n")
        .map(|set| set.lines().filter(|line| !line.starts_with('#')).collect())
        .collect();
    assert!(sets.len() >= 25);
    let (mut right, mut missed, mut wrong) = (0, Vec::new(), Vec::new());
    let mut heads = 0;
    for set in &sets {
        let (names, expected) = (cells(set[0]), cells(set[1]));
        assert_eq!(names.len(), expected.len(), "{}", set[0]);
        let head = head_of(&table(&[
            vec!["Chronology of an invented trust"],
            names.clone(),
        ]));
        heads += usize::from(head.is_some_and(|head| head.at == 1));
        for (name, expected) in names.iter().zip(expected) {
            match (field_of(name).map(Field::code), expected) {
                (None, "?") => right += 1,
                (Some(found), expected) if found == expected => right += 1,
                (None, expected) => missed.push(format!("{name}: {expected}")),
                (Some(found), expected) => wrong.push(format!("{name}: {found}, not {expected}")),
            }
        }
    }
    let all = right + missed.len() + wrong.len();
    println!(
        "heads: {right} of {all} columns, {heads} of {} rows",
        sets.len()
    );
    println!("not known: {missed:?}; otherwise: {wrong:?}");
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(missed.is_empty(), "{missed:?}");
    // Two layouts have too few known columns for their row to be told from data.
    assert!(heads >= sets.len() - 2, "{heads}");
}

#[test]
fn every_spelling_of_the_data_table_is_known() {
    let rows = include_str!("../../src/tables/headers.csv");
    let rows: Vec<(&str, &str)> = rows
        .lines()
        .filter(|line| !line.starts_with("# "))
        .map(|line| line.rsplit_once(',').unwrap())
        .collect();
    assert!(rows.len() > 300);
    for (head, code) in rows {
        assert_eq!(field_of(head).map(Field::code), Some(code), "{head}");
        assert!(Field::from_code(code).is_some(), "{code}");
    }
}

#[test]
fn openings_that_leave_no_doubt_are_known_and_no_others() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for line in include_str!("../labelled/kinds.txt").lines() {
        let Some((expected, text)) = line.split_once('|').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        all += 1;
        let found = kind_by_opening(text).code();
        if found != expected.trim() {
            wrong.push(format!("{text}: {found}, not {expected}"));
        }
    }
    println!("openings: {} of {all}", all - wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Reads one cell as the answer to a field, through a table.
fn answer_of(field: Field, words: &str) -> String {
    let heads = vec!["Date", "Event", "Answer"];
    let table = table(&[heads, vec!["2026-01-01", "x", words]]);
    let read_date = |_: &str| CellReading {
        dates: vec![("2026-01-01".parse().unwrap(), String::new())],
        doubt: None,
    };
    let mut mapping = Mapping::suggest(&table, &read_date);
    mapping.columns = vec![Some(Field::Date), Some(Field::Text), Some(field)];
    let document = Document {
        name: "x.csv",
        date: None,
        labels: &Labels::default(),
        read_date: &read_date,
    };
    let last = apply(&table, &mapping, &document).pop().unwrap();
    match last.what {
        What::Entries(entries) => {
            let entry = &entries[0];
            let code = match field {
                Field::Seen => entry.seen.code(),
                Field::SeenAlone => entry.seen_alone.code(),
                Field::Significance => entry.significance.code(),
                Field::Restriction => entry.restriction.code(),
                Field::Kind => entry.kind.code(),
                _ => ["no", "yes"][usize::from(entry.key_episode)],
            };
            code.to_owned()
        }
        What::Questions { questions, .. } => {
            assert_eq!(questions[0].code, QuestionCode::Answer(field));
            "?".to_owned()
        }
        What::Refused(code) => panic!("{code:?}"),
    }
}

#[test]
fn answers_are_read_where_they_leave_no_doubt() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for line in include_str!("../labelled/values.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        let [field, words, expected] = cells(line).try_into().unwrap();
        all += 1;
        let found = answer_of(Field::from_code(field).unwrap(), words);
        if found != expected {
            wrong.push(format!("{field} {words}: {found}, not {expected}"));
        }
    }
    println!("answers: {} of {all}", all - wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}
