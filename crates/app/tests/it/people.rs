//! Children and adults: one part at a time, taken out again with what stood there kept, and what they are
//! to each other.

use access::{Ctx, Role, Section, actions};
use app::people::{
    People, change_person, keep_home, keep_identity, keep_school, keep_status, part, relate,
    take_out, view,
};
use app::{AppError, Reference};
use model::case::{
    Home, IdentityAnswer, Known, LegalStatus, NOT_KNOWN, Relationship, SafeNow, School, Subject,
    SubjectKind,
};
use model::identity::{
    Account, Answer, CodeLists, Differing, IdentityQuestion, IdentityValue, Said, Source,
    SourceKind,
};
use model::{RecordId, UncertainDate};

use crate::decision::rule;
use crate::follow::form;
use crate::support::{self, Instance, today, words};

pub(crate) fn person(name: &str, kind: SubjectKind) -> Subject {
    Subject {
        kind,
        name: words(name),
        also_known_as: words(""),
        born: UncertainDate::UNKNOWN,
        unborn: false,
        relation: words(""),
    }
}

pub(crate) async fn add(
    instance: &Instance,
    ctx: &Ctx,
    reference: &Reference,
    one: &Subject,
) -> RecordId {
    change_person(&instance.app, ctx, reference, (form(), None), one)
        .await
        .unwrap()
}

pub(crate) async fn people(instance: &Instance, ctx: &Ctx, reference: &Reference) -> People {
    view(&instance.app, ctx, reference).await.unwrap().people
}

fn manager(instance: &Instance) -> Ctx {
    instance.acting(Role::BusinessManager, None)
}

fn account(said: Said<IdentityValue>) -> Account<IdentityValue> {
    Account {
        said,
        own_words: None,
        source: Source {
            kind: SourceKind::AgencyRecord,
            who: words("The school's record"),
        },
        on: today(),
    }
}

fn coded(code: &str) -> Said<IdentityValue> {
    let lists = CodeLists::embedded().unwrap();
    Said::Value(IdentityValue::Coded(
        lists.value("cin-ethnicity", &[code]).unwrap(),
    ))
}

pub(crate) fn home(person: RecordId) -> Home {
    Home {
        person,
        authority: None,
        elsewhere: words("Not known yet"),
        living: NOT_KNOWN.to_owned(),
        more: words(""),
    }
}

/// Answers everything about a child, and that is one of `of` relations.
pub(crate) async fn all_about(
    instance: &Instance,
    ctx: &Ctx,
    reference: &Reference,
    child: RecordId,
) {
    let app = &instance.app;
    keep_home(app, ctx, reference, (form(), None), &home(child))
        .await
        .unwrap();
    let status = LegalStatus {
        person: child,
        status: "none".to_owned(),
        placement: String::new(),
        plans: vec!["cp".to_owned()],
        earlier: vec!["cin".to_owned()],
        category: "NEG".to_owned(),
        more: words("Since March"),
    };
    keep_status(app, ctx, reference, (form(), None), &status)
        .await
        .unwrap();
    let school = School {
        person: child,
        education: "at_school".to_owned(),
        place: words("An invented school"),
        more: words(""),
    };
    keep_school(app, ctx, reference, (form(), None), &school)
        .await
        .unwrap();
    for question in IdentityQuestion::ALL {
        let answer = IdentityAnswer {
            person: child,
            question,
            answer: Answer::One(account(Said::NotAsked)),
        };
        keep_identity(app, ctx, reference, (form(), None), &answer)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_person_is_added_once_changed_and_not_over_somebodys_change() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        let sent = (form(), None);
        let new = person("An invented adult", SubjectKind::Adult);
        let id = change_person(app, &ctx, &reference, sent, &new)
            .await
            .unwrap();
        let again = change_person(app, &ctx, &reference, sent, &new)
            .await
            .unwrap();
        assert_eq!(id, again);
        assert_eq!(people(&instance, &ctx, &reference).await.subjects.len(), 2);
        let changed = person("Another name", SubjectKind::Adult);
        change_person(app, &ctx, &reference, (form(), Some((id, 1))), &changed)
            .await
            .unwrap();
        let late = change_person(app, &ctx, &reference, (form(), Some((id, 1))), &new).await;
        assert!(matches!(late, Err(AppError::Clash(_))));
        let reader = instance.acting(Role::LearningReader, None);
        let refused = change_person(app, &reader, &reference, (form(), None), &new).await;
        assert!(refused.is_err());
    }
}

