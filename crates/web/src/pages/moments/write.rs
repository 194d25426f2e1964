//! Writing down what one sees differently: from the box, or on a page of its own.

use app::moment::{here, record};
use app::{AppError, names};
use axum::extract::{Path, State};
use axum_extra::extract::Query;
use model::RecordId;
use model::learning::LearningStage;
use serde::Deserialize;

use super::fields::{FROM, begun, field_of, inputs, read, stage_of};
use super::{Parts, Place, Seen, seen};
use crate::form::Filled;
use crate::frame::{KEPT, next_page};
use crate::problem::{Answer, PageError};
use crate::sheet::Sheet;
use crate::texts::t;
use crate::{Signed, WebState};

/// Where the entries of the chronology stand in a review.
const ENTRY: &str = "chronology";

/// The stage that the page begins with: what the review is doing, as on its other pages; own work is no stage of one.
async fn stage(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
) -> Result<Option<LearningStage>, PageError> {
    match seen.place {
        Place::Review => {
            let reference = seen.reference(state, signed).await?;
            let found = here(state.app(), &signed.ctx, &reference).await?;
            Ok(found.map(|found| found.stage))
        }
        Place::Received => Ok(Some(LearningStage::PanelExchange)),
        Place::Own => Ok(None),
    }
}

async fn sheet(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    form: &Filled,
) -> Result<Sheet, PageError> {
    let names = names::names(state.app(), &signed.ctx).await?;
    let stage = match stage_of(form) {
        Some(stage) => Some(stage),
        None => stage(state, signed, seen).await?,
    };
    Ok(Sheet {
        title: t("moments-title"),
        caption: seen.caption.clone(),
        step: seen.step(),
        explain: seen.says(),
        inputs: inputs(seen.scheme, form, (stage, Some(&names))),
        button: t("moment-button"),
        back: seen.base.clone(),
    })
}

/// What the page is asked to begin with.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// An entry of the chronology because of which somebody writes.
    entry: Option<String>,
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    Query(asked): Query<Asked>,
) -> Answer {
    let seen = seen(&state, &signed, &parts).await?;
    seen.usable()?;
    let entry: Option<RecordId> = asked.entry.and_then(|id| id.parse().ok());
    let form = match entry {
        Some(entry) => begun(
            Some(LearningStage::InformationGathering),
            &format!("{}/{ENTRY}/{entry}", seen.above),
        ),
        None => begun(stage(&state, &signed, &seen).await?, ""),
    };
    let sheet = sheet(&state, &signed, &seen, &form).await?;
    sheet.show(&state, &signed, &form, state.hidden(&signed.visit, None)?)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &parts).await?;
    seen.usable()?;
    let Some(new) = read(&mut form, signed.ctx.today()) else {
        let sheet = sheet(&state, &signed, &seen, &form).await?;
        return sheet.again(&state, &signed, &form);
    };
    let reference = seen.reference(&state, &signed).await?;
    let sent = form.form_id()?;
    match record(state.app(), &signed.ctx, &reference, sent, &new).await {
        Ok(_) => Ok(next_page(&after(&seen, &form))),
        Err(AppError::Rule(code)) => match field_of(code) {
            Some(field) => {
                form.refuse(&field, code);
                let sheet = sheet(&state, &signed, &seen, &form).await?;
                sheet.again(&state, &signed, &form)
            }
            None => Err(PageError::Rule(code)),
        },
        Err(error) => Err(error.into()),
    }
}

/// Where one goes after saving: to the page from which one wrote, where it is a page of the same case, and to the list
/// otherwise.
fn after(seen: &Seen<'_>, form: &Filled) -> String {
    let from = form.value(FROM);
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.');
    let within = from == seen.above || from.starts_with(&format!("{}/", seen.above));
    // An entry has no page of its own.
    let entry = from.strip_prefix(&format!("{}/{ENTRY}/", seen.above));
    let entry = entry.is_some_and(|id| id.parse::<RecordId>().is_ok());
    let page = if within && !entry && !seen.above.ends_with("/today") && from.bytes().all(plain) {
        from
    } else {
        seen.base.as_str()
    };
    format!("{page}?{KEPT}")
}
