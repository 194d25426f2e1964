//! What was disposed of, kept beside the stores: a store that is put back from before it loses it again. One line for each
//! case, with ids, days and digests and no name.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use app::App;
use app::keeping::{Disposed, disposals, replay};

use crate::instance::with_end;

/// Its name in the data folder and in a backup.
pub const FILE: &str = "disposals.txt";

/// The lines of a file; none where there is none.
///
/// # Errors
/// When it cannot be read, with the line.
pub fn read(file: &Path) -> anyhow::Result<Vec<Disposed>> {
    if !file.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    let line = |(number, line): (usize, &str)| {
        serde_json::from_str(line)
            .with_context(|| format!("{}, line {}: no disposal", file.display(), number + 1))
    };
    text.lines().enumerate().map(line).collect()
}

/// Adds what was disposed of in open stores since the file was written; it takes its place whole or not at all.
///
/// # Errors
/// When a store or the file cannot be read or written: what was kept before stays.
pub async fn keep(app: &App, file: &Path) -> anyhow::Result<()> {
    let mut kept = read(file)?;
    let before = kept.len();
    for vault in app.vaults().opened().await {
        for one in disposals(app, &vault).await? {
            let known = |other: &Disposed| other.certificate.case == one.certificate.case;
            if !kept.iter().any(known) {
                kept.push(one);
            }
        }
    }
    if kept.len() == before {
        return Ok(());
    }
    let lines: Result<Vec<String>, _> = kept.iter().map(serde_json::to_string).collect();
    let part = with_end(file, ".part");
    let written = std::fs::File::create(&part).and_then(|mut open| {
        open.write_all(format!("{}\n", lines?.join("\n")).as_bytes())?;
        open.sync_all()?;
        std::fs::rename(&part, file)
    });
    written.with_context(|| format!("{} cannot be written", file.display()))
}

/// Disposes once more of what came back with an older copy of a store; returns how many cases that were.
///
/// # Errors
/// When the store cannot be changed.
pub async fn again(
    app: &App,
    organisation: model::OrganisationId,
    all: &[Disposed],
) -> anyhow::Result<usize> {
    let vault = app.vaults().of(organisation).await?;
    let again = replay(app, &vault, all).await?;
    if again > 0 {
        app::keeping::clean(app, &vault).await?;
    }
    Ok(again)
}
