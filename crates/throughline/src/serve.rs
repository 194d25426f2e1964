//! `throughline serve`: the service and its worker.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use access::ledger::Anchor;
use access::sign_in::{Provider, SignIn};
use anyhow::Context as _;
use app::App;
use app::files::{Checker, Reader, ReadingProgram, VirusChecker};
use app::library::{Indexing, Keeper};
use app::worker::Worker;
use clap::Args;
use tokio::net::TcpListener;
use web::{Site, WebState};

use crate::config::Config;
use crate::last_roots::LastRoots;
use crate::mails::{Mails, send_mails};
use crate::providers::providers;
use crate::{disposals, instance};

/// How long the worker waits between rounds: rows are sealed and envelopes delivered within seconds.
const ROUND: Duration = Duration::from_secs(1);
/// How long what is over is kept at most beyond its time.
const TIDY: Duration = Duration::from_secs(3600);
/// Rounds between two sweeps of files without a row.
const SWEEP_EVERY: u32 = 600;

/// How the service is reached.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Address and port; overrides the configuration.
    #[arg(long)]
    pub listen: Option<String>,
}

/// The address under which people reach the service.
#[must_use]
pub fn base_url(config: &Config) -> String {
    let listen = config.listen.replace("127.0.0.1", "localhost");
    config
        .base_url
        .clone()
        .unwrap_or_else(|| format!("http://{listen}"))
}

/// Runs the service until it is told to stop.
///
/// # Errors
/// When the instance cannot be opened or the address is taken.
pub async fn run(config: &Config, args: &ServeArgs) -> anyhow::Result<()> {
    let _alone = instance::alone(config).await?;
    let app = instance::open(config).await?;
    let listen = args.listen.as_deref().unwrap_or(&config.listen);
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr()?;
    anyhow::ensure!(
        address.ip().is_loopback() || base_url(config).starts_with("https://"),
        "this listens beyond this machine, so base_url must be https: put it behind a TLS proxy"
    );
    let url = if config.base_url.is_some() {
        base_url(config)
    } else {
        format!("http://localhost:{}", address.port())
    };
    let served = Served {
        providers: providers(config, &url)?,
        mails: Mails::new(config, &url)?,
        url,
        proxies: proxies(config)?,
        roots: Some(config.roots_file()),
        last_roots: LastRoots::read(config)?,
        indexing: config.indexing(),
        virus_checker: config.virus_checker.as_ref().map(|clam| {
            VirusChecker::at(clam.socket.clone()).up_to(clam.largest_mb.saturating_mul(1_000_000))
        }),
    };
    tracing::info!(url = %served.url, "serving");
    listen_on(app, listener, address, served).await
}

fn proxies(config: &Config) -> anyhow::Result<web::Proxies> {
    let read = config.trusted_proxies.iter().map(|text| {
        text.parse()
            .with_context(|| format!("trusted_proxies: {text:?} is no address or network"))
    });
    Ok(web::Proxies::new(read.collect::<anyhow::Result<Vec<_>>>()?))
}

/// How the service is reached, and where it leaves the daily roots.
pub struct Served {
    /// Address under which people reach it.
    pub url: String,
    /// The proxies that are believed.
    pub proxies: web::Proxies,
    /// The identity providers of organisations.
    pub providers: Vec<Provider>,
    /// File of the daily roots; none on a demonstration.
    pub roots: Option<PathBuf>,
    /// What is known of every record from before.
    pub last_roots: LastRoots,
    /// What hands e-mails over.
    pub mails: Mails,
    /// Where the index of shared learning lies, and what reads meaning.
    pub indexing: Indexing,
    /// What looks at files for viruses; with none, no file is held for it.
    pub virus_checker: Option<VirusChecker>,
}

/// Serves on a listener until told to stop, with the worker beside it.
///
/// # Errors
/// When serving fails.
pub async fn listen_on(
    app: Arc<App>,
    listener: TcpListener,
    address: SocketAddr,
    served: Served,
) -> anyhow::Result<()> {
    served.last_roots.watch_over(&app).await?;
    let checker = served
        .virus_checker
        .map(|daemon| Checker::new(Arc::clone(&app), daemon));
    let site = Site {
        base_url: served.url,
        proxies: served.proxies,
        loopback: address.ip().is_loopback(),
    };
    let sign_in = SignIn::new(Arc::clone(app.directory()), &site.relying_party())
        .with_providers(served.providers);
    let clock = Arc::clone(app.clock());
    let state = WebState::new(web::Parts {
        sign_in,
        clock,
        site,
        app: Arc::clone(&app),
    });
    let outcome = tokio::select! {
        served = web::serve(listener, state.clone(), told_to_stop()) => served.map_err(anyhow::Error::from),
        never = work(&app, served.roots.as_deref(), served.last_roots) => never,
        never = read_files(&app) => never,
        never = keep_index(&app, served.indexing) => never,
        never = check_files(checker) => never,
        never = tidy(&state, &app) => never,
        never = send_mails(&app, &served.mails) => never,
    };
    app.vaults().close_all().await;
    app.close_commons().await;
    app.directory().db().close().await;
    outcome
}

