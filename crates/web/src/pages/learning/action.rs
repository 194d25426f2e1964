//! One action that answers a learning point.

use app::learning::{keep_action, take_action_away};
use app::vault::Stored;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::{Action, ActionStands, LearningPoint, StartingValue, Strength};
use model::{RecordId, Sensitive};

use super::{Seen, seen};
use crate::draw::inset;
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::pages::seen::{HereOne, by_id, coded, list_mark, one_of, opened, place_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, drawn, input, put_day};
use crate::texts::t;
use crate::{Signed, WebState};

const WHAT: Field = field("what", "action-what");
const OWNER: Field = field("owner", "action-owner");
const DUE: Field = field("due", "action-due");
const STRENGTH: Field = field("strength", "action-strength");
const DIFFERENT: Field = field("different", "action-different");
const KNOWN: Field = field("how-known", "action-known");
const STARTING: Field = field("starting", "action-starting");
const VALUE: Field = field("value", "action-value");

/// Address of an action under its learning point.
pub(super) type HereAction = Path<(String, String, String, String)>;

fn filled(one: &Action) -> Filled {
    let (starting, value) = match &one.starting {
        StartingValue::Known(value) => ("known", value.0.clone()),
        StartingValue::Unknown => ("unknown", String::new()),
    };
    let mut form = Filled::with([
        (WHAT.id, one.what.0.clone()),
        (OWNER.id, one.owner.0.clone()),
        (STRENGTH.id, one.strength.code().to_owned()),
        (DIFFERENT.id, one.different.0.clone()),
        (KNOWN.id, one.how_known.0.clone()),
        (STARTING.id, starting.to_owned()),
        (VALUE.id, value),
    ]);
    put_day(&mut form, &DUE, Some(one.due));
    form
}

fn sheet(seen: &Seen<'_>, point: &LearningPoint) -> Sheet {
    let strengths = seen.scheme.list("strength");
    let starting = ["known", "unknown"].map(|code| {
        let label = crate::texts::t_code("action-starting", code);
        Offer::new(code, label)
    });
    let learned = Html::element("span", "tl-words", &point.learned.0);
    let mut explain = vec![t("action-explain")];
    explain.extend(list_mark(strengths));
    Sheet {
        title: t("action-title"),
        caption: seen.caption(),
        step: seen.step("action"),
        explain,
        inputs: vec![
            drawn(inset(learned).render()),
            input(WHAT, Ask::Words),
            input(OWNER, Ask::Line),
            input(DUE, Ask::Day),
            input(STRENGTH, Ask::OneOf(coded(strengths))),
            input(DIFFERENT, Ask::Words),
            input(KNOWN, Ask::Words),
            input(STARTING, Ask::OneOf(starting.into())),
            input(VALUE, Ask::Line),
        ],
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, point, id)): HereAction,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.learning.may_act)?;
    let point = seen.point(&point)?;
    let kept = answering(&seen, &id, point.id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen, &point.body).show(&state, &signed, &form, hidden)
}

/// The action of an address, which answers the learning point of the address; none for a new one.
fn answering<'a>(
    seen: &'a Seen<'_>,
    id: &str,
    point: RecordId,
) -> Result<Option<&'a Stored<Action>>, PageError> {
    let kept = by_id(&seen.learning.actions, id)?;
    if kept.is_some_and(|one| one.body.learning_point != point) {
        return Err(PageError::NotFound);
    }
    Ok(kept)
}

fn read(form: &mut Filled, point: RecordId) -> Option<Action> {
    let what = form.text(&WHAT, 2_000);
    let owner = form.text(&OWNER, 200);
    let due = form.date(&DUE);
    let strength = form.coded(&STRENGTH, Strength::from_code);
    let different = form.text(&DIFFERENT, 2_000);
    let how_known = form.text(&KNOWN, 2_000);
    let starting = one_of(form, &STARTING, |code| matches!(code, "known" | "unknown"));
    let starting = match starting.as_deref() {
        Some("known") => form
            .text(&VALUE, 500)
            .map(|value| StartingValue::Known(Sensitive(value))),
        Some(_) => Some(StartingValue::Unknown),
        None => None,
    };
    let due = due?;
    Some(Action {
        learning_point: point,
        what: Sensitive(what?),
        owner: Sensitive(owner?),
        due,
        strength: strength?,
        different: Sensitive(different?),
        how_known: Sensitive(how_known?),
        starting: starting?,
        look_again: Action::looks_after(due),
        stands: ActionStands::Open,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "action-what" => Some(WHAT),
        "action-owner" => Some(OWNER),
        "action-different" => Some(DIFFERENT),
        "action-known" => Some(KNOWN),
        "action-past" => Some(DUE),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, point, id)): HereAction,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.learning.may_act)?;
    let point = seen.point(&point)?;
    let kept = answering(&seen, &id, point.id)?;
    let sheet = sheet(&seen, &point.body);
    let Some(new) = read(&mut form, point.id) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_action(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// What an action is, above a form about it.
pub(super) fn about(seen: &Seen<'_>, action: &Action, explain: Vec<String>) -> Sheet {
    let mut explain = explain;
    explain.insert(0, action.what.0.clone());
    Sheet {
        title: String::new(),
        caption: seen.caption(),
        step: None,
        explain,
        inputs: Vec::new(),
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn ask_away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.learning.may_act)?;
    let kept = seen.action(&id)?;
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    let mut sheet = about(&seen, &kept.body, vec![t("action-away-explain")]);
    sheet.title = t("action-away-title");
    sheet.button = t("learning-away-button");
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (id, form.version()?));
    take_action_away(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(saved_page(&seen.base))
}
