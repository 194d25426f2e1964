//! One SQL text on two engines: an encrypted SQLite file, or a PostgreSQL schema with its own role.
//!
//! Knows no word of the field. Statements are constants ([`Statement`]); values are text, whole
//! numbers and bytes ([`Value`]), because those three mean the same on both engines: instants are
//! microseconds, dates ISO text, truth values 0 and 1, ids text.
//!
//! Work happens in [`Db::transact`] and [`Db::read`]; both may run their closure again when the
//! engine reports a conflict, so a closure must have no effect outside the database.

mod error;
mod migrate;
mod open;
mod transact;
mod value;

pub use error::{DbError, MaybeConflict};
pub use migrate::{Migration, copy_name};
pub use open::{Db, Engine, PostgresPlace, SqlitePlace};
pub use transact::{Tries, Tx, Work};
pub use value::{Row, Value};

/// One SQL text that both engines accept, with `$1`, `$2`, … for its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// What it does, for error messages: never contains data.
    pub name: &'static str,
    /// The text.
    pub sql: &'static str,
}

impl Statement {
    /// A statement with its name.
    #[must_use]
    pub const fn new(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql }
    }
}
