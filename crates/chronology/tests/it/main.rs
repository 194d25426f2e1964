//! What is read out of dates and notes, compared with what a careful reader finds in them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests fail by panicking"
)]

mod dates;
mod notes;
