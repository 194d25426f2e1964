//! Why something was not done.

use access::Refusal;
use access::directory::DirectoryError;
use commons::CommonsError;
use db::DbError;
use model::Instant;
use vault::{Clash, VaultError};

/// Why something was not done, in the terms that a page needs to answer.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or the asker may not know of it.
    #[error("not found")]
    NotFound,
    /// A member who may know that the thing exists may not do this.
    #[error("not permitted")]
    NotPermitted {
        /// Reference of the case, when it is about one that the asker may open in an emergency.
        emergency: Option<String>,
    },
    /// Somebody changed the record meanwhile.
    #[error("changed meanwhile")]
    Clash(Box<Clash>),
    /// A rule of the field says no: the code names a text for people.
    #[error("a rule says no: {0}")]
    Rule(&'static str),
    /// There were too many of these in a short time: not before this moment.
    #[error("too many in a short time")]
    Later(Instant),
    /// There is no room left where a store or a file is kept; nothing was changed.
    #[error("there is no room left where the stores are kept")]
    NoRoom,
    /// The store of the organisation cannot be opened or read: it is damaged, gone, or has another key. Other
    /// stores are not touched by it.
    #[error("the store of an organisation cannot be used: {0}")]
    Closed(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The same of the directory, which everybody needs.
    #[error("the directory cannot be used: {0}")]
    DirectoryClosed(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A store cannot answer.
    #[error("a store failed: {0}")]
    Store(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotPermitted | Refusal::NotAPerson => Self::NotPermitted { emergency: None },
            Refusal::NotAMember | Refusal::Conflict => Self::NotFound,
            Refusal::OwnRole => Self::Rule("role-own"),
            Refusal::PoliciesFailed | Refusal::WrongPermit => Self::Store(Box::new(refusal)),
        }
    }
}

impl From<VaultError> for AppError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Refused { refusal, .. } => refusal.into(),
            VaultError::NotFound => Self::NotFound,
            VaultError::Clash(clash) => Self::Clash(clash),
            VaultError::Rule(code) => Self::Rule(code),
            VaultError::Db(DbError::CannotWrite) => Self::NoRoom,
            VaultError::EndLost | VaultError::Body(_) => Self::Closed(Box::new(error)),
            VaultError::Db(ref cause) if cause.is_damage() => Self::Closed(Box::new(error)),
            other => Self::Store(Box::new(other)),
        }
    }
}

impl From<DirectoryError> for AppError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Refused { refusal, .. } => refusal.into(),
            DirectoryError::NotFound => Self::NotFound,
            DirectoryError::Rule(code) => Self::Rule(code),
            other if other.is_no_room() => Self::NoRoom,
            other if other.is_damage() => Self::DirectoryClosed(Box::new(other)),
            other => Self::Store(Box::new(other)),
        }
    }
}

impl From<CommonsError> for AppError {
    fn from(error: CommonsError) -> Self {
        match error {
            CommonsError::Refused { refusal, .. } => refusal.into(),
            CommonsError::NotFound => Self::NotFound,
            CommonsError::Rule(code) => Self::Rule(code),
            CommonsError::Db(DbError::CannotWrite) => Self::NoRoom,
            CommonsError::Body(_) => Self::Closed(Box::new(error)),
            CommonsError::Db(ref cause) if cause.is_damage() => Self::Closed(Box::new(error)),
            other => Self::Store(Box::new(other)),
        }
    }
}

impl From<search::SearchError> for AppError {
    fn from(error: search::SearchError) -> Self {
        Self::Store(Box::new(error))
    }
}

impl From<crypto::CryptoError> for AppError {
    fn from(error: crypto::CryptoError) -> Self {
        Self::Store(Box::new(error))
    }
}
