//! Work in one transaction, tried again when two changes meet.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

use crate::open::Inner as Place;
use crate::value::Inner as RowInner;
use crate::{Db, DbError, MaybeConflict, Row, Statement, Value};

/// How often work is tried before a conflict is reported.
const TRIES: u32 = 8;

/// One open transaction. Dropped without commit, nothing happened.
pub struct Tx {
    inner: Inner,
    number: u64,
}

enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

static NUMBER: AtomicU64 = AtomicU64::new(1);

macro_rules! bound {
    ($engine:ty, $sql:expr, $values:expr) => {{
        let mut query = sqlx::query::<$engine>($sql);
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
                Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query
    }};
}

impl Tx {
    /// A number that no other transaction of this process has: a permit carries it, so that
    /// it cannot be used in another transaction.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Runs a statement that changes rows; returns how many.
    ///
    /// # Errors
    /// [`DbError`] as the engine reports.
    pub async fn execute<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<u64, DbError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => bound!(Sqlite, statement.sql, values)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
            Inner::Postgres(tx) => bound!(Postgres, statement.sql, values)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
        }
        .map_err(|error| DbError::from_sqlx(statement.name, &error))
    }

    /// All rows of a statement's answer.
    ///
    /// # Errors
    /// [`DbError`] as the engine reports.
    pub async fn all<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<Vec<Row>, DbError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => {
                bound!(Sqlite, statement.sql, values).fetch_all(&mut **tx).await.map(|rows| {
                    rows.into_iter().map(|row| Row(RowInner::Sqlite(row))).collect()
                })
            }
            Inner::Postgres(tx) => {
                bound!(Postgres, statement.sql, values).fetch_all(&mut **tx).await.map(|rows| {
                    rows.into_iter().map(|row| Row(RowInner::Postgres(row))).collect()
                })
            }
        }
        .map_err(|error| DbError::from_sqlx(statement.name, &error))
    }

    /// The first row of a statement's answer, if there is one. Not finding a row is no error.
    ///
    /// # Errors
    /// [`DbError`] as the engine reports.
    pub async fn first<const N: usize>(
        &mut self,
        statement: &Statement,
        values: [Value; N],
    ) -> Result<Option<Row>, DbError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => bound!(Sqlite, statement.sql, values)
                .fetch_optional(&mut **tx)
                .await
                .map(|row| row.map(|row| Row(RowInner::Sqlite(row)))),
            Inner::Postgres(tx) => bound!(Postgres, statement.sql, values)
                .fetch_optional(&mut **tx)
                .await
                .map(|row| row.map(|row| Row(RowInner::Postgres(row)))),
        }
        .map_err(|error| DbError::from_sqlx(statement.name, &error))
    }

    /// Asks the engine to prepare a statement, for the test that tries every statement on both.
    ///
    /// # Errors
    /// [`DbError`] when the engine does not accept the text.
    pub async fn prepare(&mut self, statement: &Statement) -> Result<(), DbError> {
        use sqlx::Executor as _;
        use sqlx::SqlSafeStr as _;
        let sql = statement.sql.into_sql_str();
        match &mut self.inner {
            Inner::Sqlite(tx) => (&mut **tx).prepare(sql).await.map(|_| ()),
            Inner::Postgres(tx) => (&mut **tx).prepare(sql).await.map(|_| ()),
        }
        .map_err(|error| DbError::from_sqlx(statement.name, &error))
    }

    /// Runs text that is no constant: migrations and the provisioning of schemas only.
    pub(crate) async fn raw(&mut self, name: &'static str, text: &str) -> Result<(), DbError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => {
                sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut **tx).await.map(|_| ())
            }
            Inner::Postgres(tx) => {
                sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut **tx).await.map(|_| ())
            }
        }
        .map_err(|error| DbError::from_sqlx(name, &error))
    }

    pub(crate) async fn commit(self) -> Result<(), DbError> {
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await,
        }
        .map_err(|error| DbError::from_sqlx("commit", &error))
    }
}

impl Db {
    /// Does `work` in one transaction and commits it when `work` returns `Ok`; on an error nothing
    /// has happened. When the engine reports a conflict, `work` is run again from the start, up to
    /// eight times.
    ///
    /// # Errors
    /// What `work` returns, or the engine's failure to begin or commit.
    pub async fn transact<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<DbError> + MaybeConflict,
        F: AsyncFn(&mut Tx) -> Result<T, E>,
    {
        let mut tries = 1;
        loop {
            let outcome = self.once(&work, true).await;
            match outcome {
                Err(error) if error.is_conflict() && tries < TRIES => {
                    tokio::time::sleep(Duration::from_millis(u64::from(3 * tries * tries))).await;
                    tries += 1;
                }
                other => return other,
            }
        }
    }

    /// Reads in one transaction that sees one state of the store and changes nothing.
    ///
    /// # Errors
    /// What `work` returns, or the engine's failure to begin.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<DbError> + MaybeConflict,
        F: AsyncFn(&mut Tx) -> Result<T, E>,
    {
        self.once(&work, false).await
    }

    async fn once<T, E, F>(&self, work: &F, write: bool) -> Result<T, E>
    where
        E: From<DbError>,
        F: AsyncFn(&mut Tx) -> Result<T, E>,
    {
        let mut tx = self.begin(write).await?;
        let value = work(&mut tx).await?;
        tx.commit().await?;
        Ok(value)
    }

    pub(crate) async fn begin(&self, write: bool) -> Result<Tx, DbError> {
        let failed = |error: sqlx::Error| DbError::from_sqlx("begin", &error);
        let inner = match &self.0 {
            Place::Sqlite { writer, .. } if write => {
                Inner::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?)
            }
            Place::Sqlite { readers, .. } => {
                Inner::Sqlite(readers.begin_with("BEGIN").await.map_err(failed)?)
            }
            Place::Postgres { pool, enter, .. } => {
                let begin = if write {
                    "BEGIN ISOLATION LEVEL SERIALIZABLE"
                } else {
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                };
                let mut tx = pool.begin_with(begin).await.map_err(failed)?;
                sqlx::raw_sql(AssertSqlSafe(enter.as_str()))
                    .execute(&mut *tx)
                    .await
                    .map_err(failed)?;
                Inner::Postgres(tx)
            }
        };
        Ok(Tx { inner, number: NUMBER.fetch_add(1, Ordering::Relaxed) })
    }
}
