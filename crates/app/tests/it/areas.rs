//! Other areas that are affected: told on the same clock as the partners here.

use access::actions;
use access::directory;
use app::areas::{affected, elsewhere};
use app::notification::tell;
use app::review::home;
use model::UncertainDate;
use model::case::{AffectedArea, AreaTold, Direction, Told, WhyAffected};
use model::clock::ClockState;

use crate::decision::rule;
use crate::follow::{form, manager, notified_case};
use crate::support::{self, Instance, NOW, today, words};

pub(crate) async fn authorities(instance: &Instance) {
    let ctx = instance.operator();
    let work = instance.app.directory().transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            directory::add_shipped_authorities(tx, &permit).await?;
            let own = directory::authorities(tx, NOW.date_in_london()).await?[0].id;
            let from = "2020-01-01".parse().unwrap();
            directory::cover(tx, &permit, tx.ctx.organisation, own, from).await
        })
    });
    work.await.unwrap();
}

#[tokio::test]
async fn the_clock_is_met_when_the_last_of_the_areas_was_told() {
    for instance in support::both(false).await {
        authorities(&instance).await;
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = notified_case(&instance).await;
        let there = elsewhere(app, &ctx).await.unwrap();
        assert!(there.len() > 100);
        let mut new = AffectedArea {
            authority: there[0].id,
            why: WhyAffected::Placed,
            more: words(""),
            told: None,
        };
        let id = affected(app, &ctx, &reference, (form(), None), &new)
            .await
            .unwrap();
        let twice = affected(app, &ctx, &reference, (form(), None), &new).await;
        assert_eq!(rule(twice), "area-known");
        let told = Told {
            recipient: "partners_here".to_owned(),
            whom: words("All three"),
            on: today(),
            channel: "email".to_owned(),
            by: words("The business manager"),
            direction: Direction::Sent,
            area: None,
            reference: words(""),
            file: None,
        };
        tell(app, &ctx, &reference, (form(), None), &told)
            .await
            .unwrap();
        let state = async || {
            let home = home(app, &ctx, &reference).await.unwrap();
            let clock = home.clocks.into_iter();
            let mut clock = clock.filter(|one| one.id == "tell_partners");
            clock.next().unwrap().state
        };
        assert!(matches!(state().await, ClockState::Runs { .. }));
        new.told = Some(AreaTold {
            on: UncertainDate::UNKNOWN,
            whom: words("Their business manager"),
            by: words("Ours"),
        });
        let place = Some((id, 1));
        affected(app, &ctx, &reference, (form(), place), &new)
            .await
            .unwrap();
        assert!(matches!(state().await, ClockState::CannotSay(_)));
        new.told.as_mut().unwrap().on = today();
        affected(app, &ctx, &reference, (form(), Some((id, 2))), &new)
            .await
            .unwrap();
        assert!(matches!(state().await, ClockState::Met { .. }));
        let own = model::case::AffectedArea {
            authority: crypto::id(NOW).unwrap(),
            ..new.clone()
        };
        let refused = affected(app, &ctx, &reference, (form(), None), &own).await;
        assert_eq!(rule(refused), "area-authority");
    }
}
