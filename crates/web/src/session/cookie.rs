//! The cookies: each holds a random token and nothing else. One stands for the session. The other is there for ten
//! minutes at most, while somebody is away at the sign-in of their organisation: nobody else can come back for them.

use access::sign_in::AWAY_SECONDS;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};

use crate::WebState;
use crate::problem::PageError;

/// What a cookie stands for.
#[derive(Clone, Copy)]
enum For {
    Session,
    Away,
}

/// With HTTPS the browser binds it to this host and to HTTPS; plain HTTP, on a loopback address
/// only, cannot have that.
const fn name(of: For, https: bool) -> &'static str {
    match (of, https) {
        (For::Session, true) => "__Host-throughline",
        (For::Session, false) => "throughline",
        (For::Away, true) => "__Host-throughline-away",
        (For::Away, false) => "throughline-away",
    }
}

/// The token of the session that a request shows.
pub(crate) fn token<'a>(state: &WebState, headers: &'a HeaderMap) -> Option<&'a str> {
    shown(state, headers, For::Session)
}

/// The token that a browser was given when it was sent to another sign-in.
pub(crate) fn away<'a>(state: &WebState, headers: &'a HeaderMap) -> Option<&'a str> {
    shown(state, headers, For::Away)
}

fn shown<'a>(state: &WebState, headers: &'a HeaderMap, of: For) -> Option<&'a str> {
    let ours = name(of, state.site().is_https());
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(given, value)| (given == ours && !value.is_empty()).then_some(value))
}

/// Gives the browser the token of a session. It is forgotten when the browser closes.
pub(crate) fn give(
    state: &WebState,
    response: &mut Response,
    token: &str,
) -> Result<(), PageError> {
    set(state, response, (For::Session, token), "")
}

/// Takes the token of the session away.
pub(crate) fn take(state: &WebState, response: &mut Response) -> Result<(), PageError> {
    set(state, response, (For::Session, ""), "; Max-Age=0")
}

/// Gives the browser the token that it has to show when it comes back. The provider sends it back from another site,
/// which `Lax` lets pass for pages and for nothing else.
pub(crate) fn give_away(
    state: &WebState,
    response: &mut Response,
    token: &str,
) -> Result<(), PageError> {
    let age = format!("; Max-Age={AWAY_SECONDS}");
    set(state, response, (For::Away, token), &age)
}

/// Takes that token away.
pub(crate) fn take_away(state: &WebState, response: &mut Response) -> Result<(), PageError> {
    set(state, response, (For::Away, ""), "; Max-Age=0")
}

fn set(
    state: &WebState,
    response: &mut Response,
    (of, value): (For, &str),
    age: &str,
) -> Result<(), PageError> {
    let https = state.site().is_https();
    let secure = if https { "; Secure" } else { "" };
    let line = format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}",
        name(of, https)
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
    async fn the_one_for_another_sign_in_is_bound_too_and_ends_after_ten_minutes() {
        let mut response = ().into_response();
        let state = testing::state_at("https://reviews.example").await;
        give_away(&state, &mut response, "abc").unwrap();
        let line = response.headers().get(header::SET_COOKIE).unwrap();
        assert_eq!(
            line,
            "__Host-throughline-away=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600"
        );
        let mut headers = HeaderMap::new();
        let line = HeaderValue::from_static("__Host-throughline=one; __Host-throughline-away=two");
        headers.insert(header::COOKIE, line);
        assert_eq!(token(&state, &headers), Some("one"));
        assert_eq!(away(&state, &headers), Some("two"));
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
