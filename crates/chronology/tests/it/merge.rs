//! The order of a whole chronology.

use chronology::merge::in_order;
use model::chronology::EntryKind;

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
    let expected: Vec<_> = [7, 5, 3, 2, 8, 6, 4, 1].map(record).to_vec();
    assert_eq!(order(&entries), expected);
    let backwards: Vec<Told> = entries.into_iter().rev().collect();
    assert_eq!(order(&backwards), expected);
}
