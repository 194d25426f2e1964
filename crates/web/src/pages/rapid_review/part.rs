//! One part of the report.

use app::rapid_review::keep_part;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{ReportPart, ReportText};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, opened, place_shown};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const WORDS: Field = field("words", "report-words");

/// The part of an address.
fn part(code: &str) -> Result<ReportPart, PageError> {
    ReportPart::from_code(code).ok_or(PageError::NotFound)
}

/// What a part is called in the scheme.
pub(super) fn title(seen: &Seen<'_>, part: ReportPart) -> String {
    let list = seen.scheme.list("report_part");
    let label = list.and_then(|list| list.label_of(part.code()));
    label.unwrap_or(part.code()).to_owned()
}

fn filled(one: &ReportText) -> Filled {
    Filled::with([(WORDS.id, one.words.0.clone())])
}

fn sheet(seen: &Seen<'_>, part: ReportPart) -> Sheet {
    Sheet {
        title: title(seen, part),
        caption: seen.caption(),
        step: seen.step("report_part"),
        explain: vec![t_code("report-help", part.code())],
        inputs: vec![input(WORDS, Ask::Words)],
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_write)?;
    let part = part(&code)?;
    let kept = seen.review.text(part);
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen, part).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_write)?;
    let part = part(&code)?;
    let sheet = sheet(&seen, part);
    let Some(words) = form.text(&WORDS, 20_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = ReportText {
        part,
        words: Sensitive(words),
    };
    let sent = (form.form_id()?, place_shown(seen.review.text(part), &form)?);
    let outcome = keep_part(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of: |code| (code == "report-words").then_some(WORDS),
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
