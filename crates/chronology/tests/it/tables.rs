//! Rows of agencies' tables, each ending as something.

use chronology::tables::{
    CellReading, DateDoubt, Document, Field, Mapping, QuestionCode, RefusedCode, RowOutcome, What,
    apply, below_head, head_of, is_own, joined,
};
use model::chronology::{ChildSeen, Column, Entry, EntryKind, Labels, Significance};
use model::grid::{Cell, CellValue, Merged, Row, Table};
use model::{Date, DateTime, Time, UncertainDate, parse_typed};
use proptest::prelude::*;

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap()
}

/// Dates as they are typed, several on lines of their own, and the numbers by which Excel counts days.
fn read_date(text: &str) -> CellReading {
    if let Ok(serial @ 20_000..60_000) = text.parse::<u64>() {
        let days = std::time::Duration::from_secs(serial * 86_400);
        let date = day(1899, 12, 30).checked_add(days).unwrap();
        return CellReading {
            dates: vec![(UncertainDate::day(date).unwrap(), text.to_owned())],
            doubt: Some(DateDoubt::Assumed),
        };
    }
    let mut reading = CellReading::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match parse_typed(line, day(2026, 11, 1)) {
            Ok(date) => reading.dates.push((date, line.to_owned())),
            Err(_) => reading.doubt = Some(DateDoubt::NotRead),
        }
    }
    reading
}

fn cell(text: &str) -> Cell {
    match text {
        "^" => Cell {
            merged: Merged::Above,
            ..Cell::default()
        },
        "<" => Cell {
            merged: Merged::Left,
            ..Cell::default()
        },
        _ => Cell::words(text),
    }
}

/// A table of lines with bars; `^` goes on from above, `<` from the left.
pub(super) fn table(lines: &[&str]) -> Table {
    let rows = (1..).zip(lines).map(|(number, line)| Row {
        number,
        piece: Some(number),
        cells: line.split('|').map(|text| cell(text.trim())).collect(),
        ..Row::default()
    });
    Table {
        number: 1,
        rows: rows.collect(),
        ..Table::default()
    }
}

fn read_with(table: &Table, mapping: &Mapping) -> Vec<RowOutcome> {
    let document = Document {
        name: "return.docx",
        date: Some(day(2026, 11, 1)),
        labels: &Labels::default(),
        read_date: &read_date,
    };
    apply(table, mapping, &document)
}

pub(super) fn read(table: &Table) -> Vec<RowOutcome> {
    read_with(table, &Mapping::suggest(table, &read_date))
}

pub(super) fn entries(outcome: &RowOutcome) -> &[Entry] {
    match &outcome.what {
        What::Entries(entries) | What::Questions { entries, .. } => entries,
        What::Refused(_) => &[],
    }
}

pub(super) fn asked(outcome: &RowOutcome) -> Vec<QuestionCode> {
    match &outcome.what {
        What::Questions { questions, .. } => questions.iter().map(|one| one.code).collect(),
        _ => vec![],
    }
}

#[test]
fn only_rows_below_the_heads_count() {
    let of = |lines: &[&str]| below_head(&table(lines));
    assert_eq!(
        of(&[
            "Chronology of Elm surgery",
            "Date | Details",
            "1/2/2026 | a",
            "",
            "2/2/2026 | b"
        ]),
        2
    );
    assert_eq!(of(&["1/2/2026 | a", "2/2/2026 | b"]), 2);
}

