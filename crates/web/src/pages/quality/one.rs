//! One marker: the judgement that stands, second views of it, and how it changed.

use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryCard, SummaryList};
use model::case::QualityJudgement;
use model::scheme::StepText;

use super::{HereMarker, Seen, judged_rows, second_row, seen};
use crate::frame::{Frame, show};
use crate::pages::seen::list_mark;
use crate::problem::Answer;
use crate::texts::{t, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "quality/one.html")]
struct OnePage {
    frame: Frame,
    caption: String,
    title: String,
    asks: String,
    step: Option<StepText>,
    standing: Option<Html>,
    /// The judgements before it, newest first.
    earlier: Vec<Html>,
    mark: Option<String>,
    may_judge: bool,
    judge_key: &'static str,
    may_second: bool,
    here: String,
}

pub(super) async fn one(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereMarker,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let marker = seen.marker(&id)?;
    let judged = seen.judgement(&id);
    let mut versions = seen.view.versions.iter();
    let standing = versions
        .next()
        .map(|one| card(&seen, one, t("quality-standing")));
    let earlier = versions.map(|one| {
        let day = date_in_words(one.changed_at.date_in_london());
        card(&seen, one, t1("quality-earlier-one", "day", day))
    });
    show(&OnePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(marker.title())
            .back(seen.base.clone()),
        caption: seen.caption(),
        title: marker.title(),
        asks: marker.asks().to_owned(),
        step: seen.step("quality_marker"),
        standing,
        earlier: earlier.collect(),
        mark: list_mark(Some(marker.list)),
        may_judge: seen.may_judge(),
        judge_key: if judged.is_some() {
            "quality-judge-again"
        } else {
            "quality-judge"
        },
        may_second: judged.is_some_and(|one| seen.may_second(one, &signed)),
        here: format!("{}/{id}", seen.base),
    })
}

/// A judgement with the second views of it.
fn card(seen: &Seen<'_>, one: &Stored<QualityJudgement>, title: String) -> Html {
    let views = seen.view.quality.views_of((one.id, one.version));
    let mut rows = judged_rows(seen, one);
    rows.extend(views.map(|view| second_row(seen, view)));
    SummaryCard::new(title, SummaryList::new().rows(rows)).render()
}
