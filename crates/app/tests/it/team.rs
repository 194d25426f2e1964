//! Who may open a review and who must not see it, by every door.

use access::directory::{self, NewMembership};
use access::{Actor, Ctx, Role, actions};
use app::decision::view as decision;
use app::review::home;
use app::reviews::reviews;
use app::team::{
    Barred, NewPlace, PlaceChange, Sections, Whom, add, ask, asking, bar, change, conflict_list,
    give_sections, open_in_emergency, openings, similar, take_off, team, unbar, ways,
};
use app::today::today;
use app::{AppError, Reference};
use model::case::{ConflictAsked, ConflictLine};
use model::{AgencyId, Date, OrganisationId, PersonId};

use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, NOW, acting_for, words};

pub(crate) const DAY: i64 = 24 * 60 * 60;

pub(crate) fn me(ctx: &Ctx) -> PersonId {
    ctx.person().unwrap().id
}

pub(crate) fn later(ctx: &Ctx, seconds: i64) -> Ctx {
    let now = ctx.now.plus_seconds(seconds);
    Ctx { now, ..ctx.clone() }
}

pub(crate) fn day(from_now: i64) -> Date {
    NOW.plus_seconds(from_now * DAY).date_in_london()
}

/// Somebody whom the directory knows, in an organisation.
pub(crate) async fn member(
    instance: &Instance,
    (name, role): (&str, Role),
    (organisation, agency): (OrganisationId, Option<AgencyId>),
) -> Ctx {
    let email = format!("{}@example.invalid", name.to_lowercase().replace(' ', "."));
    let (name, email) = (name, email.as_str());
    let ctx = instance.operator();
    let work = instance.app.directory().transact(&ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            let person = directory::add_person(tx, &permit, name, email).await?;
            let new = NewMembership {
                person,
                agency,
                authority: None,
                role,
                from: "2026-01-01".parse().unwrap(),
                until: None,
            };
            directory::add_membership(tx, &permit, organisation, &new).await?;
            Ok(person)
        })
    });
    let id = work.await.unwrap();
    let mut ctx = acting_for(organisation, role, agency);
    if let Actor::Person(person) = &mut ctx.actor {
        person.id = id;
    }
    ctx
}

pub(crate) async fn here(instance: &Instance, name: &str, role: Role) -> Ctx {
    member(instance, (name, role), (instance.partnership, None)).await
}

pub(crate) fn place(person: PersonId) -> NewPlace {
    NewPlace {
        person,
        agency: None,
        role: "panel".to_owned(),
        until: None,
        sections: Vec::new(),
        why: words(""),
        agreed_by: words("The team manager of the agency it belongs to"),
        asked: ConflictAsked {
            how: words("Asked by telephone."),
            somebody_else: Vec::new(),
        },
    }
}

fn line(named: &str) -> ConflictLine {
    ConflictLine {
        person: None,
        named: words(named),
        kind: "relative".to_owned(),
        how: words("Sister of the mother."),
        ended: None,
        not_them: Vec::new(),
    }
}

pub async fn barred(instance: &Instance, reference: &Reference, by: &Ctx, who: &Ctx) -> Barred {
    let whom = Whom::Person(me(who));
    let new = line("An aunt");
    bar(&instance.app, by, reference, (form(), None), (&new, whom))
        .await
        .unwrap()
}

fn is_nowhere<T>(outcome: Result<T, AppError>, door: &str) {
    assert!(matches!(outcome, Err(AppError::NotFound)), "{door}");
}

/// Asks for the files of a case as a page does.
async fn the_file(instance: &Instance, ctx: &Ctx, reference: &Reference) -> Result<(), AppError> {
    let vault = instance.app.vault(ctx).await?;
    let reference = reference.as_str();
    let work = vault.look(ctx, |tx| {
        Box::pin(async move {
            let case = vault::case_by_reference(tx, reference).await?.unwrap();
            let general = access::Section::General;
            let permit = tx.permit::<actions::ReadCase>(case, general).await?;
            vault::files_of(tx, &permit).await.map(drop)
        })
    });
    Ok(work.await?)
}

