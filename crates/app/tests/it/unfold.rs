//! Unfold: only in a local review that has begun, episode after episode, and nobody's but the reader's. On both engines.

use std::sync::Arc;

use access::{Ctx, Role};
use app::chronology::{
    Expected, NotNow, Readings, begin, episodes, keep_reading, lapse, let_reading_go, open_episode,
    readings,
};
use app::local_review::{decide, local_review};
use app::tracks::step;
use app::worker::Worker;
use app::{AppError, Reference};
use model::RecordId;
use model::case::ReturnFound;
use model::scheme::{StageKind, TrackKind};

use crate::as_known::{on_team, seen, written};
use crate::decision::rule;
use crate::follow::{form, notified_case};
use crate::local_review::decision;
use crate::returns::signing::signed;
use crate::returns::{Sent, sent_to, with_head, write};
use crate::support::{self, Instance, words};
use crate::team::{DAY, later};
use crate::tracks::to;

/// A review whose police told of two times that lie far apart.
async fn told(instance: &Instance) -> Sent {
    let reference = notified_case(instance).await;
    let names = ["Ada Author", "Bo Approver"];
    let made = sent_to(instance, reference, ("police", names)).await;
    with_head(instance, &made, ReturnFound::Known).await;
    for (days, text) in [
        (200, "Officers came to the home."),
        (20, "A neighbour rang."),
    ] {
        let of = (&made.author, made.request);
        let one = written(days, ("Sergeant", text));
        write(&instance.app, of, None, one).await.unwrap();
    }
    signed(instance, &made).await;
    made
}

/// The local review is decided on and has begun.
async fn begun(instance: &Instance, made: &Sent) {
    let (app, ctx, reference) = (&instance.app, &made.manager, &made.reference);
    decide(app, ctx, reference, form(), &decision(true))
        .await
        .unwrap();
    let begun = to(TrackKind::LocalReview, StageKind::Begun);
    step(app, ctx, reference, form(), &begun).await.unwrap();
}

async fn own(instance: &Instance, ctx: &Ctx, reference: &Reference) -> Readings {
    readings(&instance.app, ctx, reference).await.unwrap()
}

fn expected(episode: usize, text: &str, entries: Vec<RecordId>) -> Expected {
    Expected {
        episode,
        words: words(text),
        entries,
    }
}

#[tokio::test]
async fn it_opens_after_the_days_of_the_rapid_review_once_the_local_review_has_begun() {
    for instance in support::both(false).await {
        let made = told(&instance).await;
        let (app, reference) = (&instance.app, &made.reference);
        let now = &made.manager;
        let after = &later(now, 60 * DAY);
        let within = own(&instance, now, reference).await.not_now;
        assert!(matches!(within, Some(NotNow::Within(_))), "{within:?}");
        let none = own(&instance, after, reference).await.not_now;
        assert_eq!(none, Some(NotNow::NoReview));
        decide(app, now, reference, form(), &decision(true))
            .await
            .unwrap();
        let decided = own(&instance, after, reference).await.not_now;
        assert_eq!(decided, Some(NotNow::NotBegun));
        let refused = begin(app, after, reference).await;
        assert_eq!(rule(refused), "unfold-not-now");
        let start = to(TrackKind::LocalReview, StageKind::Begun);
        step(app, now, reference, form(), &start).await.unwrap();
        let within = own(&instance, now, reference).await.not_now;
        assert!(matches!(within, Some(NotNow::Within(_))), "still the days");
        let local = local_review(app, now, reference).await.unwrap();
        assert!(!local.may_unfold, "nothing leads there before");
        let open = own(&instance, after, reference).await;
        assert_eq!((open.not_now, open.open), (None, None));
        let local = local_review(app, after, reference).await.unwrap();
        assert!(local.may_unfold);
    }
}

#[tokio::test]
async fn episodes_open_one_after_the_other_and_what_was_expected_stays_as_it_was() {
    for instance in support::both(false).await {
        let made = told(&instance).await;
        begun(&instance, &made).await;
        let (app, reference) = (&instance.app, &made.reference);
        let ctx = &later(&made.manager, 60 * DAY);
        let (found, names) = seen(&instance, &made, ctx).await;
        let story = episodes(&found, &names);
        assert_eq!(story.len(), 2, "they lie far apart");
        let nothing = expected(1, "", story[0].entries.clone());
        let early = open_episode(app, ctx, reference, &nothing).await;
        assert!(matches!(early, Err(AppError::NotFound)), "nothing is begun");

        for _ in 0..2 {
            begin(app, ctx, reference).await.unwrap();
        }
        let ahead = expected(2, "I look ahead.", Vec::new());
        let ahead = open_episode(app, ctx, reference, &ahead).await;
        assert_eq!(rule(ahead), "unfold-ahead");
        let long = expected(1, &"a".repeat(4_001), Vec::new());
        let long = open_episode(app, ctx, reference, &long).await;
        assert_eq!(rule(long), "unfold-long");
        let first = expected(1, "Somebody asks the child.", story[0].entries.clone());
        open_episode(app, ctx, reference, &first).await.unwrap();
        let hindsight = expected(1, "I knew it.", story[0].entries.clone());
        open_episode(app, ctx, reference, &hindsight).await.unwrap();
        let skipped = expected(2, " ", story[1].entries.clone());
        open_episode(app, ctx, reference, &skipped).await.unwrap();
        let reading = own(&instance, ctx, reference).await.open.unwrap();
        assert_eq!(reading.opened, 2);
        assert_eq!(reading.expected, [first], "before it was seen, once");
        assert_eq!(reading.before(2), None);
    }
}

