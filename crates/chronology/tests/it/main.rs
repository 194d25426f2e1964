//! The rules of chronologies, tried from outside.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod gaps;
mod horizon;
mod invented;
mod merge;
mod same_event;
mod timeline;
