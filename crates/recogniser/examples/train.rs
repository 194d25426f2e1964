//! Trains the model and writes `model/recogniser.bin`.
//!
//! `cargo run -p recogniser --release --example train -- FOLDER` where FOLDER holds `deid/` (README.md of this crate).
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a tool for whoever trains, not part of the program"
)]

#[path = "support/mod.rs"]
mod support;

use support::build::{Plan, build, documents, own};

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).expect("the folder of the sets"))
        .join("deid");
    let plan = Plan::default();
    let mut all = documents(&folder);
    all.extend(own(plan.own, 20_261_127, |_| true));
    println!(
        "{} documents, {} bytes",
        all.len(),
        all.iter().map(|d| d.text.len()).sum::<usize>()
    );
    let bytes = build(&all.iter().collect::<Vec<_>>(), &plan);
    let to = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("model/recogniser.bin");
    std::fs::write(&to, &bytes).expect("model/recogniser.bin");
    println!("{} bytes written", bytes.len());
}
