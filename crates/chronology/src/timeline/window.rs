//! From when to when a drawing reaches, its ticks, and its stretches of the calendar.

use std::time::Duration;

use model::{Date, DateTime, Time, UncertainDate};
use serde::{Deserialize, Serialize};

use super::Sizes;
use crate::Item;

/// The shortest window: an hour.
const SHORTEST: i64 = 60 * 60;
/// The longest: two hundred years.
const LONGEST: i64 = 200 * 366 * 24 * 60 * 60;

/// From when to when a drawing reaches, as clocks in England showed it. At least an hour, at most two hundred years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    from: DateTime,
    to: DateTime,
}

/// From one tick, or one stretch of the calendar, to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// An hour.
    Hour,
    /// Six hours.
    QuarterDay,
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Five years.
    FiveYears,
    /// Ten years.
    Decade,
    /// Fifty years.
    HalfCentury,
}

/// A tick: where it stands, and which moment it is. Its words are the page's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    /// Where it stands along time.
    pub at: f64,
    /// Which moment.
    pub moment: DateTime,
    /// Whether something larger begins here too: a day among hours, a year among months.
    pub major: bool,
}

/// A stretch of the calendar, within the window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) from: DateTime,
    /// The last second of it.
    pub(super) to: DateTime,
}

impl Window {
    /// From one moment to another, whichever is earlier; widened to an hour or cut to two hundred years where it must be.
    #[must_use]
    pub fn new(one: DateTime, other: DateTime) -> Self {
        let (from, to) = (one.min(other), one.max(other));
        let length = seconds(from, to).clamp(SHORTEST, LONGEST);
        Self {
            from,
            to: later_by(from, length),
        }
    }

