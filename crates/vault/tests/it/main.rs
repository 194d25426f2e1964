//! An organisation's store, on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod checking;
mod crash;
mod cut_off;
mod disposal;
mod files;
mod forms;
mod house;
mod kept;
mod ledger;
mod matrix;
mod permits;
mod post;
mod received;
mod record;
mod records;
mod refusals;
mod statements;
mod tamper;
mod team;
mod torn;
mod transfer;
