//! Days by words: "yesterday", "last Tuesday", "the same day", "on the 13th", each with a time beside it.

use model::uncertain::{Ends, Meaning, PartDate, Point, Qualifier, parse_typed};
use model::{Date, Time, UncertainDate};

use super::absolute::tense;
use super::kind::{Kind, kind, month, weekday};
use super::token::Tokens;
use super::typed::{self, Tense};
use super::{Doubt, Frame, Hit, Reading, monday, plus_days, plus_months};

const PARTS_OF_DAY: [&str; 7] = [
    "morning",
    "afternoon",
    "evening",
    "night",
    "lunchtime",
    "teatime",
    "tea-time",
];

/// A time of day, and whether only about it.
#[derive(Clone, Copy)]
struct Clock {
    time: Time,
    about: bool,
}

/// Reads words for a day that begin at this word, and a time after them.
pub(crate) fn read(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let at = at + usize::from(tokens.word(at) == "the" || tokens.word(at) == "on");
    let (next, reading) = day(tokens, at, frame)
        .or_else(|| weekday_alone(tokens, at, frame))
        .or_else(|| anchored(tokens, at, frame))
        .or_else(|| day_of_month(tokens, at, frame))
        .or_else(|| this_or_last(tokens, at, frame))?;
    match clock(tokens, next) {
        Some((end, Ok(clock))) => with_clock(reading, clock).map(|reading| (end, reading)),
        _ => Some((next, reading)),
    }
}

/// A time that stands without a date: with the day after it, on the day that is spoken of, or asked.
pub(crate) fn read_clock_alone(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let (next, clock) = clock(tokens, at)?;
    let clock = match clock {
        Ok(clock) => clock,
        Err(doubt) => return Some((next, Reading::Question(doubt))),
    };
    if let Some((end, reading)) =
        day(tokens, next, frame).or_else(|| weekday_alone(tokens, next, frame))
        && let Some(reading) = with_clock(reading, clock)
    {
        return Some((end, reading));
    }
    let reading = frame
        .day
        .and_then(|day| PartDate::day(day).ok())
        .and_then(|day| with_clock(Reading::Date(UncertainDate::on(day)), clock));
    Some((next, reading.unwrap_or(Reading::Question(Doubt::TimeOnly))))
}

fn with_clock(reading: Reading, clock: Clock) -> Option<Reading> {
    let Reading::Date(date) = reading else {
        return Some(reading);
    };
    let (day, qualifier) = match date.meaning() {
        Meaning::On(part) => match part.point() {
            Point::Day(day) => (day, part.qualifier()),
            _ => return None,
        },
        // "last night at 22:40" is the evening before; "at 2am" the same night.
        Meaning::OneOf(Ends::Both(from, to)) => match (from.point(), to.point()) {
            (Point::Day(from), Point::Day(to)) if plus_days(from, 1) == to => {
                let early = clock.time.hour() < 12;
                (if early { to } else { from }, Qualifier::NONE)
            }
            _ => return None,
        },
        _ => return None,
    };
    let part = PartDate::minute(day.to_datetime(clock.time))
        .ok()?
        .with(Qualifier {
            approximate: qualifier.approximate || clock.about,
            ..qualifier
        });
    Some(Reading::Date(UncertainDate::on(part)))
}

/// "at about 10.40pm", "2240 hrs", "12 noon".
fn clock(tokens: &Tokens<'_>, at: usize) -> Option<(usize, Result<Clock, Doubt>)> {
    let mut next = at;
    next += usize::from(tokens.word(next) == ",");
    let led = tokens.word(next) == "at" || tokens.back(next, 1) == "at";
    next += usize::from(tokens.word(next) == "at");
    let about = tokens.is(
        next,
        &["about", "around", "approximately", "approx", "roughly", "c"],
    );
    next += usize::from(about);
    next += usize::from(about && tokens.word(next) == ".");
    let halves = tokens.is(
        next + 1,
        &[
            "am", "pm", "a.m", "p.m", "hrs", "hours", "noon", "midday", "midnight",
        ],
    );
    let own = tokens.kind(next);
    let end = match own {
        Kind::Time => next + 1,
        Kind::Number | Kind::Dotted if halves && !is_duration(tokens, next) => next + 2,
        Kind::Year | Kind::Other if halves && tokens.word(next).len() == 4 => next + 2,
        Kind::Dotted if led => next + 1,
        _ => return None,
    };
    let text = format!("1 January 2000 at {}", tokens.slice(next..end));
    let day = Date::new(2000, 1, 1).ok()?;
    match parse_typed(&text, day) {
        Ok(date) => {
            let time = date.is_certain_minute()?.time();
            Some((end, Ok(Clock { time, about })))
        }
        Err(error) => {
            let doubt = typed::doubt(&error).filter(|doubt| *doubt == Doubt::Midnight);
            doubt.map(|doubt| (end, Err(doubt)))
        }
    }
}

