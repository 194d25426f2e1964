//! Guests, asking for access, emergency openings, and the agencies of a review.

use access::directory;
use access::{Actor, Ctx, Role};
use app::AppError;
use app::review::home;
use app::team::{
    add, answer_no, answer_yes, ask, asking, find, involve, look_at, open_in_emergency, openings,
    requests, take_off, ways,
};
use app::today::{Need, today};
use model::case::AgencyInvolved;
use model::{Instant, PersonId};

use crate::decision::rule;
use crate::emergencies::justified;
use crate::follow::form;
use crate::support::{self, Instance, NOW, words};
use crate::team::{DAY, day, here, later, me, member, place};

#[tokio::test]
async fn a_guest_from_another_area_enters_until_the_day() {
    for instance in support::both(true).await {
        let app = &instance.app;
        let elsewhere = instance.national.unwrap();
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let name = ("Gus Guest", Role::PanelMember);
        let guest = member(&instance, name, (elsewhere, None)).await;
        let reference = instance.incident().await;
        let found = find(app, &manager, &reference, ("gus", false))
            .await
            .unwrap();
        assert!(found.people.is_empty(), "not of this partnership");
        let found = find(app, &manager, &reference, ("gus", true))
            .await
            .unwrap();
        assert_eq!(found.people[0].0.person, me(&guest));
        let mut new = place(me(&guest));
        new.role = "guest".to_owned();
        let endless = add(app, &manager, &reference, form(), &new).await;
        assert_eq!(rule(endless), "team-guest-until");
        new.until = Some(day(0));
        let past = add(app, &manager, &reference, form(), &new).await;
        assert_eq!(rule(past), "team-until");
        new.until = Some(day(5));
        let id = add(app, &manager, &reference, form(), &new).await.unwrap();
        assert_eq!(roles_here(&instance, me(&guest), NOW).await, [Role::Guest]);
        let inside = Ctx {
            organisation: instance.partnership,
            ..acting_as(&guest, Role::Guest)
        };
        let seen = home(app, &inside, &reference).await.unwrap();
        assert!(
            seen.may.moment && !seen.may.track && !seen.may.team,
            "takes part, does not steer"
        );
        let names = app::names::names(app, &manager).await.unwrap();
        assert_eq!(names.of(me(&guest)), Some("Gus Guest (Invented panel)"));
        let lines = today(app, &manager).await.unwrap().lines;
        assert!(lines.iter().any(|line| is_look(&line.need, "guest_ends")));
        let after = NOW.plus_seconds(6 * DAY);
        assert!(
            roles_here(&instance, me(&guest), after).await.is_empty(),
            "ended by itself"
        );
        let refused = home(app, &later(&inside, 6 * DAY), &reference).await;
        assert!(refused.is_err());
        let sent = (form(), id, 1);
        take_off(app, &manager, &reference, sent, &words("Done."))
            .await
            .unwrap();
        assert!(
            roles_here(&instance, me(&guest), NOW).await.is_empty(),
            "and earlier"
        );
    }
}

fn acting_as(ctx: &Ctx, role: Role) -> Ctx {
    let mut ctx = ctx.clone();
    if let Actor::Person(person) = &mut ctx.actor {
        person.roles = [role].into();
    }
    ctx
}

async fn roles_here(instance: &Instance, person: PersonId, at: Instant) -> Vec<Role> {
    let here = instance.partnership;
    let ctx = instance.operator();
    let work = instance.app.directory().look(&ctx, |tx| {
        Box::pin(async move { directory::memberships_of(tx, person, at.date_in_london()).await })
    });
    let all = work.await.unwrap().into_iter();
    all.filter(|one| one.organisation == here)
        .map(|one| one.role)
        .collect()
}

fn is_look(need: &Need, what: &str) -> bool {
    matches!(need, Need::Look(look) if look.what.code() == what)
}

#[tokio::test]
async fn access_is_asked_for_and_answered() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let author = here(&instance, "Ben Author", Role::AgencyAuthor).await;
        let reader = here(&instance, "Lee Reader", Role::LearningReader).await;
        let reference = instance.incident().await;
        let can = ways(app, &author, &reference).await.unwrap();
        assert!(can.ask && !can.emergency);
        let may_not_know = ways(app, &reader, &reference).await.unwrap();
        assert_eq!(may_not_know, app::team::Ways::default());
        let sent = form();
        for _ in 0..2 {
            ask(app, &author, &reference, sent, &words("Our return is due."))
                .await
                .unwrap();
        }
        let twice = ask(app, &author, &reference, form(), &words("Please.")).await;
        assert_eq!(rule(twice), "ask-waiting");
        let lines = today(app, &manager).await.unwrap().lines;
        assert!(lines.iter().any(|line| is_look(&line.need, "access_asked")));
        let all = requests(app, &manager, &reference).await.unwrap();
        assert_eq!(all.len(), 1, "the same form asks once");
        let (id, version) = (all[0].id, all[0].version);
        let no = (form(), id, version);
        let without = answer_no(app, &manager, &reference, no, &words("")).await;
        assert_eq!(rule(without), "ask-no-why");
        answer_no(
            app,
            &manager,
            &reference,
            no,
            &words("Your approver has it."),
        )
        .await
        .unwrap();
        let own = asking(app, &author, &reference).await.unwrap().own;
        let answer = own[0].body.answer.clone().unwrap();
        assert!(answer.place.is_none() && answer.why.0.contains("approver"));
        ask(app, &author, &reference, form(), &words("They left."))
            .await
            .unwrap();
        let all = requests(app, &manager, &reference).await.unwrap();
        let open = all.iter().find(|one| one.body.answer.is_none()).unwrap();
        let mut new = place(me(&author));
        let endless = (form(), open.id, open.version);
        let endless = answer_yes(app, &manager, &reference, endless, &new).await;
        assert_eq!(rule(endless), "ask-until");
        new.until = Some(day(30));
        let yes = (form(), open.id, open.version);
        answer_yes(app, &manager, &reference, yes, &new)
            .await
            .unwrap();
        home(app, &author, &reference).await.unwrap();
        let late = (form(), open.id, open.version);
        let late = answer_yes(app, &manager, &reference, late, &new).await;
        assert_eq!(rule(late), "ask-answered");
    }
}

