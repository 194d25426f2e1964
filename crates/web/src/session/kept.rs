//! A form that met an expired session: kept for its sender for an hour, and offered after sign-in.

use axum::body::to_bytes;
use axum::extract::FromRequest;
use axum::extract::Request;
use axum_extra::extract::Form;
use http::header;

use super::{Account, load};
use crate::WebState;
use crate::problem::PageError;
use crate::table::FORM_LIMIT;
use crate::visit::Visit;

const FORM: &str = "application/x-www-form-urlencoded";

/// What a form held.
type Pairs = Vec<(String, String)>;

/// Keeps a form whose session has lapsed, and sends its sender to sign in. What cannot be kept, an
/// upload or the form of nobody known, is answered by the sign-in page alone.
pub(crate) async fn keep_form(
    state: &WebState,
    visit: &Visit,
    request: Request,
) -> Result<Request, PageError> {
    let Some(token) = load::token(state, request.headers()) else {
        return Err(PageError::SignIn);
    };
    let kind = request.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(FORM.as_bytes())) {
        return Err(PageError::SignIn);
    }
    let Some(person) = state.sign_in().whose_lapsed(&token, visit.now()).await? else {
        return Err(PageError::SignIn);
    };
    let path = request.uri().path().to_owned();
    let body = to_bytes(request.into_body(), FORM_LIMIT)
        .await
        .map_err(|_| PageError::TooLarge)?;
    state
        .sign_in()
        .park(person, &path, &body, visit.now())
        .await?;
    Err(PageError::SignInKept)
}

/// The form that is kept for this person. It stays kept.
pub(crate) async fn kept_form(
    state: &WebState,
    account: &Account,
) -> Result<Option<Pairs>, PageError> {
    let kept = state
        .sign_in()
        .parked(account.session.person.id, account.visit.now())
        .await?;
    let Some((_, body)) = kept else {
        return Ok(None);
    };
    let request = Request::post("/")
        .header(header::CONTENT_TYPE, FORM)
        .body(body.into());
    let request = request.map_err(|error| PageError::broken(&error))?;
    let Form(pairs) = Form::<Pairs>::from_request(request, &())
        .await
        .map_err(|_| PageError::Unreadable)?;
    Ok(Some(pairs))
}

/// Stops keeping the form; returns where it was sent.
pub(crate) async fn take_kept_form(
    state: &WebState,
    account: &Account,
) -> Result<Option<String>, PageError> {
    let kept = state
        .sign_in()
        .take_parked(account.session.person.id, account.visit.now())
        .await?;
    Ok(kept.map(|(path, _)| path))
}
