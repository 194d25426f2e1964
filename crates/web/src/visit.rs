//! One request: its number, its moment, and who asks.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use govuk::Html;
use http::request::Parts;
use model::track::NextStep;
use model::{Date, Instant, RequestId};

use crate::problem::PageError;
use crate::proxies::{Proxies, counted};
use crate::session::Place;
use access::sign_in::Session;

/// One request, as known to everything that answers it.
#[derive(Debug, Clone)]
pub struct Visit(Arc<Known>);

/// The practice run that a page belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Practising {
    /// The day on which it stands.
    pub(crate) day: Date,
    /// Address of the page about it.
    pub(crate) page: String,
}

/// Something of a review was saved, and this is the page after it.
#[derive(Debug, Clone)]
pub(crate) struct Saved {
    /// Address of the review.
    pub(crate) review: String,
    /// What is next in it; absent for whoever may not read it.
    pub(crate) next: Option<Vec<NextStep>>,
}

#[derive(Debug)]
struct Known {
    request: RequestId,
    now: Instant,
    path: String,
    route: OnceLock<&'static str>,
    address: String,
    session: OnceLock<Session>,
    place: OnceLock<Place>,
    practice: OnceLock<Practising>,
    saved: OnceLock<Saved>,
    moment: OnceLock<Html>,
    kept: OnceLock<String>,
    typed: OnceLock<Vec<(String, String)>>,
    sent_a_file: OnceLock<()>,
}

impl Visit {
    pub(crate) fn new(id: RequestId, now: Instant, proxies: &Proxies, request: &Request) -> Self {
        Self(Arc::new(Known {
            request: id,
            now,
            path: request.uri().path().to_owned(),
            route: OnceLock::new(),
            address: address_of(proxies, request),
            session: OnceLock::new(),
            place: OnceLock::new(),
            practice: OnceLock::new(),
            saved: OnceLock::new(),
            moment: OnceLock::new(),
            kept: OnceLock::new(),
            typed: OnceLock::new(),
            sent_a_file: OnceLock::new(),
        }))
    }

    /// The visit that a request is.
    pub(crate) fn of(request: &Request) -> Result<Self, PageError> {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .ok_or(PageError::Broken)
    }

    pub(crate) fn sign(&self, session: Session) {
        let _ = self.0.session.set(session);
    }

    pub(crate) fn enter(&self, place: Place) {
        let _ = self.0.place.set(place);
    }

    pub(crate) fn practise(&self, practice: Practising) {
        let _ = self.0.practice.set(practice);
    }

    /// The practice run that the page belongs to; absent on every other page.
    pub(crate) fn practice(&self) -> Option<&Practising> {
        self.0.practice.get()
    }

    pub(crate) fn after_saving(&self, saved: Saved) {
        let _ = self.0.saved.set(saved);
    }

    /// What was saved before this page; absent on every other page.
    pub(crate) fn saved(&self) -> Option<&Saved> {
        self.0.saved.get()
    }

    /// Notes the box in which somebody writes what they see differently.
    pub(crate) fn offer_box(&self, drawn: Html) {
        let _ = self.0.moment.set(drawn);
    }

    /// That box, on the pages that have it.
    pub(crate) fn offered_box(&self) -> Option<&Html> {
        self.0.moment.get()
    }

    /// Notes that what somebody saw differently was kept before this page, and the address of the list that it is in.
    pub(crate) fn after_keeping(&self, list: String) {
        let _ = self.0.kept.set(list);
    }

    /// The list that it is in; absent on every other page.
    pub(crate) fn kept_in(&self) -> Option<&str> {
        self.0.kept.get().map(String::as_str)
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

    /// Where the browser is, for limits on attempts to sign in. Kept nowhere in the clear.
    pub(crate) fn address(&self) -> &str {
        &self.0.address
    }

    pub(crate) fn path(&self) -> &str {
        &self.0.path
    }

    /// Who is signed in, when somebody is.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        self.0.session.get()
    }

    /// The organisation they act for, on its pages.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.0.place.get()
    }

    /// Remembers the answers of a form, to offer them again when they cannot be saved now. Only those of an
    /// organisation's pages: elsewhere they may be secrets.
    pub(crate) fn keep_typed(&self, pairs: &[(String, String)]) {
        if self.place().is_some() {
            let _ = self.0.typed.set(pairs.to_vec());
        }
    }

    /// Remembers that a file came, which cannot be offered again.
    pub(crate) fn keep_no_file(&self) {
        let _ = self.0.sent_a_file.set(());
    }

    /// The answers of the form that was sent; empty when there was none, or a file came with it.
    pub(crate) fn typed(&self) -> Vec<(String, String)> {
        self.0.typed.get().cloned().unwrap_or_default()
    }

    pub(crate) fn sent_a_file(&self) -> bool {
        self.0.sent_a_file.get().is_some()
    }

    /// What people read out when they ask for help: the random end of the request's id.
    #[must_use]
    pub fn reference(&self) -> String {
        let id = self.0.request.to_string().to_uppercase();
        let end = id.rsplit('-').next().unwrap_or_default().to_owned();
        let groups: Vec<String> = end
            .as_bytes()
            .chunks(4)
            .map(|part| String::from_utf8_lossy(part).into_owned())
            .collect();
        groups.join("-")
    }
}

/// The address of the connection, or what a trusted proxy says of the visitor behind it.
fn address_of(proxies: &Proxies, request: &Request) -> String {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map_or_else(String::new, |ConnectInfo(peer)| {
        counted(proxies.visitor(peer.ip(), request.headers()))
    })
}

/// A page for everyone, signed in or not.
#[derive(Debug, Clone)]
pub struct Anyone(pub Visit);

impl<S: Send + Sync> FromRequestParts<S> for Anyone {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Visit>()
            .cloned()
            .map(Self)
            .ok_or(PageError::Broken)
    }
}
