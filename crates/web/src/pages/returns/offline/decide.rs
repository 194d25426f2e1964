//! Take answers over that came back, or leave what stands online.

use app::AppError;
use app::returns::offline::{leave_answer, say_cell, take_all as all, take_answer};
use axum::extract::{Path, State};
use model::RecordId;

use super::beside::shown;
use super::seen;
use crate::form::Filled;
use crate::frame::next_page;
use crate::offline_words::form_words;
use crate::problem::{Answer, PageError};
use crate::texts::t_code;
use crate::{Signed, WebState};

/// What its reader saw standing online; not shown.
pub(super) const MARK: &str = "mark";

/// Name of the box in which somebody says what a cell should have said.
pub(super) fn said_name(code: &str) -> String {
    format!("said-{code}")
}

/// Address of an answer: organisation, return, document, answer.
type HereAnswer = Path<(String, String, String, String)>;

fn file_of(text: &str) -> Result<RecordId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn take_over(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, code)): HereAnswer,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let file = file_of(&record)?;
    let (of, sent) = ((seen.request, file), form.form_id()?);
    let name = said_name(&code);
    if form.pairs().iter().any(|(given, _)| *given == name) {
        let words = form_words();
        let said = (code.as_str(), form.value(&name), &words);
        match say_cell(state.app(), &signed.ctx, of, sent, said).await {
            Ok(()) => {}
            Err(AppError::Rule(rule @ ("offline-unread" | "offline-one-day"))) => {
                form.say_words(&name, t_code("rule", rule));
                return shown((&state, &signed), (&seen, file), 0, &form).await;
            }
            Err(error) => return Err(error.into()),
        }
    } else {
        let answer = (code.as_str(), form.value(MARK));
        take_answer(state.app(), &signed.ctx, of, sent, answer).await?;
    }
    Ok(next_page(&format!("{}/document/{file}", seen.base)))
}

pub(super) async fn leave(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, code)): HereAnswer,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let file = file_of(&record)?;
    let (of, sent) = ((seen.request, file), form.form_id()?);
    leave_answer(state.app(), &signed.ctx, of, sent, &code).await?;
    Ok(next_page(&format!("{}/document/{file}", seen.base)))
}

pub(super) async fn take_all(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, kind)): HereAnswer,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let file = file_of(&record)?;
    let (of, sent) = ((seen.request, file), form.form_id()?);
    let which = (kind.as_str(), form.value(MARK));
    all(state.app(), &signed.ctx, of, sent, which).await?;
    Ok(next_page(&format!("{}/document/{file}", seen.base)))
}
