//! One's own account: the organisations one may act for, where one is signed in, a form that was kept.

use askama::Template;
use axum::extract::State;
use axum_extra::extract::Query;
use serde::Deserialize;

use crate::frame::{Frame, next_page, show};
use crate::problem::Answer;
use crate::session::door;
use crate::session::{Account, Place};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::when::moment_in_words;
use crate::WebState;

pub(crate) fn rows() -> Vec<Row> {
    vec![
        page("organisations", Who::SignedIn, "/organisations", organisations),
        page("sessions", Who::SignedIn, "/sessions", sessions),
        send(Who::SignedIn, "/sessions/end-all", end_all),
        send(Who::SignedIn, "/kept-form", kept_form),
    ]
}

#[derive(Template)]
#[template(path = "account/organisations.html")]
struct OrganisationsPage {
    frame: Frame,
    places: Vec<Place>,
    kept: bool,
}

#[derive(Deserialize)]
struct After {
    after: Option<String>,
}

async fn organisations(
    State(state): State<WebState>,
    account: Account,
    Query(query): Query<After>,
) -> Answer {
    let kept = door::has_kept_form(&state, &account).await?;
    if let ([only], false, Some(_)) = (account.signed.places.as_slice(), kept, &query.after) {
        return Ok(next_page(&format!("/o/{}/today", only.code)));
    }
    show(&OrganisationsPage {
        frame: Frame::of(&state, &account.visit).titled(t("organisations-title")),
        places: account.signed.places.clone(),
        kept,
    })
}

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct SessionsPage {
    frame: Frame,
    lines: Vec<SessionLine>,
}

struct SessionLine {
    began: String,
    seen: String,
    how: String,
    this: bool,
}

async fn sessions(State(state): State<WebState>, account: Account) -> Answer {
    let lines = door::sessions(&state, &account).await?;
    let lines = lines
        .into_iter()
        .map(|session| SessionLine {
            began: moment_in_words(session.began),
            seen: moment_in_words(session.seen),
            how: t_code("strength", door::strength_code(session.strength)),
            this: session.id == account.signed.session,
        })
        .collect();
    let frame = Frame::of(&state, &account.visit).titled(t("sessions-title"));
    show(&SessionsPage { frame, lines })
}

async fn end_all(State(state): State<WebState>, account: Account) -> Answer {
    door::end_all_sessions(&state, &account).await?;
    super::sign_in::out(&state)
}

#[derive(Template)]
#[template(path = "account/kept_form.html")]
struct KeptFormPage {
    frame: Frame,
    action: String,
    pairs: Vec<(String, String)>,
    shown: Vec<String>,
}

async fn kept_form(State(state): State<WebState>, account: Account) -> Answer {
    let Some(kept) = door::take_kept_form(&state, &account).await? else {
        return Ok(next_page("/organisations"));
    };
    let hidden = |name: &str| matches!(name, "form_id" | "version") || name.starts_with("conflict.");
    let typed = kept.pairs.iter().filter(|(name, value)| !hidden(name) && !value.trim().is_empty());
    let shown = typed.map(|(_, value)| value.clone()).collect();
    let frame = Frame::of(&state, &account.visit).titled(t("kept-title"));
    show(&KeptFormPage { frame, action: kept.path, pairs: kept.pairs, shown })
}
