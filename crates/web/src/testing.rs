//! Helpers of the tests in this crate.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::response::Response;
use http::{Request, StatusCode, header};
use model::{Clock, Instant};

use crate::{Site, WebState};

/// A clock that stands still on 24 November 2026.
pub(crate) struct Still;

impl Clock for Still {
    fn now(&self) -> Instant {
        Instant::from_microseconds(1_795_510_800_000_000)
    }
}

pub(crate) fn bare_state() -> WebState {
    let base_url = "http://localhost:8080".to_owned();
    WebState::new(Site { base_url, loopback: true }, Arc::new(Still))
}

pub(crate) fn form(path: &str, body: &str) -> Request<Body> {
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap()
}

pub(crate) async fn read(response: Response) -> (StatusCode, String) {
    let status = response.status();
    let body = to_bytes(response.into_body(), 4_000_000).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}
