#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]
use super::*;
use crate::scheme::{StageKind, TrackKind};
use crate::track::{Entered, StepDetails, Transition};
use crate::{Instant, Nation, Sensitive, parse_typed};
use EventKind as E;
use jiff::civil::date;

mod branches;

fn england() -> (Scheme, Calendar) {
    let (name, text) = crate::scheme::shipped()[0];
    let scheme = Scheme::parse(text, name).unwrap();
    (scheme, Calendar::embedded(Nation::England).unwrap())
}

fn on(day: Date) -> UncertainDate {
    UncertainDate::day(day).unwrap()
}

fn words(text: &str) -> Sensitive<String> {
    Sensitive(text.to_owned())
}

fn facts(events: &[(E, Date)]) -> ClockFacts {
    let events = events.iter().map(|(event, day)| (*event, on(*day)));
    ClockFacts {
        events: events.collect(),
        ..ClockFacts::default()
    }
}

fn shown(id: &str, facts: &ClockFacts, today: Date) -> ClockLine {
    let (scheme, calendar) = england();
    let mut lines = clock_lines(&scheme, facts, &calendar, today).into_iter();
    lines.find(|line| line.id == id).unwrap()
}

fn step(track: TrackKind, to: StageKind, day: Date) -> Entered {
    Entered {
        step: Transition {
            track,
            instance: 0,
            to,
            happened: on(day),
            reason: None,
            details: StepDetails::default(),
        },
        at: Instant::default(),
    }
}

const KNEW: Date = date(2026, 11, 23);

/// Clock, event that starts it, its day, the day it is due.
const DUE: &str = "
notify authority_knew 2026-11-23 2026-11-30
notify authority_knew 2026-12-18 2026-12-29
notify authority_knew 2026-12-19 2026-12-29
notify authority_knew 2027-03-25 2027-04-05
tell_partners authority_knew 2026-11-23 2026-11-30
rapid_review notified 2026-11-30 2026-12-21
rapid_review notified 2026-12-29 2027-01-20
rapid_review notified 2026-04-02 2026-04-27
rapid_review_from_awareness authority_knew 2026-11-30 2026-12-21
panel_reply latest_version_sent 2026-11-30 2026-12-21
publication_notice publication_planned 2027-01-12 2026-12-31
publication_notice publication_planned 2026-04-15 2026-04-02
local_review local_review_initiated 2026-08-31 2027-02-28
local_review local_review_initiated 2026-03-31 2026-09-30
keep_available published 2026-04-15 2027-04-15
decide raised 2026-11-20 2026-11-23
";

#[test]
fn the_dates_of_the_field_fall_where_its_digest_says() {
    let (newer, calendar) = england();
    let mut looked_at = 0;
    for case in DUE.lines().filter(|line| !line.is_empty()) {
        let parts: Vec<&str> = case.split(' ').collect();
        let event = E::from_code(parts[1]).unwrap();
        let day: Date = parts[2].parse().unwrap();
        let due: Date = parts[3].parse().unwrap();
        for scheme in [&newer, &older()] {
            let lines = clock_lines(scheme, &facts(&[(event, day)]), &calendar, day);
            let line = lines.iter().find(|line| line.id == parts[0]).unwrap();
            let found = (line.from, line.due);
            assert_eq!(found, (Some(day), Some(due)), "{}: {case}", scheme.id);
            looked_at += 1;
        }
    }
    assert_eq!(looked_at, 32);
}

fn older() -> Scheme {
    let (name, text) = crate::scheme::shipped()[1];
    Scheme::parse(text, name).unwrap()
}

#[test]
fn a_clock_runs_is_due_today_and_is_late_in_words() {
    let known = facts(&[(E::AuthorityKnew, KNEW)]);
    let cases = [
        (
            date(2026, 11, 23),
            ClockState::Runs { left: 5 },
            "clock-runs",
            Some(5),
            0,
        ),
        (
            date(2026, 11, 27),
            ClockState::Runs { left: 1 },
            "clock-runs",
            Some(1),
            4,
        ),
        (
            date(2026, 11, 29),
            ClockState::Runs { left: 1 },
            "clock-runs",
            Some(1),
            4,
        ),
        (
            date(2026, 11, 30),
            ClockState::Runs { left: 0 },
            "clock-due-today",
            None,
            5,
        ),
        (
            date(2026, 12, 1),
            ClockState::Late { by: 1, met: None },
            "clock-late",
            Some(1),
            6,
        ),
        (
            date(2026, 12, 7),
            ClockState::Late { by: 5, met: None },
            "clock-late",
            Some(5),
            10,
        ),
    ];
    for (today, state, key, days, day) in cases {
        let line = shown("notify", &known, today);
        assert_eq!(line.state, state, "{today}");
        assert!(line.is_open());
        let said = line.words(today);
        assert_eq!((said.key, said.days), (key, days), "{today}");
        assert_eq!(line.day, Some(DayOf { day, of: 5 }), "{today}");
    }
}

