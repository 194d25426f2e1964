//! What a review holds on one person: every version that names them or points at them, other people's names marked, nothing of
//! a section that is not open to whoever brings it out.

use access::{Role, Section};
use app::keeping::{Asked, HeldOn, held_on, to_choose};
use app::people::{change_person, relate};
use app::restricted::keep;
use app::returns::to_answer;
use app::team::add;
use app::{AppError, Reference};
use model::RecordId;
use model::case::{Known, Relationship, ReturnFound, Subject, SubjectKind};
use model::chronology::{Entry, Person, Restriction};

use crate::decision::rule;
use crate::files::{note, send};
use crate::follow::{form, manager};
use crate::people::{add as add_person, person};
use crate::restricted::{contact, rows, trusted};
use crate::returns::signing::signed;
use crate::returns::{entry, sent, with_head, write};
use crate::support::{self, Instance, words};
use crate::team::{day, here, me, place};

fn about(subject: RecordId) -> Asked {
    Asked {
        subject: Some(subject),
        name: words(""),
    }
}

/// A child called Wren, with an aunt called Heather Oakfield; returns both.
async fn two(instance: &Instance, reference: &Reference) -> (RecordId, RecordId) {
    let ctx = manager(instance);
    let wren = person("Wren Oakfield", SubjectKind::LinkedChild);
    let wren_id = add_person(instance, &ctx, reference, &wren).await;
    let aunt = person("Heather Oakfield", SubjectKind::Adult);
    let aunt_id = add_person(instance, &ctx, reference, &aunt).await;
    let corrected = Subject {
        also_known_as: words("Birdie, says Heather Oakfield"),
        ..wren
    };
    let sent = (form(), Some((wren_id, 1)));
    change_person(&instance.app, &ctx, reference, sent, &corrected)
        .await
        .unwrap();
    let relationship = Relationship {
        person: aunt_id,
        is: "other".to_owned(),
        more: words("Her aunt"),
        of: vec![wren_id],
        same_home: Known::No,
    };
    relate(
        &instance.app,
        &ctx,
        reference,
        (form(), None),
        &relationship,
    )
    .await
    .unwrap();
    (wren_id, aunt_id)
}

fn every_word(held: &HeldOn) -> String {
    let versions = held.records.iter().flat_map(|one| &one.versions);
    let says = versions.flat_map(|one| one.says.iter().map(|(_, words)| words.as_str()));
    says.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn every_version_comes_out_with_other_people_marked() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let (wren, aunt) = two(&instance, &reference).await;
        let names = to_choose(app, &ctx, &reference).await.unwrap();
        assert_eq!(names.len(), 3);
        let held = held_on(app, &ctx, &reference, &about(wren)).await.unwrap();
        assert_eq!(held.name, "Wren Oakfield");
        let own = held
            .records
            .iter()
            .find(|one| one.what.starts_with("Child"));
        assert_eq!(own.unwrap().versions.len(), 2);
        let relationship = held.records.iter().find(|one| one.what == "Relationship");
        let says = &relationship.unwrap().versions[0].says;
        assert!(
            says.iter()
                .any(|(label, words)| label == "Of" && words == "Wren Oakfield")
        );
        let text = every_word(&held);
        let number = held.others.iter().position(|one| one == "Heather Oakfield");
        let marked = format!("[Heather Oakfield: {}]", number.unwrap() + 1);
        assert!(text.contains(&marked), "{text}");
        assert!(!text.contains("An invented child"));
        assert!(held.unnamed > 0);
        // The same review seen from the aunt: now the child is the other one.
        let other = held_on(app, &ctx, &reference, &about(aunt)).await.unwrap();
        assert!(every_word(&other).contains("[Wren Oakfield: "));
        assert_eq!(rows(&instance, "export_person").await, 2);
        for format in ["docx", "pdf"] {
            let paper = held.paper("Invented partnership", (ctx.today(), true));
            let (bytes, _) = app.document(&paper, format).await.unwrap();
            assert!(bytes.len() > 1_000);
        }
    }
}

#[tokio::test]
async fn a_section_that_is_not_open_stays_shut_and_is_said() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let (wren, _) = two(&instance, &reference).await;
        let trusted = trusted(&instance, &reference, "Contact", Role::FamilyContact).await;
        let mut sheet = contact(30);
        sheet.subject = Some(wren);
        keep(app, &trusted, &reference, (form(), None), &sheet)
            .await
            .unwrap();
        let held = held_on(app, &ctx, &reference, &about(wren)).await.unwrap();
        assert!(!every_word(&held).contains("Her sister's telephone"));
        assert!(held.not_open.contains(&Section::SafeContact));
        // The business manager to whom it is open brings it out too.
        let second = here(&instance, "Second", Role::BusinessManager).await;
        let mut open = place(me(&second));
        open.sections = vec![Section::SafeContact];
        open.why = words("To answer a request.");
        add(app, &ctx, &reference, form(), &open).await.unwrap();
        let held = held_on(app, &second, &reference, &about(wren))
            .await
            .unwrap();
        assert!(every_word(&held).contains("Her sister's telephone"));
        assert!(!held.not_open.contains(&Section::SafeContact));
        assert_eq!(held.not_open.len(), Section::ALL.len() - 3);
    }
}

