//! What was disposed of, kept beside the stores: a store that is put back from before it loses it again. One line for each
//! case, with ids, days and digests and no name.

use std::path::Path;

use app::App;
use app::keeping::{Disposed, disposals, replay};

use crate::lines;

/// Its name in the data folder and in a backup.
pub const FILE: &str = "disposals.txt";

/// Adds what was disposed of in open stores since the file was written; it takes its place whole or not at all.
///
/// # Errors
/// When a store or the file cannot be read or written: what was kept before stays.
pub async fn keep(app: &App, file: &Path) -> anyhow::Result<()> {
    let mut kept: Vec<Disposed> = lines::read(file)?;
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
    lines::write(file, &kept)
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
