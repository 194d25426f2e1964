//! The commands of the operator, as the operator runs them.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests fail by panicking"
)]

mod commands;
mod configuration;
mod hostile;
mod keys;
mod program;
mod reading;
mod records;
