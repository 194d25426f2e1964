//! Confirm that a review is handed over, or take back what was proposed or offered.

use app::transfer::{confirm, take_back};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{Transfer, TransferState};

use super::{Seen, seen, why};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Input, Offer, Sheet, input};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const SURE: Field = field("sure", "hand-over-sure");
const BACK: Field = field("reason", "hand-over-back-reason");

fn sheet(seen: &Seen<'_>, title: &str, inputs: Vec<Input>) -> Sheet {
    Sheet {
        title: t(title),
        caption: seen.caption(),
        step: seen.found.step.clone(),
        explain: Vec::new(),
        inputs,
        button: t(title),
        back: seen.base.clone(),
    }
}

fn confirm_sheet(seen: &Seen<'_>, one: &Transfer) -> Sheet {
    let sure = Offer::new("yes", t("hand-over-sure-yes"));
    let inputs = vec![input(SURE, Ask::AnyOf(vec![sure]))];
    let mut page = sheet(seen, "hand-over-confirm-title", inputs);
    page.explain = vec![
        t1("hand-over-confirm-to", "name", seen.to(one)),
        t1("hand-over-confirm-why", "why", why(seen.scheme, &one.why)),
        t1("hand-over-confirm-words", "words", &one.words.0),
        t("hand-over-confirm-explain"),
    ];
    page
}

fn may_confirm<'a>(
    seen: &'a Seen<'_>,
    signed: &Signed,
    id: &str,
) -> Result<&'a Stored<Transfer>, PageError> {
    let one = seen.one(id)?;
    if !seen.found.may_confirm {
        return Err(PageError::refused());
    }
    if one.body.state != TransferState::Proposed {
        return Err(PageError::Rule("hand-over-changed"));
    }
    let me = signed.ctx.actor.person().map(|person| person.id);
    if Some(one.body.proposed_by) == me {
        return Err(PageError::Rule("hand-over-same-person"));
    }
    Ok(one)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = may_confirm(&seen, &signed, &id)?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    confirm_sheet(&seen, &one.body).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = seen.one(&id)?;
    if !form.has(SURE.id, "yes") {
        form.refuse(&SURE, "hand-over-sure");
        return confirm_sheet(&seen, &one.body).again(&state, &signed, &form);
    }
    let sent = (form.form_id()?, (one.id, form.version()?));
    confirm(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(next_page(&seen.base))
}

fn back_sheet(seen: &Seen<'_>) -> Sheet {
    sheet(seen, "hand-over-back-title", vec![input(BACK, Ask::Words)])
}

pub(super) async fn back_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = seen.one(&id)?;
    if !one.body.state.can_be_taken_back() {
        return Err(PageError::Rule("hand-over-too-late"));
    }
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    back_sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn back_save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = seen.one(&id)?;
    let Some(reason) = form.text(&BACK, 5_000) else {
        return back_sheet(&seen).again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (one.id, form.version()?));
    let (app, ctx) = (state.app(), &signed.ctx);
    take_back(app, ctx, &seen.reference, sent, &Sensitive(reason)).await?;
    Ok(next_page(&seen.base))
}
