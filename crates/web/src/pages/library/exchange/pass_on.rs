//! Questions that wait for a broker: passed on to those behind an item, or not, with a reason.

use access::actions;
use app::exchange::{NamedQuestion, decline_question, pass_on as passes_on, to_pass_on};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryList};

use super::questions::{LOOKED, after, question, rows_of};
use crate::draw::{button, go, paragraph};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer as Page, PageError};
use crate::sheet::{Ask, Sheet, drawn, input};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const WHY: Field = field("why", "question-why");

/// Address of a question that waits for a broker.
type HereQuestion = Path<(String, String)>;

/// A question that waits for the broker.
struct Line {
    condition: String,
    href: String,
    rows: Html,
    pass_on: Html,
    decline: Html,
}

#[derive(Template)]
#[template(path = "library/pass_on.html")]
struct PassOnPage {
    frame: Frame,
    lines: Vec<Line>,
}

pub(super) async fn list(State(state): State<WebState>, signed: Signed) -> Page {
    let found = to_pass_on(state.app(), &signed.ctx).await?;
    let base = signed.path("shared/questions-to-pass-on");
    let mut lines = Vec::new();
    for (one, condition) in &found {
        let which = &one.question;
        let hidden = state.hidden(&signed.visit, Some(which.version))?;
        let about = format!(
            " {}",
            t1("question-about-item", "condition", condition.as_str())
        );
        let words = t("question-pass-on");
        let action = format!("{base}/{}/pass-on", which.id);
        let decline = go(
            t("question-decline-title"),
            format!("{base}/{}/decline", which.id),
        );
        lines.push(Line {
            condition: condition.clone(),
            href: signed.path(&format!("shared/items/{}", which.item)),
            rows: SummaryList::new().rows(rows_of(one)).render(),
            pass_on: button(&action, hidden, (&words, &about))?,
            decline: paragraph(decline.secondary().render()),
        });
    }
    show(&PassOnPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("questions-title"))
            .back(signed.path("shared")),
        lines,
    })
}

pub(super) async fn pass_on(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereQuestion,
    form: Filled,
) -> Page {
    let which = question(&text)?;
    signed.may::<actions::PassOnQuestions>(&state).await?;
    let sent = (form.form_id()?, (which, form.version()?));
    passes_on(state.app(), &signed.ctx, sent).await?;
    Ok(next_page(&signed.path("shared/questions-to-pass-on")))
}

/// A question that waits for the reader's organisation, and the page on which it is declined.
async fn declining(
    (state, signed): (&WebState, &Signed),
    text: &str,
) -> Result<(NamedQuestion, Sheet), PageError> {
    let which = question(text)?;
    signed.may::<actions::PassOnQuestions>(state).await?;
    let all = to_pass_on(state.app(), &signed.ctx).await?;
    let mut all = all.into_iter();
    let found = all.find(|(one, _)| one.question.id == which);
    let (one, _) = found.ok_or(PageError::NotFound)?;
    let sheet = Sheet {
        title: t("question-decline-title"),
        caption: t("shared-title"),
        step: None,
        explain: vec![t("question-decline-explain")],
        inputs: vec![
            drawn(SummaryList::new().rows(rows_of(&one)).render()),
            input(WHY, Ask::Words),
        ],
        button: t("question-decline-button"),
        back: signed.path("shared/questions-to-pass-on"),
    };
    Ok((one, sheet))
}

pub(super) async fn decline_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereQuestion,
) -> Page {
    let (one, sheet) = declining((&state, &signed), &text).await?;
    let hidden = state.hidden(&signed.visit, Some(one.question.version))?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn decline(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereQuestion,
    mut form: Filled,
) -> Page {
    let (one, sheet) = declining((&state, &signed), &text).await?;
    let Some(why) = form.text(&WHY, 1_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let looked = form.has(LOOKED.id, "yes");
    let sent = (form.form_id()?, (one.question.id, form.version()?));
    let sent = decline_question(state.app(), &signed.ctx, sent, (&why, looked)).await;
    let next = sheet.back.clone();
    after((&state, &signed), (sheet, form), (sent, &WHY, &next))
}
