//! The appointment of a reviewer.

use app::local_review::{keep_reviewer, may_lead};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::{Reviewer, ReviewerEnded};
use model::{PersonId, Sensitive};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, one_of, opened, place_of, today};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, group, input, put_day};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const NAME: Field = field("name", "reviewer-name");
const LEADS: Field = field("leads", "reviewer-leads");
const INDEPENDENCE: Field = field("independence", "reviewer-independence");
const CONFLICTS: Field = field("conflicts", "reviewer-conflicts");
const CHECKED_BY: Field = field("checked-by", "reviewer-checked-by");
const ON: Field = field("on", "reviewer-on");
const PERSON: Field = field("person", "reviewer-person");
const UNTIL: Field = field("until", "reviewer-until");
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
    if let Some(person) = one.person {
        form.set(PERSON.id, person.to_string());
    }
    put_day(&mut form, &UNTIL, one.until);
    if let Some(ended) = &one.ended {
        form.set(ENDED_ON.id, ended.on.to_string());
        form.set(ENDED_WHY.id, ended.why.0.clone());
    }
    form
}

/// People who may lead with a sign-in of their own; nobody for who does not decide on the review.
async fn people(
    state: &WebState,
    signed: &Signed,
    (seen, kept): (&Seen<'_>, Option<&Stored<Reviewer>>),
) -> Result<Vec<Offer>, PageError> {
    if !seen.local.may_decide {
        return Ok(Vec::new());
    }
    let mut all = may_lead(state.app(), &signed.ctx, &seen.reference).await?;
    let known = kept.and_then(|one| one.body.person);
    if let Some(person) = known.filter(|known| all.iter().all(|(person, _)| person != known)) {
        let names = app::names::names(state.app(), &signed.ctx).await?;
        let name = names
            .of(person)
            .map_or_else(|| t("somebody"), str::to_owned);
        all.push((person, name));
    }
    let offer = |(person, name): (PersonId, String)| Offer::new(person.to_string(), name);
    Ok(all.into_iter().map(offer).collect())
}

fn sheet(seen: &Seen<'_>, people: Vec<Offer>) -> Sheet {
    let leads = ["yes", "no"].map(|code| Offer::new(code, t_code("reviewer-leads", code)));
    let mut inputs = vec![
        input(NAME, Ask::Line),
        input(LEADS, Ask::OneOf(leads.to_vec())),
        input(INDEPENDENCE, Ask::Words),
        input(CONFLICTS, Ask::Words),
        input(CHECKED_BY, Ask::Line),
        input(ON, Ask::Line),
    ];
    if !people.is_empty() {
        inputs.push(group(
            t("reviewer-commission"),
            vec![input(PERSON, Ask::Pick(people)), input(UNTIL, Ask::Day)],
        ));
    }
    inputs.push(group(
        t("reviewer-ended"),
        vec![input(ENDED_ON, Ask::Line), input(ENDED_WHY, Ask::Words)],
    ));
    Sheet {
        title: t("reviewer-title"),
        caption: seen.caption(),
        step: seen.step("reviewer"),
        explain: vec![t("reviewer-explain")],
        inputs,
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
    let people = people(&state, &signed, (&seen, kept)).await?;
    sheet(&seen, people).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "reviewer-name" => Some(NAME),
        "reviewer-independence" => Some(INDEPENDENCE),
        "reviewer-conflicts" => Some(CONFLICTS),
        "reviewer-checked-by" => Some(CHECKED_BY),
        "reviewer-ended" => Some(ENDED_WHY),
        "reviewer-later" => Some(ON),
        "reviewer-leads" => Some(LEADS),
        "reviewer-person" | "reviewer-person-fixed" | "person-barred" => Some(PERSON),
        "reviewer-until" => Some(UNTIL),
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

fn read(form: &mut Filled, today: model::Date) -> Option<Reviewer> {
    let name = form.text(&NAME, 500);
    let leads = one_of(form, &LEADS, |code| ["yes", "no"].contains(&code));
    let independence = form.text(&INDEPENDENCE, 5_000);
    let conflicts = form.text(&CONFLICTS, 5_000);
    let checked_by = form.text(&CHECKED_BY, 500);
    let on = form.uncertain_date(&ON, today);
    let person = form.choice_or_none::<PersonId>(&PERSON);
    let until = form.date_or_none(&UNTIL);
    let ended = ended(form, today);
    if !form.is_good() {
        return None;
    }
    Some(Reviewer {
        name: Sensitive(name?),
        leads: leads? == "yes",
        independence: Sensitive(independence?),
        conflicts: Sensitive(conflicts?),
        checked_by: Sensitive(checked_by?),
        on: on?,
        person,
        until,
        ended,
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
    let people = people(&state, &signed, (&seen, kept)).await?;
    // Who does not decide on the review changes nothing about whose sign-in it names.
    let fixed = people.is_empty().then_some(kept).flatten();
    let sheet = sheet(&seen, people);
    let Some(mut new) = read(&mut form, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    if let Some(kept) = fixed {
        (new.person, new.until) = (kept.body.person, kept.body.until);
    }
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
