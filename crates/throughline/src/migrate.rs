//! `throughline migrate --all`: brings every store to the shape this program knows, beforehand.

use std::io::Write;

use clap::Args;

use crate::config::Config;
use crate::{instance, verify};

/// Brings every store to the shape this program knows.
#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// Every store of the instance; a store is otherwise migrated when it is first opened.
    #[arg(long, required = true)]
    pub all: bool,
}

/// Opens, and so migrates, the directory and every store. An encrypted file that has to change is
/// copied beside itself first.
///
/// # Errors
/// When a store is newer than this program or cannot be opened; the others have been migrated.
pub async fn run(config: &Config, _args: &MigrateArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let app = instance::open(config).await?;
    let ctx = verify::operator(&app, "migrate")?;
    let stores = app
        .directory()
        .look(&ctx, |tx| Box::pin(tx.stores()))
        .await?;
    let mut failed = 0;
    for organisation in &stores {
        match app.vaults().of(*organisation).await {
            Ok(vault) => writeln!(
                out,
                "{organisation}: version {}",
                vault.db().version().await?
            )?,
            Err(error) => {
                failed += 1;
                writeln!(out, "{organisation}: FAILED: {error}")?;
            }
        }
    }
    match app.commons().await {
        Ok(commons) => writeln!(
            out,
            "shared learning: version {}",
            commons.db().version().await?
        )?,
        Err(error) => {
            failed += 1;
            writeln!(out, "shared learning: FAILED: {error}")?;
        }
    }
    app.vaults().close_all().await;
    app.close_commons().await;
    app.directory().db().close().await;
    anyhow::ensure!(
        failed == 0,
        "{failed} of {} stores could not be migrated",
        stores.len()
    );
    writeln!(out, "{} stores and the directory are ready.", stores.len())?;
    Ok(())
}
