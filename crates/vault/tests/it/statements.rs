//! Both engines accept every statement, and have the same tables and columns.

use std::collections::BTreeSet;

use db::Statement;
use testing::statements::{check, refused};

use crate::house;

static WRONG: [Statement; 3] = [
    Statement::new("no such column", "SELECT shoe_size FROM ledger"),
    Statement::new("no such table", "SELECT id FROM shoes"),
    Statement::new("no SQL", "SELEKT 1"),
];

#[tokio::test]
async fn every_statement_of_the_cases_is_accepted() {
    let mut before = BTreeSet::new();
    for house in house::both().await {
        let db = house.vault.db();
        check(db, &vault::statements(), (30, 50), &mut before).await;
        let wrong: Vec<&'static Statement> = WRONG.iter().collect();
        assert_eq!(
            refused(db, &wrong).await.len(),
            3,
            "a wrong one would be noticed"
        );
    }
}

#[tokio::test]
async fn every_statement_of_the_directory_is_accepted() {
    let mut before = BTreeSet::new();
    for scratch in testing::both().await {
        let db = scratch.open().await;
        db.migrate(access::directory::MIGRATIONS).await.unwrap();
        check(&db, &access::directory::statements(), (30, 50), &mut before).await;
    }
}
