//! Signing in and out. The answer to a wrong address, a wrong password and a wrong code is the same.

use access::sign_in::Outcome;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::Query;
use crypto::Token;
use govuk::Html;
use serde::Deserialize;

use super::away::{Offered, offered};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::problem::{Answer, PageError};
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
    passkeys: bool,
    offered: Vec<Offered>,
}

#[derive(Deserialize)]
struct Kept {
    kept: Option<String>,
}

fn sign_in_page(state: &WebState, visit: &Visit, form: Filled, kept: bool) -> Answer {
    let frame = Frame::of(state, visit)
        .titled(t("sign-in-title"))
        .with_errors(form.errors());
    let errors = form.errors().clone();
    show_form(
        &errors,
        &SignInPage {
            frame,
            form,
            kept,
            passkeys: state.sign_in().offers_passkeys(),
            offered: offered(state),
        },
    )
}

async fn ask(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Query(query): Query<Kept>,
) -> Answer {
    if visit.session().is_some() {
        return Ok(next_page("/organisations"));
    }
    sign_in_page(&state, &visit, Filled::empty(), query.kept.is_some())
}

async fn sign_in(State(state): State<WebState>, Anyone(visit): Anyone, mut form: Filled) -> Answer {
    let email = form.text(&EMAIL, 254);
    let password = form.secret(&PASSWORD);
    let code = form.text(&CODE, 20);
    form.forget(PASSWORD.id);
    form.forget(CODE.id);
    let (Some(email), Some(password), Some(code)) = (email, password, code) else {
        return sign_in_page(&state, &visit, form, false);
    };
    let outcome = state
        .sign_in()
        .with_password(&email, &password, &code, visit.address(), visit.now())
        .await?;
    answer_to(&state, &visit, form, outcome, "sign-in-wrong")
}

fn answer_to(
    state: &WebState,
    visit: &Visit,
    mut form: Filled,
    outcome: Outcome,
    wrong: &str,
) -> Answer {
    match outcome {
        Outcome::SignedIn(new) => inside(state, &new.token),
        Outcome::TryLater { until } => Err(PageError::TooMany { until }),
        Outcome::Wrong => {
            form.say(EMAIL.id, wrong);
            sign_in_page(state, visit, form, false)
        }
    }
}

/// Gives the cookie and goes on.
pub(super) fn inside(state: &WebState, token: &Token) -> Answer {
    let mut response = next_page("/organisations?after=sign-in");
    cookie::give(state, &mut response, token.expose())?;
    Ok(response)
}

/// The page on which the browser asks for a passkey, or makes one.
#[derive(Template)]
#[template(path = "sign_in/passkey.html")]
pub(super) struct PasskeyPage {
    pub(super) frame: Frame,
    pub(super) heading: String,
    pub(super) action: String,
    /// `get` or `create`, as the script reads it.
    pub(super) kind: &'static str,
    pub(super) options: String,
    pub(super) ceremony: String,
    pub(super) button: String,
    pub(super) instead: String,
    pub(super) instead_text: String,
    /// The box for the name of a new passkey; empty when one is asked for.
    pub(super) name: Html,
}

async fn ask_passkey(State(state): State<WebState>, Anyone(visit): Anyone) -> Answer {
    let asked = state.sign_in().start_entry(visit.now()).await?;
    show(&PasskeyPage {
        frame: Frame::of(&state, &visit)
            .titled(t("passkey-title"))
            .back("/sign-in"),
        heading: t("passkey-title"),
        action: "/sign-in/passkey/answer".to_owned(),
        kind: "get",
        options: asked.options,
        ceremony: asked.ceremony.expose().to_owned(),
        button: t("passkey-continue"),
        instead: "/sign-in".to_owned(),
        instead_text: t("passkey-instead"),
        name: Html::default(),
    })
}

async fn passkey(State(state): State<WebState>, Anyone(visit): Anyone, form: Filled) -> Answer {
    let (ceremony, answer) = (form.value("ceremony"), form.value("answer"));
    let ceremony = Token::from_text(ceremony).map_err(|_| PageError::Unreadable)?;
    let outcome = state
        .sign_in()
        .finish_entry(&ceremony, answer, visit.now())
        .await?;
    answer_to(&state, &visit, Filled::empty(), outcome, "passkey-failed")
}

async fn sign_out(State(state): State<WebState>, account: Account) -> Answer {
    state
        .sign_in()
        .sign_out(&account.session, account.visit.now())
        .await?;
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
    organisations: bool,
}

async fn signed_out(State(state): State<WebState>, Anyone(visit): Anyone) -> Answer {
    show(&SignedOutPage {
        frame: Frame::of(&state, &visit).titled(t("signed-out-title")),
        organisations: !state.sign_in().providers().is_empty(),
    })
}
