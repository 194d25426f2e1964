//! Record that two areas told of one incident, or one area twice.

use app::received::{link, unlink};
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::SameIncident;

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::{Here, opened, place_shown};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const GOES_ON: Field = field("goes-on", "same-goes-on");
const WHY: Field = field("why", "same-why");

fn filled(one: &SameIncident) -> Filled {
    Filled::with([
        (GOES_ON.id, one.goes_on.clone()),
        (WHY.id, one.why.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    Sheet {
        title: t("same-title"),
        caption: seen.caption(),
        step: seen.step("same_incident"),
        explain: Vec::new(),
        inputs: vec![input(GOES_ON, Ask::Line), input(WHY, Ask::Words)],
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.working()?;
    let kept = seen.view.same.as_ref();
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "same-why" => Some(WHY),
        "same-unknown" | "same-itself" | "same-linked" | "same-goes-on" => Some(GOES_ON),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.working()?;
    let sheet = sheet(&seen);
    let goes_on = form.text(&GOES_ON, 40);
    let goes_on = goes_on.and_then(|typed| {
        let read = typed.parse::<app::Reference>();
        if read.is_err() {
            form.refuse(&GOES_ON, "same-unknown");
        }
        read.ok()
    });
    let why = form.text(&WHY, 5_000);
    let (Some(goes_on), Some(why)) = (goes_on, why) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = SameIncident {
        goes_on: goes_on.as_str().to_owned(),
        why: Sensitive(why),
    };
    let place = place_shown(seen.view.same.as_ref(), &form)?;
    let sent = (form.form_id()?, place);
    let outcome = link(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// They are not the same incident after all.
pub(super) async fn end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.working()?;
    let kept = seen.view.same.as_ref().ok_or(PageError::NotFound)?;
    let sent = (form.form_id()?, (kept.id, form.version()?));
    unlink(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(next_page(&seen.base))
}
