//! `throughline library`: an index of its own in a folder, so that searching can be measured from outside. Nothing of a
//! running service is read or changed.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand, ValueEnum};
use search::Mode;
use search::command::{self, CommandError, Options};

/// Searching apart from any service.
#[derive(Debug, Subcommand)]
pub enum LibraryCommand {
    /// Take items into an index in a folder, in place of those with the same id.
    Index(IndexArgs),
    /// Answer questions from an index in a folder, with one JSON object a line.
    Search(SearchArgs),
}

/// What goes in.
#[derive(Debug, Args)]
pub struct IndexArgs {
    /// The folder of the index; made where it is missing. Its key is in the file `key` there.
    #[arg(long, value_name = "FOLDER")]
    store: PathBuf,
    /// The folder of the sentence model, so that items are also found by meaning (scripts/get-meaning-model fetches it).
    #[arg(long, value_name = "FOLDER")]
    model_dir: Option<PathBuf>,
    /// One JSON object a line: id, title, text.
    #[arg(value_name = "FILE.jsonl")]
    items: PathBuf,
}

/// What is asked.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// The folder of the index.
    #[arg(long, value_name = "FOLDER")]
    store: PathBuf,
    /// By words, by meaning, or by both. Without a sentence model, both is by words, and by meaning is refused with the exit
    /// status 2.
    #[arg(long, value_enum, default_value_t = How::Text)]
    mode: How,
    /// Answer a search by meaning in this way where it cannot be made.
    #[arg(long, value_enum, value_name = "HOW")]
    fallback: Option<Instead>,
    /// How many results each question gets at most.
    #[arg(long, value_name = "N", default_value_t = 100)]
    top: usize,
    /// The folder of the sentence model.
    #[arg(long, value_name = "FOLDER")]
    model_dir: Option<PathBuf>,
    /// One JSON object a line: id, text.
    #[arg(value_name = "QUERIES.jsonl")]
    questions: PathBuf,
}

/// How is searched.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum How {
    /// By words.
    Text,
    /// By meaning.
    Meaning,
    /// By both.
    Fused,
}

/// How is searched instead.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Instead {
    /// By words.
    Text,
}

impl From<How> for Mode {
    fn from(how: How) -> Self {
        match how {
            How::Text => Self::Text,
            How::Meaning => Self::Meaning,
            How::Fused => Self::Fused,
        }
    }
}

/// The exit status where something cannot be searched by meaning.
const NO_MEANING: u8 = 2;

/// Runs the command; what it has to say beside its answers goes to standard error. The exit status is 2 where something was to be
/// searched by meaning and cannot be.
///
/// # Errors
/// A file that cannot be read, a bad line, an index or a sentence model that cannot be used.
pub fn run(command: &LibraryCommand, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut notes = io::stderr();
    match command {
        LibraryCommand::Index(args) => {
            let items = open(&args.items)?;
            command::index(&args.store, args.model_dir.as_deref(), items, &mut notes)?;
        }
        LibraryCommand::Search(args) => {
            let options = Options {
                mode: args.mode.into(),
                top: args.top,
                model: args.model_dir.as_deref(),
                or_by_words: matches!(args.fallback, Some(Instead::Text)),
            };
            let questions = open(&args.questions)?;
            match command::search(&args.store, options, questions, out, &mut notes) {
                Err(error @ CommandError::NoMeaning(_)) => {
                    writeln!(notes, "throughline: {error}")?;
                    return Ok(ExitCode::from(NO_MEANING));
                }
                done => done?,
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    Ok(BufReader::new(file))
}
