//! The rules of chronologies, tried from outside, and compared with what a careful reader finds.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod always;
mod continued;
mod dates;
mod gaps;
mod horizon;
mod invented;
mod labelled;
mod measured;
mod merge;
mod notes;
mod notes_examples;
mod notes_forms;
mod notes_unread;
mod notes_words;
mod quoted;
mod same_day;
mod same_event;
mod tables;
mod timeline;
