//! Signing in with the sign-in of one's organisation: on the way there, and back. What comes back stands in the query of
//! an address, so it is answered with another address at once, and is in no log.

use access::sign_in::{Arrival, Away, Back, Errand, Why};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Query;
use http::HeaderMap;
use serde::Deserialize;

use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::session::cookie;
use crate::table::{Row, Who, file, page};
use crate::texts::{t_code, t_code_with, t1};
use crate::{Anyone, Visit, WebState};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        file(Who::Anyone, "/sign-in/with/{provider_id}", begin),
        file(Who::Anyone, "/sign-in/with/{provider_id}/back", back),
        page(
            "sign-in-not",
            Who::Anyone,
            "/sign-in/with/{provider_id}/not/{why_id}",
            not,
        ),
    ]
}

/// A sign-in that a page offers.
pub(super) struct Offered {
    pub(super) id: String,
    pub(super) name: String,
}

/// The sign-ins of organisations that this instance offers.
pub(super) fn offered(state: &WebState) -> Vec<Offered> {
    let providers = state.sign_in().providers().iter();
    providers
        .map(|provider| Offered {
            id: provider.id().to_owned(),
            name: provider.name().to_owned(),
        })
        .collect()
}

/// A link, because the answer to a form may not lead to another site: `form-action` of the content security policy.
async fn begin(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Path(id): Path<String>,
) -> Answer {
    if visit.session().is_some() {
        return Ok(next_page("/organisations"));
    }
    let left = state.sign_in().leave(&id, Errand::SignIn, visit.now());
    match left.await? {
        Away::Go { address, browser } => {
            let mut response = Redirect::to(&address).into_response();
            cookie::give_away(&state, &mut response, browser.expose())?;
            Ok(response)
        }
        Away::Not(why) => Ok(told(&id, why)),
    }
}

#[derive(Template)]
#[template(path = "sign_in/away.html")]
struct AwayPage {
    frame: Frame,
    name: String,
    address: String,
    back: String,
}

/// The answer to a form that sends somebody to the sign-in of their organisation: a page with a link there.
pub(super) async fn go_on(
    state: &WebState,
    visit: &Visit,
    provider: &str,
    errand: Errand<'_>,
    back: &str,
) -> Answer {
    match state.sign_in().leave(provider, errand, visit.now()).await? {
        Away::Go { address, browser } => {
            let name = name_of(state, provider)?;
            let mut response = show(&AwayPage {
                frame: Frame::of(state, visit)
                    .titled(t1("away-title", "name", &name))
                    .back(back),
                name,
                address,
                back: back.to_owned(),
            })?;
            cookie::give_away(state, &mut response, browser.expose())?;
            Ok(response)
        }
        Away::Not(why) => Ok(told(provider, why)),
    }
}

/// What a provider sends back with a browser. Anything else in the query is left unread.
#[derive(Deserialize)]
struct Came {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

async fn back(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(came): Query<Came>,
) -> Answer {
    let provider = name_of(&state, &id).map(|_| id.as_str())?;
    let back = Back {
        provider,
        state: came.state.as_deref(),
        code: came.code.as_deref(),
        error: came.error.as_deref(),
        issuer: came.iss.as_deref(),
        browser: cookie::away(&state, &headers),
    };
    let arrived = state
        .sign_in()
        .come_back(&back, visit.session(), visit.now());
    let mut response = match arrived.await? {
        Arrival::SignedIn(new) => super::sign_in::inside(&state, &new.token)?,
        Arrival::Linked => next_page("/organisation-sign-in"),
        // Anybody can send a browser here: what it began itself may still come to its end.
        Arrival::Not(Why::Late) => return Ok(told(&id, Why::Late)),
        Arrival::Not(why) => told(&id, why),
    };
    cookie::take_away(&state, &mut response)?;
    Ok(response)
}

fn told(provider: &str, why: Why) -> Response {
    next_page(&format!("/sign-in/with/{provider}/not/{}", why.code()))
}

fn name_of(state: &WebState, id: &str) -> Result<String, PageError> {
    let provider = state.sign_in().provider(id).ok_or(PageError::NotFound)?;
    Ok(provider.name().to_owned())
}

#[derive(Template)]
#[template(path = "sign_in/not.html")]
struct NotPage {
    frame: Frame,
    title: String,
    lines: [String; 2],
    signed_in: bool,
}

/// Says why nobody was signed in, and what to do.
async fn not(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    Path((id, why)): Path<(String, String)>,
) -> Answer {
    let name = name_of(&state, &id)?;
    let why = Why::ALL.into_iter().find(|one| one.code() == why);
    let code = why.ok_or(PageError::NotFound)?.code();
    let named = [("name", name.as_str().into())];
    let title = t_code_with("not", code, &named);
    show(&NotPage {
        frame: Frame::of(&state, &visit).titled(title.clone()),
        title,
        lines: [
            t_code_with("not-because", code, &named),
            t_code_with("not-next", code, &named),
        ],
        signed_in: visit.session().is_some(),
    })
}

/// What a linked sign-in is called.
pub(super) fn called(name: Option<String>) -> String {
    name.unwrap_or_else(|| t_code("link", "gone"))
}
