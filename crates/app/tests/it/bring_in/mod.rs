//! Bringing in a review that is under way elsewhere: nothing that was done is asked for again or becomes late.

mod refused;

use access::{Ctx, Role};
use app::Reference;
use app::bring_in::{Before, BringIn, StepBefore, bring_in};
use app::decision::view as decision_view;
use app::incident::NewSubject;
use app::letters::{letters, write_to_national};
use app::notification::view as notification_view;
use app::publication::{lacks, publication};
use app::rapid_review::{rapid_review, send};
use app::received::Said;
use app::review::{Home, home};
use app::reviews::reviews;
use app::today::{Need, today as today_of};
use app::tracks::{correct, step};
use model::case::{PublicationOutcome, ReportPart, SafeNow, Subject, SubjectKind};
use model::clock::ClockState;
use model::scheme::{Scheme, StageKind as S, TrackKind as T};
use model::track::{Transition, standings};
use model::{Date, UncertainDate};
use vault::Stored;

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::letters::carry;
use crate::rapid_review::{all_sign, confirmed, sending, write};
use crate::support::{self, Instance, NOW, first_received, words};
use crate::tracks::{stands, to, wrong as wrong_step};

/// The day of each step, as it really was: the report went to the national body one working day late.
const DAYS: [(T, S, &str); 15] = [
    (T::Notification, S::Raised, "2026-03-02"),
    (T::Notification, S::Notifiable, "2026-03-04"),
    (T::Notification, S::Notified, "2026-03-06"),
    (T::RapidReview, S::InformationAsked, "2026-03-09"),
    (T::RapidReview, S::MeetingHeld, "2026-03-20"),
    (T::RapidReview, S::Drafted, "2026-03-24"),
    (T::RapidReview, S::SignedOff, "2026-03-30"),
    (T::RapidReview, S::Sent, "2026-03-30"),
    (T::PanelExchange, S::LetterReceived, "2026-04-20"),
    (T::LocalReview, S::DecidedYes, "2026-06-22"),
    (T::LocalReview, S::Commissioned, "2026-07-20"),
    (T::LocalReview, S::Begun, "2026-08-03"),
    (T::LocalReview, S::Drafted, "2026-09-14"),
    (T::LocalReview, S::Approved, "2026-10-05"),
    (T::LocalReview, S::Completed, "2026-10-12"),
];
const NOTICE: &str = "2026-10-14";
const OUT: &str = "2026-11-02";

fn on(day: &str) -> UncertainDate {
    UncertainDate::day(day.parse().unwrap()).unwrap()
}

fn done(on: UncertainDate) -> Before {
    let source = words("Minutes of the partnership");
    Before::Done { on, source }
}

fn did_not() -> Before {
    Before::DidNot(words("It was agreed to go without."))
}

fn day_of(track: T, stage: S) -> UncertainDate {
    let mut known = DAYS.iter();
    let known = known.find(|one| (one.0, one.1) == (track, stage));
    match (track, stage) {
        (T::Publication, S::NoticeGiven) => on(NOTICE),
        (T::Publication, _) => on(OUT),
        _ => known.map_or_else(|| on("2026-06-22"), |one| on(one.2)),
    }
}

fn scheme(instance: &Instance) -> &Scheme {
    &instance.app.scheme_on(NOW.date_in_london()).unwrap().scheme
}

fn child(name: &str, safe: SafeNow) -> NewSubject {
    NewSubject {
        subject: Subject {
            kind: SubjectKind::Child,
            name: words(name),
            also_known_as: words(""),
            born: UncertainDate::UNKNOWN,
            unborn: false,
            relation: words(""),
        },
        safety: Some((safe, words("Seen by a social worker"), None)),
    }
}

