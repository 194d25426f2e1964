//! Work in one transaction, tried again when two changes meet.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

use crate::open::Inner as Place;
use crate::value::Inner as RowInner;
use crate::{Db, DbError, MaybeConflict, Row, Statement, Value};

/// How often work is tried before a conflict is reported.
const TRIES: u32 = 8;

/// Work under way, which may be handed from one thread to another.
pub type Work<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// One open transaction. Dropped without commit, nothing happened.
///
/// `'env` is how long what the work borrows lives; it lets a closure that borrows be boxed.
pub struct Tx<'env> {
    inner: Inner,
    number: u64,
    env: PhantomData<&'env ()>,
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

impl Tx<'_> {
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
            Inner::Sqlite(tx) => bound!(Sqlite, statement.sql, values)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| {
                    rows.into_iter()
                        .map(|row| Row(RowInner::Sqlite(row)))
                        .collect()
                }),
            Inner::Postgres(tx) => bound!(Postgres, statement.sql, values)
                .fetch_all(&mut **tx)
                .await
                .map(|rows| {
                    rows.into_iter()
                        .map(|row| Row(RowInner::Postgres(row)))
                        .collect()
                }),
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
            Inner::Sqlite(tx) => sqlx::raw_sql(AssertSqlSafe(text))
                .execute(&mut **tx)
                .await
                .map(|_| ()),
            Inner::Postgres(tx) => sqlx::raw_sql(AssertSqlSafe(text))
                .execute(&mut **tx)
                .await
                .map(|_| ()),
        }
        .map_err(|error| DbError::from_sqlx(name, &error))
    }

    /// Makes everything that was done in it happen.
    ///
    /// # Errors
    /// [`DbError::Conflict`] when the work must be tried again.
    pub async fn commit(self) -> Result<(), DbError> {
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await,
        }
        .map_err(|error| DbError::from_sqlx("commit", &error))
    }
}

/// Counts how often work was tried, and waits a little longer before each new try.
#[derive(Debug, Default)]
pub struct Tries(u32);

impl Tries {
    /// Whether the work should be tried again after this error; waits before it says so.
    pub async fn again(&mut self, error: &impl MaybeConflict) -> bool {
        self.0 += 1;
        if !error.is_conflict() || self.0 >= TRIES {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(u64::from(3 * self.0 * self.0))).await;
        true
    }
}

impl Db {
    /// Does `work` in one transaction and commits it when `work` returns `Ok`; on an error nothing
    /// has happened. When the engine reports a conflict, `work` is run again from the start, up to
    /// eight times.
    ///
    /// The closure boxes its future, because a handler must be able to move between threads:
    /// `db.transact(|tx| Box::pin(async move { … }))`. What it uses it borrows; an owned value is
    /// bound to a reference first.
    ///
    /// # Errors
    /// What `work` returns, or the engine's failure to begin or commit.
    pub async fn transact<'env, T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<DbError> + MaybeConflict,
        F: for<'t> Fn(&'t mut Tx<'env>) -> Work<'t, Result<T, E>>,
    {
        let mut tries = Tries::default();
        loop {
            match self.once(&work, true).await {
                Err(error) if tries.again(&error).await => {}
                other => return other,
            }
        }
    }

    /// Reads in one transaction that sees one state of the store and changes nothing.
    ///
    /// # Errors
    /// What `work` returns, or the engine's failure to begin.
    pub async fn read<'env, T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<DbError> + MaybeConflict,
        F: for<'t> Fn(&'t mut Tx<'env>) -> Work<'t, Result<T, E>>,
    {
        self.once(&work, false).await
    }

    async fn once<'env, T, E, F>(&self, work: &F, write: bool) -> Result<T, E>
    where
        E: From<DbError>,
        F: for<'t> Fn(&'t mut Tx<'env>) -> Work<'t, Result<T, E>>,
    {
        let mut tx = self.begin(write).await?;
        let value = work(&mut tx).await?;
        tx.commit().await?;
        Ok(value)
    }

    /// Begins a transaction, for units of work that carry more than the transaction itself. Everyone
    /// else uses [`Db::transact`] or [`Db::read`].
    ///
    /// # Errors
    /// The engine's failure to begin.
    pub async fn begin<'env>(&self, write: bool) -> Result<Tx<'env>, DbError> {
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
        Ok(Tx {
            inner,
            number: NUMBER.fetch_add(1, Ordering::Relaxed),
            env: PhantomData,
        })
    }
}
