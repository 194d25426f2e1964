//! A recogniser of names, organisations, places, jobs, dates, ages, codes and other facts that single somebody out.
//!
//! The model is trained (see `README.md` of this crate), lies in the program and needs no file at run time. It reads text
//! as it is written in notes, chronologies and learning; patterns with checksums and the people known to a case are not
//! its work. The same text always gives the same answer.

mod agreement;
pub mod decode;
pub mod facts;
pub mod features;
mod label;
pub mod lexicon;
pub mod model;
pub mod tokens;

use std::sync::LazyLock;

pub use decode::Leaning;
pub use label::Label;
use model::{Damaged, Model};

/// A piece of text that was recognised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it is.
    pub label: Label,
    /// How sure the model is that the text is of a kind that identifies, 0 to 1; for labels that do not identify, how sure
    /// it is of the label.
    pub score: f32,
}

/// The recogniser.
pub struct Recogniser {
    model: Option<Model>,
    leaning: Leaning,
}

static TRAINED: &[u8] = include_bytes!("../model/recogniser.bin");

static ONE: LazyLock<Recogniser> = LazyLock::new(|| Recogniser {
    model: Model::read(TRAINED).ok(),
    leaning: Leaning::default(),
});

impl Recogniser {
    /// The recogniser of this program, read once.
    pub fn new() -> &'static Recogniser {
        &ONE
    }

    /// A recogniser with another model, for training and measuring.
    ///
    /// # Errors
    ///
    /// The bytes are not a whole model.
    pub fn with_model(bytes: &'static [u8], leaning: Leaning) -> Result<Recogniser, Damaged> {
        Model::read(bytes).map(|model| Recogniser {
            model: Some(model),
            leaning,
        })
    }

    /// Whether the model was read; a test holds it to that.
    pub fn is_whole(&self) -> bool {
        self.model.is_some()
    }

    /// The model.
    pub fn model(&self) -> Option<&Model> {
        self.model.as_ref()
    }

    /// Everything recognised in a text, in order, none overlapping.
    ///
    /// The text is read as one document: a word that is clearly a name in one place is more readily one in another.
    pub fn find(&self, text: &str) -> Vec<Found> {
        self.model
            .as_ref()
            .map(|model| decode::find(model, text, &self.leaning))
            .unwrap_or_default()
    }
}
