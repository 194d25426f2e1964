//! Stretches of days that no entry covers.

use model::uncertain::Meaning;
use model::{Date, RecordId, UncertainDate};

use crate::Item;

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) from: Date,
    pub(super) to: Date,
}

/// Days that an entry covers: it happened on one of them, or went on over them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cover {
    days: Days,
    id: RecordId,
}

/// Days that nothing covers, between two entries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub(super) days: Days,
    pub(super) after: Option<RecordId>,
    pub(super) before: Option<RecordId>,
}

/// How many days there are, both ends included.
pub(super) fn length(from: Date, to: Date) -> i32 {
    (to - from).get_days() + 1
}

impl Days {
    /// Whether something with this date may have happened on one of the days. A date not known may.
    pub(super) fn may_hold(&self, date: &UncertainDate) -> bool {
        let begins = date.earliest().is_none_or(|first| first <= self.to);
        let ends = date.latest().is_none_or(|last| last >= self.from);
        begins && ends
    }
}

impl Cover {
    /// The days that an entry covers. One moment within a time so wide that it could hide the whole gap covers nothing: it could
    /// fill the gap, and is listed as such.
    pub(super) fn of(item: &Item<'_>, least: i32) -> Option<Self> {
        let date = &item.entry.date;
        let (from, to) = (date.earliest()?, date.latest()?);
        let went_on = matches!(date.meaning(), Meaning::Span(_));
        (went_on || length(from, to) < least).then_some(Self {
            days: Days { from, to },
            id: item.id,
        })
    }

    /// Every day on which an entry may lie; none where its date has no beginning or no end.
    pub(super) fn anywhere(item: &Item<'_>) -> Option<Self> {
        let date = &item.entry.date;
        let (from, to) = (date.earliest()?, date.latest()?);
        let days = Days { from, to };
        Some(Self { days, id: item.id })
    }
}

/// Stretches of at least so many days within `within` that nothing covers.
pub(super) fn uncovered(covers: &[Cover], within: Days, least: i32) -> Vec<Stretch> {
    let mut covers: Vec<&Cover> = covers
        .iter()
        .filter(|cover| cover.days.from <= within.to && cover.days.to >= within.from)
        .collect();
    covers.sort_by_key(|cover| (cover.days.from, cover.days.to, cover.id));
    let mut found = Vec::new();
    let mut next = Some(within.from);
    let mut after = None;
    for cover in covers {
        let Some(open) = next else {
            return found;
        };
        if let Some(to) = cover.days.from.yesterday().ok().filter(|to| *to >= open) {
            found.push(Stretch {
                days: Days { from: open, to },
                after,
                before: Some(cover.id),
            });
        }
        if cover.days.to >= open {
            next = cover.days.to.tomorrow().ok();
            after = Some(cover.id);
        }
    }
    if let Some(from) = next.filter(|from| *from <= within.to) {
        let to = within.to;
        found.push(Stretch {
            days: Days { from, to },
            after,
            before: None,
        });
    }
    found.retain(|stretch| length(stretch.days.from, stretch.days.to) >= least);
    found
}
