//! What the organisation does with an item: the form, and what it says.

use app::exchange::{NewUptake, OfItem, decide, of_item};
use axum::extract::{Path, State};
use govuk::{Html, SummaryList};
use model::learning::{KnowledgeStep, Uptake, UptakeDecision};
use model::{Sensitive, SharedId};

use super::HereItem;
use crate::draw::row;
use crate::form::{Field, Filled, field};
use crate::pages::library::item::id;
use crate::pages::seen::{opened, place_shown};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input, put_day};
use crate::texts::{t, t_code, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const DECISION: Field = field("decision", "uptake-decision");
const WHY: Field = field("why", "uptake-why");
const DIFFERENCES: Field = field("differences", "uptake-differences");
const STEP: Field = field("step", "uptake-step");
const STEPS: Field = field("steps", "uptake-steps");
const WHO: Field = field("who", "uptake-who");
const LOOK: Field = field("look", "uptake-look");

fn offers<'a>(family: &str, codes: impl Iterator<Item = &'a str>) -> Vec<Offer> {
    codes
        .map(|code| Offer::new(code, t_code(family, code)))
        .collect()
}

/// What was decided, as rows.
pub(super) fn summary(one: &Uptake) -> SummaryList {
    let step = one.step.map(|step| t_code("uptake-step", step.code()));
    let look = one.look_again.map(date_in_words);
    let told = match &one.told {
        None => t("uptake-told-nobody"),
        Some(told) if one.is_told() => t1("uptake-told-on", "day", date_in_words(told.on)),
        Some(told) => t1("uptake-told-part", "day", date_in_words(told.on)),
    };
    let pairs = [
        (
            "uptake-decision-key",
            t_code("uptake-decision", one.decision.code()),
        ),
        ("uptake-version-key", one.version.to_string()),
        ("uptake-why-key", one.reasons.0.clone()),
        ("uptake-differences-key", one.differences.0.clone()),
        ("uptake-step-key", step.unwrap_or_default()),
        ("uptake-steps-key", one.steps.0.clone()),
        ("uptake-who-key", one.responsible.0.clone()),
        ("uptake-look-key", look.unwrap_or_default()),
        ("uptake-told-key", told),
    ];
    let said = pairs.into_iter().filter(|(_, words)| !words.is_empty());
    let mut rows: Vec<_> = said.map(|(key, words)| row(t(key), words)).collect();
    let results = one.results.iter().map(|one| {
        let seen = t_code("shared-effect", one.seen.code());
        let mut line = format!("{}: {seen}. {}", date_in_words(one.on), one.words.0);
        if !one.evidence.0.trim().is_empty() {
            line = format!(
                "{line} {}",
                t1("uptake-result-known", "words", one.evidence.0.as_str())
            );
        }
        Html::escape(line)
    });
    let results: Vec<Html> = results.collect();
    if !results.is_empty() {
        rows.push(row(t("uptake-results-key"), Html::lines(results)));
    }
    rows.extend(one.after.as_ref().map(|after| {
        let becomes = t_code("uptake-after", after.becomes.code());
        let line = format!("{}: {becomes}. {}", date_in_words(after.on), after.why.0);
        row(t("uptake-after-key"), line)
    }));
    SummaryList::new().rows(rows)
}

/// An item that the organisation may decide on.
pub(super) async fn deciding(
    (state, signed): (&WebState, &Signed),
    text: &str,
) -> Result<(SharedId, OfItem), PageError> {
    let id = id(text)?;
    signed.may::<access::actions::DecideUptake>(state).await?;
    let found = of_item(state.app(), &signed.ctx, id).await?;
    if found.released_here.is_some() && found.own.is_none() {
        return Err(PageError::Rule("uptake-own"));
    }
    Ok((id, found))
}

/// The sheet of a page about a decision: the condition that it is about stands before the fields.
pub(super) fn about(signed: &Signed, id: SharedId, found: &OfItem, title: &str) -> Sheet {
    let body = found.item.body.as_ref();
    Sheet {
        title: t(title),
        caption: t("shared-title"),
        step: None,
        explain: body
            .map(|body| t1("uptake-about", "condition", body.condition.as_str()))
            .into_iter()
            .collect(),
        inputs: Vec::new(),
        button: t("save"),
        back: signed.path(&format!("shared/items/{id}")),
    }
}

fn sheet(signed: &Signed, id: SharedId, found: &OfItem) -> Sheet {
    let mut sheet = about(signed, id, found, "uptake-title");
    sheet.explain.push(t("uptake-explain"));
    let decisions = UptakeDecision::ALL.iter().map(|one| one.code());
    let steps = KnowledgeStep::ALL.iter().map(|one| one.code());
    sheet.inputs = vec![
        input(DECISION, Ask::OneOf(offers("uptake-decision", decisions))),
        input(WHY, Ask::Words),
        input(DIFFERENCES, Ask::Words),
        input(WHO, Ask::Line),
        input(STEP, Ask::Pick(offers("uptake-step", steps))),
        input(STEPS, Ask::Words),
        input(LOOK, Ask::Day),
    ];
    sheet
}

fn filled(one: &Uptake) -> Filled {
    let step = one.step.map_or("", KnowledgeStep::code);
    let mut form = Filled::with([
        (DECISION.id, one.decision.code().to_owned()),
        (WHY.id, one.reasons.0.clone()),
        (DIFFERENCES.id, one.differences.0.clone()),
        (WHO.id, one.responsible.0.clone()),
        (STEP.id, step.to_owned()),
        (STEPS.id, one.steps.0.clone()),
    ]);
    put_day(&mut form, &LOOK, one.look_again);
    form
}

fn read(form: &mut Filled, item: SharedId) -> Option<NewUptake> {
    let decision = form.coded(&DECISION, UptakeDecision::from_code);
    let reasons = form.text(&WHY, 2_000);
    let differences = form.text_or_none(&DIFFERENCES, 2_000);
    let responsible = form.text_or_none(&WHO, 200);
    let step = form.choice_or_none::<String>(&STEP);
    let step = step.and_then(|code| KnowledgeStep::from_code(&code));
    let steps = form.text_or_none(&STEPS, 4_000);
    let look_again = form.date_or_none(&LOOK);
    if !form.is_good() {
        return None;
    }
    let words = |text: Option<String>| Sensitive(text.unwrap_or_default());
    Some(NewUptake {
        item,
        decision: decision?,
        reasons: words(reasons),
        differences: words(differences),
        step,
        steps: words(steps),
        responsible: words(responsible),
        look_again,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "uptake-why" => Some(WHY),
        "uptake-who" => Some(WHO),
        "uptake-look" | "uptake-look-later" => Some(LOOK),
        _ => None,
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
) -> Answer {
    let (id, found) = deciding((&state, &signed), &text).await?;
    let (form, hidden) = opened(
        &state,
        &signed,
        found.own.as_ref(),
        (filled, Filled::empty()),
    )?;
    sheet(&signed, id, &found).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): HereItem,
    mut form: Filled,
) -> Answer {
    let (id, found) = deciding((&state, &signed), &text).await?;
    let sheet = sheet(&signed, id, &found);
    let Some(new) = read(&mut form, id) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_shown(found.own.as_ref(), &form)?);
    let outcome = decide(state.app(), &signed.ctx, sent, &new).await;
    let after = After {
        next: &sheet.back,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