#[test]
fn a_clock_that_was_met_keeps_how_long_it_took() {
    let cases = [
        (
            date(2026, 11, 23),
            ClockState::Met {
                on: date(2026, 11, 23),
                used: Some(0),
            },
            "clock-met",
        ),
        (
            date(2026, 11, 30),
            ClockState::Met {
                on: date(2026, 11, 30),
                used: Some(5),
            },
            "clock-met",
        ),
        (
            date(2026, 12, 1),
            ClockState::Late {
                by: 1,
                met: Some(date(2026, 12, 1)),
            },
            "clock-met-late",
        ),
    ];
    for (notified, state, key) in cases {
        let known = facts(&[(E::AuthorityKnew, KNEW), (E::Notified, notified)]);
        let line = shown("notify", &known, date(2027, 1, 20));
        assert_eq!(line.state, state, "{notified}");
        assert_eq!(line.words(date(2027, 1, 20)).key, key);
        assert!(!line.is_open());
    }
}

#[test]
fn lateness_asks_for_a_reason_and_for_the_day_the_national_body_was_told() {
    let mut known = facts(&[(E::AuthorityKnew, KNEW), (E::Notified, date(2026, 12, 2))]);
    let today = date(2026, 12, 3);
    assert_eq!(shown("notify", &known, today).asks(), Some(Ask::Reason));
    let mut late = Lateness {
        clock: "notify".to_owned(),
        reason: "understood_later".to_owned(),
        words: words("it looked like an accident at first"),
        told: None,
    };
    let (scheme, _) = england();
    late.check(&scheme).unwrap();
    known.lateness.push(late.clone());
    assert_eq!(shown("notify", &known, today).asks(), Some(Ask::TellPanel));
    late.told = Some(on(date(2026, 12, 3)));
    known.lateness.push(late.clone());
    let line = shown("notify", &known, today);
    assert_eq!((line.asks(), line.lateness), (None, Some(late.clone())));
    assert_eq!(
        line.state,
        ClockState::Late {
            by: 2,
            met: Some(date(2026, 12, 2))
        }
    );

    late.reason = "dog".to_owned();
    assert_eq!(late.check(&scheme), Err(ClockRefused::NoSuchReason));
    late.reason = "other".to_owned();
    late.words = words(" ");
    assert_eq!(late.check(&scheme), Err(ClockRefused::NeedsWords));
    late.clock = "sundial".to_owned();
    assert_eq!(late.check(&scheme), Err(ClockRefused::NoSuchClock));
}

#[test]
fn the_clocks_of_five_and_fifteen_days_are_never_paused() {
    let (scheme, _) = england();
    let pause = |clock: &str| Pause {
        clock: clock.to_owned(),
        from: date(2026, 11, 24),
        to: None,
        reason: words("trial"),
        look_again: None,
        lifts: words("the officer"),
        lifted: None,
    };
    let mut known = facts(&[
        (E::AuthorityKnew, KNEW),
        (E::Notified, KNEW),
        (E::LocalReviewInitiated, KNEW),
        (E::PublicationPlanned, date(2027, 3, 1)),
    ]);
    known.pauses = scheme
        .clocks
        .iter()
        .map(|clock| pause(&clock.item.id))
        .collect();
    let mut paused = Vec::new();
    for clock in &scheme.clocks {
        let id = clock.item.id.as_str();
        if shown(id, &known, date(2026, 12, 1)).state == ClockState::Paused {
            pause(id).check(&scheme).unwrap();
            paused.push(id);
        } else {
            assert_eq!(
                pause(id).check(&scheme),
                Err(ClockRefused::NeverPaused),
                "{id}"
            );
        }
    }
    assert_eq!(paused, ["scoping", "publication_notice"]);
    let line = shown("publication_notice", &known, date(2026, 12, 1));
    assert_eq!(line.due, Some(date(2027, 2, 18)), "a pause moves no date");

    let mut ended = pause("publication_notice");
    ended.to = Some(date(2026, 11, 30));
    ended.check(&scheme).unwrap();
    known.pauses = vec![ended.clone()];
    let line = shown("publication_notice", &known, date(2026, 12, 1));
    assert!(matches!(line.state, ClockState::Runs { .. }));
    ended.to = Some(date(2026, 11, 1));
    assert_eq!(ended.check(&scheme), Err(ClockRefused::EndsBeforeItBegins));
}

