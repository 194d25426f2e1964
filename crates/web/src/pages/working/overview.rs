//! All working notes and files, and when the commission ends.

use app::vault::Stored;
use app::working::{Kept, WorkingFileRow};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryAction, SummaryCard, SummaryList};
use model::case::WorkingNote;
use model::scheme::StepText;

use super::{Seen, seen};
use crate::draw::{change, row};
use crate::frame::{Frame, show};
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "working/overview.html")]
struct OverviewPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    until: String,
    /// How many notes and files nobody has decided about, in words; absent where there is none.
    undecided: Option<String>,
    notes: Html,
    files: Html,
    handed_over: Option<Html>,
    may_edit: bool,
    base: String,
    review: String,
}

pub(super) async fn overview(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let working = &seen.working;
    let undecided = i64::try_from(working.own.undecided()).unwrap_or(i64::MAX);
    let handed_over = drawn(&seen, &working.handed_over, false);
    let [notes, files] = drawn(&seen, &working.own, working.may_edit);
    show(&OverviewPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("working-title"))
            .back(seen.review.clone()),
        caption: seen.caption(),
        step: seen.step(),
        until: t1("working-until", "date", date_in_words(working.until)),
        undecided: (undecided > 0)
            .then(|| t_with("working-undecided", &[("many", undecided.into())])),
        notes,
        files,
        handed_over: Some(Html::join(handed_over)).filter(|html| !html.is_empty()),
        may_edit: working.may_edit,
        base: seen.base.clone(),
        review: seen.review.clone(),
    })
}

/// Notes and files, each as a card.
fn drawn(seen: &Seen<'_>, kept: &Kept, own: bool) -> [Html; 2] {
    let notes = kept.notes.iter().map(|one| note(seen, one, own));
    let files = kept.files.iter().map(|one| file(seen, one, own));
    [Html::join(notes), Html::join(files)]
}

fn note(seen: &Seen<'_>, one: &Stored<WorkingNote>, own: bool) -> Html {
    let body = &one.body;
    let mut list = SummaryList::new().row(row(t("working-text-key"), &body.text.0));
    let points = seen.working.points.iter();
    let points = points.filter(|point| body.points.contains(&point.id));
    let points: Vec<&str> = points.map(|point| point.body.learned.0.as_str()).collect();
    if !points.is_empty() {
        list = list.row(row(t("working-points-key"), points.join("\n")));
    }
    for copy in &body.shared {
        list = list.row(row(t("working-shared-key"), date_in_words(copy.on)));
    }
    let list = list
        .row(row(
            t("working-changed-key"),
            moment_in_words(one.changed_at),
        ))
        .row(row(
            t("working-at-end-key"),
            t_code("working-at-end", body.at_end.code()),
        ));
    let actions = own.then(|| {
        let href = format!("{}/{}", seen.base, one.id);
        let share = SummaryAction::new(t("working-share-link"), format!("{href}/share"))
            .visually_hidden(body.title.0.as_str());
        [change(href, body.title.0.as_str()), share]
    });
    SummaryCard::new(body.title.0.as_str(), list)
        .plain_links()
        .actions(actions.into_iter().flatten())
        .render()
}

fn file(seen: &Seen<'_>, one: &WorkingFileRow, own: bool) -> Html {
    let name = one.file.name.0.as_str();
    let href = format!("{}/files/{}", seen.review, one.file.id);
    let link = Link::new(name, href).attribute("download", "");
    let list = SummaryList::new()
        .row(row(t("working-file-key"), link))
        .row(row(
            t("working-changed-key"),
            moment_in_words(one.file.added_at),
        ))
        .row(row(
            t("working-at-end-key"),
            t_code("working-at-end", one.at_end.code()),
        ));
    let action = own.then(|| {
        let href = format!("{}/files/{}", seen.base, one.file.id);
        SummaryAction::new(t("working-file-link"), href).visually_hidden(name)
    });
    SummaryCard::new(name, list)
        .plain_links()
        .actions(action)
        .render()
}
