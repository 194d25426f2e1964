//! The order of a whole chronology, with the accounts of every agency in it.
//!
//! Dates sort as [`model::SortKey`] says: never against what is certain, and by convention beyond that, so pages print each date in
//! its own words ("about", "before", "between") beside its place and never a day that nobody gave. Entries with the same date stand
//! in the order in which they were made ([`model::RecordId`]s sort by time), so that the order is the same whatever order they are
//! given in, and a page cut into parts never shows an entry twice. Dates not known come last.

use model::{RecordId, SortKey};

use crate::Item;

/// The entries in the order of a chronology.
#[must_use]
pub fn in_order<'a>(items: &[Item<'a>]) -> Vec<Item<'a>> {
    let mut sorted: Vec<Item<'a>> = items.to_vec();
    sorted.sort_by_cached_key(key);
    sorted
}

fn key(item: &Item<'_>) -> (SortKey, RecordId) {
    (item.entry.date.sort_key(), item.id)
}