#[test]
fn an_agencys_table_is_read_whole() {
    let table = table(&[
        "Chronology of Elmbrook Trust",
        "",
        "No|Date|Time|Event|Child seen?|Voice of the child|Action taken|RAG|Comments|Recorded by|Source|Page|Agency|Present|Shared with",
        "1|13/02/2026|22.40|A&E attendance with a cut.|Y|\"It hurts\"|Glued|Amber|No questions asked|Triage nurse|ED notes|p 3|Elmbrook Trust|Nurse; Mother|GP; school nurse",
        "2|about 3 March 2026||Home visit, no access|N|||Red||||||| None",
        "Total entries: 2||||||||||||||",
    ]);
    let read = read(&table);
    assert_eq!(read.len(), table.rows.len());
    let refused: Vec<&What> = [0, 1, 2, 5].iter().map(|at| &read[*at].what).collect();
    let codes = [
        RefusedCode::AboveTable,
        RefusedCode::Empty,
        RefusedCode::Head,
        RefusedCode::Total,
    ];
    for (what, code) in refused.into_iter().zip(codes) {
        assert_eq!(what, &What::Refused(code));
    }
    let What::Entries(first) = &read[3].what else {
        panic!("{:?}", read[3].what);
    };
    let entry = &first[0];
    assert_eq!(entry.date.to_edtf(), "2026-02-13T22:40");
    assert_eq!(entry.date_words.0, "13/02/2026 22.40");
    assert_eq!(entry.kind, EntryKind::Attendance);
    assert_eq!(entry.seen, ChildSeen::Yes);
    assert_eq!(entry.significance, Significance::Concern);
    assert_eq!(entry.recorded.system.0, "ED notes, p 3");
    assert_eq!(entry.recorded.by_role.0, "Triage nurse");
    assert_eq!(entry.present.len(), 2);
    assert_eq!(entry.shared.len(), 2);
    assert_eq!(
        (read[3].agency.0.as_str(), read[3].number.0.as_str()),
        ("Elmbrook Trust", "1")
    );
    let source = entry.source.as_ref().unwrap();
    assert_eq!(source.paragraph, Some(4));
    assert!(source.words.0.starts_with("1\t13/02/2026\t22.40\tA&E"));
    let second = &entries(&read[4])[0];
    assert_eq!(second.date.to_edtf(), "2026-03-03~");
    assert_eq!((second.kind, second.shared.len()), (EntryKind::Other, 0));
}

#[test]
fn merged_cells_count_for_the_rows_below() {
    let table = table(&[
        "Date|Event|Outcome",
        "1 May 2026|Strategy meeting held|Section 47",
        "^|Mother told|^",
        "2 May 2026|Home visit.|None",
    ]);
    let read = read(&table);
    let second = &entries(&read[2])[0];
    assert!(asked(&read[2]).is_empty());
    assert_eq!(second.date.to_edtf(), "2026-05-01");
    assert_eq!(second.outcome.0, "Section 47");
    assert_eq!(second.source.as_ref().unwrap().words.0, "Mother told");
}

#[test]
fn a_row_without_a_date_is_asked_about() {
    let table = table(&[
        "Date|Time|Event",
        "||Before anything",
        "1 May 2026|10:00|Home visit.",
        "||and the house was cold",
        "|16:30|Call from school",
    ]);
    let read = read(&table);
    assert_eq!(asked(&read[1]), [QuestionCode::NoDate]);
    assert_eq!(asked(&read[3]), [QuestionCode::Continues(3)]);
    assert_eq!(asked(&read[4]), [QuestionCode::Continues(4)]);
    assert_eq!(entries(&read[4])[0].date.to_edtf(), "2026-05-01T16:30");
    let whole = joined(&entries(&read[2])[0], &entries(&read[3])[0]);
    assert_eq!(whole.text.0, "Home visit.\nand the house was cold");
    let words = &whole.source.unwrap().words.0;
    assert!(words.contains("10:00") && words.contains("cold"), "{words}");
}

#[test]
fn a_bare_number_is_a_date_without_a_question_only_where_a_workbook_keeps_it() {
    let read_date = |_: &str| CellReading {
        dates: vec![(UncertainDate::day(day(2023, 3, 15)).unwrap(), String::new())],
        doubt: None,
    };
    let asked_of = |value: CellValue| {
        let mut table = table(&["Date|Event", "45000|x"]);
        table.rows[1].cells[0].value = value;
        let document = Document {
            name: "return.docx",
            date: None,
            labels: &Labels::default(),
            read_date: &read_date,
        };
        let mapping = Mapping::suggest(&table, &read_date);
        asked(&apply(&table, &mapping, &document)[1])
    };
    assert_eq!(asked_of(CellValue::Number), []);
    let number = QuestionCode::Date(DateDoubt::Number);
    assert_eq!(asked_of(CellValue::Words), [number]);
}

