//! Propose to hand a review over.

use app::transfer::{NewTransfer, WHY, propose};
use axum::extract::{Path, State};
use model::{OrganisationId, Sensitive};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::{Here, coded, list_mark};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const TO: Field = field("to", "hand-over-to");
const WHY_BOX: Field = field("why", "hand-over-why");
const WORDS: Field = field("words", "hand-over-words");

fn sheet(seen: &Seen<'_>) -> Sheet {
    let list = seen.scheme.list(WHY);
    let others = seen.found.organisations.others();
    let others = others
        .into_iter()
        .map(|(id, name)| Offer::new(id.to_string(), name));
    Sheet {
        title: t("hand-over-propose-title"),
        caption: seen.caption(),
        step: seen.found.step.clone(),
        explain: list_mark(list).into_iter().collect(),
        inputs: vec![
            input(TO, Ask::OneOf(others.collect())),
            input(WHY_BOX, Ask::OneOf(coded(list))),
            input(WORDS, Ask::Words),
        ],
        button: t("hand-over-propose-button"),
        back: seen.base.clone(),
    }
}

/// Nothing that makes the form useless stands against it.
fn usable(seen: &Seen<'_>) -> Result<(), PageError> {
    let found = &seen.found;
    if !found.may_propose {
        return Err(PageError::refused());
    }
    if found.under_way().is_some() {
        return Err(PageError::Rule("hand-over-under-way"));
    }
    if found.case.practice {
        return Err(PageError::Rule("hand-over-practice"));
    }
    if found.bytes > app::transfer::MOST_BYTES {
        return Err(PageError::Rule("hand-over-too-large"));
    }
    Ok(())
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    usable(&seen)?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let page = sheet(&seen);
    let to = form.choice::<OrganisationId>(&TO);
    let why = form.choice::<String>(&WHY_BOX);
    let words = form.text(&WORDS, 5_000);
    let (Some(to), Some(why), Some(words)) = (to, why, words) else {
        return page.again(&state, &signed, &form);
    };
    let new = NewTransfer {
        to,
        why,
        words: Sensitive(words),
    };
    let sent = form.form_id()?;
    let field = match propose(state.app(), &signed.ctx, &seen.reference, sent, &new).await {
        Ok(_) => return Ok(next_page(&seen.base)),
        Err(app::AppError::Rule("hand-over-to")) => (&TO, "hand-over-to"),
        Err(app::AppError::Rule("hand-over-why")) => (&WHY_BOX, "hand-over-why"),
        Err(error) => return Err(error.into()),
    };
    form.refuse(field.0, field.1);
    page.again(&state, &signed, &form)
}
