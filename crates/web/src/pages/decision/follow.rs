//! Choose a local route, pass the lead to another area, open again.

use app::AppError;
use app::decision::{Passing, Route, choose_route, reopen, transfer};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Choice, Html};
use model::scheme::StepText;
use model::{Sensitive, UncertainDate};

use super::{Here, Now, now, routes};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, saved_page, show_form};
use crate::problem::{Answer, PageError};
use crate::texts::t;
use crate::{Signed, WebState};

const ROUTE: Field = field("route", "route-route");
const AREA: Field = field("area", "transfer-to");
const AGREED_BY: Field = field("agreed-by", "transfer-agreed-by");
const REASON: Field = field("reason", "follow-reason");
const ON: Field = field("on", "follow-on");

/// Which step the page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Route,
    Transfer,
    Reopen,
}

impl Step {
    /// Id of its four lines in the scheme, key of its title, key of its explanation, of its button.
    const fn texts(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::Route => (
                "local_route",
                "route-title",
                "route-explain",
                "route-button",
            ),
            Self::Transfer => (
                "transfer",
                "transfer-title",
                "transfer-explain",
                "transfer-button",
            ),
            Self::Reopen => ("reopen", "reopen-title", "reopen-explain", "reopen-button"),
        }
    }

    /// Whether the reader may ever do it; then it is a matter of where things stand.
    const fn is_permitted(self, now: &Now<'_>) -> bool {
        match self {
            Self::Route | Self::Reopen => now.view.may.moves,
            Self::Transfer => now.view.may.decide,
        }
    }

    const fn is_open(self, now: &Now<'_>) -> bool {
        let may = now.view.may;
        match self {
            Self::Route => may.route,
            Self::Transfer => may.transfer,
            Self::Reopen => may.reopen,
        }
    }
}

#[derive(Template)]
#[template(path = "decision/follow.html")]
struct FollowPage {
    frame: Frame,
    step: Option<StepText>,
    title: String,
    explain: String,
    button: String,
    form: Filled,
    hidden: Hidden,
    fields: Vec<Html>,
}

async fn begin(state: &WebState, signed: &Signed, text: &str, step: Step) -> Answer {
    let now = now(state, signed, text).await?;
    if !step.is_permitted(&now) {
        return Err(PageError::refused());
    }
    if !step.is_open(&now) {
        return Err(PageError::Rule("track-not-from-here"));
    }
    let hidden = state.hidden(&signed.visit, None)?;
    follow_page(state, signed, &now, step, (Filled::empty(), hidden))
}

fn follow_page(
    state: &WebState,
    signed: &Signed,
    now: &Now<'_>,
    step: Step,
    (form, hidden): (Filled, Hidden),
) -> Answer {
    let errors = form.errors().clone();
    let (lines, title, explain, button) = step.texts();
    let frame = Frame::of(state, &signed.visit)
        .titled(t(title))
        .back(now.base.clone())
        .with_errors(&errors);
    let own: Vec<Html> = match step {
        Step::Route => {
            let choices: Vec<Choice> = routes(now.scheme);
            vec![form.radios(ROUTE, ROUTE.legend(), choices).render()]
        }
        Step::Transfer => vec![form.input(AREA).render(), form.input(AGREED_BY).render()],
        Step::Reopen => Vec::new(),
    };
    let reason = form.area(REASON, crate::pages::label(REASON)).rows(5);
    let on = form.date_boxes(ON, ON.legend());
    let page = FollowPage {
        frame,
        step: now.step(lines),
        title: t(title),
        explain: t(explain),
        button: t(button),
        fields: own
            .into_iter()
            .chain([reason.render(), on.render()])
            .collect(),
        form,
        hidden,
    };
    show_form(&errors, &page)
}

/// The field that a rule speaks about.
fn field_of(code: &str, step: Step) -> Field {
    match (code, step) {
        ("track-needs-agreed-by", _) => AGREED_BY,
        ("transfer-area", _) => AREA,
        ("step-date", _) => ON,
        ("route-choice" | "route-begun", Step::Route) => ROUTE,
        _ => REASON,
    }
}

/// Goes on, or shows the form again with what the rule asks for.
fn saved(
    state: &WebState,
    signed: &Signed,
    now: &Now<'_>,
    step: Step,
    (mut form, outcome): (Filled, Result<(), AppError>),
) -> Answer {
    match outcome {
        Ok(()) => Ok(saved_page(&now.base)),
        Err(AppError::Rule(code)) => {
            form.refuse(&field_of(code, step), code);
            let hidden = form.hidden()?;
            follow_page(state, signed, now, step, (form, hidden))
        }
        Err(error) => Err(error.into()),
    }
}

fn certain(day: model::Date) -> UncertainDate {
    UncertainDate::day(day).unwrap_or(UncertainDate::UNKNOWN)
}

pub(super) async fn route_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    begin(&state, &signed, &text, Step::Route).await
}

pub(super) async fn save_route(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let (hidden, form_id) = (form.hidden()?, form.form_id()?);
    let route = form.choice::<String>(&ROUTE);
    let reason = form.text(&REASON, 5_000);
    let on = form.date(&ON);
    let (Some(route), Some(reason), Some(on)) = (route, reason, on) else {
        return follow_page(&state, &signed, &now, Step::Route, (form, hidden));
    };
    let new = Route {
        route,
        reason: Sensitive(reason),
        on: certain(on),
    };
    let outcome = choose_route(state.app(), &signed.ctx, &now.reference, form_id, &new).await;
    saved(&state, &signed, &now, Step::Route, (form, outcome))
}

pub(super) async fn transfer_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    begin(&state, &signed, &text, Step::Transfer).await
}

pub(super) async fn save_transfer(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let (hidden, form_id) = (form.hidden()?, form.form_id()?);
    let to_area = form.text(&AREA, 200);
    let agreed_by = form.text(&AGREED_BY, 200);
    let reason = form.text(&REASON, 5_000);
    let on = form.date(&ON);
    let (Some(to_area), Some(agreed_by), Some(reason), Some(on)) = (to_area, agreed_by, reason, on)
    else {
        return follow_page(&state, &signed, &now, Step::Transfer, (form, hidden));
    };
    let new = Passing {
        to_area: Sensitive(to_area),
        agreed_by: Sensitive(agreed_by),
        reason: Sensitive(reason),
        on: certain(on),
    };
    let outcome = transfer(state.app(), &signed.ctx, &now.reference, form_id, &new).await;
    saved(&state, &signed, &now, Step::Transfer, (form, outcome))
}

pub(super) async fn reopen_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    begin(&state, &signed, &text, Step::Reopen).await
}

pub(super) async fn save_reopen(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let now = now(&state, &signed, &text).await?;
    let (hidden, form_id) = (form.hidden()?, form.form_id()?);
    let reason = form.text(&REASON, 5_000);
    let on = form.date(&ON);
    let (Some(reason), Some(on)) = (reason, on) else {
        return follow_page(&state, &signed, &now, Step::Reopen, (form, hidden));
    };
    let why = (&Sensitive(reason), certain(on));
    let outcome = reopen(state.app(), &signed.ctx, &now.reference, form_id, why).await;
    saved(&state, &signed, &now, Step::Reopen, (form, outcome))
}