#[tokio::test]
async fn somebody_is_added_once_and_reads_from_then_on() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let author = here(&instance, "Ben Author", Role::AgencyAuthor).await;
        let reference = instance.incident().await;
        let refused = home(app, &author, &reference).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let sent = form();
        let new = place(me(&author));
        let first = add(app, &manager, &reference, sent, &new).await.unwrap();
        let again = add(app, &manager, &reference, sent, &new).await.unwrap();
        assert_eq!(first, again);
        let second = add(app, &manager, &reference, form(), &new).await;
        assert_eq!(rule(second), "team-already");
        home(app, &author, &reference).await.unwrap();
        let view = team(app, &author, &reference).await.unwrap();
        assert_eq!(view.places.len(), 1);
        assert!(!view.may_manage && view.waiting.is_empty());
        let by_role: Vec<_> = view.by_role.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(by_role, ["Ada Manager"], "whoever has a role that reads");
        let by_author = add(app, &author, &reference, form(), &place(me(&manager))).await;
        assert!(matches!(by_author, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn a_place_is_not_given_without_an_answer_about_conflicts() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let author = here(&instance, "Ben Carter", Role::AgencyAuthor).await;
        let reference = instance.incident().await;
        let mut new = place(me(&author));
        new.asked.how = words(" ");
        let refused = add(app, &manager, &reference, form(), &new).await;
        assert_eq!(rule(refused), "team-asked");
        new = place(me(&author));
        let sent = (form(), None);
        let named = line("the uncle, Mr Carter");
        let asked = bar(app, &manager, &reference, sent, (&named, Whom::NotAsked)).await;
        assert_eq!(
            rule(asked),
            "conflict-which",
            "a name like it signs in here"
        );
        let found = similar(app, &manager, "the uncle, Mr Carter")
            .await
            .unwrap();
        assert_eq!(found, [(me(&author), "Ben Carter".to_owned())]);
        let put = bar(app, &manager, &reference, sent, (&named, Whom::InWords)).await;
        let put = put.unwrap();
        let refused = add(app, &manager, &reference, form(), &new).await;
        assert_eq!(rule(refused), "team-resembles");
        new.asked.somebody_else = vec![put.line];
        add(app, &manager, &reference, form(), &new).await.unwrap();
        let kept = team(app, &manager, &reference).await.unwrap().places;
        assert_eq!(kept[0].body.asked, new.asked, "the answer is on record");
    }
}

#[tokio::test]
async fn who_is_on_the_conflict_list_sees_nothing_by_any_door() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let partner = here(&instance, "Cleo Partner", Role::DelegatedPartner).await;
        let reference = instance.incident().await;
        decision(app, &partner, &reference).await.unwrap();
        barred(&instance, &reference, &manager, &partner).await;
        // The same person, whatever else they are: nothing adds up to a way in.
        for role in Role::ALL {
            let mut ctx = partner.clone();
            if let Actor::Person(person) = &mut ctx.actor {
                person.roles.insert(*role);
            }
            let ctx = &ctx;
            is_nowhere(home(app, ctx, &reference).await, "the review");
            is_nowhere(team(app, ctx, &reference).await, "its team");
            is_nowhere(conflict_list(app, ctx, &reference).await, "the list itself");
            is_nowhere(decision(app, ctx, &reference).await, "the decision");
            is_nowhere(asking(app, ctx, &reference).await, "asking");
            // Whoever asks often waits, whether there is such a review or not.
            let asked = ask(app, ctx, &reference, form(), &words("Why")).await;
            assert!(
                matches!(asked, Err(AppError::NotFound | AppError::Later(_))),
                "ask"
            );
            let glass = open_in_emergency(app, ctx, &reference, form(), &words("Now")).await;
            is_nowhere(glass, "an emergency");
            let said = app::moment::record(
                app,
                ctx,
                &reference,
                form(),
                &model::learning::Moment::of("Seen"),
            )
            .await;
            is_nowhere(said, "a moment");
            is_nowhere(the_file(&instance, ctx, &reference).await, "its files");
            is_nowhere(openings(app, ctx, &reference).await, "emergency openings");
            let can = ways(app, ctx, &reference).await.unwrap();
            assert_eq!(can, app::team::Ways::default(), "nothing is offered");
            let seen = today(app, ctx).await.unwrap();
            assert!(seen.lines.is_empty(), "Today");
            assert!(reviews(app, ctx).await.unwrap().is_empty(), "the list");
        }
        let raiser = here(&instance, "Pat Member", Role::LeadPartner).await;
        let seen = home(app, &raiser, &reference).await.unwrap().done;
        assert!(
            seen.iter().all(|row| row.outcome != "refused"),
            "nor that they tried"
        );
        let view = team(app, &manager, &reference).await.unwrap();
        let listed = view.by_role.iter().any(|one| one.person == me(&partner));
        assert!(!listed, "not among those who may open it");
    }
}

