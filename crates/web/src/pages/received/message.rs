//! Write to the partnership that told of a case.

use app::received::write_message;
use axum::extract::{Path, State};
use model::Sensitive;

use super::{Seen, seen};
use crate::form::Filled;
use crate::frame::next_page;
use crate::pages::letters::WORDS;
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::sheet::{Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

fn sheet(seen: &Seen<'_>) -> Sheet {
    Sheet {
        title: t("message-write"),
        caption: seen.caption(),
        step: seen.step("message"),
        explain: vec![t("message-no-names")],
        inputs: vec![input(WORDS, Ask::Words)],
        button: t("message-send"),
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
    seen.working()?;
    let Some(words) = form.text(&WORDS, 20_000) else {
        return sheet(&seen).again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    let words = Sensitive(words);
    write_message(state.app(), &signed.ctx, &seen.reference, sent, &words).await?;
    Ok(next_page(&seen.base))
}
