//! A second person's view of a judgement.

use app::vault::Stored;
use app::{AppError, quality};
use axum::extract::{Path, State};
use govuk::SummaryList;
use model::Sensitive;
use model::case::{MarkerStands, QualityJudgement, QualitySecondView};

use super::{HereMarker, Marker, Seen, judged_rows, seen, stands};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, drawn, input};
use crate::texts::t;
use crate::{Signed, WebState};

const STANDS: Field = field("stands", "quality-stands");
const REASONS: Field = field("reasons", "quality-reasons");
const IMPROVE: Field = field("improve", "quality-second-improve");

fn sheet(seen: &Seen<'_>, marker: &Marker<'_>, judged: &Stored<QualityJudgement>) -> Sheet {
    let rows = judged_rows(seen, judged);
    Sheet {
        title: t("quality-second-title"),
        caption: seen.caption(),
        step: seen.step("quality_second"),
        explain: vec![marker.title(), marker.asks().to_owned()],
        inputs: vec![
            drawn(SummaryList::new().rows(rows).render()),
            input(STANDS, Ask::OneOf(stands())),
            input(REASONS, Ask::Words),
            input(IMPROVE, Ask::Words),
        ],
        button: t("save"),
        back: format!("{}/{}", seen.base, marker.item.code),
    }
}

/// The judgement that the reader may look at as a second person.
fn judged<'a>(
    seen: &'a Seen<'_>,
    id: &str,
    signed: &Signed,
) -> Result<&'a Stored<QualityJudgement>, PageError> {
    seen.usable()?;
    let judged = seen.judgement(id).ok_or(PageError::NotFound)?;
    if seen.may_second(judged, signed) {
        return Ok(judged);
    }
    let me = signed.ctx.actor.person().map(|me| me.id.to_string());
    let own = me.as_deref() == Some(judged.by.as_str());
    Err(PageError::Rule(if own {
        "quality-second-own"
    } else {
        "quality-second-given"
    }))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereMarker,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let marker = seen.marker(&id)?;
    let judged = judged(&seen, &id, &signed)?;
    let hidden = state.hidden(&signed.visit, Some(judged.version))?;
    sheet(&seen, &marker, judged).show(&state, &signed, &Filled::empty(), hidden)
}

fn read(form: &mut Filled, judged: &Stored<QualityJudgement>) -> Option<QualitySecondView> {
    let stands = form.coded(&STANDS, MarkerStands::from_code);
    let reasons = form.text(&REASONS, 5_000);
    let improve = form.text_or_none(&IMPROVE, 5_000);
    if !form.is_good() {
        return None;
    }
    Some(QualitySecondView {
        of: judged.id,
        of_version: form.version().ok()?,
        stands: stands?,
        reasons: Sensitive(reasons?),
        improve: Sensitive(improve.unwrap_or_default()),
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereMarker,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    let marker = seen.marker(&id)?;
    let judged = seen.judgement(&id).ok_or(PageError::NotFound)?;
    let sheet = sheet(&seen, &marker, judged);
    let Some(new) = read(&mut form, judged) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    match quality::second_view(state.app(), &signed.ctx, &seen.reference, sent, &new).await {
        Ok(_) => Ok(next_page(&sheet.back)),
        // The judgement that stands now is above the form, and what was typed is still in it.
        Err(AppError::Rule("quality-changed")) => {
            form.refuse(&STANDS, "quality-changed");
            let hidden = state.hidden(&signed.visit, Some(judged.version))?;
            sheet.show(&state, &signed, &form, hidden)
        }
        Err(error) => Err(error.into()),
    }
}
