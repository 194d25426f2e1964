//! Opening a store on either engine, with the settings that keep it safe.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection as _};

use crate::{DbError, Row, Statement};

/// Which engine keeps a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One encrypted file.
    Sqlite,
    /// One schema with its own role.
    Postgres,
}

/// Where an encrypted SQLite store lies and the key that opens it.
#[derive(Clone)]
pub struct SqlitePlace {
    /// Path of the file.
    pub file: PathBuf,
    /// SQLCipher's raw key: `x'…'` with 64 hexadecimal digits.
    pub raw_key: String,
    /// Whether an absent file is made.
    pub create: bool,
}

/// Where a PostgreSQL store lies.
#[derive(Clone)]
pub struct PostgresPlace {
    /// How the service signs in: a role without rights of its own.
    pub service: PgConnectOptions,
    /// How schemas are made and changed; used at provisioning and migration only.
    pub provision: PgConnectOptions,
    /// Name of the schema and of its role: lower-case letters, digits and `_` only.
    pub schema: String,
}

/// An open store.
#[derive(Clone)]
pub struct Db(pub(crate) Inner);

#[derive(Clone)]
pub(crate) enum Inner {
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
        file: PathBuf,
    },
    Postgres {
        pool: PgPool,
        enter: String,
        place: Box<PostgresPlace>,
    },
}

