//! The appointment of a reviewer.

use app::local_review::keep_reviewer;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{Reviewer, ReviewerEnded};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, one_of, opened, place_of, today};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, group, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const NAME: Field = field("name", "reviewer-name");
const LEADS: Field = field("leads", "reviewer-leads");
const INDEPENDENCE: Field = field("independence", "reviewer-independence");
const CONFLICTS: Field = field("conflicts", "reviewer-conflicts");
const CHECKED_BY: Field = field("checked-by", "reviewer-checked-by");
const ON: Field = field("on", "reviewer-on");
const ENDED_ON: Field = field("ended-on", "reviewer-ended-on");
const ENDED_WHY: Field = field("ended-why", "reviewer-ended-why");

fn filled(one: &Reviewer) -> Filled {
    let leads = if one.leads { "yes" } else { "no" };
    let mut form = Filled::with([
        (NAME.id, one.name.0.clone()),
        (LEADS.id, leads.to_owned()),
        (INDEPENDENCE.id, one.independence.0.clone()),
        (CONFLICTS.id, one.conflicts.0.clone()),
        (CHECKED_BY.id, one.checked_by.0.clone()),
        (ON.id, one.on.to_string()),
    ]);
    if let Some(ended) = &one.ended {
        form.set(ENDED_ON.id, ended.on.to_string());
        form.set(ENDED_WHY.id, ended.why.0.clone());
    }
    form
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let leads = ["yes", "no"].map(|code| Offer::new(code, t_code("reviewer-leads", code)));
    Sheet {
        title: t("reviewer-title"),
        caption: seen.caption(),
        step: seen.step("reviewer"),
        explain: vec![t("reviewer-explain")],
        inputs: vec![
            input(NAME, Ask::Line),
            input(LEADS, Ask::OneOf(leads.to_vec())),
            input(INDEPENDENCE, Ask::Words),
            input(CONFLICTS, Ask::Words),
            input(CHECKED_BY, Ask::Line),
            input(ON, Ask::Line),
            group(
                t("reviewer-ended"),
                vec![input(ENDED_ON, Ask::Line), input(ENDED_WHY, Ask::Words)],
            ),
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
    let kept = by_id(&seen.local.reviewers, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, today(&signed, &ON)))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "reviewer-name" => Some(NAME),
        "reviewer-independence" => Some(INDEPENDENCE),
        "reviewer-conflicts" => Some(CONFLICTS),
        "reviewer-checked-by" => Some(CHECKED_BY),
        "reviewer-ended" => Some(ENDED_WHY),
        "reviewer-later" => Some(ON),
        _ => None,
    }
}

/// The end of their part; none while both boxes are empty.
fn ended(form: &mut Filled, today: model::Date) -> Option<ReviewerEnded> {
    let why = form.text_or_none(&ENDED_WHY, 5_000);
    if form.value(ENDED_ON.id).trim().is_empty() && why.is_none() {
        return None;
    }
    let on = form.uncertain_date(&ENDED_ON, today);
    on.map(|on| ReviewerEnded {
        on,
        why: Sensitive(why.unwrap_or_default()),
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.local.may_edit)?;
    let kept = by_id(&seen.local.reviewers, &id)?;
    let sheet = sheet(&seen);
    let today = signed.ctx.today();
    let name = form.text(&NAME, 500);
    let leads = one_of(&mut form, &LEADS, |code| ["yes", "no"].contains(&code));
    let independence = form.text(&INDEPENDENCE, 5_000);
    let conflicts = form.text(&CONFLICTS, 5_000);
    let checked_by = form.text(&CHECKED_BY, 500);
    let on = form.uncertain_date(&ON, today);
    let ended = ended(&mut form, today);
    let words = (name, independence, conflicts, checked_by);
    let (
        (Some(name), Some(independence), Some(conflicts), Some(checked_by)),
        Some(leads),
        Some(on),
        true,
    ) = (words, leads, on, form.is_good())
    else {
        return sheet.again(&state, &signed, &form);
    };
    let new = Reviewer {
        name: Sensitive(name),
        leads: leads == "yes",
        independence: Sensitive(independence),
        conflicts: Sensitive(conflicts),
        checked_by: Sensitive(checked_by),
        on,
        ended,
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_reviewer(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
