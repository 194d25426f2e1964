//! The directory and signing in, on SQLite and, where one is named, on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

mod attempts;
mod calendar;
mod directory;
mod enumeration;
mod first_codes;
mod invitations;
mod organisation;
mod organisations;
mod passkeys;
mod password;
mod real_people;
mod sessions;
mod world;
