//! Record that the national body considered a case.

use app::received::consider;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::Consideration;

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, one_of, opened, place_of, today};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const ON: Field = field("on", "consider-on");
const THERE: Field = field("there", "consider-there");
const WORDS: Field = field("words", "consider-words");
const LETTER: Field = field("letter", "consider-letter");

fn filled(one: &Consideration) -> Filled {
    let letter = if one.letter { "yes" } else { "no" };
    Filled::with([
        (ON.id, one.on.to_string()),
        (THERE.id, one.there.0.clone()),
        (WORDS.id, one.words.0.clone()),
        (LETTER.id, letter.to_owned()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let letter = ["yes", "no"].map(|code| Offer::new(code, t_code("consider-letter", code)));
    Sheet {
        title: t("consider-title"),
        caption: seen.caption(),
        step: seen.step("consideration"),
        explain: Vec::new(),
        inputs: vec![
            input(ON, Ask::Line),
            input(THERE, Ask::Words),
            input(WORDS, Ask::Words),
            input(LETTER, Ask::OneOf(letter.to_vec())),
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
    let kept = by_id(&seen.view.considered, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, today(&signed, &ON)))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "consider-there" => Some(THERE),
        "consider-words" | "consider-read-first" => Some(WORDS),
        "consider-later" => Some(ON),
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
    let kept = by_id(&seen.view.considered, &id)?;
    let sheet = sheet(&seen);
    let on = form.uncertain_date(&ON, signed.ctx.today());
    let there = form.text(&THERE, 5_000);
    let words = form.text(&WORDS, 20_000);
    let letter = one_of(&mut form, &LETTER, |code| ["yes", "no"].contains(&code));
    let (Some(on), Some(there), Some(words), Some(letter)) = (on, there, words, letter) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = Consideration {
        on,
        there: Sensitive(there),
        words: Sensitive(words),
        letter: letter == "yes",
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = consider(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