#[tokio::test]
async fn an_emergency_that_was_opened_before_ends_with_the_conflict() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let glass = here(&instance, "Dot Glass", Role::Scrutineer).await;
        let reference = instance.incident().await;
        open_in_emergency(app, &glass, &reference, form(), &words("A child tonight."))
            .await
            .unwrap();
        home(app, &glass, &reference).await.unwrap();
        barred(&instance, &reference, &manager, &glass).await;
        is_nowhere(home(app, &glass, &reference).await, "the open review");
    }
}

#[tokio::test]
async fn whoever_is_put_on_the_list_is_taken_off_the_team_at_that_moment() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let author = here(&instance, "Ben Author", Role::AgencyAuthor).await;
        let reference = instance.incident().await;
        add(app, &manager, &reference, form(), &place(me(&author)))
            .await
            .unwrap();
        let list = conflict_list(app, &author, &reference).await;
        assert!(
            matches!(list, Err(AppError::NotPermitted { .. })),
            "the team does not read it"
        );
        let done = barred(&instance, &reference, &manager, &author).await;
        assert!(done.taken_off);
        is_nowhere(home(app, &author, &reference).await, "the review");
        let view = team(app, &manager, &reference).await.unwrap();
        assert_eq!(view.standing(day(0)).count(), 0);
        let why = view.places[0].body.ended.clone().unwrap();
        assert!(why.0.is_empty(), "the team's own record does not say why");
        let back = add(app, &manager, &reference, form(), &place(me(&author))).await;
        assert_eq!(rule(back), "team-conflict");
        let twice = bar(
            app,
            &manager,
            &reference,
            (form(), None),
            (&line("An aunt"), Whom::Person(me(&author))),
        )
        .await;
        assert_eq!(rule(twice), "conflict-known");
        let why = words("Another person of that name.");
        let sent = (form(), done.line, 1);
        unbar(app, &manager, &reference, sent, &why).await.unwrap();
        let refused = home(app, &author, &reference).await;
        let still_off = matches!(refused, Err(AppError::NotPermitted { .. }));
        assert!(still_off, "known to exist again, and no place came back");
        let again = unbar(app, &manager, &reference, (form(), done.line, 2), &why).await;
        assert_eq!(rule(again), "conflict-ended");
    }
}

#[tokio::test]
async fn somebody_named_in_words_is_barred_once_it_is_known_who_they_are() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let reference = instance.incident().await;
        let sent = (form(), None);
        let named = line("the aunt, Cleo Partner");
        let put = bar(app, &manager, &reference, sent, (&named, Whom::NotAsked)).await;
        let put = put.unwrap();
        let partner = here(&instance, "Cleo Partner", Role::LeadPartner).await;
        home(app, &partner, &reference).await.unwrap();
        let sent = (form(), Some((put.line, 1)));
        let whom = Whom::Person(me(&partner));
        bar(app, &manager, &reference, sent, (&named, whom))
            .await
            .unwrap();
        is_nowhere(home(app, &partner, &reference).await, "the review");
        let sent = (form(), Some((put.line, 1)));
        let late = bar(app, &manager, &reference, sent, (&line("x"), Whom::InWords)).await;
        assert!(
            matches!(late, Err(AppError::Clash(_))),
            "nobody is overwritten"
        );
    }
}

