//! Pages for everyone: what this is, accessibility, who can see what, privacy.

use askama::Template;
use axum::extract::State;

use crate::frame::{Frame, show};
use crate::problem::Answer;
use crate::table::{Row, Who, page};
use crate::texts::t;
use crate::{Anyone, WebState};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        page("start", Who::Anyone, "/", start),
        page(
            "accessibility",
            Who::Anyone,
            "/accessibility",
            accessibility,
        ),
        page(
            "who-can-see-this",
            Who::Anyone,
            "/who-can-see-this",
            who_can_see,
        ),
        page("privacy", Who::Anyone, "/privacy", privacy),
    ]
}

#[derive(Template)]
#[template(path = "public/start.html")]
struct StartPage {
    frame: Frame,
    signed_in: bool,
    choose_person: bool,
}

async fn start(State(state): State<WebState>, Anyone(visit): Anyone) -> Answer {
    show(&StartPage {
        frame: Frame::of(&state, &visit).titled(t("start-title")),
        signed_in: visit.session().is_some(),
        choose_person: state.offers_a_choice_of_people(),
    })
}

#[derive(Template)]
#[template(path = "public/accessibility.html")]
struct AccessibilityPage {
    frame: Frame,
}

async fn accessibility(State(state): State<WebState>, Anyone(visit): Anyone) -> Answer {
    show(&AccessibilityPage {
        frame: Frame::of(&state, &visit).titled(t("accessibility-title")),
    })
}

#[derive(Template)]
#[template(path = "public/who_can_see.html")]
struct WhoCanSeePage {
    frame: Frame,
}

async fn who_can_see(State(state): State<WebState>, Anyone(visit): Anyone) -> Answer {
    show(&WhoCanSeePage {
        frame: Frame::of(&state, &visit).titled(t("who-can-see-title")),
    })
}

#[derive(Template)]
#[template(path = "public/privacy.html")]
struct PrivacyPage {
    frame: Frame,
}

async fn privacy(State(state): State<WebState>, Anyone(visit): Anyone) -> Answer {
    show(&PrivacyPage {
        frame: Frame::of(&state, &visit).titled(t("privacy-title")),
    })
}
