//! What is kept in memory between requests is never older than the store, and never shown to somebody else.

use std::collections::BTreeSet;

use access::{Ctx, Role, Section, actions};
use model::CaseId;

use crate::house::{self, House, Note};
use crate::team;

/// What somebody finds when they look across cases.
async fn across(house: &House, ctx: &Ctx, case: CaseId) -> Vec<String> {
    let cases = &BTreeSet::from([case]);
    let found = house
        .vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeToday>()?;
                vault::across::<Note>(tx, &permit, cases).await
            })
        })
        .await
        .unwrap();
    let words = |one: vault::Stored<Note>| format!("{} {}", one.version, one.body.words);
    found.into_iter().map(words).collect()
}

#[tokio::test]
async fn whoever_looks_across_cases_finds_what_stands_there_now() {
    for house in house::both().await {
        let manager = house.manager();
        let (case, other) = (
            house.raise(&manager).await.unwrap(),
            house.raise(&manager).await.unwrap(),
        );
        let general = Section::General;
        let add = async |case, words| {
            house
                .add_note(&manager, case, general, words)
                .await
                .unwrap()
        };
        let note = add(case, "first").await;
        add(other, "elsewhere").await;
        for _ in 0..2 {
            assert_eq!(across(&house, &manager, case).await, ["1 first"]);
        }
        house
            .change_note(&manager, case, note, 1, "second")
            .await
            .unwrap();
        assert_eq!(across(&house, &manager, case).await, ["2 second"]);
        let third = add(case, "third").await;
        assert_eq!(
            across(&house, &manager, case).await,
            ["2 second", "1 third"]
        );
        let removed = house.vault.transact(&manager, |tx| {
            Box::pin(async move {
                let permit = tx.permit::<actions::EditIncident>(case, general).await?;
                vault::remove::<_, Note>(tx, &permit, third, 1).await
            })
        });
        removed.await.unwrap();
        assert_eq!(across(&house, &manager, case).await, ["2 second"]);
        assert_eq!(across(&house, &manager, other).await, ["1 elsewhere"]);
    }
}

#[tokio::test]
async fn what_is_kept_of_a_restricted_section_is_shown_to_nobody_else() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let granted = house.person(7, &[Role::BusinessManager]);
        let place = team::place(&granted, &[Section::SafeContact], false, None);
        team::add(&house, case, &place).await.unwrap();
        house
            .add_note(&granted, case, Section::SafeContact, "ring before six")
            .await
            .unwrap();
        for _ in 0..2 {
            assert_eq!(across(&house, &granted, case).await, ["1 ring before six"]);
            assert!(across(&house, &manager, case).await.is_empty());
        }
    }
}

#[tokio::test]
async fn readings_at_the_same_time_are_each_written_down() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let read = async || {
            let rows = house.rows().await;
            let read = rows.iter().filter(|row| row.action == "read_case");
            read.filter(|row| row.case == Some(case.to_string()))
                .count()
        };
        let before = read().await;
        let people: Vec<Ctx> = (10..40)
            .map(|number| house.person(number, &[Role::BusinessManager]))
            .collect();
        let looks = people
            .iter()
            .map(|ctx| house.notes(ctx, case, Section::General));
        for look in futures_util::future::join_all(looks).await {
            look.unwrap();
        }
        assert_eq!(read().await - before, people.len());
        let rows = house.rows().await;
        for ctx in &people {
            let own = house::who(ctx).to_string();
            assert!(rows.iter().any(|row| row.actor == own));
        }
    }
}
