#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]
use super::*;
use crate::Date;
use jiff::civil::date;

fn england() -> Scheme {
    let (name, text) = crate::scheme::shipped()[0];
    Scheme::parse(text, name).unwrap()
}

fn step(track: TrackKind, to: StageKind, day: Date, entered: i64) -> Entered {
    let happened = UncertainDate::day(day).unwrap();
    let step = Transition {
        track,
        instance: 0,
        to,
        happened,
        reason: None,
    };
    Entered {
        step,
        at: Instant::from_microseconds(entered),
    }
}

fn may(steps: &[Entered], track: TrackKind, to: StageKind) -> Result<(), StepRefused> {
    let happened = UncertainDate::day(date(2026, 11, 24)).unwrap();
    may_step(
        &england(),
        steps,
        &Transition {
            track,
            instance: 0,
            to,
            happened,
            reason: None,
        },
    )
}

#[test]
fn the_order_of_entering_does_not_matter() {
    let late_entry = [
        step(
            TrackKind::Notification,
            StageKind::Notified,
            date(2026, 11, 20),
            1,
        ),
        step(
            TrackKind::Notification,
            StageKind::Raised,
            date(2026, 11, 16),
            2,
        ),
    ];
    let standing = &standings(&late_entry)[&(TrackKind::Notification, 0)];
    assert_eq!(standing.stage, StageKind::Notified);
}

#[test]
fn no_track_waits_for_a_letter() {
    let steps = [step(
        TrackKind::Notification,
        StageKind::Notified,
        date(2026, 11, 20),
        1,
    )];
    may(&steps, TrackKind::LocalReview, StageKind::DecidedYes).unwrap();
    may(&steps, TrackKind::Actions, StageKind::Begun).unwrap();
    let decided = [step(
        TrackKind::LocalReview,
        StageKind::DecidedYes,
        date(2026, 11, 21),
        2,
    )];
    may(&decided, TrackKind::LocalReview, StageKind::DecidedNo).unwrap();
}

#[test]
fn a_rapid_review_cannot_come_before_the_notification() {
    let raised = [step(
        TrackKind::Notification,
        StageKind::Raised,
        date(2026, 11, 20),
        1,
    )];
    let refused = may(&raised, TrackKind::RapidReview, StageKind::Begun);
    assert_eq!(refused, Err(StepRefused::OtherFirst));
    let refused = may(&raised, TrackKind::Notification, StageKind::Withdrawn);
    assert_eq!(refused, Err(StepRefused::NotFromHere));
}

#[test]
fn withdrawing_needs_a_reason_and_a_withdrawn_one_can_be_reopened() {
    let notified = [step(
        TrackKind::Notification,
        StageKind::Notified,
        date(2026, 11, 20),
        1,
    )];
    let refused = may(&notified, TrackKind::Notification, StageKind::Withdrawn);
    assert_eq!(refused, Err(StepRefused::NeedsReason));
    let withdrawn = [step(
        TrackKind::Notification,
        StageKind::Withdrawn,
        date(2026, 11, 20),
        1,
    )];
    let next = next_steps(&england(), &withdrawn, TrackKind::Notification, 0);
    assert!(next.contains(&StageKind::Reopened), "{next:?}");
}

#[test]
fn no_stage_of_a_shipped_scheme_is_a_dead_end_before_it_is_closed() {
    let scheme = england();
    for stage in &scheme.track(TrackKind::Notification).unwrap().stages {
        let there = [step(
            TrackKind::Notification,
            stage.kind,
            date(2026, 11, 20),
            1,
        )];
        let next = next_steps(&scheme, &there, TrackKind::Notification, 0);
        assert!(!next.is_empty(), "{:?}", stage.kind);
    }
}

#[test]
fn an_invented_nation_runs_by_its_own_rules() {
    let text = include_str!("../../tests/data/invented.toml");
    let scheme = Scheme::parse(text, "invented.toml").unwrap();
    let next = next_steps(&scheme, &[], TrackKind::Notification, 0);
    assert_eq!(next, [StageKind::Raised]);
    let raised = [step(
        TrackKind::Notification,
        StageKind::Raised,
        date(2026, 11, 20),
        1,
    )];
    assert_eq!(next_steps(&scheme, &raised, TrackKind::LocalReview, 0), []);
}