#[tokio::test]
async fn somebody_entered_by_mistake_is_taken_out_and_kept_in_the_history() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        let child = people(&instance, &ctx, &reference).await.subjects[0].id;
        let why = words("Entered twice.");
        let last = take_out(app, &ctx, &reference, (form(), (child, 1)), &why).await;
        assert!(matches!(last, Err(AppError::Rule("person-last-child"))));

        let second = person("The same child again", SubjectKind::Child);
        let second = add(&instance, &ctx, &reference, &second).await;
        let line = model::case::SafetyLine {
            child: second,
            safe_now: SafeNow::NotKnown,
            how_known: words("Nobody could say"),
            referral: None,
            person: ctx.actor.person().unwrap().id,
        };
        app::safety::change_line(app, &ctx, &reference, None, &line)
            .await
            .unwrap();
        let open = take_out(app, &ctx, &reference, (form(), (second, 1)), &why).await;
        assert!(matches!(open, Err(AppError::Rule("person-safety-open"))));
        let lines = app::incident::incident(app, &ctx, &reference)
            .await
            .unwrap();
        let kept = lines.safety.iter().find(|one| one.body.child == second);
        let settled = model::case::SafetyLine {
            safe_now: SafeNow::Safe,
            ..line
        };
        let place = kept.map(|one| (one.id, one.version));
        app::safety::change_line(app, &ctx, &reference, place, &settled)
            .await
            .unwrap();

        let blank = take_out(app, &ctx, &reference, (form(), (second, 1)), &words(" ")).await;
        assert!(matches!(blank, Err(AppError::Rule("person-why"))));
        let stale = take_out(app, &ctx, &reference, (form(), (second, 7)), &why).await;
        assert!(matches!(stale, Err(AppError::Rule("changed-meanwhile"))));
        let sent = (form(), (second, 1));
        take_out(app, &ctx, &reference, sent, &why).await.unwrap();
        take_out(app, &ctx, &reference, sent, &why).await.unwrap();
        let after = people(&instance, &ctx, &reference).await;
        assert_eq!(after.subjects.len(), 1);
        assert_eq!(
            after.taken_out.len(),
            1,
            "the same form sent twice acts once"
        );
        assert_eq!(after.taken_out[0].body.was.name.0, "The same child again");
        assert_eq!(after.taken_out[0].body.reason, why);
    }
}

#[tokio::test]
async fn each_part_stands_once_and_says_who_else_began_it() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        let child = people(&instance, &ctx, &reference).await.subjects[0].id;
        let nothing = Home {
            elsewhere: words(""),
            ..home(child)
        };
        let nothing = keep_home(app, &ctx, &reference, (form(), None), &nothing).await;
        assert_eq!(rule(nothing), "home-authority");
        let moon = Home {
            living: "on_the_moon".to_owned(),
            ..home(child)
        };
        let moon = keep_home(app, &ctx, &reference, (form(), None), &moon).await;
        assert_eq!(rule(moon), "home-living");
        let id = keep_home(app, &ctx, &reference, (form(), None), &home(child))
            .await
            .unwrap();
        let twice = keep_home(app, &ctx, &reference, (form(), None), &home(child)).await;
        assert!(matches!(twice, Err(AppError::Clash(_))));
        let other = Home {
            more: words("With her aunt"),
            ..home(child)
        };
        keep_home(app, &ctx, &reference, (form(), Some((id, 1))), &other)
            .await
            .unwrap();
        let late = keep_home(app, &ctx, &reference, (form(), Some((id, 1))), &home(child)).await;
        assert!(matches!(late, Err(AppError::Clash(_))));
        let nobody = home(crypto::id(support::NOW).unwrap());
        let nobody = keep_home(app, &ctx, &reference, (form(), None), &nobody).await;
        assert!(matches!(nobody, Err(AppError::NotFound)));
    }
}

/// Three ways in which there is no answer, none of them the others.
const SAID: [(IdentityQuestion, Said<IdentityValue>); 3] = [
    (IdentityQuestion::Religion, Said::Declined),
    (IdentityQuestion::Language, Said::NotAsked),
    (IdentityQuestion::Disability, Said::NotKnown),
];

