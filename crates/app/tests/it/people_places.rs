//! One register of people and places: what a name in the accounts is, what people are to each other over time, and reading without
//! names. On both engines.

use access::{Ctx, Role, Section};
use app::chronology::{Filter, chronology};
use app::chronology_out::{Setting, part_of_pack, register};
use app::names::names;
use app::people_places::{
    Answer, NewName, PeoplePlaces, people_places, remove_tie, save_person, save_place, save_tie,
    say_name, undo_name, unnamed, without_names,
};
use app::team::add;
use app::{AppError, Reference};
use model::case::{
    NameHow, PlaceKind, RegisterPerson, RegisterPlace, RegisterSex, SubjectKind, Tie, TieKind,
};
use model::chronology::{Entry, Labels, Person, Restriction};
use model::paper::Block;
use model::{RecordId, UncertainDate};

use crate::chronology_out::signed_off;
use crate::decision::rule;
use crate::follow::form;
use crate::people::{add as add_person, person};
use crate::returns::{Sent, entry};
use crate::support::{self, Instance, words};
use crate::team::{day, here, place};

const NAN: &str = "Nan came to the door with Zed Quill of Larch House.";

/// An entry about people as its agency calls them.
fn about(days: i64, text: &str, called: &[&str]) -> Entry {
    let mut one = entry(days, text);
    let people = called.iter().map(|called| Person {
        known: None,
        called: words(called),
    });
    one.about = people.collect();
    one
}

fn somebody(name: &str) -> RegisterPerson {
    RegisterPerson {
        name: words(name),
        also_known_as: words(""),
        role: words("neighbour"),
        child: false,
        sex: RegisterSex::Female,
    }
}

async fn read(instance: &Instance, ctx: &Ctx, reference: &Reference) -> PeoplePlaces {
    people_places(&instance.app, ctx, reference).await.unwrap()
}

async fn say(
    instance: &Instance,
    (ctx, made): (&Ctx, &Sent),
    (called, answer): (&str, Answer),
) -> Result<(), AppError> {
    let found = read(instance, ctx, &made.reference).await;
    let mut mentions = found.mentions.iter();
    let mention = mentions.find(|one| one.called.0 == called).unwrap();
    let used = &mention.entries[0];
    let new = NewName {
        entry: used.entry,
        at: used.at,
        answer,
    };
    say_name(&instance.app, ctx, &made.reference, (form(), &new)).await
}

/// Somebody on the team, who reads these sections beside the general one.
async fn on_team(instance: &Instance, made: &Sent, (name, sections): (&str, Vec<Section>)) -> Ctx {
    let ctx = here(instance, name, Role::Scrutineer).await;
    let mut new = place(ctx.actor.person().unwrap().id);
    if !sections.is_empty() {
        new.why = words("Leads the investigation.");
    }
    new.sections = sections;
    add(&instance.app, &made.manager, &made.reference, form(), &new)
        .await
        .unwrap();
    ctx
}

#[tokio::test]
async fn a_name_counts_for_whom_a_person_says_it_is_and_no_account_changes() {
    for instance in support::both(false).await {
        let entries = vec![
            about(6, NAN, &["Nan", "Zed Quill"]),
            about(5, "She rang.", &[" NAN "]),
        ];
        let made = signed_off(&instance, entries).await;
        let (app, ctx, reference) = (&instance.app, &made.manager, &made.reference);
        let ada = person("Ada Larch", SubjectKind::Adult);
        let ada = add_person(&instance, ctx, reference, &ada).await;
        let found = read(&instance, ctx, reference).await;
        assert!(found.may_edit);
        let open: Vec<(&str, usize)> = found
            .waiting()
            .into_iter()
            .map(|one| (one.called.0.trim(), one.entries.len()))
            .collect();
        assert_eq!(open, [("Nan", 2), ("Zed Quill", 1)]);
        let same = |of| Answer::Same {
            of,
            how: NameHow::WordFor,
        };
        let nowhere = crypto::id(support::NOW).unwrap();
        let gone = say(&instance, (ctx, &made), ("Nan", same(nowhere))).await;
        assert_eq!(rule(gone), "name-of");
        say(&instance, (ctx, &made), ("Nan", same(ada)))
            .await
            .unwrap();
        let again = say(&instance, (ctx, &made), ("Nan", Answer::Nobody)).await;
        assert_eq!(rule(again), "name-told");

        let found = read(&instance, ctx, reference).await;
        assert_eq!(found.entries(ada), 2, "however it is written");
        let seen = chronology(app, ctx, reference).await.unwrap();
        let of_ada = Filter {
            person: Some(ada),
            ..Filter::default()
        };
        let shown = seen.accounts.iter().filter(|one| of_ada.shows(one));
        let bodies: Vec<&Entry> = shown
            .filter_map(|one| one.entry.as_ref())
            .map(|entry| &entry.body)
            .collect();
        assert_eq!(bodies.len(), 2);
        assert_eq!(
            bodies[0].about[0].called.0, "Nan",
            "the agency's word stays"
        );

        let said = &found.register.names[0].record;
        let at = (said.id, said.version);
        let sent = form();
        for _ in 0..2 {
            // A form that is sent twice acts once.
            undo_name(app, ctx, reference, (sent, at)).await.unwrap();
        }
        let late = undo_name(app, ctx, reference, (form(), at)).await;
        assert_eq!(rule(late), "changed-meanwhile");
        let found = read(&instance, ctx, reference).await;
        assert_eq!((found.waiting().len(), found.entries(ada)), (2, 0));
    }
}