impl Db {
    /// Opens an encrypted SQLite file: one writer, two readers, write-ahead log, every commit on disk.
    ///
    /// # Errors
    /// [`DbError::Unreadable`] for a wrong key or a damaged file; [`DbError::CannotWrite`] for a full disk;
    /// [`DbError::Missing`] for a file that is absent or empty and is not to be made.
    pub async fn open_sqlite(place: &SqlitePlace) -> Result<Self, DbError> {
        if !is_raw_key(&place.raw_key) {
            return Err(DbError::Unreadable);
        }
        // SQLite would take a file of a few bytes for a new store and write over it.
        let length = std::fs::metadata(&place.file).map(|file| file.len()).ok();
        if length.is_some_and(|length| (1..512).contains(&length)) {
            return Err(DbError::Unreadable);
        }
        // Nor is one made where an older one was lost.
        if !place.create && length.unwrap_or(0) == 0 {
            return Err(DbError::Missing);
        }
        let options = SqliteConnectOptions::new()
            .pragma("key", format!("\"{}\"", place.raw_key))
            .pragma("cipher_memory_security", "OFF")
            .pragma("temp_store", "MEMORY")
            .pragma("secure_delete", "ON")
            .pragma("trusted_schema", "OFF")
            .filename(&place.file)
            .create_if_missing(place.create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // Rows go from the engine's thread to the asker one by one; with room for few each would wake the other.
            .row_buffer_size(1024)
            .busy_timeout(Duration::from_secs(10));
        let opened = |error: sqlx::Error| match DbError::from_sqlx("open", &error) {
            DbError::CannotWrite => DbError::CannotWrite,
            _ => DbError::Unreadable,
        };
        let writer = sqlite_pool()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await
            .map_err(opened)?;
        let readers = sqlite_pool()
            .max_connections(2)
            .acquire_timeout(Duration::from_secs(30))
            .connect_lazy_with(options.create_if_missing(false).pragma("query_only", "ON"));
        Ok(Self(Inner::Sqlite {
            writer,
            readers,
            file: place.file.clone(),
        }))
    }

    /// Opens a PostgreSQL schema, making it and its role when absent.
    ///
    /// # Errors
    /// [`DbError::UnsafeRole`] when the service's role is superuser, bypasses row security, owns the
    /// schema or can use it without taking its role.
    pub async fn open_postgres(place: &PostgresPlace) -> Result<Self, DbError> {
        if !is_plain_name(&place.schema) {
            return Err(DbError::UnsafeRole(
                "schema name has other signs than a-z, 0-9 and _",
            ));
        }
        crate::migrate::provision_schema(place).await?;
        let pool = PgPoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(place.service.clone())
            .await
            .map_err(|error| DbError::from_sqlx("open", &error))?;
        refuse_unsafe_role(&pool, &place.schema).await?;
        let enter = format!(
            "SET LOCAL ROLE \"{0}\"; SET LOCAL search_path TO \"{0}\"; SET LOCAL synchronous_commit TO on",
            place.schema
        );
        Ok(Self(Inner::Postgres {
            pool,
            enter,
            place: Box::new(place.clone()),
        }))
    }

    /// Which engine keeps this store.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match &self.0 {
            Inner::Sqlite { .. } => Engine::Sqlite,
            Inner::Postgres { .. } => Engine::Postgres,
        }
    }

    /// The file of an SQLite store.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.0 {
            Inner::Sqlite { file, .. } => Some(file),
            Inner::Postgres { .. } => None,
        }
    }

    /// Closes all connections; on SQLite the write-ahead log is folded into the file.
    pub async fn close(&self) {
        match &self.0 {
            Inner::Sqlite {
                writer, readers, ..
            } => {
                readers.close().await;
                writer.close().await;
            }
            Inner::Postgres { pool, .. } => pool.close().await,
        }
    }

    /// Writes a consistent, encrypted copy of an SQLite store to `target` while it is in use.
    /// PostgreSQL stores are copied by the database's own tools.
    ///
    /// # Errors
    /// [`DbError::CannotWrite`] when the copy cannot be written, or something is in its place already;
    /// nothing is left of it then.
    pub async fn copy_to(&self, target: &Path) -> Result<(), DbError> {
        let Inner::Sqlite { writer, .. } = &self.0 else {
            return Err(DbError::Engine {
                statement: "copy",
                code: "not a file".to_owned(),
            });
        };
        let Some(target) = target.to_str().filter(|text| !text.contains('\'')) else {
            return Err(DbError::CannotWrite);
        };
        if Path::new(target).exists() {
            return Err(DbError::CannotWrite);
        }
        // Half a copy is of no use, must not pass for one, and takes room on a disk that may be full.
        let part = format!("{target}.part");
        drop(std::fs::remove_file(&part));
        // VACUUM INTO keeps the key and the cipher of the store it copies.
        sqlx::raw_sql(AssertSqlSafe(format!("VACUUM INTO '{part}'")))
            .execute(writer)
            .await
            .map_err(|error| DbError::from_sqlx("copy", &error))
            .and_then(|_| take_place(Path::new(&part), Path::new(target)))
            .inspect_err(|_| drop(std::fs::remove_file(&part)))
    }

    /// Writes an SQLite store anew, so that no page of it and nothing in its log holds what was removed. On PostgreSQL
    /// the server's owner does that.
    ///
    /// # Errors
    /// [`DbError`] when there is no room for a second copy, or somebody reads for too long.
    pub async fn write_anew(&self) -> Result<(), DbError> {
        let Inner::Sqlite { writer, .. } = &self.0 else {
            return Ok(());
        };
        sqlx::raw_sql("VACUUM")
            .execute(writer)
            .await
            .map_err(|error| DbError::from_sqlx("write anew", &error))?;
        self.fold_log().await
    }

    /// Folds the write-ahead log of an SQLite store into its file and empties it.
    ///
    /// # Errors
    /// [`DbError::Conflict`] when somebody reads in it; then it is tried again later.
    pub async fn fold_log(&self) -> Result<(), DbError> {
        use sqlx::Row as _;
        const WHAT: &str = "fold the log";
        let Inner::Sqlite { writer, .. } = &self.0 else {
            return Ok(());
        };
        let failed = |error: sqlx::Error| DbError::from_sqlx(WHAT, &error);
        let done = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .fetch_one(writer)
            .await
            .map_err(failed)?;
        let busy: i64 = done.try_get(0).map_err(failed)?;
        if busy == 0 {
            Ok(())
        } else {
            Err(DbError::Conflict(WHAT))
        }
    }

    /// Encrypts an SQLite store by another key. Nobody else may have it open.
    ///
    /// # Errors
    /// [`DbError::Unreadable`] when the key has the wrong form.
    pub async fn rekey(&self, raw_key: &str) -> Result<(), DbError> {
        let Inner::Sqlite { writer, .. } = &self.0 else {
            return Err(DbError::Engine {
                statement: "rekey",
                code: "not a file".to_owned(),
            });
        };
        if !is_raw_key(raw_key) {
            return Err(DbError::Unreadable);
        }
        sqlx::raw_sql(AssertSqlSafe(format!("PRAGMA rekey = \"{raw_key}\"")))
            .execute(writer)
            .await
            .map(|_| ())
            .map_err(|error| DbError::from_sqlx("rekey", &error))
    }

    /// Pages of an SQLite store whose bytes are not those that were written: changed, or lost from its end.
    /// A reading comes upon them only where it happens to go. The write-ahead log is folded into the file first,
    /// so that what it still holds counts as there. PostgreSQL checks its pages itself.
    ///
    /// # Errors
    /// [`DbError`] when the store cannot be read at all.
    pub async fn damaged_pages(&self) -> Result<usize, DbError> {
        let Inner::Sqlite { writer, .. } = &self.0 else {
            return Ok(0);
        };
        let failed = |error: sqlx::Error| DbError::from_sqlx("check the pages", &error);
        let mut found = 0;
        // While the service writes, a page may be read half-way; the same page twice is damage.
        for wait in [0, 500] {
            tokio::time::sleep(Duration::from_millis(wait)).await;
            sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(writer)
                .await
                .map_err(failed)?;
            let complaints = sqlx::query("PRAGMA cipher_integrity_check")
                .fetch_all(writer)
                .await
                .map_err(failed)?;
            found = complaints.len();
            if found == 0 {
                return Ok(0);
            }
        }
        Ok(found)
    }

    /// Values of the settings that durability rests on, for the test that asserts them.
    ///
    /// # Errors
    /// [`DbError`] when the engine does not answer.
    pub async fn durability(&self) -> Result<Vec<(String, String)>, DbError> {
        let names: &[&'static str] = match self.engine() {
            Engine::Sqlite => &[
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "secure_delete",
            ],
            Engine::Postgres => &["fsync", "synchronous_commit", "full_page_writes"],
        };
        let mut values = Vec::new();
        let mut tx = self.begin(true).await?;
        for name in names {
            let sql: &'static str = match (self.engine(), *name) {
                (Engine::Sqlite, "journal_mode") => {
                    "SELECT journal_mode AS value FROM pragma_journal_mode"
                }
                (Engine::Sqlite, "synchronous") => {
                    "SELECT CAST(synchronous AS TEXT) AS value FROM pragma_synchronous"
                }
                (Engine::Sqlite, "foreign_keys") => {
                    "SELECT CAST(foreign_keys AS TEXT) AS value FROM pragma_foreign_keys"
                }
                (Engine::Sqlite, _) => {
                    "SELECT CAST(secure_delete AS TEXT) AS value FROM pragma_secure_delete"
                }
                (Engine::Postgres, "fsync") => "SELECT current_setting('fsync') AS value",
                (Engine::Postgres, "synchronous_commit") => {
                    "SELECT current_setting('synchronous_commit') AS value"
                }
                (Engine::Postgres, _) => "SELECT current_setting('full_page_writes') AS value",
            };
            let row: Option<Row> = tx.first(&Statement::new("durability", sql), []).await?;
            let value = row
                .map(|row| row.text("value"))
                .transpose()?
                .unwrap_or_default();
            values.push(((*name).to_owned(), value));
        }
        Ok(values)
    }
}