/// One round after another, for as long as the service runs.
async fn work(
    app: &Arc<App>,
    roots: Option<&Path>,
    mut last_roots: LastRoots,
) -> anyhow::Result<()> {
    let mut worker = Worker::new(Arc::clone(app));
    if let Err(error) = worker.wake().await {
        tracing::error!(%error, "the stores could not be listed");
    }
    let disposed = last_roots.beside(disposals::FILE);
    let mut rounds: u32 = 0;
    loop {
        tokio::time::sleep(ROUND).await;
        match worker.round().await {
            Ok(round) if round.cleaned > 0 || rounds == 0 => keep_disposals(app, &disposed).await,
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "a round of the worker failed"),
        }
        if let Err(error) = last_roots.keep(worker.take_tops()) {
            tracing::error!(%error, "the last roots were not kept");
        }
        match worker.daily_roots().await {
            Ok(new) => {
                if let Some(file) = roots
                    && let Err(error) = write_roots(file, &new)
                {
                    tracing::error!(%error, "the daily roots were not written");
                }
            }
            Err(error) => tracing::error!(%error, "the daily roots were not taken"),
        }
        rounds = rounds.wrapping_add(1);
        if rounds.is_multiple_of(SWEEP_EVERY) {
            match worker.sweep().await {
                Ok(0) => {}
                Ok(files) => tracing::info!(files, "removed files without a row"),
                Err(error) => tracing::error!(%error, "the sweep failed"),
            }
            worker.lapse().await;
        }
    }
}

async fn keep_disposals(app: &App, file: &Path) {
    if let Err(error) = disposals::keep(app, file).await {
        tracing::error!(%error, "what was disposed of was not kept beside the stores");
    }
}

/// Adds roots to the end of their file, which may lie where this service can only add to it.
fn write_roots(file: &Path, roots: &[Anchor]) -> anyhow::Result<()> {
    if roots.is_empty() {
        return Ok(());
    }
    let lines: String = roots.iter().map(|root| format!("{root}\n")).collect();
    let mut open = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .with_context(|| format!("{} cannot be written", file.display()))?;
    open.write_all(lines.as_bytes())?;
    Ok(open.sync_all()?)
}

/// Reads the text of files that were added, beside everything else: one can take a minute.
async fn read_files(app: &Arc<App>) -> anyhow::Result<()> {
    let program = std::env::current_exe().context("this program does not know where it lies")?;
    let program = ReadingProgram::new(program);
    app.reads_with(program.clone());
    let reader = Reader::new(Arc::clone(app), program);
    loop {
        match reader.round().await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "read files"),
            Err(error) => tracing::error!(%error, "reading files failed"),
        }
        tokio::time::sleep(ROUND).await;
    }
}

/// Keeps the index by which shared learning is found: an index that is lost or damaged is made anew while everything else goes on.
async fn keep_index(app: &Arc<App>, indexing: Indexing) -> anyhow::Result<()> {
    let mut keeper = Keeper::new(Arc::clone(app), indexing);
    loop {
        let wait = match keeper.round().await {
            Ok(0) => ROUND,
            Ok(_) => ROUND / 10,
            Err(error) => {
                tracing::error!(%error, "the index of shared learning could not be kept");
                60 * ROUND
            }
        };
        tokio::time::sleep(wait).await;
    }
}

/// Forgets what sign-ins, unfinished forms and old sessions left, once an hour.
async fn tidy(state: &WebState, app: &App) -> anyhow::Result<()> {
    loop {
        if let Err(error) = state.sign_in().tidy(app.clock().now()).await {
            tracing::error!(%error, "what is over was not forgotten");
        }
        tokio::time::sleep(TIDY).await;
    }
}

/// Lets files be looked at for viruses, where that is configured.
async fn check_files(checker: Option<Checker>) -> anyhow::Result<()> {
    let Some(checker) = checker else {
        return std::future::pending().await;
    };
    loop {
        match checker.round().await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "checked files for viruses"),
            Err(error) => tracing::error!(%error, "checking files for viruses failed"),
        }
        tokio::time::sleep(ROUND).await;
    }
}

async fn told_to_stop() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminated => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
