//! The national body is notified when the government's service has it, with or without a national
//! body on the instance.

use std::sync::Arc;

use access::{Ctx, Role};
use app::decision::decide;
use app::notification::{Given, authorise, notified, save, tell, view};
use app::worker::Worker;
use app::{AppError, Reference};
use model::case::{Authorisation, Direction, Known, Notification, Told};
use model::clock::ClockState;
use model::{DateTime, FormId, UncertainDate};

use vault::Which;

use crate::support::{self, Instance, NOW, decision, first_received, notified_with, today, words};

pub(crate) fn filled_in() -> Notification {
    Notification {
        notifier: words("A notifier"),
        phone: words("01632 960 001"),
        email: words(""),
        cause: "neglect".to_owned(),
        police: Some(Known::Yes),
        coroner: Some(Known::No),
        siblings: words("No other children in the home."),
        more: words(""),
    }
}

pub(crate) fn given() -> Given {
    let at = DateTime::constant(2026, 11, 24, 8, 30, 0, 0);
    Given {
        at: UncertainDate::minute(at).unwrap(),
        reference: "SIN-1".to_owned(),
    }
}

fn form() -> FormId {
    crypto::id(NOW).unwrap()
}

pub(crate) async fn decided(instance: &Instance, reference: &Reference, outcome: &str) {
    let ctx = instance.acting(Role::AuthorityAuthoriser, Some("local_authority"));
    let mut new = decision(outcome);
    new.despite = Some(words("Nobody else could be reached."));
    let new = support::deciding(new);
    decide(
        &instance.app,
        &ctx,
        reference,
        crypto::id(NOW).unwrap(),
        &new,
    )
    .await
    .unwrap();
}

pub(crate) fn notifier(instance: &Instance) -> Ctx {
    instance.acting(Role::AuthorityNotifier, Some("local_authority"))
}

#[tokio::test]
async fn nothing_is_notified_before_it_is_decided_filled_in_and_given() {
    for instance in support::both(true).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        let early = notified(app, &ctx, &reference, form(), &given()).await;
        assert!(matches!(early, Err(AppError::Rule("notified-undecided"))));
        decided(&instance, &reference, "notifiable").await;
        let empty = notified(app, &ctx, &reference, form(), &given()).await;
        assert!(matches!(
            empty,
            Err(AppError::Rule("notification-incomplete"))
        ));
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        let vague = Given {
            at: UncertainDate::UNKNOWN,
            ..given()
        };
        let vague = notified(app, &ctx, &reference, form(), &vague).await;
        assert!(matches!(vague, Err(AppError::Rule("notified-uncertain"))));
        let to_come = Given {
            at: UncertainDate::minute(DateTime::constant(2026, 11, 25, 8, 30, 0, 0)).unwrap(),
            ..given()
        };
        let to_come = notified(app, &ctx, &reference, form(), &to_come).await;
        assert!(matches!(to_come, Err(AppError::Rule("notified-later"))));
        assert!(
            view(app, &ctx, &reference)
                .await
                .unwrap()
                .notified
                .is_none()
        );
        notified(app, &ctx, &reference, form(), &given())
            .await
            .unwrap();
        assert!(
            view(app, &ctx, &reference)
                .await
                .unwrap()
                .notified
                .is_some()
        );
    }
}

#[tokio::test]
async fn whoever_wrote_it_does_not_authorise_it_and_a_change_needs_it_again() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let writer = notifier(&instance);
        save(app, &writer, &reference, None, &filled_in())
            .await
            .unwrap();
        let seen = view(app, &writer, &reference).await.unwrap();
        let shown = Authorisation {
            of_version: seen.notification.as_ref().unwrap().version,
            of_incident: seen.incident.version,
            of_people: seen.people.digest(),
        };
        let other = instance.acting(Role::AuthorityAuthoriser, Some("local_authority"));
        let stale = Authorisation {
            of_version: 7,
            ..shown.clone()
        };
        let stale = authorise(app, &other, &reference, form(), &stale).await;
        assert!(matches!(stale, Err(AppError::Rule("notification-changed"))));
        authorise(app, &other, &reference, form(), &shown)
            .await
            .unwrap();
        assert!(
            view(app, &other, &reference)
                .await
                .unwrap()
                .authorised
                .is_some()
        );

        let more = Notification {
            more: words("Something new."),
            ..filled_in()
        };
        let one = seen.notification.unwrap();
        save(app, &writer, &reference, Some((one.id, one.version)), &more)
            .await
            .unwrap();
        assert!(
            view(app, &other, &reference)
                .await
                .unwrap()
                .authorised
                .is_none()
        );
    }
}

#[tokio::test]
async fn the_envelope_arrives_once_and_its_receipt_comes_back() {
    for instance in support::both(true).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        decided(&instance, &reference, "notifiable").await;
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        notified(app, &ctx, &reference, form(), &given())
            .await
            .unwrap();
        let mut worker = Worker::new(Arc::clone(app));
        for _ in 0..4 {
            worker.round().await.unwrap();
        }
        let secretariat = instance.at_the_national_body(Role::PanelSecretariat);
        let list = app::received::work_list(app, &secretariat, Which::All, 0)
            .await
            .unwrap();
        assert_eq!(list.lines.len(), 1);
        assert_eq!(list.lines[0].case.theirs, reference.as_str());
        let due = list.lines[0].case.report_due.unwrap();
        assert_eq!(due.to_string(), "2026-12-15", "fifteen working days");
        let case = first_received(app, &secretariat).await;
        assert_eq!(notified_with(&case).given_reference.0, "SIN-1");
        let vault = app.vault(&secretariat).await.unwrap();
        let since = model::Instant::from_microseconds(0);
        let rows = vault
            .db()
            .read(|tx| Box::pin(access::ledger::rows_since(tx, since, 1_000)));
        let rows: Result<Vec<_>, db::DbError> = rows.await;
        let opened = case.case.case.to_string();
        let read = rows
            .unwrap()
            .into_iter()
            .filter(|row| row.case.as_ref() == Some(&opened) && row.outcome == "read");
        assert_eq!(read.count(), 1, "that it was read is on record");
        let seen = view(app, &ctx, &reference).await.unwrap();
        assert_eq!(seen.sent.len(), 1);
        assert!(seen.sent[0].delivered_at.is_some() && seen.sent[0].receipt_at.is_some());
    }
}

