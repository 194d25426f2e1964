//! Put right a step that was entered in error.

use app::tracks::{Correcting, StepLine, correct, correct_notification};
use axum::extract::{Path, State};
use model::Sensitive;
use model::track::Transition;

use super::words::stage_label;
use super::{Now, now};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, group, input};
use crate::texts::t;
use crate::{Signed, WebState};

const WHY: Field = field("why", "wrong-why");
const REALLY: Field = field("really", "wrong-really");
const HAPPENED: Field = field("happened", "wrong-happened");

type HereStep = Path<(String, String, String, String, String)>;

fn sheet(now: &Now<'_>, one: &StepLine, of_notification: bool) -> Sheet {
    let really = vec![
        Offer::new("other_day", t("wrong-other-day")),
        Offer::new("not_at_all", t("wrong-not-at-all")),
    ];
    let body = &one.step.body;
    let label = stage_label(now.scheme, now.kind, body.to);
    let mut explain = vec![format!("{label}, {}", body.happened), t("wrong-explain")];
    if of_notification {
        explain.push(t("wrong-sent"));
    }
    Sheet {
        title: t("wrong-title"),
        caption: now.title(),
        step: now.step(),
        explain,
        inputs: vec![
            input(WHY, Ask::Words),
            input(REALLY, Ask::OneOf(really)),
            group(t("wrong-if-other-day"), vec![input(HAPPENED, Ask::Line)]),
        ],
        button: t("wrong-button"),
        back: now.here(),
    }
}

fn found<'a>(now: &'a Now<'_>, id: &str) -> Result<&'a StepLine, PageError> {
    let mut steps = now.view.steps.iter();
    let one = steps.find(|one| one.step.id.to_string() == id);
    one.ok_or(PageError::NotFound)
}

fn begin(
    state: &WebState,
    signed: &Signed,
    (now, id): (&Now<'_>, &str),
    (may, of_notification): (bool, bool),
) -> Answer {
    let one = found(now, id)?;
    if now.view.case.closed_at.is_some() {
        return Err(PageError::Rule("case-closed"));
    }
    if !may {
        return Err(PageError::refused());
    }
    if !one.step.body.counts() {
        return Err(PageError::Rule("step-marked"));
    }
    let hidden = state.hidden(&signed.visit, Some(one.step.version))?;
    sheet(now, one, of_notification).show(state, signed, &Filled::empty(), hidden)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, kind, instance, id)): HereStep,
) -> Answer {
    let now = now(&state, &signed, &text, (&kind, &instance)).await?;
    let may = (now.view.may_move, false);
    begin(&state, &signed, (&now, &id), may)
}

pub(super) async fn form_notification(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let now = now(&state, &signed, &text, ("notification", "0")).await?;
    let may = (now.view.may_correct_notification, true);
    begin(&state, &signed, (&now, &id), may)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "step-why" => Some(WHY),
        "track-breaks-later" => Some(REALLY),
        "step-later" | "track-not-from-here" | "track-other-first" => Some(HAPPENED),
        _ => None,
    }
}

async fn put_right(
    state: &WebState,
    signed: &Signed,
    (now, id): (&Now<'_>, &str),
    (mut form, of_notification): (Filled, bool),
) -> Answer {
    let one = found(now, id)?;
    let (sent, shown) = (form.form_id()?, form.version()?);
    let why = form.text(&WHY, 2_000);
    let known = |code: &str| matches!(code, "other_day" | "not_at_all");
    let really = one_of(&mut form, &REALLY, known);
    let happened = match really.as_deref() {
        Some("other_day") => form.uncertain_date(&HAPPENED, signed.ctx.today()),
        _ => None,
    };
    let sheet = sheet(now, one, of_notification);
    let (Some(why), true) = (why, form.is_good()) else {
        return sheet.again(state, signed, &form);
    };
    let new = Correcting {
        step: one.step.id,
        shown,
        why: Sensitive(why),
        happened,
    };
    let (app, ctx) = (state.app(), &signed.ctx);
    let outcome = if of_notification {
        correct_notification(app, ctx, &now.reference, sent, &new).await
    } else {
        correct(app, ctx, &now.reference, sent, &new).await
    };
    let after = After::<Transition> {
        next: &now.here(),
        filled: |_| Filled::empty(),
        field_of,
    };
    sheet.saved((state, signed), form, outcome, after).await
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, kind, instance, id)): HereStep,
    form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text, (&kind, &instance)).await?;
    put_right(&state, &signed, (&now, &id), (form, false)).await
}

pub(super) async fn save_notification(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text, ("notification", "0")).await?;
    put_right(&state, &signed, (&now, &id), (form, true)).await
}
