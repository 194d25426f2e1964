//! An entry as it could be read on a day: without what its author and others added with what they know now.

use model::chronology::{Entry, Significance};
use model::{Date, Sensitive};

/// Leaves out what was written looking back (outcome, comment, how the agency sees it, what was said of its facts) and sharings
/// that certainly came after the day.
#[must_use]
pub fn as_it_stood(mut entry: Entry, on: Date) -> Entry {
    entry.outcome = Sensitive::default();
    entry.comment = Sensitive::default();
    entry.significance = Significance::NotSaid;
    entry.key_episode = false;
    entry.checked.clear();
    let later = |first: Option<Date>| first.is_some_and(|first| first > on);
    entry.shared.retain(|one| !later(one.on.earliest()));
    entry
}
