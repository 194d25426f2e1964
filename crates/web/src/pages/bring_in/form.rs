//! Everything about the review up to the stage that it has reached.

use access::actions;
use app::AppError;
use app::bring_in::{At, Odd, asks_partners_told, bring_in, odd, outcomes, wrong};
use axum::extract::{Path, State};
use govuk::{Choice, Html, Link};

use super::fields::{
    ANOTHER, CHILD, CHILDREN, KNOWN, LOCAL, MOST_CHILDREN, NATURE, OUTCOME, OUTLINE, RIGHT, STEP,
    Step, TOLD,
};
use super::read::read;
use super::{Way, label, scheme};
use crate::draw::{bullets, kept, paragraph};
use crate::form::{Field, Filled};
use crate::frame::next_page;
use crate::pages::decision::marked;
use crate::pages::seen::coded;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Input, Offer, Sheet, drawn, group, input};
use crate::texts::{t, t_code, t_with, t1};
use crate::{Signed, WebState};

type HereStage = Path<(String, String)>;

/// How many children the form asks about.
pub(super) fn children(form: &Filled) -> usize {
    let asked = form.value(CHILDREN.id).parse().unwrap_or(1);
    asked.clamp(1, MOST_CHILDREN)
}

fn heading(key: &str) -> Input {
    drawn(Html::element("h2", "govuk-heading-l", t(key)))
}

/// The boxes of a step; where it must have happened, nobody is asked why not.
fn step(words: String, fields: &Step, must: bool) -> Input {
    let mut inputs = vec![input(fields.on, Ask::Line), input(fields.source, Ask::Line)];
    if !must {
        inputs.push(input(fields.why, Ask::Line));
    }
    group(words, inputs)
}

fn about_the_incident(way: &Way<'_>) -> Vec<Input> {
    vec![
        heading("bring-section-what"),
        input(OUTLINE, Ask::Words),
        input(NATURE, Ask::OneOf(coded(way.scheme.list("nature")))),
        input(KNOWN, Ask::Line),
        input(LOCAL, Ask::Line),
    ]
}

fn about_the_children(form: &Filled) -> Vec<Input> {
    let many = children(form);
    let mut inputs = vec![
        heading("bring-section-children"),
        drawn(paragraph(t("bring-children-explain"))),
    ];
    let safe: Vec<Offer> = safe_choices_offered();
    for (at, child) in CHILD.iter().take(many).enumerate() {
        let number = i64::try_from(at + 1).unwrap_or(i64::MAX);
        let boxes = vec![
            input(child.name, Ask::Line),
            input(child.born, Ask::Line),
            input(child.safe, Ask::OneOf(safe.clone())),
            input(child.how, Ask::Words),
        ];
        let words = t_with("bring-child-number", &[("number", number.into())]);
        inputs.push(group(words, boxes));
    }
    inputs.push(drawn(kept(CHILDREN.id, &many.to_string())));
    if many < MOST_CHILDREN {
        inputs.push(input(ANOTHER, Ask::Again(t("bring-another-button"))));
    }
    inputs
}

fn safe_choices_offered() -> Vec<Offer> {
    let all = model::case::SafeNow::ALL.iter();
    all.map(|safe| Offer::new(safe.code(), t_code("safe", safe.code())))
        .collect()
}

fn about_the_steps(way: &Way<'_>) -> Vec<Input> {
    let mut inputs = vec![
        heading("bring-section-steps"),
        drawn(paragraph(t("bring-steps-explain"))),
    ];
    let known: Vec<Offer> = outcomes(way.scheme, way.reached)
        .map(|one| {
            let item = &one.item;
            Offer::new(item.id.as_str(), marked(&item.label.en, item.checked))
        })
        .collect();
    let last = way.steps.len().saturating_sub(1);
    for (at, (one, fields)) in way.steps.iter().zip(&STEP).enumerate() {
        let words = label(way.scheme, one.track, one.stage);
        inputs.push(step(words, fields, at == 0 || at == last));
    }
    if known.len() > 1 {
        inputs.push(input(OUTCOME, Ask::OneOf(known)));
    }
    if asks_partners_told(way.scheme, way.reached) {
        inputs.push(step(t("bring-told-label"), &TOLD, false));
    }
    inputs
}

