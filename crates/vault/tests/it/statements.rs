//! Both engines accept every statement, and have the same tables and columns.

use std::collections::BTreeSet;

use db::{Db, DbError, Engine, Statement};

use crate::house;

const SQLITE_COLUMNS: Statement = Statement::new(
    "columns",
    "SELECT m.name AS tab, p.name AS col, CAST(p.\"notnull\" + p.pk > 0 AS TEXT) AS needed \
     FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'",
);
const POSTGRES_COLUMNS: Statement = Statement::new(
    "columns",
    "SELECT CAST(table_name AS TEXT) AS tab, CAST(column_name AS TEXT) AS col, \
     CASE is_nullable WHEN 'NO' THEN '1' ELSE '0' END AS needed \
     FROM information_schema.columns WHERE table_schema = current_schema()",
);
static WRONG: [Statement; 3] = [
    Statement::new("no such column", "SELECT shoe_size FROM ledger"),
    Statement::new("no such table", "SELECT id FROM shoes"),
    Statement::new("no SQL", "SELEKT 1"),
];

async fn refused(db: &Db, statements: &[&'static Statement]) -> Vec<String> {
    let mut refused = Vec::new();
    for statement in statements.iter().copied() {
        let prepared: Result<(), DbError> = db
            .read(|tx| Box::pin(async move { tx.prepare(statement).await }))
            .await;
        if let Err(error) = prepared {
            refused.push(format!("{:?} {}: {error}", db.engine(), statement.name));
        }
    }
    refused
}

async fn columns(db: &Db) -> BTreeSet<Vec<String>> {
    let statement = match db.engine() {
        Engine::Sqlite => &SQLITE_COLUMNS,
        Engine::Postgres => &POSTGRES_COLUMNS,
    };
    let rows: Result<_, DbError> = db
        .read(|tx| Box::pin(async move { tx.all(statement, []).await }))
        .await;
    rows.unwrap().iter().map(db::Row::as_texts).collect()
}

/// Every statement once, and the columns compared with those of the engine before.
async fn check(db: &Db, statements: &[&'static Statement], before: &mut BTreeSet<Vec<String>>) {
    assert!(statements.len() > 30, "the list is whole");
    let mut seen = BTreeSet::new();
    let twice = statements.iter().filter(|one| !seen.insert(one.sql));
    let twice: Vec<&str> = twice.map(|one| one.name).collect();
    assert_eq!(twice, Vec::<&str>::new(), "listed twice");
    let objections = refused(db, statements).await;
    assert!(objections.is_empty(), "{}", objections.join("\n"));
    let found = columns(db).await;
    assert!(found.len() > 50, "{found:?}");
    if !before.is_empty() {
        let differ: Vec<_> = before.symmetric_difference(&found).collect();
        assert!(differ.is_empty(), "only one engine has {differ:?}");
    }
    *before = found;
}

#[tokio::test]
async fn every_statement_of_the_cases_is_accepted() {
    let mut before = BTreeSet::new();
    for house in house::both().await {
        let db = house.vault.db();
        check(db, &vault::statements(), &mut before).await;
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
        check(&db, &access::directory::statements(), &mut before).await;
    }
}
