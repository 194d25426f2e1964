//! The pages. `routes` is the table of contents: every route is a row there, the router is made of
//! the rows, and a test tries each row as every kind of person.
//!
//! Handlers hold no rule and no query: they read the form, call one function of `app`, and show.

mod assets;
mod chronology_words;
mod draw;
pub mod form;
mod frame;
mod guard;
mod mail_words;
mod middleware;
mod offline_words;
mod pages;
mod paging;
mod paper;
mod problem;
mod proxies;
mod routes;
mod serve;
mod session;
mod sheet;
mod state;
mod table;
#[cfg(test)]
mod testing;
mod texts;
mod visit;
mod when;

use std::convert::Infallible;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use http::StatusCode;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

pub use chronology_words::chronology_labels;
pub use frame::{ActingFor, Frame, NavLink, answer, next_page, show, show_form};
pub use mail_words::{MailWords, mail_words};
pub use pages::returns::asks_in_words;
pub use problem::{Answer, Conflict, PageError, Side, Sides, Ways};
pub use proxies::{Network, NoNetwork, Proxies};
pub use routes::rows;
pub use serve::serve;
pub use session::{Account, Place, Signed, places};
pub use state::{Parts, Site, WebState};
pub use table::{Gives, PageEntry, Row, Who, file, page, page_list, send};
pub use texts::{linked, t, t_about, t_code, t_with, t1};
pub use visit::{Anyone, Visit};
pub use when::{date_in_words, moment_in_words};

/// The whole service as a router.
pub fn router(state: WebState) -> Router {
    built_of(rows(), state)
}

/// Forms of other sites are refused. The service's own address is trusted by name, so that a proxy which
/// changes `Host` locks nobody out; what a visitor writes into `X-Forwarded-Host` counts for nothing.
fn csrf(site: &Site) -> CsrfLayer {
    // An address that is no origin matches no browser's either.
    CsrfLayer::new()
        .add_trusted_origin(&site.base_url)
        .unwrap_or_else(|_| CsrfLayer::new())
}

/// A router made of rows.
fn built_of(rows: Vec<Row>, state: WebState) -> Router {
    let mut router = Router::new();
    for row in rows {
        let secret = row.without_role == StatusCode::NOT_FOUND;
        let seen = guard::Seen {
            state: state.clone(),
            path: row.path,
            who: row.who,
            secret,
            page: matches!(row.gives, Gives::Page(_)),
        };
        let handler = row
            .handler
            .layer::<_, Infallible>(DefaultBodyLimit::max(row.limit))
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                row.patience,
            ))
            .layer(from_fn_with_state(seen, guard::guard));
        router = router.route(row.path, handler);
    }
    let around = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), middleware::track))
        .layer(from_fn_with_state(
            state.clone(),
            middleware::security_headers,
        ))
        .layer(from_fn_with_state(state.clone(), problem::show_problems))
        .layer(CatchPanicLayer::custom(middleware::panicked))
        .layer(csrf(state.site()));
    router
        .fallback(async || PageError::NotFound)
        .layer(around)
        .with_state(state)
}
