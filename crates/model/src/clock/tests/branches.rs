//! The branches of the field, the plan, and a nation that does not exist.

use super::*;

#[test]
fn clocks_run_for_the_branches_that_have_them() {
    let base = facts(&[(E::Raised, KNEW), (E::AuthorityKnew, KNEW)]);
    let outcomes = [
        ("notifiable", true, true),
        ("looked_after_death", true, false),
        ("care_leaver_death", true, false),
        ("not_notifiable", false, false),
        ("near_miss", false, false),
    ];
    for (outcome, notify, rapid_review) in outcomes {
        let def = england().0;
        let def = def.outcome(outcome).unwrap();
        let known = ClockFacts {
            notify: Some(def.notify),
            rapid_review: Some(def.rapid_review),
            ..base.clone()
        };
        let runs = |id: &str| {
            let state = shown(id, &known, date(2026, 11, 24)).state;
            state != ClockState::DoesNotApply
        };
        assert_eq!(
            (runs("notify"), runs("tell_partners")),
            (notify, notify),
            "{outcome}"
        );
        let rapid = ["rapid_review", "rapid_review_from_awareness", "panel_reply"];
        assert!(
            rapid.into_iter().all(|id| runs(id) == rapid_review),
            "{outcome}"
        );
        assert!(
            runs("local_review"),
            "{outcome}: a local review may be chosen"
        );
    }
}

#[test]
fn a_withdrawn_notification_shows_its_clocks_until_the_national_body_is_told() {
    use StageKind::{Notified, Reopened, Transferred, Withdrawn};
    let scheme = england().0;
    let notified = step(TrackKind::Notification, Notified, date(2026, 11, 25));
    let mut steps = vec![notified];
    let base = facts(&[(E::AuthorityKnew, KNEW)]);
    let state = |id: &str, steps: &[Entered]| {
        let known = base.clone().with_steps(&scheme, steps);
        shown(id, &known, date(2026, 11, 26)).state
    };
    let met = ClockState::Met {
        on: date(2026, 11, 25),
        used: Some(2),
    };
    let running = ClockState::Runs { left: 14 };
    assert_eq!(
        (state("notify", &steps), state("rapid_review", &steps)),
        (met.clone(), running)
    );
    let mut gone = steps.clone();
    gone.push(step(TrackKind::Notification, Withdrawn, date(2026, 11, 26)));
    assert_eq!(state("rapid_review", &gone), ClockState::DoesNotApply);
    assert_eq!(state("notify", &gone), met, "what was met was met");
    assert_ne!(state("local_review", &gone), ClockState::DoesNotApply);
    gone.push(step(TrackKind::Notification, Reopened, date(2026, 11, 27)));
    assert_eq!(state("notify", &gone), ClockState::Runs { left: 2 });
    steps.push(step(
        TrackKind::Notification,
        Transferred,
        date(2026, 11, 26),
    ));
    assert_eq!(state("rapid_review", &steps), ClockState::DoesNotApply);
}

#[test]
fn a_case_notified_again_has_a_rapid_review_of_its_own() {
    use StageKind::{Completed, LetterReceived, Notified, Reopened, Sent, Withdrawn};
    let scheme = england().0;
    let mut steps = vec![
        step(TrackKind::Notification, Notified, date(2026, 9, 1)),
        step(TrackKind::RapidReview, Completed, date(2026, 9, 16)),
        step(TrackKind::RapidReview, Sent, date(2026, 9, 17)),
        step(TrackKind::PanelExchange, LetterReceived, date(2026, 9, 30)),
        step(TrackKind::Notification, Withdrawn, date(2026, 10, 5)),
    ];
    let line = |id: &str, steps: &[Entered]| {
        let known = facts(&[(E::AuthorityKnew, date(2026, 8, 28))]);
        shown(id, &known.with_steps(&scheme, steps), date(2026, 11, 24))
    };
    let met = ClockState::Met {
        on: date(2026, 9, 17),
        used: Some(12),
    };
    assert_eq!(line("rapid_review", &steps).state, met, "it was sent");
    steps.push(step(TrackKind::Notification, Reopened, date(2026, 11, 2)));
    steps.push(step(TrackKind::Notification, Notified, date(2026, 11, 23)));
    let again = line("rapid_review", &steps);
    assert_eq!(again.from, Some(date(2026, 11, 23)));
    assert_eq!(again.state, ClockState::Runs { left: 14 });
    assert!(again.shows.is_empty(), "{:?}", again.shows);
    let waits = ClockState::Waits(E::LatestVersionSent);
    assert_eq!(line("panel_reply", &steps).state, waits);
}

