//! What can go wrong between the service and its stores.

/// A failure of a store. Its text never contains data of a row.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// Two changes met; the work may be tried again from the start.
    #[error("a change met another change in {0}")]
    Conflict(&'static str),
    /// A rule of a table refused the row (unique, foreign key, check); the name of the statement is given.
    #[error("a rule of the store refused {0}")]
    Refused(&'static str),
    /// A column is absent or holds another kind of value than expected.
    #[error("column {0} could not be read")]
    Column(String),
    /// The file is no store of ours, its key is wrong, or it is damaged.
    #[error("the store cannot be opened: wrong key, damaged, or not a store")]
    Unreadable,
    /// The store was written by a later version of this program.
    #[error("the store is at version {found}, this program knows {known}: use the newer program")]
    Newer {
        /// Version found in the store.
        found: i64,
        /// Latest version this program knows.
        known: i64,
    },
    /// The store was made before, and is not where it was.
    #[error(
        "the store is gone from its place: is its disk there? an empty one is not put in its place"
    )]
    Missing,
    /// The disk is full or the file cannot be written.
    #[error("the store cannot be written: is the disk full?")]
    CannotWrite,
    /// The PostgreSQL role may do more than it should, so the service does not start.
    #[error("the database role is unsafe: {0}")]
    UnsafeRole(&'static str),
    /// Anything else the engine reports; the engine's own code only.
    #[error("the store failed in {statement} (code {code})")]
    Engine {
        /// Name of the statement.
        statement: &'static str,
        /// Code of the engine, or `none`.
        code: String,
    },
}

impl DbError {
    /// Whether the store itself is damaged, gone, newer than this program, or has another key.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Unreadable | Self::Missing | Self::Newer { .. } | Self::Column(_) => true,
            // Every statement is tried on both engines by tests: one that SQLite cannot carry out has met what
            // SQLCipher could not decrypt, for which it has no code of its own.
            Self::Engine { code, .. } => code == "1",
            _ => false,
        }
    }

    /// Reads an engine's error, keeping its code and dropping its text, which may quote data.
    pub(crate) fn from_sqlx(statement: &'static str, error: &sqlx::Error) -> Self {
        // A damaged SQLite store leaves its connection outside of what was begun.
        if matches!(error, sqlx::Error::BeginFailed) {
            return Self::Unreadable;
        }
        let sqlx::Error::Database(database) = error else {
            let code = match error {
                sqlx::Error::PoolTimedOut => "pool timed out",
                sqlx::Error::PoolClosed => "pool closed",
                sqlx::Error::Io(_) => "input or output",
                sqlx::Error::ColumnNotFound(_) => "column not found",
                sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => "decode",
                sqlx::Error::Encode(_) => "encode",
                sqlx::Error::Protocol(_) => "protocol",
                sqlx::Error::Configuration(_) => "configuration",
                _ => "none",
            };
            return Self::Engine {
                statement,
                code: code.to_owned(),
            };
        };
        let code = database
            .code()
            .map(|code| code.into_owned())
            .unwrap_or_default();
        let known = if database
            .try_downcast_ref::<sqlx::sqlite::SqliteError>()
            .is_some()
        {
            Self::of_sqlite(statement, &code)
        } else {
            Self::of_postgres(statement, &code)
        };
        known.unwrap_or(Self::Engine { statement, code })
    }

    /// SQLite's codes: the low eight bits say the kind, the rest which of that kind.
    fn of_sqlite(statement: &'static str, code: &str) -> Option<Self> {
        let code: i32 = code.parse().ok()?;
        match (code & 0xff, code >> 8) {
            // Busy, locked.
            (5 | 6, _) => Some(Self::Conflict(statement)),
            // Constraint.
            (19, _) => Some(Self::Refused(statement)),
            // Damaged, not a store, not to be opened; (10, 1) and (10, 2): a page that cannot be read.
            (11 | 26 | 14, _) | (10, 1 | 2) => Some(Self::Unreadable),
            // Full, read-only, other input or output.
            (13 | 8 | 10, _) => Some(Self::CannotWrite),
            _ => None,
        }
    }

    /// PostgreSQL's codes: the first two signs say the class.
    fn of_postgres(statement: &'static str, code: &str) -> Option<Self> {
        match code {
            // Serialisation failure, deadlock.
            "40001" | "40P01" => Some(Self::Conflict(statement)),
            // Our triggers, missing grants.
            "P0001" | "42501" => Some(Self::Refused(statement)),
            // Disk full, read-only transaction.
            "53100" | "25006" => Some(Self::CannotWrite),
            _ if code.starts_with("23") => Some(Self::Refused(statement)),
            _ => None,
        }
    }
}

/// Lets [`crate::Db::transact`] see whether an error of the caller's own type stands for a conflict.
pub trait MaybeConflict {
    /// Whether the work may be tried again.
    fn is_conflict(&self) -> bool;
}

impl MaybeConflict for DbError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
}
