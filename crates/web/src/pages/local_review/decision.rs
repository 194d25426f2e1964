//! The partners' decision whether there will be a local review.

use app::local_review::decide;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::LocalReviewDecision;
use model::scheme::DecisionPoint;

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{Here, items, one_of, today};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const REVIEW: Field = field("review", "local-review-is");
const CRITERIA: Field = field("criteria", "local-criteria");
const REASONS: Field = field("reasons", "local-reasons");
const OTHERWISE: Field = field("otherwise", "local-otherwise");
const DECIDED_BY: Field = field("decided-by", "local-decided-by");
const POINT: Field = field("point", "step-point");
const ON: Field = field("on", "local-on");

fn sheet(seen: &Seen<'_>) -> Sheet {
    let review = ["yes", "no"].map(|code| Offer::new(code, t_code("local-review-is", code)));
    let points = DecisionPoint::ALL.iter().map(|one| one.code());
    let points = points.map(|code| Offer::new(code, t_code("step-point", code)));
    Sheet {
        title: t("local-decision-title"),
        caption: seen.caption(),
        step: seen.step("local_decision"),
        explain: vec![t("local-decision-explain")],
        inputs: vec![
            input(REVIEW, Ask::OneOf(review.to_vec())),
            input(CRITERIA, Ask::AnyOf(items(&seen.scheme.local_criteria))),
            input(REASONS, Ask::Words),
            input(OTHERWISE, Ask::Words),
            input(DECIDED_BY, Ask::Words),
            input(POINT, Ask::OneOf(points.collect())),
            input(ON, Ask::Line),
        ],
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.local.may_decide)?;
    let form = today(&signed, &ON);
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "local-criteria" => Some(CRITERIA),
        "local-reasons" => Some(REASONS),
        "local-otherwise" => Some(OTHERWISE),
        "local-decided-by" => Some(DECIDED_BY),
        "local-later" => Some(ON),
        code if code.starts_with("track-") => Some(ON),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.local.may_decide)?;
    let sheet = sheet(&seen);
    let review = one_of(&mut form, &REVIEW, |code| ["yes", "no"].contains(&code));
    let criteria = form.choices::<String>(&CRITERIA).unwrap_or_default();
    let reasons = form.text(&REASONS, 20_000);
    let otherwise = form.text_or_none(&OTHERWISE, 20_000);
    let decided_by = form.text(&DECIDED_BY, 5_000);
    let point = one_of(&mut form, &POINT, |code| {
        DecisionPoint::from_code(code).is_some()
    });
    let point = point.and_then(|code| DecisionPoint::from_code(&code));
    let on = form.uncertain_date(&ON, signed.ctx.today());
    let (Some(review), Some(reasons), Some(decided_by), Some(point), Some(on)) =
        (review, reasons, decided_by, point, on)
    else {
        return sheet.again(&state, &signed, &form);
    };
    let new = LocalReviewDecision {
        review: review == "yes",
        criteria,
        reasons: Sensitive(reasons),
        otherwise: Sensitive(otherwise.unwrap_or_default()),
        decided_by: Sensitive(decided_by),
        point,
        on,
    };
    let sent = form.form_id()?;
    let outcome = decide(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After::<LocalReviewDecision> {
        next: &seen.base,
        filled: |_| Filled::empty(),
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