#[tokio::test]
async fn nobody_else_reaches_it_and_what_is_let_go_is_gone() {
    for instance in support::both(false).await {
        let made = told(&instance).await;
        begun(&instance, &made).await;
        let (app, reference) = (&instance.app, &made.reference);
        let lead = ("Lee Lead", Role::LeadReviewer, Vec::new());
        let lead = on_team(&instance, &made, lead).await;
        let (lead, manager) = (&later(&lead, 60 * DAY), &later(&made.manager, 60 * DAY));
        begin(app, lead, reference).await.unwrap();
        let first = expected(1, "Somebody asks the child.", Vec::new());
        open_episode(app, lead, reference, &first).await.unwrap();
        let id = own(&instance, lead, reference).await.open.unwrap().id;

        let others = own(&instance, manager, reference).await;
        assert_eq!((others.open, others.kept), (None, Vec::new()));
        let stolen = keep_reading(app, manager, reference, id).await;
        assert_eq!(rule(stolen), "changed-meanwhile");
        let_reading_go(app, manager, reference, id).await.unwrap();
        let still = own(&instance, lead, reference).await.open.unwrap();
        assert!(!still.kept, "nobody else touched it");

        keep_reading(app, lead, reference, id).await.unwrap();
        let kept = own(&instance, lead, reference).await;
        assert!(kept.open.is_none());
        assert_eq!(kept.by_id(id).unwrap().expected, [first]);
        let_reading_go(app, lead, reference, id).await.unwrap();
        let gone = own(&instance, lead, reference).await;
        assert!(gone.by_id(id).is_none() && gone.kept.is_empty());
    }
}

#[tokio::test]
async fn the_worker_lets_go_what_nobody_kept_and_leaves_what_somebody_did() {
    for instance in support::both(false).await {
        let made = told(&instance).await;
        begun(&instance, &made).await;
        let (app, reference) = (&instance.app, &made.reference);
        let then = &later(&made.manager, 60 * DAY);
        begin(app, then, reference).await.unwrap();
        let kept = own(&instance, then, reference).await.open.unwrap();
        keep_reading(app, then, reference, kept.id).await.unwrap();
        begin(app, then, reference).await.unwrap();
        let open = own(&instance, then, reference).await.open.unwrap();
        let vault = app.vaults().of(instance.partnership).await.unwrap();
        let at = |days: i64| then.now.plus_seconds(days * DAY);
        assert_eq!(lapse(&vault, at(13)).await.unwrap(), 0);
        let still = own(&instance, then, reference).await;
        assert_eq!(still.open.unwrap().id, open.id);
        assert_eq!(lapse(&vault, at(15)).await.unwrap(), 1);
        let after = own(&instance, then, reference).await;
        assert!(after.open.is_none());
        assert_eq!(after.kept.len(), 1, "what somebody chose to keep stays");
        let worker = Worker::new(Arc::clone(app));
        assert_eq!(worker.lapse().await, 0, "nothing is left to let go");
    }
}

#[tokio::test]
async fn what_nobody_chose_to_keep_lapses() {
    for instance in support::both(false).await {
        let made = told(&instance).await;
        begun(&instance, &made).await;
        let (app, reference) = (&instance.app, &made.reference);
        let first = &later(&made.manager, 60 * DAY);
        begin(app, first, reference).await.unwrap();
        let old = own(&instance, first, reference).await.open.unwrap();
        let soon = &later(&made.manager, 70 * DAY);
        begin(app, soon, reference).await.unwrap();
        let same = own(&instance, soon, reference).await.open.unwrap();
        assert_eq!(same.id, old.id);
        let late = &later(&made.manager, 80 * DAY);
        begin(app, late, reference).await.unwrap();
        let new = own(&instance, late, reference).await.open.unwrap();
        assert_ne!(new.id, old.id);
    }
}
