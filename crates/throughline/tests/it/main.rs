//! The commands of the operator, as the operator runs them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod browser;
mod commands;
mod configuration;
mod damaged;
mod full_disk;
mod hostile;
mod import;
mod keys;
mod program;
mod reading;
mod records;
mod signed_in;
mod stores;
