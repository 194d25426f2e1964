//! What the check knows of a case: boxes of many kinds of records, earlier versions, people who left the team, what an agency has
//! not signed off, and what nobody may know.

use access::{Ctx, Role, Section, actions};
use app::Reference;
use app::people::{change_person, keep_family_contact};
use app::proceedings::record;
use app::rapid_review::keep_meeting;
use app::sharing::SharingView;
use app::team::{add, take_off};
use model::case::{
    Advocate, FamilyContact, ProtectedKind, ReviewMeeting, SubjectKind, ToldOfReview,
};
use model::chronology::Person;
use model::learning::Sharing;
use model::{RecordId, Sensitive};

use super::{learning, new, people, review, view, write};
use crate::follow::form;
use crate::people::person;
use crate::proceedings::criminal;
use crate::returns;
use crate::support::{self, Instance, today, words};
use crate::team::{barred, here, me, place};

/// Learning that names somebody, and what the check says of it.
async fn checked(instance: &Instance, at: (&Ctx, &Reference), name: &str) -> SharingView {
    let told = learning(&format!(
        "Nobody asked {name} what would have helped them most."
    ));
    let draft = write(instance, at, &new(told, Sharing::Nation)).await;
    view(instance, at, draft).await
}

/// Whether everything of a name is known to be on record, or kept from whoever writes.
fn is_known(found: &SharingView, name: &str) -> bool {
    let known = found.leaving.lines().filter(|line| line.found.known);
    let known: Vec<String> = known.map(|line| line.found.words.0.clone()).collect();
    name.split(' ')
        .all(|word| known.iter().any(|one| one.contains(word)))
}

fn withheld(found: &SharingView) -> bool {
    found.leaving.lines().any(|line| line.found.withheld)
}

/// A contact with the family that says by which name somebody wants to be called.
fn wants_to_be(person: RecordId, name: &str) -> FamilyContact {
    FamilyContact {
        person,
        told: ToldOfReview::Told {
            on: today(),
            how: "in_person".to_owned(),
            by: words("Jexmar Fenquist, social worker"),
        },
        name_wanted: words(name),
        contact: words("Volbrin Obermoth, 01632 960 447"),
        needs: words(""),
        advocate: Advocate::Offered,
    }
}

#[tokio::test]
async fn boxes_of_many_records_are_on_record() {
    for instance in support::both(true).await {
        let reference = &review(&instance, "Tamsin Quillfeather").await;
        let (app, who) = (&instance.app, people(&instance));
        let runs = &who.manager;
        let mut subject = person("Wyndrop Corvant", SubjectKind::Adult);
        let id = change_person(app, runs, reference, (form(), None), &subject)
            .await
            .unwrap();
        subject.name = words("Yorvane Drassel");
        change_person(app, runs, reference, (form(), Some((id, 1))), &subject)
            .await
            .unwrap();
        let contact = wants_to_be(id, "Quembla");
        keep_family_contact(app, runs, reference, (form(), None), &contact)
            .await
            .unwrap();
        let mut proceedings = criminal(runs);
        proceedings.reference = words("CX 17/99213");
        proceedings.contact = words("Detective Sergeant Thraxel Yarrowgate, police");
        record(app, runs, reference, (form(), None), &proceedings)
            .await
            .unwrap();
        let at = (&who.author, reference);
        for name in [
            "Wyndrop Corvant",
            "Yorvane Drassel",
            "Quembla",
            "Jexmar Fenquist",
            "Volbrin Obermoth",
            "Thraxel Yarrowgate",
        ] {
            let found = checked(&instance, at, name).await;
            assert!(is_known(&found, name), "{name}");
            assert!(!withheld(&found), "{name}");
        }
        for (number, part) in [("01632 960 447", "447"), ("CX 17/99213", "99213")] {
            let found = checked(&instance, at, number).await;
            let mut known = found.leaving.lines().filter(|line| line.found.known);
            assert!(known.any(|line| line.found.words.0.contains(part)));
        }
    }
}

#[tokio::test]
async fn who_was_at_a_meeting_is_on_record() {
    for instance in support::both(true).await {
        let reference = &crate::follow::notified_case(&instance).await;
        let (app, who) = (&instance.app, people(&instance));
        let meeting = ReviewMeeting {
            on: today(),
            considers: false,
            attended: words("Jexmar Fenquist, police\nthe chair"),
            apologies: words("Quembla Corvant (health)"),
            papers: Vec::new(),
            minutes: words(""),
        };
        keep_meeting(app, &who.manager, reference, (form(), None), &meeting)
            .await
            .unwrap();
        let at = (&who.author, reference);
        for name in ["Jexmar Fenquist", "Quembla Corvant"] {
            let found = checked(&instance, at, name).await;
            assert!(is_known(&found, name), "{name}");
        }
    }
}

