//! Prints how well the check before sharing finds what it must and leaves alone what it may.
//!
//! `cargo run --release -p deidentify --example bench_gate` (`make bench-gate`). The sets of others are read where
//! `shared/data/deid` stands beside the repository; without them their parts are left out.

#![expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    reason = "a tool for whoever measures, not part of the program"
)]

#[path = "gate/folds.rs"]
mod folds;
#[path = "gate/known.rs"]
mod known;
#[path = "gate/mistakes.rs"]
mod mistakes;
#[path = "gate/others.rs"]
mod others;
#[path = "gate/speed.rs"]
mod speed;
#[path = "../../recogniser/examples/support/mod.rs"]
mod support;

fn main() {
    known::print();
    others::print();
    speed::print();
}
