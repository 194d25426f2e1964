//! A draft of the report.

use app::local_review::keep_draft;
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::ReviewDraft;
use model::{FileId, Sensitive};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, one_of, opened, place_of, today};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const ON: Field = field("on", "draft-on");
const FILE: Field = field("file", "draft-file");
const WORDS: Field = field("words", "draft-words");
const WITH: Field = field("with", "draft-with");

fn filled(one: &ReviewDraft) -> Filled {
    Filled::with([
        (ON.id, one.on.to_string()),
        (FILE.id, one.file.to_string()),
        (WORDS.id, one.words.0.clone()),
        (WITH.id, one.with.0.clone()),
    ])
}

fn sheet(state: &WebState, seen: &Seen<'_>, kept: Option<&Stored<ReviewDraft>>) -> Sheet {
    let (files, held) = seen.files(state, kept.map(|one| one.body.file));
    Sheet {
        title: t("draft-title"),
        caption: seen.caption(),
        step: seen.step("review_draft"),
        explain: std::iter::once(t("draft-explain")).chain(held).collect(),
        inputs: vec![
            input(ON, Ask::Line),
            input(FILE, Ask::Pick(files)),
            input(WORDS, Ask::Words),
            input(WITH, Ask::Words),
        ],
        button: t("save"),
        back: seen.base.clone(),
    }
}

/// A draft is a file of the review; while there is none, and while nothing asks about inequality, none can be kept.
fn usable(seen: &Seen<'_>) -> Result<(), PageError> {
    seen.usable(seen.local.may_edit)?;
    if !seen.local.asks_about_inequality() {
        return Err(PageError::Rule("draft-inequality"));
    }
    if seen.local.files.is_empty() {
        return Err(PageError::Rule("draft-no-file"));
    }
    Ok(())
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    usable(&seen)?;
    let kept = by_id(&seen.local.drafts, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, today(&signed, &ON)))?;
    sheet(&state, &seen, kept).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "draft-file" => Some(FILE),
        "draft-later" => Some(ON),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    usable(&seen)?;
    let kept = by_id(&seen.local.drafts, &id)?;
    let sheet = sheet(&state, &seen, kept);
    let on = form.uncertain_date(&ON, signed.ctx.today());
    let file = one_of(&mut form, &FILE, |code| code.parse::<FileId>().is_ok());
    let file: Option<FileId> = file.and_then(|code| code.parse().ok());
    let words = form.text_or_none(&WORDS, 20_000);
    let with = form.text_or_none(&WITH, 5_000);
    let (Some(on), Some(file)) = (on, file) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = ReviewDraft {
        on,
        file,
        words: Sensitive(words.unwrap_or_default()),
        with: Sensitive(with.unwrap_or_default()),
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_draft(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
