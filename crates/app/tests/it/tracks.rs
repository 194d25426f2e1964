//! Steps on tracks, and putting right what was entered in error.

use access::Role;
use app::local_review::decide;
use app::proceedings::{hold, lift};
use app::review::home;
use app::tracks::{Correcting, correct, correct_notification, step, track};
use app::{AppError, Reference};
use model::scheme::{EventKind, StageKind as S, TrackKind as T};
use model::track::{StepDetails, Transition, standings};
use model::{RecordId, UncertainDate};

use crate::decision::rule;
use crate::follow::{form, manager, notified_case};
use crate::local_review::decision;
use crate::proceedings::{begun, held, lifted};
use crate::support::{self, Instance, NOW, today, words};

pub fn to(track: T, stage: S) -> Transition {
    Transition {
        track,
        instance: 0,
        to: stage,
        happened: today(),
        reason: Some(words("because")),
        details: StepDetails::default(),
    }
}

pub async fn stands(instance: &Instance, reference: &Reference, track: T) -> Option<S> {
    let ctx = manager(instance);
    let home = home(&instance.app, &ctx, reference).await.unwrap();
    let standing = standings(&home.records.entered());
    standing.get(&(track, 0)).map(|one| one.stage)
}

#[tokio::test]
async fn a_review_goes_beside_a_national_one_or_stands_down_for_it() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let yes = to(T::LocalReview, S::DecidedYes);
        let own = step(app, &ctx, &reference, form(), &yes).await;
        assert_eq!(rule(own), "step-own-page");
        decide(app, &ctx, &reference, form(), &decision(true))
            .await
            .unwrap();
        let mut national = to(T::LocalReview, S::StoodDown);
        let refused = step(app, &ctx, &reference, form(), &national).await;
        assert_eq!(rule(refused), "track-needs-national-reference");
        national.details.national_reference = Some(words("N-1"));
        let sent = form();
        let one = step(app, &ctx, &reference, sent, &national).await.unwrap();
        let again = step(app, &ctx, &reference, sent, &national).await.unwrap();
        assert_eq!(one, again);
        assert_eq!(
            stands(&instance, &reference, T::LocalReview).await,
            Some(S::StoodDown)
        );
        let view = track(app, &ctx, &reference, (T::LocalReview, 0))
            .await
            .unwrap();
        assert_eq!(view.steps.len(), 2);
        assert!(view.next.contains(&S::Reopened));
    }
}

#[tokio::test]
async fn letters_have_numbers_and_no_number_is_skipped() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let letter = |instance| Transition {
            instance,
            ..to(T::PanelExchange, S::LetterReceived)
        };
        let refused = step(app, &ctx, &reference, form(), &letter(1)).await;
        assert_eq!(rule(refused), "track-no-such-stage");
        for number in 0..2 {
            step(app, &ctx, &reference, form(), &letter(number))
                .await
                .unwrap();
        }
        let view = track(app, &ctx, &reference, (T::PanelExchange, 1))
            .await
            .unwrap();
        assert_eq!((view.numbers, view.another), (vec![0, 1], Some(2)));
        let missing = track(app, &ctx, &reference, (T::PanelExchange, 9)).await;
        assert!(matches!(missing, Err(AppError::NotFound)));
        let missing = track(app, &ctx, &reference, (T::Actions, 1)).await;
        assert!(matches!(missing, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn proceedings_do_not_end_while_they_hold_something_back() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let proceedings = begun(&instance, &reference, &ctx).await;
        let new = held(&ctx, proceedings, "publishing");
        let id = hold(app, &ctx, &reference, (form(), None), &new)
            .await
            .unwrap();
        let ended = to(T::Proceedings, S::Ended);
        let refused = step(app, &ctx, &reference, form(), &ended).await;
        assert_eq!(rule(refused), "proceedings-hold");
        let how = lifted(NOW.date_in_london());
        lift(app, &ctx, &reference, form(), (id, &how))
            .await
            .unwrap();
        step(app, &ctx, &reference, form(), &ended).await.unwrap();
        for (track, stage) in [
            (T::Notification, S::Withdrawn),
            (T::Publication, S::NoticeGiven),
            (T::Publication, S::Published),
            (T::Publication, S::ImprovementsOnly),
            (T::Publication, S::Withheld),
        ] {
            let refused = step(app, &ctx, &reference, form(), &to(track, stage)).await;
            assert_eq!(rule(refused), "step-own-page");
        }
    }
}

pub fn wrong(step: RecordId, happened: Option<UncertainDate>) -> Correcting {
    Correcting {
        step,
        shown: 1,
        why: words("The wrong day was typed."),
        happened,
    }
}

#[tokio::test]
async fn a_wrong_step_stays_in_sight_and_counts_for_nothing() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let begun = to(T::RapidReview, S::Begun);
        let id = step(app, &ctx, &reference, form(), &begun).await.unwrap();
        let sent = form();
        for _ in 0..2 {
            correct(app, &ctx, &reference, sent, &wrong(id, None))
                .await
                .unwrap();
        }
        assert_eq!(stands(&instance, &reference, T::RapidReview).await, None);
        let view = track(app, &ctx, &reference, (T::RapidReview, 0))
            .await
            .unwrap();
        assert_eq!(view.steps.len(), 1);
        assert!(view.steps[0].marked.is_some() && !view.steps[0].step.body.counts());
        let refused = correct(app, &ctx, &reference, form(), &wrong(id, None)).await;
        assert_eq!(rule(refused), "step-marked");
        step(app, &ctx, &reference, form(), &to(T::RapidReview, S::Begun))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_day_of_the_notification_is_put_right_by_the_authority() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let authority = instance.acting(Role::AuthorityNotifier, Some("local_authority"));
        let reference = notified_case(&instance).await;
        let begun = to(T::RapidReview, S::Begun);
        step(app, &ctx, &reference, form(), &begun).await.unwrap();
        let view = track(app, &ctx, &reference, (T::Notification, 0))
            .await
            .unwrap();
        let notified = view
            .steps
            .iter()
            .find(|one| one.step.body.to == S::Notified);
        let id = notified.unwrap().step.id;
        let refused = correct(app, &ctx, &reference, form(), &wrong(id, None)).await;
        assert_eq!(rule(refused), "step-notification");
        let put_right = async |new: &Correcting| {
            correct_notification(app, &authority, &reference, form(), new).await
        };
        let refused = put_right(&wrong(id, None)).await;
        assert_eq!(
            rule(refused),
            "track-breaks-later",
            "a rapid review has begun"
        );
        let raised = view.steps.iter().find(|one| one.step.body.to == S::Raised);
        let refused = put_right(&wrong(raised.unwrap().step.id, None)).await;
        assert_eq!(rule(refused), "step-decided");
        let minute = "2026-11-24T08:45:00".parse().unwrap();
        let minute = UncertainDate::minute(minute).unwrap();
        put_right(&wrong(id, Some(minute))).await.unwrap();
        assert_eq!(
            stands(&instance, &reference, T::Notification).await,
            Some(S::Notified)
        );
        let home = home(app, &ctx, &reference).await.unwrap();
        let scheme = &app.scheme_on(NOW.date_in_london()).unwrap().scheme;
        let events = model::track::events(scheme, &home.records.entered());
        assert_eq!(events.get(&EventKind::Notified), Some(&minute));
    }
}
