//! Record the local authority's decision.

use app::AppError;
use app::decision::decide;
use askama::Template;
use axum::extract::{Path, State};
use govuk::Choice;
use model::case::Decision;
use model::{Sensitive, UncertainDate};

use super::{Here, Now, now, outcomes};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
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
    form: Filled,
    hidden: Hidden,
    outcomes: Vec<Choice>,
    routes: Vec<Choice>,
    missing: Vec<String>,
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    if !now.view.may_decide {
        return Err(PageError::refused());
    }
    let hidden = state.hidden(&signed.visit, None)?;
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
    let choice = |one: &model::scheme::Item| Choice::new(one.id.as_str(), one.label.en.as_str());
    let missing = now.view.partners.iter().filter(|one| !one.received);
    let frame = Frame::of(state, &signed.visit)
        .titled(t("decide-title"))
        .back(now.base.clone())
        .with_errors(&errors);
    let page = DecidePage {
        frame,
        outcomes: outcomes(now.scheme),
        routes: now.scheme.local_routes.iter().map(choice).collect(),
        missing: missing.map(|one| one.label.clone()).collect(),
        form,
        hidden,
    };
    show_form(&errors, &page)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let outcome = form
        .choice::<String>(&DECIDED)
        .filter(|id| now.scheme.outcome(id).is_some());
    let reasons = form.text(&WHY, 5_000);
    let on = form.date(&DECIDED_ON);
    let despite = form.text_or_none(&DESPITE, 5_000);
    let route = form.choice_or_none::<String>(&ROUTE);
    let notify = outcome
        .as_deref()
        .and_then(|id| now.scheme.outcome(id))
        .map(|one| one.notify);
    let new = match (outcome, reasons, on, form.is_good()) {
        (Some(outcome), Some(reasons), Some(on), true) => Decision {
            outcome,
            reasons: Sensitive(reasons),
            on: UncertainDate::day(on).unwrap_or(UncertainDate::UNKNOWN),
            despite: despite.map(Sensitive),
            local_route: route.filter(|_| notify == Some(false)),
        },
        _ => {
            let hidden = form.hidden()?;
            return decide_page(&state, &signed, &now, form, hidden);
        }
    };
    let form_id = form.form_id()?;
    match decide(state.app(), &signed.ctx, &now.reference, form_id, &new).await {
        Ok(()) => Ok(next_page(&now.base)),
        // What the rule asks for is asked for on the form, and nothing typed is lost.
        Err(AppError::Rule(code)) => {
            let field = match code {
                "decision-despite" => DESPITE,
                "decision-route" => ROUTE,
                _ => DECIDED,
            };
            form.refuse(&field, code);
            let hidden = form.hidden()?;
            decide_page(&state, &signed, &now, form, hidden)
        }
        Err(error) => Err(error.into()),
    }
}
