//! What an area learned in earlier rapid reviews, as context for a case of the same area.

use app::received::earlier;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryCard, SummaryList};
use model::case::{Action, ActionStands, LearningPoint, RapidReviewSent};

use super::seen;
use crate::draw::row;
use crate::frame::{Frame, show};
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "received/earlier.html")]
struct EarlierPage {
    frame: Frame,
    caption: String,
    reviews: Vec<Html>,
}

pub(super) async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let found = earlier(state.app(), &signed.ctx, &seen.reference).await?;
    show(&EarlierPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("earlier-title"))
            .back(seen.base.clone()),
        caption: seen.caption(),
        reviews: found.iter().map(review).collect(),
    })
}

/// One earlier review: what was learned, and what was to be done about it when the report went out.
fn review(sent: &RapidReviewSent) -> Html {
    let values = [
        ("reference", sent.reference.as_str().into()),
        ("when", sent.sent.to_string().into()),
    ];
    let points = sent
        .points
        .iter()
        .map(|one| row(t("earlier-learned"), point(one)));
    let actions = sent
        .actions
        .iter()
        .map(|one| row(t("earlier-action"), action(one)));
    let mut rows: Vec<_> = points.chain(actions).collect();
    if rows.is_empty() {
        rows.push(row(t("earlier-learned"), t("earlier-nothing")));
    }
    SummaryCard::new(
        t_with("earlier-review", &values),
        SummaryList::new().rows(rows),
    )
    .render()
}

fn point(one: &LearningPoint) -> Html {
    let condition = one.condition.0.trim();
    let lines = [one.learned.0.as_str(), condition];
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    Html::lines(lines.map(Html::escape))
}

fn action(one: &Action) -> Html {
    let stands = t_code("action-stands", one.stands.code());
    let mut lines = vec![Html::escape(&one.what.0)];
    if one.stands != ActionStands::Open {
        lines.push(Html::escape(stands));
    }
    Html::lines(lines)
}
