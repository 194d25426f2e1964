//! Changing what was written: refused to the service, and found when the owner of the database does it.

use access::Section;
use access::ledger::Break;
use crypto::{Digest, TreeHead};
use db::{DbError, Engine, Statement};

use crate::house::{self, House, NOW};

/// A store with five sealed rows in two rounds: 0-2, 3-4.
async fn sealed() -> Vec<House> {
    let houses = house::both().await;
    for house in &houses {
        let manager = house.manager();
        let case = house.raise(&manager).await.unwrap();
        for (words, round) in [("a", false), ("b", true), ("c", false), ("d", true)] {
            house
                .add_note(&manager, case, Section::General, words)
                .await
                .unwrap();
            if round {
                house.seal().await.unwrap();
            }
        }
        assert_eq!(house.verify().await.first_break, None);
        assert_eq!(house.verify().await.sealed, 5);
    }
    houses
}

async fn id_of_leaf(house: &House, number: i64) -> String {
    const ID: Statement = Statement::new("leaf", "SELECT id FROM ledger_leaf WHERE number = $1");
    let row: Result<_, DbError> = house
        .vault
        .db()
        .read(|tx| Box::pin(async move { tx.first(&ID, [number.into()]).await }))
        .await;
    row.unwrap().unwrap().text("id").unwrap()
}

async fn found(house: &House) -> Break {
    house.verify().await.first_break.expect("a break is found")
}

#[tokio::test]
async fn the_service_itself_cannot_change_or_remove_a_row() {
    static CHANGES: [Statement; 6] = [
        Statement::new("change", "UPDATE ledger SET actor = 'somebody'"),
        Statement::new("change", "DELETE FROM ledger"),
        Statement::new("change", "UPDATE ledger_leaf SET hash = ''"),
        Statement::new("change", "DELETE FROM ledger_leaf"),
        Statement::new("change", "UPDATE tree_head SET root = ''"),
        Statement::new("change", "DELETE FROM tree_head"),
    ];
    for house in sealed().await {
        for change in &CHANGES {
            let outcome: Result<u64, DbError> = house
                .vault
                .db()
                .transact(|tx| Box::pin(async move { tx.execute(change, []).await }))
                .await;
            assert!(
                matches!(outcome, Err(DbError::Refused("change"))),
                "{}: {outcome:?}",
                change.sql
            );
        }
        if house.vault.db().engine() == Engine::Postgres {
            static MORE: [Statement; 3] = [
                Statement::new("change", "TRUNCATE ledger"),
                Statement::new("change", "ALTER TABLE ledger DISABLE TRIGGER ALL"),
                Statement::new("change", "DROP TABLE ledger"),
            ];
            for change in &MORE {
                let outcome: Result<u64, DbError> = house
                    .vault
                    .db()
                    .transact(|tx| Box::pin(async move { tx.execute(change, []).await }))
                    .await;
                assert!(
                    matches!(outcome, Err(DbError::Refused(_))),
                    "{}: {outcome:?}",
                    change.sql
                );
            }
        }
        assert_eq!(house.verify().await.first_break, None);
    }
}

