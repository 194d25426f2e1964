//! The wording that the report of a rapid review needs.

use axum::extract::{Path, State};

use super::{Shown, confirm_needed, needed, page};
use crate::form::Filled;
use crate::pages::notification::Here;
use crate::pages::rapid_review::seen;
use crate::problem::{Answer, PageError};
use crate::{Signed, WebState};

async fn shown(
    state: &WebState,
    signed: &Signed,
    text: &str,
) -> Result<(Shown, String), PageError> {
    let seen = seen(state, signed, text).await?;
    let items = seen.paper(state, signed).await?.unconfirmed;
    let shown = needed(seen.scheme, items, &seen.base);
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
    form: Filled,
) -> Answer {
    let shown = shown(&state, &signed, &text).await?;
    confirm_needed(&state, &signed, shown, form).await
}
