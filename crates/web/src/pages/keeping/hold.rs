//! Put a legal hold on a review, and lift it.

use app::AppError;
use app::keeping::{NewHold, lift_hold, put_hold};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{HoldLifted, LegalHold};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::{Here, HereOne, by_id};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, input, put_day};
use crate::texts::t;
use crate::{Signed, WebState};

const REASON: Field = field("reason", "legal-hold-reason");
const ASKED: Field = field("asked", "legal-hold-asked");
const FROM: Field = field("from", "legal-hold-from");
const REVIEW: Field = field("review", "legal-hold-review");
const LIFTED: Field = field("lifted-on", "legal-hold-lifted-on");
const WHY: Field = field("why", "legal-hold-why");

fn put_sheet(seen: &Seen<'_>) -> Sheet {
    Sheet {
        title: t("legal-hold-title"),
        caption: seen.caption(),
        step: seen.step("legal_hold"),
        explain: Vec::new(),
        inputs: vec![
            input(REASON, Ask::Words),
            input(ASKED, Ask::Line),
            input(FROM, Ask::Day),
            input(REVIEW, Ask::Day),
        ],
        button: t("legal-hold-button"),
        back: seen.base.clone(),
    }
}

pub(super) async fn put_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let mut form = Filled::empty();
    put_day(&mut form, &FROM, Some(signed.ctx.today()));
    let hidden = state.hidden(&signed.visit, None)?;
    put_sheet(&seen).show(&state, &signed, &form, hidden)
}

pub(super) async fn put(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let sheet = put_sheet(&seen);
    let reason = form.text(&REASON, 5_000);
    let asked_by = form.text(&ASKED, 500);
    let from = form.date(&FROM);
    let review = form.date(&REVIEW);
    let (Some(reason), Some(asked_by), Some(from), Some(review)) = (reason, asked_by, from, review)
    else {
        return sheet.again(&state, &signed, &form);
    };
    let new = NewHold {
        reason: Sensitive(reason),
        asked_by: Sensitive(asked_by),
        from,
        review,
    };
    let sent = form.form_id()?;
    let outcome = put_hold(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let field = |code: &str| match code {
        "legal-hold-words" => REASON,
        "legal-hold-later" => FROM,
        _ => REVIEW,
    };
    after((&state, &signed), (&sheet, form), outcome, (&seen, field))
}

/// The page of the review; the form again where a rule says no.
fn after(
    (state, signed): (&WebState, &Signed),
    (sheet, mut form): (&Sheet, Filled),
    outcome: Result<(), AppError>,
    (seen, field): (&Seen<'_>, impl Fn(&str) -> Field),
) -> Answer {
    match outcome {
        Ok(()) => Ok(next_page(&seen.base)),
        Err(AppError::Rule(code @ ("legal-hold-lifted" | "changed-meanwhile"))) => {
            Err(PageError::Rule(code))
        }
        Err(AppError::Rule(code)) => {
            form.refuse(&field(code), code);
            sheet.again(state, signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}

fn lift_sheet(seen: &Seen<'_>, one: &Stored<LegalHold>) -> Sheet {
    Sheet {
        title: t("legal-hold-lift-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![one.body.reason.0.clone(), t("legal-hold-lift-explain")],
        inputs: vec![input(LIFTED, Ask::Day), input(WHY, Ask::Words)],
        button: t("legal-hold-lift-title"),
        back: seen.base.clone(),
    }
}

fn standing<'a>(seen: &'a Seen<'_>, id: &str) -> Result<&'a Stored<LegalHold>, PageError> {
    by_id(&seen.kept.holds, id)?.ok_or(PageError::NotFound)
}

pub(super) async fn lift_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = standing(&seen, &id)?;
    if !one.body.stands() {
        return Err(PageError::Rule("legal-hold-lifted"));
    }
    let mut form = Filled::empty();
    put_day(&mut form, &LIFTED, Some(signed.ctx.today()));
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    lift_sheet(&seen, one).show(&state, &signed, &form, hidden)
}

pub(super) async fn lift(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = standing(&seen, &id)?;
    let sheet = lift_sheet(&seen, one);
    let on = form.date(&LIFTED);
    let reason = form.text(&WHY, 5_000);
    let (Some(on), Some(reason)) = (on, reason) else {
        return sheet.again(&state, &signed, &form);
    };
    let lifted = HoldLifted {
        on,
        reason: Sensitive(reason),
    };
    let sent = (form.form_id()?, (one.id, form.version()?));
    let outcome = lift_hold(state.app(), &signed.ctx, &seen.reference, sent, &lifted).await;
    let field = |code: &str| {
        if code == "legal-hold-words" {
            WHY
        } else {
            LIFTED
        }
    };
    after((&state, &signed), (&sheet, form), outcome, (&seen, field))
}