#[tokio::test]
async fn who_left_the_team_is_on_record_and_whom_the_conflict_list_names_is_told_nobody() {
    for instance in support::both(true).await {
        let reference = &review(&instance, "Tamsin Quillfeather").await;
        let (app, who) = (&instance.app, people(&instance));
        let left = here(&instance, "Zorvik Plimsk", Role::Scrutineer).await;
        let id = add(app, &who.manager, reference, form(), &place(me(&left)))
            .await
            .unwrap();
        let sent = (form(), id, 1);
        take_off(
            app,
            &who.manager,
            reference,
            sent,
            &words("Left the agency."),
        )
        .await
        .unwrap();
        let listed = here(&instance, "Quembla Corvant", Role::Scrutineer).await;
        barred(&instance, reference, &who.manager, &listed).await;
        let at = (&who.author, reference);
        let found = checked(&instance, at, "Zorvik Plimsk").await;
        assert!(is_known(&found, "Zorvik Plimsk") && !withheld(&found));
        let found = checked(&instance, at, "Quembla Corvant").await;
        assert!(is_known(&found, "Quembla Corvant") && withheld(&found));
    }
}

#[tokio::test]
async fn what_an_agency_has_not_signed_off_is_found_and_not_told() {
    for instance in support::both(true).await {
        let made = returns::sent(&instance).await;
        let mut entry = returns::entry(3, "Seen at the station.");
        entry.about.push(Person {
            known: None,
            called: Sensitive("Wyndrop Drassel".to_owned()),
        });
        let at = (&made.author, made.request);
        returns::write(&instance.app, at, None, entry)
            .await
            .unwrap();
        let who = people(&instance);
        let at = (&who.author, &made.reference);
        let found = checked(&instance, at, "Wyndrop Drassel").await;
        assert!(is_known(&found, "Wyndrop Drassel") && withheld(&found));
        let found = checked(&instance, at, "Ada Author").await;
        assert!(is_known(&found, "Author"), "who answers for an agency");
    }
}

#[tokio::test]
async fn a_protected_name_of_one_word_is_found() {
    for instance in support::both(true).await {
        let reference = &review(&instance, "Tamsin Quillfeather").await;
        let (app, who) = (&instance.app, people(&instance));
        let trusted = here(&instance, "Trusted Brill", Role::Scrutineer).await;
        let mut team = place(me(&trusted));
        team.sections = vec![Section::ProtectedIdentities];
        team.why = words("They keep it.");
        add(app, &who.manager, reference, form(), &team)
            .await
            .unwrap();
        let mut sheet = super::protected(ProtectedKind::Identity);
        sheet.named = words("");
        sheet.subject = Some(child_of(&instance, reference).await);
        sheet.says = words("Now called Vexbury by everybody.");
        app::restricted::keep(app, &trusted, reference, (form(), None), &sheet)
            .await
            .unwrap();
        let at = (&who.author, reference);
        let found = checked(&instance, at, "Vexbury").await;
        assert!(is_known(&found, "Vexbury") && withheld(&found));
    }
}

/// The child of a review.
async fn child_of(instance: &Instance, reference: &Reference) -> RecordId {
    let runs = crate::follow::manager(instance);
    let all = crate::people::people(instance, &runs, reference).await;
    all.subjects.first().unwrap().id
}

#[tokio::test]
async fn a_case_stands_otherwise_once_something_is_written_in_it() {
    for instance in support::both(true).await {
        let reference = &review(&instance, "Tamsin Quillfeather").await;
        let who = people(&instance);
        let print = async || {
            let vault = instance.app.vault(&who.author).await.unwrap();
            let work = vault.look(&who.author, |tx| {
                Box::pin(async move {
                    let case = vault::case_by_reference(tx, reference.as_str()).await?;
                    let case = case.unwrap();
                    let permit = tx
                        .permit::<actions::ReadCase>(case, Section::General)
                        .await?;
                    vault::print_of_case(tx, &permit).await
                })
            });
            work.await.unwrap()
        };
        let before = print().await;
        assert_eq!(print().await, before);
        let adult = person("Wyndrop Corvant", SubjectKind::Adult);
        crate::people::add(&instance, &who.manager, reference, &adult).await;
        assert_ne!(print().await, before);
    }
}
