//! The cookies. One holds the random token of a session. One holds another for ten minutes at most, while somebody is away
//! at the sign-in of their organisation: nobody else can come back for them. One says for an hour at most which request
//! for information somebody signs in to answer, as the link that they opened does: it leads them there and opens nothing.

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
    Answer,
}

/// Seconds for which it is remembered what somebody signs in to answer: longer than setting up a way in takes.
const ANSWER_SECONDS: i64 = 60 * 60;

/// With HTTPS the browser binds it to this host and to HTTPS; plain HTTP, on a loopback address
/// only, cannot have that.
const fn name(of: For, https: bool) -> &'static str {
    match (of, https) {
        (For::Session, true) => "__Host-throughline",
        (For::Session, false) => "throughline",
        (For::Away, true) => "__Host-throughline-away",
        (For::Away, false) => "throughline-away",
        (For::Answer, true) => "__Host-throughline-answer",
        (For::Answer, false) => "throughline-answer",
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

/// What a browser says that somebody signs in to answer. Anybody may have written it.
pub(crate) fn answer<'a>(state: &WebState, headers: &'a HeaderMap) -> Option<&'a str> {
    shown(state, headers, For::Answer)
}

/// Has the browser remember what somebody signs in to answer.
pub(crate) fn give_answer(
    state: &WebState,
    response: &mut Response,
    request: &str,
) -> Result<(), PageError> {
    let age = format!("; Max-Age={ANSWER_SECONDS}");
    set(state, response, (For::Answer, request), &age)
}

/// Has the browser forget it.
pub(crate) fn take_answer(state: &WebState, response: &mut Response) -> Result<(), PageError> {
    set(state, response, (For::Answer, ""), "; Max-Age=0")
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
    async fn the_one_for_a_request_is_bound_too_and_ends_after_an_hour() {
        let mut response = ().into_response();
        let state = testing::state_at("https://reviews.example").await;
        give_answer(&state, &mut response, "marshside.1").unwrap();
        take_answer(&state, &mut response).unwrap();
        let lines = response.headers().get_all(header::SET_COOKIE);
        let lines: Vec<&str> = lines.iter().map(|line| line.to_str().unwrap()).collect();
        let bound = "Path=/; HttpOnly; SameSite=Lax; Secure";
        let given = format!("__Host-throughline-answer=marshside.1; {bound}; Max-Age=3600");
        let taken = format!("__Host-throughline-answer=; {bound}; Max-Age=0");
        assert_eq!(lines, [given, taken]);
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
