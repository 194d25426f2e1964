//! When the event of a clause happened, as far as it or the words before it say.

use model::uncertain::{Ends, InvalidDate, PartDate};
use model::{Date, UncertainDate};

use super::DateFrom;
use super::clause::{flat, has};
use crate::dates::{Doubt, Found, Frame, Reading, in_text};

/// The day that the words before speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// None is said.
    None,
    /// One day.
    Day(Date),
    /// The moment of a line of a log: everything in the line belongs to it.
    Line(UncertainDate),
    /// One that could not be read: nothing after it belongs to the day before.
    Unread(Doubt),
    /// Several; none of them is that of the words after.
    Several,
}

/// What a document counts from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Days {
    /// When it was written or typed, the later one.
    pub written: Option<Date>,
    /// The day that it tells of, where its head names one.
    pub happened: Option<Date>,
    /// The last day of the period that its head names, where it names no day.
    pub until: Option<Date>,
}

impl Days {
    /// The day of what it tells.
    pub fn told(&self) -> Option<Date> {
        self.happened.or(self.written)
    }

    /// The day before which a day without a year lies.
    pub fn before(&self) -> Option<Date> {
        self.until.or(self.written)
    }
}

/// A date that a clause says, with when it is.
pub(super) type Said = Found;

/// The dates of a clause that may be when its event happened.
pub(super) fn said(text: &str, days: Days, anchor: Anchor) -> Vec<Said> {
    let day = match anchor {
        Anchor::Day(day) => Some(day),
        Anchor::Line(date) => date.is_certain_day(),
        Anchor::None | Anchor::Several => days.told(),
        Anchor::Unread(_) => None,
    };
    // What a line of a log calls "this morning" is that of its own day.
    let line = day.filter(|_| matches!(anchor, Anchor::Line(_)));
    let typed = Frame {
        written: days.before(),
        day,
    };
    let told = Frame {
        written: line.or(days.until).or(days.told()),
        day,
    };
    let mut found = in_text(text, typed);
    if told != typed && !found.is_empty() {
        let by_told = in_text(text, told);
        for own in &mut found {
            let counted = by_told
                .iter()
                .find(|other| other.start == own.start && other.end == own.end);
            if let Some(other) = counted
                && is_counted(text, own)
            {
                *own = *other;
            }
        }
    }
    let letters: Vec<char> = text.chars().collect();
    found = times_of_their_day(&letters, found, days);
    for own in &mut found {
        *own = without_unclear_time(&letters, *own);
    }
    if is_ahead(&flat(text)) {
        for own in &mut found {
            *own = ahead(&letters, *own, typed);
        }
    }
    found.retain(|found| match found.reading {
        _ if compares(&letters, found.start) => false,
        Reading::Date(_) => true,
        Reading::Question(doubt) => {
            !matches!(doubt, Doubt::TimeOnly | Doubt::NameOrMonth | Doubt::NotRead)
        }
    });
    found
}

/// "At 1.30" is some time of the day before or after noon: its day is kept and its time is left to a reader.
fn without_unclear_time(letters: &[char], own: Found) -> Found {
    let Reading::Date(date) = own.reading else {
        return own;
    };
    let Some(at) = date.is_certain_minute() else {
        return own;
    };
    let words: String = letters
        .iter()
        .skip(own.start)
        .take(own.end + 8 - own.start)
        .collect();
    let words = words.to_lowercase();
    let hour = at.hour();
    let bare = [
        format!("{hour}.{:02}", at.minute()),
        format!("{hour}:{:02}", at.minute()),
    ];
    let alone = bare.iter().any(|time| {
        words.match_indices(time.as_str()).any(|(place, _)| {
            let before = words.get(..place).unwrap_or_default();
            !before.ends_with(|letter: char| letter.is_ascii_digit())
        })
    });
    let half = ["am", "a.m", "pm", "p.m", "morning", "night", "hrs", "hours"];
    let says_half = half.iter().any(|half| words.contains(half));
    if !(1..=6).contains(&hour) || !alone || says_half {
        return own;
    }
    let day = UncertainDate::day(at.date()).map_or(own.reading, Reading::Date);
    Found {
        reading: day,
        ..own
    }
}

