//! A partner approves publication; somebody enters what a partner said; the partner confirms it.

use app::publication::{approve, approve_for, confirm_approval};
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
    signs: field("signs", "approve-signs"),
    words: field("words", "approve-words"),
    by: field("given-by", "approve-by"),
    on: field("on", "approve-on"),
    answer: |code| t_code("approve-is", code),
    rule: rule_here,
    explain: "approve-explain",
    button: "save",
};

/// A rule of signing, in the words of an approval.
fn rule_here(code: &'static str) -> &'static str {
    match code {
        "sign-by" => "approve-by",
        "sign-why" => "approve-why",
        "sign-later" => "approve-later",
        "sign-given" => "approve-given",
        "sign-changed" => "publication-version",
        other => other,
    }
}

fn sheet(seen: &Seen<'_>, title: &str, before: Vec<Input>, of: &str) -> Sheet {
    let around = Around {
        caption: seen.caption(),
        step: seen.step("publication_approval"),
        back: seen.base.clone(),
    };
    let mut sheet = ASKED.sheet(around, title, before, of);
    sheet.explain.extend(seen.about_version());
    sheet
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_approve)?;
    if seen.publication.my_partner.is_none() {
        return Err(PageError::Rule("sign-no-partner"));
    }
    let current = seen.current();
    let current = current.ok_or(PageError::Rule("publication-version-first"))?;
    let (form, hidden) = ASKED.opened(&state, &signed)?;
    let sheet = sheet(&seen, "approve-title", Vec::new(), &current.to_string());
    sheet.show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_approve)?;
    let mine = seen.publication.my_partner.as_ref();
    let mine = mine.ok_or(PageError::Rule("sign-no-partner"))?;
    let of = form.value(OF.id).to_owned();
    let sheet = sheet(&seen, "approve-title", Vec::new(), &of);
    let Some(new) = ASKED.read(&mut form, Some(mine), None, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    let outcome = approve(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    ASKED.after((&state, &signed, &seen.base), &sheet, form, outcome)
}

pub(super) async fn form_for(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_edit)?;
    let Some(current) = seen.current() else {
        return seen.name_version_first();
    };
    let (form, hidden) = ASKED.opened(&state, &signed)?;
    let before = for_partner(&seen.publication.approvals);
    let sheet = sheet(&seen, "approve-for-title", before, &current.to_string());
    sheet.show(&state, &signed, &form, hidden)
}

pub(super) async fn save_for(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_edit)?;
    let of = form.value(OF.id).to_owned();
    let lines = &seen.publication.approvals;
    let sheet = sheet(&seen, "approve-for-title", for_partner(lines), &of);
    let Some(new) = ASKED.read_for(&mut form, lines, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    let outcome = approve_for(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
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
    confirm_approval(state.app(), &signed.ctx, &seen.reference, sent, one).await?;
    Ok(saved_page(&seen.base))
}
