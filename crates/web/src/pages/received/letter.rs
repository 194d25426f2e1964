//! Write the national body's letter.

use app::received::write_letter;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{LetterWords, NationalLetter};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, coded, list_mark, opened, place_of};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Sheet, input, put_day};
use crate::texts::t;
use crate::{Signed, WebState};

const ADVICE: Field = field("advice", "letter-advice");
const DECISION: Field = field("decision", "letter-decision");
const QUALITY: Field = field("quality", "letter-quality");
const TIMELINESS: Field = field("timeliness", "letter-timeliness");
const THEMES: Field = field("themes", "letter-themes");
const QUESTIONS: Field = field("questions", "letter-questions");
const ANSWER_BY: Field = field("answer-by", "letter-answer-by");

/// The list of the scheme that the advice is taken from.
const LIST: &str = "letter_outcome";

fn filled(one: &NationalLetter) -> Filled {
    let says = &one.says;
    let texts = [
        (DECISION, &says.decision),
        (QUALITY, &says.quality),
        (TIMELINESS, &says.timeliness),
        (THEMES, &says.themes),
        (QUESTIONS, &says.questions),
    ];
    let texts = texts.map(|(field, words)| (field.id.to_owned(), words.0.clone()));
    let advice = says.advice.iter();
    let advice = advice.map(|code| (ADVICE.id.to_owned(), code.clone()));
    let mut form = Filled::posted(texts.into_iter().chain(advice).collect());
    put_day(&mut form, &ANSWER_BY, says.answer_by);
    form
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let list = seen.scheme.list(LIST);
    let mut explain = vec![t("letter-explain")];
    explain.extend(list_mark(list));
    Sheet {
        title: t("letter-write-title"),
        caption: seen.caption(),
        step: seen.step("national_letter"),
        explain,
        inputs: vec![
            input(ADVICE, Ask::AnyOf(coded(list))),
            input(DECISION, Ask::Words),
            input(QUALITY, Ask::Words),
            input(TIMELINESS, Ask::Words),
            input(THEMES, Ask::Words),
            input(QUESTIONS, Ask::Words),
            input(ANSWER_BY, Ask::Day),
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
    seen.working()?;
    let kept = by_id(&seen.view.letters, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "letter-advice" | "letter-no-such-advice" | "letter-consider-first" | "letter-sent" => {
            Some(ADVICE)
        }
        "letter-decision" => Some(DECISION),
        "letter-answer-by" => Some(ANSWER_BY),
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
    seen.working()?;
    let kept = by_id(&seen.view.letters, &id)?;
    let sheet = sheet(&seen);
    let advice = form.choices::<String>(&ADVICE).unwrap_or_default();
    let decision = form.text(&DECISION, 20_000);
    let mut words = |field| Sensitive(form.text_or_none(field, 20_000).unwrap_or_default());
    let (quality, timeliness) = (words(&QUALITY), words(&TIMELINESS));
    let (themes, questions) = (words(&THEMES), words(&QUESTIONS));
    let answer_by = form.date_or_none(&ANSWER_BY);
    if advice.is_empty() {
        form.refuse(&ADVICE, "letter-advice");
    }
    let Some(decision) = decision.filter(|_| form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = LetterWords {
        advice,
        decision: Sensitive(decision),
        quality,
        timeliness,
        themes,
        questions,
        answer_by,
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = write_letter(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let next = match &outcome {
        Ok(record) => format!("{}/letters/{record}", seen.base),
        Err(_) => seen.base.clone(),
    };
    let after = After {
        next: &next,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
