//! Stretches in which an agency has no entry at all.

use model::RecordId;

use super::stretches::{self, Cover, Days, Stretch};
use super::{Missing, Question, Thresholds, question};
use crate::Item;

/// Where the agency certainly has no entry, and where it has only such as may lie anywhere in the stretch.
pub(super) fn no_entry(
    items: &[Item<'_>],
    agency: &str,
    involved: Days,
    thresholds: &Thresholds,
) -> Vec<Question> {
    let least = i32::from(thresholds.no_entry_days);
    let own = || items.iter().filter(|item| item.agency == agency);
    let placed: Vec<Cover> = own().filter_map(|item| Cover::of(item, least)).collect();
    let wide: Vec<&Item<'_>> = own()
        .filter(|item| Cover::of(item, least).is_none())
        .collect();
    let anywhere = wide.iter().filter_map(|item| Cover::anywhere(item));
    let all: Vec<Cover> = placed.iter().copied().chain(anywhere).collect();
    let certain = stretches::uncovered(&all, involved, least);
    let mut found = Vec::new();
    for stretch in stretches::uncovered(&placed, involved, least) {
        let may_lie_in = |item: &&&Item<'_>| stretch.days.may_hold(&item.entry.date);
        let undated = |item: &&&Item<'_>| Cover::anywhere(item).is_none();
        let within: Vec<&Stretch> = certain
            .iter()
            .filter(|one| stretch.days.from <= one.days.from && one.days.to <= stretch.days.to)
            .collect();
        if within.is_empty() {
            let mut asked = question(Missing::AnyEntry, Some(agency), None, stretch);
            asked.evidence = ids(wide.iter().filter(may_lie_in));
            found.push(asked);
        }
        for one in within {
            let mut asked = question(Missing::AnyEntry, Some(agency), None, *one);
            asked.could_fill = ids(wide.iter().filter(undated));
            found.push(asked);
        }
    }
    found
}

fn ids<'a>(items: impl Iterator<Item = &'a &'a Item<'a>>) -> Vec<RecordId> {
    items.map(|item| item.id).collect()
}
