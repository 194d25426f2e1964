//! Sign the report off; enter a sign-off that a partner gave in another way; confirm what was entered.

use app::rapid_review::{confirm_sign_off, sign, sign_for};
use axum::extract::{Path, State};
use model::RecordId;

use super::{Seen, seen};
use crate::form::{Filled, field};
use crate::frame::saved_page;
use crate::pages::seen::Here;
use crate::pages::signing::{Around, Asked, OF, for_partner};
use crate::problem::{Answer, PageError};
use crate::sheet::{Input, Sheet};
use crate::texts::t_code;
use crate::{Signed, WebState};

const ASKED: Asked = Asked {
    signs: field("signs", "sign-signs"),
    words: field("words", "sign-words"),
    by: field("given-by", "sign-by"),
    on: field("on", "sign-on"),
    answer: |code| t_code("sign-is", code),
    rule: |code| code,
    explain: "sign-explain",
    button: "sign-button",
};

fn sheet(seen: &Seen<'_>, title: &str, before: Vec<Input>, of: &str) -> Sheet {
    let around = Around {
        caption: seen.caption(),
        step: seen.step("sign_off"),
        back: seen.base.clone(),
    };
    ASKED.sheet(around, title, before, of)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_sign)?;
    if seen.review.my_partner.is_none() {
        return Err(PageError::Rule("sign-no-partner"));
    }
    let (form, hidden) = ASKED.opened(&state, &signed)?;
    let sheet = sheet(&seen, "sign-title", Vec::new(), &seen.review.print);
    sheet.show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_sign)?;
    let mine = seen.review.my_partner.as_ref();
    let mine = mine.ok_or(PageError::Rule("sign-no-partner"))?;
    let of = form.value(OF.id).to_owned();
    let sheet = sheet(&seen, "sign-title", Vec::new(), &of);
    let Some(new) = ASKED.read(&mut form, Some(mine), None, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    let outcome = sign(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    ASKED.after((&state, &signed, &seen.base), &sheet, form, outcome)
}

pub(super) async fn form_for(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_sign_for)?;
    let (form, hidden) = ASKED.opened(&state, &signed)?;
    let before = for_partner(&seen.review.partners);
    let sheet = sheet(&seen, "sign-for-title", before, &seen.review.print);
    sheet.show(&state, &signed, &form, hidden)
}

pub(super) async fn save_for(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_sign_for)?;
    let of = form.value(OF.id).to_owned();
    let lines = &seen.review.partners;
    let sheet = sheet(&seen, "sign-for-title", for_partner(lines), &of);
    let Some(new) = ASKED.read_for(&mut form, lines, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    let outcome = sign_for(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    ASKED.after((&state, &signed, &seen.base), &sheet, form, outcome)
}

pub(super) async fn save_confirm(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let record = form.value("record").parse();
    let record: RecordId = record.map_err(|_| PageError::NotFound)?;
    let sent = form.form_id()?;
    let one = (record, form.version()?);
    confirm_sign_off(state.app(), &signed.ctx, &seen.reference, sent, one).await?;
    Ok(saved_page(&seen.base))
}