/// "48 hours" is how long.
fn is_duration(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.word(at + 1), "hours" | "hrs")
}

fn on(day: Date) -> Reading {
    PartDate::day(day).map_or(Reading::Question(Doubt::YearOutOfRange), |part| {
        Reading::Date(UncertainDate::on(part))
    })
}

fn maybe_on(day: Date) -> Reading {
    PartDate::day(day).map_or(Reading::Question(Doubt::YearOutOfRange), |part| {
        Reading::Date(UncertainDate::on(part.not_certain()))
    })
}

fn one_of(first: Date, last: Date) -> Reading {
    ends(first, last, false)
}

fn ends(first: Date, last: Date, goes_on: bool) -> Reading {
    let both = PartDate::day(first).and_then(|from| Ok(Ends::Both(from, PartDate::day(last)?)));
    let date = both.and_then(|both| {
        if goes_on {
            UncertainDate::span(both)
        } else {
            UncertainDate::one_of(both)
        }
    });
    date.map_or(Reading::Question(Doubt::YearOutOfRange), Reading::Date)
}

/// "yesterday evening", "last night", "earlier today", "this morning".
fn day(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let part_of_day = |at: usize| usize::from(tokens.is(at, &PARTS_OF_DAY));
    // "Yesterday's visit": of that day too.
    let word = tokens.word(at);
    let (end, days) = match word.strip_suffix("'s").unwrap_or(word) {
        "today" | "tonight" => (at + 1, 0),
        "yesterday" => (at + 1 + part_of_day(at + 1), -1),
        "tomorrow" => (at + 1 + part_of_day(at + 1), 1),
        "earlier" | "later" if tokens.word(at + 1) == "today" => (at + 2, 0),
        "this" if tokens.is(at + 1, &PARTS_OF_DAY) => (at + 2, 0),
        "day" if tokens.are(at, &["day", "before", "yesterday"]) => (at + 3, -2),
        "last" if tokens.is(at + 1, &["night", "night's"]) => (at + 2, 0),
        _ => return None,
    };
    let Some(written) = frame.written else {
        return Some((end, Reading::Question(Doubt::NoDocumentDate)));
    };
    if tokens.word(at) == "last" {
        return Some((end, one_of(plus_days(written, -1), written)));
    }
    Some((end, on(plus_days(written, days))))
}

/// "last Tuesday", "on Friday", "Tuesday of last week".
fn weekday_alone(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let which = tokens.word(at);
    let led = matches!(which, "last" | "next" | "this");
    let name = at + usize::from(led);
    let days = weekday(tokens.word(name)).filter(|_| tokens.word(name).len() >= 6)?;
    if matches!(tokens.back(at, 1), "every" | "each" | "most" | "alternate") && !led {
        return None;
    }
    named_weekday(tokens, which, name, days, frame)
}

fn named_weekday(
    tokens: &Tokens<'_>,
    which: &str,
    name: usize,
    days: i8,
    frame: Frame,
) -> Option<Hit> {
    let mut end = name + 1 + usize::from(tokens.is(name + 1, &PARTS_OF_DAY));
    let beside = end + usize::from(tokens.word(end) == ",");
    if matches!(
        tokens.kind(beside),
        Kind::Number | Kind::Ordinal | Kind::Full | Kind::Month
    ) {
        return None;
    }
    let of = usize::from(tokens.word(end) == "of");
    let week = match (tokens.word(end + of), tokens.word(end + of + 1)) {
        ("last", "week") => Some(-1),
        ("this", "week") => Some(0),
        ("next", "week") => Some(1),
        _ => None,
    };
    if week.is_some() {
        end += of + 2;
    }
    let Some(written) = frame.written else {
        return Some((end, Reading::Question(Doubt::NoDocumentDate)));
    };
    let of_week = |weeks: i64| plus_days(monday(written), 7 * weeks + i64::from(days));
    let own = of_week(0);
    let last = if own < written { own } else { of_week(-1) };
    let coming = if own > written { own } else { of_week(1) };
    let reading = match (week, which) {
        (Some(weeks), _) => on(of_week(weeks)),
        (None, "this") => on(own),
        (None, "last") if last == own => maybe_on(last),
        (None, "last") => on(last),
        (None, "next") if coming == own => maybe_on(of_week(1)),
        (None, "next") => on(coming),
        _ if tense(tokens, name) == Tense::Future => maybe_on(coming),
        _ => maybe_on(last),
    };
    Some((end, reading))
}

