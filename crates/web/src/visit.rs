//! One request: its number, its moment, and who asks.

use std::sync::{Arc, OnceLock};

use axum::extract::{FromRequestParts, Request};
use http::request::Parts;
use model::{Instant, RequestId};

use crate::problem::PageError;
use crate::session::{Place, SignedIn};

/// One request, as known to everything that answers it.
#[derive(Debug, Clone)]
pub struct Visit(Arc<Known>);

#[derive(Debug)]
struct Known {
    request: RequestId,
    now: Instant,
    path: String,
    route: OnceLock<&'static str>,
    signed: OnceLock<SignedIn>,
    place: OnceLock<Place>,
}

impl Visit {
    pub(crate) fn new(request: RequestId, now: Instant, path: &str) -> Self {
        Self(Arc::new(Known {
            request,
            now,
            path: path.to_owned(),
            route: OnceLock::new(),
            signed: OnceLock::new(),
            place: OnceLock::new(),
        }))
    }

    /// The visit that a request is.
    pub(crate) fn of(request: &Request) -> Result<Self, PageError> {
        request.extensions().get::<Self>().cloned().ok_or(PageError::Broken)
    }

    pub(crate) fn sign(&self, signed: SignedIn) {
        let _ = self.0.signed.set(signed);
    }

    pub(crate) fn enter(&self, place: Place) {
        let _ = self.0.place.set(place);
    }

    /// Notes which row of the route table answers.
    pub(crate) fn reached(&self, route: &'static str) {
        let _ = self.0.route.set(route);
    }

    /// The address as in the route table; empty when no row answers.
    pub(crate) fn route(&self) -> &'static str {
        self.0.route.get().copied().unwrap_or("")
    }

    /// Which request this is.
    #[must_use]
    pub fn request(&self) -> RequestId {
        self.0.request
    }

    /// When it began.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.0.now
    }

    pub(crate) fn path(&self) -> &str {
        &self.0.path
    }

    /// Who is signed in, when somebody is.
    #[must_use]
    pub fn signed(&self) -> Option<&SignedIn> {
        self.0.signed.get()
    }

    /// The organisation they act for, on its pages.
    #[must_use]
    pub fn organisation(&self) -> Option<&Place> {
        self.0.place.get()
    }

    /// What people read out when they ask for help: the random end of the request's id.
    #[must_use]
    pub fn reference(&self) -> String {
        let id = self.0.request.to_string().to_uppercase();
        let end = id.rsplit('-').next().unwrap_or_default().to_owned();
        let groups: Vec<String> =
            end.as_bytes().chunks(4).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
        groups.join("-")
    }
}

/// A page for everyone, signed in or not.
#[derive(Debug, Clone)]
pub struct Anyone(pub Visit);

impl<S: Send + Sync> FromRequestParts<S> for Anyone {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        parts.extensions.get::<Visit>().cloned().map(Self).ok_or(PageError::Broken)
    }
}
