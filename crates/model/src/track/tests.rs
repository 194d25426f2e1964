#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]
use super::*;
use crate::parse_typed;
use crate::scheme::{DecisionPoint, NeedKind};
use StageKind as S;
use TrackKind as T;
use jiff::civil::date;

fn england() -> Scheme {
    let (name, text) = crate::scheme::shipped()[0];
    Scheme::parse(text, name).unwrap()
}

fn invented() -> Scheme {
    let text = include_str!("../../tests/data/invented.toml");
    Scheme::parse(text, "invented.toml").unwrap()
}

fn november(day: i8) -> UncertainDate {
    UncertainDate::day(date(2026, 11, day)).unwrap()
}

fn words(text: &str) -> Sensitive<String> {
    Sensitive(text.to_owned())
}

/// A step that lacks nothing, so that only the order decides.
fn full(track: T, to: S, happened: UncertainDate) -> Transition {
    let view = |partner: &str| PartnerView {
        partner: partner.to_owned(),
        agrees: partner != "police",
        words: words("in their own words"),
        given_by: words("a deputy"),
    };
    let partners = [
        "local_authority",
        "integrated_care_board",
        "police",
        "reeve",
        "healer",
    ];
    Transition {
        track,
        instance: 0,
        to,
        happened,
        reason: Some(words("because")),
        details: StepDetails {
            views: partners.into_iter().map(view).collect(),
            panel_told: Some(november(27)),
            agreed_by: Some(words("the director there")),
            look_again: Some(date(2027, 1, 4)),
            national_reference: Some(words("N1")),
            ..StepDetails::default()
        },
    }
}

fn enter(step: Transition, entered: i64) -> Entered {
    Entered {
        step,
        at: Instant::from_microseconds(entered),
    }
}

/// Steps that happened on the given days of November and were entered in the order given.
fn case(steps: &[(T, S, i8)]) -> Vec<Entered> {
    steps
        .iter()
        .zip(1..)
        .map(|((track, to, day), at)| enter(full(*track, *to, november(*day)), at))
        .collect()
}

fn may(steps: &[Entered], track: T, to: S, day: i8) -> Result<(), StepRefused> {
    may_step(&england(), steps, &full(track, to, november(day)))
}

fn stands(steps: &[Entered], track: T) -> Option<S> {
    standings(steps).get(&(track, 0)).map(|one| one.stage)
}

#[test]
fn the_order_of_entering_does_not_matter() {
    let late_entry = case(&[
        (T::Notification, S::Notified, 20),
        (T::Notification, S::Raised, 16),
    ]);
    assert_eq!(stands(&late_entry, T::Notification), Some(S::Notified));
    let standing = &standings(&late_entry)[&(T::Notification, 0)];
    assert_eq!(standing.since, november(20));
}

#[test]
fn a_step_entered_late_is_judged_on_the_day_it_happened() {
    let steps = case(&[
        (T::Notification, S::Raised, 16),
        (T::Notification, S::Notifiable, 18),
        (T::Notification, S::Notified, 20),
    ]);
    may(&steps, T::Notification, S::DecisionPending, 17).unwrap();
    let refused = may(&steps, T::Notification, S::DecisionPending, 21);
    assert_eq!(refused, Err(StepRefused::NotFromHere));
    let refused = may(&steps, T::Notification, S::NearMiss, 17);
    may(&steps, T::Notification, S::NotNotifiable, 17).unwrap();
    assert_eq!(refused, Ok(()), "a near miss may turn out to be notifiable");
    let refused = may(&steps, T::Notification, S::NotNotifiable, 19);
    assert_eq!(refused, Err(StepRefused::BreaksLater));
}

#[test]
fn no_track_waits_for_a_letter() {
    let steps = case(&[
        (T::Notification, S::Raised, 16),
        (T::Notification, S::Notified, 20),
    ]);
    may(&steps, T::LocalReview, S::DecidedYes, 21).unwrap();
    may(&steps, T::LocalReview, S::LocalLearningBegun, 21).unwrap();
    may(&steps, T::Actions, S::Begun, 21).unwrap();
    may(&steps, T::Actions, S::Closed, 21).unwrap();
    may(&steps, T::Publication, S::NoticeGiven, 21).unwrap();
    may(&steps, T::FamilyContact, S::Begun, 21).unwrap();
    may(&[], T::Proceedings, S::Begun, 21).unwrap();
    may(&[], T::PractitionerContact, S::Begun, 21).unwrap();
}