/// "the same day", "the following day", "the day before".
fn anchored(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    const DAY: [&str; 6] = ["day", "morning", "afternoon", "evening", "night", "date"];
    let (start, later) = match tokens.word(at) {
        "later" | "earlier" if tokens.is(at + 1, &["that", "the"]) => (at + 1, true),
        _ => (at, false),
    };
    let start = start + usize::from(later && tokens.word(start) == "the");
    let second = tokens.is(start + 1, &DAY);
    let (end, days) = match tokens.word(start) {
        "same" if second => (start + 2, 0),
        "that" if second && later => (start + 2, 0),
        "previous" | "preceding" if second => (start + 2, -1),
        "following" | "next" if second => (start + 2, 1),
        "day" if tokens.word(start + 1) == "before" && is_end(tokens, start + 2) => (start + 2, -1),
        "day" if tokens.word(start + 1) == "after" && is_end(tokens, start + 2) => (start + 2, 1),
        _ => return None,
    };
    let reading = match (frame.day, frame.written, days) {
        (Some(day), _, days) => on(plus_days(day, days)),
        (None, Some(written), 0) => on(written),
        (None, Some(written), -1) => maybe_on(plus_days(written, -1)),
        (None, None, _) => Reading::Question(Doubt::NoDocumentDate),
        (None, Some(_), _) => Reading::Question(Doubt::NoAnchor),
    };
    Some((end, reading))
}

/// Whether nothing follows that the words before would count from.
fn is_end(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = tokens.word(at);
    let pronoun = matches!(
        next,
        "she" | "he" | "they" | "we" | "i" | "mum" | "dad" | "mother" | "father"
    );
    pronoun || !next.starts_with(|letter: char| letter.is_alphanumeric())
}

/// "on the 13th", "the 29th of last month".
fn day_of_month(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let led = tokens.back(at, 1) == "the" || tokens.word(at) == "the";
    let at = at + usize::from(tokens.word(at) == "the");
    if tokens.kind(at) != Kind::Ordinal || !led {
        return None;
    }
    let number = tokens
        .word(at)
        .trim_end_matches(|letter: char| letter.is_alphabetic());
    let day: i8 = number.parse().ok()?;
    let which = if tokens.word(at + 1) == "of" {
        tokens.word(at + 2)
    } else {
        ""
    };
    let months = match which {
        "this" if tokens.word(at + 3) == "month" => Some(0),
        "last" if tokens.word(at + 3) == "month" => Some(-1),
        _ => None,
    };
    let next = tokens.word(at + 1);
    let ends = !next.starts_with(|letter: char| letter.is_alphanumeric())
        || matches!(
            next,
            "at" | "and" | "to" | "by" | "with" | "when" | "she" | "he" | "they"
        );
    if months.is_none() && !ends {
        return None;
    }
    let end = at + 1 + if months.is_some() { 3 } else { 0 };
    let Some(written) = frame.written else {
        return Some((end, Reading::Question(Doubt::NoDocumentDate)));
    };
    let month = plus_months(written.first_of_month(), months.unwrap_or(0));
    let reading = match Date::new(month.year(), month.month(), day) {
        Ok(date) if months.is_some() || date <= written => on(date),
        Ok(_) => Reading::Question(Doubt::YearUnclear),
        Err(_) => Reading::Question(Doubt::NoSuchDay),
    };
    Some((end, reading))
}

