//! Gaps in the record, as questions.

use chronology::gaps::{Asked, Involved, Missing, Question, Thresholds, counted, questions};
use model::chronology::{ChildSeen, EntryKind};
use model::{Date, RecordId};

use proptest::prelude::*;

use crate::invented::{Told, any_date, day, items, record, told};

const CHILD: i64 = 900;

fn seen(number: i64, agency: &'static str, date: &str, seen: ChildSeen) -> Told {
    told(number, agency, date, EntryKind::Contact)
        .about(CHILD)
        .with(|entry| {
            entry.seen = seen;
            entry.seen_alone = seen;
        })
}

fn asked<'a>(children: &'a [RecordId], involved: &'a [Involved<'a>]) -> Asked<'a> {
    Asked {
        from: day("2024-01-01"),
        to: day("2024-06-30"),
        children,
        involved,
        thresholds: Thresholds::default(),
    }
}

fn ask(entries: &[Told]) -> Vec<Question> {
    questions(&items(entries), &asked(&[record(CHILD)], &[]))
}

fn of(missing: Missing, agency: Option<&str>, questions: &[Question]) -> Vec<(Date, Date)> {
    questions
        .iter()
        .filter(|question| question.missing == missing && question.agency.as_deref() == agency)
        .map(|question| (question.from, question.to))
        .collect()
}

#[test]
fn a_stretch_without_being_seen_is_asked_about_between_the_entries_that_bound_it() {
    let entries = [
        seen(1, "hv", "2024-01-10", ChildSeen::Yes),
        seen(2, "hv", "2024-02-01", ChildSeen::No),
        seen(3, "hv", "2024-02-20", ChildSeen::NotRecorded),
        seen(4, "hv", "2024-04-01", ChildSeen::Yes),
        seen(5, "hv", "2024-05-10", ChildSeen::Yes),
        seen(6, "hv", "2024-06-20", ChildSeen::Yes),
    ];
    let found = ask(&entries);
    let expected = vec![(day("2024-01-11"), day("2024-03-31"))];
    assert_eq!(of(Missing::Seen, None, &found), expected);
    assert_eq!(of(Missing::Seen, Some("hv"), &found), expected);
    let question = &found[0];
    assert_eq!(question.days(), 81);
    assert_eq!(question.after, Some(record(1)));
    assert_eq!(question.before, Some(record(4)));
    assert_eq!(question.evidence, [record(2)], "said no");
    assert_eq!(question.could_fill, [record(3)], "not recorded is not no");
}

#[test]
fn a_wide_date_could_fill_a_gap_and_neither_hides_nor_makes_one() {
    let entries = [
        seen(1, "hv", "2024-01-10", ChildSeen::Yes),
        seen(2, "hv", "2024", ChildSeen::Yes),
        seen(3, "hv", "2024-05-10", ChildSeen::Yes),
    ];
    let found = ask(&entries);
    let question = &found[0];
    assert_eq!(question.missing, Missing::Seen);
    assert_eq!(question.from, day("2024-01-11"));
    assert_eq!(question.could_fill, [record(2)]);
    let stay = [
        seen(1, "hv", "2024-01-10", ChildSeen::Yes),
        seen(2, "hv", "2024-01-11/2024-05-01", ChildSeen::Yes),
    ];
    let found = ask(&stay);
    assert_eq!(
        of(Missing::Seen, None, &found),
        [(day("2024-05-02"), day("2024-06-30"))]
    );
}

#[test]
fn an_agency_that_never_writes_down_seeing_is_not_asked_about_seeing() {
    let entries = [
        seen(1, "hv", "2024-01-01", ChildSeen::Yes),
        seen(2, "housing", "2024-01-01", ChildSeen::NotRecorded),
        seen(3, "housing", "2024-06-30", ChildSeen::NotApplicable),
    ];
    let found = ask(&entries);
    assert_eq!(of(Missing::Seen, Some("housing"), &found), []);
    assert_eq!(
        of(Missing::AnyEntry, Some("housing"), &found),
        [(day("2024-01-02"), day("2024-06-29"))]
    );
}

