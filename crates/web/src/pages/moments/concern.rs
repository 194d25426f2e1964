//! A concern about somebody's conduct or safety is passed on, and not written down as learning.

use app::AppError;
use app::moment::{CONCERN_TO, pass_on};
use axum::extract::{Path, State};
use model::learning::ConcernPassedOn;

use super::{Parts, Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::{coded, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, input, put_day};
use crate::texts::t;
use crate::{Signed, WebState};

const TO: Field = field("to", "concern-to");
const ON: Field = field("on", "concern-on");

fn sheet(seen: &Seen<'_>) -> Sheet {
    let to = coded(seen.scheme.list(CONCERN_TO));
    Sheet {
        title: t("concern-title"),
        caption: seen.caption.clone(),
        step: None,
        explain: vec![t("concern-explain"), t("concern-nothing-else")],
        inputs: vec![input(TO, Ask::OneOf(to)), input(ON, Ask::Day)],
        button: t("concern-button"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen(&state, &signed, &parts).await?;
    may(&seen)?;
    let mut form = Filled::empty();
    put_day(&mut form, &ON, Some(signed.ctx.today()));
    sheet(&seen).show(&state, &signed, &form, state.hidden(&signed.visit, None)?)
}

/// Whoever may be a witness may still say that a concern was passed on: nothing of it is kept.
fn may(seen: &Seen<'_>) -> Result<(), PageError> {
    match seen.usable() {
        Err(PageError::Rule("moment-witness")) => Ok(()),
        other => other,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &parts).await?;
    may(&seen)?;
    let sheet = sheet(&seen);
    let known = seen.scheme.list(CONCERN_TO);
    let to = one_of(&mut form, &TO, |code| {
        known.and_then(|list| list.label_of(code)).is_some()
    });
    let on = form.date(&ON);
    let (Some(to), Some(on), true) = (to, on, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let reference = seen.reference(&state, &signed).await?;
    let sent = form.form_id()?;
    let new = ConcernPassedOn { to, on };
    match pass_on(state.app(), &signed.ctx, &reference, sent, &new).await {
        Ok(_) => Ok(next_page(&seen.base)),
        Err(AppError::Rule("concern-later")) => {
            form.refuse(&ON, "concern-later");
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
