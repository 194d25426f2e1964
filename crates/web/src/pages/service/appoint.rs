//! Whoever runs the service appoints an administrator of an organisation.

use app::AppError;
use app::administration::{appoint_administrator, organisation};
use axum::extract::{Path, State};

use super::organisation::{Here, here};
use super::{AddedWords, added};
use crate::form::{Field, Filled, field};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const NAME: Field = field("name", "appoint-name");
const EMAIL: Field = field("email", "appoint-email");

const APPOINTED: AddedWords = AddedWords {
    title: "appoint-added-title",
    done: "appoint-added",
    link: "appoint-link",
    known: "appoint-known",
    next: "appoint-next",
};

async fn sheet(
    state: &WebState,
    signed: &Signed,
    code: &str,
) -> Result<(Sheet, String), PageError> {
    let found = organisation(state.app(), &signed.ctx, code).await?;
    let name = found.organisation.name;
    let sheet = Sheet {
        title: t("appoint-title"),
        caption: name.clone(),
        step: None,
        explain: vec![t("appoint-explain")],
        inputs: vec![input(NAME, Ask::Line), input(EMAIL, Ask::Line)],
        button: t("appoint-button"),
        back: here(signed, code),
    };
    Ok((sheet, name))
}

pub(super) async fn form_page(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): Here,
) -> Answer {
    let hidden = state.hidden(&signed.visit, None)?;
    let (sheet, _) = sheet(&state, &signed, &code).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): Here,
    mut form: Filled,
) -> Answer {
    let (sheet, name) = sheet(&state, &signed, &code).await?;
    let id = form.form_id()?;
    let (Some(who), Some(email)) = (form.text(&NAME, 200), form.email(&EMAIL)) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = (code.as_str(), who.as_str(), email.as_str());
    match appoint_administrator(state.app(), &signed.ctx, id, new).await {
        Ok(token) => added(&state, &signed, &APPOINTED, (name, &code, token)),
        Err(AppError::Rule(rule)) => {
            form.refuse(&EMAIL, rule);
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
