//! Record the local authority's decision.

use app::AppError;
use app::decision::{Deciding, decide};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Choice;
use model::case::Decision;
use model::scheme::StepText;
use model::{Sensitive, UncertainDate};

use super::{Here, Now, now, outcomes, routes};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, saved_page, show_form};
use crate::problem::{Answer, PageError};
use crate::texts::t;
use crate::{Signed, WebState};

const DECIDED: Field = field("outcome", "decision-outcome");
const WHY: Field = field("reasons", "decision-reasons");
const DECIDED_ON: Field = field("on", "decision-on");
const DESPITE: Field = field("despite", "decision-despite");
const ROUTE: Field = field("route", "decision-route");

#[derive(Template)]
#[template(path = "decision/decide.html")]
struct DecidePage {
    frame: Frame,
    step: Option<StepText>,
    form: Filled,
    hidden: Hidden,
    outcomes: Vec<Choice>,
    routes: Vec<Choice>,
    missing: Vec<String>,
    again: bool,
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    if !now.view.may.decide {
        return Err(PageError::refused());
    }
    // The version of what is decided here is how many decisions there are.
    let shown = i64::try_from(now.view.decisions.len()).unwrap_or(i64::MAX);
    let hidden = state.hidden(&signed.visit, Some(shown))?;
    decide_page(&state, &signed, &now, Filled::empty(), hidden)
}

fn decide_page(
    state: &WebState,
    signed: &Signed,
    now: &Now<'_>,
    form: Filled,
    hidden: Hidden,
) -> Answer {
    let errors = form.errors().clone();
    let missing = now.view.partners.iter().filter(|one| !one.received);
    let frame = Frame::of(state, &signed.visit)
        .titled(t("decide-title"))
        .back(now.base.clone())
        .with_errors(&errors);
    let page = DecidePage {
        frame,
        step: now.step("decision"),
        outcomes: outcomes(now.scheme),
        routes: routes(now.scheme),
        missing: missing.map(|one| one.partner.label.clone()).collect(),
        again: !now.view.decisions.is_empty(),
        form,
        hidden,
    };
    show_form(&errors, &page)
}

/// The field that a rule speaks about.
fn field_of(code: &str) -> Field {
    match code {
        "decision-despite" => DESPITE,
        "decision-route" => ROUTE,
        "decision-reasons" => WHY,
        "decision-date" | "decision-early" | "decision-later" | "decision-before-last" => {
            DECIDED_ON
        }
        _ => DECIDED,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let (hidden, shown) = (form.hidden()?, form.version()?);
    let outcome = form.choice::<String>(&DECIDED);
    let reasons = form.text(&WHY, 5_000);
    let on = form.date(&DECIDED_ON);
    let despite = form.text_or_none(&DESPITE, 5_000);
    let route = form.choice_or_none::<String>(&ROUTE);
    let known = outcome.as_deref().and_then(|id| now.scheme.outcome(id));
    // A route is asked for when nothing is notified; chosen with another outcome it says nothing.
    let local_route = route.filter(|_| known.is_none_or(|one| !one.notify));
    let (Some(outcome), Some(reasons), Some(on), true) = (outcome, reasons, on, form.is_good())
    else {
        return decide_page(&state, &signed, &now, form, hidden);
    };
    let decision = Decision {
        outcome,
        reasons: Sensitive(reasons),
        on: UncertainDate::day(on).unwrap_or(UncertainDate::UNKNOWN),
        despite: despite.map(Sensitive),
        local_route,
    };
    let new = Deciding {
        decision,
        shown: usize::try_from(shown).map_err(|_| PageError::Unreadable)?,
    };
    let form_id = form.form_id()?;
    match decide(state.app(), &signed.ctx, &now.reference, form_id, &new).await {
        Ok(()) => Ok(saved_page(&now.base)),
        // What the rule asks for is asked for on the form, and nothing typed is lost.
        Err(AppError::Rule(code)) => {
            form.refuse(&field_of(code), code);
            let shown = match code {
                // Told that somebody else decided, the person may decide after all.
                "decision-meanwhile" => i64::try_from(now.view.decisions.len()).ok(),
                _ => hidden.version,
            };
            let hidden = Hidden {
                version: shown,
                ..hidden
            };
            decide_page(&state, &signed, &now, form, hidden)
        }
        Err(error) => Err(error.into()),
    }
}
