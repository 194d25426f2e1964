//! Closing a case, and opening it again.

use access::Role;
use app::AppError;
use app::closing::{close, left_open, open_again};
use app::lateness::late;
use app::review::{home, next};
use model::case::{Closing, LeftOpen, SafeNow};
use model::clock::Lateness;
use model::scheme::TrackKind;
use model::track::NextStep;

use crate::decision::rule;
use crate::follow::{form, manager, notified_case};
use crate::proceedings::{begun, criminal};
use crate::support::{self, NOW, words};

fn closing(tracks: &[TrackKind]) -> Closing {
    let left = |track: &TrackKind| LeftOpen {
        track: *track,
        instance: 0,
        reason: words("It goes on elsewhere."),
    };
    Closing {
        reason: words("Nothing more is to be done here."),
        left_open: tracks.iter().map(left).collect(),
        passed_to: None,
    }
}

/// Closes a case, naming every track that is not at an end.
pub async fn shut(instance: &support::Instance, ctx: &access::Ctx, reference: &app::Reference) {
    let app = &instance.app;
    let seen = home(app, ctx, reference).await.unwrap();
    let scheme = &app.scheme_on(NOW.date_in_london()).unwrap().scheme;
    let open = left_open(scheme, &seen.records);
    let open: Vec<TrackKind> = open.iter().map(|one| one.track).collect();
    close(app, ctx, reference, form(), &closing(&open))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_review_says_what_is_next_until_it_is_closed() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let raised = instance.incident().await;
        let seen = home(app, &ctx, &raised).await.unwrap();
        assert!(seen.next.contains(&NextStep::Decision), "{:?}", seen.next);
        let reference = notified_case(&instance).await;
        let seen = home(app, &ctx, &reference).await.unwrap();
        assert!(
            seen.next.contains(&NextStep::RapidReview),
            "{:?}",
            seen.next
        );
        let after_saving = next(app, &ctx, &reference).await.unwrap();
        assert_eq!(after_saving, Some(seen.next));
        let line = &seen.records.safety[0];
        let mut safe = line.body.clone();
        safe.safe_now = SafeNow::Safe;
        safe.referral = None;
        let place = Some((line.id, line.version));
        app::safety::change_line(app, &ctx, &reference, place, &safe)
            .await
            .unwrap();
        let seen = home(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.next, [NextStep::RapidReview]);
        shut(&instance, &ctx, &reference).await;
        assert!(home(app, &ctx, &reference).await.unwrap().next.is_empty());
        let closed = next(app, &ctx, &reference).await.unwrap();
        assert_eq!(closed, Some(Vec::new()));
        // Whoever may not read the review is told nothing, and no refusal is written down.
        let other = instance.acting(Role::AgencyAuthor, None);
        assert_eq!(next(app, &other, &raised).await.unwrap(), None);
        let done = home(app, &ctx, &raised).await.unwrap().done;
        assert!(done.iter().all(|row| row.outcome != "refused"));
    }
}

#[tokio::test]
async fn a_case_closes_when_every_child_is_safe_and_every_track_ended_or_named() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        begun(&instance, &reference, &ctx).await;
        let seen = home(app, &ctx, &reference).await.unwrap();
        let scheme = &app.scheme_on(NOW.date_in_london()).unwrap().scheme;
        let open: Vec<TrackKind> = left_open(scheme, &seen.records)
            .iter()
            .map(|one| one.track)
            .collect();
        assert_eq!(open, [TrackKind::RapidReview, TrackKind::Proceedings]);
        let refused = close(app, &ctx, &reference, form(), &closing(&open[..1])).await;
        assert_eq!(rule(refused), "close-tracks");
        let line = &seen.records.safety[0];
        let mut not_safe = line.body.clone();
        not_safe.safe_now = SafeNow::NotSafe;
        let place = Some((line.id, line.version));
        app::safety::change_line(app, &ctx, &reference, place, &not_safe)
            .await
            .unwrap();
        let refused = close(app, &ctx, &reference, form(), &closing(&open)).await;
        assert_eq!(rule(refused), "close-safety");
        let place = Some((line.id, line.version + 1));
        app::safety::change_line(app, &ctx, &reference, place, &line.body)
            .await
            .unwrap();
        let sent = form();
        for _ in 0..2 {
            close(app, &ctx, &reference, sent, &closing(&open))
                .await
                .unwrap();
        }
        let shut = home(app, &ctx, &reference).await.unwrap();
        assert!(shut.case.closed_at.is_some());
        assert_eq!(shut.records.beside.closings.len(), 1);
        let new = criminal(&ctx);
        let refused = app::proceedings::record(app, &ctx, &reference, (form(), None), &new).await;
        assert_eq!(rule(refused), "case-closed");
        let lateness = Lateness {
            clock: "notify".to_owned(),
            reason: "other".to_owned(),
            words: words("why"),
            told: None,
        };
        let refused = late(app, &ctx, &reference, (form(), None), &lateness).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let today = app::today::today(app, &ctx).await.unwrap();
        assert!(today.lines.is_empty());
        let all = app::reviews::reviews(app, &ctx).await.unwrap();
        assert_eq!(all.len(), 1);
        let refused = open_again(app, &ctx, &reference, form(), &words(" ")).await;
        assert_eq!(rule(refused), "open-again-reason");
        let why = words("A conviction.");
        open_again(app, &ctx, &reference, form(), &why)
            .await
            .unwrap();
        let refused = open_again(app, &ctx, &reference, form(), &why).await;
        assert_eq!(rule(refused), "case-open");
    }
}