#[tokio::test]
async fn an_emergency_opening_is_short_and_everybody_responsible_looks_at_it() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let partner = here(&instance, "Cleo Partner", Role::DelegatedPartner).await;
        let glass = here(&instance, "Dot Glass", Role::Scrutineer).await;
        let reference = instance.incident().await;
        let without = open_in_emergency(app, &glass, &reference, form(), &words("")).await;
        assert_eq!(rule(without), "emergency-why");
        let sent = form();
        for _ in 0..2 {
            open_in_emergency(app, &glass, &reference, sent, &words("A child tonight."))
                .await
                .unwrap();
        }
        home(app, &glass, &reference).await.unwrap();
        let more = open_in_emergency(app, &glass, &reference, form(), &words("More")).await;
        assert_eq!(rule(more), "emergency-open");
        let minutes = &app.scheme_on(day(0)).unwrap().scheme.access;
        let seconds = i64::from(minutes.emergency_minutes) * 60;
        home(app, &later(&glass, seconds - 1), &reference)
            .await
            .unwrap();
        let over = home(app, &later(&glass, seconds), &reference).await;
        assert!(matches!(over, Err(AppError::NotPermitted { .. })));
        for responsible in [&manager, &partner] {
            let first = today(app, responsible).await.unwrap().lines.remove(0).need;
            assert!(matches!(first, Need::Emergency { person, .. } if person == me(&glass)));
            let Need::Emergency { review, .. } = first else {
                panic!("no emergency opening");
            };
            let done = me(responsible) != me(&manager);
            assert_eq!(review.is_done, done, "the first look reviewed it");
            let found = openings(app, responsible, &reference).await.unwrap();
            assert!(found.step.is_some());
            let all = found.all;
            assert_eq!(all.len(), 1, "the same form opens once");
            assert!(all[0].mine);
            let sent = (form(), all[0].emergency.id);
            look_at(app, responsible, &reference, sent, &justified())
                .await
                .unwrap();
            let lines = today(app, responsible).await.unwrap().lines;
            let still = |need: &Need| matches!(need, Need::Emergency { .. });
            assert!(!lines.iter().any(|line| still(&line.need)));
        }
        let all = openings(app, &manager, &reference).await.unwrap().all;
        assert_eq!(all[0].seen.len(), 2);
    }
}

#[tokio::test]
async fn agencies_are_named_once_each_with_somebody_to_speak_to() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let reference = instance.incident().await;
        let police = instance.agency_of("police");
        let new = AgencyInvolved {
            agency: police,
            named: words(""),
            how: words("Attended."),
            contact: words("A detective sergeant"),
            reach: words("01632 960 001"),
        };
        let sent = (form(), None);
        let first = involve(app, &manager, &reference, sent, &new).await;
        let again = involve(app, &manager, &reference, sent, &new).await;
        assert_eq!(first.unwrap(), again.unwrap());
        let twice = involve(app, &manager, &reference, (form(), None), &new).await;
        assert_eq!(rule(twice), "agency-known");
        let nobody = AgencyInvolved {
            contact: words(" "),
            ..new.clone()
        };
        let refused = involve(app, &manager, &reference, (form(), None), &nobody).await;
        assert_eq!(rule(refused), "agency-contact");
        let nameless = AgencyInvolved {
            agency: None,
            ..new.clone()
        };
        let refused = involve(app, &manager, &reference, (form(), None), &nameless).await;
        assert_eq!(rule(refused), "agency-which");
        let school = AgencyInvolved {
            named: words("A school in another area"),
            ..nameless
        };
        involve(app, &manager, &reference, (form(), None), &school)
            .await
            .unwrap();
        let seen = home(app, &manager, &reference).await.unwrap();
        assert_eq!(seen.records.beside.agencies.len(), 2);
        let kept = &seen.records.beside.agencies[0];
        let changed = AgencyInvolved {
            contact: words("Another officer"),
            ..new
        };
        let place = Some((kept.id, kept.version));
        involve(app, &manager, &reference, (form(), place), &changed)
            .await
            .unwrap();
        let late = involve(app, &manager, &reference, (form(), place), &school).await;
        assert!(late.is_err(), "nobody is overwritten");
    }
}
