//! The directory itself: its mark, its statements, authorities that split.

use access::Policies;
use access::actions;
use access::directory::{
    Directory, DirectoryError, authorities, authorities_of, cover, statements, successors,
};

use crate::world::{NOW, day, on_both};

#[test]
fn a_changed_mark_is_noticed() {
    on_both(false, async |world| {
        let open = async || {
            let policies = Policies::load().unwrap();
            Directory::open(
                world.directory.db().clone(),
                world.instance.clone(),
                policies,
            )
            .await
        };
        assert!(!open().await.unwrap().is_synthetic());
        world
            .tamper("UPDATE setting SET value = 'synthetic' WHERE name = 'people'")
            .await;
        assert!(matches!(open().await, Err(DirectoryError::MarkForged)));
    });
    on_both(true, async |world| {
        let policies = Policies::load().unwrap();
        let other = crypto::SecretKey::generate().unwrap();
        let opened = Directory::open(world.directory.db().clone(), other, policies).await;
        assert!(matches!(opened, Err(DirectoryError::Crypto(_))));
    });
}

#[test]
fn every_statement_is_understood() {
    on_both(false, async |world| {
        for statement in statements() {
            let prepared: Result<(), db::DbError> = world
                .directory
                .db()
                .transact(|tx| Box::pin(async move { tx.prepare(statement).await }))
                .await;
            assert!(prepared.is_ok(), "{}: {prepared:?}", statement.name);
        }
    });
}

#[test]
fn surrey_becomes_two_authorities_on_the_first_of_april_2027() {
    on_both(false, async |world| {
        world.add_authorities().await;
        world.add_authorities().await;
        let ctx = &world.operator(NOW);
        let names = async |on: &str| {
            let on = day(on);
            let found = world
                .directory
                .look(ctx, |tx| Box::pin(async move { authorities(tx, on).await }))
                .await
                .unwrap();
            let surrey = found
                .into_iter()
                .filter(|authority| authority.name.contains("Surrey"));
            surrey.collect::<Vec<_>>()
        };
        let before = names("2027-03-31").await;
        assert_eq!(
            before
                .iter()
                .map(|one| one.name.as_str())
                .collect::<Vec<_>>(),
            ["Surrey"]
        );
        let after = names("2027-04-01").await;
        let after: Vec<&str> = after.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(after, ["East Surrey", "West Surrey"]);
        let surrey = before.first().unwrap().id;
        let became = world
            .directory
            .look(ctx, |tx| {
                Box::pin(async move { successors(tx, surrey).await })
            })
            .await
            .unwrap();
        assert_eq!(
            became
                .iter()
                .map(|one| one.name.as_str())
                .collect::<Vec<_>>(),
            after
        );
        let partnership = world.partnership;
        let covered = world
            .directory
            .transact(ctx, |tx| {
                Box::pin(async move {
                    let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                    cover(tx, &permit, partnership, surrey, day("2020-01-01")).await?;
                    authorities_of(tx, partnership, day("2026-11-24")).await
                })
            })
            .await
            .unwrap();
        assert_eq!(covered.len(), 1);
    });
}

#[test]
fn the_directory_is_made_once() {
    on_both(false, async |world| {
        let policies = Policies::load().unwrap();
        let recovery = crypto::RecoveryKey::generate().unwrap();
        let (db, key) = (world.directory.db().clone(), world.instance.clone());
        let again = Directory::create(db, key, &recovery, policies, true).await;
        assert!(matches!(
            again,
            Err(DirectoryError::Rule("directory-exists"))
        ));
    });
}
