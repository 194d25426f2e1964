//! What can go wrong in a store of cases.

use access::Refusal;
use db::{DbError, MaybeConflict};
use model::{CaseId, Instant, RecordId};

/// Two people changed the same record: what the second one saw, and what stands there now.
#[derive(Debug, Clone)]
pub struct Clash {
    /// Kind of the record.
    pub kind: &'static str,
    /// The record.
    pub record: RecordId,
    /// Version that the form showed; 0 when it knew of none.
    pub shown: i64,
    /// Version that stands there.
    pub current: i64,
    /// When it was changed.
    pub at: Instant,
    /// Who changed it: an id of a person.
    pub by: String,
    /// What stands there, as kept.
    pub body: String,
}

/// A failure of a case store. Its text never contains data of a case.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The engine failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Keys, randomness, or sealed bytes that do not open.
    #[error("cryptography failed")]
    Crypto(#[from] crypto::CryptoError),
    /// The actor may not; already written to the record of who did what.
    #[error("refused")]
    Refused {
        /// Why.
        refusal: Refusal,
        /// Code of the action.
        action: &'static str,
        /// The case it was asked of.
        case: Option<CaseId>,
    },
    /// The refusal could not be written down, so no answer is given.
    #[error("a refusal could not be recorded")]
    RefusalNotRecorded,
    /// Somebody else changed the record meanwhile.
    #[error("changed meanwhile")]
    Clash(Box<Clash>),
    /// There is no such thing, or the asker may not know of it.
    #[error("not found")]
    NotFound,
    /// A rule of the field says no: the code names a text for people.
    #[error("a rule says no: {0}")]
    Rule(&'static str),
    /// A kept body cannot be read back: the store is damaged or newer.
    #[error("a record of kind {0} cannot be read back")]
    Body(&'static str),
    /// The store is closed or its place is not known.
    #[error("the store is not available")]
    Unavailable,
    /// The store holds less than is known to have been in it, and does not say that it was restored.
    #[error(
        "the end of the store is lost: restore it, or say that it was put back: `throughline restore`"
    )]
    EndLost,
    /// A file could not be written or read.
    #[error("a file could not be written or read")]
    File,
}

impl VaultError {
    /// Reads a refused row as two changes that met: the same number was taken at the same moment,
    /// and the work finds that when it runs again.
    pub(crate) fn taken_meanwhile(self) -> Self {
        match self {
            Self::Db(DbError::Refused(name)) => Self::Db(DbError::Conflict(name)),
            other => other,
        }
    }
}

impl MaybeConflict for VaultError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Db(DbError::Conflict(_)))
    }
}

impl From<Refusal> for VaultError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused {
            refusal,
            action: "use_permit",
            case: None,
        }
    }
}
