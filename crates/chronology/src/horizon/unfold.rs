//! A chronology to be read one episode after the other, so that nobody reads ahead.

use model::{Date, DateTime, RecordId};
use serde::{Deserialize, Serialize};

use crate::{Item, merge};

/// Where one episode ends and the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Unfolding {
    /// So many days without an entry end an episode; 28.
    pub days_apart: u16,
    /// Whether an episode also ends where entries marked as part of a key practice episode begin or end; yes.
    pub at_key_episodes: bool,
}

impl Default for Unfolding {
    fn default() -> Self {
        Self {
            days_apart: 28,
            at_key_episodes: true,
        }
    }
}

/// Entries that are read together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// Which entries, in order.
    pub entries: Vec<RecordId>,
    /// The earliest day that any of its entries can mean; none where nobody can say from when.
    pub begins: Option<Date>,
    /// The latest day that its first entry can mean; none where nobody can say until when.
    pub from: Option<Date>,
    /// The latest day that any of its entries can mean.
    pub to: Option<Date>,
    /// Whether its entries are marked as part of a key practice episode.
    pub key: bool,
    /// Of its entries: those written down after its last day (or nobody knows when). Their words may know what came later, and pages
    /// say so beside them. Comments and analysis are always hindsight and are left out while unfolding.
    pub maybe_hindsight: Vec<RecordId>,
}

/// Episodes in the order in which they are read.
///
/// An entry stands where it has certainly happened: "in 2023" is read at the end of 2023, not at its beginning, since it may tell of
/// December. What has no latest day, or no date, is read last.
#[must_use]
pub fn unfold(items: &[Item<'_>], unfolding: &Unfolding) -> Vec<Episode> {
    // What is over at the same time stands as in the whole chronology.
    let mut sorted = merge::in_order(items);
    sorted.sort_by_key(over_by);
    let mut episodes: Vec<Vec<Item<'_>>> = Vec::new();
    for item in sorted {
        match episodes.last_mut() {
            Some(episode)
                if episode
                    .last()
                    .is_some_and(|last| goes_on(last, &item, unfolding)) =>
            {
                episode.push(item);
            }
            _ => episodes.push(vec![item]),
        }
    }
    episodes.iter().map(|items| episode(items)).collect()
}

/// When an entry is certainly over; what never certainly is comes last.
fn over_by(item: &Item<'_>) -> (bool, Option<DateTime>) {
    let last = item.entry.date.latest_moment();
    (last.is_none(), last)
}

fn goes_on(last: &Item<'_>, next: &Item<'_>, unfolding: &Unfolding) -> bool {
    if unfolding.at_key_episodes && last.entry.key_episode != next.entry.key_episode {
        return false;
    }
    match (last.entry.date.latest(), next.entry.date.latest()) {
        (Some(before), Some(after)) => {
            (after - before).get_days() < i32::from(unfolding.days_apart.max(1))
        }
        (None, None) => true,
        _ => false,
    }
}

fn episode(items: &[Item<'_>]) -> Episode {
    let last_days = || items.iter().filter_map(|item| item.entry.date.latest());
    let to = last_days().max();
    let hindsight = items.iter().filter(|item| {
        let written = item.entry.recorded.on.and_then(|on| on.latest());
        written.is_none_or(|written| to.is_some_and(|to| written > to))
    });
    Episode {
        entries: items.iter().map(|item| item.id).collect(),
        begins: items
            .iter()
            .filter_map(|item| item.entry.date.earliest())
            .min(),
        from: last_days().min(),
        to,
        key: items.iter().any(|item| item.entry.key_episode),
        maybe_hindsight: hindsight.map(|item| item.id).collect(),
    }
}
