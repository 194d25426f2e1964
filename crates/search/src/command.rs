//! The commands `library index` and `library search`: an index of its own in a folder, so that searching can be measured from
//! outside. Nothing of a running service is read or changed.

use std::fs::{self, OpenOptions};
use std::io::{self, BufRead, Write};
use std::path::Path;

use crypto::SecretKey;
use serde::{Deserialize, Serialize};

use crate::{Doc, Embedder, Index, Mode, ModelError, SearchError, SentenceModel, State};

/// The file with the key of an index that a command made.
pub const KEY_FILE: &str = "key";
/// Items written in one step.
const STEP: usize = 2_000;

/// Why a command did not run to its end.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// Input or output.
    #[error(transparent)]
    Disk(#[from] io::Error),
    /// The index.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The sentence model.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The key could not be made.
    #[error(transparent)]
    Crypto(#[from] crypto::CryptoError),
    /// A line is not what it should be. What it holds is not repeated.
    #[error("line {line}: {fault}")]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// There is no index in the folder.
    #[error("there is no index in this folder; make one with `throughline library index`")]
    NoIndex,
    /// It was to be searched by meaning alone, and cannot be: an answer by words would be taken for one by meaning.
    #[error(
        "this cannot be searched by meaning: {0}. Give --fallback text to have it searched by words instead"
    )]
    NoMeaning(&'static str),
    /// The key file does not hold a key.
    #[error("the file `key` in the folder of the index does not hold a key")]
    NoKey,
}

/// An id as others write it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

#[derive(Deserialize)]
struct Line {
    id: Id,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    text: Option<String>,
}

#[derive(Serialize)]
struct Results<'a> {
    id: &'a str,
    results: Vec<Ranked>,
}

#[derive(Serialize)]
struct Ranked {
    id: String,
    score: f32,
}

/// How `library search` searches.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// By words, by meaning or by both.
    pub mode: Mode,
    /// Results of a question at most.
    pub top: usize,
    /// The folder of the sentence model.
    pub model: Option<&'a Path>,
    /// Whether a question that is asked by meaning alone is answered by words where it cannot be answered so.
    pub or_by_words: bool,
}

impl Options<'_> {
    /// Whether an answer by words would be taken for something else.
    const fn needs_meaning(&self) -> bool {
        matches!(self.mode, Mode::Meaning) && !self.or_by_words
    }
}

/// Takes items in, one JSON object a line (`id`, `title`, `text`), in place of those with the same id. With the folder of a
/// sentence model they can be found by meaning too, which takes about a tenth of a second an item. `notes` is told what
/// happened.
///
/// # Errors
/// A bad line (what came before it has been taken in, and `notes` says how many), the disk, a sentence model that is not the known one.
pub fn index(
    store: &Path,
    model: Option<&Path>,
    lines: impl BufRead,
    notes: &mut dyn Write,
) -> Result<(), CommandError> {
    let model = model.map(SentenceModel::open).transpose()?;
    fs::create_dir_all(store)?;
    let key = key(store, Some(notes))?;
    let index = Index::open(&store.join("index"), &key)?;
    if index.state() == State::Damaged {
        let note = "The index was damaged. It is made anew from this file; take in anew whatever came from others.";
        writeln!(notes, "{note}")?;
        index.rebuild(std::iter::empty::<Result<Doc, SearchError>>())?;
    }
    let mut step = Vec::with_capacity(STEP);
    let read = numbered(lines).map(|line| item(&line?));
    for (taken, read) in read.enumerate() {
        match read {
            Ok(doc) => step.push(doc),
            Err(fault) => {
                put(&index, model.as_ref(), &mut step)?;
                let items = if taken == 1 { "item" } else { "items" };
                let note = format!("{taken} {items} before it went in, and nothing after it.");
                writeln!(notes, "A line is not what it should be. {note}")?;
                return Err(fault);
            }
        }
        if step.len() == STEP {
            put(&index, model.as_ref(), &mut step)?;
        }
    }
    put(&index, model.as_ref(), &mut step)?;
    let items = index.items();
    writeln!(notes, "The index holds {items} items.")?;
    if model.is_none() {
        writeln!(
            notes,
            "They are found by words. To find them by meaning too, give --model-dir."
        )?;
    }
    Ok(())
}

fn put(
    index: &Index,
    model: Option<&SentenceModel>,
    step: &mut Vec<Doc>,
) -> Result<(), SearchError> {
    if !step.is_empty() {
        index.put(step)?;
        if let Some(model) = model {
            index.put_meaning(step, model)?;
        }
        step.clear();
    }
    Ok(())
}

