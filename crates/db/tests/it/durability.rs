//! What durability rests on, asserted; and what is left after the writer was cut off.

use db::{Db, DbError, Engine, SqlitePlace, Statement};
use testing::Scratch;

use crate::FIRST;

const ADD: Statement = Statement::new("add", "INSERT INTO word (id, said) VALUES ($1, $2)");
const COUNT: Statement = Statement::new("count", "SELECT COUNT(*) AS many FROM word");

async fn add(db: &Db, id: i64) {
    let outcome: Result<u64, DbError> = db
        .transact(|tx| {
            Box::pin(async move {
                tx.execute(&ADD, [id.into(), "words".repeat(40).into()])
                    .await
            })
        })
        .await;
    outcome.unwrap();
}

async fn count(place: &SqlitePlace) -> Result<i64, DbError> {
    let db = Db::open_sqlite(place).await?;
    let row = db.read(|tx| Box::pin(async move { tx.first(&COUNT, []).await }));
    let many = row.await?.map_or(Ok(0), |row| row.number("many"));
    db.close().await;
    many
}

#[tokio::test]
async fn every_commit_reaches_the_disk() {
    for place in testing::both().await {
        let settings = place.open().await.durability().await.unwrap();
        let value = |name: &str| {
            settings
                .iter()
                .find(|(setting, _)| setting == name)
                .map(|(_, value)| value.as_str())
        };
        match place.engine() {
            Engine::Sqlite => {
                assert_eq!(value("journal_mode"), Some("wal"));
                assert_eq!(value("synchronous"), Some("2"), "FULL");
                assert_eq!(value("foreign_keys"), Some("1"));
                assert_eq!(value("secure_delete"), Some("1"));
            }
            Engine::Postgres => {
                assert_eq!(value("synchronous_commit"), Some("on"));
                // The throwaway cluster runs without fsync for speed; that it says so shows that we ask.
                assert!(matches!(value("fsync"), Some("on" | "off")));
                assert!(matches!(value("full_page_writes"), Some("on" | "off")));
            }
        }
    }
}

/// A store as a crash leaves it: the file and its write-ahead log, copied while both are open.
async fn as_a_crash_leaves_it(scratch: &Scratch, name: &str, rows: i64) -> SqlitePlace {
    let place = scratch.sqlite_place("alive");
    let db = Db::open_sqlite(&place).await.unwrap();
    db.migrate(&[FIRST]).await.unwrap();
    for id in 1..=rows {
        add(&db, id).await;
    }
    let left = scratch.sqlite_place(name);
    std::fs::copy(&place.file, &left.file).unwrap();
    std::fs::copy(wal(&place), wal(&left)).unwrap();
    db.close().await;
    std::fs::remove_file(&place.file).unwrap();
    left
}

fn wal(place: &SqlitePlace) -> std::path::PathBuf {
    let mut name = place.file.clone().into_os_string();
    name.push("-wal");
    name.into()
}

#[tokio::test]
async fn a_torn_log_loses_its_unfinished_end_and_nothing_before() {
    let scratch = Scratch::sqlite();
    let whole = as_a_crash_leaves_it(&scratch, "whole", 40).await;
    assert_eq!(count(&whole).await.unwrap(), 40, "the log is read back");
    let mut before = 40;
    for (name, keep) in [("a", 99), ("b", 90), ("c", 50), ("d", 10)] {
        let torn = as_a_crash_leaves_it(&scratch, name, 40).await;
        let length = std::fs::metadata(wal(&torn)).unwrap().len();
        let log = std::fs::OpenOptions::new()
            .write(true)
            .open(wal(&torn))
            .unwrap();
        log.set_len(length * keep / 100).unwrap();
        drop(log);
        let left = count(&torn).await;
        // Cut before the tables were made, there is nothing to count; else a beginning is left.
        match &left {
            Ok(many) => assert!(*many <= before, "{name}: {many}"),
            Err(error) => assert!(keep <= 10, "{name}: {error:?}"),
        }
        before = left.unwrap_or(0);
    }
    assert!(before < 40, "cutting most of the log loses rows");
}

#[tokio::test]
async fn a_changed_byte_in_the_log_ends_it_there() {
    let scratch = Scratch::sqlite();
    let left = as_a_crash_leaves_it(&scratch, "changed", 40).await;
    let mut bytes = std::fs::read(wal(&left)).unwrap();
    let at = bytes.len() * 3 / 4;
    bytes[at] ^= 1;
    std::fs::write(wal(&left), bytes).unwrap();
    let many = count(&left).await.unwrap();
    assert!(
        (1..40).contains(&many),
        "a beginning of the commits, whole: {many}"
    );
    // The store works on.
    let db = Db::open_sqlite(&left).await.unwrap();
    add(&db, 1000).await;
    db.close().await;
    assert_eq!(count(&left).await.unwrap(), many + 1);
}
