//! Today says what waits for the reader themself.

use std::sync::Arc;

use access::{Ctx, Role};
use app::decision::{give, give_for};
use app::notification::{authorise, notified, save, view};
use app::today::{Need, today};
use app::worker::Worker;
use app::{App, Looking};
use model::case::{Authorisation, OnBehalf, ReceivedStep};

use crate::decision::authoriser;
use crate::follow::form;
use crate::notification::{decided, filled_in, given, notifier};
use crate::support::{self, Instance, words};

async fn wanted(instance: &Instance, ctx: &Ctx) -> Vec<Looking> {
    let seen = today(&instance.app, ctx).await.unwrap();
    let looks = seen.lines.into_iter().filter_map(|line| match line.need {
        Need::Look(look) => Some(look.what),
        _ => None,
    });
    looks.collect()
}

#[tokio::test]
async fn a_partner_is_asked_for_their_view_and_to_confirm_one_that_was_entered() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let police = instance.acting(Role::DelegatedPartner, Some("police"));
        let authority = instance.acting(Role::DelegatedPartner, Some("local_authority"));
        assert_eq!(wanted(&instance, &police).await, [Looking::GiveView]);
        let manager = instance.acting(Role::BusinessManager, None);
        assert_eq!(wanted(&instance, &manager).await, []);
        let own = instance.view("local_authority", "notifiable");
        give(app, &authority, &reference, 0, &own).await.unwrap();
        assert_eq!(wanted(&instance, &authority).await, []);
        let mut by_phone = instance.view("police", "notifiable");
        by_phone.on_behalf = Some(OnBehalf {
            channel: "telephone".to_owned(),
            source: words("The duty superintendent"),
            entered_by: None,
            confirmed_by: None,
        });
        give_for(app, &manager, &reference, 0, &by_phone)
            .await
            .unwrap();
        assert_eq!(wanted(&instance, &police).await, [Looking::ConfirmView]);
        decided(&instance, &reference, "notifiable").await;
        let health = instance.acting(Role::DelegatedPartner, Some("integrated_care_board"));
        assert_eq!(wanted(&instance, &health).await, [], "it is decided");
        assert_eq!(wanted(&instance, &police).await, [Looking::ConfirmView]);
    }
}

#[tokio::test]
async fn a_second_person_is_asked_to_agree_once_it_is_complete_until_it_is_notified() {
    for instance in support::both(true).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let (writer, second) = (notifier(&instance), authoriser(&instance));
        decided(&instance, &reference, "notifiable").await;
        assert_eq!(wanted(&instance, &second).await, []);
        save(app, &writer, &reference, None, &filled_in())
            .await
            .unwrap();
        assert_eq!(wanted(&instance, &second).await, [Looking::Agree]);
        assert_eq!(wanted(&instance, &writer).await, []);
        let seen = view(app, &second, &reference).await.unwrap();
        let shown = Authorisation {
            of_version: seen.notification.as_ref().unwrap().version,
            of_incident: seen.incident.version,
            of_people: seen.people.digest(),
        };
        authorise(app, &second, &reference, form(), &shown)
            .await
            .unwrap();
        assert_eq!(wanted(&instance, &second).await, []);

        notified(app, &writer, &reference, form(), &given())
            .await
            .unwrap();
        let secretariat = instance.at_the_national_body(Role::PanelSecretariat);
        assert_eq!(to_read(app, &secretariat).await, Some(0));
        Worker::new(Arc::clone(app)).round().await.unwrap();
        assert_eq!(to_read(app, &secretariat).await, Some(1));
        assert_eq!(to_read(app, &writer).await, None);
    }
}

#[tokio::test]
async fn the_list_says_where_each_review_stands() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = notifier(&instance);
        let stands = async || {
            let all = app::reviews::reviews(app, &ctx).await.unwrap();
            let line = all
                .iter()
                .find(|one| one.case.reference == reference.as_str());
            line.unwrap().stands.clone().unwrap()
        };
        assert_eq!(stands().await.1, "Raised");
        decided(&instance, &reference, "notifiable").await;
        assert_eq!(stands().await.1, "To be notified");
        save(app, &ctx, &reference, None, &filled_in())
            .await
            .unwrap();
        notified(app, &ctx, &reference, form(), &given())
            .await
            .unwrap();
        assert_eq!(
            stands().await,
            ("Notification".to_owned(), "Notified".to_owned())
        );
    }
}

/// How many cases that were received wait to be read; none for who receives none.
async fn to_read(app: &App, ctx: &Ctx) -> Option<usize> {
    let received = today(app, ctx).await.unwrap().received;
    received.map(|counts| counts.of(ReceivedStep::ToRead))
}
