//! Judging one marker.

use app::quality::judge;
use axum::extract::{Path, State};
use model::case::{MarkerStands, QualityJudgement};
use model::{Date, Sensitive, UncertainDate};

use super::{HereMarker, Marker, Seen, seen, stands};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{opened, place_shown};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const STANDS: Field = field("stands", "quality-stands");
const REASONS: Field = field("reasons", "quality-reasons");
const SUPPORT: Field = field("support", "quality-support");
const IMPROVE: Field = field("improve", "quality-improve");
const ON: Field = field("on", "quality-on");

fn filled(one: &QualityJudgement) -> Filled {
    Filled::with([
        (STANDS.id, one.stands.code().to_owned()),
        (REASONS.id, one.reasons.0.clone()),
        (SUPPORT.id, one.support.0.clone()),
        (IMPROVE.id, one.improve.0.clone()),
        (ON.id, one.on.to_string()),
    ])
}

fn sheet(seen: &Seen<'_>, marker: &Marker<'_>) -> Sheet {
    Sheet {
        title: marker.title(),
        caption: seen.caption(),
        step: seen.step("quality_marker"),
        explain: vec![marker.asks().to_owned(), t("quality-judge-explain")],
        inputs: vec![
            input(STANDS, Ask::OneOf(stands())),
            input(REASONS, Ask::Words),
            input(SUPPORT, Ask::Words),
            input(IMPROVE, Ask::Words),
            input(ON, Ask::Line),
        ],
        button: t("save"),
        back: format!("{}/{}", seen.base, marker.item.code),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereMarker,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    let marker = seen.marker(&id)?;
    let kept = seen.judgement(&id);
    let (mut form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    // A judgement made anew is made today, whatever day the one before it has.
    let today = UncertainDate::day(signed.ctx.today()).map(|day| day.to_string());
    form.set(ON.id, today.unwrap_or_default());
    sheet(&seen, &marker).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, marker: &str, today: Date) -> Option<QualityJudgement> {
    let stands = form.coded(&STANDS, MarkerStands::from_code);
    let reasons = form.text(&REASONS, 5_000);
    let support = form.text_or_none(&SUPPORT, 5_000);
    let improve = form.text_or_none(&IMPROVE, 5_000);
    let on = form.uncertain_date(&ON, today);
    if !form.is_good() {
        return None;
    }
    Some(QualityJudgement {
        marker: marker.to_owned(),
        stands: stands?,
        reasons: Sensitive(reasons?),
        support: Sensitive(support.unwrap_or_default()),
        improve: Sensitive(improve.unwrap_or_default()),
        on: on?,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "quality-reasons" => Some(REASONS),
        "quality-improve" => Some(IMPROVE),
        "quality-later" => Some(ON),
        _ => None,
    }
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
    let sheet = sheet(&seen, &marker);
    let Some(new) = read(&mut form, &id, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_shown(seen.judgement(&id), &form)?);
    let outcome = judge(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &sheet.back,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