#[test]
fn completed_and_sent_are_two_dates() {
    let mut known = facts(&[
        (E::AuthorityKnew, date(2026, 11, 27)),
        (E::Notified, date(2026, 11, 30)),
        (E::RapidReviewCompleted, date(2026, 12, 21)),
    ]);
    let line = shown("rapid_review", &known, date(2026, 12, 22));
    assert_eq!(
        line.state,
        ClockState::Late { by: 1, met: None },
        "completed is not sent"
    );
    let completed = Shown {
        event: E::RapidReviewCompleted,
        on: on(date(2026, 12, 21)),
        day: Some(15),
    };
    assert_eq!(line.shows, std::slice::from_ref(&completed));
    known
        .events
        .insert(E::RapidReviewSent, on(date(2026, 12, 22)));
    let line = shown("rapid_review", &known, date(2027, 1, 4));
    assert_eq!(
        line.state,
        ClockState::Late {
            by: 1,
            met: Some(date(2026, 12, 22))
        }
    );
    assert_eq!(line.day, Some(DayOf { day: 16, of: 15 }));
    assert_eq!(line.shows, [completed]);
    let aware = shown("rapid_review_from_awareness", &known, date(2027, 1, 4));
    assert!(aware.advisory);
    let met = ClockState::Met {
        on: date(2026, 12, 22),
        used: Some(17),
    };
    assert_eq!(aware.state, met, "an advisory line is never late");
}

#[test]
fn the_reply_is_an_expectation_and_never_late() {
    let known = facts(&[(E::LatestVersionSent, date(2026, 1, 5))]);
    let today = date(2026, 11, 24);
    let line = shown("panel_reply", &known, today);
    assert!(line.expectation && !line.checked);
    assert!(matches!(line.state, ClockState::Runs { left } if left < 0));
    assert_eq!(line.words(today).key, "clock-expected-earlier");
    assert_eq!(line.asks(), None);
    let early = facts(&[(E::PanelReplied, date(2026, 1, 5))]);
    let waits = ClockState::Waits(E::LatestVersionSent);
    assert_eq!(shown("panel_reply", &early, today).state, waits);
}

#[test]
fn an_uncertain_date_starts_no_clock_and_is_asked_about() {
    for typed in ["about 13 February 2026", "February 2026", "not known"] {
        let mut known = facts(&[]);
        let today = date(2026, 3, 1);
        let date = parse_typed(typed, today).unwrap();
        known.events.insert(E::AuthorityKnew, date);
        let line = shown("notify", &known, today);
        let why = Why::UncertainDate(E::AuthorityKnew);
        assert_eq!(line.state, ClockState::CannotSay(why), "{typed}");
        assert_eq!(
            (line.from, line.due, line.day),
            (None, None, None),
            "{typed}"
        );
        assert_eq!(line.asks(), Some(Ask::SettleDate(E::AuthorityKnew)));
        assert_eq!(line.words(today).event, Some(E::AuthorityKnew));
    }
    let mut known = facts(&[(E::AuthorityKnew, KNEW)]);
    let about = parse_typed("about 27 November 2026", KNEW).unwrap();
    known.events.insert(E::Notified, about);
    let line = shown("notify", &known, date(2026, 12, 1));
    let why = Why::UncertainDate(E::Notified);
    assert_eq!(line.state, ClockState::CannotSay(why));
    assert_eq!(
        line.due,
        Some(date(2026, 11, 30)),
        "when it was due is certain"
    );
}

#[test]
fn dates_that_contradict_each_other_are_asked_about() {
    let known = facts(&[(E::AuthorityKnew, KNEW), (E::Notified, date(2026, 11, 20))]);
    let line = shown("notify", &known, KNEW);
    let why = Why::OutOfOrder {
        starts: E::AuthorityKnew,
        meets: E::Notified,
    };
    assert_eq!(line.state, ClockState::CannotSay(why));
    let known = facts(&[(E::Notified, date(2026, 11, 20))]);
    let line = shown("notify", &known, KNEW);
    let why = Why::NotRecorded(E::AuthorityKnew);
    assert_eq!(line.state, ClockState::CannotSay(why));
    assert_eq!(line.asks(), Some(Ask::RecordDate(E::AuthorityKnew)));
    let waits = ClockState::Waits(E::AuthorityKnew);
    assert_eq!(shown("notify", &facts(&[]), KNEW).state, waits);
}

#[test]
fn outside_the_table_nothing_is_guessed() {
    for day in [date(2029, 5, 1), date(2028, 12, 29), date(2014, 12, 30)] {
        let known = facts(&[(E::AuthorityKnew, day)]);
        let line = shown("notify", &known, day);
        assert!(
            matches!(line.state, ClockState::CannotSay(Why::Calendar(_))),
            "{day}"
        );
        assert_eq!(line.words(day).key, "clock-outside-calendar");
    }
    let months = facts(&[(E::LocalReviewInitiated, date(2028, 12, 29))]);
    let line = shown("local_review", &months, date(2028, 12, 29));
    assert_eq!(line.due, Some(date(2029, 6, 29)), "months need no table");
    assert!(matches!(
        line.state,
        ClockState::CannotSay(Why::Calendar(_))
    ));
}
