//! The wording that the report of a rapid review needs.

use app::wording::confirm;
use axum::extract::{Path, State};

use super::{Shown, page, ticked};
use crate::form::Filled;
use crate::frame::next_page;
use crate::pages::notification::Here;
use crate::pages::rapid_review::seen;
use crate::problem::{Answer, PageError};
use crate::{Signed, WebState};

/// What is taken back is taken back where the whole scheme stands, or with the notification.
async fn shown(
    state: &WebState,
    signed: &Signed,
    text: &str,
) -> Result<(Shown, String), PageError> {
    let seen = seen(state, signed, text).await?;
    let items = seen.paper(state, signed).await?.unconfirmed;
    let shown = Shown {
        items,
        confirmed: Vec::new(),
        withdrawn: Vec::new(),
        step: seen.scheme.step("wording").cloned(),
        step_back: None,
        here: format!("{}/wording", seen.base),
        back: seen.base.clone(),
        blocked: true,
    };
    Ok((shown, seen.digest.to_owned()))
}

pub(crate) async fn of_report(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let (shown, _) = shown(&state, &signed, &text).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    page(&state, &signed, shown, (Filled::empty(), hidden)).await
}

pub(crate) async fn confirm_for_report(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let (shown, digest) = shown(&state, &signed, &text).await?;
    let hidden = form.hidden()?;
    let back = shown.back.clone();
    let Some(items) = ticked(&mut form) else {
        return page(&state, &signed, shown, (form, hidden)).await;
    };
    confirm(state.app(), &signed.ctx, &digest, &items).await?;
    Ok(next_page(&back))
}
