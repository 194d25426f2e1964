//! What each thing that two entries have in common is worth.
//!
//! A logistic model: the chance that two entries tell of one event is `1 / (1 + e^-s)` with `s` the sum of features times weights.
//! The weights were fitted to the pairs of the tuning half under `tests/data/same_event` and to nothing else, by the test
//! `same_event::fit` (Newton's method from zero with a penalty on large weights, always the same steps, so that the same file
//! gives the same weights); it fails when these are no longer what it finds.

/// What is compared of two entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Feature {
    /// 1 for every pair.
    Always = 0,
    /// Certain times at most ninety minutes apart: 1.5 at the same minute, 0.5 at ninety.
    CloseInTime,
    /// Certain times further apart.
    FarInTime,
    /// One certain day.
    SameDay,
    /// Dates that are not exact and may mean one day.
    DatesMayMeet,
    /// One day apart, and not both of something passed on.
    DayApart,
    /// Further apart, and not both of something passed on.
    DaysApart,
    /// Days between two entries of something passed on, in weeks.
    DaysOfPassing,
    /// A time in the words of one is near the time of the other.
    TimeInText,
    /// Words for a part of the day agree with the other's words or time.
    PartOfDayAgrees,
    /// The same kind, by how rare the kind is in the case.
    SameKind,
    /// Both of something passed on.
    BothPassing,
    /// Both of a meeting.
    BothMeetings,
    /// Both of somebody not seen or not brought.
    BothUnseen,
    /// Only one of something passed on.
    OnePassing,
    /// Only one of a meeting.
    OneMeeting,
    /// Only one of somebody not seen.
    OneUnseen,
    /// Only one is of something passed on, and the other says that it was passed to that agency.
    TellsOfPassing,
    /// Both of something passed on, and both name a third service.
    SameSender,
    /// Both of something passed on, and neither names the other's agency.
    NoSender,
    /// Words shared, by rarity in the case: 1 for three words that nobody else uses; 1.5 at most.
    SharedWords,
    /// The part of the shorter account that is shared, by rarity.
    SharedPart,
    /// Names and abbreviations shared within sentences, by rarity.
    SharedNames,
    /// Numbers shared, by rarity.
    SharedNumbers,
    /// Both name the same kind of formal meeting.
    SameMeetingKind,
    /// People named in both, by rarity.
    SharedPeople,
    /// Both name people, and none in common.
    OtherPeople,
    /// One agency wrote both.
    SameAgency,
    /// Each names the other's agency.
    BothNameTheOther,
    /// Neither names the other's agency.
    NeitherNamesTheOther,
    /// Both name a third service.
    BothNameAThird,
    /// A role that both say was there.
    SharedRoles,
}

/// How many features there are.
pub const COUNT: usize = 32;

/// Names of the features, in order, for whoever prints them.
pub const NAMES: [&str; COUNT] = [
    "always",
    "close in time",
    "far in time",
    "same day",
    "dates may meet",
    "day apart",
    "days apart",
    "days of passing",
    "time in text",
    "part of day agrees",
    "same kind",
    "both passing",
    "both meetings",
    "both unseen",
    "one passing",
    "one meeting",
    "one unseen",
    "tells of passing",
    "same sender",
    "no sender",
    "shared words",
    "shared part",
    "shared names",
    "shared numbers",
    "same meeting kind",
    "shared people",
    "other people",
    "same agency",
    "both name the other",
    "neither names the other",
    "both name a third",
    "shared roles",
];

/// What each feature is worth, and from where on a pair is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// In the order of [`NAMES`].
    pub each: [f64; COUNT],
    /// From so likely on a pair is proposed.
    pub proposed_from: f64,
    /// Two groups are joined when their entries are on average at least so likely to tell of one event.
    pub on_average: f64,
}

impl Weights {
    /// How likely two entries with these features tell of one event, from 0 to 1.
    #[must_use]
    pub fn likely(&self, features: &[f64; COUNT]) -> f64 {
        let each = features.iter().zip(&self.each);
        let sum: f64 = each.map(|(value, weight)| value * weight).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// As fitted.
pub const FITTED: Weights = Weights {
    each: EACH,
    proposed_from: 0.45,
    on_average: 0.2,
};

const EACH: [f64; COUNT] = [
    -2.08, // always
    2.43,  // close in time
    -1.85, // far in time
    0.72,  // same day
    0.38,  // dates may meet
    -1.44, // day apart
    -2.07, // days apart
    -0.73, // days of passing
    1.89,  // time in text
    1.87,  // part of day agrees
    1.67,  // same kind
    0.20,  // both passing
    3.56,  // both meetings
    -0.23, // both unseen
    -1.09, // one passing
    -2.66, // one meeting
    0.11,  // one unseen
    0.76,  // tells of passing
    0.27,  // same sender
    -0.57, // no sender
    3.10,  // shared words
    1.00,  // shared part
    0.49,  // shared names
    1.02,  // shared numbers
    0.87,  // same meeting kind
    0.33,  // shared people
    -0.34, // other people
    -1.40, // same agency
    2.54,  // both name the other
    -0.87, // neither names the other
    0.40,  // both name a third
    0.19,  // shared roles
];
