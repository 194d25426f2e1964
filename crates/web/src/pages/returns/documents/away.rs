//! Take a document away that nothing was taken in from.

use app::returns::sources::take_source_away;
use axum::extract::{Path, State};

use super::{HereOne, opened};
use crate::form::Filled;
use crate::frame::next_page;
use crate::problem::Answer;
use crate::sheet::Sheet;
use crate::texts::t;
use crate::{Signed, WebState};

pub(super) async fn ask(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    one.seen.usable()?;
    let hidden = state.hidden(&signed.visit, Some(one.view.source.version))?;
    let sheet = Sheet {
        title: t("document-away"),
        caption: one.seen.title(),
        step: None,
        explain: vec![
            one.view.source.body.name.0.clone(),
            t("document-away-explain"),
        ],
        inputs: Vec::new(),
        button: t("document-away"),
        back: one.here(),
    };
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
    form: Filled,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    let sent = (form.form_id()?, (one.id, form.version()?));
    take_source_away(state.app(), &signed.ctx, one.seen.request, sent).await?;
    Ok(next_page(&format!("{}/chronology", one.seen.base)))
}
