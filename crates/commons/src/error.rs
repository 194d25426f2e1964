//! What can go wrong in the store of shared learning.

use access::Refusal;
use db::{DbError, MaybeConflict};

/// A failure of the store. Its text never contains what is in it.
#[derive(Debug, thiserror::Error)]
pub enum CommonsError {
    /// The engine failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Keys or randomness.
    #[error("cryptography failed")]
    Crypto(#[from] crypto::CryptoError),
    /// The actor may not; already written to the record of who did what.
    #[error("refused")]
    Refused {
        /// Why.
        refusal: Refusal,
        /// Code of the action.
        action: &'static str,
    },
    /// The refusal could not be written down, so no answer is given.
    #[error("a refusal could not be recorded")]
    RefusalNotRecorded,
    /// There is no such thing, or the asker may not know of it.
    #[error("not found")]
    NotFound,
    /// A rule says no: the code names a text for people.
    #[error("a rule says no: {0}")]
    Rule(&'static str),
    /// A kept body cannot be read back: the store is damaged or newer.
    #[error("{0} cannot be read back")]
    Body(&'static str),
}

impl MaybeConflict for CommonsError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Db(DbError::Conflict(_)))
    }
}

impl From<Refusal> for CommonsError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused {
            refusal,
            action: "use_permit",
        }
    }
}

/// Writes a body as it is kept.
pub(crate) fn written<T: serde::Serialize>(
    what: &'static str,
    body: &T,
) -> Result<String, CommonsError> {
    serde_json::to_string(body).map_err(|_| CommonsError::Body(what))
}

/// Reads a kept body back.
pub(crate) fn read_back<T: serde::de::DeserializeOwned>(
    what: &'static str,
    body: &str,
) -> Result<T, CommonsError> {
    serde_json::from_str(body).map_err(|_| CommonsError::Body(what))
}