/// A review that has reached a stage, everything on its real day.
fn reached(scheme: &Scheme, track: T, stage: S) -> BringIn {
    let way = scheme.course_to(track, stage).unwrap();
    let passed = |track: T, stage: S| {
        way.iter()
            .any(|one| (one.track, one.stage) == (track, stage))
    };
    let steps = way.iter().map(|one| StepBefore {
        track: one.track,
        stage: one.stage,
        before: done(day_of(one.track, one.stage)),
    });
    BringIn {
        known: on("2026-03-02"),
        outline: words("A child was found hurt. Invented."),
        nature: "serious_harm".to_owned(),
        local_reference: words("2026/04"),
        subjects: vec![child("An invented child", SafeNow::Safe)],
        reached: (track, stage),
        outcome: passed(T::Notification, S::Notifiable).then(|| "notifiable".to_owned()),
        steps: steps.collect(),
        partners_told: passed(T::Notification, S::Notified).then(|| done(on("2026-03-06"))),
    }
}

async fn brought(instance: &Instance, new: &BringIn) -> Reference {
    let ctx = manager(instance);
    bring_in(&instance.app, &ctx, form(), new).await.unwrap()
}

async fn seen(instance: &Instance, reference: &Reference) -> Home {
    let ctx = manager(instance);
    home(&instance.app, &ctx, reference).await.unwrap()
}

fn clock(home: &Home, id: &str) -> ClockState {
    let line = home.clocks.iter().find(|one| one.id == id).unwrap();
    line.state.clone()
}

fn of(home: &Home, stage: S) -> &Stored<Transition> {
    let mut steps = home.records.steps.iter();
    steps.find(|one| one.body.to == stage).unwrap()
}

fn met(day: &str, used: i64) -> ClockState {
    let on: Date = day.parse().unwrap();
    let used = Some(used);
    ClockState::Met { on, used }
}

/// The clocks that *Today* names.
async fn wanted(instance: &Instance, ctx: &Ctx) -> Vec<String> {
    let lines = today_of(&instance.app, ctx).await.unwrap().lines;
    let clock = |need: &Need| match need {
        Need::Clock(line) => Some(line.id.clone()),
        Need::Look(look) => Some(look.what.code().to_owned()),
        _ => None,
    };
    lines.iter().filter_map(|line| clock(&line.need)).collect()
}

#[tokio::test]
async fn a_notified_review_goes_on_from_its_real_days() {
    for instance in support::both(true).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let mut new = reached(scheme(&instance), T::Notification, S::Notified);
        new.subjects.push(child("Her brother", SafeNow::NotKnown));
        let sent = form();
        let reference = bring_in(app, &ctx, sent, &new).await.unwrap();
        assert_eq!(bring_in(app, &ctx, sent, &new).await.unwrap(), reference);
        let home = seen(&instance, &reference).await;
        assert_eq!(clock(&home, "decide"), met("2026-03-04", 2));
        assert_eq!(clock(&home, "notify"), met("2026-03-06", 4));
        assert_eq!(clock(&home, "tell_partners"), met("2026-03-06", 4));
        let open = clock(&home, "rapid_review");
        assert!(
            matches!(open, ClockState::Late { met: None, .. }),
            "it is not done, and runs from the real day: {open:?}"
        );
        let needs = wanted(&instance, &ctx).await;
        assert_eq!(needs, ["rapid_review"], "nothing done is asked for");
        let safety = today_of(app, &ctx).await.unwrap().lines;
        let open = |need: &Need| matches!(need, Need::Safety { mine: true, .. });
        assert!(
            safety.iter().any(|line| open(&line.need)),
            "a child may be in danger"
        );
        let kept = home.brought_in.as_ref().unwrap();
        assert_eq!(kept.body.local_reference.0, "2026/04");
        assert_eq!(kept.by, ctx.actor.person().unwrap().id.to_string());
        assert_eq!(home.subjects.len(), 2);
        let step = of(&home, S::Notified);
        let before = step.body.details.done_before.clone().unwrap();
        assert_eq!(before.source.0, "Minutes of the partnership");
        assert!(home.sent.is_empty(), "nothing is sent by bringing in");
        let decision = decision_view(app, &ctx, &reference).await.unwrap();
        assert_eq!(decision.decisions[0].body.outcome, "notifiable");
        assert_eq!(decision.decisions[0].body.on, on("2026-03-04"));
        let notification = notification_view(app, &ctx, &reference).await.unwrap();
        assert_eq!(
            notification.notified.unwrap().body.happened,
            on("2026-03-06")
        );
        let list = reviews(app, &ctx).await.unwrap();
        assert_eq!(list[0].raised_before, Some(on("2026-03-02")));
        for kind in ["local_authority", "police"] {
            let partner = instance.acting(Role::DelegatedPartner, Some(kind));
            assert_eq!(wanted(&instance, &partner).await, ["rapid_review"]);
        }
        let authoriser = instance.acting(Role::AuthorityAuthoriser, None);
        assert_eq!(wanted(&instance, &authoriser).await, ["rapid_review"]);
        let acts = home.done.iter().map(|row| row.action.as_str());
        assert!(acts.into_iter().any(|code| code == "bring_in_review"));
    }
}

