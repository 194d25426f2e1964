//! Whom a hold names: somebody who can open it, who sees it on *Today* from the first day; and a partner lifts it where they no longer can.

use access::{Ctx, Role, actions, directory};
use app::Looking;
use app::sharing::{DraftStands, NewHold, lift_hold, lifters_on_offer, put_hold};
use app::today::{Need, today};

use model::learning::Sharing;

use super::{asked_for, learning, new, releases, view, wanted, write};
use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, words};
use crate::team::{day, here, me, place};

/// Somebody has no role here any more.
async fn leaves(instance: &Instance, who: &Ctx) {
    let (ctx, person) = (instance.operator(), me(who));
    let (organisation, today) = (instance.partnership, ctx.today());
    let ended = instance.app.directory().transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            let all = directory::members_of(tx, organisation, today).await?;
            let own = all.iter().filter(|one| one.person.id == person);
            for one in own {
                directory::end_membership(tx, &permit, one.membership.id, today).await?;
            }
            Ok(())
        })
    });
    ended.await.unwrap();
}

#[tokio::test]
async fn a_hold_stops_a_release_until_the_person_named_in_it_lifts_it() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_for(&instance).await;
        let at = (&who.author, &reference);
        let lifter = here(&instance, "Lifter Hask", Role::DelegatedPartner).await;
        let hold = NewHold {
            draft,
            why: words("A trial begins next month."),
            lifts: me(&lifter),
            look_again: day(0),
        };
        let (app, ctx) = (&instance.app, &who.governance);
        let stranger = NewHold {
            lifts: me(&who.partner),
            ..hold.clone()
        };
        let refused = put_hold(app, ctx, &reference, form(), &stranger).await;
        assert_eq!(rule(refused), "sharing-hold-person");
        let hold = put_hold(app, ctx, &reference, form(), &hold).await.unwrap();
        let stopped = releases(&instance, (&who.manager, &reference), draft).await;
        assert_eq!(rule(stopped), "sharing-held");
        assert_eq!(view(&instance, at, draft).await.stands(), DraftStands::Held);
        assert!(wanted(&instance, &lifter).await.contains(&"sharing_hold"));
        let why = words("The trial is over.");
        let other = lift_hold(app, &who.manager, &reference, form(), (hold, &why)).await;
        assert_eq!(rule(other), "sharing-lift-person");
        lift_hold(app, &lifter, &reference, form(), (hold, &why))
            .await
            .unwrap();
        releases(&instance, (&who.manager, &reference), draft)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_hold_names_somebody_who_can_open_it_and_stands_on_their_today_from_the_first_day() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_for(&instance).await;
        let (app, ctx) = (&instance.app, &who.governance);
        let reader = here(&instance, "Reader Hask", Role::LearningReader).await;
        let mut hold = NewHold {
            draft,
            why: words("A trial begins next month."),
            lifts: me(&reader),
            look_again: day(30),
        };
        let offered = lifters_on_offer(app, ctx, &reference).await.unwrap();
        assert!(offered.iter().all(|(person, _)| *person != me(&reader)));
        let refused = put_hold(app, ctx, &reference, form(), &hold).await;
        assert_eq!(rule(refused), "sharing-hold-person");

        let scrutineer = here(&instance, "Scrutineer Hask", Role::Scrutineer).await;
        let team = place(me(&scrutineer));
        app::team::add(app, &who.manager, &reference, form(), &team)
            .await
            .unwrap();
        let offered = lifters_on_offer(app, ctx, &reference).await.unwrap();
        assert!(offered.iter().any(|(person, _)| *person == me(&scrutineer)));
        hold.lifts = me(&scrutineer);
        put_hold(app, ctx, &reference, form(), &hold).await.unwrap();
        assert_eq!(wanted(&instance, &scrutineer).await, ["sharing_hold"]);
        let found = today(app, &scrutineer).await.unwrap();
        let mut looks = found.lines.iter().filter_map(|line| match &line.need {
            Need::Look(look) if look.what == Looking::SharingHold => Some(look),
            _ => None,
        });
        let look = looks.next().unwrap();
        assert_eq!(look.due, day(30), "not before its day");
        assert!(look.left.is_some_and(|left| left > 10), "{look:?}");
        let found = view(&instance, (&scrutineer, &reference), draft).await;
        assert!(found.cannot_lift.is_empty());
        let mut holds = found.made.holds(draft);
        assert!(found.may_lift(&holds.next().unwrap().body));
    }
}

#[tokio::test]
async fn where_the_person_in_it_left_a_partner_lifts_it_with_a_reason() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_for(&instance).await;
        let app = &instance.app;
        let lifter = here(&instance, "Lifter Hask", Role::DelegatedPartner).await;
        let hold = NewHold {
            draft,
            why: words("A trial begins next month."),
            lifts: me(&lifter),
            look_again: day(30),
        };
        let hold = put_hold(app, &who.governance, &reference, form(), &hold)
            .await
            .unwrap();
        let why = words("The trial is over.");
        let there = lift_hold(app, &who.partner, &reference, form(), (hold, &why)).await;
        assert_eq!(rule(there), "sharing-lift-person");

        leaves(&instance, &lifter).await;
        let found = view(&instance, (&who.partner, &reference), draft).await;
        assert_eq!(found.cannot_lift, [me(&lifter)]);
        let no_partner = lift_hold(app, &who.manager, &reference, form(), (hold, &why)).await;
        assert_eq!(rule(no_partner), "sharing-lift-partner");
        let empty = words(" ");
        let silent = lift_hold(app, &who.partner, &reference, form(), (hold, &empty)).await;
        assert_eq!(rule(silent), "sharing-lift-why");
        lift_hold(app, &who.partner, &reference, form(), (hold, &why))
            .await
            .unwrap();
        let found = view(&instance, (&who.partner, &reference), draft).await;
        let mut holds = found.made.holds(draft);
        let lifted = holds.next().unwrap().body.lifted.clone().unwrap();
        assert_eq!(lifted.by, Some(me(&who.partner)));
        releases(&instance, (&who.manager, &reference), draft)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_hold_is_shown_on_another_draft_that_says_nearly_the_same() {
    for instance in support::both(true).await {
        let (reference, who, draft) = asked_for(&instance).await;
        let at = (&who.author, &reference);
        let app = &instance.app;
        let lifter = here(&instance, "Lifter Hask", Role::DelegatedPartner).await;
        let hold = NewHold {
            draft,
            why: words("A trial begins next month."),
            lifts: me(&lifter),
            look_again: day(30),
        };
        put_hold(app, &who.governance, &reference, form(), &hold)
            .await
            .unwrap();
        let same = learning("Our two record systems do not show each other's entries.");
        let same = write(&instance, at, &new(same, Sharing::Region)).await;
        let mut other = learning("A rota for visits has gaps at weekends.");
        other.usually = "Nobody comes on Sundays.".to_owned();
        other.question = "Whose rota has none?".to_owned();
        let other = write(&instance, at, &new(other, Sharing::Region)).await;
        for (one, held) in [(same, vec![draft]), (other, vec![]), (draft, vec![])] {
            let found = view(&instance, at, one).await;
            let alike = found.made.held_alike(one);
            let ids: Vec<_> = alike.iter().map(|one| one.id).collect();
            assert_eq!(ids, held);
        }
    }
}
