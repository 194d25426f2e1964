//! Giving a working note to the review.

use app::working::{Share, ShareAs, share_note};
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::WorkingNote;

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, coded, list_mark, one_of};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, group, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const AS_WHAT: Field = field("as-what", "working-share-as");
const TITLE: Field = field("title", "working-note-title");
const TEXT: Field = field("text", "working-share-text");
const LEVEL: Field = field("level", "learning-level");
const CHANGED_AT: Field = field("changed-at", "learning-changed-at");

/// As what a note can be shared.
const CODES: [&str; 2] = ["note", "learning_point"];

fn filled(one: &WorkingNote) -> Filled {
    Filled::with([
        (TITLE.id, one.title.0.clone()),
        (TEXT.id, one.text.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let as_what = CODES.map(|code| Offer::new(code, t_code("working-share-as", code)));
    let levels = seen.scheme.list("level");
    let mut explain = vec![t("working-share-explain")];
    explain.extend(list_mark(levels));
    Sheet {
        title: t("working-share-title"),
        caption: seen.caption(),
        step: seen.step(),
        explain,
        inputs: vec![
            input(AS_WHAT, Ask::OneOf(as_what.to_vec())),
            input(TITLE, Ask::Line),
            input(TEXT, Ask::Words),
            group(
                t("working-share-point"),
                vec![
                    input(LEVEL, Ask::OneOf(coded(levels))),
                    input(CHANGED_AT, Ask::OneOf(coded(levels))),
                ],
            ),
        ],
        button: t("working-share-button"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let kept = seen.note(&id)?;
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    sheet(&seen).show(&state, &signed, &filled(&kept.body), hidden)
}

fn read(form: &mut Filled, seen: &Seen<'_>) -> Option<Share> {
    let levels = seen.scheme.list("level");
    let known = |code: &str| levels.is_some_and(|list| list.label_of(code).is_some());
    let as_what = one_of(form, &AS_WHAT, |code| CODES.contains(&code));
    let title = form.text(&TITLE, 200);
    let text = form.text(&TEXT, 20_000);
    let as_what = match as_what?.as_str() {
        "learning_point" => {
            let level = one_of(form, &LEVEL, known);
            let changed_at = one_of(form, &CHANGED_AT, known);
            ShareAs::LearningPoint {
                level: level?,
                changed_at: changed_at?,
            }
        }
        _ => ShareAs::Note,
    };
    if !form.is_good() {
        return None;
    }
    Some(Share {
        as_what,
        title: Sensitive(title?),
        text: Sensitive(text?),
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "working-title" => Some(TITLE),
        "working-text" => Some(TEXT),
        "learning-level" => Some(LEVEL),
        "learning-changed-at" => Some(CHANGED_AT),
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
    seen.usable()?;
    let kept = seen.note(&id)?;
    let sheet = sheet(&seen);
    let Some(new) = read(&mut form, &seen) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, kept.id, form.version()?);
    let outcome = share_note(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