#[tokio::test]
async fn a_report_that_was_sent_late_elsewhere_is_not_late_here() {
    for instance in support::both(false).await {
        let new = reached(scheme(&instance), T::RapidReview, S::Sent);
        let home = seen(&instance, &brought(&instance, &new).await).await;
        assert_eq!(clock(&home, "rapid_review"), met("2026-03-30", 16));
        assert!(home.clocks.iter().all(|one| one.asks().is_none()));
        let reply = clock(&home, "panel_reply");
        let waits = matches!(reply, ClockState::Runs { left } if left < 0);
        assert!(waits, "an answer is awaited, from the real day: {reply:?}");
        assert_eq!(
            wanted(&instance, &manager(&instance)).await,
            ["panel_reply"]
        );
    }
}

#[tokio::test]
async fn dates_that_nobody_knows_stand_in_their_place_and_are_put_right_later() {
    for instance in support::both(false).await {
        let mut new = reached(scheme(&instance), T::LocalReview, S::Begun);
        for (place, one) in new.steps.iter_mut().enumerate() {
            match place {
                0..=2 | 5 | 7 => one.before = done(UncertainDate::UNKNOWN),
                6 | 10 => one.before = did_not(),
                _ => {}
            }
        }
        let reference = brought(&instance, &new).await;
        let home = seen(&instance, &reference).await;
        for (track, stage) in [
            (T::Notification, S::Notified),
            (T::RapidReview, S::Sent),
            (T::PanelExchange, S::LetterReceived),
            (T::LocalReview, S::Begun),
        ] {
            let at = standings(&home.records.entered());
            assert_eq!(at.get(&(track, 0)).map(|one| one.stage), Some(stage));
        }
        for id in ["decide", "notify", "rapid_review"] {
            assert_eq!(clock(&home, id), ClockState::MetSomeDay, "{id}");
        }
        assert!(matches!(
            clock(&home, "panel_reply"),
            ClockState::Met { .. }
        ));
        let running = clock(&home, "local_review");
        assert!(
            matches!(running, ClockState::Runs { left } if left > 0),
            "{running:?}"
        );
        let left_out = &home.brought_in.as_ref().unwrap().body.left_out;
        assert_eq!(left_out.len(), 2);
        is_put_right(&instance, &reference).await;
    }
}

async fn is_put_right(instance: &Instance, reference: &Reference) {
    let (app, ctx) = (&instance.app, manager(instance));
    let home = seen(instance, reference).await;
    let decided = of(&home, S::Notifiable);
    let later = wrong_step(decided.id, Some(on("2026-11-25")));
    let refused = correct(app, &ctx, reference, form(), &later).await;
    assert_eq!(rule(refused), "step-later");
    let known = wrong_step(decided.id, Some(on("2026-03-04")));
    correct(app, &ctx, reference, form(), &known).await.unwrap();
    let home = seen(instance, reference).await;
    assert_eq!(home.records.decision().unwrap().body.on, on("2026-03-04"));
    let at = stands(instance, reference, T::Notification).await;
    assert_eq!(at, Some(S::Notified), "it stands where it stood");
    let mut draft = to(T::LocalReview, S::Drafted);
    draft.happened = on("2026-11-20");
    step(app, &ctx, reference, form(), &draft).await.unwrap();
    let its_day = wrong_step(of(&home, S::Sent).id, Some(on("2026-03-30")));
    correct(app, &ctx, reference, form(), &its_day)
        .await
        .unwrap();
    let at = stands(instance, reference, T::RapidReview).await;
    assert_eq!(at, Some(S::Sent));
}

