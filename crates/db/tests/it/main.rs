//! What both engines must agree on, and what each must refuse.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod conflicts;
mod durability;
mod opening;
mod results;
mod roles;

use db::Migration;

/// A small store for the tests: text of several kinds, numbers, bytes.
pub const FIRST: Migration = Migration {
    number: 1,
    name: "words",
    sqlite: "CREATE TABLE word (id BIGINT PRIMARY KEY, said TEXT, number BIGINT, bytes BLOB); \
             CREATE TABLE other (id BIGINT PRIMARY KEY REFERENCES word (id), said TEXT NOT NULL UNIQUE)",
    postgres: "CREATE TABLE word (id BIGINT PRIMARY KEY, said TEXT COLLATE \"C\", number BIGINT, bytes BYTEA); \
               CREATE TABLE other (id BIGINT PRIMARY KEY REFERENCES word (id), said TEXT COLLATE \"C\" NOT NULL UNIQUE)",
};

/// What a later program adds.
pub const SECOND: Migration = Migration {
    number: 2,
    name: "more words",
    sqlite: "ALTER TABLE word ADD COLUMN more TEXT",
    postgres: "ALTER TABLE word ADD COLUMN more TEXT COLLATE \"C\"",
};
