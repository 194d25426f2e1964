//! The store of shared learning, on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod documents;
mod house;
mod items;
mod own;
mod statements;
mod themes;
mod who;