#[tokio::test]
async fn identity_answers_are_never_one_unknown_and_accounts_that_differ_stand_side_by_side() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        let child = people(&instance, &ctx, &reference).await.subjects[0].id;
        let about = |question, answer| IdentityAnswer {
            person: child,
            question,
            answer,
        };
        let ethnicity = IdentityQuestion::Ethnicity;
        let differ = vec![account(coded("MWBC")), account(coded("BCRB"))];
        let differ = Answer::AgenciesDiffer(Differing::new(differ).unwrap());
        let nobody = Source {
            who: words(""),
            ..account(Said::NotAsked).source
        };
        let unsourced = Answer::One(Account {
            source: nobody,
            ..account(Said::NotAsked)
        });
        let sent = (form(), None);
        let refused =
            keep_identity(app, &ctx, &reference, sent, &about(ethnicity, unsourced)).await;
        assert_eq!(rule(refused), "identity-source");
        keep_identity(
            app,
            &ctx,
            &reference,
            sent,
            &about(ethnicity, differ.clone()),
        )
        .await
        .unwrap();
        for (question, said) in SAID {
            let answer = about(question, Answer::One(account(said)));
            keep_identity(app, &ctx, &reference, (form(), None), &answer)
                .await
                .unwrap();
        }
        let all = people(&instance, &ctx, &reference).await;
        let child = all.about(child).unwrap();
        assert_eq!(child.identity[&ethnicity].body.answer, differ);
        let lists = CodeLists::embedded().unwrap();
        let words = |question| {
            let answer = &child.identity[&question].body.answer;
            app::notification::answer_words(answer, Some(&lists))
        };
        assert!(words(ethnicity).starts_with("Agencies differ:"));
        let said: std::collections::BTreeSet<String> =
            SAID.map(|(question, _)| words(question)).into();
        assert_eq!(said.len(), 3, "each says its own: {said:?}");
        assert!(
            said.iter()
                .all(|words| !words.to_lowercase().contains("unknown"))
        );
    }
}

#[tokio::test]
async fn what_people_are_to_each_other_follows_who_is_there() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        let first = people(&instance, &ctx, &reference).await.subjects[0].id;
        let second = person("A second child", SubjectKind::Child);
        let second = add(&instance, &ctx, &reference, &second).await;
        let mother = person("An invented mother", SubjectKind::Adult);
        let mother = add(&instance, &ctx, &reference, &mother).await;
        let tie = Relationship {
            person: mother,
            is: "mother".to_owned(),
            more: words(""),
            of: vec![first, second],
            same_home: Known::Yes,
        };
        let to_herself = Relationship {
            of: vec![mother],
            ..tie.clone()
        };
        let refused = relate(app, &ctx, &reference, (form(), None), &to_herself).await;
        assert_eq!(rule(refused), "relationship-of");
        let odd = Relationship {
            is: "queen".to_owned(),
            ..tie.clone()
        };
        let refused = relate(app, &ctx, &reference, (form(), None), &odd).await;
        assert_eq!(rule(refused), "relationship-is");
        let id = relate(app, &ctx, &reference, (form(), None), &tie)
            .await
            .unwrap();
        let all = people(&instance, &ctx, &reference).await;
        assert!(all.about(second).unwrap().related);
        let before = all.digest();

        let why = words("Entered twice.");
        take_out(app, &ctx, &reference, (form(), (second, 1)), &why)
            .await
            .unwrap();
        let all = people(&instance, &ctx, &reference).await;
        assert_eq!(all.relationships[0].body.of, [first]);
        assert_ne!(
            all.digest(),
            before,
            "what was agreed to is no longer what stands"
        );
        part(app, &ctx, &reference, (form(), (id, 1)))
            .await
            .unwrap();
        assert!(
            people(&instance, &ctx, &reference)
                .await
                .relationships
                .is_empty()
        );
    }
}

#[tokio::test]
async fn twelve_children_each_have_a_list_of_their_own() {
    for instance in support::both(false).await {
        let reference = instance.incident().await;
        let ctx = manager(&instance);
        for number in 2..=12 {
            let child = person(&format!("Child {number}"), SubjectKind::Child);
            add(&instance, &ctx, &reference, &child).await;
        }
        let all = people(&instance, &ctx, &reference).await;
        let third = all.subjects[2].id;
        all_about(&instance, &ctx, &reference, third).await;
        let all = people(&instance, &ctx, &reference).await;
        let done: Vec<usize> = all.everybody().map(|one| one.progress().answered).collect();
        assert_eq!(done.len(), 12);
        assert_eq!(done[2], 11, "all but what they are to others");
        assert_eq!(done.iter().sum::<usize>(), 11);
        assert_eq!(all.about(third).unwrap().progress().of, 12);
    }
}

#[tokio::test]
async fn taking_out_is_on_the_record_of_who_did_what() {
    for instance in support::both(false).await {
        let (app, reference) = (&instance.app, instance.incident().await);
        let ctx = manager(&instance);
        let adult = person("Somebody else's uncle", SubjectKind::Adult);
        let adult = add(&instance, &ctx, &reference, &adult).await;
        let why = words("Belongs to another family.");
        take_out(app, &ctx, &reference, (form(), (adult, 1)), &why)
            .await
            .unwrap();
        let vault = app.vault(&ctx).await.unwrap();
        let reference = &reference;
        let rows = vault.look(&ctx, |tx| {
            Box::pin(async move {
                let case = vault::case_by_reference(tx, reference.as_str()).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case.unwrap(), Section::General)
                    .await?;
                vault::what_happened(tx, &permit, 50).await
            })
        });
        let rows = rows.await.unwrap();
        assert!(rows.iter().any(|row| row.action == "remove_record"));
    }
}
