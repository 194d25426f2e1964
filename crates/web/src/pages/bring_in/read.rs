//! Reading what was typed. What is said about a box names the step or the child that it belongs to, because the same
//! question is asked of each.

use app::bring_in::{Before, BringIn, StepBefore, asks_partners_told, outcomes};
use app::incident::NewSubject;
use model::case::{SafeNow, Subject, SubjectKind};
use model::{Date, Sensitive, UncertainDate};

use super::Way;
use super::fields::{CHILD, Child, KNOWN, LOCAL, NATURE, OUTCOME, OUTLINE, STEP, Step, TOLD};
use super::form::children;
use super::label;
use crate::form::{Field, Filled};
use crate::pages::seen::one_of;
use crate::texts::{t, t_with, t1};

/// What stands for a name that nobody knows yet.
const NOT_KNOWN: [&str; 3] = ["not known yet", "not known", "not yet known"];

pub(super) fn read(form: &mut Filled, way: &Way<'_>, today: Date) -> Option<BringIn> {
    let outline = form.text(&OUTLINE, 10_000);
    let natures = way.scheme.list("nature");
    let known = |code: &str| natures.is_some_and(|list| list.label_of(code).is_some());
    let nature = one_of(form, &NATURE, known);
    let known = form.uncertain_date(&KNOWN, today);
    let local = form.text_or_none(&LOCAL, 200).unwrap_or_default();
    let subjects = subjects(form, today);
    let last = way.steps.len().saturating_sub(1);
    let mut steps = Vec::new();
    for (at, (one, fields)) in way.steps.iter().zip(&STEP).enumerate() {
        let words = label(way.scheme, one.track, one.stage);
        let must = at == 0 || at == last;
        let before = before(form, fields, (&words, must), today);
        steps.extend(before.map(|before| StepBefore {
            track: one.track,
            stage: one.stage,
            before,
        }));
    }
    let outcome = outcome(form, way);
    let asks = asks_partners_told(way.scheme, way.reached);
    let told = asks.then(|| before(form, &TOLD, (&t("bring-told"), false), today));
    Some(BringIn {
        known: known?,
        outline: Sensitive(outline?),
        nature: nature?,
        local_reference: Sensitive(local),
        subjects,
        reached: way.reached,
        outcome,
        steps,
        partners_told: told.flatten(),
    })
}

/// The outcome of the decision: the only one there can be is not asked for.
fn outcome(form: &mut Filled, way: &Way<'_>) -> Option<String> {
    let all: Vec<&str> = outcomes(way.scheme, way.reached)
        .map(|one| one.item.id.as_str())
        .collect();
    match all.as_slice() {
        [] => None,
        [only] => Some((*only).to_owned()),
        several => one_of(form, &OUTCOME, |code| several.contains(&code)),
    }
}

/// What is known of a step: a day, or that nobody knows it, or why it did not happen.
fn before(
    form: &mut Filled,
    fields: &Step,
    (words, must): (&str, bool),
    today: Date,
) -> Option<Before> {
    let on = form.value(fields.on.id).trim().to_owned();
    let why = if must {
        None
    } else {
        text(form, &fields.why, (words, 2_000))
    };
    let source = text(form, &fields.source, (words, 500));
    match (on.is_empty(), why) {
        (true, None) => {
            let key = if must {
                "bring-on-missing"
            } else {
                "bring-on-or-why"
            };
            form.wrong_because(&fields.on, t1(key, "step", words));
            None
        }
        (true, Some(why)) => Some(Before::DidNot(why)),
        (false, Some(_)) => {
            form.wrong_because(&fields.on, t1("bring-on-and-why", "step", words));
            None
        }
        (false, None) => Some(Before::Done {
            on: date(form, (&fields.on, &on), words, today)?,
            source: source.unwrap_or_else(|| Sensitive(String::new())),
        }),
    }
}

fn date(
    form: &mut Filled,
    (field, typed): (&Field, &str),
    words: &str,
    today: Date,
) -> Option<UncertainDate> {
    match model::parse_typed(typed, today) {
        Ok(date) => Some(date),
        Err(_) => {
            form.wrong_because(field, t1("bring-not-a-date", "step", words));
            None
        }
    }
}

/// A text that may be left out, of at most so many characters and without any that no keyboard types.
fn text(
    form: &mut Filled,
    field: &Field,
    (words, most): (&str, usize),
) -> Option<Sensitive<String>> {
    let typed = form.value(field.id).trim().to_owned();
    let odd = typed.chars().any(|one| one.is_control() && one != '\t');
    if odd || typed.chars().count() > most {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let values = [("step", words.into()), ("most", most.into())];
        form.wrong_because(field, t_with("bring-words-wrong", &values));
        return None;
    }
    (!typed.is_empty()).then_some(Sensitive(typed))
}

/// The children. The first is needed; of the others only those of whom something was typed.
fn subjects(form: &mut Filled, today: Date) -> Vec<NewSubject> {
    let mut all = Vec::new();
    for (at, fields) in CHILD.iter().take(children(form)).enumerate() {
        let boxes = [fields.name, fields.born, fields.safe, fields.how];
        let typed = boxes
            .iter()
            .any(|one| !form.value(one.id).trim().is_empty());
        if at == 0 || typed {
            let number = i64::try_from(at + 1).unwrap_or(i64::MAX);
            let words = t_with("bring-child-number", &[("number", number.into())]);
            all.extend(subject(form, fields, &words, today));
        }
    }
    all
}

fn subject(form: &mut Filled, fields: &Child, words: &str, today: Date) -> Option<NewSubject> {
    let name = needed(form, &fields.name, (words, 200), "bring-child-missing");
    let born = needed(form, &fields.born, (words, 200), "bring-born-missing");
    let born = born.and_then(|typed| date(form, (&fields.born, &typed.0), words, today));
    let safe = SafeNow::from_code(form.value(fields.safe.id));
    if safe.is_none() {
        form.wrong_because(&fields.safe, t1("bring-safe-missing", "step", words));
    }
    let how = needed(form, &fields.how, (words, 2_000), "bring-how-missing");
    let name = name?;
    let unknown = NOT_KNOWN.contains(&name.0.to_lowercase().as_str());
    let kind = if unknown {
        SubjectKind::NotYetIdentified
    } else {
        SubjectKind::Child
    };
    let subject = Subject {
        kind,
        name,
        also_known_as: Sensitive(String::new()),
        born: born?,
        unborn: false,
        relation: Sensitive(String::new()),
    };
    Some(NewSubject {
        subject,
        safety: Some((safe?, how?, None)),
    })
}

fn needed(
    form: &mut Filled,
    field: &Field,
    about: (&str, usize),
    missing: &str,
) -> Option<Sensitive<String>> {
    let before = form.errors().of(field.id).is_some();
    let found = text(form, field, about);
    if found.is_none() && !before && form.errors().of(field.id).is_none() {
        form.wrong_because(field, t1(missing, "step", about.0));
    }
    found
}
