//! Stores that cannot be opened say why; migrations run once, after a copy.

use std::path::Path;

use db::{Db, DbError, Migration, SqlitePlace, Statement, copy_name};
use testing::Scratch;

use crate::{FIRST, SECOND};

const ADD: Statement = Statement::new("add", "INSERT INTO word (id, said) VALUES ($1, $2)");
const COUNT: Statement = Statement::new("count", "SELECT COUNT(*) AS many FROM word");

async fn count(db: &Db) -> Result<i64, DbError> {
    let row = db.read(|tx| Box::pin(async move { tx.first(&COUNT, []).await }));
    row.await?.map_or(Ok(0), |row| row.number("many"))
}

async fn add_many(db: &Db, from: i64, many: i64) -> Result<(), DbError> {
    db.transact(|tx| {
        Box::pin(async move {
            for id in from..from + many {
                tx.execute(&ADD, [id.into(), "some words ".repeat(50).into()])
                    .await?;
            }
            Ok(())
        })
    })
    .await
}

/// Opening and asking: damage may be met at either.
async fn opened(place: &SqlitePlace) -> Result<i64, DbError> {
    let db = Db::open_sqlite(place).await?;
    let outcome = match db.migrate(&[FIRST]).await {
        Ok(_) => count(&db).await,
        Err(error) => Err(error),
    };
    db.close().await;
    outcome
}

async fn filled(place: &SqlitePlace) {
    let db = Db::open_sqlite(place).await.unwrap();
    db.migrate(&[FIRST]).await.unwrap();
    add_many(&db, 1, 200).await.unwrap();
    db.close().await;
}

fn cut(file: &Path, length: u64) {
    std::fs::OpenOptions::new()
        .write(true)
        .open(file)
        .unwrap()
        .set_len(length)
        .unwrap();
}

#[tokio::test]
async fn a_file_is_unreadable_without_its_key() {
    let scratch = Scratch::sqlite();
    let place = scratch.sqlite_place("a");
    filled(&place).await;
    let bytes = std::fs::read(&place.file).unwrap();
    assert!(
        !bytes.starts_with(b"SQLite format 3"),
        "encrypted from the first byte"
    );
    assert!(!bytes.windows(10).any(|window| window == b"some words"));
    for raw_key in [
        format!("x'{}'", "8".repeat(64)),
        "x'77'".to_owned(),
        "'; --".to_owned(),
    ] {
        let other = SqlitePlace {
            raw_key,
            ..place.clone()
        };
        assert!(matches!(opened(&other).await, Err(DbError::Unreadable)));
    }
    assert_eq!(
        opened(&place).await.unwrap(),
        200,
        "a wrong key does no harm"
    );
}

#[tokio::test]
async fn what_is_no_store_is_refused_and_left_alone() {
    let scratch = Scratch::sqlite();
    for (name, content) in [
        ("text", b"not a database ".repeat(500)),
        ("short", b"?".to_vec()),
    ] {
        let place = scratch.sqlite_place(name);
        std::fs::write(&place.file, &content).unwrap();
        assert!(
            matches!(opened(&place).await, Err(DbError::Unreadable)),
            "{name}"
        );
        assert_eq!(std::fs::read(&place.file).unwrap(), content, "{name}");
    }
    let absent = SqlitePlace {
        create: false,
        ..scratch.sqlite_place("absent")
    };
    assert!(matches!(opened(&absent).await, Err(DbError::Missing)));
    assert!(!absent.file.exists());
    let folder = SqlitePlace {
        file: scratch.folder.path().to_path_buf(),
        ..absent
    };
    assert!(matches!(opened(&folder).await, Err(DbError::Unreadable)));
}