/// Longest way in letters from a day to a time that is a time of that day: "on Thursday she turned up at 11.20".
const TO_ITS_TIME: usize = 60;

/// Joins a time without a day to the day that stands before it in the same clause. A time after a day that is not certain is left
/// out: it is no time of any other day.
fn times_of_their_day(letters: &[char], found: Vec<Found>, days: Days) -> Vec<Found> {
    let words = |from: usize, to: usize| -> String {
        letters.get(from..to).unwrap_or_default().iter().collect()
    };
    let mut all: Vec<Found> = Vec::new();
    for own in found {
        // "11.20" is a time only after "at".
        let said = format!("at {}", words(own.start, own.end));
        let before = all.last().is_some_and(|last| {
            let between = words(last.end, own.start);
            is_time_alone(&said)
                && between.chars().count() <= TO_ITS_TIME
                && !between.contains([';', '.', '(', ')'])
        });
        let date = match all.last().map(|last| last.reading) {
            Some(Reading::Date(date)) if before => date,
            _ => {
                all.push(own);
                continue;
            }
        };
        let frame = Frame {
            written: days.before(),
            day: date.is_certain_day(),
        };
        let timed = in_text(&said, frame).first().map(|one| one.reading);
        let is_day = frame.day.is_some() && date.is_certain_minute().is_none();
        match (timed, all.last_mut()) {
            (Some(reading @ Reading::Date(_)), Some(last)) if is_day => {
                last.end = own.end;
                last.reading = reading;
            }
            // Two times of one day are two.
            _ if date.is_certain_minute().is_some() => all.push(own),
            _ => {}
        }
    }
    all
}

/// "11.20", "about half past ten": a time and no day.
fn is_time_alone(said: &str) -> bool {
    let alone = in_text(said, Frame::default());
    matches!(
        alone.as_slice(),
        [one] if one.reading == Reading::Question(Doubt::TimeOnly)
    )
}

/// A day without a year in words that speak of what is to come.
fn ahead(letters: &[char], own: Found, frame: Frame) -> Found {
    if own.reading != Reading::Question(Doubt::YearUnclear) {
        return own;
    }
    let words: String = letters
        .get(own.start..own.end)
        .unwrap_or_default()
        .iter()
        .collect();
    let read = in_text(&format!("will {words}"), frame);
    match read.as_slice() {
        [one] => Found {
            reading: one.reading,
            ..own
        },
        _ => own,
    }
}

/// Whether the words speak of nothing but what is to come.
fn is_ahead(words: &str) -> bool {
    has(
        words,
        &[
            "will",
            "shall",
            "is to",
            "are to",
            "meets",
            "to be",
            "going to",
            "next",
            "due",
            "invited to",
            "to see",
            "to visit",
            "to ring",
            "to call",
            "to contact",
            "to attend",
            "to complete",
            "to refer",
            "to take place",
            "is set",
            "are set",
        ],
    )
}

/// "the same vest as yesterday", "having weighed 14 kg in December", "last seen on 12 December": a day that is only compared with.
fn compares(letters: &[char], start: usize) -> bool {
    let before: String = letters.get(..start).unwrap_or_default().iter().collect();
    let words = flat(&before);
    let last = words.split_whitespace().next_back();
    let aside = before.rsplit([',', '(', ';']).next().unwrap_or_default();
    let aside = flat(aside);
    matches!(last, Some("as" | "than" | "like"))
        || (aside.len() < before.len() && aside.starts_with(" having "))
}

/// "three weeks ago", "yesterday", "on Monday": words without figures or the name of a month.
fn is_counted(text: &str, found: &Found) -> bool {
    let words: String = text
        .chars()
        .skip(found.start)
        .take(found.end - found.start)
        .collect();
    let words = words.to_lowercase();
    let counts = [
        "ago",
        "yesterday",
        "today",
        "last",
        "week",
        "day",
        "night",
        "this",
    ];
    counts.iter().any(|count| words.contains(count))
}

