//! Every practitioner who takes part, and where contact with each stands.

use app::names::Names;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryAction, SummaryCard, SummaryList};
use model::case::{PractitionerContact, ToldOfReview};
use model::scheme::{Scheme, StepText};

use super::{Seen, reasons, seen};
use crate::draw::{change, row};
use crate::frame::{Frame, show};
use crate::pages::seen::{Here, list_mark};
use crate::pages::told_of_review;
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with, t1};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "people/practitioners.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    cards: Html,
    mark: Option<String>,
    may_add: bool,
    base: String,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let cards = seen.found.all.iter().map(|one| card(&seen, &names, one));
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("practitioners-title"))
            .back(seen.review().to_owned()),
        caption: seen.caption(),
        step: seen.step(),
        cards: Html::join(cards),
        mark: list_mark(reasons(seen.scheme)),
        may_add: seen.usable().is_ok(),
        base: seen.base,
    })
}

fn card(seen: &Seen<'_>, names: &Names, one: &Stored<PractitionerContact>) -> Html {
    let body = &one.body;
    let told = told_of_review::words(&body.told, names, reasons(seen.scheme));
    let mut rows = vec![row(
        t("family-key"),
        Html::lines(told.iter().map(Html::escape)),
    )];
    let support = [
        t_code("practitioner-support", body.support.code()),
        body.support_words.0.clone(),
    ];
    rows.push(row(
        t("practitioner-support-key"),
        Html::lines(support.iter().map(Html::escape)),
    ));
    let event = body.event_on.map(|on| on.to_string()).unwrap_or_default();
    let event = [t_code("practitioner-event", body.event.code()), event];
    rows.push(row(
        t("practitioner-event-key"),
        Html::lines(event.iter().map(Html::escape)),
    ));
    rows.push(row(t("practitioner-draft-key"), draft_words(body)));
    rows.push(row(t("practitioner-feedback-key"), feedback_words(body)));
    let name = body.called();
    let href = format!("{}/{}", seen.base, one.id);
    let may = seen.usable().is_ok();
    let away = SummaryAction::new(t("practitioner-away"), format!("{href}/take-away"));
    let actions = [change(href, &name), away.visually_hidden(&name)];
    SummaryCard::new(&name, SummaryList::new().rows(rows))
        .plain_links()
        .actions(actions.into_iter().filter(|_| may))
        .render()
}

fn draft_words(one: &PractitionerContact) -> Html {
    let Some(draft) = &one.draft else {
        return Html::element("span", "govuk-hint", t("practitioner-no-draft"));
    };
    let values = [
        ("from", draft.from.to_string().into()),
        ("long", draft.how_long.0.as_str().into()),
    ];
    Html::lines([
        Html::escape(t_with("first-draft-line", &values)),
        Html::escape(t_code("first-comments", draft.comments.code())),
    ])
}

fn feedback_words(one: &PractitionerContact) -> Html {
    match &one.feedback {
        None => Html::element("span", "govuk-hint", t("practitioner-no-feedback")),
        Some(told) => Html::escape(format!("{}. {}", told.on, told.by.0)),
    }
}

/// How many of them were told of the review, in a sentence; nothing where none is on record.
pub(crate) fn summary(all: &[Stored<PractitionerContact>]) -> Option<String> {
    if all.is_empty() {
        return None;
    }
    let told = all.iter();
    let told = told.filter(|one| matches!(one.body.told, ToldOfReview::Told { .. }));
    let many = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let values = [
        ("all", many(all.len()).into()),
        ("told", many(told.count()).into()),
        (
            "draft",
            many(all.iter().filter(|one| one.body.draft.is_some()).count()).into(),
        ),
    ];
    Some(t_with("practitioners-summary", &values))
}

/// A line for each of them: whether they were told of the review, and had the draft.
pub(crate) fn lines(
    all: &[Stored<PractitionerContact>],
    names: &Names,
    scheme: &Scheme,
) -> Vec<String> {
    let line = |one: &Stored<PractitionerContact>| {
        let told = told_of_review::words(&one.body.told, names, reasons(scheme));
        let draft = match &one.body.draft {
            None => t("practitioner-no-draft"),
            Some(draft) => t1("practitioner-had-draft", "when", draft.from.to_string()),
        };
        format!("{}: {}. {draft}", one.body.called(), told.join(". "))
    };
    all.iter().map(line).collect()
}
