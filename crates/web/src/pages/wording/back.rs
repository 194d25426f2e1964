//! Take back the confirmation of a wording: from then on nothing goes out with it.

use access::actions;
use app::AppError;
use app::wording::{Unconfirmed, withdraw};
use axum::extract::{Path, State};
use model::Instant;

use super::{Shown, notification_shown, scheme_shown};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::next_page;
use crate::pages::notification::Here;
use crate::pages::seen::one_of;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const WHICH: Field = field("which", "wording-back-which");
const REASON: Field = field("reason", "wording-back-reason");

/// A confirmation as the form names it: when it was given, and of which wording. Another confirmation of the
/// same wording is another choice.
fn code(one: &Unconfirmed) -> Option<String> {
    let confirmed = one.confirmed?;
    Some(format!("{} {}", confirmed.at.microseconds(), one.address))
}

fn sheet(shown: &Shown) -> Sheet {
    let offer = |one: &Unconfirmed| Some(Offer::new(code(one)?, one.label.as_str()));
    let offers = shown.confirmed.iter().filter_map(offer).collect();
    Sheet {
        title: t("wording-back-title"),
        caption: String::new(),
        step: shown.step_back.clone(),
        explain: vec![t("wording-back-explain")],
        inputs: vec![input(WHICH, Ask::OneOf(offers)), input(REASON, Ask::Words)],
        button: t("wording-back-button"),
        back: shown.here.clone(),
    }
}

fn form(state: &WebState, signed: &Signed, shown: &Shown) -> Answer {
    if shown.confirmed.is_empty() {
        return Ok(next_page(&shown.here));
    }
    let hidden: Hidden = state.hidden(&signed.visit, None)?;
    sheet(shown).show(state, signed, &Filled::empty(), hidden)
}

async fn taken(
    state: &WebState,
    signed: &Signed,
    (shown, digest): (Shown, String),
    mut form: Filled,
) -> Answer {
    let sheet = sheet(&shown);
    let offered = |code: &str| split(code).is_some();
    let which = one_of(&mut form, &WHICH, offered);
    let reason = form.text(&REASON, 1_000);
    let (Some(which), Some(reason)) = (which, reason) else {
        return sheet.again(state, signed, &form);
    };
    let chosen = split(&which).ok_or(PageError::Unreadable)?;
    match withdraw(state.app(), &signed.ctx, &digest, chosen, &reason).await {
        Ok(()) => Ok(next_page(&shown.here)),
        Err(AppError::Rule("wording-not-standing")) => {
            form.refuse(&WHICH, "wording-not-standing");
            sheet.again(state, signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}

fn split(code: &str) -> Option<(&str, Instant)> {
    let (at, address) = code.split_once(' ')?;
    Some((address, Instant::from_microseconds(at.parse().ok()?)))
}

pub(crate) async fn back_of_notification(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let (shown, _) = notification_shown(&state, &signed, &text).await?;
    signed.may::<actions::ManageSettings>(&state).await?;
    form(&state, &signed, &shown)
}

pub(crate) async fn take_back_of_notification(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    let shown = notification_shown(&state, &signed, &text).await?;
    taken(&state, &signed, shown, form).await
}

pub(crate) async fn back_of_scheme(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::ManageSettings>(&state).await?;
    let (shown, _) = scheme_shown(&state, &signed).await?;
    form(&state, &signed, &shown)
}

pub(crate) async fn take_back_of_scheme(
    State(state): State<WebState>,
    signed: Signed,
    form: Filled,
) -> Answer {
    let shown = scheme_shown(&state, &signed).await?;
    taken(&state, &signed, shown, form).await
}
