//! One's own passkeys: which there are, adding one, removing one.

use askama::Template;
use axum::extract::State;
use crypto::Token;

use super::sign_in::PasskeyPage;
use crate::WebState;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::session::Account;
use crate::table::{Row, Who, page, send};
use crate::texts::t;
use crate::when::moment_in_words;

const NAME: Field = field("name", "passkey-name");

pub(crate) fn rows() -> Vec<Row> {
    vec![
        page("passkeys", Who::SignedIn, "/passkeys", list),
        send(Who::SignedIn, "/passkeys/add", add),
        send(Who::SignedIn, "/passkeys/answer", keep),
        send(Who::SignedIn, "/passkeys/remove", remove),
    ]
}

#[derive(Template)]
#[template(path = "account/passkeys.html")]
struct PasskeysPage {
    frame: Frame,
    lines: Vec<Line>,
}

struct Line {
    id: String,
    name: String,
    added: String,
}

async fn list(State(state): State<WebState>, account: Account) -> Answer {
    if !state.sign_in().offers_passkeys() {
        return Err(PageError::NotFound);
    }
    let rows = state
        .sign_in()
        .passkeys_of(&account.session, account.visit.now())
        .await?;
    let line = |row: access::sign_in::PasskeyRow| Line {
        id: row.id,
        name: if row.name.is_empty() {
            t("passkey-unnamed")
        } else {
            row.name
        },
        added: moment_in_words(row.added_at),
    };
    let frame = Frame::of(&state, &account.visit)
        .titled(t("passkeys-title"))
        .back("/sessions");
    show(&PasskeysPage {
        frame,
        lines: rows.into_iter().map(line).collect(),
    })
}

async fn add(State(state): State<WebState>, account: Account) -> Answer {
    let asked = state
        .sign_in()
        .start_passkey(&account.session, account.visit.now())
        .await?;
    show(&PasskeyPage {
        frame: Frame::of(&state, &account.visit)
            .titled(t("passkeys-add"))
            .back("/passkeys"),
        heading: t("passkeys-add"),
        action: "/passkeys/answer".to_owned(),
        kind: "create",
        options: asked.options,
        ceremony: asked.ceremony.expose().to_owned(),
        button: t("passkeys-add"),
        instead: "/passkeys".to_owned(),
        instead_text: t("passkeys-leave"),
        name: Filled::empty().input(NAME).width(20).into(),
    })
}

async fn keep(State(state): State<WebState>, account: Account, form: Filled) -> Answer {
    let ceremony = Token::from_text(form.value("ceremony")).map_err(|_| PageError::Unreadable)?;
    let (answer, name) = (form.value("answer"), form.value(NAME.id));
    let now = account.visit.now();
    state
        .sign_in()
        .finish_passkey(&account.session, &ceremony, answer, name, now)
        .await?;
    Ok(next_page("/passkeys"))
}

async fn remove(State(state): State<WebState>, account: Account, form: Filled) -> Answer {
    let now = account.visit.now();
    state
        .sign_in()
        .remove_passkey(&account.session, form.value("passkey"), now)
        .await?;
    Ok(next_page("/passkeys"))
}
