//! One's own account: the sign-ins of organisations that one has linked, linking one, removing one.

use std::collections::BTreeSet;

use access::sign_in::Errand;
use askama::Template;
use axum::extract::State;

use super::away::{Offered, called, go_on, offered};
use crate::WebState;
use crate::form::Filled;
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::session::Account;
use crate::table::{Row, Who, page, send};
use crate::texts::t;
use crate::when::date_in_words;

const HERE: &str = "/organisation-sign-in";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        page(
            "organisation-sign-in",
            Who::SignedIn,
            "/organisation-sign-in",
            list,
        ),
        send(Who::SignedIn, "/organisation-sign-in/link", link),
        send(Who::SignedIn, "/organisation-sign-in/remove", remove),
    ]
}

#[derive(Template)]
#[template(path = "account/organisation_sign_in.html")]
struct LinksPage {
    frame: Frame,
    lines: Vec<Line>,
    offered: Vec<Offered>,
    /// Providers of which they have linked an account.
    linked: BTreeSet<String>,
    /// Whether they signed in so lately that they may link one.
    fresh: bool,
}

struct Line {
    id: String,
    name: String,
    linked: String,
}

async fn list(State(state): State<WebState>, account: Account) -> Answer {
    let now = account.visit.now();
    let rows = state.sign_in().links_of(&account.session, now).await?;
    let offered = offered(&state);
    if offered.is_empty() && rows.is_empty() {
        return Err(PageError::NotFound);
    }
    let line = |row: access::sign_in::LinkRow| Line {
        id: row.id.to_string(),
        name: called(row.name),
        linked: date_in_words(row.day),
    };
    show(&LinksPage {
        frame: Frame::of(&state, &account.visit)
            .titled(t("links-title"))
            .back("/sessions"),
        linked: rows.iter().map(|row| row.provider.clone()).collect(),
        lines: rows.into_iter().map(line).collect(),
        offered,
        fresh: account.session.is_fresh(now),
    })
}

async fn link(State(state): State<WebState>, account: Account, form: Filled) -> Answer {
    let errand = Errand::Link(&account.session);
    go_on(&state, &account.visit, form.value("provider"), errand, HERE).await
}

async fn remove(State(state): State<WebState>, account: Account, form: Filled) -> Answer {
    let id = form
        .value("link")
        .parse()
        .map_err(|_| PageError::NotFound)?;
    let now = account.visit.now();
    state
        .sign_in()
        .remove_link(&account.session, id, now)
        .await?;
    Ok(next_page(HERE))
}
