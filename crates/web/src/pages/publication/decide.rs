//! Record what is published, or that nothing is.

use app::AppError;
use app::publication::{decide, lacks};
use axum::extract::{Path, State};
use model::case::{NotWaiting, PublicationDecision, PublicationOutcome};
use model::{Date, RecordId, Sensitive};

use super::overview_parts::lacks_list;
use super::{OF, Seen, seen, today, version_of};
use crate::draw::kept;
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, drawn, group, input};
use crate::texts::{t, t_code, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const ON: Field = field("on", "decide-publication-on");
const NOTHING_ON: Field = field("on", "decide-nothing-on");
const WHAT: Field = field("what", "decide-publication-what");
const INSTEAD: Field = field("what", "decide-nothing-what");
const WHY: Field = field("why", "decide-publication-why");
const BY: Field = field("by", "decide-publication-by");
const EARLY: Field = field("early", "decide-early");
const EARLY_BY: Field = field("early-by", "decide-early-by");

/// What is published, or what is done with the learning instead, and the day.
const fn first_fields(outcome: PublicationOutcome) -> (Field, Field) {
    if outcome.publishes() {
        (WHAT, ON)
    } else {
        (INSTEAD, NOTHING_ON)
    }
}

fn sheet(seen: &Seen<'_>, outcome: PublicationOutcome, of: &str) -> Sheet {
    let title = t_code("decide-title", outcome.code());
    let mut sheet = seen.sheet(title, "publication_decision");
    let made = &seen.publication.made;
    let missing = lacks(made, seen.scheme, &seen.publication.approvals, outcome);
    let (what, on) = first_fields(outcome);
    sheet.inputs = vec![
        drawn(lacks_list(seen, &missing)),
        input(what, Ask::Words),
        input(on, Ask::Line),
    ];
    if outcome != PublicationOutcome::Published {
        sheet.inputs.push(input(WHY, Ask::Words));
    }
    sheet.inputs.push(input(BY, Ask::Line));
    if outcome.publishes() {
        sheet.inputs.push(group(
            match seen.publication.first_day {
                Some(day) => t1("decide-if-before", "day", date_in_words(day)),
                None => t("decide-if-early"),
            },
            vec![input(EARLY, Ask::Words), input(EARLY_BY, Ask::Line)],
        ));
    }
    sheet.inputs.push(drawn(kept(OF, of)));
    sheet
}

fn outcome(code: &str) -> Result<PublicationOutcome, PageError> {
    PublicationOutcome::from_code(code).ok_or(PageError::NotFound)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_edit)?;
    let outcome = outcome(&code)?;
    let Some(current) = seen.current() else {
        return seen.name_version_first();
    };
    let form = Filled::with([(ON.id, today(&signed))]);
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen, outcome, &current.to_string()).show(&state, &signed, &form, hidden)
}

fn not_waiting(form: &mut Filled) -> Option<NotWaiting> {
    if form.value(EARLY.id).is_empty() && form.value(EARLY_BY.id).is_empty() {
        return None;
    }
    let why = form.text(&EARLY, 5_000);
    let by = form.text(&EARLY_BY, 200);
    Some(NotWaiting {
        why: Sensitive(why?),
        by: Sensitive(by?),
    })
}

fn read(
    form: &mut Filled,
    (outcome, of): (PublicationOutcome, RecordId),
    today: Date,
) -> Option<PublicationDecision> {
    let (what_field, on_field) = first_fields(outcome);
    let what = form.text(&what_field, 10_000);
    let on = form.uncertain_date(&on_field, today);
    let why = if outcome == PublicationOutcome::Published {
        Some(String::new())
    } else {
        form.text(&WHY, 10_000)
    };
    let by = form.text(&BY, 200);
    let not_waiting = not_waiting(form).filter(|_| outcome.publishes());
    if !form.is_good() {
        return None;
    }
    Some(PublicationDecision {
        outcome,
        of,
        on: on?,
        what: Sensitive(what?),
        why: Sensitive(why?),
        decided_by: Sensitive(by?),
        not_waiting,
    })
}

fn field_of(code: &str, outcome: PublicationOutcome) -> Option<Field> {
    let (what, on) = first_fields(outcome);
    match code {
        "publication-what" => Some(what),
        "publication-why" => Some(WHY),
        "publication-by" => Some(BY),
        "publication-early" => Some(EARLY),
        code if code == "publication-later" || code.starts_with("track-") => Some(on),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_edit)?;
    let outcome = outcome(&code)?;
    let of = version_of(&form)?;
    let sheet = sheet(&seen, outcome, &of.to_string());
    let Some(new) = read(&mut form, (outcome, of), signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    match decide(state.app(), &signed.ctx, &seen.reference, sent, &new).await {
        Ok(_) => Ok(saved_page(&seen.base)),
        Err(AppError::Rule(code)) => {
            // What is missing is listed above the questions; the summary leads to the first of them.
            let field = field_of(code, outcome).unwrap_or(first_fields(outcome).0);
            if code == "publication-version" || code == "publication-out" || code == "case-closed" {
                return Err(PageError::Rule(code));
            }
            form.refuse(&field, code);
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
