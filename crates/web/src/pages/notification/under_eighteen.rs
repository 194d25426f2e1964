//! After a care leaver's death: do the criteria for a child under 18 apply as well?

use app::notification::under_eighteen;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{Known, UnderEighteenCheck};

use super::{Here, Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::people::yes_no_not_known;
use crate::pages::seen::{one_of, opened, place_shown};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const APPLY: Field = field("apply", "under-eighteen-apply");
const REASONS: Field = field("reasons", "under-eighteen-reasons");
const BY: Field = field("by", "under-eighteen-by");
const ON: Field = field("on", "under-eighteen-on");

fn filled(one: &UnderEighteenCheck) -> Filled {
    Filled::with([
        (APPLY.id, one.apply.code().to_owned()),
        (REASONS.id, one.reasons.0.clone()),
        (BY.id, one.by.0.clone()),
        (ON.id, one.on.to_string()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    Sheet {
        title: t("under-eighteen-title"),
        caption: t1("today-review", "reference", seen.reference.as_str()),
        step: seen.step("under_eighteen"),
        explain: vec![t("under-eighteen-explain"), t("under-eighteen-local")],
        inputs: vec![
            input(APPLY, yes_no_not_known()),
            input(REASONS, Ask::Words),
            input(BY, Ask::Line),
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
    seen.usable(seen.view.may_fill)?;
    let kept = seen.view.under_eighteen.as_ref();
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, today: model::Date) -> Option<UnderEighteenCheck> {
    let apply = one_of(form, &APPLY, |code| Known::from_code(code).is_some());
    let reasons = form.text(&REASONS, 5_000);
    let by = form.text(&BY, 300);
    let on = form.uncertain_date(&ON, today);
    if !form.is_good() {
        return None;
    }
    Some(UnderEighteenCheck {
        apply: Known::from_code(&apply?)?,
        reasons: Sensitive(reasons?),
        by: Sensitive(by?),
        on: on?,
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let sheet = sheet(&seen);
    let Some(new) = read(&mut form, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let kept = seen.view.under_eighteen.as_ref();
    let sent = (form.form_id()?, place_shown(kept, &form)?);
    let outcome = under_eighteen(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    // Where they apply, the decision is taken again.
    let next = match new.apply {
        Known::Yes => format!("{}/decision", seen.review()),
        Known::No | Known::NotKnown => seen.base.clone(),
    };
    let after = After {
        next: &next,
        filled,
        field_of: |code| (code == "under-eighteen-later").then_some(ON),
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
