//! `throughline demo`: an England of invented people, on this machine only.

mod people;
mod reviews;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use tokio::net::TcpListener;

use crate::config::Config;
use crate::last_roots::LastRoots;
use crate::{instance, serve, verify};

/// How the demonstration is reached.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Port on this machine; 0 takes any that is free.
    #[arg(long, default_value_t = 0)]
    pub port: u16,
}

/// Makes the demonstration in a folder of its own, if it is not there, and serves it.
///
/// # Errors
/// When the folder holds an instance that was not made as a demonstration: it is left as it is.
pub async fn run(data: Option<&Path>, args: &DemoArgs) -> anyhow::Result<()> {
    let data = data.map_or_else(|| PathBuf::from(".demo"), Path::to_owned);
    let config = Config::for_folder(&data);
    std::fs::create_dir_all(&config.data)?;
    let _alone = instance::alone(&config).await?;
    let app = if config.key_file().exists() {
        instance::open(&config).await?
    } else {
        let (app, _) = instance::create(&config, true).await?;
        let ctx = verify::operator(&app, "make the demonstration")?;
        let cast = people::make(&app, &ctx).await?;
        reviews::make(&app, &cast).await?;
        app
    };
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
        url,
        proxies: web::Proxies::default(),
        roots: None,
        last_roots: LastRoots::read(&config)?,
    };
    serve::listen_on(app, listener, address, served).await
}
