//! Files beside the stores in which each line is one thing with ids and no name.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::instance::with_end;

/// The lines of a file; none where there is none.
///
/// # Errors
/// When it cannot be read, with the line.
pub fn read<T: DeserializeOwned>(file: &Path) -> anyhow::Result<Vec<T>> {
    if !file.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    let line = |(number, line): (usize, &str)| {
        serde_json::from_str(line)
            .with_context(|| format!("{}, line {} cannot be read", file.display(), number + 1))
    };
    text.lines().enumerate().map(line).collect()
}

/// Writes the lines of a file; it takes its place whole or not at all.
///
/// # Errors
/// When it cannot be written: what was kept before stays.
pub fn write<T: Serialize>(file: &Path, all: &[T]) -> anyhow::Result<()> {
    let lines: Result<Vec<String>, _> = all.iter().map(serde_json::to_string).collect();
    let part = with_end(file, ".part");
    let written = std::fs::File::create(&part).and_then(|mut open| {
        open.write_all(format!("{}\n", lines?.join("\n")).as_bytes())?;
        open.sync_all()?;
        std::fs::rename(&part, file)
    });
    written.with_context(|| format!("{} cannot be written", file.display()))
}
