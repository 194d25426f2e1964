//! Somebody named in words on a conflict list who is given a role later; who is offered for something to do; looking a
//! review up by its reference.

use access::{Ctx, Role};
use app::administration::{NewMember, add_member};
use app::team::{Barred, LookedUp, Whom, add, bar, look_up, on_offer};
use app::today::{Need, today};
use app::{Looking, Reference};
use model::case::ConflictLine;

use crate::decision::rule;
use crate::follow::{form, manager};
use crate::support::{self, Instance, words};
use crate::team::{here, me, place};

fn named(name: &str) -> ConflictLine {
    ConflictLine {
        person: None,
        named: words(name),
        kind: "relative".to_owned(),
        how: words(""),
        ended: None,
        not_them: Vec::new(),
    }
}

/// Puts somebody on the conflict list of whom nobody was asked yet.
async fn named_on_the_list(
    instance: &Instance,
    ctx: &Ctx,
    reference: &Reference,
    line: &ConflictLine,
) -> Barred {
    let new = (line, Whom::NotAsked);
    bar(&instance.app, ctx, reference, (form(), None), new)
        .await
        .unwrap()
}

async fn joins(instance: &Instance, name: &str) -> app::administration::Added {
    let administrator = instance.acting(Role::Administrator, None);
    let new = NewMember {
        name: name.to_owned(),
        email: format!("{}@example.invalid", name.to_lowercase().replace(' ', ".")),
        role: Role::ReviewGroupMember,
        agency: None,
    };
    add_member(&instance.app, &administrator, form(), &new)
        .await
        .unwrap()
}

async fn pointed_out(instance: &Instance, ctx: &Ctx) -> Vec<String> {
    let lines = today(&instance.app, ctx).await.unwrap().lines;
    let ends = lines.into_iter().filter_map(|line| match line.need {
        Need::Look(look) if look.what == Looking::MaybeConflict => Some(look.end),
        _ => None,
    });
    ends.collect()
}

#[tokio::test]
async fn somebody_named_in_words_who_joins_later_is_pointed_out_until_it_is_settled() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let line = named("Mr Penhallow, a neighbour");
        let barred = named_on_the_list(&instance, &ctx, &reference, &line).await;
        assert!(!joins(&instance, "Invented Somebody").await.resembles);
        assert!(pointed_out(&instance, &ctx).await.is_empty());
        assert!(joins(&instance, "Kofi Penhallow").await.resembles);
        let end = format!("team/conflicts/{}", barred.line);
        assert_eq!(pointed_out(&instance, &ctx).await, [end]);
        // Who does not keep the list learns nothing of it.
        let partner = instance.acting(Role::DelegatedPartner, Some("police"));
        assert!(pointed_out(&instance, &partner).await.is_empty());

        let at = Some((barred.line, 1));
        bar(app, &ctx, &reference, (form(), at), (&line, Whom::InWords))
            .await
            .unwrap();
        assert!(pointed_out(&instance, &ctx).await.is_empty());
        assert!(joins(&instance, "Ada Penhallow").await.resembles);
        assert_eq!(pointed_out(&instance, &ctx).await.len(), 1, "another one");
    }
}

#[tokio::test]
async fn an_answer_given_when_they_were_added_settles_it_too() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let line = named("Mr Penhallow");
        let barred = named_on_the_list(&instance, &ctx, &reference, &line).await;
        let joined = joins(&instance, "Kofi Penhallow").await;
        assert_eq!(pointed_out(&instance, &ctx).await.len(), 1);
        let mut new = place(joined.person);
        new.asked.somebody_else = vec![barred.line];
        add(app, &ctx, &reference, form(), &new).await.unwrap();
        assert!(pointed_out(&instance, &ctx).await.is_empty());
    }
}

#[tokio::test]
async fn nobody_on_the_conflict_list_is_offered_or_given_something_to_do() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let who = here(&instance, "Invented Partner", Role::DelegatedPartner).await;
        let offered = async |name: &str| {
            let all = on_offer(app, &ctx, &reference).await.unwrap();
            all.iter().any(|(_, known)| known == name)
        };
        assert!(offered("Invented Partner").await);
        let line = named("Invented Partner");
        let whom = Whom::Person(me(&who));
        bar(app, &ctx, &reference, (form(), None), (&line, whom))
            .await
            .unwrap();
        assert!(!offered("Invented Partner").await);

        let mut new = crate::proceedings::criminal(&ctx);
        new.person = me(&who);
        let posted = app::proceedings::record(app, &ctx, &reference, (form(), None), &new).await;
        assert_eq!(rule(posted.map(drop)), "person-barred");
        let seen = app::review::home(app, &ctx, &reference).await.unwrap();
        let safety = &seen.records.safety[0];
        let mut line = safety.body.clone();
        line.person = me(&who);
        line.safe_now = model::case::SafeNow::NotKnown;
        let at = Some((safety.id, safety.version));
        let posted = app::safety::change_line(app, &ctx, &reference, at, &line).await;
        assert_eq!(rule(posted), "person-barred");
    }
}

#[tokio::test]
async fn a_review_that_one_may_not_know_of_is_looked_up_like_one_that_is_not_there() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let reference = instance.incident().await;
        let spoken = reference.to_string().to_lowercase().replace('-', " ");
        let scrutineer = here(&instance, "Invented Scrutineer", Role::Scrutineer).await;
        let reader = here(&instance, "Invented Reader", Role::LearningReader).await;
        let unknown = Reference::generate().unwrap().to_string();
        let ask = LookedUp::Ask(reference.clone());
        assert_eq!(look_up(app, &scrutineer, &spoken).await.unwrap(), ask);
        let open = LookedUp::Open(reference.clone());
        let ctx = manager(&instance);
        assert_eq!(look_up(app, &ctx, &spoken).await.unwrap(), open);
        for typed in [spoken.as_str(), unknown.as_str(), "no reference"] {
            let found = look_up(app, &reader, typed).await.unwrap();
            assert_eq!(found, LookedUp::Nothing, "{typed}");
        }
        let line = named("Invented Scrutineer");
        let whom = Whom::Person(me(&scrutineer));
        bar(app, &ctx, &reference, (form(), None), (&line, whom))
            .await
            .unwrap();
        let found = look_up(app, &scrutineer, &spoken).await.unwrap();
        assert_eq!(found, LookedUp::Nothing, "whoever is barred");
    }
}

#[tokio::test]
async fn whoever_tries_many_references_waits() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let reference = instance.incident().await.to_string();
        let ctx = here(&instance, "Invented Scrutineer", Role::Scrutineer).await;
        for _ in 0..30 {
            let found = look_up(app, &ctx, &reference).await.unwrap();
            assert!(
                matches!(found, LookedUp::Ask(_)),
                "what is found costs nothing"
            );
        }
        let mut later = None;
        for _ in 0..12 {
            let typed = Reference::generate().unwrap().to_string();
            if let LookedUp::Later(until) = look_up(app, &ctx, &typed).await.unwrap() {
                later = Some(until);
                break;
            }
        }
        let until = later.unwrap();
        // Also for one that is there, and for nobody else.
        let found = look_up(app, &ctx, &reference).await.unwrap();
        assert_eq!(found, LookedUp::Later(until));
        let other = here(&instance, "Invented Other", Role::Scrutineer).await;
        assert!(matches!(
            look_up(app, &other, &reference).await.unwrap(),
            LookedUp::Ask(_)
        ));
        let after = Ctx {
            now: until.plus_seconds(1),
            ..ctx
        };
        assert!(matches!(
            look_up(app, &after, &reference).await.unwrap(),
            LookedUp::Ask(_)
        ));
    }
}