#[tokio::test]
async fn a_changed_row_is_named() {
    for house in sealed().await {
        let changes = [
            "actor = 'somebody else'",
            "at = at + 1",
            "agency = NULL",
            "case_id = NULL",
            "digest = 'other'",
            "version = 9",
            "request = ''",
            "outcome = 'refused'",
        ];
        for (index, change) in changes.into_iter().enumerate() {
            let number = i64::try_from(index).unwrap() % 4 + 1;
            let id = id_of_leaf(&house, number).await;
            let keep = "CREATE TABLE kept AS SELECT * FROM ledger; ";
            house
                .tamper_past_triggers(&format!(
                    "{keep}UPDATE ledger SET {change} WHERE id = '{id}'"
                ))
                .await;
            let expected = Break::RowChanged {
                number,
                id: id.clone(),
            };
            assert_eq!(found(&house).await, expected, "{change}");
            house
                .tamper(
                    "DELETE FROM ledger; INSERT INTO ledger SELECT * FROM kept; DROP TABLE kept",
                )
                .await;
            assert_eq!(house.verify().await.first_break, None, "put back");
        }
        // Two changes: the first is named.
        house.tamper("UPDATE ledger SET actor = 'x'").await;
        let id = id_of_leaf(&house, 0).await;
        assert_eq!(found(&house).await, Break::RowChanged { number: 0, id });
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_read_any_more_is_named() {
    for house in sealed().await {
        let id = id_of_leaf(&house, 2).await;
        house
            .tamper_past_triggers(&format!(
                "UPDATE ledger_leaf SET hash = 'nonsense' WHERE id = '{id}'"
            ))
            .await;
        assert_eq!(found(&house).await, Break::RowChanged { number: 2, id });
        house
            .tamper("UPDATE tree_head SET root = 'nonsense' WHERE size = 3")
            .await;
        let first = id_of_leaf(&house, 2).await;
        assert_eq!(
            found(&house).await,
            Break::RowChanged {
                number: 2,
                id: first
            }
        );
    }
    for house in sealed().await {
        house
            .tamper_past_triggers("UPDATE tree_head SET root = 'nonsense' WHERE size = 3")
            .await;
        assert_eq!(found(&house).await, Break::BadSignature { size: 3 });
    }
}

#[tokio::test]
async fn a_removed_row_or_leaf_is_named() {
    for house in sealed().await {
        let id = id_of_leaf(&house, 3).await;
        house
            .tamper_past_triggers(&format!("DELETE FROM ledger WHERE id = '{id}'"))
            .await;
        assert_eq!(
            found(&house).await,
            Break::RowMissing {
                number: 3,
                id: id.clone()
            }
        );
        house
            .tamper(&format!("DELETE FROM ledger_leaf WHERE id = '{id}'"))
            .await;
        assert_eq!(found(&house).await, Break::LeafMissing { number: 3 });
    }
    for house in sealed().await {
        let id = id_of_leaf(&house, 4).await;
        house
            .tamper_past_triggers(&format!(
                "DELETE FROM ledger_leaf WHERE id = '{id}'; DELETE FROM ledger WHERE id = '{id}'"
            ))
            .await;
        assert_eq!(
            found(&house).await,
            Break::LeafMissing { number: 4 },
            "the last one"
        );
        // Nothing more is sealed on top of it.
        house.raise(&house.manager()).await.unwrap();
        assert!(house.seal().await.is_err());
        assert_eq!(found(&house).await, Break::LeafMissing { number: 4 });
    }
}

#[tokio::test]
async fn a_removed_head_is_noticed() {
    for house in sealed().await {
        house
            .tamper_past_triggers("DELETE FROM tree_head WHERE size = 5")
            .await;
        assert_eq!(
            found(&house).await,
            Break::LeavesWithoutHead {
                leaves: 5,
                covered: 3
            }
        );
        house.raise(&house.manager()).await.unwrap();
        assert!(
            house.seal().await.is_err(),
            "the sealer does not cover it up"
        );
        house.tamper("DELETE FROM tree_head").await;
        assert_eq!(
            found(&house).await,
            Break::LeavesWithoutHead {
                leaves: 5,
                covered: 0
            }
        );
    }
}

#[tokio::test]
async fn a_forged_head_is_named() {
    for house in sealed().await {
        let forger = crypto::SigningKey::generate().unwrap();
        let root: Digest = house.verify().await.root;
        let head = TreeHead {
            store: house.organisation.to_string(),
            size: 5,
            root,
            at: NOW,
        };
        let forged = head.sign(&forger);
        house
            .tamper_past_triggers(&format!(
                "UPDATE tree_head SET signature = '{forged}' WHERE size = 5"
            ))
            .await;
        assert_eq!(found(&house).await, Break::BadSignature { size: 5 });
    }
}

/// Rewriting row, leaf and root together: the signature is what cannot be made.
#[tokio::test]
async fn a_history_written_anew_has_no_signature() {
    for house in sealed().await {
        let id = id_of_leaf(&house, 1).await;
        house
            .tamper_past_triggers(&format!("UPDATE ledger SET actor = 'x' WHERE id = '{id}'"))
            .await;
        let row = house
            .rows()
            .await
            .into_iter()
            .find(|row| row.id == id)
            .unwrap();
        let hash = crypto::merkle::leaf_hash(&row.sealed_bytes());
        house
            .tamper(&format!(
                "UPDATE ledger_leaf SET hash = '{hash}' WHERE id = '{id}'"
            ))
            .await;
        assert_eq!(found(&house).await, Break::RootDiffers { size: 3 });
        let mut leaves = Vec::new();
        for number in 0..5 {
            let id = id_of_leaf(&house, number).await;
            let row = house
                .rows()
                .await
                .into_iter()
                .find(|row| row.id == id)
                .unwrap();
            leaves.push(crypto::merkle::leaf_hash(&row.sealed_bytes()));
        }
        for size in [3, 5] {
            let root = crypto::merkle::root(&leaves[..size]);
            house
                .tamper(&format!(
                    "UPDATE tree_head SET root = '{root}' WHERE size = {size}"
                ))
                .await;
        }
        assert_eq!(found(&house).await, Break::BadSignature { size: 3 });
        // A head of a size that no tree has must not hide the others from the check.
        for size in [0, -1] {
            house
                .tamper(&format!(
                    "INSERT INTO tree_head (size, at, root, signature) VALUES ({size}, 1, '', '')"
                ))
                .await;
            assert!(house.verify().await.first_break.is_some(), "{size}");
        }
    }
}

#[tokio::test]
async fn a_row_that_was_slipped_in_shows() {
    for house in sealed().await {
        let add = "INSERT INTO ledger (id, at, actor_kind, actor, action, outcome, request) \
                   VALUES ('slipped', 1, 'person', 'x', 'read_case', 'read', 'z')";
        house.tamper(add).await;
        let report = house.verify().await;
        assert_eq!(
            (report.first_break, report.unsealed),
            (None, 1),
            "it has no seal"
        );
        assert_eq!(report.oldest_unsealed.unwrap().microseconds(), 1);
        house
            .tamper("INSERT INTO ledger_leaf (number, id, hash) VALUES (-1, 'slipped', '')")
            .await;
        let expected = Break::RowChanged {
            number: -1,
            id: "slipped".to_owned(),
        };
        assert_eq!(
            found(&house).await,
            expected,
            "nor can it hide before the first"
        );
    }
    for house in sealed().await {
        house
            .tamper("INSERT INTO ledger_leaf (number, id, hash) VALUES (5, 'slipped', '')")
            .await;
        let expected = Break::RowMissing {
            number: 5,
            id: "slipped".to_owned(),
        };
        assert_eq!(found(&house).await, expected);
    }
}
