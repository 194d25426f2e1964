//! Look again: did anything change for children?

use app::learning::look_again;
use axum::extract::{Path, State};
use model::case::{Action, ChangeSeen, Seen as SeenThen};
use model::{Date, Sensitive};

use super::action::about;
use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input, put_day};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

const CHANGE: Field = field("change", "action-change");
const ON: Field = field("on", "action-look-on");
const SHOWN: Field = field("shown-by", "action-look-shown");

fn filled(one: &Action) -> Filled {
    let Some(seen) = one.last_seen() else {
        return Filled::empty();
    };
    let mut form = Filled::with([
        (CHANGE.id, seen.change.code().to_owned()),
        (SHOWN.id, seen.shown_by.0.clone()),
    ]);
    put_day(&mut form, &ON, Some(seen.on));
    form
}

fn empty(today: Date) -> Filled {
    let mut form = Filled::empty();
    put_day(&mut form, &ON, Some(today));
    form
}

fn sheet(seen: &Seen<'_>, action: &Action) -> Sheet {
    let offers = ChangeSeen::ALL.iter().map(|one| one.code());
    let offers = offers.map(|code| Offer::new(code, t_code("action-change", code)));
    let known = vec![
        t1("action-look-different", "words", &action.different.0),
        t1("action-look-known", "words", &action.how_known.0),
    ];
    let mut sheet = about(seen, action, known);
    sheet.title = t("action-look-title");
    sheet.step = seen.step("action_look");
    sheet.inputs = vec![
        input(CHANGE, Ask::OneOf(offers.collect())),
        input(SHOWN, Ask::Words),
        input(ON, Ask::Day),
    ];
    sheet
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.learning.may_act)?;
    let kept = seen.action(&id)?;
    if kept.body.next_look().is_none() {
        return Err(PageError::Rule("action-look-none"));
    }
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    sheet(&seen, &kept.body).show(&state, &signed, &empty(signed.ctx.today()), hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "action-look-later" => Some(ON),
        "action-look-shown" => Some(SHOWN),
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
    seen.usable(seen.learning.may_act)?;
    let kept = seen.action(&id)?;
    let sheet = sheet(&seen, &kept.body);
    let change = form.coded(&CHANGE, ChangeSeen::from_code);
    let shown = form.text(&SHOWN, 5_000);
    let on = form.date(&ON);
    let (Some(change), Some(shown), Some(on)) = (change, shown, on) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = SeenThen {
        on,
        change,
        shown_by: Sensitive(shown),
    };
    let sent = (form.form_id()?, (kept.id, form.version()?));
    let outcome = look_again(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