    /// Reaches from the first to the last day that any entry can mean, and a little further; none where no entry has a date.
    #[must_use]
    pub fn of_all(items: &[Item<'_>]) -> Option<Self> {
        let dates = || items.iter().map(|item| &item.entry.date);
        let ends = || {
            dates()
                .flat_map(|date| [date.earliest_moment(), date.latest_moment()])
                .flatten()
        };
        let (from, to) = (ends().min()?, ends().max()?);
        let more = (seconds(from, to) / 50).max(SHORTEST);
        Some(Self::new(later_by(from, -more), later_by(to, more)))
    }

    /// Its first moment.
    #[must_use]
    pub const fn from(&self) -> DateTime {
        self.from
    }

    /// Its last moment.
    #[must_use]
    pub const fn to(&self) -> DateTime {
        self.to
    }

    /// Half as long, about its middle; itself where it is as short as can be.
    #[must_use]
    pub fn closer(&self) -> Self {
        let length = seconds(self.from, self.to);
        self.about_middle((length / 2).max(SHORTEST))
    }

    /// Half as long, about the middle one of the entries in it, so that it holds at least that one; as [`Self::closer`] where it has
    /// none. It stays within this window.
    #[must_use]
    pub fn closer_to(&self, items: &[Item<'_>]) -> Self {
        let length = (seconds(self.from, self.to) / 2).max(SHORTEST);
        let mut middles: Vec<DateTime> = items
            .iter()
            .filter_map(|item| self.middle_of(&item.entry.date))
            .collect();
        middles.sort_unstable();
        let Some(middle) = middles.get(middles.len() / 2) else {
            return self.closer();
        };
        if length >= seconds(self.from, self.to) {
            return *self;
        }
        let last = later_by(self.to, -length);
        let from = later_by(*middle, -length / 2).clamp(self.from, last);
        Self::new(from, later_by(from, length))
    }

    /// The middle of the part of a date that lies in it.
    fn middle_of(&self, date: &UncertainDate) -> Option<DateTime> {
        let (first, last) = (date.earliest_moment(), date.latest_moment());
        let (first, last) = (first.or(last)?, last.or(first)?);
        if last < self.from || first > self.to {
            return None;
        }
        let (first, last) = (first.max(self.from), last.min(self.to));
        Some(later_by(first, seconds(first, last) / 2))
    }

    /// Twice as long, about its middle.
    #[must_use]
    pub fn wider(&self) -> Self {
        self.about_middle((seconds(self.from, self.to) * 2).min(LONGEST))
    }

    /// Half its length earlier.
    #[must_use]
    pub fn earlier(&self) -> Self {
        self.moved(-seconds(self.from, self.to) / 2)
    }

    /// Half its length later.
    #[must_use]
    pub fn later(&self) -> Self {
        self.moved(seconds(self.from, self.to) / 2)
    }

    fn about_middle(&self, length: i64) -> Self {
        let middle = later_by(self.from, seconds(self.from, self.to) / 2);
        Self::new(
            later_by(middle, -length / 2),
            later_by(middle, length - length / 2),
        )
    }

    fn moved(&self, by: i64) -> Self {
        Self {
            from: later_by(self.from, by),
            to: later_by(self.to, by),
        }
    }

    /// Where a moment stands on a side of this length; outside it for moments outside the window.
    #[must_use]
    pub fn position(&self, moment: DateTime, length: f64) -> f64 {
        let part = count(seconds(self.from, moment)) / count(seconds(self.from, self.to).max(1));
        part * length
    }

    /// The shortest step whose marks stand at least so far apart.
    #[must_use]
    pub fn step(&self, length: f64, apart: f64) -> Step {
        let whole = count(seconds(self.from, self.to));
        let fits = |step: &&Step| count(step.shortest()) / whole * length >= apart;
        Step::ALL
            .iter()
            .find(fits)
            .copied()
            .unwrap_or(Step::HalfCentury)
    }

    pub(super) fn ticks(&self, sizes: &Sizes) -> Vec<Tick> {
        let step = self.step(sizes.length, sizes.tick);
        let tick = |moment: DateTime| Tick {
            at: self.position(moment, sizes.length),
            moment,
            major: step
                .larger()
                .is_some_and(|larger| larger.floor(moment) == moment),
        };
        self.beginnings(step).map(tick).collect()
    }

    /// Moments within the window at which a step begins.
    fn beginnings(&self, step: Step) -> impl Iterator<Item = DateTime> {
        let to = self.to;
        let first = step.floor(self.from);
        let first = if first < self.from {
            step.next(first)
        } else {
            Some(first)
        };
        std::iter::successors(first, move |moment| step.next(*moment))
            .take_while(move |moment| *moment <= to)
    }

    /// Stretches of the calendar in which entries are counted together. One that the window cuts too short joins its neighbour.
    pub(super) fn cells(&self, sizes: &Sizes) -> Vec<Cell> {
        let least = (sizes.mark * 1.5).max(sizes.mark + sizes.gap * 2.0);
        let step = self.step(sizes.length, least);
        let mut edges: Vec<DateTime> = vec![self.from];
        for edge in self.beginnings(step) {
            let last = edges.last().copied().unwrap_or(self.from);
            let room = |from, to| {
                self.position(to, sizes.length) - self.position(from, sizes.length) >= least
            };
            if room(last, edge) && room(edge, self.to) {
                edges.push(edge);
            }
        }
        let ends = edges
            .iter()
            .skip(1)
            .map(|edge| later_by(*edge, -1))
            .chain([self.to]);
        let half = sizes.gap / 2.0;
        edges
            .iter()
            .zip(ends)
            .map(|(from, to)| Cell {
                start: self.position(*from, sizes.length) + half,
                end: self
                    .position(later_by(to, 1), sizes.length)
                    .min(sizes.length)
                    - half,
                from: *from,
                to,
            })
            .collect()
    }
}

impl Step {
    /// Every step, the shortest first.
    pub const ALL: [Self; 10] = [
        Self::Hour,
        Self::QuarterDay,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::FiveYears,
        Self::Decade,
        Self::HalfCentury,
    ];

    /// Seconds of the shortest such step.
    const fn shortest(self) -> i64 {
        const DAY: i64 = 24 * 60 * 60;
        match self {
            Self::Hour => 60 * 60,
            Self::QuarterDay => DAY / 4,
            Self::Day => DAY,
            Self::Week => DAY * 7,
            Self::Month => DAY * 28,
            Self::Quarter => DAY * 90,
            Self::Year => DAY * 365,
            Self::FiveYears => DAY * 1826,
            Self::Decade => DAY * 3652,
            Self::HalfCentury => DAY * 18262,
        }
    }

    /// What is larger, where a step of this begins with it.
    const fn larger(self) -> Option<Self> {
        match self {
            Self::Hour | Self::QuarterDay => Some(Self::Day),
            Self::Day => Some(Self::Month),
            Self::Week | Self::HalfCentury => None,
            Self::Month | Self::Quarter => Some(Self::Year),
            Self::Year | Self::FiveYears => Some(Self::Decade),
            Self::Decade => Some(Self::HalfCentury),
        }
    }

    /// The beginning of the step that a moment is in.
    fn floor(self, moment: DateTime) -> DateTime {
        let day = moment.date();
        match self {
            Self::Hour => at_hour(day, moment.hour()),
            Self::QuarterDay => at_hour(day, moment.hour() / 6 * 6),
            Self::Day => at_hour(day, 0),
            Self::Week => {
                let days = i64::from(day.weekday().to_monday_zero_offset());
                later_by(at_hour(day, 0), -days * 24 * 60 * 60)
            }
            Self::Month => first_of(day.year(), day.month()),
            Self::Quarter => first_of(day.year(), (day.month() - 1) / 3 * 3 + 1),
            Self::Year => first_of(day.year(), 1),
            Self::FiveYears => first_of(day.year().div_euclid(5) * 5, 1),
            Self::Decade => first_of(day.year().div_euclid(10) * 10, 1),
            Self::HalfCentury => first_of(day.year().div_euclid(50) * 50, 1),
        }
    }

    /// The beginning of the step after one that begins here.
    fn next(self, beginning: DateTime) -> Option<DateTime> {
        let (year, month) = (beginning.year(), beginning.month());
        let next = match self {
            Self::Hour | Self::QuarterDay | Self::Day | Self::Week => {
                later_by(beginning, self.shortest())
            }
            Self::Month if month == 12 => first_of(year + 1, 1),
            Self::Month => first_of(year, month + 1),
            Self::Quarter if month > 9 => first_of(year + 1, 1),
            Self::Quarter => first_of(year, month + 3),
            Self::Year => first_of(year + 1, 1),
            Self::FiveYears => first_of(year + 5, 1),
            Self::Decade => first_of(year + 10, 1),
            Self::HalfCentury => first_of(year + 50, 1),
        };
        (next > beginning).then_some(next)
    }
}

fn at_hour(day: Date, hour: i8) -> DateTime {
    day.to_datetime(Time::constant(hour, 0, 0, 0))
}

fn first_of(year: i16, month: i8) -> DateTime {
    Date::new(year, month, 1)
        .unwrap_or(Date::MIN)
        .to_datetime(Time::midnight())
}

fn seconds(from: DateTime, to: DateTime) -> i64 {
    to.duration_since(from).as_secs()
}

fn later_by(moment: DateTime, by: i64) -> DateTime {
    let by_so_much = Duration::from_secs(by.unsigned_abs());
    if by < 0 {
        moment.saturating_sub(by_so_much)
    } else {
        moment.saturating_add(by_so_much)
    }
}

/// Seconds of two centuries and less, exactly.
#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
const fn count(seconds: i64) -> f64 {
    seconds as f64
}
