//! The order of a whole chronology, with the accounts of every agency in it.
//!
//! Dates sort as [`model::SortKey`] says: never against what is certain, and by convention beyond that, so pages print each date in
//! its own words ("about", "before", "between") beside its place and never a day that nobody gave. In three things a chronology tells
//! the story as its sources tell it:
//!
//! 1. entries of one source at one time stand in the order in which they stand in it: page, paragraph or row, letter;
//! 2. of one source and day, what has no time stands after what the source tells before it with a time: "officers attended at 22:40",
//!    then "no arrests made";
//! 3. a date open at its start ("before 7 March") stands at its end, after what happened on the day before.
//!
//! Beyond that, entries with the same date stand in the order in which they were made ([`model::RecordId`]s sort by time), so that the
//! order is the same whatever order they are given in, and a page cut into parts never shows an entry twice. Dates not known come
//! last.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use model::uncertain::{Meaning, Point};
use model::{Date, DateTime, RecordId, UncertainDate};

use crate::Item;

/// The entries in the order of a chronology.
#[must_use]
pub fn in_order<'a>(items: &[Item<'a>]) -> Vec<Item<'a>> {
    let places = order(items).into_iter();
    places.filter_map(|at| items.get(at).copied()).collect()
}

/// The same, of whatever has an entry; what has none comes last, as it was given.
pub fn sorted<T>(all: Vec<T>, item: impl for<'a> Fn(&'a T) -> Option<Item<'a>>) -> Vec<T> {
    let (with, without): (Vec<T>, Vec<T>) = all.into_iter().partition(|one| item(one).is_some());
    let items: Vec<Item<'_>> = with.iter().filter_map(&item).collect();
    let places = order(&items);
    let mut slots: Vec<Option<T>> = with.into_iter().map(Some).collect();
    let told = places.into_iter();
    let told = told.filter_map(|at| slots.get_mut(at).and_then(Option::take));
    let mut told: Vec<T> = told.collect();
    told.extend(without);
    told
}

/// The places of the entries, in the order of a chronology.
#[must_use]
pub fn order(items: &[Item<'_>]) -> Vec<usize> {
    let stands = stands(items);
    let mut blocks: BTreeMap<(Source<'_>, Option<Stand>), usize> = BTreeMap::new();
    let own: Vec<Own> = items.iter().map(Own::of).collect();
    for (at, (item, stand)) in items.iter().zip(&stands).enumerate() {
        let Some(source) = Source::of(item) else {
            continue;
        };
        let first = blocks.entry((source, *stand)).or_insert(at);
        if own.get(at) < own.get(*first) {
            *first = at;
        }
    }
    // What stands first of everything that its source tells at that time.
    let first = |at: usize, stand: Option<Stand>| {
        let source = items.get(at).and_then(Source::of);
        let first = source.and_then(|source| blocks.get(&(source, stand)));
        first.copied().unwrap_or(at)
    };
    let among_equals = |at: usize, stand: Option<Stand>| {
        let place = items.get(at).map(Place::of);
        (own.get(first(at, stand)), place, own.get(at))
    };
    let mut places: Vec<(bool, Option<Stand>, usize)> = stands
        .iter()
        .enumerate()
        .map(|(at, stand)| (stand.is_none(), *stand, at))
        .collect();
    places.sort_by(|one, two| {
        let stands = (one.0, one.1).cmp(&(two.0, two.1));
        stands.then_with(|| among_equals(one.2, one.1).cmp(&among_equals(two.2, two.1)))
    });
    places.into_iter().map(|(_, _, at)| at).collect()
}

/// When an entry is taken to begin and end, in the order in which that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stand {
    begins: DateTime,
    open_start: bool,
    open_end: bool,
    ends: Option<DateTime>,
}

impl Stand {
    /// `None` for a date not known.
    fn of(date: &UncertainDate) -> Option<Self> {
        let (first, ends) = (date.earliest_moment(), date.latest_moment());
        Some(Self {
            begins: first.or(ends)?,
            open_start: first.is_none(),
            open_end: ends.is_none(),
            ends,
        })
    }
}

/// What tells entries apart that stand at one time: a doubt, the date as it is written, and which was made first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Own {
    date: UncertainDate,
    id: RecordId,
}

impl Own {
    const fn of(item: &Item<'_>) -> Self {
        Self {
            date: item.entry.date,
            id: item.id,
        }
    }
}

impl Ord for Own {
    fn cmp(&self, other: &Self) -> Ordering {
        let dates = if self.date == other.date {
            Ordering::Equal
        } else {
            let doubts = (!self.date.is_firm()).cmp(&!other.date.is_firm());
            doubts.then_with(|| self.date.to_edtf().cmp(&other.date.to_edtf()))
        };
        dates.then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Own {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The document that an entry comes from: by its record, or by its name within one agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Source<'a> {
    document: Option<RecordId>,
    agency: &'a str,
    file: &'a str,
}

impl<'a> Source<'a> {
    fn of(item: &Item<'a>) -> Option<Self> {
        let source = item.entry.source.as_ref()?;
        let file = source.file.0.as_str();
        match source.document {
            Some(document) => Some(Self {
                document: Some(document),
                agency: "",
                file: "",
            }),
            None if file.is_empty() => None,
            None => Some(Self {
                document: None,
                agency: item.agency,
                file,
            }),
        }
    }
}

/// Where an entry stands in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Place {
    page: Option<u32>,
    paragraph: Option<u32>,
    start: u32,
}

impl Place {
    fn of(item: &Item<'_>) -> Self {
        let source = item.entry.source.as_ref();
        source.map_or_else(Self::default, |source| Self {
            page: source.page,
            paragraph: source.paragraph,
            start: source.start,
        })
    }
}

/// When each entry stands: what has no time follows what its source tells of that day before it.
fn stands(items: &[Item<'_>]) -> Vec<Option<Stand>> {
    let mut stands: Vec<Option<Stand>> = items
        .iter()
        .map(|item| Stand::of(&item.entry.date))
        .collect();
    let mut days: BTreeMap<(Source<'_>, Date), Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        if let (Some(source), Some(day)) = (Source::of(item), only_day(&item.entry.date)) {
            days.entry((source, day)).or_default().push(at);
        }
    }
    for mut told in days.into_values() {
        told.sort_by_key(|at| items.get(*at).map(|item| (Place::of(item), item.id)));
        let mut before: Option<DateTime> = None;
        for at in told {
            let (Some(item), Some(Some(stand))) = (items.get(at), stands.get_mut(at)) else {
                continue;
            };
            if has_time(&item.entry.date) {
                before = before.max(Some(stand.begins));
            } else if let Some(before) = before {
                stand.begins = before;
            }
        }
    }
    stands
}

/// The one day that a date lies in, with a time or without.
fn only_day(date: &UncertainDate) -> Option<Date> {
    let (first, last) = (date.earliest()?, date.latest()?);
    (first == last).then_some(first)
}

/// Whether a date that lies in one day says more than the day.
const fn has_time(date: &UncertainDate) -> bool {
    !matches!(date.meaning(), Meaning::On(part) if matches!(part.point(), Point::Day(_)))
}