#[tokio::test]
async fn somebody_who_is_not_in_the_list_is_found_by_name_and_files_that_were_not_read_are_named() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        two(&instance, &reference).await;
        let nobody = held_on(app, &ctx, &reference, &Asked::default()).await;
        assert_eq!(rule(nobody.map(drop)), "held-who");
        send(&instance, &ctx, &reference, note()).await.unwrap();
        let asked = Asked {
            subject: None,
            name: words("Birdie"),
        };
        let held = held_on(app, &ctx, &reference, &asked).await.unwrap();
        assert_eq!(held.name, "Birdie");
        assert_eq!(held.records.len(), 1);
        assert_eq!(held.unread, ["note.txt"]);
        let stranger = Asked {
            name: words("Nobody Known"),
            ..asked
        };
        let held = held_on(app, &ctx, &reference, &stranger).await.unwrap();
        assert!(held.records.is_empty());
    }
}

#[tokio::test]
async fn who_answers_for_data_protection_brings_it_out_on_the_team_and_others_do_not() {
    for instance in support::both(false).await {
        let (app, ctx) = (&instance.app, manager(&instance));
        let reference = instance.incident().await;
        let (wren, _) = two(&instance, &reference).await;
        let lead = here(&instance, "Lead", Role::InformationGovernance).await;
        let refused = held_on(app, &lead, &reference, &about(wren)).await;
        assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        add(app, &ctx, &reference, form(), &place(me(&lead)))
            .await
            .unwrap();
        held_on(app, &lead, &reference, &about(wren)).await.unwrap();
        for role in [Role::DelegatedPartner, Role::AuthorityNotifier] {
            let other = instance.acting(role, Some("local_authority"));
            let refused = held_on(app, &other, &reference, &about(wren)).await;
            assert!(matches!(refused, Err(AppError::NotPermitted { .. })));
        }
        assert!(rows(&instance, "export_person").await >= 3);
    }
}

#[tokio::test]
async fn what_agencies_signed_off_about_them_comes_out_and_drafts_stay_closed() {
    for instance in support::both(false).await {
        let (app, made) = (&instance.app, sent(&instance).await);
        with_head(&instance, &made, ReturnFound::Known).await;
        let asked = to_answer(app, &made.author, made.request).await.unwrap();
        let subject = asked.request.body.about[0].subject;
        let of_them = |days, text| Entry {
            about: vec![Person {
                known: Some(subject),
                called: words("her"),
            }],
            ..entry(days, text)
        };
        let police = Entry {
            restriction: Restriction::Police,
            ..of_them(7, "A source says so.")
        };
        let of_another = entry(8, "A call of another family.");
        for new in [of_them(9, "Seen at home."), of_another, police] {
            write(app, (&made.author, made.request), None, new)
                .await
                .unwrap();
        }
        let (ctx, reference) = (&made.manager, &made.reference);
        let held = held_on(app, ctx, reference, &about(subject)).await.unwrap();
        let one = &held.returns[0];
        assert!(!one.open && one.has_draft && one.records.is_empty());
        assert!(!one.agency.is_empty(), "whose it is");
        assert!(!held.not_open.contains(&Section::Returns));
        signed(&instance, &made).await;
        let late = of_them(6, "Not signed off yet.");
        write(app, (&made.author, made.request), None, late)
            .await
            .unwrap();
        let held = held_on(app, ctx, reference, &about(subject)).await.unwrap();
        let one = &held.returns[0];
        assert!(one.open && one.has_draft);
        assert_eq!(one.withheld, 1, "what the police ask to keep back");
        assert!(one.unnamed >= 1, "what is of another");
        let paper = held.paper("Invented", (day(0), true));
        let paper = serde_json::to_string(&paper).unwrap();
        assert!(paper.contains("Seen at home."));
        for closed in ["A source says so.", "Not signed off yet.", "another family"] {
            assert!(!paper.contains(closed), "{closed}");
        }
        assert!(paper.contains("closed here: ask the agency"));
        let kinds: Vec<&str> = one.records.iter().map(|one| one.what).collect();
        assert!(kinds.contains(&"Entry of an agency's chronology"));
    }
}
