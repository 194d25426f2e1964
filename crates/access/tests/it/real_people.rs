//! Whether real people may be recorded: what has to be there first, who asks, who confirms, and the way back.

use access::directory::{self, DirectoryError, FactKind, Lack, RealPeople, Said, Stands};
use access::{Ctx, Person, Policies, Role, Strength, actions};
use model::{PersonId, RecordId};

use crate::world::{NOW, World, day, on_both};

fn acting(world: &World, id: PersonId, role: Role, seconds: i64) -> Ctx {
    Ctx {
        actor: access::Actor::Person(Person {
            id,
            agency: None,
            authority: None,
            roles: [role].into(),
            strength: Strength::TwoFactors,
        }),
        ..world.operator(NOW.plus_seconds(seconds))
    }
}

fn said(kind: FactKind) -> Said {
    let on = |has: bool, text: &str| has.then(|| day(text));
    Said {
        kind,
        day: on(kind.has_day(), "2026-11-02"),
        who: "Invented".to_owned(),
        what: "Nothing".to_owned(),
        review: on(kind.has_review(), "2027-11-02"),
    }
}

async fn known(world: &World, ctx: &Ctx) -> RealPeople {
    let look = world
        .directory
        .look(ctx, |tx| Box::pin(directory::real_people(tx)));
    look.await.unwrap()
}

async fn put(world: &World, ctx: &Ctx, version: i64, said: &Said) -> Result<(), DirectoryError> {
    let work = world.directory.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            directory::record_fact(tx, &permit, version, said).await
        })
    });
    work.await
}

async fn ask(world: &World, ctx: &Ctx) -> Result<(), DirectoryError> {
    let work = world.directory.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            directory::ask_real_people(tx, &permit).await
        })
    });
    work.await
}

async fn confirm(world: &World, ctx: &Ctx, asked: RecordId) -> Result<(), DirectoryError> {
    let work = world.directory.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::ConfirmRealPeople>()?;
            directory::confirm_real_people(tx, &permit, asked).await
        })
    });
    work.await?;
    world.directory.look_whether_real().await
}

async fn back(world: &World, ctx: &Ctx) -> Result<(), DirectoryError> {
    let work = world.directory.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_directory::<actions::ManageDirectory>()?;
            directory::back_to_rehearsal(tx, &permit, "The test is repeated").await
        })
    });
    work.await?;
    world.directory.look_whether_real().await
}

fn rule(outcome: Result<(), DirectoryError>) -> &'static str {
    match outcome {
        Err(DirectoryError::Rule(code)) => code,
        other => panic!("{other:?}"),
    }
}

async fn everything_is_there(world: &World, operator: &Ctx) {
    for kind in FactKind::ALL {
        let version = known(world, operator).await.version(kind);
        put(world, operator, version, &said(kind)).await.unwrap();
    }
}

