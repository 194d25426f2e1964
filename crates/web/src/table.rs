//! The rows of which the router is made: method, address, who may, and what others are told.
//!
//! A route without a row cannot exist, because the router is built from the rows. A test tries
//! each of them as every kind of person.

use std::time::Duration;

use access::ActionInfo;
use axum::handler::Handler;
use axum::routing::{self, MethodRouter};
use http::{Method, StatusCode};
use serde::Serialize;

use crate::WebState;

/// Largest form that is read, in bytes, where a row says nothing else.
pub const FORM_LIMIT: usize = 512 * 1024;

/// Longest time for an answer where a row says nothing else. Work that takes longer is a job of the worker.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everyone, signed in or not.
    Anyone,
    /// Everyone, and only on a demonstration without real people that listens to this machine alone.
    Demonstration,
    /// Everyone who is signed in.
    SignedIn,
    /// Everyone with a role in the organisation that the address names.
    Member,
    /// Members who are permitted this action.
    May(ActionInfo),
}

/// What a route answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// A page of this name, which the browser checks visit.
    Page(&'static str),
    /// Something that is no page: a download, a file of the layout.
    File,
    /// It takes a form.
    Form,
}

/// One route.
#[derive(Debug, Clone)]
pub struct Row {
    /// Method.
    pub method: Method,
    /// Address; an organisation's pages are under `/o/{organisation}/`.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
    /// What it answers with.
    pub gives: Gives,
    /// What a member without the role is told, where it is not 403: 404 where they may not know
    /// that the thing exists.
    pub without_role: StatusCode,
    /// Largest body, in bytes.
    pub limit: usize,
    /// Longest time for an answer.
    pub patience: Duration,
    pub(crate) handler: MethodRouter<WebState>,
}

/// A page; `name` is its name in the list that the browser checks visit.
pub fn page<H, T>(name: &'static str, who: Who, path: &'static str, handler: H) -> Row
where
    H: Handler<T, WebState>,
    T: 'static,
{
    Row::new(
        Method::GET,
        path,
        who,
        Gives::Page(name),
        routing::get(handler),
    )
}

/// Something to fetch that is no page.
pub fn file<H, T>(who: Who, path: &'static str, handler: H) -> Row
where
    H: Handler<T, WebState>,
    T: 'static,
{
    Row::new(Method::GET, path, who, Gives::File, routing::get(handler))
}

/// A form to send.
pub fn send<H, T>(who: Who, path: &'static str, handler: H) -> Row
where
    H: Handler<T, WebState>,
    T: 'static,
{
    Row::new(Method::POST, path, who, Gives::Form, routing::post(handler))
}

impl Row {
    fn new(
        method: Method,
        path: &'static str,
        who: Who,
        gives: Gives,
        handler: MethodRouter<WebState>,
    ) -> Self {
        let without_role = StatusCode::FORBIDDEN;
        Self {
            method,
            path,
            who,
            gives,
            without_role,
            limit: FORM_LIMIT,
            patience: PATIENCE,
            handler,
        }
    }

    /// A member without the role may not know that the thing exists, and is told 404.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.without_role = StatusCode::NOT_FOUND;
        self
    }

    /// Takes bodies up to this many bytes: for uploads.
    #[must_use]
    pub fn up_to(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Waits this long: for uploads over slow lines.
    #[must_use]
    pub fn patient(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Changes its handler's middleware.
    #[must_use]
    pub fn map(
        mut self,
        change: impl FnOnce(MethodRouter<WebState>) -> MethodRouter<WebState>,
    ) -> Self {
        self.handler = change(self.handler);
        self
    }
}

/// A page as the browser checks read it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PageEntry {
    /// Name of the page.
    pub name: &'static str,
    /// Address, with `{…}` where an id or code stands.
    pub path: &'static str,
    /// `anyone`, `demonstration`, `signed_in`, `member` or the code of the action.
    pub who: &'static str,
}

/// Every page, for the browser checks: by name.
#[must_use]
pub fn page_list(rows: &[Row]) -> Vec<PageEntry> {
    let mut pages: Vec<PageEntry> = rows
        .iter()
        .filter_map(|row| match row.gives {
            Gives::Page(name) => Some(PageEntry {
                name,
                path: row.path,
                who: code(row.who),
            }),
            Gives::File | Gives::Form => None,
        })
        .collect();
    pages.sort();
    pages
}

const fn code(who: Who) -> &'static str {
    match who {
        Who::Anyone => "anyone",
        Who::Demonstration => "demonstration",
        Who::SignedIn => "signed_in",
        Who::Member => "member",
        Who::May(action) => action.code,
    }
}
