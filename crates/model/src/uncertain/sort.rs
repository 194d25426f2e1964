//! One order for dates that overlap, are open or are not known.

use std::cmp::Ordering;

use jiff::civil::{DateTime, Time};
use serde::Serialize;

use super::UncertainDate;

/// A text that sorts uncertain dates byte by byte, here and in a database column (`COLLATE "C"`).
///
/// The order never contradicts what is certain: when one date is wholly before another, it sorts
/// before it. Beyond that it is a convention, and pages say "about", "before" and so on beside it:
///
/// 1. by the earliest moment; a date open at its start ("before 3 February") stands at the
///    start of its last day instead, since nobody would look for it before everything else;
/// 2. at the same moment, one open at its start comes first: it may be long before;
/// 3. then the one that is sooner over: a day before the month that it begins;
/// 4. then the firm before the approximate or not certain;
/// 5. then by the EDTF text, so that the order is always the same;
/// 6. dates not known come last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct SortKey(String);

impl SortKey {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Sorts after every digit.
const LAST: &str = "~";

impl UncertainDate {
    /// The key that sorts this date among others; [`SortKey`] says how.
    #[must_use]
    pub fn sort_key(&self) -> SortKey {
        let Some(Bounds {
            anchor,
            closed_start,
            end,
            doubt,
        }) = self.bounds()
        else {
            return SortKey(LAST.to_owned());
        };
        let [open_start, doubt] = [closed_start, doubt].map(|is| if is { '1' } else { '0' });
        let end = end.map_or(LAST.to_owned(), |end| end.to_string());
        let edtf = self.to_edtf();
        SortKey(format!("{anchor} {open_start} {end} {doubt} {edtf}"))
    }

    /// Which of two dates comes first: as their [`SortKey`]s say, without writing them.
    #[must_use]
    pub fn sorts(&self, other: &Self) -> Ordering {
        match (self.bounds(), other.bounds()) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(one), Some(two)) => one
                .key()
                .cmp(&two.key())
                .then_with(|| self.to_edtf().cmp(&other.to_edtf())),
        }
    }

    /// `None` for a date not known.
    fn bounds(&self) -> Option<Bounds> {
        let (first, end) = (self.earliest_moment(), self.latest_moment());
        let last_day = end.map(|last| last.date().to_datetime(Time::midnight()));
        Some(Bounds {
            anchor: first.or(last_day)?,
            closed_start: first.is_some(),
            end,
            doubt: !self.is_firm(),
        })
    }
}

/// What sorts a date before its text does.
struct Bounds {
    anchor: DateTime,
    closed_start: bool,
    end: Option<DateTime>,
    doubt: bool,
}

impl Bounds {
    /// An open end sorts after every other.
    const fn key(&self) -> (DateTime, bool, bool, Option<DateTime>, bool) {
        let open_end = self.end.is_none();
        (
            self.anchor,
            self.closed_start,
            open_end,
            self.end,
            self.doubt,
        )
    }
}