#[test]
fn each_doubt_is_a_question() {
    let table = table(&[
        "Date|End date|Time|Event|Child seen|Type|Date recorded|Mystery",
        "soon|||x||||",
        "1 May 2027|||x||||",
        "46066|||x||||",
        "1 May 2026||teatime|x||||",
        "May 2026||10:00|x||||",
        "1 May 2026|1 April 2026||x||||",
        "1 May 2026|3 May 2026||x||||",
        "1 May 2026|||x|perhaps|Odd|never|9",
        "1 May 2026|||||||",
        "A heading across|<|<|<|<|<|<|<",
        "1 May 2026\n9 May 2026|||x||||",
        "Date|End date|Time|Event|Child seen|Type|Date recorded|Mystery",
    ]);
    let rows: Vec<Vec<QuestionCode>> = read(&table).iter().map(asked).collect();
    assert_eq!(rows[1], [QuestionCode::Date(DateDoubt::NotRead)]);
    assert_eq!(rows[2], [QuestionCode::AfterDocument]);
    assert_eq!(rows[3], [QuestionCode::Date(DateDoubt::Assumed)]);
    assert_eq!(rows[4], [QuestionCode::Time]);
    assert_eq!(rows[5], [QuestionCode::Time]);
    assert_eq!(rows[6], [QuestionCode::EndDate]);
    assert!(rows[7].is_empty());
    assert_eq!(
        rows[8],
        [
            QuestionCode::Answer(Field::Seen),
            QuestionCode::Answer(Field::Kind),
            QuestionCode::RecordedOn,
            QuestionCode::NotPlaced,
        ]
    );
    assert_eq!(rows[9], [QuestionCode::NoText]);
    assert_eq!(rows[10], [QuestionCode::Across]);
    let read = read(&table);
    assert_eq!(entries(&read[3])[0].date.to_edtf(), "2026-02-13");
    assert_eq!(entries(&read[7])[0].date.to_edtf(), "2026-05-01/2026-05-03");
    assert_eq!(entries(&read[11]).len(), 2);
    assert_eq!(read[12].what, What::Refused(RefusedCode::HeadAgain));
}

#[test]
fn a_second_date_is_not_lost() {
    let table = table(&["Date|Event|When", "1 May 2026|x|2 May 2026"]);
    let mut mapping = Mapping::suggest(&table, &read_date);
    assert_eq!(mapping.columns[2], None);
    mapping.columns[2] = Some(Field::Date);
    let read = read_with(&table, &mapping);
    assert_eq!(asked(&read[1]), [QuestionCode::NotPlaced]);
    assert_eq!(entries(&read[1])[0].date.to_edtf(), "2026-05-01");
}

#[test]
fn a_formula_without_a_result_is_asked_about() {
    let mut table = table(&["Date|Event", "1 May 2026|", "|"]);
    table.rows[1].cells[1].formula = true;
    table.rows[2].cells[0].formula = true;
    let read = read(&table);
    assert!(asked(&read[1]).contains(&QuestionCode::NoResult));
    assert!(asked(&read[2]).contains(&QuestionCode::NoResult));
}

#[test]
fn what_a_workbook_says_is_a_date_is_one() {
    let mut table = table(&["Date|Time|Event", "x|y|Home visit.", "x||Home visit."]);
    let at: DateTime = day(2026, 2, 13).at(22, 40, 5, 0);
    table.rows[1].cells[0].value = CellValue::Day(day(2026, 2, 13));
    table.rows[1].cells[1].value = CellValue::Time(Time::new(22, 40, 0, 0).unwrap());
    table.rows[2].cells[0].value = CellValue::At(at);
    let read = read(&table);
    assert_eq!(entries(&read[1])[0].date.to_edtf(), "2026-02-13T22:40");
    assert_eq!(entries(&read[2])[0].date.to_edtf(), "2026-02-13T22:40:05");
    assert!(asked(&read[1]).is_empty() && asked(&read[2]).is_empty());
    // A year that no chronology has.
    table.rows[1].cells[0].value = CellValue::Day(day(1666, 2, 13));
    let codes = asked(&super::tables::read(&table)[1]);
    assert!(codes.contains(&QuestionCode::Date(DateDoubt::NotRead)));
}

