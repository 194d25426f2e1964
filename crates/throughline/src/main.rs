//! Throughline: learning from serious child safeguarding incidents, from the first call to evidence of
//! change. One program: the service and the commands of whoever runs it.

mod backup;
mod chronology;
mod clock;
mod deidentify;
mod demo;
mod disposals;
mod ended;
mod import;
mod init;
mod instance;
mod key;
mod last_roots;
mod library;
mod lines;
mod mails;
mod migrate;
mod providers;
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
    /// Reads what others have written.
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Says what in texts could give somebody away, and writes them without it.
    Deidentify(deidentify::DeidentifyArgs),
    /// Takes a chronology out, or brings a document in to a return, as somebody who signs in.
    #[command(subcommand)]
    Chronology(chronology::ChronologyCommand),
    /// Makes and searches an index of shared learning in a folder, to measure searching.
    #[command(subcommand)]
    Library(library::LibraryCommand),
    /// Takes the text out of one file; the service starts it by itself.
    ReadFile(read_file::ReadFileArgs),
}

/// Standard error. Where it is a file on a disk that is full, lines are lost; the service goes on.
struct Log;

impl io::Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        drop(io::stderr().write_all(line));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a panic says may hold what somebody typed, so only the place where it happened is logged.
fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place = place.unwrap_or_default(), "something panicked");
    }));
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    keep_panics_quiet();
    // Before any thread, file or setting: what is not there cannot be misused.
    if let Command::ReadFile(args) = &cli.command {
        return read_file::run(args);
    }
    tracing_subscriber::fmt()
        .with_writer(|| Log)
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
    if let Command::Library(command) = &cli.command {
        return library::run(command, &mut out);
    }
    if let Command::Import(command) = &cli.command {
        return import::run(command, &mut out).await;
    }
    if let Command::Deidentify(args) = &cli.command {
        return deidentify::run(args, &mut io::stdout().lock());
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
        Command::Chronology(command) => chronology::run(&config, command, &mut out).await?,
        Command::Demo(_)
        | Command::Clock(_)
        | Command::Library(_)
        | Command::Deidentify(_)
        | Command::Import(_)
        | Command::ReadFile(_) => {}
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