/// Answers questions, one JSON object a line (`id`, `text`), with one a line: `{"id","results":[{"id","score"}]}`. Where it
/// cannot be searched by both, or by meaning with [`Options::or_by_words`], `notes` is told why and the answer is by words.
///
/// # Errors
/// [`CommandError::NoMeaning`] where it cannot be searched by meaning alone, before anything is answered; a bad line (the questions before it have been answered), no index in the folder, the disk.
pub fn search(
    store: &Path,
    options: Options<'_>,
    questions: impl BufRead,
    out: &mut dyn Write,
    notes: &mut dyn Write,
) -> Result<(), CommandError> {
    let key = key(store, None)?;
    let index = Index::open(&store.join("index"), &key)?;
    if index.state() == State::Damaged {
        return Err(SearchError::Damaged.into());
    }
    let model = match (options.mode, options.model) {
        (Mode::Text, _) => None,
        (_, Some(folder)) => Some(SentenceModel::open(folder)?),
        (_, None) if options.needs_meaning() => {
            let why =
                "no sentence model was given (--model-dir); scripts/get-meaning-model fetches one";
            return Err(CommandError::NoMeaning(why));
        }
        (_, None) => {
            let note = "No sentence model was given (--model-dir), so this is searched by words. \
                 scripts/get-meaning-model fetches one.";
            writeln!(notes, "{note}")?;
            None
        }
    };
    let embedder = model.as_ref().map(|model| model as &dyn Embedder);
    let mut told = model.is_none();
    for line in numbered(questions) {
        let line = line?;
        let question = item(&line)?;
        let answer = index.search(&question.text, options.mode, embedder, options.top, &|_| {
            true
        })?;
        if !told && answer.mode != options.mode {
            if options.needs_meaning() {
                let why = "nothing in this index can be found by meaning; index it with --model-dir first";
                return Err(CommandError::NoMeaning(why));
            }
            told = true;
            let note = "Nothing in this index can be found by meaning, so this is searched by words. \
                 Index it with --model-dir first.";
            writeln!(notes, "{note}")?;
        }
        let results = answer.hits.into_iter().map(|hit| Ranked {
            id: hit.id,
            score: hit.score,
        });
        let results = Results {
            id: &question.id,
            results: results.collect(),
        };
        serde_json::to_writer(&mut *out, &results).map_err(io::Error::from)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(())
}

/// Lines that are not empty, with their numbers.
fn numbered(lines: impl BufRead) -> impl Iterator<Item = Result<(usize, String), CommandError>> {
    let lines = (1..).zip(lines.lines()).map(|(number, line)| match line {
        Ok(line) => Ok((number, line)),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(CommandError::Line {
            line: number,
            fault: "it is not text in UTF-8",
        }),
        Err(error) => Err(error.into()),
    });
    lines.filter(|line| !line.as_ref().is_ok_and(|(_, line)| line.trim().is_empty()))
}

fn item((number, line): &(usize, String)) -> Result<Doc, CommandError> {
    let fault = |fault| CommandError::Line {
        line: *number,
        fault,
    };
    let read: Line = serde_json::from_str(line.trim_start_matches('\u{feff}')).map_err(|_| {
        fault("it is not a JSON object with an id, and a title and text that are words")
    })?;
    let id = match read.id {
        Id::Text(id) => id,
        Id::Number(id) => id.to_string(),
    };
    if id.is_empty() || id.len() > 1_000 {
        return Err(fault("its id is empty or longer than 1,000 bytes"));
    }
    Ok(Doc {
        id,
        title: read.title.unwrap_or_default(),
        text: read.text.unwrap_or_default(),
    })
}

/// The key of the index; made where there is none and `notes` are given.
fn key(store: &Path, notes: Option<&mut (dyn Write + '_)>) -> Result<SecretKey, CommandError> {
    let path = store.join(KEY_FILE);
    match fs::read_to_string(&path) {
        Ok(text) => return SecretKey::from_hex(&text).map_err(|_| CommandError::NoKey),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(CommandError::NoKey);
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        Err(_) => {}
    }
    let notes = notes.ok_or(CommandError::NoIndex)?;
    let key = SecretKey::generate()?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path)?;
    writeln!(file, "{}", key.to_hex())?;
    file.sync_all()?;
    writeln!(
        notes,
        "A key for this index was made; it is in the file `key` beside it, which only its owner can read. Who has both can \
         read the words of the items."
    )?;
    Ok(key)
}
