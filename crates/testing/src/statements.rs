//! Statements against a real store: each is accepted, and both engines have the same tables and columns.

use std::collections::BTreeSet;

use db::{Db, DbError, Engine, Statement};

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

/// What a store says of the statements that it does not accept.
pub async fn refused(db: &Db, statements: &[&'static Statement]) -> Vec<String> {
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
    rows.expect("its columns are read")
        .iter()
        .map(db::Row::as_texts)
        .collect()
}

/// Every statement once, more of them than `over.0`, and more columns than `over.1`, compared with those of the engine before.
///
/// # Panics
/// When one of this does not hold.
pub async fn check(
    db: &Db,
    statements: &[&'static Statement],
    over: (usize, usize),
    before: &mut BTreeSet<Vec<String>>,
) {
    assert!(statements.len() > over.0, "the list is whole");
    let mut seen = BTreeSet::new();
    let twice = statements.iter().filter(|one| !seen.insert(one.sql));
    let twice: Vec<&str> = twice.map(|one| one.name).collect();
    assert_eq!(twice, Vec::<&str>::new(), "listed twice");
    let objections = refused(db, statements).await;
    assert!(objections.is_empty(), "{}", objections.join("\n"));
    let found = columns(db).await;
    assert!(found.len() > over.1, "{found:?}");
    if !before.is_empty() {
        let differ: Vec<_> = before.symmetric_difference(&found).collect();
        assert!(differ.is_empty(), "only one engine has {differ:?}");
    }
    *before = found;
}