/// On a full or failing disk SQLite rolls back by itself, and the rollback that follows fails because nothing is
/// open any more. Such a connection would count as inside of a transaction for ever; a new one takes its place.
fn sqlite_pool() -> SqlitePoolOptions {
    SqlitePoolOptions::new().after_release(|connection, _| {
        Box::pin(async move {
            // What was asked of it before has been done when it answers this.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

/// `VACUUM INTO` leaves it to the system when its copy reaches the disk.
fn take_place(part: &Path, target: &Path) -> Result<(), DbError> {
    let synced = std::fs::File::open(part).and_then(|file| file.sync_all());
    synced
        .and_then(|()| std::fs::rename(part, target))
        .map_err(|_| DbError::CannotWrite)
}

/// The service's own role must be able to do nothing before it takes the role of one schema.
async fn refuse_unsafe_role(pool: &PgPool, schema: &str) -> Result<(), DbError> {
    use sqlx::Row as _;
    let failed = |error: sqlx::Error| DbError::from_sqlx("role check", &error);
    let row = sqlx::query(
        "SELECT r.rolsuper, r.rolbypassrls, r.rolinherit, r.rolcreaterole, r.rolcreatedb, \
         EXISTS (SELECT 1 FROM pg_namespace n WHERE n.nspname = $1 AND n.nspowner = r.oid) AS owns, \
         EXISTS (SELECT 1 FROM pg_namespace n JOIN pg_roles s ON s.rolname = $1 \
                 WHERE n.nspname = $1 AND n.nspowner = s.oid) AS role_owns, \
         EXISTS (SELECT 1 FROM pg_roles s WHERE (s.rolsuper OR s.rolbypassrls) \
                 AND pg_has_role(r.oid, s.oid, 'MEMBER')) AS may_become_super, \
         EXISTS (SELECT 1 FROM pg_namespace n WHERE n.nspname = $1 \
                 AND pg_has_role(r.oid, n.nspowner, 'MEMBER')) AS may_become_owner, \
         has_schema_privilege(r.oid, $1, 'USAGE') AS at_once \
         FROM pg_roles r WHERE r.rolname = current_user",
    )
    .bind(schema)
    .fetch_one(pool)
    .await
    .map_err(failed)?;
    let checks = [
        ("rolsuper", "it is a superuser"),
        ("rolbypassrls", "it bypasses row security"),
        ("rolinherit", "it inherits rights: make it NOINHERIT"),
        ("rolcreaterole", "it may make roles"),
        ("rolcreatedb", "it may make databases"),
        ("owns", "it owns a schema"),
        ("role_owns", "the role of a schema owns the schema"),
        (
            "may_become_super",
            "it may take a role that is not bound by rights",
        ),
        (
            "may_become_owner",
            "it may take the role of the schema's owner",
        ),
        ("at_once", "it reaches a schema without taking its role"),
    ];
    for (column, why) in checks {
        if row.try_get::<bool, _>(column).map_err(failed)? {
            return Err(DbError::UnsafeRole(why));
        }
    }
    Ok(())
}

fn is_raw_key(key: &str) -> bool {
    key.strip_prefix("x'")
        .and_then(|rest| rest.strip_suffix('\''))
        .is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

pub(crate) fn is_plain_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 60
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