#[test]
fn a_scheme_that_wants_a_track_to_wait_says_so() {
    let scheme = invented();
    let begun = full(T::LocalReview, S::Begun, november(21));
    let refused = may_step(&scheme, &[], &begun);
    assert_eq!(refused, Err(StepRefused::OtherFirst));
    assert_eq!(next_steps(&scheme, &[], T::LocalReview, 0), []);
    let letter = |day| case(&[(T::PanelExchange, S::LetterReceived, day)]);
    may_step(&scheme, &letter(21), &begun).unwrap();
    assert_eq!(
        next_steps(&scheme, &letter(21), T::LocalReview, 0),
        [S::Begun]
    );
    let refused = may_step(&scheme, &letter(22), &begun);
    assert_eq!(
        refused,
        Err(StepRefused::OtherFirst),
        "the letter came later"
    );
    let refused = may_step(&scheme, &[], &full(T::RapidReview, S::Begun, november(21)));
    assert_eq!(refused, Err(StepRefused::NoSuchStage));
}

#[test]
fn a_rapid_review_cannot_come_before_the_notification() {
    let raised = case(&[(T::Notification, S::Raised, 20)]);
    let refused = may(&raised, T::RapidReview, S::Begun, 21);
    assert_eq!(refused, Err(StepRefused::OtherFirst));
    let notified = case(&[
        (T::Notification, S::Raised, 20),
        (T::Notification, S::Notified, 22),
    ]);
    let refused = may(&notified, T::RapidReview, S::Begun, 21);
    assert_eq!(refused, Err(StepRefused::OtherFirst));
    may(&notified, T::RapidReview, S::Begun, 22).unwrap();
    let about = parse_typed("about 21 November 2026", date(2026, 11, 24)).unwrap();
    let begun = full(T::RapidReview, S::Begun, about);
    may_step(&england(), &notified, &begun).unwrap();
}

#[test]
fn withdrawing_needs_a_reason_three_views_and_the_day_the_national_body_was_told() {
    let scheme = england();
    let notified = case(&[
        (T::Notification, S::Raised, 18),
        (T::Notification, S::Notified, 20),
    ]);
    let whole = full(T::Notification, S::Withdrawn, november(25));
    may_step(&scheme, &notified, &whole).unwrap();
    let bare = Transition {
        reason: None,
        details: StepDetails::default(),
        ..whole.clone()
    };
    let all = [NeedKind::Reason, NeedKind::Views, NeedKind::PanelTold];
    assert_eq!(missing(&scheme, &bare), all);

    let mut step = whole.clone();
    step.reason = Some(words("  "));
    let refused = may_step(&scheme, &notified, &step);
    assert_eq!(refused, Err(StepRefused::NeedsReason));
    let mut step = whole.clone();
    step.details.views.retain(|view| view.partner != "police");
    let refused = may_step(&scheme, &notified, &step);
    assert_eq!(refused, Err(StepRefused::NeedsViews));
    for told in [None, Some(UncertainDate::UNKNOWN)] {
        let mut step = whole.clone();
        step.details.panel_told = told;
        let refused = may_step(&scheme, &notified, &step);
        assert_eq!(refused, Err(StepRefused::NeedsPanelTold));
    }
    let refused = may(&notified[..1], T::Notification, S::Withdrawn, 25);
    assert_eq!(
        refused,
        Err(StepRefused::NotFromHere),
        "nothing to withdraw"
    );
}

#[test]
fn partners_are_those_of_the_scheme() {
    let notified = case(&[
        (T::Notification, S::Raised, 18),
        (T::Notification, S::Notified, 20),
    ]);
    let mut step = full(T::Notification, S::Withdrawn, november(25));
    step.details
        .views
        .retain(|view| matches!(view.partner.as_str(), "reeve" | "healer"));
    may_step(&invented(), &notified, &step).unwrap();
    let refused = may_step(&england(), &notified, &step);
    assert_eq!(refused, Err(StepRefused::NeedsViews));
}

#[test]
fn each_need_of_a_step_has_its_own_refusal() {
    let cases = [
        (T::Notification, S::Transferred, StepRefused::NeedsAgreedBy),
        (T::Publication, S::Paused, StepRefused::NeedsLookAgain),
        (
            T::LocalReview,
            S::StoodDown,
            StepRefused::NeedsNationalReference,
        ),
    ];
    let steps = case(&[(T::Notification, S::Raised, 18)]);
    for (track, to, refusal) in cases {
        may(&steps, track, to, 20).unwrap();
        let mut bare = full(track, to, november(20));
        bare.details = StepDetails::default();
        assert_eq!(may_step(&england(), &steps, &bare), Err(refusal));
        assert_eq!(refusal.to_string(), refusal.code());
    }
}

