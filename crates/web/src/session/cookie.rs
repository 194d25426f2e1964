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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use axum::response::IntoResponse as _;

    use super::*;
    use crate::testing;

    async fn given(base_url: &str) -> String {
        let mut response = ().into_response();
        give(&testing::state_at(base_url).await, &mut response, "abc").unwrap();
        let line = response.headers().get(header::SET_COOKIE).unwrap();
        line.to_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn over_https_it_is_bound_to_the_host_and_to_https() {
        assert_eq!(
            given("https://reviews.example").await,
            "__Host-throughline=abc; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            given("http://localhost:8080").await,
            "throughline=abc; Path=/; HttpOnly; SameSite=Lax"
        );
    }

    #[tokio::test]
    async fn a_cookie_of_another_name_is_none_of_ours() {
        let state = testing::state_at("https://reviews.example").await;
        let mut headers = HeaderMap::new();
        // A neighbour on the same domain can set the plain name, and not the bound one.
        let line = HeaderValue::from_static("throughline=theirs; __Host-throughline=ours");
        headers.insert(header::COOKIE, line);
        assert_eq!(token(&state, &headers), Some("ours"));
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("throughline=theirs"),
        );
        assert_eq!(token(&state, &headers), None);
    }
}
