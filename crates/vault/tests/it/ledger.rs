//! The record of who did what: it grows, is sealed, and proves itself.

use access::Section;
use access::ledger::{Report, inclusion, seal};
use crypto::merkle::{Tree, verify_inclusion};
use db::{DbError, Statement};
use model::Instant;

use crate::house::{self, House, NOW};

/// A sealer that keeps its tree from round to round, as the worker does.
async fn seal_with(
    house: &House,
    tree: &tokio::sync::Mutex<Tree>,
    now: Instant,
) -> Result<u64, DbError> {
    let (store, key) = (house.organisation.to_string(), house.signing());
    let (store, key) = (store.as_str(), &key);
    let work = house.vault.db().transact(|tx| {
        Box::pin(async move {
            let mut tree = tree.lock().await;
            Ok(seal(tx, store, key, now, &mut tree).await?.sealed)
        })
    });
    work.await
}

fn whole(report: &Report, sealed: i64) {
    assert_eq!(report.first_break, None);
    assert_eq!((report.sealed, report.unsealed), (sealed, 0));
}

#[tokio::test]
async fn rows_wait_are_sealed_and_verify() {
    for house in house::both().await {
        whole(&house.verify().await, 0);
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        for words in ["a", "b", "c"] {
            house
                .add_note(&manager, case, Section::General, words)
                .await
                .unwrap();
        }
        let before = house.verify().await;
        assert_eq!(
            (before.sealed, before.unsealed, before.oldest_unsealed),
            (0, 4, Some(NOW))
        );
        assert_eq!(house.seal().await.unwrap(), 4);
        assert_eq!(house.seal().await.unwrap(), 0, "nothing waits");
        whole(&house.verify().await, 4);
        house
            .add_note(&manager, case, Section::General, "d")
            .await
            .unwrap();
        let tail = house.verify().await;
        assert_eq!((tail.sealed, tail.unsealed, tail.first_break), (4, 1, None));
        assert_eq!(house.seal().await.unwrap(), 1);
        whole(&house.verify().await, 5);
    }
}

#[tokio::test]
async fn two_sealers_at_once_seal_each_row_once() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        let trees = [0; 2].map(|_| tokio::sync::Mutex::new(Tree::new()));
        for round in 0..6 {
            let words = format!("round {round}");
            // Rows arrive while both seal.
            let (one, other, added) = tokio::join!(
                seal_with(&house, &trees[0], NOW),
                seal_with(&house, &trees[1], NOW),
                house.add_note(&manager, case, Section::General, &words)
            );
            one.unwrap();
            other.unwrap();
            added.unwrap();
            assert_eq!(house.verify().await.first_break, None, "{round}");
        }
        seal_with(&house, &trees[0], NOW).await.unwrap();
        whole(&house.verify().await, 7);
    }
}

/// A round that is undone leaves its leaves in the sealer's tree; the next one must not build on them.
#[tokio::test]
async fn a_round_that_was_undone_leaves_no_trace() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        house.seal().await.unwrap();
        let tree = tokio::sync::Mutex::new(Tree::new());
        let (store, key) = (house.organisation.to_string(), house.signing());
        let (store, key, kept) = (store.as_str(), &key, &tree);
        house
            .add_note(&manager, case, Section::General, "first")
            .await
            .unwrap();
        let undone: Result<(), DbError> = house
            .vault
            .db()
            .transact(|tx| {
                Box::pin(async move {
                    // Sealed at a moment of its own, so that the undone leaf differs from the later one.
                    seal(tx, store, key, NOW, &mut *kept.lock().await).await?;
                    Err(DbError::CannotWrite)
                })
            })
            .await;
        assert!(undone.is_err());
        assert_eq!(tree.lock().await.size(), 2);
        // Another sealer takes a row of another id first, so that sizes agree and roots do not.
        house.tamper("UPDATE ledger_waiting SET id = id").await;
        let early = house::id::<model::RecordId>(0);
        house
            .tamper(&format!(
                "INSERT INTO ledger (id, at, actor_kind, actor, action, outcome, request) \
                 VALUES ('{early}', 1, 'job', 'x', 'y', 'done', 'z'); \
                 INSERT INTO ledger_waiting (id) VALUES ('{early}')"
            ))
            .await;
        assert_eq!(seal_with(&house, &tree, NOW).await.unwrap(), 2);
        whole(&house.verify().await, 3);
    }
}

#[tokio::test]
async fn a_row_is_proved_to_somebody_who_has_the_signed_root() {
    for house in house::both().await {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        for round in 0..12 {
            house
                .add_note(&manager, case, Section::General, &round.to_string())
                .await
                .unwrap();
        }
        house.seal().await.unwrap();
        let store = house.organisation.to_string();
        let store = store.as_str();
        let key = house.signing().verifying_key();
        for row in house.rows().await {
            let bytes = row.sealed_bytes();
            let row = row.id.as_str();
            let proof: Result<_, DbError> = house
                .vault
                .db()
                .read(|tx| Box::pin(inclusion(tx, store, row)))
                .await;
            let proof = proof.unwrap().unwrap();
            assert_eq!(
                proof.leaf,
                crypto::merkle::leaf_hash(&bytes),
                "the row itself"
            );
            proof.head.verify(&key, &proof.signature).unwrap();
            let (size, root) = (proof.head.size, proof.head.root);
            assert!(verify_inclusion(
                &proof.leaf,
                proof.index,
                size,
                &proof.path,
                &root
            ));
            let other = crypto::merkle::leaf_hash(b"another row");
            assert!(!verify_inclusion(
                &other,
                proof.index,
                size,
                &proof.path,
                &root
            ));
        }
        let absent: Result<_, DbError> = house
            .vault
            .db()
            .read(|tx| Box::pin(inclusion(tx, store, "no such row")))
            .await;
        assert_eq!(absent.unwrap(), None);
    }
}

#[tokio::test]
async fn two_thousand_rows_in_several_rounds() {
    const MANY: i64 = 2300;
    const LEAVES: Statement = Statement::new("leaves", "SELECT COUNT(*) AS many FROM ledger_leaf");
    for house in house::both().await {
        let ctx = house.job("growth");
        let ctx = &ctx;
        let work: Result<(), DbError> = house
            .vault
            .db()
            .transact(|tx| {
                Box::pin(async move {
                    for _ in 0..MANY {
                        let entry = access::ledger::Entry {
                            action: "grow",
                            ..Default::default()
                        };
                        let done = access::ledger::Outcome::Done;
                        access::ledger::append(tx, ctx, done, entry).await?;
                    }
                    Ok(())
                })
            })
            .await;
        work.unwrap();
        let tree = tokio::sync::Mutex::new(Tree::new());
        let mut rounds = Vec::new();
        loop {
            match seal_with(&house, &tree, NOW).await.unwrap() {
                0 => break,
                sealed => rounds.push(sealed),
            }
        }
        assert_eq!(rounds, [1000, 1000, 300]);
        whole(&house.verify().await, MANY);
        let leaves: Result<_, DbError> = house
            .vault
            .db()
            .read(|tx| Box::pin(async move { tx.first(&LEAVES, []).await }))
            .await;
        assert_eq!(leaves.unwrap().unwrap().number("many").unwrap(), MANY);
    }
}