#[tokio::test]
async fn what_only_a_restricted_account_names_is_kept_from_who_may_not_read_it() {
    for instance in support::both(false).await {
        let mut secret = about(6, "Vik Marlow is being watched.", &["Vik Marlow"]);
        secret.restriction = Restriction::Police;
        let made = signed_off(&instance, vec![secret, entry(5, "Officers came.")]).await;
        let reference = &made.reference;
        let sections = vec![Section::PoliceRestricted];
        let officer = on_team(&instance, &made, ("Eve Officer", sections)).await;
        let reviewer = on_team(&instance, &made, ("Cy Reviewer", Vec::new())).await;
        let found = read(&instance, &reviewer, reference).await;
        assert!(found.mentions.is_empty());

        // Nobody asked for a section: it stands where the only entry stands that names them.
        let new = Answer::Person(somebody("Vik Marlow"), Section::General);
        say(&instance, (&officer, &made), ("Vik Marlow", new))
            .await
            .unwrap();
        let found = read(&instance, &officer, reference).await;
        assert_eq!(found.register.people[0].section, Section::PoliceRestricted);
        assert_eq!(found.register.hidden, 0);
        let vik = found.register.people[0].record.id;
        let child = found.people.subjects[0].id;
        let tie = (tie(vik, TieKind::Partner, child), Section::General);
        save_tie(&instance.app, &officer, reference, ((form(), None), &tie))
            .await
            .unwrap();

        let found = read(&instance, &reviewer, reference).await;
        assert!(found.register.people.is_empty() && found.register.names.is_empty());
        assert!(
            found.register.ties.is_empty(),
            "nor what they are to anybody"
        );
        assert_eq!(found.register.hidden, 1, "that somebody is there is known");
        let drawn = found.genogram(day(0), day(0));
        assert!(drawn.people.iter().all(|one| one.person.id != vik));
        let guess = ((form(), None), &tie);
        let guess = save_tie(&instance.app, &reviewer, reference, guess).await;
        assert_eq!(rule(guess), "tie-gone");
        let other = instance.acting(Role::IncidentRaiser, None);
        let refused = people_places(&instance.app, &other, reference).await;
        assert!(matches!(
            refused,
            Err(AppError::NotPermitted { .. } | AppError::NotFound)
        ));
    }
}

fn tie(from: RecordId, kind: TieKind, to: RecordId) -> Tie {
    Tie {
        from,
        kind,
        to,
        since: None,
        until: None,
        ended: false,
        source: words("The police"),
    }
}

