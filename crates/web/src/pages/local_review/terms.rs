//! Terms of reference.

use app::local_review::keep_terms;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::TermsOfReference;

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{Here, opened, place_shown};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const PERIOD: Field = field("period", "terms-period");
const METHOD: Field = field("method", "terms-method");
const AGENCIES: Field = field("agencies", "terms-agencies");
const FAMILY: Field = field("family", "terms-family");
const BESIDE: Field = field("beside", "terms-beside");
const NO_INEQUALITY: Field = field("no-inequality", "terms-no-inequality");

fn filled(one: &TermsOfReference) -> Filled {
    Filled::with([
        (PERIOD.id, one.period.0.clone()),
        (METHOD.id, one.method.0.clone()),
        (AGENCIES.id, one.agencies.0.clone()),
        (FAMILY.id, one.family.0.clone()),
        (BESIDE.id, one.beside.0.clone()),
        (NO_INEQUALITY.id, one.no_inequality.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let fields = [PERIOD, METHOD, AGENCIES, FAMILY, BESIDE, NO_INEQUALITY];
    Sheet {
        title: t("terms-title"),
        caption: seen.caption(),
        step: seen.step("terms_of_reference"),
        explain: Vec::new(),
        inputs: fields.map(|one| input(one, Ask::Words)).into(),
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
    seen.usable(seen.local.may_edit)?;
    let kept = seen.local.terms.as_ref();
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "terms-period" => Some(PERIOD),
        "terms-method" => Some(METHOD),
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
    seen.usable(seen.local.may_edit)?;
    let sheet = sheet(&seen);
    let period = form.text(&PERIOD, 5_000);
    let method = form.text(&METHOD, 20_000);
    let mut more = |field| Sensitive(form.text_or_none(field, 20_000).unwrap_or_default());
    let (agencies, family) = (more(&AGENCIES), more(&FAMILY));
    let (beside, no_inequality) = (more(&BESIDE), more(&NO_INEQUALITY));
    let (Some(period), Some(method), true) = (period, method, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = TermsOfReference {
        period: Sensitive(period),
        method: Sensitive(method),
        agencies,
        family,
        beside,
        no_inequality,
    };
    let place = place_shown(seen.local.terms.as_ref(), &form)?;
    let sent = (form.form_id()?, place);
    let outcome = keep_terms(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
