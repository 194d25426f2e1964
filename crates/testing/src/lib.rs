//! Scratch stores for tests, on both engines, and a small identity provider. No program depends on this crate, only tests do.
#![expect(
    clippy::expect_used,
    reason = "a test that has no store fails by panicking"
)]

mod cluster;
mod pages;
pub mod provider;
pub mod statements;

use std::path::PathBuf;
use std::str::FromStr as _;

use db::{Db, Engine, PostgresPlace, SqlitePlace};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection as _};
use tempfile::TempDir;

pub use cluster::{Cluster, postgres_program};
pub use pages::decrypted;

/// Names the cluster that tests may use: a connection that may make databases and roles.
pub const POSTGRES: &str = "THROUGHLINE_TEST_POSTGRES";

/// A place for stores that nobody else uses: a folder, and on PostgreSQL a server and a service role.
pub struct Scratch {
    /// The folder; removed when this is dropped.
    pub folder: TempDir,
    /// The server, when stores lie on PostgreSQL. Its schema is filled in for each store.
    pub server: Option<PostgresPlace>,
}

/// How the tests reach PostgreSQL; `None`, said aloud, when the variable is absent.
#[must_use]
pub fn postgres() -> Option<PgConnectOptions> {
    let url = postgres_url()?;
    Some(PgConnectOptions::from_str(&url).expect("a PostgreSQL address"))
}

/// The same as text, for PostgreSQL's own programs.
#[must_use]
pub fn postgres_url() -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the tests' own setting, not the program's"
    )]
    let url = std::env::var(POSTGRES).ok();
    if url.is_none() {
        eprintln!("skipped on PostgreSQL: {POSTGRES} is not set (scripts/with-postgres sets it)");
    }
    url
}

/// A server at an address, with the service's role; for a test that tells its own child where to write.
#[must_use]
pub fn server_at(url: &str, service: &str) -> PostgresPlace {
    let provision = PgConnectOptions::from_str(url).expect("a PostgreSQL address");
    PostgresPlace {
        service: provision.clone().username(service),
        provision,
        schema: String::new(),
    }
}

/// A name of letters and digits that no other test has.
#[must_use]
pub fn unused_name(start: &str) -> String {
    let bytes: [u8; 32] = crypto::random().expect("randomness");
    let digits: String = crypto::digest(&bytes)
        .to_string()
        .chars()
        .take(16)
        .collect();
    format!("{start}_{digits}")
}

/// A scratch folder on the disk: where the others are kept in memory, the setting says where the disk is.
pub(crate) fn disk_folder() -> TempDir {
    #[expect(
        clippy::disallowed_methods,
        reason = "the tests' own setting, not the program's"
    )]
    let disk = std::env::var_os("DISK_FOR_TESTS");
    let place = disk.map_or_else(std::env::temp_dir, Into::into);
    tempfile::tempdir_in(place).expect("a scratch folder")
}

/// A scratch place on SQLite and, where there is a server, one on PostgreSQL.
pub async fn both() -> Vec<Scratch> {
    let mut all = vec![Scratch::sqlite()];
    all.extend(Scratch::postgres().await);
    all
}

impl Scratch {
    /// A scratch place on SQLite.
    #[must_use]
    pub fn sqlite() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a scratch folder"),
            server: None,
        }
    }

    /// As [`Self::sqlite`], for a test of what a stop leaves on the disk.
    #[must_use]
    pub fn sqlite_on_disk() -> Self {
        Self {
            folder: disk_folder(),
            server: None,
        }
    }

    /// A scratch place on PostgreSQL with a service role of its own, as an operator would make it.
    pub async fn postgres() -> Option<Self> {
        Some(Self::on(postgres()?).await)
    }

    /// As [`Self::postgres`], on a server that the test itself runs.
    pub async fn on(provision: PgConnectOptions) -> Self {
        let role = unused_name("service");
        run_postgres(&provision, &format!("CREATE ROLE {role} LOGIN NOINHERIT")).await;
        let service = provision.clone().username(&role);
        let server = PostgresPlace {
            service,
            provision,
            schema: String::new(),
        };
        Self {
            folder: tempfile::tempdir().expect("a scratch folder"),
            server: Some(server),
        }
    }

    /// Which engine.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        if self.server.is_some() {
            Engine::Postgres
        } else {
            Engine::Sqlite
        }
    }

    /// Where an SQLite store of this name lies; its key is 64 times the digit 7.
    #[must_use]
    pub fn sqlite_place(&self, name: &str) -> SqlitePlace {
        let file = self.folder.path().join(format!("{name}.db"));
        SqlitePlace {
            file,
            raw_key: format!("x'{}'", "7".repeat(64)),
            create: true,
        }
    }

    /// Where a PostgreSQL store of this name lies.
    ///
    /// # Panics
    /// On SQLite.
    #[must_use]
    pub fn postgres_place(&self, schema: &str) -> PostgresPlace {
        let server = self.server.clone().expect("a scratch place on PostgreSQL");
        PostgresPlace {
            schema: schema.to_owned(),
            ..server
        }
    }

    /// Opens a store that nobody has used.
    pub async fn open(&self) -> Db {
        self.open_named(&unused_name("store")).await
    }

    /// Opens the store of this name.
    pub async fn open_named(&self, name: &str) -> Db {
        match self.engine() {
            Engine::Sqlite => Db::open_sqlite(&self.sqlite_place(name))
                .await
                .expect("a store"),
            Engine::Postgres => Db::open_postgres(&self.postgres_place(name))
                .await
                .expect("a store"),
        }
    }
}

/// Runs SQL on an SQLite file behind the program's back.
pub async fn run_sqlite(place: &SqlitePlace, sql: &str) {
    let options = SqliteConnectOptions::new()
        .pragma("key", format!("\"{}\"", place.raw_key))
        .filename(PathBuf::from(&place.file));
    let mut connection = SqliteConnection::connect_with(&options)
        .await
        .expect("a connection");
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&mut connection)
        .await
        .expect("the SQL");
    connection.close().await.expect("closed");
}

/// Runs SQL on PostgreSQL behind the program's back, as whom the options say.
pub async fn run_postgres(options: &PgConnectOptions, sql: &str) {
    let mut connection = PgConnection::connect_with(options)
        .await
        .expect("a connection");
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&mut connection)
        .await
        .expect("the SQL");
    connection.close().await.expect("closed");
}
