//! When something is in the way: one calm page for each case, saying what to do.

mod conflict;
mod page;

use access::directory::DirectoryError;
use app::AppError;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use model::Instant;

pub use conflict::{Conflict, Side, Sides};
pub(crate) use page::show_problems;

/// What a handler answers with.
pub type Answer = Result<Response, PageError>;

/// Why there is no page to show. None of these carries anything of a case but [`Self::Conflict`],
/// which goes back only to the person who sent the form.
#[derive(Debug, Clone)]
pub enum PageError {
    /// There is no such thing, or this person may not know of it.
    NotFound,
    /// A member who may know that the thing exists may not do this.
    Refused(Box<Ways>),
    /// Somebody else changed the record meanwhile.
    Conflict(Box<Conflict>),
    /// A rule of the field says no, at this stage or at all: the code names a text `rule-…`.
    Rule(&'static str),
    /// They have roles for several agencies here and have not said for which one they act; the page that they wanted, where they
    /// go on to once they have.
    ChooseAgency(Option<String>),
    /// Nobody is signed in.
    SignIn,
    /// The form was kept, and is offered again after sign-in.
    SignInKept,
    /// Too many attempts in a short time.
    TooMany {
        /// When the next attempt may be made.
        until: Instant,
    },
    /// More was sent than is read.
    TooLarge,
    /// What was sent is no form of ours.
    Unreadable,
    /// The form was sent from another site.
    OtherSite,
    /// There is no room left where the stores are kept.
    NoRoom,
    /// The store of the organisation cannot be opened or read.
    StoreClosed,
    /// The same of the directory, which everybody needs.
    DirectoryClosed,
    /// The service cannot answer just now.
    Unavailable,
    /// A fault of the service. The cause is in the log under the reference number.
    Broken,
}

/// What a person who may not do something can do instead: addresses, from the root or from
/// their organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ways {
    /// Where to ask for access.
    pub ask: Option<String>,
    /// Where to open the case in an emergency, with a reason.
    pub emergency: Option<String>,
}

impl PageError {
    /// A member may not do this, and asks the administrator.
    #[must_use]
    pub fn refused() -> Self {
        Self::Refused(Box::default())
    }

    /// A fault of the service, with its cause for the log. The cause carries no personal data:
    /// errors of this product never do.
    #[must_use]
    pub fn broken(cause: &dyn std::error::Error) -> Self {
        tracing::error!(%cause, "a request failed");
        Self::Broken
    }

    /// Status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Refused(_) | Self::OtherSite => StatusCode::FORBIDDEN,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Rule(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignIn | Self::SignInKept | Self::ChooseAgency(_) => StatusCode::SEE_OTHER,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::NoRoom | Self::StoreClosed | Self::DirectoryClosed | Self::Unavailable => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn => Redirect::to("/sign-in").into_response(),
            Self::ChooseAgency(None) => Redirect::to("/agency").into_response(),
            Self::ChooseAgency(Some(page)) => {
                Redirect::to(&format!("/agency?to={page}")).into_response()
            }
            Self::SignInKept => Redirect::to("/sign-in?kept=yes").into_response(),
            other => {
                // The page itself is made further out, where it is known who asks.
                let mut response = other.status().into_response();
                response.extensions_mut().insert(other);
                response
            }
        }
    }
}

impl From<DirectoryError> for PageError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::NotFound => Self::NotFound,
            DirectoryError::Rule(code) => Self::Rule(code),
            DirectoryError::Refused { .. } => Self::refused(),
            other if other.is_no_room() => no_room(),
            other if other.is_damage() => directory_closed(&other),
            other => {
                tracing::error!(cause = %other, "the directory failed");
                Self::Unavailable
            }
        }
    }
}

impl From<AppError> for PageError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::NotFound,
            AppError::NotPermitted { emergency } => {
                let emergency = emergency.map(|reference| format!("reviews/{reference}/emergency"));
                Self::Refused(Box::new(Ways {
                    ask: None,
                    emergency,
                }))
            }
            AppError::Rule(code) => Self::Rule(code),
            // A page with a form answers with both texts side by side instead: `PageError::Conflict`.
            AppError::Clash(_) => Self::Rule("changed-meanwhile"),
            AppError::Later(until) => Self::TooMany { until },
            AppError::NoRoom => no_room(),
            AppError::Closed(cause) => {
                tracing::error!(%cause, "a store cannot be used: `throughline verify` says which");
                Self::StoreClosed
            }
            AppError::DirectoryClosed(cause) => directory_closed(&*cause),
            AppError::Store(cause) => {
                tracing::error!(%cause, "a store failed");
                Self::Unavailable
            }
        }
    }
}

fn directory_closed(cause: &dyn std::error::Error) -> PageError {
    tracing::error!(%cause, "the directory cannot be used: restore it from a backup");
    PageError::DirectoryClosed
}

fn no_room() -> PageError {
    tracing::error!("there is no room left where the stores are kept: free some, or give more");
    PageError::NoRoom
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self::broken(&error)
    }
}

#[cfg(test)]
mod tests;