/// When an event happened that does not say it.
pub(super) fn unsaid(
    words: &str,
    days: Days,
    anchor: Anchor,
    open: bool,
) -> (UncertainDate, DateFrom) {
    match anchor {
        Anchor::Line(date) => return (date, DateFrom::Before),
        Anchor::Unread(_) => return (UncertainDate::UNKNOWN, DateFrom::Nowhere),
        _ => {}
    }
    let written = days.told();
    if is_act_of_the_note(words) {
        return from_document(written, |part| Ok(UncertainDate::on(part)));
    }
    if open && is_perfect(words) {
        return from_document(days.written, |part| UncertainDate::one_of(Ends::To(part)));
    }
    match anchor {
        Anchor::Day(day) => match PartDate::day(day) {
            Ok(part) if has(words, THAT_DAY) => (UncertainDate::on(part), DateFrom::Before),
            Ok(part) => (UncertainDate::on(part.not_certain()), DateFrom::Before),
            Err(_) => (UncertainDate::UNKNOWN, DateFrom::Nowhere),
        },
        Anchor::Several => {
            from_document(days.written, |part| UncertainDate::one_of(Ends::To(part)))
        }
        Anchor::None | Anchor::Line(_) | Anchor::Unread(_) => {
            from_document(written, |part| Ok(UncertainDate::on(part.not_certain())))
        }
    }
}

/// Words that hold to the day spoken of before.
const THAT_DAY: &[&str] = &[
    "that day",
    "that morning",
    "that afternoon",
    "that evening",
    "that night",
    "that lunchtime",
];

fn from_document(
    day: Option<Date>,
    make: impl Fn(PartDate) -> Result<UncertainDate, InvalidDate>,
) -> (UncertainDate, DateFrom) {
    let date = day
        .and_then(|day| PartDate::day(day).ok())
        .and_then(|part| make(part).ok());
    match date {
        Some(date) => (date, DateFrom::Document),
        None => (UncertainDate::UNKNOWN, DateFrom::Nowhere),
    }
}

/// "Notifying children's services": what the note itself does, on the day it was written.
fn is_act_of_the_note(words: &str) -> bool {
    const ACTS: [&str; 8] = [
        "notifying",
        "escalating",
        "referring",
        "informing",
        "sharing",
        "passing",
        "alerting",
        "requesting",
    ];
    let first = words.split_whitespace().next().unwrap_or_default();
    ACTS.contains(&first)
}

/// "has been made", "have spoken": at some time up to now.
pub(super) fn is_perfect(words: &str) -> bool {
    const PARTICIPLES: [&str; 14] = [
        "been", "made", "spoken", "told", "sent", "seen", "given", "taken", "written", "left",
        "rung", "had", "gone", "done",
    ];
    let all: Vec<&str> = words.split_whitespace().collect();
    all.iter().enumerate().any(|(at, word)| {
        let has = matches!(*word, "has" | "have" | "i've" | "we've");
        has && all
            .iter()
            .skip(at + 1)
            .take(2)
            .any(|next| PARTICIPLES.contains(next) || (next.ends_with("ed") && next.len() > 4))
    })
}

/// Whether the words speak of what is to come.
pub(super) fn is_to_come(words: &str) -> bool {
    has(
        words,
        &[
            "will see",
            "will visit",
            "will be seen",
            "will attend",
            "will be reviewed",
            "booked",
            "is arranged",
            "are arranged",
            "been arranged",
            "to be carried out",
            "to be seen",
            "to be held",
            "plan",
            "planned",
            "next appointment",
            "follow-up",
            "is scheduled",
            "appointment",
            "to hold",
            "clinic",
            "will",
            "shall",
            "is to",
            "are to",
            "meets",
            "invited to",
        ],
    )
}