#[test]
fn another_childs_entry_does_not_fill_a_gap_and_one_about_nobody_identified_could() {
    let entries = [
        seen(1, "hv", "2024-01-01", ChildSeen::Yes),
        told(2, "hv", "2024-03-01", EntryKind::Contact)
            .about(CHILD + 1)
            .with(|entry| entry.seen = ChildSeen::Yes),
        told(3, "hv", "2024-03-02", EntryKind::Contact).with(|entry| entry.seen = ChildSeen::Yes),
        seen(4, "hv", "2024-06-30", ChildSeen::Yes),
    ];
    let found = ask(&entries);
    assert_eq!(
        of(Missing::Seen, None, &found),
        [(day("2024-01-02"), day("2024-06-29"))]
    );
    assert_eq!(found[0].could_fill, [record(3)]);
    let everything_is_about_one = questions(&items(&entries), &asked(&[], &[]));
    assert_eq!(of(Missing::Seen, None, &everything_is_about_one).len(), 2);
}

#[test]
fn not_brought_in_a_row_ends_when_the_child_comes() {
    let missed = |number, date| told(number, "gp", date, EntryKind::NotBrought).about(CHILD);
    let entries = [
        missed(1, "2024-01-05"),
        missed(2, "2024-02-05"),
        told(3, "gp", "2024-02-10", EntryKind::InformationShared).about(CHILD),
        missed(4, "2024-03-05"),
        told(5, "gp", "2024-03-20", EntryKind::Attendance).about(CHILD),
        missed(6, "2024-04-05"),
        told(7, "dental", "2024-04-06", EntryKind::NotBrought).about(CHILD),
    ];
    let found = ask(&entries);
    let runs: Vec<_> = found
        .iter()
        .filter(|one| one.missing == Missing::Brought)
        .collect();
    assert_eq!(runs.len(), 2, "{runs:?}");
    assert_eq!(runs[0].evidence, [1, 2, 4].map(record));
    let (agency, evidence) = (&runs[1].agency, &runs[1].evidence);
    assert_eq!(
        (agency, evidence),
        (&None, &[6, 7].map(record).to_vec()),
        "over both agencies"
    );
    assert_eq!(counted(&found)[&Missing::Brought], 2);
}

#[test]
fn what_implies_that_the_child_was_seen_is_asked_and_is_no_gap() {
    let entries = [
        seen(1, "hv", "2024-01-05", ChildSeen::Yes),
        told(2, "hospital", "2024-03-01", EntryKind::Attendance).about(CHILD),
        told(3, "school", "2024-04-10", EntryKind::Injury).about(CHILD),
        told(4, "hospital", "2024-04-20~", EntryKind::Injury).about(CHILD),
        told(5, "gp", "2024-05-15", EntryKind::Attendance).about(CHILD + 1),
        seen(6, "hv", "2024-06-25", ChildSeen::Yes),
    ];
    let found = ask(&entries);
    let gaps = of(Missing::Seen, None, &found);
    let expected = [
        (day("2024-01-06"), day("2024-02-29")),
        (day("2024-04-11"), day("2024-06-24")),
    ];
    assert_eq!(
        gaps, expected,
        "the cast and the bruises were seen by somebody"
    );
    let mut asked = found.iter();
    let whether = asked
        .find(|one| one.missing == Missing::WhetherSeen)
        .unwrap();
    assert_eq!(whether.evidence, [2, 3].map(record));
    assert_eq!(
        (whether.from, whether.to),
        (day("2024-03-01"), day("2024-04-10"))
    );
    let all_said = [seen(1, "hv", "2024-01-05", ChildSeen::Yes)];
    let found = ask(&all_said);
    assert!(found.iter().all(|one| one.missing != Missing::WhetherSeen));
}

#[test]
fn an_agency_said_to_be_involved_is_asked_about_from_its_first_day() {
    let involved = [Involved {
        agency: "camhs",
        from: day("2023-10-01"),
        to: day("2024-06-30"),
    }];
    let entries = [told(1, "camhs", "2024-04-20", EntryKind::Contact)];
    let found = questions(&items(&entries), &asked(&[], &involved));
    assert_eq!(
        of(Missing::AnyEntry, Some("camhs"), &found),
        [(day("2024-01-01"), day("2024-04-19"))]
    );
    let without = questions(&items(&entries), &asked(&[], &[]));
    assert_eq!(of(Missing::AnyEntry, Some("camhs"), &without), []);
}

