//! One order for dates that overlap, are open or are not known.

use jiff::civil::Time;
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
        let (first, last) = (self.earliest_moment(), self.latest_moment());
        let last_day = last.map(|last| last.date().to_datetime(Time::midnight()));
        let Some(anchor) = first.or(last_day) else {
            return SortKey(LAST.to_owned());
        };
        let open_start = if first.is_none() { '0' } else { '1' };
        let end = last.map_or(LAST.to_owned(), |last| last.to_string());
        let doubt = if self.is_firm() { '0' } else { '1' };
        let edtf = self.to_edtf();
        SortKey(format!("{anchor} {open_start} {end} {doubt} {edtf}"))
    }
}
