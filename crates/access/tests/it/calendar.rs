//! Working days that were changed, for one organisation or for all.

use access::directory::{self, CalendarOverride, DirectoryError};
use access::{Ctx, Role, actions};
use model::{Nation, OrganisationId, Override, OverrideKind};

use crate::world::{NOW, World, day, on_both, role_of};

const ENGLAND: Nation = Nation::England;

fn holiday(on: &str) -> Override {
    Override {
        date: day(on),
        kind: OverrideKind::AddHoliday {
            name: "Invented holiday".to_owned(),
        },
        reason: "Announced late".to_owned(),
    }
}

async fn ours(world: &World, ctx: &Ctx, change: &Override) -> Result<(), DirectoryError> {
    let work = world.directory.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::ManageSettings>()?;
            directory::add_override(tx, &permit, ENGLAND, change).await
        })
    });
    work.await
}

async fn lines(world: &World, ctx: &Ctx) -> Vec<CalendarOverride> {
    let work = world
        .directory
        .look(ctx, |tx| Box::pin(directory::overrides(tx, ENGLAND)));
    work.await.unwrap()
}

async fn administrator_of(world: &World, organisation: OrganisationId, email: &str) -> Ctx {
    let person = world.add_person("Invented", email).await;
    let role = role_of(person, Role::Administrator, "2020-01-01", None);
    world.add_role(&role, organisation).await;
    Ctx {
        organisation,
        ..world.administrator(person, NOW)
    }
}

#[test]
fn a_change_counts_for_the_organisation_that_made_it() {
    on_both(false, async |world| {
        let here = administrator_of(world, world.partnership, "here@example.org").await;
        let there = administrator_of(world, world.neighbour, "there@example.org").await;
        let change = holiday("2026-12-29");
        ours(world, &here, &change).await.unwrap();
        ours(world, &here, &change).await.unwrap();
        assert_eq!(
            lines(world, &here).await.len(),
            1,
            "sent twice is done once"
        );
        assert!(lines(world, &there).await.is_empty());

        let id = lines(world, &here).await.first().unwrap().id;
        let back = |ctx: Ctx| async move {
            let ctx = &ctx;
            let work = world.directory.transact(ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_organisation::<actions::ManageSettings>()?;
                    directory::remove_override(tx, &permit, ENGLAND, id).await
                })
            });
            work.await
        };
        let refused = back(there).await;
        assert!(
            matches!(refused, Err(DirectoryError::NotFound)),
            "{refused:?}"
        );
        back(here.clone()).await.unwrap();
        assert!(lines(world, &here).await.is_empty());
        assert!(matches!(
            back(here.clone()).await,
            Err(DirectoryError::NotFound)
        ));
    });
}

#[test]
fn a_change_must_change_something() {
    on_both(false, async |world| {
        let here = administrator_of(world, world.partnership, "here@example.org").await;
        let rule = async |change: Override| match ours(world, &here, &change).await {
            Err(DirectoryError::Rule(code)) => code,
            other => panic!("{other:?}"),
        };
        assert_eq!(rule(holiday("2026-12-26")).await, "override-weekend");
        assert_eq!(rule(holiday("2026-12-25")).await, "override-weekend");
        assert_eq!(rule(holiday("2090-01-03")).await, "override-outside");
        let works = |on: &str| Override {
            kind: OverrideKind::RemoveHoliday,
            ..holiday(on)
        };
        assert_eq!(rule(works("2026-12-29")).await, "override-no-holiday");
        ours(world, &here, &works("2026-12-25")).await.unwrap();
        assert_eq!(rule(holiday("2026-12-25")).await, "override-day-taken");
    });
}

#[test]
fn only_whoever_runs_the_service_changes_a_day_for_everyone() {
    on_both(false, async |world| {
        let here = administrator_of(world, world.partnership, "here@example.org").await;
        let there = administrator_of(world, world.neighbour, "there@example.org").await;
        let change = &holiday("2026-12-29");
        let for_all = async |ctx: &Ctx| {
            let work = world.directory.transact(ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                    directory::add_override_for_all(tx, &permit, ENGLAND, change).await
                })
            });
            work.await
        };
        assert!(matches!(
            for_all(&here).await,
            Err(DirectoryError::Refused { .. })
        ));
        let runs = world.add_person("Invented", "runs@example.org").await;
        let role = role_of(runs, Role::Operator, "2020-01-01", None);
        world.add_role(&role, world.partnership).await;
        let mut operator = world.administrator(runs, NOW);
        if let access::Actor::Person(person) = &mut operator.actor {
            person.roles = [Role::Operator].into();
        }
        for_all(&operator).await.unwrap();
        let seen = lines(world, &there).await;
        assert_eq!(seen.first().unwrap().organisation, None);
        let calendar = world
            .directory
            .look(&there, |tx| Box::pin(directory::calendar(tx, ENGLAND)))
            .await
            .unwrap();
        assert!(!calendar.is_working_day(change.date).unwrap());
    });
}
