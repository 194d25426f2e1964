//! Moments in time, and the one place that may ask what time it is.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A moment: microseconds since 1970-01-01 UTC.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// From microseconds since 1970-01-01 UTC.
    #[must_use]
    pub const fn from_microseconds(microseconds: i64) -> Self {
        Self(microseconds)
    }

    /// Microseconds since 1970-01-01 UTC.
    #[must_use]
    pub const fn microseconds(self) -> i64 {
        self.0
    }

    /// The moment this many seconds later (earlier when negative); saturates at the ends of time.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Whole seconds from `earlier` to this moment; negative when `earlier` is later.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0) / 1_000_000
    }

    /// The civil date in England at this moment.
    #[must_use]
    pub fn date_in_london(self) -> Date {
        self.civil_in_london().date()
    }

    /// The civil date and time in England at this moment.
    #[must_use]
    pub fn civil_in_london(self) -> jiff::civil::DateTime {
        let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
        jiff::Timestamp::from_microsecond(self.0)
            .map(|stamp| zone.to_datetime(stamp))
            .unwrap_or_default()
    }

    /// The moment at which England's clocks show this civil date and time; an hour that the
    /// spring change skips is read as the hour after it.
    #[must_use]
    pub fn from_london(civil: jiff::civil::DateTime) -> Option<Self> {
        let zone = TimeZone::get("Europe/London").ok()?;
        let stamp = zone.to_ambiguous_timestamp(civil).compatible().ok()?;
        Some(Self(stamp.as_microsecond()))
    }
}

/// Tells the time. The only implementation that reads the machine's clock is in the binary;
/// tests and demonstrations say what time it is.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;

    /// By how many days it is ahead of the real day; more than none only in a demonstration.
    fn days_ahead(&self) -> u32 {
        0
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;
    use jiff::civil::date;

    #[test]
    fn england_is_an_hour_ahead_in_summer() {
        let summer = date(2026, 7, 1).at(0, 30, 0, 0);
        let instant = Instant::from_london(summer).unwrap();
        assert_eq!(instant.civil_in_london(), summer);
        assert_eq!(instant.date_in_london(), date(2026, 7, 1));
        let utc = jiff::Timestamp::from_microsecond(instant.microseconds()).unwrap();
        assert_eq!(utc.to_string(), "2026-06-30T23:30:00Z");
    }
}
