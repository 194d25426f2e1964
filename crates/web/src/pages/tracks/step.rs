//! Record the next step of a track: its date, and what the scheme says that it needs.

use app::tracks::{has_own_page, step};
use axum::extract::{Path, State};
use model::Sensitive;
use model::scheme::{NeedKind, Scheme, StageDef, StageKind};
use model::track::{StepDetails, Transition};

use super::words::stage_label;
use super::{Now, now, own_page};
use crate::form::{Field, Filled, field};
use crate::pages::partner_views::{partner_boxes, read_views};
use crate::pages::seen::{coded, list_mark};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Input, Sheet, drawn, input};
use crate::texts::t;
use crate::{Signed, WebState};

const HAPPENED: Field = field("happened", "step-happened");
const REASON: Field = field("reason", "step-reason");
const TOLD: Field = field("told", "step-told");
const AGREED: Field = field("agreed", "step-agreed");
const LOOK: Field = field("look", "step-look");
const NATIONAL: Field = field("national", "step-national");
const SAYS: Field = field("says", "step-letter");
const ANSWER: Field = field("answer", "step-answer");

type HereStep = Path<(String, String, String, String, String)>;

fn need_input(need: NeedKind, scheme: &Scheme, form: &Filled) -> Vec<Input> {
    match need {
        NeedKind::Reason => Vec::new(),
        NeedKind::Views => {
            let partners = scheme.partners.iter();
            partners
                .map(|item| drawn(partner_boxes(item, form)))
                .collect()
        }
        NeedKind::PanelTold => vec![input(TOLD, Ask::Line)],
        NeedKind::AgreedBy => vec![input(AGREED, Ask::Line)],
        NeedKind::LookAgain => vec![input(LOOK, Ask::Day)],
        NeedKind::NationalReference => vec![input(NATIONAL, Ask::Line)],
    }
}

fn sheet(now: &Now<'_>, stage: &StageDef, form: &Filled) -> Sheet {
    let mut inputs = vec![input(HAPPENED, Ask::Line)];
    let mut explain = Vec::new();
    if stage.kind == StageKind::LetterReceived {
        let list = now.scheme.list("letter_outcome");
        explain.extend(list_mark(list));
        inputs.push(input(SAYS, Ask::AnyOf(coded(list))));
        inputs.push(input(ANSWER, Ask::Day));
    }
    for need in &stage.needs {
        inputs.extend(need_input(*need, now.scheme, form));
    }
    inputs.push(input(REASON, Ask::Words));
    if !stage.checked {
        explain.push(t("step-unchecked"));
    }
    if !stage.gives.is_empty() || !stage.renews.is_empty() {
        explain.push(t("step-clock"));
    }
    Sheet {
        title: stage_label(now.scheme, now.kind, stage.kind),
        caption: now.title(),
        step: now.step(),
        explain,
        inputs,
        button: t("step-button"),
        back: now.here(),
    }
}

/// The stage that the address names, when it may come next.
fn found<'a>(now: &'a Now<'_>, code: &str) -> Result<&'a StageDef, PageError> {
    let to = StageKind::from_code(code).ok_or(PageError::NotFound)?;
    now.scheme.stage(now.kind, to).ok_or(PageError::NotFound)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, kind, instance, stage)): HereStep,
) -> Answer {
    let now = now(&state, &signed, &text, (&kind, &instance)).await?;
    let stage = found(&now, &stage)?;
    if now.view.case.closed_at.is_some() {
        return Err(PageError::Rule("case-closed"));
    }
    if !now.view.may_move {
        return Err(PageError::refused());
    }
    if has_own_page(now.kind, stage.kind) {
        let end = own_page(now.kind, stage.kind).ok_or(PageError::NotFound)?;
        return Ok(crate::frame::next_page(&format!("{}/{end}", now.base)));
    }
    let form = Filled::empty();
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&now, stage, &form).show(&state, &signed, &form, hidden)
}

fn read_details(
    form: &mut Filled,
    scheme: &Scheme,
    stage: &StageDef,
    today: model::Date,
) -> StepDetails {
    let mut details = StepDetails::default();
    if stage.kind == StageKind::LetterReceived {
        let list = scheme.list("letter_outcome");
        let known = |code: &String| list.is_some_and(|list| list.label_of(code).is_some());
        let says = form.choices::<String>(&SAYS).unwrap_or_default();
        if !says.iter().all(known) {
            form.not_on_offer(&SAYS);
        }
        details.letter_says = says;
        details.answer_by = form.date_or_none(&ANSWER);
    }
    for need in &stage.needs {
        match need {
            NeedKind::Reason => {}
            NeedKind::Views => details.views = read_views(form, scheme),
            NeedKind::PanelTold => details.panel_told = form.uncertain_date(&TOLD, today),
            NeedKind::AgreedBy => details.agreed_by = form.text(&AGREED, 200).map(Sensitive),
            NeedKind::LookAgain => details.look_again = form.date(&LOOK),
            NeedKind::NationalReference => {
                details.national_reference = form.text(&NATIONAL, 200).map(Sensitive);
            }
        }
    }
    details
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "track-needs-reason" => Some(REASON),
        "track-needs-panel-told" => Some(TOLD),
        "track-needs-agreed-by" => Some(AGREED),
        "track-needs-look-again" => Some(LOOK),
        "track-needs-national-reference" => Some(NATIONAL),
        "case-closed" | "step-own-page" | "track-no-such-stage" | "track-one-only" => None,
        _ => Some(HAPPENED),
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, kind, instance, stage)): HereStep,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text, (&kind, &instance)).await?;
    let stage = found(&now, &stage)?;
    let sent = form.form_id()?;
    let today = signed.ctx.today();
    let happened = form.uncertain_date(&HAPPENED, today);
    let details = read_details(&mut form, now.scheme, stage, today);
    let reason = if stage.needs.contains(&NeedKind::Reason) {
        form.text(&REASON, 5_000)
    } else {
        form.text_or_none(&REASON, 5_000)
    };
    let sheet = sheet(&now, stage, &form);
    let (Some(happened), true) = (happened, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = Transition {
        track: now.kind,
        instance: now.instance,
        to: stage.kind,
        happened,
        reason: reason.map(Sensitive),
        details,
    };
    let outcome = step(state.app(), &signed.ctx, &now.reference, sent, &new).await;
    let after = After::<Transition> {
        next: &now.here(),
        filled: |_| Filled::empty(),
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
