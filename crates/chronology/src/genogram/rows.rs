//! In which generation everybody is.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};

use model::RecordId;

use super::{Bond, Person};

/// Everybody by generation, the oldest first; within one in the order in which they were given.
pub(super) fn generations(people: &[Person], bonds: &[Bond]) -> Vec<Vec<RecordId>> {
    let mut found: BTreeMap<RecordId, i32> = BTreeMap::new();
    let first = people.iter().filter(|one| one.of_review);
    let starts = first.chain(people).map(|one| one.id);
    for start in starts {
        if !found.contains_key(&start) {
            spread(start, bonds, &mut found);
        }
    }
    let least = found.values().min().copied().unwrap_or_default();
    let most = found.values().max().copied().unwrap_or_default();
    let row = |number: i32| -> Vec<RecordId> {
        let own = people.iter().map(|one| one.id);
        own.filter(|id| found.get(id) == Some(&number)).collect()
    };
    let rows = (least..=most).map(row);
    rows.filter(|row| !row.is_empty()).collect()
}

/// Gives everybody whom somebody is bound to their generation, nearest first.
fn spread(start: RecordId, bonds: &[Bond], found: &mut BTreeMap<RecordId, i32>) {
    found.insert(start, 0);
    let mut next = VecDeque::from([start]);
    while let Some(one) = next.pop_front() {
        let own = found.get(&one).copied().unwrap_or_default();
        for bond in bonds {
            let Some(before) = bond.kind.generations() else {
                continue;
            };
            let (other, at) = if bond.from == one {
                (bond.to, own + before)
            } else if bond.to == one {
                (bond.from, own - before)
            } else {
                continue;
            };
            if let Entry::Vacant(free) = found.entry(other) {
                free.insert(at);
                next.push_back(other);
            }
        }
    }
}
