//! What each thing that two entries have in common is worth.
//!
//! A logistic model: the chance that two entries tell of one event is `1 / (1 + e^-s)` with `s` the sum of features times weights.
//! The weights were fitted to the pairs of the tuning files under `tests/data/same_event` and to nothing else, by the test
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
    /// Only one of something passed on, and certain times at most ninety minutes apart.
    ToldMeanwhile,
    /// The words of one name the day of the other, and both are of one class.
    NamesDayOfLike,
    /// The words of one name the day of the other, which is of another class.
    NamesDayOfOther,
    /// Both of something passed on, and the words of both name one day.
    BothNameADay,
    /// Passed on in one way: by call, by letter, by notice.
    SameWay,
    /// Passed on, and each names another way.
    OtherWay,
    /// Only one of a meeting, and the other speaks of one.
    MetInWords,
    /// No word and no number shared.
    NothingShared,
    /// Both of something that happened, and one recurs every week or fortnight.
    InSeries,
    /// Everyday words shared (visit, home, mother), by rarity.
    SharedEveryday,
    /// The same kind, both of something that happened, and neither names the other's agency.
    SameKindApart,
    /// Passed on, and one says that it came from the other's agency.
    SentByTheOther,
}

/// How many features there are.
pub const COUNT: usize = 44;

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
    "told meanwhile",
    "names day of like",
    "names day of other",
    "both name a day",
    "same way",
    "other way",
    "met in words",
    "nothing shared",
    "in series",
    "shared everyday words",
    "same kind apart",
    "sent by the other",
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
    proposed_from: 0.35,
    on_average: 0.35,
};

const EACH: [f64; COUNT] = [
    -1.38, // always
    1.37,  // close in time
    -2.27, // far in time
    1.19,  // same day
    0.58,  // dates may meet
    -1.38, // day apart
    -1.89, // days apart
    -0.61, // days of passing
    1.34,  // time in text
    0.89,  // part of day agrees
    2.81,  // same kind
    -0.80, // both passing
    2.27,  // both meetings
    -0.13, // both unseen
    -1.25, // one passing
    -2.50, // one meeting
    -0.35, // one unseen
    0.10,  // tells of passing
    -0.20, // same sender
    -0.33, // no sender
    1.61,  // shared words
    1.00,  // shared part
    0.58,  // shared names
    0.89,  // shared numbers
    0.15,  // same meeting kind
    -0.47, // shared people
    -0.50, // other people
    -1.73, // same agency
    2.04,  // both name the other
    -0.49, // neither names the other
    0.55,  // both name a third
    0.24,  // shared roles
    0.72,  // told meanwhile
    0.45,  // names day of like
    1.57,  // names day of other
    0.91,  // both name a day
    0.48,  // same way
    -0.83, // other way
    0.62,  // met in words
    -0.87, // nothing shared
    -0.51, // in series
    -0.21, // shared everyday words
    -1.45, // same kind apart
    0.74,  // sent by the other
];
