//! What can go wrong. No error holds a word of an item or a question.

use std::io;

/// Why an index did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The disk did not do it.
    #[error("the files of the index cannot be read or written: {0}")]
    Disk(#[from] io::Error),
    /// The index is lost, or cannot be read with this key.
    #[error("the index is damaged or belongs to another key; it has to be made anew")]
    Damaged,
    /// Another process writes this index, or it is already being made anew.
    #[error("the index is being written by another process")]
    Busy,
    /// The library of the index failed.
    #[error("the index could not be read or written ({0})")]
    Library(&'static str),
    /// The key could not seal.
    #[error(transparent)]
    Crypto(#[from] crypto::CryptoError),
    /// The sentence model failed.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError as T;
        match error {
            T::LockFailure(..) => Self::Busy,
            T::IoError(error) => Self::Disk(io::Error::new(error.kind(), error.to_string())),
            T::DataCorruption(_) | T::OpenReadError(_) | T::IncompatibleIndex(_) => Self::Damaged,
            // What the others say may hold terms.
            T::OpenWriteError(_) | T::OpenDirectoryError(_) => {
                Self::Library("a file could not be written")
            }
            _ => Self::Library("its library failed"),
        }
    }
}

/// Why a sentence model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// There is no such file.
    #[error("{file} cannot be read from the folder of the sentence model: {error}")]
    Missing {
        /// Which file.
        file: &'static str,
        /// What the disk said.
        error: io::Error,
    },
    /// A file is not the one this program knows.
    #[error(
        "{file} is not the file this program knows: its SHA-256 is {found}, not {expected}; it is not used"
    )]
    Unknown {
        /// Which file.
        file: &'static str,
        /// The digest it has.
        found: crypto::Digest,
        /// The digest it ought to have.
        expected: &'static str,
    },
    /// It does not have the shape of a sentence model.
    #[error("the sentence model has another shape than expected")]
    Shape,
    /// Another question that was worked on together with this one failed.
    #[error("the sentence model stopped")]
    Stopped,
}
