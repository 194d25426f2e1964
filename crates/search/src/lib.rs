//! Searching what is shared: by words and by meaning.
//!
//! An [`Index`] holds ids, terms and vectors, never a text: whoever searches gets ids, reads the items where they are kept,
//! and decides again who may see them. It is never the only copy of anything. When it is lost or damaged it says so
//! ([`State`]) and is made anew ([`Index::rebuild`]) while searches go on with what is there.
//!
//! Its files are sealed with a key of the caller. In memory they are plain. Terms of an item that was removed are gone from
//! the files when [`Index::remove`] returns; what a disk keeps of deleted files is sealed.
//!
//! Text search needs nothing else. Searching by meaning needs an [`Embedder`]: [`SentenceModel`] reads one that an
//! administrator has installed, and nothing here ever fetches it. No question is kept or logged.

mod best;
pub mod command;
mod error;
mod fuse;
mod generation;
mod index;
mod meaning;
mod model;
mod queue;
mod rank;
mod scoring;
mod sealed;
mod spelling;
mod text;
mod turns;
mod wordpiece;
mod words;

pub use error::{ModelError, SearchError};
pub use fuse::fused;
pub use index::{Index, State};
pub use meaning::Embedder;
pub use model::{MODEL_DIGEST, SentenceModel, VOCABULARY_DIGEST, WIDTH};
pub use queue::Questions;
pub use rank::Ranking;
pub use words::Words;

/// One item to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doc {
    /// Its id; a second item with this id takes the place of the first.
    pub id: String,
    /// Its heading; words in it count more.
    pub title: String,
    /// Its text.
    pub text: String,
}

impl Doc {
    /// First bytes of the digest of the whole item: says whether an index holds this version of it.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut hasher = crypto::Hasher::new();
        for part in [&self.id, &self.title, &self.text] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let crypto::Digest([a, b, c, d, e, f, g, h, ..]) = hasher.finish();
        u64::from_le_bytes([a, b, c, d, e, f, g, h])
    }
}

/// How is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// By words.
    Text,
    /// By meaning.
    Meaning,
    /// By both.
    Fused,
}

/// What is asked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question<'a> {
    /// Words that somebody typed to find something: each counts.
    Typed(&'a str),
    /// A whole text. Words that tell nothing of what it is about ([`Words::tells`]), and those that stand in more than a fifth of
    /// the items and in more than four, neither count nor are told as why something was found; in its meaning they stay.
    Text(&'a str),
}

impl<'a> Question<'a> {
    /// The words.
    #[must_use]
    pub const fn words(self) -> &'a str {
        match self {
            Self::Typed(words) | Self::Text(words) => words,
        }
    }
}

/// A word of the question that an item holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// As it was typed.
    pub said: String,
    /// The word it was read as, because nothing holds the one that was typed.
    pub read_as: Option<String>,
}

/// Why an item was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Why {
    /// Words of the question that it holds, or other ways of saying them; the rarest first.
    pub words: Vec<Word>,
    /// Whether it is near in meaning.
    pub near: bool,
}

/// An item that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its id.
    pub id: String,
    /// Its worth among the items of one answer, larger is better; not to be compared between answers or modes.
    pub score: f32,
    /// Why it was found.
    pub why: Why,
    /// How near it is in meaning, from -1 to 1: the cosine between the question and its nearest passage. None where nobody
    /// compared it, or others are nearer than it by far.
    pub nearness: Option<f32>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The items, best first.
    pub hits: Vec<Hit>,
    /// How it was searched in the end: by words where searching by meaning was not possible.
    pub mode: Mode,
    /// Whether the index is whole.
    pub state: State,
}