#[test]
fn six_months_run_while_the_decision_for_a_local_review_stands() {
    use StageKind::{DecidedNo, DecidedYes, LocalLearningBegun, StoodDown};
    let scheme = england().0;
    let state = |stages: &[(StageKind, Date)]| {
        let steps: Vec<Entered> = stages
            .iter()
            .map(|(stage, day)| step(TrackKind::LocalReview, *stage, *day))
            .collect();
        let known = ClockFacts::default().with_steps(&scheme, &steps);
        let line = shown("local_review", &known, date(2026, 11, 24));
        (line.from, line.state)
    };
    let (first, second, third) = (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 2));
    let (from, running) = state(&[(DecidedYes, first), (DecidedYes, second)]);
    assert_eq!(from, Some(first));
    assert!(matches!(running, ClockState::Runs { .. }));
    let none = ClockState::DoesNotApply;
    assert_eq!(state(&[(DecidedYes, first), (DecidedNo, second)]).1, none);
    assert_eq!(state(&[(DecidedYes, first), (StoodDown, second)]).1, none);
    assert_eq!(
        state(&[(LocalLearningBegun, first)]).1,
        none,
        "a light route has no clock"
    );
    let (from, _) = state(&[
        (DecidedYes, first),
        (DecidedNo, second),
        (DecidedYes, third),
    ]);
    assert_eq!(from, Some(third));
}

#[test]
fn a_published_report_is_kept_until_its_day() {
    let known = facts(&[(E::Published, date(2025, 11, 3))]);
    let line = shown("keep_available", &known, date(2026, 11, 2));
    assert_eq!(line.state, ClockState::Runs { left: 1 });
    let kept = ClockState::Met {
        on: date(2026, 11, 3),
        used: None,
    };
    assert_eq!(
        shown("keep_available", &known, date(2026, 11, 24)).state,
        kept
    );
}

#[test]
fn the_plan_names_every_day_off_and_who_holds_each_step() {
    let (scheme, calendar) = england();
    let (days, steps) = day_plan(&scheme, date(2026, 12, 18), &calendar).unwrap();
    let numbers: Vec<u32> = days.iter().map(|day| day.number).collect();
    assert_eq!(numbers, (1..=15).collect::<Vec<u32>>());
    assert_eq!(days[0].off_before[0], (date(2026, 12, 19), DayOff::Weekend));
    let after = days
        .iter()
        .find(|day| day.date == date(2026, 12, 29))
        .unwrap();
    let off: Vec<(i8, bool)> = after
        .off_before
        .iter()
        .map(|(day, off)| (day.day(), matches!(off, DayOff::Holiday(_))))
        .collect();
    assert_eq!(off, [(25, true), (26, false), (27, false), (28, true)]);
    assert!(after.gap_before && after.holidays_before[0].1.contains("Christmas"));
    let on = |day| -> Vec<&str> {
        let held = steps.iter().filter(|step| step.is_on(day));
        held.map(|step| step.id.as_str()).collect()
    };
    assert_eq!((on(1), on(9)), (vec!["requests"], vec!["returns"]));
    assert_eq!(
        (on(12), on(15)),
        (vec!["meeting", "sign_off"], vec!["sign_off", "send"])
    );
    assert!(
        steps
            .iter()
            .all(|step| !step.checked && !step.holder.is_empty())
    );
    assert!(day_plan(&scheme, date(2028, 12, 20), &calendar).is_err());
}