#[tokio::test]
async fn the_whole_walk_without_a_national_body() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        decided(&instance, &reference, "notifiable").await;
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        notified(app, &ctx, &reference, form(), &given())
            .await
            .unwrap();
        let told = Told {
            recipient: "partners_here".to_owned(),
            whom: words("The three partners"),
            on: today(),
            channel: "email".to_owned(),
            by: words("The business manager"),
            direction: Direction::Sent,
            area: None,
            reference: words(""),
            file: None,
        };
        let sent = (form(), None);
        tell(app, &ctx, &reference, sent, &told).await.unwrap();
        tell(app, &ctx, &reference, sent, &told).await.unwrap();
        let seen = view(app, &ctx, &reference).await.unwrap();
        assert!(seen.sent.is_empty() && seen.notified.is_some());
        assert_eq!(seen.told.len(), 1, "the same form sent twice tells once");
        let home = app::review::home(app, &ctx, &reference).await.unwrap();
        let state = |id: &str| {
            let clock = home.clocks.iter().find(|clock| clock.id == id).unwrap();
            clock.state.clone()
        };
        assert!(matches!(state("notify"), ClockState::Met { .. }));
        assert!(matches!(state("tell_partners"), ClockState::Met { .. }));
        assert!(matches!(
            state("rapid_review"),
            ClockState::Runs { left: 15 }
        ));
        assert_eq!(home.plan.unwrap().0.len(), 15);
    }
}

#[tokio::test]
async fn a_death_in_care_without_abuse_stays_off_the_work_list() {
    for instance in support::both(true).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        decided(&instance, &reference, "looked_after_death").await;
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        notified(app, &ctx, &reference, form(), &given())
            .await
            .unwrap();
        let mut worker = Worker::new(Arc::clone(app));
        worker.round().await.unwrap();
        let secretariat = instance.at_the_national_body(Role::PanelSecretariat);
        let list = app::received::work_list(app, &secretariat, Which::All, 0)
            .await
            .unwrap()
            .lines;
        assert!(list.is_empty());
        let home = app::review::home(app, &ctx, &reference).await.unwrap();
        let rapid = home
            .clocks
            .iter()
            .find(|clock| clock.id == "rapid_review")
            .unwrap();
        assert_eq!(rapid.state, ClockState::DoesNotApply);
    }
}

#[tokio::test]
async fn two_people_at_work_in_two_parts_both_stand() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let (first, second) = (notifier(&instance), notifier(&instance));
        let begun = Notification {
            notifier: words("A notifier"),
            ..Notification::default()
        };
        let other = Notification {
            cause: "neglect".to_owned(),
            ..Notification::default()
        };
        // Both opened it before anybody had begun.
        save(app, &first, &reference, None, &begun).await.unwrap();
        save(app, &second, &reference, None, &other).await.unwrap();
        let seen = async || {
            let seen = view(app, &first, &reference).await.unwrap();
            seen.notification.unwrap()
        };
        let one = seen().await;
        assert_eq!(one.body.notifier.0, "A notifier");
        assert_eq!(one.body.cause, "neglect");

        // Both opened this version; each changes another part of it.
        let place = Some((one.id, one.version));
        let mine = Notification {
            siblings: words("With their grandmother."),
            ..one.body.clone()
        };
        let theirs = Notification {
            more: words("Nothing else."),
            ..one.body.clone()
        };
        save(app, &first, &reference, place, &mine).await.unwrap();
        save(app, &second, &reference, place, &theirs)
            .await
            .unwrap();
        let now = seen().await;
        assert_eq!(now.body.siblings, mine.siblings);
        assert_eq!(now.body.more, theirs.more);
        let version = now.version;
        save(app, &second, &reference, place, &theirs)
            .await
            .unwrap();
        assert_eq!(seen().await.version, version, "sent twice, saved once");
        let nowhere = Some((crypto::id(NOW).unwrap(), 1));
        let lost = save(app, &first, &reference, nowhere, &mine).await;
        assert!(matches!(lost, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn the_same_part_changed_by_two_is_laid_side_by_side() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let (first, second) = (notifier(&instance), notifier(&instance));
        save(app, &first, &reference, None, &filled_in())
            .await
            .unwrap();
        let one = view(app, &first, &reference).await.unwrap();
        let one = one.notification.unwrap();
        let place = Some((one.id, one.version));
        let with = |phone: &str| Notification {
            phone: words(phone),
            ..one.body.clone()
        };
        save(app, &first, &reference, place, &with("01632 960 111"))
            .await
            .unwrap();
        let both = save(app, &second, &reference, place, &with("01632 960 222")).await;
        let Err(AppError::Clash(clash)) = both else {
            panic!("the same part was changed by both");
        };
        assert!(clash.body.contains("01632 960 111"));
        assert_eq!((clash.shown, clash.current), (1, 2));
        save(app, &second, &reference, place, &with("01632 960 111"))
            .await
            .unwrap();
        let chosen = Some((one.id, clash.current));
        save(app, &second, &reference, chosen, &with("01632 960 222"))
            .await
            .unwrap();
    }
}
