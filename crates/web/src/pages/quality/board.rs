//! The steering board: what to improve now first, then every marker with what was judged of it.

use askama::Template;
use axum::extract::{Path, State};
use govuk::{Heading, Html, Link, SummaryAction, SummaryCard, SummaryList};
use model::scheme::StepText;

use super::{Marker, Seen, judged_rows, second_row, seen};
use crate::draw::{paragraph, strong};
use crate::frame::{Frame, show};
use crate::pages::seen::{Here, list_mark};
use crate::problem::Answer;
use crate::texts::t;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "quality/board.html")]
struct BoardPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    /// What is to be improved now, each with its marker.
    improve: Vec<Html>,
    /// Markers by the list that they stand in.
    groups: Vec<(String, Html)>,
    /// The lists are not checked.
    mark: Option<String>,
}

pub(super) async fn board(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, (&text, "")).await?;
    let mut groups: Vec<(String, Html)> = Vec::new();
    for marker in seen.markers() {
        let card = card(&seen, &marker).render();
        match groups.last_mut() {
            Some((label, cards)) if *label == marker.list.label.en => {
                *cards = Html::join([cards.clone(), card]);
            }
            _ => groups.push((marker.list.label.en.clone(), card)),
        }
    }
    let mark = seen
        .markers()
        .next()
        .and_then(|one| list_mark(Some(one.list)));
    show(&BoardPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("quality-title"))
            .back(seen.base.trim_end_matches("/quality").to_owned()),
        caption: seen.caption(),
        step: seen.step("quality"),
        improve: improve(&seen),
        groups,
        mark,
    })
}

/// What is to be improved now, in the order of the markers.
fn improve(seen: &Seen<'_>) -> Vec<Html> {
    let mut lines = Vec::new();
    for marker in seen.markers() {
        for one in seen.view.quality.asked_for(&marker.item.code) {
            let href = format!("{}/{}", seen.base, one.marker);
            let link = Link::new(marker.title(), href).into();
            let mut words = vec![link, Html::element("span", "tl-words", one.what)];
            if one.second {
                words.push(Html::element(
                    "span",
                    "govuk-hint",
                    t("quality-asked-second"),
                ));
            }
            lines.push(Html::lines(words));
        }
    }
    lines
}

fn card(seen: &Seen<'_>, marker: &Marker<'_>) -> SummaryCard {
    let code = &marker.item.code;
    let asks = paragraph(marker.asks());
    let content = match seen.judgement(code) {
        Some(judged) => {
            let views = seen.view.quality.views_of((judged.id, judged.version));
            let mut rows = judged_rows(seen, judged);
            rows.extend(views.map(|one| second_row(seen, one)));
            Html::join([asks, SummaryList::new().rows(rows).render()])
        }
        None => Html::join([asks, paragraph(strong(t("quality-not-judged")))]),
    };
    let open = SummaryAction::new(t("quality-open"), format!("{}/{code}", seen.base));
    SummaryCard::new(marker.title(), content)
        .heading(Heading::H3)
        .plain_links()
        .action(open.visually_hidden(&marker.item.label.en))
}
