//! Throughline: learning from serious child safeguarding incidents, from the first call to evidence of
//! change. One program: the service and the commands of whoever runs it.

mod backup;
mod clock;
mod demo;
mod init;
mod instance;
mod key;
mod migrate;
mod read_file;
mod restore;
mod serve;
mod verify;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use config::Config;
use throughline::{config, manifest};

/// Learning from serious child safeguarding incidents.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    /// Configuration file.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the stores; overrides the configuration.
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the service.
    Serve(serve::ServeArgs),
    /// Makes a demonstration with invented people where there is none, and runs it on this machine only.
    Demo(demo::DemoArgs),
    /// Makes a new instance and shows its recovery key once.
    Init(init::InitArgs),
    /// Brings every store to the shape this program knows, after a copy of each.
    Migrate(migrate::MigrateArgs),
    /// Checks that the record of who did what is whole.
    Verify(verify::VerifyArgs),
    /// Copies every store while the service runs.
    Backup(backup::BackupArgs),
    /// Puts a copy back, after checking it.
    Restore(restore::RestoreArgs),
    /// Keys of the instance.
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Working-day dates.
    Clock(clock::ClockArgs),
    /// Takes the text out of one file; the service starts it by itself.
    ReadFile(read_file::ReadFileArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Before any thread, file or setting: what is not there cannot be misused.
    if let Command::ReadFile(args) = &cli.command {
        return read_file::run(args);
    }
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO)
        .init();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(run(cli)));
    match outcome {
        Ok(code) => code,
        Err(error) => {
            // Nothing is left to do when standard error itself cannot be written.
            drop(writeln!(io::stderr(), "throughline: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout();
    if let Command::Clock(args) = &cli.command {
        clock::run(args, &mut out)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::Demo(args) = &cli.command {
        demo::run(cli.data.as_deref(), args).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let config = Config::read(cli.config.as_deref(), cli.data.as_deref())?;
    match &cli.command {
        Command::Serve(args) => {
            serve::run(&config, args).await?;
        }
        Command::Init(args) => init::run(&config, args, &mut out).await?,
        Command::Migrate(args) => migrate::run(&config, args, &mut out).await?,
        Command::Verify(args) => {
            let whole = verify::run(&config, args, &mut out).await?;
            return Ok(if whole {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            });
        }
        Command::Backup(args) => backup::backup(&config, args, &mut out).await?,
        Command::Restore(args) => restore::run(&config, args, &mut out).await?,
        Command::Key(command) => {
            key::run(&config, command, &mut io::stdin().lock(), &mut out).await?;
        }
        Command::Demo(_) | Command::Clock(_) | Command::ReadFile(_) => {}
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
