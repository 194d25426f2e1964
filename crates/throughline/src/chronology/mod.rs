//! `throughline chronology`: a chronology out of a review, and a document in to a return, for somebody who signs in: the same
//! permits and the same rows in the record of who did what as on the pages.

mod bring_in;
mod out_file;
mod sign_in;
mod take_out;
mod terminal;

use std::io::Write;
use std::sync::Arc;

use app::names::Names;
use app::{App, AppError};
use clap::Subcommand;
use model::AgencyId;

use crate::config::Config;
use crate::instance;
use crate::last_roots::LastRoots;

/// What is done with a chronology.
#[derive(Debug, Subcommand)]
pub enum ChronologyCommand {
    /// Takes the chronology of a review out as a file, as somebody who signs in.
    Export(take_out::ExportArgs),
    /// Brings a document in to the return of an agency, as one of its people who signs in. What stands in it is proposed only.
    Import(bring_in::ImportArgs),
}

/// Does it. The service may run beside it.
///
/// # Errors
/// When nobody signed in, they may not, or something that was asked for is not so. The text holds nothing of a case and no name
/// of a person.
pub async fn run(
    config: &Config,
    command: &ChronologyCommand,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let _beside = instance::beside(config)?;
    let app = instance::open(config).await?;
    let done = on(&app, (config, command), out).await;
    app.vaults().close_all().await;
    app.directory().db().close().await;
    done
}

async fn on(
    app: &Arc<App>,
    (config, command): (&Config, &ChronologyCommand),
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    LastRoots::read(config)?.watch_over(app).await?;
    match command {
        ChronologyCommand::Export(args) => take_out::run(app, args, out).await,
        ChronologyCommand::Import(args) => bring_in::run(app, (config, args), out).await,
    }
}

/// An error in words for whoever runs the command. What somebody may not do reads like what is not there.
fn in_words(error: AppError, not_found: &'static str) -> anyhow::Error {
    match error {
        AppError::NotFound | AppError::NotPermitted { .. } => anyhow::anyhow!(not_found),
        AppError::Rule(code) => anyhow::anyhow!(web::t_code("rule", code)),
        AppError::Later(until) => too_many(until),
        other => other.into(),
    }
}

/// That it was tried too often.
fn too_many(until: model::Instant) -> anyhow::Error {
    let until = web::moment_in_words(until);
    anyhow::anyhow!("too many attempts: nothing was checked; try again after {until}")
}

/// The agency among some that is called so, or has this id.
///
/// # Errors
/// When none is or several are; those to choose from are named.
fn agency_named(all: &[AgencyId], names: &Names, asked: &str) -> anyhow::Result<AgencyId> {
    let asked = asked.trim().to_lowercase();
    let is_meant = |id: &&AgencyId| {
        let name = names.agency(&id.to_string()).unwrap_or_default();
        id.to_string() == asked || name.trim().to_lowercase() == asked
    };
    let mut meant = all.iter().filter(is_meant);
    let first = meant.next().copied();
    match (first, meant.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => {
            let listed = agencies(all, names, true);
            anyhow::bail!("several agencies are called that: give the id of one: {listed}")
        }
        (None, _) => {
            let listed = agencies(all, names, false);
            anyhow::bail!("no agency here is called that; there is: {listed}")
        }
    }
}

/// The names of agencies, for a message.
fn agencies(all: &[AgencyId], names: &Names, ids: bool) -> String {
    if all.is_empty() {
        return "none".to_owned();
    }
    let name = |id: &AgencyId| {
        let code = id.to_string();
        match names.agency(&code) {
            Some(name) if ids => format!("{name} ({code})"),
            Some(name) => name.to_owned(),
            None => code,
        }
    };
    all.iter().map(name).collect::<Vec<_>>().join("; ")
}
