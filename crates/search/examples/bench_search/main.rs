//! `make bench-search`: how good searching is, and how fast. docs/search.md keeps what it printed.
//!
//! `bench_search [--data FOLDER] [--model-dir FOLDER] [--most ITEMS] [--tune]`

mod cranfield;
mod growth;

use std::error::Error;
use std::path::{Path, PathBuf};

/// What may be said on the command line.
#[derive(Default)]
struct Options {
    data: Option<PathBuf>,
    model: Option<PathBuf>,
    /// Generated items at most; 0 leaves that part out.
    most: Option<usize>,
    tune: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--data" => options.data = arguments.next().map(PathBuf::from),
            "--model-dir" => options.model = arguments.next().map(PathBuf::from),
            "--most" => options.most = arguments.next().map(|most| most.parse()).transpose()?,
            "--tune" => options.tune = true,
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut beside = own.ancestors().map(|folder| folder.join("shared/data"));
    let beside = beside.find(|folder| folder.is_dir()).unwrap_or_default();
    let data = options.data.clone().unwrap_or(beside);
    cranfield::run(&data.join("search"), options.model.as_deref(), options.tune)?;
    growth::run(options.model.as_deref(), options.most.unwrap_or(100_000))?;
    Ok(())
}
