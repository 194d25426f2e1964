//! Signing in and out. The answer to a wrong address, a wrong password and a wrong code is the same.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Query;
use serde::Deserialize;

use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::problem::{Answer, PageError};
use crate::session::door::{self, Came};
use crate::session::{Account, cookie};
use crate::table::{Row, Who, page, send};
use crate::texts::t;
use crate::{Anyone, Visit, WebState};

const EMAIL: Field = field("email", "sign-in-email");
const PASSWORD: Field = field("password", "sign-in-password");
const CODE: Field = field("code", "sign-in-code");

pub(crate) fn rows() -> Vec<Row> {
    vec![
        page("sign-in", Who::Anyone, "/sign-in", ask),
        send(Who::Anyone, "/sign-in", sign_in),
        send(Who::Anyone, "/sign-in/passkey", ask_passkey),
        send(Who::Anyone, "/sign-in/passkey/answer", passkey),
        send(Who::SignedIn, "/sign-out", sign_out),
        page("signed-out", Who::Anyone, "/signed-out", signed_out),
    ]
}

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct SignInPage {
    frame: Frame,
    form: Filled,
    kept: bool,
}

#[derive(Deserialize)]
struct Kept {
    kept: Option<String>,
}

fn sign_in_page(state: &WebState, visit: &Visit, form: Filled, kept: bool) -> Answer {
    let frame = Frame::of(state, visit).titled(t("sign-in-title")).with_errors(form.errors());
    let errors = form.errors().clone();
    show_form(&errors, &SignInPage { frame, form, kept })
}

async fn ask(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Query(query): Query<Kept>,
) -> Answer {
    if visit.signed().is_some() {
        return Ok(next_page("/organisations"));
    }
    sign_in_page(&state, &visit, Filled::empty(), query.kept.is_some())
}

async fn sign_in(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    mut form: Filled,
) -> Answer {
    let email = form.text(&EMAIL, 254);
    let password = form.secret(&PASSWORD);
    let code = form.text(&CODE, 20);
    form.forget(PASSWORD.id);
    form.forget(CODE.id);
    let (Some(email), Some(password), Some(code)) = (email, password, code) else {
        return sign_in_page(&state, &visit, form, false);
    };
    let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    match door::with_password(&state, &visit, &email, &password, &code).await? {
        Came::In(token) => inside(&state, &token),
        Came::Wrong => {
            form.say(EMAIL.id, "sign-in-wrong");
            sign_in_page(&state, &visit, form, false)
        }
        Came::TooOften => Err(PageError::TooMany),
    }
}

/// Gives the cookie and goes on.
pub(super) fn inside(state: &WebState, token: &str) -> Answer {
    let mut response = next_page("/organisations?after=sign-in");
    cookie::give(state, &mut response, token)?;
    Ok(response)
}

/// The page on which the browser asks for a passkey, or makes one.
#[derive(Template)]
#[template(path = "sign_in/passkey.html")]
pub(super) struct PasskeyPage {
    pub(super) frame: Frame,
    pub(super) form: Filled,
    pub(super) heading: String,
    pub(super) action: String,
    /// `get` or `create`, as the script reads it.
    pub(super) kind: &'static str,
    pub(super) options: String,
    pub(super) ceremony: String,
    pub(super) button: String,
    pub(super) instead: String,
    pub(super) name: Option<Field>,
}

async fn ask_passkey(State(state): State<WebState>, Anyone(visit): Anyone) -> Answer {
    let asked = door::begin_passkey(&state, &visit).await?;
    show(&PasskeyPage {
        frame: Frame::of(&state, &visit).titled(t("passkey-title")).back("/sign-in"),
        form: Filled::empty(),
        heading: t("passkey-title"),
        action: "/sign-in/passkey/answer".to_owned(),
        kind: "get",
        options: asked.options,
        ceremony: asked.ceremony,
        button: t("passkey-continue"),
        instead: "/sign-in".to_owned(),
        name: None,
    })
}

async fn passkey(State(state): State<WebState>, Anyone(visit): Anyone, form: Filled) -> Answer {
    let (ceremony, answer) = (form.value("ceremony"), form.value("answer"));
    match door::with_passkey(&state, &visit, ceremony, answer).await? {
        Came::In(token) => inside(&state, &token),
        Came::Wrong => {
            let mut form = Filled::empty();
            form.say(EMAIL.id, "passkey-failed");
            sign_in_page(&state, &visit, form, false)
        }
        Came::TooOften => Err(PageError::TooMany),
    }
}

async fn sign_out(State(state): State<WebState>, account: Account) -> Answer {
    door::sign_out(&state, &account).await?;
    out(&state)
}

/// Takes the cookie and clears what the browser kept.
pub(super) fn out(state: &WebState) -> Result<Response, PageError> {
    let mut response = next_page("/signed-out");
    cookie::take(state, &mut response)?;
    let cleared = http::HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert("clear-site-data", cleared);
    Ok(response)
}

#[derive(Template)]
#[template(path = "account/signed_out.html")]
struct SignedOutPage {
    frame: Frame,
}

async fn signed_out(State(state): State<WebState>, Anyone(visit): Anyone) -> Answer {
    show(&SignedOutPage { frame: Frame::of(&state, &visit).titled(t("signed-out-title")) })
}