#[test]
fn not_brought_is_asked_over_agencies_too() {
    let missed =
        |number, agency, date| told(number, agency, date, EntryKind::NotBrought).about(CHILD);
    let mut entries = vec![
        missed(1, "school", "2024-01-05"),
        missed(2, "hospital", "2024-01-20"),
        missed(3, "gp", "2024-01-20"),
        seen(4, "cs", "2024-01-25", ChildSeen::Yes),
    ];
    let several = |entries: &[Told]| of(Missing::Brought, None, &ask(entries));
    let whole = (day("2024-01-05"), day("2024-01-20"));
    assert_eq!(several(&entries), [whole], "a visit ends nothing");
    let one_day = [
        missed(1, "gp", "2024-01-20"),
        missed(2, "hospital", "2024-01-20"),
    ];
    assert_eq!(
        several(&one_day),
        [],
        "two agencies may tell of one appointment"
    );
    let one_agency = [missed(1, "gp", "2024-01-20"), missed(2, "gp", "2024-01-21")];
    assert_eq!(several(&one_agency), [], "asked of the agency");
    entries.push(told(5, "gp", "2024-01-10", EntryKind::Attendance).about(CHILD));
    assert_eq!(several(&entries), []);
}

#[test]
fn an_entry_with_a_wide_date_is_not_said_to_be_missing() {
    let contact = |number, date| told(number, "hospital", date, EntryKind::Contact);
    let involved = [Involved {
        agency: "hospital",
        from: day("2024-01-01"),
        to: day("2025-12-31"),
    }];
    let ask = |entries: &[Told]| {
        let asked = Asked {
            to: day("2025-12-31"),
            ..asked(&[], &involved)
        };
        let found = questions(&items(entries), &asked);
        found
            .into_iter()
            .filter(|one| one.missing == Missing::AnyEntry)
            .collect::<Vec<_>>()
    };
    let beyond = ask(&[
        contact(1, "2024-03-01/2024-05-31"),
        contact(2, "2024-21"),
        contact(3, "2025-12-08"),
    ]);
    let days: Vec<_> = beyond.iter().map(|one| (one.from, one.to)).collect();
    assert_eq!(
        days,
        [(day("2024-06-01"), day("2025-12-07"))],
        "not over spring"
    );
    assert_eq!(beyond[0].could_fill, []);
    let hidden = ask(&[
        contact(1, "2024-01-02"),
        contact(2, "2024"),
        contact(3, "2024-12-30"),
        contact(4, "2025"),
    ]);
    let first = &hidden[0];
    assert_eq!(
        (first.from, first.to),
        (day("2024-01-03"), day("2024-12-29"))
    );
    assert_eq!(first.evidence, [record(2)], "it lies somewhere in it");
}

#[test]
fn thresholds_are_data_and_have_defaults() {
    let some: Thresholds = serde_json::from_str(r#"{"not_seen_days": 10}"#).unwrap();
    assert_eq!(some.not_seen_days, 10);
    assert_eq!(some.no_entry_days, Thresholds::default().no_entry_days);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]
    #[test]
    fn no_question_is_asked_over_an_entry_that_says_that_the_child_was_seen(
        dates in prop::collection::vec(any_date(), 0..12),
    ) {
        let entries: Vec<Told> = (1..)
            .zip(&dates)
            .map(|(number, date)| {
                told(number, "hv", date, EntryKind::Contact).about(CHILD).with(|entry| entry.seen = ChildSeen::Yes)
            })
            .collect();
        let children = [record(CHILD)];
        let asked = Asked { from: day("2022-01-01"), to: day("2024-12-31"), ..asked(&children, &[]) };
        for question in questions(&items(&entries), &asked) {
            if question.missing != Missing::Seen {
                continue;
            }
            prop_assert!(question.from >= asked.from && question.to <= asked.to);
            prop_assert!(question.days() >= i32::from(asked.thresholds.not_seen_days));
            for told in &entries {
                let date = &told.entry.date;
                let within = |end: Option<Date>| end.is_some_and(|end| end >= question.from && end <= question.to);
                if date.is_certain_day().is_some() {
                    prop_assert!(!within(date.earliest()), "{question:?} {date}");
                } else if within(date.earliest()) || within(date.latest()) {
                    prop_assert!(question.could_fill.contains(&told.id), "{question:?} {date}");
                }
            }
        }
    }
}