#[tokio::test]
async fn a_file_that_was_cut_off_is_refused() {
    let scratch = Scratch::sqlite();
    for (name, keep) in [("half", 50), ("last page", 97), ("first page", 2)] {
        let place = scratch.sqlite_place(name);
        filled(&place).await;
        let length = std::fs::metadata(&place.file).unwrap().len();
        cut(&place.file, length * keep / 100);
        let outcome = opened(&place).await;
        assert!(
            matches!(outcome, Err(DbError::Unreadable)),
            "{name}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn one_changed_byte_is_met_when_its_page_is_read() {
    let scratch = Scratch::sqlite();
    let place = scratch.sqlite_place("a");
    filled(&place).await;
    let mut bytes = std::fs::read(&place.file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&place.file, &bytes).unwrap();
    let db = Db::open_sqlite(&place).await.unwrap();
    const ALL: Statement = Statement::new("all", "SELECT said FROM word ORDER BY id");
    let read: Result<_, DbError> = db
        .read(|tx| Box::pin(async move { Ok(tx.all(&ALL, []).await?.len()) }))
        .await;
    assert!(matches!(read, Err(DbError::Unreadable)), "{read:?}");
}

#[tokio::test]
async fn a_store_of_a_newer_program_is_refused() {
    for place in testing::both().await {
        let db = place.open().await;
        assert_eq!(db.migrate(&[FIRST, SECOND]).await.unwrap(), 2);
        assert_eq!(
            db.migrate(&[FIRST, SECOND]).await.unwrap(),
            0,
            "each runs once"
        );
        assert_eq!(db.version().await.unwrap(), 2);
        let older = db.migrate(&[FIRST]).await;
        assert!(
            matches!(older, Err(DbError::Newer { found: 2, known: 1 })),
            "{older:?}"
        );
    }
}

#[tokio::test]
async fn a_migration_that_fails_changes_nothing() {
    let broken = Migration {
        number: 2,
        name: "broken",
        sqlite: "ALTER TABLE word ADD COLUMN half TEXT; ALTER TABLE absent ADD COLUMN x TEXT",
        postgres: "ALTER TABLE word ADD COLUMN half TEXT; ALTER TABLE absent ADD COLUMN x TEXT",
    };
    const HALF: Statement = Statement::new("half", "SELECT half FROM word");
    for place in testing::both().await {
        let db = place.open().await;
        db.migrate(&[FIRST]).await.unwrap();
        assert!(db.migrate(&[FIRST, broken]).await.is_err());
        assert_eq!(db.version().await.unwrap(), 1);
        let half: Result<_, DbError> = db
            .read(|tx| Box::pin(async move { tx.prepare(&HALF).await }))
            .await;
        assert!(
            half.is_err(),
            "the column of the failed migration is not there"
        );
    }
}

#[tokio::test]
async fn two_programs_that_start_at_once_migrate_once() {
    for place in testing::both().await {
        let (one, other) = tokio::join!(place.open_named("both"), place.open_named("both"));
        let all = [FIRST, SECOND];
        let (first, second) = tokio::join!(one.migrate(&all), other.migrate(&all));
        first.unwrap();
        second.unwrap();
        assert_eq!(one.version().await.unwrap(), 2);
        add_many(&other, 1, 1).await.unwrap();
    }
}

#[tokio::test]
async fn a_file_is_copied_before_it_is_migrated() {
    let scratch = Scratch::sqlite();
    let place = scratch.sqlite_place("a");
    let copy = copy_name(&place.file, 1);
    filled(&place).await;
    assert!(!copy.exists(), "a new store needs no copy");
    let db = Db::open_sqlite(&place).await.unwrap();
    db.migrate(&[FIRST, SECOND]).await.unwrap();
    add_many(&db, 1000, 1).await.unwrap();
    let place = SqlitePlace {
        file: copy.clone(),
        ..place
    };
    let wrong = SqlitePlace {
        raw_key: format!("x'{}'", "8".repeat(64)),
        ..place.clone()
    };
    assert!(
        matches!(opened(&wrong).await, Err(DbError::Unreadable)),
        "the copy is encrypted too"
    );
    let before = Db::open_sqlite(&place).await.unwrap();
    assert_eq!(before.version().await.unwrap(), 1);
    assert_eq!(count(&before).await.unwrap(), 200);
    let bytes = std::fs::read(&copy).unwrap();
    assert!(!bytes.windows(10).any(|window| window == b"some words"));
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_lost() {
    let scratch = Scratch::sqlite();
    let small = scratch.folder.path().join("small");
    std::fs::create_dir(&small).unwrap();
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"])
        .arg(&small)
        .output()
        .is_ok_and(|done| done.status.success());
    if !mounted {
        eprintln!("skipped: a full disk (this needs the right to mount a small one)");
        return;
    }
    let place = SqlitePlace {
        file: small.join("a.db"),
        ..scratch.sqlite_place("a")
    };
    let outcome = fill_up(&place).await;
    let unmounted = std::process::Command::new("umount").arg(&small).status();
    assert!(unmounted.unwrap().success());
    let (acknowledged, error, after) = outcome;
    assert!(matches!(error, DbError::CannotWrite), "{error:?}");
    assert_eq!(
        after, acknowledged,
        "what was acknowledged is there, and nothing else"
    );
}

/// Writes until the disk is full; how many were acknowledged, the error, how many are there after.
async fn fill_up(place: &SqlitePlace) -> (i64, DbError, i64) {
    let db = Db::open_sqlite(place).await.unwrap();
    db.migrate(&[FIRST]).await.unwrap();
    let mut acknowledged = 0;
    let error = loop {
        match add_many(&db, acknowledged + 1, 20).await {
            Ok(()) => acknowledged += 20,
            Err(error) => break error,
        }
        assert!(acknowledged < 5000, "the disk never fills");
    };
    let after = count(&db).await.unwrap();
    db.close().await;
    (acknowledged, error, after)
}