#[test]
fn times_are_read_as_people_write_them() {
    for (written, time) in [
        ("22:40", "22:40"),
        ("22.40", "22:40"),
        ("2240", "22:40"),
        ("2240hrs", "22:40"),
        ("22:40 hrs", "22:40"),
        ("10.40pm", "22:40"),
        ("10:40 p.m.", "22:40"),
        ("3 pm", "15:00"),
        ("12am", "00:00"),
        ("12.15 pm", "12:15"),
        ("930", "09:30"),
        ("09:30:15", "09:30:15"),
    ] {
        let table = table(&["Date|Time|Event", &format!("1 May 2026|{written}|x")]);
        let read = read(&table);
        let date = entries(&read[1])[0].date.to_edtf();
        assert_eq!(date, format!("2026-05-01T{time}"), "{written}");
    }
    for unclear in ["9", "25:00", "13pm", "0pm", "22:4x", "99999", "night"] {
        let table = table(&["Date|Time|Event", &format!("1 May 2026|{unclear}|x")]);
        assert_eq!(asked(&read(&table)[1]), [QuestionCode::Time], "{unclear}");
    }
}

#[test]
fn a_head_of_two_rows_and_a_table_without_one() {
    let two = table(&[
        "Date|Event|Child|<|Comments",
        "^|^|Seen|Seen alone|^",
        "1 May 2026|Home visit.|Y|N|Fine",
    ]);
    let head = head_of(&two).unwrap();
    assert_eq!((head.rows, head.names[3].as_str()), (2, "Child Seen alone"));
    let outcomes = read(&two);
    let entry = &entries(&outcomes[2])[0];
    assert_eq!(
        (entry.seen, entry.seen_alone),
        (ChildSeen::Yes, ChildSeen::No)
    );
    let none = table(&[
        "7|1 May 2026|Strategy discussion with police and health about the bruise.",
        "8|2 May 2026|Home visit with police to see both children at home.",
    ]);
    assert!(head_of(&none).is_none());
    let mapping = Mapping::suggest(&none, &read_date);
    assert_eq!(
        mapping.columns,
        [None, Some(Field::Date), Some(Field::Text)]
    );
    let mut told = mapping.clone();
    told.columns[0] = Some(Field::Number);
    assert_eq!(
        asked(&read_with(&none, &mapping)[0]),
        [QuestionCode::NotPlaced]
    );
    assert!(
        read_with(&none, &told)
            .iter()
            .all(|row| asked(row).is_empty())
    );
}

#[test]
fn a_layout_is_known_again_with_what_was_told_of_it() {
    let first = table(&["DATE:|Event |Child seen", "1 May 2026|x|asleep"]);
    let mut mapping = Mapping::suggest(&first, &read_date);
    mapping.remember(Field::Seen, "Asleep", "yes");
    let kept = serde_json::to_string(&mapping).unwrap();
    let mapping: Mapping = serde_json::from_str(&kept).unwrap();
    let next = table(&["Title", "Date|event|Child seen?", "2 May 2026|y|ASLEEP"]);
    assert!(mapping.fits(&next));
    assert_eq!(
        entries(&read_with(&next, &mapping)[2])[0].seen,
        ChildSeen::Yes
    );
    assert!(!mapping.fits(&table(&["Date|Child seen|Event", "1|2|3"])));
    for field in Field::ALL {
        assert_eq!(Field::from_code(field.code()), Some(field));
    }
}

