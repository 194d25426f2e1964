//! Where one entry stands along time.

use model::uncertain::{Meaning, Point};
use model::{DateTime, RecordId};

use super::{Sizes, Window};
use crate::Item;

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One moment or day, too short here to have a length.
    Point,
    /// A time with a length: it went on, or happened somewhere within.
    Bar,
    /// Only its beginning or only its end is known; it is drawn a little way in that direction.
    Open,
    /// Several entries that begin in one stretch of the calendar, or lie over each other, counted.
    Cluster,
}

/// How far an open end is drawn, in marks: long enough to lead the eye up to the day at its other end.
const OPEN: f64 = 4.0;

/// Where one entry stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Extent {
    pub(super) id: RecordId,
    pub(super) row: usize,
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) shape: Shape,
    pub(super) soft_start: bool,
    pub(super) soft_end: bool,
    pub(super) from: Option<DateTime>,
    pub(super) to: Option<DateTime>,
}

pub(super) enum Place {
    Undated,
    Earlier,
    Later,
    Within(Extent),
}

pub(super) fn place(item: &Item<'_>, window: &Window, sizes: &Sizes) -> Place {
    let date = &item.entry.date;
    let (from, to) = (date.earliest_moment(), date.latest_moment());
    if to.is_some_and(|to| to < window.from()) {
        return Place::Earlier;
    }
    if from.is_some_and(|from| from > window.to()) {
        return Place::Later;
    }
    let at = |moment: DateTime| window.position(moment, sizes.length);
    let (start, end, open) = match (from, to) {
        (None, None) => return Place::Undated,
        (Some(from), Some(to)) => (at(from), at(to), false),
        (Some(from), None) => (at(from), at(from) + sizes.mark * OPEN, true),
        (None, Some(to)) => (at(to) - sizes.mark * OPEN, at(to), true),
    };
    let soft = is_soft(date);
    let short = end - start <= sizes.mark;
    let (start, end) = within(start, end, sizes);
    Place::Within(Extent {
        id: item.id,
        row: 0,
        start,
        end,
        shape: match (open, short) {
            (true, _) => Shape::Open,
            (false, true) => Shape::Point,
            (false, false) => Shape::Bar,
        },
        soft_start: soft || from.is_none(),
        soft_end: soft || to.is_none(),
        from,
        to,
    })
}

/// At least as long as a mark, and within the drawing.
fn within(start: f64, end: f64, sizes: &Sizes) -> (f64, f64) {
    let (start, end) = (start.max(0.0), end.min(sizes.length));
    let more = (sizes.mark - (end - start)).max(0.0) / 2.0;
    let start = (start - more).clamp(0.0, (sizes.length - sizes.mark).max(0.0));
    let end = (end + more).clamp(start + sizes.mark, sizes.length.max(start + sizes.mark));
    (start, end)
}

/// Whether its ends are not to be taken as they stand: approximate, or wider than a day because nobody knows better.
fn is_soft(date: &model::UncertainDate) -> bool {
    let exact = match date.meaning() {
        Meaning::On(part) => matches!(
            part.point(),
            Point::Day(_) | Point::Minute(_) | Point::Second(_)
        ),
        Meaning::Span(_) => true,
        Meaning::OneOf(_) | Meaning::Unknown => false,
    };
    !exact || !date.is_firm()
}
