//! The whole checklist, group by group, and how much of it is still open.

use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryList, Task, TaskList};
use model::case::{CheckGroup, CheckSays, CheckedLine, check_groups};
use model::scheme::{CodeItem, StepText};

use super::{Seen, by_on, checks, seen};
use crate::draw::{row, strong};
use crate::frame::{Frame, show};
use crate::pages::seen::{Here, list_mark};
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "publication/checklist.html")]
struct ChecklistPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    /// The version that it is about.
    about: String,
    groups: Html,
    /// The next line that the reader may answer.
    next: Option<String>,
}

pub(super) async fn page(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let groups = check_groups(seen.scheme).map(|group| drawn(&seen, &group));
    show(&ChecklistPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("publish-checklist"))
            .back(seen.base.clone()),
        caption: seen.caption(),
        step: seen.step("publication_check"),
        about: seen
            .about_version()
            .unwrap_or_else(|| t("publish-no-version")),
        groups: Html::join(groups),
        next: next(&seen),
    })
}

/// Address of the next line that the reader may answer now.
pub(super) fn next(seen: &Seen<'_>) -> Option<String> {
    let made = &seen.publication.made;
    let may = seen.is_open(true) && !made.is_out() && made.current().is_some();
    let end = checks::next_open(seen, None).filter(|_| may)?;
    Some(format!("{}/{end}", seen.base))
}

/// A group as a list of its lines.
fn drawn(seen: &Seen<'_>, group: &CheckGroup<'_>) -> Html {
    let items = group.list.items.iter();
    let tasks = items.map(|item| task(seen, item, group.legal));
    let mark = list_mark(Some(group.list));
    Html::join([
        Html::element("h2", "govuk-heading-m", &group.list.label.en),
        TaskList::new(format!("{}-", group.list.id))
            .tasks(tasks)
            .render(),
        mark.map_or_else(Html::default, |mark| {
            Html::element("p", "govuk-body-s", mark)
        }),
    ])
}

fn task(seen: &Seen<'_>, item: &CodeItem, legal: bool) -> Task {
    let publication = &seen.publication;
    let made = &publication.made;
    let said = made.line(&item.code);
    let current = said.filter(|one| made.is_current(one.body.of));
    let status = match (current, said) {
        (Some(one), _) if one.body.says == CheckSays::Stops => {
            strong(t_code("check-says", one.body.says.code()))
        }
        (Some(one), _) => Html::escape(t_code("check-says", one.body.says.code())),
        (None, Some(_)) => Html::escape(t("check-earlier")),
        (None, None) => Html::escape(t("check-not-yet")),
    };
    let task = Task::new(&item.label.en, status);
    let task = match current {
        Some(one) => task.hint(hint(&one.body)),
        None => task,
    };
    let allowed = publication.may_edit || (legal && publication.may_check_law);
    if seen.is_open(allowed) && !made.is_out() && made.current().is_some() {
        return task.href(format!("{}/{}", seen.base, checks::end(&item.code, legal)));
    }
    task
}

fn hint(one: &CheckedLine) -> Html {
    let mut lines = vec![Html::escape(by_on(&one.by.0, one.on))];
    if !one.words.0.is_empty() {
        lines.push(Html::escape(&one.words.0));
    }
    Html::lines(lines)
}

/// A row for each group: what of it is still open, and what stops publication.
pub(super) fn summary(seen: &Seen<'_>) -> SummaryList {
    let made = &seen.publication.made;
    let rows = check_groups(seen.scheme).map(|group| {
        let (mut open, mut stopping) = (0_i64, 0_i64);
        for item in &group.list.items {
            let said = made.line(&item.code);
            match said.filter(|one| made.is_current(one.body.of)) {
                None => open += 1,
                Some(one) => stopping += i64::from(one.body.says == CheckSays::Stops),
            }
        }
        let mut lines = vec![Html::escape(t_with(
            "checklist-open",
            &[("many", open.into())],
        ))];
        if stopping > 0 {
            let values = [("many", stopping.into())];
            lines.push(strong(t_with("lacks-publication-stopped", &values)));
        }
        row(&group.list.label.en, Html::lines(lines))
    });
    SummaryList::new().rows(rows)
}
