//! `throughline demo`: an England of invented people, on this machine only.

mod accounts;
mod act;
mod course;
mod dice;
mod family;
mod learning;
mod moments;
mod names;
mod notify;
mod people;
mod proportions;
mod publication;
mod quality;
mod report;
mod returns;
mod review;
mod reviews;
mod shared;
mod stages;
mod stories;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::files::VirusChecker;
use app::library::Indexing;
use clap::Args;
use tokio::net::TcpListener;

use model::Clock as _;

use self::proportions::Proportions;
use self::reviews::Set;
use crate::config::Config;
use crate::last_roots::LastRoots;
use crate::mails::Mails;
use crate::{instance, serve, verify};

/// How the demonstration is reached.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Port on this machine; 0 takes any that is free.
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Makes three new incidents alone, and no review at a later stage.
    #[arg(long)]
    pub few: bool,
    /// How often what occurs among the invented reviews; a file like the one this program ships.
    #[arg(long, value_name = "FILE")]
    pub proportions: Option<PathBuf>,
    /// An England whose national body does not use this service: what goes to it, and what it answers, goes
    /// outside. Only for a demonstration that is not made yet.
    #[arg(long)]
    pub without_national_body: bool,
    /// Shows the demonstration as it would be so many days from now: what falls due, what is looked at again. It says so on every
    /// page.
    #[arg(long, value_name = "DAYS", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=3650))]
    pub days_ahead: u32,
    /// Socket of a `ClamAV` daemon that looks at files before anybody can open them.
    #[arg(long, value_name = "SOCKET")]
    pub virus_checker: Option<PathBuf>,
    /// Folder of the sentence model, so that shared learning is also found by meaning.
    #[arg(long, value_name = "FOLDER")]
    pub meaning_model: Option<PathBuf>,
}

/// Makes the demonstration in a folder of its own, if it is not there, and serves it.
///
/// # Errors
/// When the folder holds an instance that was not made as a demonstration, or holds one at all where one without
/// a national body was asked for: it is left as it is.
pub async fn run(data: Option<&Path>, args: &DemoArgs) -> anyhow::Result<()> {
    let data = data.map_or_else(|| PathBuf::from(".demo"), Path::to_owned);
    let config = Config::for_folder(&data);
    std::fs::create_dir_all(&config.data)?;
    let _alone = instance::alone(&config).await?;
    if config.key_file().exists() {
        anyhow::ensure!(
            !args.without_national_body,
            "{} holds an instance already, which was left as it is: --without-national-body is for a new folder",
            data.display()
        );
    } else {
        make(&config, args).await?;
    }
    let app = instance::open_with(&config, Arc::new(instance::Ahead(args.days_ahead))).await?;
    anyhow::ensure!(
        app.directory().is_synthetic(),
        "{} holds an instance that is no demonstration: it was left as it is",
        data.display()
    );
    let listener = TcpListener::bind(("127.0.0.1", args.port)).await?;
    let address = listener.local_addr()?;
    let url = format!("http://localhost:{}", address.port());
    let mut out = std::io::stdout();
    writeln!(out, "{url}")?;
    out.flush()?;
    let served = serve::Served {
        mails: Mails::new(&config, &url)?,
        url,
        proxies: web::Proxies::default(),
        providers: Vec::new(),
        roots: None,
        last_roots: LastRoots::read(&config)?,
        indexing: Indexing {
            model: args.meaning_model.clone(),
            ..config.indexing()
        },
        virus_checker: args.virus_checker.clone().map(VirusChecker::at),
    };
    serve::listen_on(app, listener, address, served).await
}

/// Makes the instance, its people and its reviews, each thing at the time when it would have been done. It is made in
/// a folder of its own and takes its place when it is whole: what was stopped half-way is made anew.
async fn make(config: &Config, args: &DemoArgs) -> anyhow::Result<()> {
    let proportions = if args.few {
        None
    } else {
        Some(Proportions::load(args.proportions.as_deref())?)
    };
    let making = config.data.join("making");
    if making.exists() {
        std::fs::remove_dir_all(&making)?;
    }
    let new = Config::for_folder(&making);
    let clock = Set::at(instance::MachineClock.now());
    let (app, _) = instance::create(&new, true, clock.clone()).await?;
    let ctx = verify::operator(&app, "make the demonstration")?;
    let cast = people::make(&app, &ctx, !args.without_national_body).await?;
    reviews::make((&app, &clock), &cast, proportions.as_ref()).await?;
    shared::make(&app, &cast, instance::MachineClock.now()).await?;
    app.vaults().close_all().await;
    app.close_commons().await;
    app.directory().db().close().await;
    take_place(&new, config)?;
    if let Some(proportions) = &proportions {
        let (all, unchecked) = proportions.unchecked();
        tracing::info!(
            all,
            unchecked,
            "everything is invented; proportions that nobody checked"
        );
    }
    Ok(())
}

/// The key comes last: without it nothing is there yet.
fn take_place(new: &Config, config: &Config) -> anyhow::Result<()> {
    let key = new.key_file();
    for entry in std::fs::read_dir(&new.data)? {
        let entry = entry?;
        let place = config.data.join(entry.file_name());
        if entry.path() == key {
            continue;
        }
        if place.is_dir() {
            std::fs::remove_dir_all(&place)?;
        }
        std::fs::rename(entry.path(), place)?;
    }
    std::fs::rename(key, config.key_file())?;
    instance::sync_folder(&config.data)?;
    std::fs::remove_dir_all(&new.data)?;
    Ok(())
}
