//! Opening the one store of shared learning that an instance has.

use std::path::PathBuf;
use std::sync::Arc;

use access::Policies;
use access::directory::CommonsKey;
use db::{Db, DbError, PostgresPlace, SqlitePlace};

use crate::CommonsError;

/// Where the store lies.
#[derive(Clone)]
pub enum Place {
    /// One encrypted file, `commons.db`, in a folder.
    Folder(PathBuf),
    /// One schema of a server; its name is filled in.
    Postgres(Box<PostgresPlace>),
}

/// The open store.
pub struct Commons {
    db: Db,
    pub(crate) policies: Arc<Policies>,
}

impl Commons {
    /// Name of the store in its signed roots, and on the operator's screen.
    pub const NAME: &'static str = "commons";

    /// Opens or makes the store and brings it to the shape this program knows.
    ///
    /// # Errors
    /// [`CommonsError::Db`] for a wrong key, a damaged file, a store newer than this program, or one that was made before
    /// and is gone: an empty one never takes its place.
    pub async fn open(
        place: &Place,
        key: &CommonsKey,
        policies: Arc<Policies>,
    ) -> Result<Self, CommonsError> {
        let db = match place {
            Place::Folder(folder) => {
                let place = SqlitePlace {
                    file: folder.join("commons.db"),
                    raw_key: crypto::sqlcipher_key(&key.store.derive("database")),
                    create: !key.made,
                };
                Db::open_sqlite(&place).await?
            }
            Place::Postgres(server) => {
                let mut place = server.as_ref().clone();
                place.schema = format!("commons_{}", key.id.to_string().replace('-', "_"));
                Db::open_postgres(&place).await?
            }
        };
        if key.made && db.version().await? == 0 {
            db.close().await;
            return Err(DbError::Missing.into());
        }
        db.migrate(crate::MIGRATIONS).await?;
        Ok(Self { db, policies })
    }

    /// The database beneath, for sealing, checking and copying; what is in it is reached by [`Commons::transact`] and
    /// [`Commons::look`] only.
    #[must_use]
    pub const fn db(&self) -> &Db {
        &self.db
    }
}
