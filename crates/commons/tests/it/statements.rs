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

async fn refused(db: &Db) -> Vec<String> {
    let mut refused = Vec::new();
    for statement in commons::statements() {
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

#[tokio::test]
async fn every_statement_is_accepted_and_the_tables_are_the_same() {
    let mut before = BTreeSet::new();
    for house in house::both().await {
        let db = house.commons.db();
        assert!(commons::statements().len() > 50, "the list is whole");
        let objections = refused(db).await;
        assert!(objections.is_empty(), "{}", objections.join("\n"));
        let found = columns(db).await;
        assert!(found.len() > 60, "{found:?}");
        if !before.is_empty() {
            let differ: Vec<_> = before.symmetric_difference(&found).collect();
            assert!(differ.is_empty(), "only one engine has {differ:?}");
        }
        before = found;
    }
}
