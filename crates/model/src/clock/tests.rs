#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]
use super::*;
use crate::Nation;
use jiff::civil::date;

fn england() -> (Scheme, Calendar) {
    let (name, text) = crate::scheme::shipped()[0];
    (
        Scheme::parse(text, name).unwrap(),
        Calendar::embedded(Nation::England).unwrap(),
    )
}

fn on(day: Date) -> UncertainDate {
    UncertainDate::day(day).unwrap()
}

fn facts(events: &[(EventKind, Date)]) -> ClockFacts {
    let events = events
        .iter()
        .map(|(event, day)| (*event, on(*day)))
        .collect();
    ClockFacts {
        events,
        ..ClockFacts::default()
    }
}

fn shown(id: &str, facts: &ClockFacts, today: Date) -> ClockLine {
    let (scheme, calendar) = england();
    let lines = clock_lines(&scheme, facts, &calendar, today);
    lines.into_iter().find(|line| line.id == id).unwrap()
}

#[test]
fn five_working_days_from_when_the_authority_knew() {
    let cases = [
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 12, 18), date(2026, 12, 29)),
        (date(2026, 12, 19), date(2026, 12, 29)),
        (date(2027, 3, 25), date(2027, 4, 5)),
    ];
    for (knew, due) in cases {
        let line = shown("notify", &facts(&[(EventKind::AuthorityKnew, knew)]), knew);
        assert_eq!(line.due, Some(due), "{knew}");
    }
}

#[test]
fn fifteen_working_days_from_the_notification() {
    let cases = [
        (date(2026, 11, 30), date(2026, 12, 21)),
        (date(2026, 12, 29), date(2027, 1, 20)),
        (date(2026, 4, 2), date(2026, 4, 27)),
    ];
    for (notified, due) in cases {
        let known = facts(&[(EventKind::Notified, notified)]);
        assert_eq!(
            shown("rapid_review", &known, notified).due,
            Some(due),
            "{notified}"
        );
    }
}

#[test]
fn notice_of_publication_counts_back() {
    for (planned, due) in [
        (date(2027, 1, 12), date(2026, 12, 31)),
        (date(2026, 4, 15), date(2026, 4, 2)),
    ] {
        let known = facts(&[(EventKind::PublicationPlanned, planned)]);
        assert_eq!(
            shown("publication_notice", &known, date(2026, 3, 1)).due,
            Some(due)
        );
    }
}

#[test]
fn six_months_run_from_the_decision_and_clamp_to_the_end_of_the_month() {
    let known = facts(&[(EventKind::LocalReviewInitiated, date(2026, 8, 31))]);
    let line = shown("local_review", &known, date(2026, 9, 1));
    assert_eq!(line.due, Some(date(2027, 2, 28)));
}

#[test]
fn late_is_said_and_never_extended() {
    let knew = (EventKind::AuthorityKnew, date(2026, 11, 23));
    let line = shown("notify", &facts(&[knew]), date(2026, 12, 2));
    assert_eq!(line.state, ClockState::Late { by: 2, met: None });
    assert!(line.is_open());
    let met = facts(&[knew, (EventKind::Notified, date(2026, 12, 1))]);
    let line = shown("notify", &met, date(2026, 12, 9));
    assert_eq!(
        line.state,
        ClockState::Late {
            by: 1,
            met: Some(date(2026, 12, 1))
        }
    );
    let pause = Pause {
        clock: "notify".to_owned(),
        from: date(2026, 11, 24),
        to: None,
        reason: Sensitive("trial".to_owned()),
    };
    let paused = ClockFacts {
        pauses: vec![pause],
        ..facts(&[knew])
    };
    let line = shown("notify", &paused, date(2026, 12, 2));
    assert_eq!(line.state, ClockState::Late { by: 2, met: None });
}

#[test]
fn an_uncertain_date_is_asked_about() {
    let mut known = facts(&[]);
    let about = crate::parse_typed("about 13 February 2026", date(2026, 3, 1)).unwrap();
    known.events.insert(EventKind::AuthorityKnew, about);
    let line = shown("notify", &known, date(2026, 3, 1));
    let why = Why::UncertainDate(EventKind::AuthorityKnew);
    assert_eq!(line.state, ClockState::CannotSay(why));
    assert_eq!(line.due, None);
}

#[test]
fn beyond_the_table_nothing_is_guessed() {
    let known = facts(&[(EventKind::AuthorityKnew, date(2029, 5, 1))]);
    let line = shown("notify", &known, date(2029, 5, 2));
    assert!(matches!(
        line.state,
        ClockState::CannotSay(Why::Calendar(_))
    ));
}

#[test]
fn without_a_notification_its_clocks_do_not_apply() {
    let mut known = facts(&[(EventKind::AuthorityKnew, date(2026, 11, 23))]);
    known.notify = Some(false);
    known.rapid_review = Some(false);
    assert_eq!(
        shown("notify", &known, date(2026, 11, 24)).state,
        ClockState::DoesNotApply
    );
    assert_eq!(
        shown("rapid_review", &known, date(2026, 11, 24)).state,
        ClockState::DoesNotApply
    );
}

#[test]
fn a_death_in_care_without_abuse_is_notified_and_has_no_rapid_review() {
    let mut known = facts(&[
        (EventKind::AuthorityKnew, date(2026, 11, 23)),
        (EventKind::Notified, date(2026, 11, 25)),
    ]);
    known.notify = Some(true);
    known.rapid_review = Some(false);
    let met = ClockState::Met {
        on: date(2026, 11, 25),
    };
    assert_eq!(shown("notify", &known, date(2026, 11, 26)).state, met);
    assert_eq!(
        shown("rapid_review", &known, date(2026, 11, 26)).state,
        ClockState::DoesNotApply
    );
}

#[test]
fn the_reply_is_an_expectation_and_never_late() {
    let known = facts(&[(EventKind::RapidReviewSent, date(2026, 1, 5))]);
    let line = shown("panel_reply", &known, date(2026, 11, 24));
    assert!(line.expectation);
    assert!(matches!(line.state, ClockState::Runs { left } if left < 0));
}

#[test]
fn the_plan_names_the_days_off() {
    let (scheme, calendar) = england();
    let (days, steps) = day_plan(&scheme, date(2026, 12, 18), &calendar).unwrap();
    assert_eq!(days.len(), 15);
    let after_christmas = days
        .iter()
        .find(|day| day.date == date(2026, 12, 29))
        .unwrap();
    assert!(after_christmas.gap_before);
    assert!(!after_christmas.holidays_before.is_empty());
    assert!(steps.iter().all(|step| step.from >= 1 && step.to <= 15));
}
