//! Choose who to be: only where everyone is invented and nobody else can reach the service. The
//! guard answers 404 everywhere else.

use askama::Template;
use axum::extract::State;

use crate::form::Filled;
use crate::frame::{Frame, show};
use crate::problem::{Answer, PageError};
use crate::session::door;
use crate::table::{Row, Who, page, send};
use crate::texts::t;
use crate::{Anyone, WebState};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        page("choose-who-to-be", Who::Demonstration, "/choose-who-to-be", choose),
        send(Who::Demonstration, "/choose-who-to-be", be),
    ]
}

#[derive(Template)]
#[template(path = "sign_in/choose_person.html")]
struct ChoosePersonPage {
    frame: Frame,
    groups: Vec<Group>,
}

/// The people of one organisation.
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) people: Vec<Someone>,
}

/// A person to be.
pub(crate) struct Someone {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) roles: String,
}

async fn choose(State(state): State<WebState>, Anyone(visit): Anyone) -> Answer {
    let groups = door::people_to_be(&state, &visit).await?;
    let frame = Frame::of(&state, &visit).titled(t("choose-person-title"));
    show(&ChoosePersonPage { frame, groups })
}

async fn be(State(state): State<WebState>, Anyone(visit): Anyone, form: Filled) -> Answer {
    let person = form.value("person").parse().map_err(|_| PageError::Unreadable)?;
    let token = door::be(&state, &visit, person).await?;
    super::sign_in::inside(&state, &token)
}