#[test]
fn letters_versions_and_proceedings_may_be_several_and_other_tracks_not() {
    let steps = case(&[
        (T::Notification, S::Raised, 16),
        (T::Notification, S::Notified, 18),
    ]);
    for (track, to) in [
        (T::PanelExchange, S::LetterReceived),
        (T::RapidReview, S::Begun),
        (T::Proceedings, S::Begun),
    ] {
        let mut second = full(track, to, november(20));
        second.instance = 1;
        may_step(&england(), &steps, &second).unwrap();
    }
    let mut second = full(T::LocalReview, S::DecidedYes, november(20));
    second.instance = 1;
    let refused = may_step(&england(), &steps, &second);
    assert_eq!(refused, Err(StepRefused::OneOnly));
    assert_eq!(next_steps(&england(), &steps, T::LocalReview, 1), []);
}

#[test]
fn the_decision_at_the_rapid_review_and_the_one_after_the_letter_are_both_kept() {
    let decide = |to, day, point| {
        let mut step = full(T::LocalReview, to, november(day));
        step.details.point = Some(point);
        enter(step, i64::from(day))
    };
    let mut steps = vec![decide(S::DecidedYes, 10, DecisionPoint::RapidReview)];
    assert_eq!(review_decisions(&steps).changed(), None);
    steps.extend(case(&[
        (T::LocalReview, S::Scoping, 12),
        (T::LocalReview, S::Begun, 14),
    ]));

    let confirmed = decide(S::DecidedYes, 16, DecisionPoint::AfterLetter);
    may_step(&england(), &steps, &confirmed.step).unwrap();
    let kept = [steps.clone(), vec![confirmed]].concat();
    assert_eq!(review_decisions(&kept).changed(), Some(false));
    assert_eq!(
        stands(&kept, T::LocalReview),
        Some(S::Begun),
        "confirming sets nothing back"
    );
    may(&kept, T::LocalReview, S::Drafted, 20).unwrap();
    let initiated = events(&england(), &kept)[&EventKind::LocalReviewInitiated];
    assert_eq!(
        initiated,
        november(10),
        "the clock runs from the first decision"
    );

    let changed = [
        steps,
        vec![decide(S::DecidedNo, 16, DecisionPoint::AfterLetter)],
    ]
    .concat();
    let decisions = review_decisions(&changed);
    assert_eq!(decisions.changed(), Some(true));
    assert_eq!(decisions.all().len(), 2);
    assert!(decisions.at_rapid_review().unwrap().review);
    assert!(!decisions.after_letter().unwrap().review);
    assert!(!decisions.standing().unwrap().review);
    assert_eq!(stands(&changed, T::LocalReview), Some(S::DecidedNo));
    let none = events(&england(), &changed);
    assert!(!none.contains_key(&EventKind::LocalReviewInitiated));
}

#[test]
fn a_letter_that_comes_after_the_review_is_finished_can_still_be_agreed_with() {
    let ways = [
        vec![S::DecidedYes, S::Begun, S::Drafted, S::Approved],
        vec![S::DecidedYes, S::Begun, S::Drafted, S::Completed],
        vec![S::DecidedNo, S::LocalLearningBegun],
    ];
    for way in ways {
        let days: Vec<_> = way.iter().zip(2i8..).collect();
        let mut steps = case(
            &days
                .iter()
                .map(|(to, day)| (T::LocalReview, **to, *day))
                .collect::<Vec<_>>(),
        );
        let (decision, stood) = (way[0], way[way.len() - 1]);
        let next = next_steps(&england(), &steps, T::LocalReview, 0);
        assert!(next.contains(&decision), "{way:?}");
        let mut agreed = full(T::LocalReview, decision, november(20));
        agreed.details.point = Some(DecisionPoint::AfterLetter);
        assert_eq!(may_step(&england(), &steps, &agreed), Ok(()), "{way:?}");
        steps.push(enter(agreed, 20));
        assert_eq!(stands(&steps, T::LocalReview), Some(stood), "{way:?}");
        assert_eq!(review_decisions(&steps).all().len(), 2);
    }
}

#[test]
fn a_step_found_out_later_is_not_refused_for_a_decision_that_only_confirms() {
    let steps = case(&[
        (T::LocalReview, S::DecidedYes, 2),
        (T::LocalReview, S::Begun, 3),
        (T::LocalReview, S::Drafted, 4),
        (T::LocalReview, S::DecidedYes, 20),
    ]);
    may(&steps, T::LocalReview, S::Completed, 10).unwrap();
    let unsaid = may(&steps, T::LocalReview, S::DecidedNo, 10);
    assert_eq!(unsaid, Ok(()), "decided against, then for it again");
    let finished = case(&[
        (T::LocalReview, S::DecidedYes, 2),
        (T::LocalReview, S::Completed, 9),
    ]);
    let against = may(&finished, T::LocalReview, S::DecidedNo, 20);
    assert_eq!(against, Err(StepRefused::NotFromHere), "it is finished");
}

