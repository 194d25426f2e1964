//! What the recogniser finds, as another crate sees it.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod field;
mod texts;
