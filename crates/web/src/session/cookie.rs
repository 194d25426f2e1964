//! The one cookie: it holds a random token and nothing else.

use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};

use crate::WebState;
use crate::problem::PageError;

/// With HTTPS the browser binds it to this host and to HTTPS; plain HTTP, on a loopback address
/// only, cannot have that.
const fn name(https: bool) -> &'static str {
    if https {
        "__Host-throughline"
    } else {
        "throughline"
    }
}

/// The token that a request shows.
pub(crate) fn token<'a>(state: &WebState, headers: &'a HeaderMap) -> Option<&'a str> {
    let ours = name(state.site().is_https());
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(given, value)| (given == ours && !value.is_empty()).then_some(value))
}

/// Gives the browser a token. It is forgotten when the browser closes.
pub(crate) fn give(
    state: &WebState,
    response: &mut Response,
    token: &str,
) -> Result<(), PageError> {
    set(state, response, token, "")
}

/// Takes the token away.
pub(crate) fn take(state: &WebState, response: &mut Response) -> Result<(), PageError> {
    set(state, response, "", "; Max-Age=0")
}

fn set(state: &WebState, response: &mut Response, value: &str, age: &str) -> Result<(), PageError> {
    let https = state.site().is_https();
    let secure = if https { "; Secure" } else { "" };
    let line = format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}",
        name(https)
    );
    let line = HeaderValue::from_str(&line).map_err(|_| PageError::Broken)?;
    response.headers_mut().append(header::SET_COOKIE, line);
    Ok(())
}