#[test]
fn our_own_table_is_read_by_its_codes() {
    let lines = [
        "A title|of ours",
        "code:text|code:date|code:when||code:text+2",
        "What|When|In words||What (2)",
        "'=1+|2026-02~|about February 2026||1",
        "moved|2026-02|March 2026||",
        "code:text|code:date|code:when||code:text+2",
        "text|date|when||",
        "|||ours is a note|",
    ];
    assert!(is_own(&table(&lines)) && !is_own(&table(&lines[2..3])));
    let read = read(&table(&lines));
    let refused = |at: usize| match read[at].what {
        What::Refused(code) => Some(code),
        _ => None,
    };
    assert_eq!(refused(0), Some(RefusedCode::AboveTable));
    assert_eq!(refused(1), Some(RefusedCode::Codes));
    assert_eq!(refused(2), Some(RefusedCode::Head));
    let What::Entries(own) = &read[3].what else {
        panic!("{:?}", read[3].what);
    };
    assert_eq!(
        (own[0].text.0.as_str(), own[0].date.to_edtf().as_str()),
        ("=1+1", "2026-02~")
    );
    assert_eq!(asked(&read[4]), [QuestionCode::Own(Column::When)]);
    assert_eq!(refused(5), Some(RefusedCode::HeadAgain));
    assert_eq!(refused(6), Some(RefusedCode::HeadAgain));
    // A note in a column of nobody's is no entry without a date, and not lost.
    let asked = asked(&read[7]);
    assert!(asked.contains(&QuestionCode::NotPlaced), "{asked:?}");
    assert!(asked.contains(&QuestionCode::Own(Column::Date)));
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let words = prop_oneof![
        3 => "[A-Za-z &/=+'-]{0,12}".prop_map(|text| text),
        3 => prop::sample::select(vec![
            "1 May 2026", "", "Date", "Event", "Total", "Y", "22:40", "code:date", "code:text",
            "46066", "Child seen", "3", "Home visit", "2026-02", "Red",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let merged = prop::sample::select(vec![Merged::No, Merged::No, Merged::Above, Merged::Left]);
    (words, merged).prop_map(|(text, merged)| Cell {
        merged,
        ..Cell::words(if merged == Merged::No { &text } else { "" })
    })
}

fn any_table() -> impl Strategy<Value = Table> {
    let row = prop::collection::vec(any_cell(), 0..6);
    prop::collection::vec(row, 0..12).prop_map(|rows| Table {
        number: 1,
        rows: (1..)
            .zip(rows)
            .map(|(number, cells)| Row {
                number,
                cells,
                ..Row::default()
            })
            .collect(),
        ..Table::default()
    })
}

/// Whether a word of the cell is in what became of its row.
fn is_kept(outcome: &RowOutcome, word: &str) -> bool {
    let in_source = |entry: &Entry| {
        let source = entry.source.as_ref();
        source.is_some_and(|source| source.words.0.contains(word))
    };
    match &outcome.what {
        What::Refused(_) => true,
        What::Entries(entries) => entries.iter().all(in_source),
        What::Questions { questions, entries } => {
            questions.iter().any(|one| one.words.0.contains(word)) || entries.iter().all(in_source)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_ends_as_something(table in any_table(), is_placed in any::<bool>()) {
        let mut mapping = Mapping::suggest(&table, &read_date);
        if is_placed {
            mapping.columns = vec![Some(Field::Date), Some(Field::Text), Some(Field::Comment)];
        }
        let outcomes = read_with(&table, &mapping);
        prop_assert_eq!(outcomes.len(), table.rows.len());
        let is_own = outcomes.iter().any(|one| one.what == What::Refused(RefusedCode::Codes));
        for (row, outcome) in table.rows.iter().zip(&outcomes) {
            prop_assert_eq!(row.number, outcome.row);
            match &outcome.what {
                What::Entries(entries) => prop_assert!(!entries.is_empty()),
                What::Questions { questions, entries } => {
                    prop_assert!(!questions.is_empty() && !entries.is_empty());
                }
                What::Refused(code) => {
                    // Only what is empty, above, a head, or a count is left out.
                    prop_assert_eq!(*code == RefusedCode::Empty, row.is_empty());
                }
            }
            for cell in &row.cells {
                prop_assert!(is_own || is_kept(outcome, &cell.text.0));
            }
        }
    }
}