/// What is seldom so, and a box to say that it was.
fn ask_again(way: &Way<'_>, form: &Filled, all: &[Odd]) -> Vec<Input> {
    if all.is_empty() {
        return Vec::new();
    }
    let lines = all.iter().map(|one| Html::escape(odd_words(way, one)));
    let list = bullets(lines);
    let right = Choice::new("yes", t("bring-right-yes"));
    let boxes = form.checkboxes(RIGHT, RIGHT.legend(), [right]).render();
    vec![drawn(Html::join([
        Html::element("h2", "govuk-heading-m", t("bring-odd-title")),
        paragraph(t("bring-odd-explain")),
        list,
        boxes,
    ]))]
}

fn odd_words(way: &Way<'_>, one: &Odd) -> String {
    let values = [
        ("first", way.words(one.first).into()),
        ("then", way.words(one.then).into()),
    ];
    t_with("bring-odd", &values)
}

fn sheet(way: &Way<'_>, signed: &Signed, form: &Filled, all: &[Odd]) -> Sheet {
    let words = label(way.scheme, way.reached.0, way.reached.1);
    let other = Link::new(t("bring-other-stage"), signed.path("bring-in"));
    let mut inputs = vec![drawn(paragraph(other.render()))];
    inputs.extend(about_the_incident(way));
    inputs.extend(about_the_children(form));
    inputs.extend(about_the_steps(way));
    inputs.extend(ask_again(way, form, all));
    Sheet {
        title: t("bring-title"),
        caption: signed.place.organisation.name.clone(),
        step: None,
        explain: vec![t1("bring-has-reached", "stage", words)],
        inputs,
        button: t("bring-button"),
        back: signed.path("bring-in"),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): HereStage,
) -> Answer {
    signed.may::<actions::BringInReview>(&state).await?;
    let way = Way::of(scheme(&state, &signed)?, &code)?;
    let form = Filled::empty();
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&way, &signed, &form, &[]).show(&state, &signed, &form, hidden)
}

/// The box that a fault is about.
fn field_at(at: At) -> Option<Field> {
    match at {
        At::Known => Some(KNOWN),
        At::Outcome => Some(OUTCOME),
        At::Step(place) => STEP.get(place).map(|step| step.on),
        At::PartnersTold => Some(TOLD.on),
        At::Whole => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): HereStage,
    mut form: Filled,
) -> Answer {
    signed.may::<actions::BringInReview>(&state).await?;
    let way = Way::of(scheme(&state, &signed)?, &code)?;
    if form.value(ANOTHER.id) == "yes" {
        form.set(CHILDREN.id, (children(&form) + 1).to_string());
        return sheet(&way, &signed, &form, &[]).again(&state, &signed, &form);
    }
    let today = signed.ctx.today();
    let read = read(&mut form, &way, today);
    let Some(new) = read.filter(|_| form.is_good()) else {
        return sheet(&way, &signed, &form, &[]).again(&state, &signed, &form);
    };
    for fault in wrong(way.scheme, today, &new) {
        let field = field_at(fault.at).ok_or(PageError::Rule(fault.code))?;
        let words = t_code("rule", fault.code);
        form.wrong_because(
            &field,
            t_with("bring-about", &about(&way, fault.at, &words)),
        );
    }
    let all = odd(way.scheme, &new);
    if form.is_good() && !all.is_empty() && !form.has(RIGHT.id, "yes") {
        form.say(RIGHT.id, "bring-right-missing");
    }
    if !form.is_good() {
        return sheet(&way, &signed, &form, &all).again(&state, &signed, &form);
    }
    match bring_in(state.app(), &signed.ctx, form.form_id()?, &new).await {
        Ok(reference) => Ok(next_page(&signed.path(&format!("reviews/{reference}")))),
        Err(AppError::Rule(code)) => Err(PageError::Rule(code)),
        Err(error) => Err(error.into()),
    }
}

fn about<'a>(
    way: &Way<'_>,
    at: At,
    words: &'a str,
) -> [(&'static str, crate::texts::Value<'a>); 2] {
    [("what", way.words(at).into()), ("words", words.into())]
}
