//! What the partners asked of a reviewer in writing, and what was given.

use app::local_review::keep_request;
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::{Given, WrittenRequest};
use model::{Date, FileId, Sensitive};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, opened, place_of, today};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Sheet, group, input, put_day};
use crate::texts::t;
use crate::{Signed, WebState};

const ASKED_ON: Field = field("asked-on", "request-asked-on");
const ASKED_BY: Field = field("asked-by", "request-asked-by");
const ASKS: Field = field("asks", "request-asks");
const BY: Field = field("by", "request-by");
const GIVEN_ON: Field = field("given-on", "request-given-on");
const GIVEN: Field = field("given", "request-given");
const FILE: Field = field("file", "request-file");

fn filled(one: &WrittenRequest) -> Filled {
    let mut form = Filled::with([
        (ASKED_ON.id, one.asked_on.to_string()),
        (ASKED_BY.id, one.asked_by.0.clone()),
        (ASKS.id, one.asks.0.clone()),
    ]);
    put_day(&mut form, &BY, one.by);
    if let Some(given) = &one.given {
        form.set(GIVEN_ON.id, given.on.to_string());
        form.set(GIVEN.id, given.what.0.clone());
        let file = given.file.map(|file| file.to_string());
        form.set(FILE.id, file.unwrap_or_default());
    }
    form
}

fn sheet(state: &WebState, seen: &Seen<'_>, kept: Option<&Stored<WrittenRequest>>) -> Sheet {
    let mut given = vec![input(GIVEN_ON, Ask::Line), input(GIVEN, Ask::Words)];
    let chosen = kept.and_then(|one| one.body.given.as_ref()?.file);
    let (files, held) = seen.files(state, chosen);
    if !files.is_empty() {
        given.push(input(FILE, Ask::Pick(files)));
    }
    Sheet {
        title: t("written-request-title"),
        caption: seen.caption(),
        step: seen.step("written_request"),
        explain: held.into_iter().collect(),
        inputs: vec![
            input(ASKED_ON, Ask::Line),
            input(ASKED_BY, Ask::Line),
            input(ASKS, Ask::Words),
            input(BY, Ask::Day),
            group(t("request-when-given"), given),
        ],
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.local.may_edit)?;
    let kept = by_id(seen.local.requests(), &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, today(&signed, &ASKED_ON)))?;
    sheet(&state, &seen, kept).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "written-request-asks" => Some(ASKS),
        "written-request-asked-by" => Some(ASKED_BY),
        "written-request-later" => Some(ASKED_ON),
        "written-request-given" => Some(GIVEN),
        "written-request-file" => Some(FILE),
        _ => None,
    }
}

/// What was given; none while its boxes are empty.
fn given(form: &mut Filled, today: Date) -> Option<Given> {
    let what = form.text_or_none(&GIVEN, 5_000);
    let file: Option<FileId> = form.value(FILE.id).parse().ok();
    if form.value(GIVEN_ON.id).trim().is_empty() && what.is_none() && file.is_none() {
        return None;
    }
    let on = form.uncertain_date(&GIVEN_ON, today);
    on.map(|on| Given {
        on,
        what: Sensitive(what.unwrap_or_default()),
        file,
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.local.may_edit)?;
    let kept = by_id(seen.local.requests(), &id)?;
    let sheet = sheet(&state, &seen, kept);
    let today = signed.ctx.today();
    let asked_on = form.uncertain_date(&ASKED_ON, today);
    let asked_by = form.text(&ASKED_BY, 500);
    let asks = form.text(&ASKS, 5_000);
    let by = form.date_or_none(&BY);
    let given = given(&mut form, today);
    let (Some(asked_on), Some(asked_by), Some(asks), true) =
        (asked_on, asked_by, asks, form.is_good())
    else {
        return sheet.again(&state, &signed, &form);
    };
    let new = WrittenRequest {
        asked_on,
        asked_by: Sensitive(asked_by),
        asks: Sensitive(asks),
        by,
        given,
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_request(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