#[tokio::test]
async fn a_relationship_holds_between_its_days_and_a_contradiction_stands_beside_it() {
    for instance in support::both(false).await {
        let made = signed_off(&instance, vec![entry(6, "Officers came.")]).await;
        let (app, ctx, reference) = (&instance.app, &made.manager, &made.reference);
        for name in ["Ada Larch", "Bo Larch"] {
            let new = (&somebody(name), Section::General);
            save_person(app, ctx, reference, ((form(), None), new))
                .await
                .unwrap();
        }
        let found = read(&instance, ctx, reference).await;
        let ids: Vec<RecordId> = found.register.people().map(|(id, _)| id).collect();
        let (ada, bo) = (ids[0], ids[1]);
        let keep = async |tie: &Tie, place| {
            let new = (tie.clone(), Section::General);
            save_tie(app, ctx, reference, ((form(), place), &new)).await
        };
        let mut couple = tie(ada, TieKind::Partner, bo);
        couple.since = Some(UncertainDate::day(day(-30)).unwrap());
        assert_eq!(
            rule(keep(&tie(ada, TieKind::Partner, ada), None).await),
            "tie-self"
        );
        assert_eq!(
            rule(keep(&tie(ada, TieKind::LivesAt, bo), None).await),
            "tie-place"
        );
        couple.until = Some(UncertainDate::day(day(-40)).unwrap());
        assert_eq!(rule(keep(&couple, None).await), "tie-reversed");
        couple.until = None;
        keep(&couple, None).await.unwrap();
        keep(&tie(ada, TieKind::Sibling, bo), None).await.unwrap();

        let found = read(&instance, ctx, reference).await;
        assert_eq!(found.register.ties.len(), 2, "both stand");
        let of = |id| found.facts_of(id).len();
        assert_eq!((of(ada), of(bo)), (2, 2), "said of both, from either end");
        let drawn = |found: &PeoplePlaces, days: i64| {
            let drawn = found.genogram(day(days), day(0));
            let ended = drawn.lines.iter().map(|one| one.ended);
            ended.collect::<Vec<_>>()
        };
        assert_eq!(drawn(&found, -31), [false], "the couple was none yet");
        assert_eq!(drawn(&found, -30), [false, false]);
        let kept = &found.register.ties[0].record;
        couple.until = Some(UncertainDate::day(day(-10)).unwrap());
        couple.ended = true;
        let place = (kept.id, kept.version);
        keep(&couple, Some(place)).await.unwrap();
        let mut stale = couple.clone();
        stale.until = Some(UncertainDate::day(day(-9)).unwrap());
        let stale = keep(&stale, Some(place)).await;
        assert!(matches!(stale, Err(AppError::Clash(_))));
        let found = read(&instance, ctx, reference).await;
        assert_eq!(drawn(&found, -10), [false, false]);
        assert!(drawn(&found, -9).contains(&true), "over, and drawn as over");

        let kept = &found.register.ties[1].record;
        let at = (kept.id, kept.version);
        remove_tie(app, ctx, reference, (form(), at)).await.unwrap();
        let found = read(&instance, ctx, reference).await;
        assert_eq!(found.register.ties.len(), 1);
    }
}

#[tokio::test]
async fn an_address_is_kept_with_the_protected_addresses() {
    for instance in support::both(false).await {
        let made = signed_off(&instance, vec![entry(6, "Officers came.")]).await;
        let (app, reference) = (&instance.app, &made.reference);
        let sections = vec![Section::ProtectedAddresses];
        let keeper = on_team(&instance, &made, ("Eve Keeper", sections)).await;
        let reviewer = on_team(&instance, &made, ("Cy Reviewer", Vec::new())).await;
        let home = RegisterPlace {
            name: words("Larch House"),
            also_known_as: words(""),
            kind: PlaceKind::Home,
        };
        let address = words("1 Invented Way");
        let new = ((form(), None), (&home, Some(&address)));
        let refused = save_place(app, &reviewer, reference, new).await;
        assert_eq!(rule(refused), "place-address");
        save_place(app, &keeper, reference, new).await.unwrap();
        let found = read(&instance, &keeper, reference).await;
        let id = found.register.places[0].record.id;
        assert_eq!(found.register.address(id), Some("1 Invented Way"));
        let found = read(&instance, &reviewer, reference).await;
        assert_eq!(found.name(id), Some("Larch House"));
        assert_eq!(found.register.address(id), None);

        // Whoever may not read the address changes the place and leaves the address as it is.
        let version = found.register.places[0].record.version;
        let renamed = RegisterPlace {
            name: words("The Larches"),
            ..home
        };
        let change = ((form(), Some((id, version))), (&renamed, None));
        save_place(app, &reviewer, reference, change).await.unwrap();
        let found = read(&instance, &keeper, reference).await;
        assert_eq!(found.name(id), Some("The Larches"));
        assert_eq!(found.register.address(id), Some("1 Invented Way"));
    }
}

