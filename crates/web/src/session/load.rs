//! The session that a request's cookie stands for.

use access::sign_in::Session;
use crypto::Token;
use http::HeaderMap;
use model::Instant;

use super::cookie;
use crate::WebState;
use crate::problem::PageError;

/// The token that a request shows, when it has the form of one.
pub(super) fn token(state: &WebState, headers: &HeaderMap) -> Option<Token> {
    Token::from_text(cookie::token(state, headers)?).ok()
}

/// Who is signed in; `None` when nobody is, or the session has ended.
pub(crate) async fn load(
    state: &WebState,
    headers: &HeaderMap,
    now: Instant,
) -> Result<Option<Session>, PageError> {
    match token(state, headers) {
        Some(token) => Ok(state.sign_in().resume(&token, now).await?),
        None => Ok(None),
    }
}
