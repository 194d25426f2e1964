//! What was learned in a review so far, and what is done about it.

use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::scheme::StepText;

use super::card::{action_card, point_card};
use super::seen;
use crate::frame::{Frame, show};
use crate::pages::seen::{Here, list_mark};
use crate::problem::Answer;
use crate::texts::t;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "learning/list.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    /// Each learning point with the actions that answer it.
    points: Vec<(Html, Vec<Html>)>,
    /// All actions are training, reminders and the like.
    all_weak: bool,
    /// The lists of the scheme that the page shows are not checked.
    mark: Option<String>,
    may_learn: bool,
    base: String,
    /// Address of what is shared from the review.
    sharing: String,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let learning = &seen.learning;
    // Where shared learning cannot be read, the rest of the page is there all the same.
    let themes = app::library::themes_in_force(state.app(), &signed.ctx)
        .await
        .ok();
    let mut points = Vec::new();
    for (at, one) in learning.points.iter().enumerate() {
        let card = point_card(&seen, (&names, themes.as_ref()), (at + 1, one)).render();
        let actions = learning.answers(one.id);
        let actions = actions.map(|action| action_card(&seen, action).render());
        points.push((card, actions.collect()));
    }
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("learning-title"))
            .back(seen.base.trim_end_matches("/learning").to_owned()),
        caption: seen.caption(),
        step: seen.step("learning"),
        all_weak: learning.changes_no_condition(),
        mark: list_mark(seen.scheme.list("level")).filter(|_| !points.is_empty()),
        points,
        may_learn: learning.may_learn && learning.case.closed_at.is_none(),
        sharing: format!("{}/sharing", seen.base.trim_end_matches("/learning")),
        base: seen.base.clone(),
    })
}