#[test]
fn a_second_version_makes_the_first_neither_late_nor_answered() {
    let mut steps = case(&[
        (T::Notification, S::Notified, 2),
        (T::RapidReview, S::Completed, 18),
        (T::RapidReview, S::Sent, 19),
        (T::PanelExchange, S::LetterReceived, 24),
    ]);
    let first = events(&england(), &steps);
    assert_eq!(first[&EventKind::RapidReviewCompleted], november(18));
    assert_eq!(first[&EventKind::PanelReplied], november(24));
    let mut again = full(T::RapidReview, S::Sent, november(26));
    again.instance = 1;
    steps.push(enter(again, 9));
    let second = events(&england(), &steps);
    assert_eq!(second[&EventKind::RapidReviewSent], november(19));
    assert_eq!(second[&EventKind::LatestVersionSent], november(26));
    assert!(
        !second.contains_key(&EventKind::PanelReplied),
        "a new answer is awaited"
    );
}

#[test]
fn no_branch_is_a_dead_end() {
    let scheme = england();
    for track in &scheme.tracks {
        for stage in &track.stages {
            let there = case(&[
                (T::Notification, S::Notified, 2),
                (track.kind, stage.kind, 20),
            ]);
            let next = next_steps(&scheme, &there, track.kind, 0);
            let leads_on = next.iter().any(|to| *to != stage.kind);
            assert!(leads_on, "{:?} {:?}", track.kind, stage.kind);
        }
    }
}

/// Each line is a walk through a branch of the field, from an incident that was raised.
const WALKS: &str = "
notification/not_notifiable local_review/local_learning_begun actions/begun local_review/local_learning_completed actions/closed
notification/near_miss local_review/no_local_learning local_review/reopened local_review/decided_yes
notification/not_notifiable notification/reopened notification/notifiable notification/notified
notification/notifiable notification/notified rapid_review/begun notification/withdrawn rapid_review/ended local_review/local_learning_begun notification/reopened
notification/notifiable notification/notified local_review/decided_yes local_review/stood_down local_review/reopened local_review/decided_yes
notification/notifiable notification/notified local_review/decided_yes local_review/begun local_review/beside_national local_review/drafted local_review/completed local_review/reopened
notification/notifiable notification/transferred notification/notifiable notification/notified
notification/notifiable notification/notified local_review/decided_yes local_review/begun local_review/drafted local_review/approved local_review/stood_down
notification/notifiable notification/notified panel_exchange/letter_received panel_exchange/letter_answered panel_exchange/reopened panel_exchange/letter_answered
notification/notifiable notification/notified local_review/decided_yes publication/notice_given publication/paused publication/notice_given publication/published publication/reopened
notification/notifiable notification/notified rapid_review/drafted rapid_review/signed_off rapid_review/completed rapid_review/sent panel_exchange/letter_received rapid_review/reopened rapid_review/drafted rapid_review/sent panel_exchange/letter_answered
";

#[test]
fn every_branch_of_the_field_can_be_walked() {
    let step_of = |text: &str| {
        let (track, stage) = text.split_once('/').unwrap();
        (T::from_code(track).unwrap(), S::from_code(stage).unwrap())
    };
    let mut walked = 0;
    for scheme in both() {
        for walk in WALKS.lines().filter(|line| !line.is_empty()) {
            let mut steps = case(&[(T::Notification, S::Raised, 1)]);
            for ((track, to), day) in walk.split(' ').map(step_of).zip(2i8..) {
                let step = full(track, to, november(day));
                let may = may_step(&scheme, &steps, &step);
                assert_eq!(may, Ok(()), "{}: {track:?} {to:?} in {walk}", scheme.id);
                let next = next_steps(&scheme, &steps, track, 0);
                assert!(next.contains(&to), "{track:?} {to:?} in {walk}");
                steps.push(enter(step, i64::from(day)));
            }
            walked += 1;
        }
    }
    assert_eq!(walked, 22);
}

fn both() -> impl Iterator<Item = Scheme> {
    crate::scheme::shipped()
        .iter()
        .map(|(name, text)| Scheme::parse(text, name).unwrap())
}

#[test]
fn steps_survive_storage_and_older_ones_without_details_are_read() {
    let mut step = full(T::PanelExchange, S::LetterReceived, november(20));
    step.details.letter_says = vec!["resubmit".to_owned()];
    step.details.answer_by = Some(date(2026, 12, 4));
    let kept = serde_json::to_string(&step).unwrap();
    assert_eq!(serde_json::from_str::<Transition>(&kept).unwrap(), step);
    step.details = StepDetails::default();
    let kept = serde_json::to_string(&step).unwrap();
    assert!(!kept.contains("details"), "{kept}");
    assert_eq!(serde_json::from_str::<Transition>(&kept).unwrap(), step);
}

mod corrected;
mod next;