/// "last week", "this month", "last March", "last summer", "at the weekend".
fn this_or_last(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    if tokens.word(at) == "weekend" && tokens.back(at, 1) == "the" {
        return weekend(tokens, at, frame);
    }
    if tokens.is(at, &["at", "over"]) && tokens.are(at + 1, &["the", "weekend"]) {
        return weekend(tokens, at + 2, frame);
    }
    let since = tokens.word(at) == "since";
    let earlier = tokens.word(at) == "earlier";
    let at = at + usize::from(since || earlier);
    let which = tokens.word(at);
    if !matches!(which, "last" | "this" | "next") || (earlier && which != "this") {
        return None;
    }
    let name = tokens.word(at + 1);
    let end = at + 2;
    if !matches!(name, "week" | "month" | "year" | "weekend")
        && kind(name) != Kind::Season
        && month(name).is_none()
    {
        return None;
    }
    let half_said =
        name == "week" && tokens.is(end, &["of", "in"]) && month(tokens.word(end + 1)).is_some();
    if half_said {
        return None;
    }
    let Some(written) = frame.written else {
        return Some((end, Reading::Question(Doubt::NoDocumentDate)));
    };
    let reading = if earlier {
        so_far(name, written)?
    } else {
        named(which, name, written)?
    };
    Some((end, if since { open(reading) } else { reading }))
}

fn so_far(name: &str, written: Date) -> Option<Reading> {
    let from = match name {
        "week" => monday(written),
        "month" => written.first_of_month(),
        "year" => written.first_of_year(),
        _ => return None,
    };
    Some(one_of(from, written))
}

fn named(which: &str, name: &str, written: Date) -> Option<Reading> {
    let step = match which {
        "last" => -1,
        "next" => 1,
        _ => 0,
    };
    let part =
        |part: Result<PartDate, _>| part.ok().map(|part| Reading::Date(UncertainDate::on(part)));
    match name {
        "week" => {
            let first = plus_days(monday(written), 7 * step);
            Some(one_of(first, plus_days(first, 6)))
        }
        "month" => {
            let month = plus_months(written.first_of_month(), step);
            part(PartDate::month(month.year(), month.month()))
        }
        "year" => part(PartDate::year(
            written.year() + i16::try_from(step).unwrap_or(0),
        )),
        "weekend" if step == 0 => Some(Reading::Question(Doubt::WhichOne)),
        "weekend" => {
            let saturday = plus_days(monday(written), 7 * step + 5);
            Some(one_of(saturday, plus_days(saturday, 1)))
        }
        _ => month_or_season(which, name, written),
    }
}

/// "last March": of the year before, unless there was one this year; then it is asked.
fn month_or_season(which: &str, name: &str, written: Date) -> Option<Reading> {
    if name == "winter" {
        return Some(Reading::Question(Doubt::YearUnclear));
    }
    let of = |year: i16| parse_typed(&format!("{name} {year}"), written).ok();
    let own = of(written.year())?;
    let begun = own.earliest().is_some_and(|first| first <= written);
    Some(match (which, begun) {
        ("last", true) => Reading::Question(Doubt::YearUnclear),
        ("last", false) => Reading::Date(of(written.year() - 1)?),
        ("next", true) => Reading::Date(of(written.year() + 1)?),
        ("next", false) => Reading::Question(Doubt::YearUnclear),
        _ => Reading::Date(own),
    })
}

/// The Saturday and Sunday before the document.
fn weekend(tokens: &Tokens<'_>, at: usize, frame: Frame) -> Option<Hit> {
    let Some(written) = frame.written else {
        return Some((at + 1, Reading::Question(Doubt::NoDocumentDate)));
    };
    let offset = written.weekday().to_monday_zero_offset();
    if offset >= 5 {
        return Some((at + 1, Reading::Question(Doubt::WhichOne)));
    }
    let saturday = plus_days(monday(written), -2);
    let goes_on = tokens.back(at, 2) == "over";
    Some((at + 1, ends(saturday, plus_days(saturday, 1), goes_on)))
}

/// From the beginning of it on.
fn open(reading: Reading) -> Reading {
    let Reading::Date(date) = reading else {
        return reading;
    };
    let part = match date.meaning() {
        Meaning::On(part) => part,
        Meaning::OneOf(Ends::Both(from, _)) => from,
        _ => return reading,
    };
    UncertainDate::span(Ends::From(part)).map_or(reading, Reading::Date)
}
