//! Take a file away, with a reason.

use app::Reference;
use app::files::{take_away, to_take_away};
use askama::Template;
use axum::extract::{Path, State};

use super::{Here, base, file_id, list_instead};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
use crate::pages::people::reference;
use crate::problem::Answer;
use crate::texts::t;
use crate::{Signed, WebState};

const REASON: Field = field("reason", "file-reason");
/// Longest reason.
const LONGEST: usize = 1_000;

#[derive(Template)]
#[template(path = "files/remove.html")]
struct RemovePage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
    name: String,
    back: String,
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): Here,
) -> Answer {
    let reference = reference(&text)?;
    let hidden = state.hidden(&signed.visit, None)?;
    shown(
        &state,
        &signed,
        &reference,
        &record,
        Filled::empty(),
        hidden,
    )
    .await
}

async fn shown(
    state: &WebState,
    signed: &Signed,
    reference: &Reference,
    record: &str,
    form: Filled,
    hidden: Hidden,
) -> Answer {
    let id = file_id(record)?;
    let found = to_take_away(state.app(), &signed.ctx, reference, id).await;
    let failed = found.as_ref().err();
    if let Some(list) = list_instead(state, signed, reference, id, failed).await? {
        return Ok(list);
    }
    let file = found?;
    let errors = form.errors().clone();
    let back = base(signed, reference);
    let frame = Frame::of(state, &signed.visit)
        .titled(t("file-take-title"))
        .back(back.clone())
        .with_errors(&errors);
    show_form(
        &errors,
        &RemovePage {
            frame,
            form,
            hidden,
            name: file.name.0,
            back,
        },
    )
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): Here,
    mut form: Filled,
) -> Answer {
    let reference = reference(&text)?;
    let reason = form.text(&REASON, LONGEST);
    let hidden = form.hidden()?;
    let Some(reason) = reason else {
        return shown(&state, &signed, &reference, &record, form, hidden).await;
    };
    let file = file_id(&record)?;
    let id = form.form_id()?;
    let taken = take_away(state.app(), &signed.ctx, &reference, id, file, &reason).await;
    let failed = taken.as_ref().err();
    if let Some(list) = list_instead(&state, &signed, &reference, file, failed).await? {
        return Ok(list);
    }
    taken?;
    Ok(next_page(&format!(
        "{}?done=taken",
        base(&signed, &reference)
    )))
}
