//! The wording that a letter of the national body needs.

use axum::extract::{Path, State};

use super::{Shown, confirm_needed, needed, page};
use crate::form::Filled;
use crate::pages::received::seen;
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::{Signed, WebState};

async fn shown(
    state: &WebState,
    signed: &Signed,
    (text, id): (&str, &str),
) -> Result<(Shown, String), PageError> {
    let seen = seen(state, signed, text).await?;
    let letter = seen.letter(id)?;
    let items = seen.paper(state, signed, &letter.body).await?.unconfirmed;
    let base = format!("{}/letters/{id}", seen.base);
    Ok((needed(seen.scheme, items, &base), seen.digest.to_owned()))
}

pub(crate) async fn of_letter(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let (shown, _) = shown(&state, &signed, (&text, &id)).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    page(&state, &signed, shown, (Filled::empty(), hidden)).await
}

pub(crate) async fn confirm_for_letter(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let shown = shown(&state, &signed, (&text, &id)).await?;
    confirm_needed(&state, &signed, shown, form).await
}
