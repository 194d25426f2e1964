//! Bringing a store to the shape that this program knows, one numbered step after another.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection as _};

use crate::open::Inner;
use crate::{Db, DbError, PostgresPlace, Statement};

/// One numbered change of a store's tables, written for both engines.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number; 1, 2, 3 … without gaps.
    pub number: i64,
    /// What it does, in a few words.
    pub name: &'static str,
    /// The text for SQLite.
    pub sqlite: &'static str,
    /// The text for PostgreSQL.
    pub postgres: &'static str,
}

const VERSION: Statement = Statement::new(
    "store version",
    "SELECT COALESCE(MAX(number), 0) AS number FROM store_version",
);
const MAKE_VERSION: &str = "CREATE TABLE IF NOT EXISTS store_version \
     (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";

/// The name of the copy that is made of a file before it is migrated from `version`.
#[must_use]
pub fn copy_name(file: &std::path::Path, version: i64) -> std::path::PathBuf {
    let mut name = file
        .file_name()
        .map(std::ffi::OsStr::to_os_string)
        .unwrap_or_default();
    name.push(format!(".before-migration-{version}"));
    file.with_file_name(name)
}

impl Db {
    /// The number of the last migration that this store has had; 0 for a new one.
    ///
    /// # Errors
    /// [`DbError::Unreadable`] when the file cannot be read with its key.
    pub async fn version(&self) -> Result<i64, DbError> {
        if matches!(self.0, Inner::Sqlite { .. }) {
            let mut tx = self.begin(true).await?;
            tx.raw("store version", MAKE_VERSION).await?;
            tx.commit().await?;
        }
        let mut tx = self.begin(false).await?;
        match tx.first(&VERSION, []).await? {
            Some(row) => row.number("number"),
            None => Ok(0),
        }
    }

    /// Applies the migrations that are missing, each in its own transaction; returns how many.
    /// An SQLite file that already holds something is copied beside itself first.
    ///
    /// # Errors
    /// [`DbError::Newer`] when the store is ahead of this program.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<usize, DbError> {
        let known = migrations.last().map_or(0, |last| last.number);
        let found = self.version().await?;
        if found > known {
            return Err(DbError::Newer { found, known });
        }
        let missing: Vec<_> = migrations
            .iter()
            .filter(|step| step.number > found)
            .collect();
        if missing.is_empty() {
            return Ok(0);
        }
        if let (Some(file), true) = (self.file(), found > 0) {
            let copy = copy_name(file, found);
            if !copy.exists() {
                self.copy_to(&copy).await?;
            }
        }
        for step in &missing {
            let applied = match &self.0 {
                Inner::Sqlite { .. } => self.apply_sqlite(step).await,
                Inner::Postgres { place, .. } => apply_postgres(place, step).await,
            };
            // Another process that starts at the same moment may have been first.
            if applied.is_err() && self.version().await? < step.number {
                return applied.map(|()| 0);
            }
        }
        Ok(missing.len())
    }

    async fn apply_sqlite(&self, step: &Migration) -> Result<(), DbError> {
        let mut tx = self.begin(true).await?;
        tx.raw(step.name, step.sqlite).await?;
        tx.raw(step.name, &record(step)).await?;
        tx.commit().await
    }
}

fn record(step: &Migration) -> String {
    format!(
        "INSERT INTO store_version (number, name) VALUES ({}, '{}')",
        step.number, step.name
    )
}

/// Runs one migration as the provisioning role, then lets the schema's role read and write rows;
/// what a migration revokes afterwards (the ledger) stays revoked because grants come first.
async fn apply_postgres(place: &PostgresPlace, step: &Migration) -> Result<(), DbError> {
    let failed = |error: sqlx::Error| DbError::from_sqlx(step.name, &error);
    let mut connection = PgConnection::connect_with(&place.provision)
        .await
        .map_err(failed)?;
    let text = format!(
        "BEGIN; {lock}; SET LOCAL search_path TO \"{schema}\"; \
         ALTER DEFAULT PRIVILEGES IN SCHEMA \"{schema}\" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO \"{schema}\"; \
         {body}\n; {record}; COMMIT",
        lock = lock(&place.schema),
        schema = place.schema,
        body = step.postgres.replace("{role}", &place.schema),
        record = record(step),
    );
    sqlx::raw_sql(AssertSqlSafe(text))
        .execute(&mut connection)
        .await
        .map_err(failed)?;
    connection.close().await.map_err(failed)
}

/// Makes a schema and the role that may use it, if they are absent.
pub(crate) async fn provision_schema(place: &PostgresPlace) -> Result<(), DbError> {
    let failed = |error: sqlx::Error| DbError::from_sqlx("provision", &error);
    let mut connection = PgConnection::connect_with(&place.provision)
        .await
        .map_err(failed)?;
    let schema = &place.schema;
    let service = place.service.get_username();
    if !crate::open::is_plain_name(service) {
        return Err(DbError::UnsafeRole(
            "the service's role name has other signs than a-z, 0-9 and _",
        ));
    }
    if !schema_exists(&mut connection, schema).await? {
        let text = format!(
            "BEGIN; {lock}; \
             DO $do$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{schema}') THEN \
               CREATE ROLE \"{schema}\" NOLOGIN NOINHERIT; END IF; END $do$; \
             GRANT \"{schema}\" TO \"{service}\"; \
             CREATE SCHEMA \"{schema}\"; \
             REVOKE ALL ON SCHEMA \"{schema}\" FROM PUBLIC; \
             GRANT USAGE ON SCHEMA \"{schema}\" TO \"{schema}\"; \
             SET LOCAL search_path TO \"{schema}\"; {MAKE_VERSION}; \
             GRANT SELECT ON store_version TO \"{schema}\"; \
             COMMIT",
            lock = lock(schema),
        );
        let made = sqlx::raw_sql(AssertSqlSafe(text))
            .execute(&mut connection)
            .await;
        if let Err(error) = made {
            // Another process that starts at the same moment may have been first.
            connection = PgConnection::connect_with(&place.provision)
                .await
                .map_err(failed)?;
            if !schema_exists(&mut connection, schema).await? {
                return Err(failed(error));
            }
        }
    }
    connection.close().await.map_err(failed)
}

async fn schema_exists(connection: &mut PgConnection, schema: &str) -> Result<bool, DbError> {
    sqlx::query("SELECT 1 FROM pg_namespace WHERE nspname = $1")
        .bind(schema)
        .fetch_optional(connection)
        .await
        .map(|row| row.is_some())
        .map_err(|error| DbError::from_sqlx("provision", &error))
}

/// Waits, until the transaction ends, for others that make or change the same schema.
fn lock(schema: &str) -> String {
    format!("SELECT pg_advisory_xact_lock(hashtextextended('{schema}', 0))")
}
