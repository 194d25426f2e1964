//! Late with a reason; pauses of publication and local milestones.

use access::Role;
use app::lateness::{late, lift_pause, pause};
use app::publication::plan;
use model::UncertainDate;
use model::case::PublicationDay;
use model::clock::{Ask, ClockState, Lateness, Pause};

use crate::decision::rule;
use crate::follow::{form, manager, notified_case};
use crate::proceedings::lifted;
use crate::support::{self, Instance, NOW, today, words};

fn lateness(clock: &str) -> Lateness {
    Lateness {
        clock: clock.to_owned(),
        reason: "post_mortem".to_owned(),
        words: words("The findings are not in."),
        told: None,
    }
}

async fn line(
    instance: &Instance,
    reference: &app::Reference,
    id: &str,
) -> model::clock::ClockLine {
    let ctx = manager(instance);
    let home = app::review::home(&instance.app, &ctx, reference)
        .await
        .unwrap();
    home.clocks.into_iter().find(|one| one.id == id).unwrap()
}

#[tokio::test]
async fn lateness_may_be_foreseen_and_says_whether_the_panel_was_told() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let ctx = instance.acting(Role::AuthorityNotifier, Some("local_authority"));
        let reference = notified_case(&instance).await;
        let id = late(
            app,
            &ctx,
            &reference,
            (form(), None),
            &lateness("rapid_review"),
        )
        .await
        .unwrap();
        let shown = line(&instance, &reference, "rapid_review").await;
        assert!(matches!(shown.state, ClockState::Runs { .. }), "it runs on");
        assert_eq!(shown.lateness.unwrap().told, None);
        let told = Lateness {
            told: Some(today()),
            ..lateness("rapid_review")
        };
        let place = Some((id, 1));
        late(app, &ctx, &reference, (form(), place), &told)
            .await
            .unwrap();
        let shown = line(&instance, &reference, "rapid_review").await;
        assert_eq!(shown.lateness.unwrap().told, Some(today()));
        for (clock, code) in [
            ("panel_reply", "clock-never-late"),
            ("decide", "clock-never-late"),
            ("sundial", "clock-no-such-clock"),
        ] {
            let refused = late(app, &ctx, &reference, (form(), None), &lateness(clock)).await;
            assert_eq!(rule(refused), code);
        }
        let mut wrong = lateness("notify");
        wrong.reason = "weather".to_owned();
        let refused = late(app, &ctx, &reference, (form(), None), &wrong).await;
        assert_eq!(rule(refused), "clock-no-such-reason");
        let nobody = instance.acting(Role::IncidentRaiser, None);
        let refused = late(
            app,
            &nobody,
            &reference,
            (form(), None),
            &lateness("notify"),
        )
        .await;
        assert!(refused.is_err());
    }
}

#[tokio::test]
async fn what_was_met_late_stays_on_today_until_it_is_explained() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let read = app::incident::incident(app, &ctx, &reference)
            .await
            .unwrap();
        let mut incident = read.incident.body.clone();
        incident.authority_knew.as_mut().unwrap().on =
            UncertainDate::day("2026-11-02".parse().unwrap()).unwrap();
        let place = (read.incident.id, read.incident.version);
        app::incident::change_incident(app, &ctx, &reference, place.0, place.1, &incident)
            .await
            .unwrap();
        let shown = line(&instance, &reference, "notify").await;
        assert!(matches!(shown.state, ClockState::Late { met: Some(_), .. }));
        assert_eq!(shown.asks(), Some(Ask::Reason));
        let asked = async || {
            let today = app::today::today(app, &ctx).await.unwrap();
            today.lines.iter().any(
                |line| matches!(&line.need, app::today::Need::Clock(clock) if clock.id == "notify"),
            )
        };
        assert!(asked().await);
        let told = Lateness {
            told: Some(today()),
            ..lateness("notify")
        };
        late(app, &ctx, &reference, (form(), None), &told)
            .await
            .unwrap();
        assert!(!asked().await);
    }
}

fn waiting(clock: &str) -> Pause {
    Pause {
        clock: clock.to_owned(),
        from: NOW.date_in_london(),
        to: None,
        reason: words("The trial."),
        look_again: Some(NOW.date_in_london()),
        lifts: words("The safeguarding partners"),
        lifted: None,
    }
}

#[tokio::test]
async fn only_publication_and_local_milestones_pause_and_no_day_moves() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        for clock in ["notify", "rapid_review", "local_review"] {
            let refused = pause(app, &ctx, &reference, form(), &waiting(clock)).await;
            assert_eq!(rule(refused), "clock-never-paused", "{clock}");
        }
        let day = PublicationDay {
            on: UncertainDate::day("2027-03-01".parse().unwrap()).unwrap(),
            set_by: words("The partners, after the trial window"),
        };
        plan(app, &ctx, &reference, (form(), None), &day)
            .await
            .unwrap();
        let due = line(&instance, &reference, "publication_notice").await.due;
        assert!(due.is_some());
        pause(
            app,
            &ctx,
            &reference,
            form(),
            &waiting("publication_notice"),
        )
        .await
        .unwrap();
        let shown = line(&instance, &reference, "publication_notice").await;
        assert_eq!((shown.state, shown.due), (ClockState::Paused, due));
        let twice = pause(
            app,
            &ctx,
            &reference,
            form(),
            &waiting("publication_notice"),
        )
        .await;
        assert_eq!(rule(twice), "pause-stands");
        let how = lifted(NOW.date_in_london());
        let how = ("publication_notice", &how);
        lift_pause(app, &ctx, &reference, form(), how)
            .await
            .unwrap();
        let refused = lift_pause(app, &ctx, &reference, form(), how).await;
        assert_eq!(rule(refused), "pause-none");
        let shown = line(&instance, &reference, "publication_notice").await;
        assert!(matches!(shown.state, ClockState::Runs { .. }));
    }
}