#[tokio::test]
async fn a_published_review_keeps_its_report_available_from_the_real_day() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let new = reached(scheme(&instance), T::Publication, S::Published);
        let reference = brought(&instance, &new).await;
        let home = seen(&instance, &reference).await;
        let kept = home.clocks.iter().find(|one| one.id == "keep_available");
        assert_eq!(kept.unwrap().due, Some("2027-11-02".parse().unwrap()));
        assert!(
            publication(app, &ctx, &reference)
                .await
                .unwrap()
                .made
                .is_out()
        );
        let asked: Vec<String> = wanted(&instance, &ctx).await;
        assert_eq!(asked, Vec::<String>::new());
        let asks = home.clocks.iter().filter(|one| one.asks().is_some());
        assert_eq!(asks.count(), 0);
    }
}

#[tokio::test]
async fn notices_that_went_out_before_are_not_asked_for_again() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        for (stage, lacking) in [(T::LocalReview, true), (T::Publication, false)] {
            let to = if lacking {
                S::Completed
            } else {
                S::NoticeGiven
            };
            let new = reached(scheme(&instance), stage, to);
            let reference = brought(&instance, &new).await;
            let read = publication(app, &ctx, &reference).await.unwrap();
            let publishes = PublicationOutcome::Published;
            let all = lacks(&read.made, scheme(&instance), &read.approvals, publishes);
            let notices = all.iter().any(|one| one.code == "publication-notices");
            assert_eq!(notices, lacking);
        }
    }
}

#[tokio::test]
async fn a_review_without_a_local_review_turns_off_the_course() {
    for instance in support::both(false).await {
        let new = reached(scheme(&instance), T::LocalReview, S::DecidedNo);
        let reference = brought(&instance, &new).await;
        let at = stands(&instance, &reference, T::LocalReview).await;
        assert_eq!(at, Some(S::DecidedNo));
        let home = seen(&instance, &reference).await;
        assert_eq!(clock(&home, "local_review"), ClockState::DoesNotApply);
        let mut averted = reached(scheme(&instance), T::Notification, S::NearMiss);
        averted.outcome = Some("near_miss".to_owned());
        let reference = brought(&instance, &averted).await;
        let home = seen(&instance, &reference).await;
        assert_eq!(clock(&home, "notify"), ClockState::DoesNotApply);
    }
}

#[tokio::test]
async fn a_report_sent_later_opens_the_case_at_a_national_body_that_knows_nothing_of_it() {
    for instance in support::both(true).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let new = reached(scheme(&instance), T::RapidReview, S::MeetingHeld);
        let reference = brought(&instance, &new).await;
        let at = (&reference, None);
        let text = "Nobody asked for an interpreter.";
        write(&instance, &ctx, at, (ReportPart::Inequality, text))
            .await
            .unwrap();
        confirmed(&instance, &ctx, &reference).await;
        let question = words("When?");
        let asked = write_to_national(app, &ctx, &reference, form(), (&question, false));
        assert_eq!(rule(asked.await), "message-not-told");
        let print = rapid_review(app, &ctx, &reference).await.unwrap().print;
        all_sign(&instance, &reference, &print).await;
        let report = sending(&instance, &ctx, &reference).await;
        send(app, &ctx, &reference, form(), &report).await.unwrap();
        carry(app).await;
        let panel = instance.at_the_national_body(Role::PanelSecretariat);
        let found = first_received(app, &panel).await;
        assert_eq!(found.case.theirs, reference.as_str());
        let [only] = &found.arrived[..] else {
            panic!("the report alone came");
        };
        assert!(matches!(only.said, Said::Report(_)));
        assert!(letters(app, &ctx, &reference).await.unwrap().told);
        write_to_national(app, &ctx, &reference, form(), (&words("When?"), false))
            .await
            .unwrap();
        carry(app).await;
        assert_eq!(first_received(app, &panel).await.arrived.len(), 2);
        let home = seen(&instance, &reference).await;
        let late = clock(&home, "rapid_review");
        let is_late = matches!(late, ClockState::Late { met: Some(_), .. });
        assert!(is_late, "what was done here is late here: {late:?}");
    }
}