#[tokio::test]
async fn a_place_is_changed_and_ended_and_nobody_overwrites_somebody() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let author = here(&instance, "Ben Author", Role::AgencyAuthor).await;
        let reference = instance.incident().await;
        let id = add(app, &manager, &reference, form(), &place(me(&author)))
            .await
            .unwrap();
        let new = PlaceChange {
            role: "chair".to_owned(),
            agency: None,
            until: Some(day(3)),
        };
        change(app, &manager, &reference, (form(), id, 1), &new)
            .await
            .unwrap();
        let other = PlaceChange {
            role: "author".to_owned(),
            ..new.clone()
        };
        let late = change(app, &manager, &reference, (form(), id, 1), &other).await;
        assert!(matches!(late, Err(AppError::Clash(_))));
        let wrong = PlaceChange {
            role: "boss".to_owned(),
            ..new.clone()
        };
        let refused = change(app, &manager, &reference, (form(), id, 2), &wrong).await;
        assert_eq!(rule(refused), "team-role");
        home(app, &later(&author, 3 * DAY), &reference)
            .await
            .unwrap();
        let after = home(app, &later(&author, 4 * DAY), &reference).await;
        assert!(
            matches!(after, Err(AppError::NotPermitted { .. })),
            "it ended by itself"
        );
        let sent = (form(), id, 2);
        let without = take_off(app, &manager, &reference, sent, &words("")).await;
        assert_eq!(rule(without), "team-end-why");
        take_off(app, &manager, &reference, sent, &words("Left the agency."))
            .await
            .unwrap();
        let refused = home(app, &author, &reference).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        let view = team(app, &manager, &reference).await.unwrap();
        assert_eq!(view.places.len(), 1, "what it was stays");
        let late = change(app, &manager, &reference, (form(), id, 3), &new).await;
        assert_eq!(rule(late), "team-ended");
    }
}

#[tokio::test]
async fn a_section_opens_to_one_person_with_a_reason_and_closes_again() {
    for instance in support::both(false).await {
        let app = &instance.app;
        let manager = here(&instance, "Ada Manager", Role::BusinessManager).await;
        let police = here(&instance, "Eve Officer", Role::AgencyAuthor).await;
        let reference = instance.incident().await;
        let id = add(app, &manager, &reference, form(), &place(me(&police)))
            .await
            .unwrap();
        let reads = async || {
            let seen = app::proceedings::before_contact(app, &police, &reference).await;
            seen.unwrap().police.is_some()
        };
        assert!(!reads().await);
        let new = |may, why: &str| Sections {
            may,
            why: words(why),
            agreed_by: words("Detective inspector, police"),
        };
        let restricted = vec![access::Section::PoliceRestricted];
        let sent = (form(), id, 1);
        let without = new(restricted.clone(), "");
        let without = give_sections(app, &manager, &reference, sent, &without).await;
        assert_eq!(rule(without), "team-sections-why");
        let alone = Sections {
            agreed_by: words(" "),
            ..new(restricted.clone(), "Leads the investigation.")
        };
        let alone = give_sections(app, &manager, &reference, sent, &alone).await;
        assert_eq!(rule(alone), "team-sections-agreed");
        assert!(!reads().await);
        let given = new(restricted, "Leads the investigation.");
        give_sections(app, &manager, &reference, sent, &given)
            .await
            .unwrap();
        assert!(reads().await);
        let taken = new(Vec::new(), "Moved on.");
        give_sections(app, &manager, &reference, (form(), id, 2), &taken)
            .await
            .unwrap();
        assert!(!reads().await);
    }
}
