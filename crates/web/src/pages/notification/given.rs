//! Record what the government's service gave.

use app::AppError;
use app::notification::{Given, notified};
use askama::Template;
use axum::extract::{Path, State};
use model::UncertainDate;
use model::scheme::StepText;

use super::{Here, Seen, framed, seen};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, saved_page, show_form};
use crate::problem::{Answer, PageError};
use crate::{Signed, WebState};

const ON: Field = field("on", "notified-on");
const AT: Field = field("at", "notified-at");
const GIVEN: Field = field("given", "notified-reference");

#[derive(Template)]
#[template(path = "notification/notified.html")]
struct GivenPage {
    frame: Frame,
    step: Option<StepText>,
    form: Filled,
    hidden: Hidden,
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    if !seen.view.may_record {
        return Err(PageError::refused());
    }
    let hidden = state.hidden(&signed.visit, None)?;
    given_page(&state, &signed, &seen, Filled::empty(), hidden)
}

fn given_page(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    form: Filled,
    hidden: Hidden,
) -> Answer {
    let errors = form.errors().clone();
    let frame = framed(state, signed, "task-notified", &seen.base, &form);
    show_form(
        &errors,
        &GivenPage {
            frame,
            step: seen.step("notified"),
            form,
            hidden,
        },
    )
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let on = form.date(&ON);
    let at = form.time(&AT);
    let given = form.text(&GIVEN, 60);
    let (Some(on), Some(at), Some(given)) = (on, at, given) else {
        let hidden = form.hidden()?;
        return given_page(&state, &signed, &seen, form, hidden);
    };
    let minute = on.at(at.hour(), at.minute(), 0, 0);
    let at = UncertainDate::minute(minute).map_err(|_| PageError::Rule("notified-uncertain"))?;
    let given = Given {
        at,
        reference: given,
    };
    let id = form.form_id()?;
    let done = notified(state.app(), &signed.ctx, &seen.reference, id, &given).await;
    if let Err(AppError::Rule(code @ "notified-later")) = done {
        form.refuse(&ON, code);
        let hidden = form.hidden()?;
        return given_page(&state, &signed, &seen, form, hidden);
    }
    done?;
    Ok(saved_page(&seen.base))
}
