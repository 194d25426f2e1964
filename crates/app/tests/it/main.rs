//! What people do, from the permit to the record of who did what, on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod decision;
mod follow;
mod notification;
mod support;
