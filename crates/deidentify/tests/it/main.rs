//! The check before sharing from outside.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod hard;
mod hidden;
mod inside;
mod lines;
mod register;
mod replacing;
