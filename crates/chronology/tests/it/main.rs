//! What is read out of dates and notes, compared with what a careful reader finds in them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod dates;
mod notes;
