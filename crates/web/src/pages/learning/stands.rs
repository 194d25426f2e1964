//! Where an action stands: still to be done, done, no change seen, superseded, rejected.

use app::learning::stand;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{Action, ActionStands};

use super::action::about;
use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, one_of};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, input, put_day};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const STANDS: Field = field("stands", "action-stands");
const ON: Field = field("on", "action-stands-on");
const WHY: Field = field("why", "action-stands-why");

fn filled(one: &Action) -> Filled {
    let mut form = Filled::with([(STANDS.id, one.stands.code().to_owned())]);
    if let Some((on, why)) = one.stands.since() {
        put_day(&mut form, &ON, Some(on));
        form.set(WHY.id, why.0.clone());
    }
    form
}

fn sheet(seen: &Seen<'_>, action: &Action) -> Sheet {
    let offers = ActionStands::CODES.iter();
    let offers = offers.map(|code| Offer::new(*code, t_code("action-stands", code)));
    let mut sheet = about(seen, action, Vec::new());
    sheet.title = t("action-stands-title");
    sheet.step = seen.step("action_stands");
    sheet.inputs = vec![
        input(STANDS, Ask::OneOf(offers.collect())),
        input(ON, Ask::Day),
        input(WHY, Ask::Words),
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
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    sheet(&seen, &kept.body).show(&state, &signed, &filled(&kept.body), hidden)
}

fn read(form: &mut Filled) -> Option<ActionStands> {
    let known = |code: &str| ActionStands::CODES.contains(&code);
    let stands = one_of(form, &STANDS, known)?;
    if stands == "open" {
        return Some(ActionStands::Open);
    }
    let on = form.date(&ON);
    let why = form.text(&WHY, 5_000);
    let (on, why) = (on?, Sensitive(why?));
    Some(match stands.as_str() {
        "done" => ActionStands::Done { on, shown_by: why },
        "no_change_seen" => ActionStands::NoChangeSeen { on, why },
        "superseded" => ActionStands::Superseded { on, why },
        _ => ActionStands::Rejected { on, why },
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "action-stands-later" => Some(ON),
        "action-stands-why" => Some(WHY),
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
    let Some(stands) = read(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (kept.id, form.version()?));
    let outcome = stand(state.app(), &signed.ctx, &seen.reference, sent, &stands).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