#[tokio::test]
async fn without_names_nothing_on_record_is_named_and_with_names_all_of_it_is_there() {
    for instance in support::both(false).await {
        let entries = vec![about(6, NAN, &["Nan", "Zed Quill", "Larch House"])];
        let made = signed_off(&instance, entries).await;
        let (app, ctx, reference) = (&instance.app, &made.manager, &made.reference);
        let new = Answer::Person(somebody("Zed Quill"), Section::General);
        say(&instance, (ctx, &made), ("Zed Quill", new))
            .await
            .unwrap();
        let school = RegisterPlace {
            name: words("Larch House"),
            also_known_as: words(""),
            kind: PlaceKind::School,
        };
        let new = Answer::Place(school, words(""));
        say(&instance, (ctx, &made), ("Larch House", new))
            .await
            .unwrap();

        let register = register(app, ctx, reference).await.unwrap();
        let named = chronology(app, ctx, reference).await.unwrap();
        let mut without = named.clone();
        without_names(&register, &mut without);
        let body = &without.accounts[0].entry.as_ref().unwrap().body;
        assert!(
            body.text.0.ends_with("with Neighbour of School."),
            "{}",
            body.text.0
        );
        let zed = named.register.people[0].record.id;
        assert_eq!(without.person(zed), Some("Neighbour"));
        assert_eq!(body.about[1].known, Some(zed), "pages still choose by whom");
        assert!(!body.text.0.contains("Quill") && !body.text.0.contains("Larch"));

        let mut found = read(&instance, ctx, reference).await;
        unnamed(&register, &mut found);
        assert!(found.everybody().all(|(_, name)| !name.contains("Quill")));
        let called = found.mentions.iter().map(|one| one.called.0.as_str());
        let called: Vec<&str> = called.collect();
        assert!(
            called
                .iter()
                .all(|one| !one.contains("Larch") && !one.contains("Zed"))
        );

        let again = chronology(app, ctx, reference).await.unwrap();
        let text = &again.accounts[0].entry.as_ref().unwrap().body.text.0;
        assert_eq!(text, NAN, "nothing that is kept was changed");
    }
}

#[tokio::test]
async fn the_pack_holds_relationships_as_everybody_may_read_them_named_or_not() {
    for instance in support::both(false).await {
        let made = signed_off(&instance, vec![entry(6, "Officers came.")]).await;
        let (app, ctx, reference) = (&instance.app, &made.manager, &made.reference);
        let sections = vec![Section::ProtectedIdentities];
        let keeper = on_team(&instance, &made, ("Eve Keeper", sections)).await;
        for (ctx, name, section) in [
            (ctx, "Zed Quill", Section::General),
            (&keeper, "Vik Marlow", Section::ProtectedIdentities),
        ] {
            let new = (&somebody(name), section);
            save_person(app, ctx, reference, ((form(), None), new))
                .await
                .unwrap();
        }
        let found = read(&instance, &keeper, reference).await;
        let child = found.people.subjects[0].id;
        for (id, _) in found.register.people() {
            let new = (tie(id, TieKind::Carer, child), Section::General);
            save_tie(app, &keeper, reference, ((form(), None), &new))
                .await
                .unwrap();
        }
        let names = names(app, &keeper).await.unwrap();
        let labels = Labels::default();
        let setting = Setting {
            names: &names,
            partnership: "Invented here",
            labels: &labels,
            real_people: false,
        };
        for (pseudonymous, who) in [(false, "Zed Quill"), (true, "Neighbour")] {
            // Whoever may read more puts no more into what everybody reads.
            let part = part_of_pack(app, &keeper, reference, (pseudonymous, setting)).await;
            let part = part.unwrap();
            let mut drawings = part.iter().filter_map(|one| match one {
                Block::Picture(picture) => Some(picture),
                _ => None,
            });
            let drawn = drawings.next().unwrap();
            assert!(drawn.words.contains(who), "{}", drawn.words);
            // Whoever is only what others say of them is told with it too.
            assert!(drawn.words.contains(" is: Carer of"), "{}", drawn.words);
            let first = who.split(' ').next().unwrap();
            assert!(drawn.svg("Serif").contains(first));
            let text = serde_json::to_string(&part).unwrap();
            assert!(text.contains(who) && text.contains("Carer of"), "{text}");
            assert!(text.contains("1 person is not shown"));
            assert!(!text.contains("Marlow") && text.contains("Zed Quill") != pseudonymous);
        }
    }
}
