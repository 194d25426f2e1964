//! Gives every request its number and its moment, and logs what became of it: method, address as
//! in the route table, status, duration. Never what the address or the form held.

use std::any::Any;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use model::RequestId;

use crate::WebState;
use crate::problem::PageError;
use crate::visit::Visit;

/// Begins the visit and logs its end.
pub(crate) async fn track(
    State(state): State<WebState>,
    mut request: Request,
    next: Next,
) -> Response {
    let now = state.now();
    let Ok(id) = crypto::id::<RequestId>(now) else {
        tracing::error!("no randomness for the number of a request");
        return PageError::Unavailable.into_response();
    };
    let visit = Visit::new(id, now, &state.site().proxies, &request);
    request.extensions_mut().insert(visit.clone());
    let method = request.method().clone();
    let response = next.run(request).await;
    let microseconds = state
        .now()
        .microseconds()
        .saturating_sub(now.microseconds());
    tracing::info!(
        request = %id,
        %method,
        route = visit.route(),
        status = response.status().as_u16(),
        microseconds,
        "answered"
    );
    response
}

/// After a panic. The panic hook of the binary logs where it happened; its message may hold
/// anything and is not repeated.
pub(crate) fn panicked(_what: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    PageError::Broken.into_response()
}
