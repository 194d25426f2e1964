//! Prints how well the events of notes are found, group by group: `cargo run --release -p chronology --example accuracy`.
//! `-- mixed` prints what was missed in the groups that are named.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "it stops where its own notes are not labelled as they should be"
)]

#[path = "../tests/it/measured.rs"]
mod measured;

use measured::{Tally, measured};

/// The groups in the order in which they were written.
const GROUPS: [&str; 11] = [
    "harding",
    "tuned",
    "held",
    "fresh",
    "styles",
    "apart",
    "later",
    "practice",
    "unseen",
    "mixed",
    "mixed_apart",
];

fn main() {
    let named: Vec<String> = std::env::args().skip(1).collect();
    for group in GROUPS {
        match measured(group) {
            Some(tally) => Tally::print(&tally, group, named.iter().any(|name| name == group)),
            None => println!("{group}: these notes are not beside the repository"),
        }
    }
}
