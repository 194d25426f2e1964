//! The order of a whole chronology.

use chronology::merge::{in_order, sorted};
use model::Sensitive;
use model::chronology::{EntryKind, Source};

use crate::invented::{Told, items, record, told};

#[test]
fn uncertain_dates_stand_where_nothing_certain_is_contradicted_whatever_order_they_come_in() {
    let dates = [
        (1, "XXXX"),
        (2, "2024-03-04"),
        (3, "2024-03"),
        (4, "2024-03-04T09:30"),
        (5, "[..2024-03-01]"),
        (6, "2024-03-04~"),
        (7, "2024"),
        (8, "2024-03-04"),
    ];
    let entries: Vec<Told> = dates
        .iter()
        .map(|(number, date)| told(*number, "school", date, EntryKind::Contact))
        .collect();
    let order = |entries: &[Told]| -> Vec<_> {
        in_order(&items(entries))
            .iter()
            .map(|item| item.id)
            .collect()
    };
    let expected: Vec<_> = [7, 3, 5, 2, 8, 6, 4, 1].map(record).to_vec();
    assert_eq!(order(&entries), expected);
    let backwards: Vec<Told> = entries.into_iter().rev().collect();
    assert_eq!(order(&backwards), expected);
}

/// An entry of one document, at a place in it.
fn from(number: i64, date: &str, (paragraph, start): (u32, u32)) -> Told {
    told(number, "police", date, EntryKind::Contact).with(|entry| {
        entry.source = Some(Source {
            document: Some(record(500)),
            paragraph: Some(paragraph),
            start,
            ..Source::default()
        });
    })
}

fn numbers(entries: &[Told]) -> Vec<i64> {
    let all = in_order(&items(entries));
    let number = |id| (1..100).find(|number| record(*number) == id);
    all.iter().filter_map(|item| number(item.id)).collect()
}

#[test]
fn what_one_source_tells_of_a_day_stands_in_the_order_of_the_source() {
    // Taken in from the last passage to the first.
    let mut entries = vec![
        from(1, "2026-02-13?", (3, 400)),
        from(2, "2026-02-13?", (3, 200)),
        from(3, "2026-02-13T22:40", (3, 0)),
        from(4, "2026-02-13?", (2, 0)),
    ];
    assert_eq!(
        numbers(&entries),
        [4, 3, 2, 1],
        "no arrests after officers came"
    );
    entries.reverse();
    assert_eq!(numbers(&entries), [4, 3, 2, 1]);
}

#[test]
fn what_was_told_stands_before_what_was_done_about_it() {
    let entries = [
        from(1, "2026-02-20", (4, 300)),
        from(2, "2026-02-20?", (4, 100)),
        from(3, "2026-02-20?", (4, 0)),
    ];
    assert_eq!(numbers(&entries), [3, 2, 1], "passed to the DSL last");
    let rows = [from(1, "2026-02", (9, 0)), from(2, "2026-02", (8, 0))];
    assert_eq!(numbers(&rows), [2, 1], "rows of one month");
    let names = |number: i64, agency: &'static str, file: &str, paragraph: u32| {
        from(number, "2026-02-20", (paragraph, 0)).with(|entry| {
            let source = entry.source.as_mut().unwrap();
            source.document = None;
            source.file = Sensitive(file.to_owned());
            entry.text = Sensitive(agency.to_owned());
        })
    };
    let other = [names(1, "a", "one.txt", 5), names(2, "b", "two.txt", 4)];
    assert_eq!(numbers(&other), [1, 2], "two documents have no order");
}

#[test]
fn a_date_open_at_its_start_stands_at_its_end() {
    let entries = [
        told(1, "hospital", "[..2026-03-06]", EntryKind::Referral),
        told(2, "hospital", "2026-03-06", EntryKind::Attendance),
        told(3, "hospital", "2026-03-07", EntryKind::Contact),
        told(4, "hospital", "2026-03-06T23:30", EntryKind::Contact),
    ];
    assert_eq!(numbers(&entries), [2, 4, 1, 3]);
}

#[test]
fn what_has_no_entry_comes_last_as_it_was_given() {
    let march = told(1, "gp", "2026-03-06", EntryKind::Contact);
    let january = told(2, "gp", "2026-01-06", EntryKind::Contact);
    let given: Vec<(i64, Option<Told>)> =
        vec![(10, None), (1, Some(march)), (11, None), (2, Some(january))];
    let sorted = sorted(given, |(_, told)| {
        let told = told.as_ref()?;
        Some(chronology::Item::alone(told.id, &told.entry))
    });
    let numbers: Vec<i64> = sorted.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [2, 1, 10, 11]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 80, ..Default::default() })]
    #[test]
    fn what_is_certainly_before_stands_before(
        dates in proptest::collection::vec((crate::invented::any_date(), 0..3_u32, 0..9_u32), 0..40),
    ) {
        let entries: Vec<Told> = (1..)
            .zip(&dates)
            .map(|(number, (date, paragraph, start))| from(number, date, (*paragraph, *start)))
            .collect();
        let all = items(&entries);
        let told = in_order(&all);
        proptest::prop_assert_eq!(told.len(), entries.len());
        for (at, one) in told.iter().enumerate() {
            for next in told.iter().skip(at + 1) {
                let (one, next) = (&one.entry.date, &next.entry.date);
                let against = next.latest_moment().zip(one.earliest_moment()).is_some_and(|(end, begin)| end < begin);
                proptest::prop_assert!(!against, "{one} before {next}");
            }
        }
        let backwards: Vec<Told> = (1..)
            .zip(&dates)
            .map(|(number, (date, paragraph, start))| from(number, date, (*paragraph, *start)))
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let again = items(&backwards);
        let again: Vec<_> = in_order(&again).iter().map(|item| item.id).collect();
        let ids: Vec<_> = told.iter().map(|item| item.id).collect();
        proptest::prop_assert_eq!(again, ids);
    }
}