#[test]
fn an_invented_nation_runs_by_its_own_lengths() {
    let text = include_str!("../../../tests/data/invented.toml");
    let scheme = Scheme::parse(text, "invented.toml").unwrap();
    let calendar = Calendar::embedded(scheme.nation).unwrap();
    let letter = step(TrackKind::PanelExchange, StageKind::LetterReceived, KNEW);
    let begun = step(TrackKind::LocalReview, StageKind::Begun, date(2026, 12, 1));
    let known = facts(&[(E::AuthorityKnew, KNEW)]).with_steps(&scheme, &[letter, begun]);
    let lines = clock_lines(&scheme, &known, &calendar, date(2026, 12, 2));
    let dues: Vec<(&str, Option<Date>)> = lines
        .iter()
        .map(|line| (line.id.as_str(), line.due))
        .collect();
    let expected = [
        ("tell_moot", Some(date(2026, 11, 26))),
        ("look_back", Some(date(2027, 2, 1))),
        ("gathering", Some(date(2026, 12, 15))),
    ];
    assert_eq!(dues, expected);
    // St Andrew's Day is a holiday of the calendar that the invented nation borrows.
    assert_eq!(lines[0].state, ClockState::Late { by: 3, met: None });
    let (days, steps) = day_plan(&scheme, KNEW, &calendar).unwrap();
    assert_eq!((days.len(), steps.len()), (3, 1));
    match &lines[1].state {
        ClockState::Runs { left } => assert!(*left > 30),
        other => panic!("{other:?}"),
    }
}

#[test]
fn lateness_and_pauses_survive_storage() {
    let late = Lateness {
        clock: "notify".to_owned(),
        reason: "other".to_owned(),
        words: words("why"),
        told: Some(on(KNEW)),
    };
    let kept = serde_json::to_string(&late).unwrap();
    assert_eq!(serde_json::from_str::<Lateness>(&kept).unwrap(), late);
    let pause = Pause {
        clock: "scoping".to_owned(),
        from: KNEW,
        to: None,
        reason: words("why"),
        look_again: None,
        lifts: words("the officer"),
        lifted: None,
    };
    let kept = serde_json::to_string(&pause).unwrap();
    assert_eq!(serde_json::from_str::<Pause>(&kept).unwrap(), pause);
}

#[test]
fn what_was_done_before_the_review_was_brought_in_is_met_and_never_late() {
    let scheme = england().0;
    let before = |to, happened: UncertainDate, place| {
        let mut one = step(TrackKind::Notification, to, KNEW);
        one.step.happened = happened;
        one.step.details.done_before = Some(crate::track::DoneBefore {
            source: words("a minute book"),
            place,
            stands: happened.is_unknown().then(|| on(KNEW)),
        });
        one
    };
    let facts_with = |happened: UncertainDate| {
        let steps = [
            before(StageKind::Notified, happened, 1),
            before(StageKind::Notifiable, on(KNEW), 0),
        ];
        facts(&[(E::AuthorityKnew, KNEW)]).with_steps(&scheme, &steps)
    };
    let today = date(2027, 1, 4);
    let late = facts_with(on(date(2026, 12, 14)));
    let met = ClockState::Met {
        on: date(2026, 12, 14),
        used: Some(15),
    };
    assert_eq!(shown("notify", &late, today).state, met);
    let unknown = facts_with(UncertainDate::UNKNOWN);
    let line = shown("notify", &unknown, today);
    assert_eq!(line.state, ClockState::MetSomeDay);
    assert!(line.asks().is_none() && !line.is_open());
    let settle = shown("rapid_review", &unknown, today);
    assert_eq!(settle.asks(), Some(Ask::SettleDate(E::Notified)));
    let own = facts(&[(E::AuthorityKnew, KNEW), (E::Notified, date(2026, 12, 14))]);
    let state = shown("notify", &own, today).state;
    assert!(
        matches!(state, ClockState::Late { .. }),
        "done here it is late"
    );
}
