//! What the organisation does with learning of others, all of it.

use app::exchange::{Decided, decisions};
use askama::Template;
use axum::extract::State;
use govuk::Html;

use super::decision::summary;
use super::others::end_words;
use crate::frame::{Frame, show};
use crate::problem::Answer;
use crate::texts::{t, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

struct Line {
    href: String,
    words: String,
    /// That the learning ended, and what is asked then; since when it waits to be looked at again.
    waits: Vec<String>,
    rows: Html,
}

#[derive(Template)]
#[template(path = "library/decisions.html")]
struct DecisionsPage {
    frame: Frame,
    lines: Vec<Line>,
    library: String,
}

pub(super) async fn list(State(state): State<WebState>, signed: Signed) -> Answer {
    let found = decisions(state.app(), &signed.ctx).await?;
    let today = signed.ctx.today();
    let line = |one: &Decided| {
        let body = &one.kept.body;
        let due = body.look_again.filter(|_| body.wants_looking_at(today));
        let words = one.condition.clone();
        let ended = one.ended.as_ref().map(end_words);
        let asks = one.asks_what_becomes().then(|| t("uptake-after-asks"));
        Line {
            href: signed.path(&format!("shared/items/{}", body.item)),
            words: words.unwrap_or_else(|| t("uptake-item-gone")),
            waits: ended
                .into_iter()
                .chain(asks)
                .chain(due.map(|day| t1("uptake-look-now", "day", date_in_words(day))))
                .collect(),
            rows: summary(body).render(),
        }
    };
    show(&DecisionsPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("uptakes-title"))
            .back(signed.path("shared")),
        lines: found.all.iter().map(line).collect(),
        library: signed.path("shared"),
    })
}
