//! A look at how the review goes: time and quality.

use app::local_review::keep_check;
use app::vault::Stored;
use axum::extract::{Path, State};
use govuk::Html;
use model::Sensitive;
use model::case::{MarkerThen, ProgressCheck};

use super::{Seen, seen};
use crate::draw::{bullets, paragraph};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, opened, place_of, today};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Sheet, drawn, input, put_day};
use crate::texts::{linked, t};
use crate::{Signed, WebState};

const ON: Field = field("on", "progress-on");
const BY: Field = field("by", "progress-by");
const TIME: Field = field("time", "progress-time");
const QUALITY: Field = field("quality", "progress-quality");
const AGREED: Field = field("agreed", "progress-agreed");
const AGAIN: Field = field("again", "progress-again");

fn filled(one: &ProgressCheck) -> Filled {
    let mut form = Filled::with([
        (ON.id, one.on.to_string()),
        (BY.id, one.by.0.clone()),
        (TIME.id, one.time.0.clone()),
        (QUALITY.id, one.quality.0.clone()),
        (AGREED.id, one.agreed.0.clone()),
    ]);
    put_day(&mut form, &AGAIN, one.again_on);
    form
}

/// How the review stands by the quality markers, before the question how good it is. A look that is on record shows what
/// stood when it was recorded.
fn stands(seen: &Seen<'_>, kept: Option<&Stored<ProgressCheck>>) -> Html {
    let board = format!("{}/quality", seen.review);
    let judged = seen.local.judgements.iter();
    let (heading, then) = match kept {
        Some(one) => ("progress-markers-then", one.body.markers.clone()),
        None => (
            "progress-markers-now",
            judged.map(|one| MarkerThen::from(&one.body)).collect(),
        ),
    };
    let lines = seen.markers(&then);
    let content = if lines.is_empty() {
        paragraph(linked("progress-markers-none", &board))
    } else {
        Html::join([
            bullets(lines),
            paragraph(linked("progress-markers-board", &board)),
        ])
    };
    Html::join([Html::element("h2", "govuk-heading-m", t(heading)), content])
}

fn sheet(seen: &Seen<'_>, kept: Option<&Stored<ProgressCheck>>) -> Sheet {
    Sheet {
        title: t("progress-title"),
        caption: seen.caption(),
        step: seen.step("progress_check"),
        explain: vec![t("progress-explain")],
        inputs: vec![
            input(ON, Ask::Line),
            input(BY, Ask::Words),
            input(TIME, Ask::Words),
            drawn(stands(seen, kept)),
            input(QUALITY, Ask::Words),
            input(AGREED, Ask::Words),
            input(AGAIN, Ask::Day),
        ],
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.local.may_edit)?;
    let kept = by_id(seen.local.checks(), &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, today(&signed, &ON)))?;
    sheet(&seen, kept).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "check-by" => Some(BY),
        "check-time" => Some(TIME),
        "check-quality" => Some(QUALITY),
        "check-later" => Some(ON),
        "check-again" => Some(AGAIN),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.local.may_edit)?;
    let kept = by_id(seen.local.checks(), &id)?;
    let sheet = sheet(&seen, kept);
    let on = form.uncertain_date(&ON, signed.ctx.today());
    let by = form.text(&BY, 5_000);
    let time = form.text(&TIME, 5_000);
    let quality = form.text(&QUALITY, 20_000);
    let agreed = form.text_or_none(&AGREED, 20_000);
    let again_on = form.date_or_none(&AGAIN);
    let (Some(on), Some(by), Some(time), Some(quality), true) =
        (on, by, time, quality, form.is_good())
    else {
        return sheet.again(&state, &signed, &form);
    };
    let new = ProgressCheck {
        on,
        by: Sensitive(by),
        time: Sensitive(time),
        quality: Sensitive(quality),
        agreed: Sensitive(agreed.unwrap_or_default()),
        again_on,
        markers: Vec::new(),
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_check(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