#[test]
fn real_people_come_in_when_everything_is_there_and_two_people_say_so() {
    on_both(false, async |world| {
        let runs = world.add_person("Runs", "runs@example.org").await;
        let answers = world.add_person("Answers", "answers@example.org").await;
        let operator = acting(world, runs, Role::Operator, 0);
        assert!(!world.directory.takes_real_people());
        assert_eq!(rule(ask(world, &operator).await), "real-lacking");
        let lacking = known(world, &operator).await.lacking(day("2026-11-24"));
        let all = FactKind::ALL.map(|kind| (kind, Lack::NotRecorded));
        assert_eq!(lacking, all);
        everything_is_there(world, &operator).await;
        assert_eq!(rule(back(world, &operator).await), "real-rehearsal");
        let later = acting(world, runs, Role::Operator, 60);
        ask(world, &later).await.unwrap();
        assert_eq!(rule(ask(world, &later).await), "real-asked");
        assert!(!world.directory.takes_real_people());

        let asked = known(world, &later).await.steps.first().unwrap().id;
        let own = acting(world, runs, Role::InformationGovernance, 90);
        assert_eq!(rule(confirm(world, &own, asked).await), "real-same-person");
        let manager = acting(world, answers, Role::BusinessManager, 90);
        let refused = confirm(world, &manager, asked).await;
        assert!(matches!(refused, Err(DirectoryError::Refused { .. })));
        let lead = acting(world, answers, Role::InformationGovernance, 90);
        let other: RecordId = crypto::id(NOW).unwrap();
        assert_eq!(rule(confirm(world, &lead, other).await), "real-not-asked");
        confirm(world, &lead, asked).await.unwrap();
        assert!(world.directory.takes_real_people());
        assert_eq!(known(world, &lead).await.stands(), Stands::Real);
        assert_eq!(world.noted("confirm_real_people", "done").await, 1);

        let policies = Policies::load().unwrap();
        let (db, instance) = (world.directory.db().clone(), world.instance.clone());
        let opened = directory::Directory::open(db, instance, policies).await;
        assert!(opened.unwrap().takes_real_people(), "also after a restart");

        back(world, &acting(world, runs, Role::Operator, 120))
            .await
            .unwrap();
        assert!(!world.directory.takes_real_people());
        assert_eq!(rule(confirm(world, &lead, asked).await), "real-not-asked");
    });
}

#[test]
fn what_was_put_on_record_after_asking_has_to_be_asked_again() {
    on_both(false, async |world| {
        let runs = world.add_person("Runs", "runs@example.org").await;
        let answers = world.add_person("Answers", "answers@example.org").await;
        let operator = acting(world, runs, Role::Operator, 0);
        everything_is_there(world, &operator).await;
        ask(world, &acting(world, runs, Role::Operator, 60))
            .await
            .unwrap();
        let asked = known(world, &operator).await.steps.first().unwrap().id;
        let later = acting(world, runs, Role::Operator, 120);
        put(world, &later, 1, &said(FactKind::Hosting))
            .await
            .unwrap();
        let lead = acting(world, answers, Role::InformationGovernance, 180);
        assert_eq!(rule(confirm(world, &lead, asked).await), "real-changed");
        let year = 2 * 365 * 24 * 3600;
        let much_later = acting(world, answers, Role::InformationGovernance, year);
        let lacking = known(world, &lead).await.lacking(much_later.today());
        assert_eq!(lacking, [(FactKind::ImpactAssessment, Lack::ReviewPassed)]);
    });
}

#[test]
fn what_is_put_on_record_has_happened_and_is_not_overwritten() {
    on_both(false, async |world| {
        let runs = world.add_person("Runs", "runs@example.org").await;
        let operator = &acting(world, runs, Role::Operator, 0);
        let kind = FactKind::ImpactAssessment;
        let future = Said {
            day: Some(day("2026-12-24")),
            ..said(kind)
        };
        assert_eq!(rule(put(world, operator, 0, &future).await), "fact-future");
        let past = Said {
            review: Some(day("2026-11-03")),
            ..said(kind)
        };
        assert_eq!(
            rule(put(world, operator, 0, &past).await),
            "fact-review-past"
        );
        put(world, operator, 0, &said(kind)).await.unwrap();
        assert_eq!(
            rule(put(world, operator, 0, &said(kind)).await),
            "fact-changed"
        );
        let lead = acting(world, runs, Role::InformationGovernance, 0);
        let refused = put(world, &lead, 1, &said(kind)).await;
        assert!(matches!(refused, Err(DirectoryError::Refused { .. })));
        put(world, operator, 1, &said(kind)).await.unwrap();
        assert_eq!(known(world, operator).await.facts.len(), 2);
    });
}

#[test]
fn a_demonstration_stays_one() {
    on_both(true, async |world| {
        let runs = world.add_person("Runs", "runs@example.org").await;
        let operator = acting(world, runs, Role::Operator, 0);
        everything_is_there(world, &operator).await;
        assert_eq!(rule(ask(world, &operator).await), "real-demonstration");
        assert!(!world.directory.takes_real_people());
    });
}
