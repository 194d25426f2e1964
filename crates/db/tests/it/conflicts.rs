//! Transactions: all or nothing, and tried again when two meet.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use db::{Db, DbError, Engine, MaybeConflict, Statement};
use tokio::sync::Barrier;

use crate::FIRST;

const ADD: Statement = Statement::new("add", "INSERT INTO word (id, number) VALUES ($1, $2)");
const SUM: Statement = Statement::new(
    "sum",
    "SELECT CAST(COALESCE(SUM(number), 0) AS BIGINT) AS total FROM word",
);
const RAISE: Statement = Statement::new("raise", "UPDATE word SET number = $2 WHERE id = $1");
const ONE: Statement = Statement::new("one", "SELECT number FROM word WHERE id = $1");

/// An error of a caller, as use cases have their own.
#[derive(Debug)]
enum Own {
    Db(DbError),
    Changed,
}

impl From<DbError> for Own {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl MaybeConflict for Own {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Db(error) if error.is_conflict())
    }
}

async fn sum(db: &Db) -> i64 {
    let row = db
        .read(|tx| Box::pin(async move { tx.first(&SUM, []).await }))
        .await;
    row.map_err(|error: DbError| error)
        .unwrap()
        .unwrap()
        .number("total")
        .unwrap()
}

async fn add(db: &Db, id: i64, number: i64) {
    let values = || [id.into(), number.into()];
    db.transact(|tx| {
        let values = values();
        Box::pin(async move {
            tx.execute(&ADD, values)
                .await
                .map_err(|error: DbError| error)
        })
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn an_error_undoes_everything_and_the_next_one_works() {
    for place in testing::both().await {
        let db = place.open().await;
        db.migrate(&[FIRST]).await.unwrap();
        let outcome: Result<(), Own> = db
            .transact(|tx| {
                Box::pin(async move {
                    tx.execute(&ADD, [1_i64.into(), 5_i64.into()]).await?;
                    Err(Own::Changed)
                })
            })
            .await;
        assert!(matches!(outcome, Err(Own::Changed)));
        assert_eq!(sum(&db).await, 0);
        let outcome: Result<(), Own> = db
            .transact(|tx| {
                Box::pin(async move {
                    tx.execute(&ADD, [1_i64.into(), 5_i64.into()]).await?;
                    // Refused; going on all the same must not commit half of it on one engine only.
                    tx.execute(&ADD, [1_i64.into(), 6_i64.into()]).await?;
                    Ok(())
                })
            })
            .await;
        assert!(
            matches!(outcome, Err(Own::Db(DbError::Refused("add")))),
            "{outcome:?}"
        );
        assert_eq!(sum(&db).await, 0);
        add(&db, 1, 7).await;
        assert_eq!(sum(&db).await, 7);
    }
}

#[tokio::test]
async fn work_that_is_abandoned_has_not_happened() {
    for place in testing::both().await {
        let db = place.open().await;
        db.migrate(&[FIRST]).await.unwrap();
        let abandoned = db.transact::<(), DbError, _>(|tx| {
            Box::pin(async move {
                tx.execute(&ADD, [1_i64.into(), 5_i64.into()]).await?;
                std::future::pending::<()>().await;
                Ok(())
            })
        });
        let waited = tokio::time::timeout(std::time::Duration::from_millis(200), abandoned).await;
        assert!(waited.is_err(), "it never ends by itself");
        add(&db, 1, 3).await;
        assert_eq!(sum(&db).await, 3);
    }
}

/// Two people each read the same number and add one: both additions must count.
#[tokio::test]
async fn no_addition_is_lost() {
    for place in testing::both().await {
        let db = place.open().await;
        db.migrate(&[FIRST]).await.unwrap();
        add(&db, 1, 0).await;
        let tries = Arc::new(AtomicU32::new(0));
        let both_read = Arc::new(Barrier::new(2));
        let engine = db.engine();
        let raise = || {
            let (db, tries, both_read) = (db.clone(), Arc::clone(&tries), Arc::clone(&both_read));
            async move {
                db.transact::<(), DbError, _>(|tx| {
                    let (tries, both_read) = (Arc::clone(&tries), Arc::clone(&both_read));
                    Box::pin(async move {
                        let row = tx.first(&ONE, [1_i64.into()]).await?;
                        let number = row.map_or(Ok(0), |row| row.number("number"))?;
                        // On PostgreSQL both have read before either writes; SQLite has one writer.
                        if tries.fetch_add(1, Ordering::SeqCst) < 2 && engine == Engine::Postgres {
                            both_read.wait().await;
                        }
                        tx.execute(&RAISE, [1_i64.into(), (number + 1).into()])
                            .await?;
                        Ok(())
                    })
                })
                .await
            }
        };
        let (one, other) = tokio::join!(raise(), raise());
        one.unwrap();
        other.unwrap();
        assert_eq!(sum(&db).await, 2, "{engine:?}");
        let tried = tries.load(Ordering::SeqCst);
        assert_eq!(
            tried,
            if engine == Engine::Postgres { 3 } else { 2 },
            "{engine:?}"
        );
    }
}

/// Write skew: each reads the sum of all rows and adds a row of its own only when the sum is still
/// nothing. One after the other, only one adds.
#[tokio::test]
async fn no_rule_over_several_rows_is_broken_by_two_at_once() {
    for place in testing::both().await {
        let db = place.open().await;
        db.migrate(&[FIRST]).await.unwrap();
        let tries = Arc::new(AtomicU32::new(0));
        let both_read = Arc::new(Barrier::new(2));
        let engine = db.engine();
        let claim = |id: i64| {
            let (db, tries, both_read) = (db.clone(), Arc::clone(&tries), Arc::clone(&both_read));
            async move {
                db.transact::<bool, DbError, _>(|tx| {
                    let (tries, both_read) = (Arc::clone(&tries), Arc::clone(&both_read));
                    Box::pin(async move {
                        let row = tx.first(&SUM, []).await?;
                        let total = row.map_or(Ok(0), |row| row.number("total"))?;
                        if tries.fetch_add(1, Ordering::SeqCst) < 2 && engine == Engine::Postgres {
                            both_read.wait().await;
                        }
                        if total == 0 {
                            tx.execute(&ADD, [id.into(), 1_i64.into()]).await?;
                        }
                        Ok(total == 0)
                    })
                })
                .await
            }
        };
        let (one, other) = tokio::join!(claim(1), claim(2));
        assert!(
            one.unwrap() != other.unwrap(),
            "{engine:?}: exactly one may"
        );
        assert_eq!(sum(&db).await, 1, "{engine:?}");
    }
}

#[tokio::test]
async fn work_that_always_conflicts_ends_after_eight_tries() {
    let place = testing::Scratch::sqlite();
    let db = place.open().await;
    let tries = AtomicU32::new(0);
    let outcome: Result<(), DbError> = db
        .transact(|_| {
            tries.fetch_add(1, Ordering::SeqCst);
            Box::pin(async { Err(DbError::Conflict("always")) })
        })
        .await;
    assert!(matches!(outcome, Err(DbError::Conflict("always"))));
    assert_eq!(tries.load(Ordering::SeqCst), 8);
}
