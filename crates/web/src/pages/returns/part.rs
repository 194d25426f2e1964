//! One part of a return in words.

use app::returns::keep_text;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{ReturnPart, ReturnText};

use super::{HereOne, Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{opened, place_shown};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const WORDS: Field = field("words", "return-words");
const FINISHED: Field = field("finished", "return-finished");
/// Characters; long enough for what an agency writes about one matter.
const LONGEST: usize = 40_000;

/// The part of an address, when this request asks for it.
fn part(seen: &Seen<'_>, code: &str) -> Result<ReturnPart, PageError> {
    let part = ReturnPart::from_code(code).ok_or(PageError::NotFound)?;
    let mut asked = ReturnPart::of_plan(seen.found.request.body.plan);
    if asked.any(|one| one == part) {
        Ok(part)
    } else {
        Err(PageError::NotFound)
    }
}

fn filled(one: &ReturnText) -> Filled {
    let mut form = Filled::with([(WORDS.id, one.words.0.clone())]);
    if one.finished {
        form.set(FINISHED.id, "yes");
    }
    form
}

fn sheet(seen: &Seen<'_>, part: ReturnPart) -> Sheet {
    let help = seen.part(part).and_then(|item| item.help.as_ref());
    let mut explain: Vec<String> = help.map(|help| help.en.clone()).into_iter().collect();
    explain.push(t("return-words-explain"));
    Sheet {
        title: seen.part_title(part),
        caption: seen.title(),
        step: None,
        explain,
        inputs: vec![
            input(WORDS, Ask::Long),
            input(
                FINISHED,
                Ask::AnyOf(vec![Offer::new("yes", t("return-finished-yes"))]),
            ),
        ],
        button: t("save"),
        back: seen.base.clone(),
    }
}

fn kept<'a>(seen: &'a Seen<'_>, part: ReturnPart) -> Option<&'a app::vault::Stored<ReturnText>> {
    seen.found.texts.iter().find(|one| one.body.part == part)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let part = part(&seen, &code)?;
    let (form, hidden) = opened(
        &state,
        &signed,
        kept(&seen, part),
        (filled, Filled::empty()),
    )?;
    sheet(&seen, part).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let part = part(&seen, &code)?;
    let sheet = sheet(&seen, part);
    let words = form.text_or_none(&WORDS, LONGEST).unwrap_or_default();
    if !form.is_good() {
        return sheet.again(&state, &signed, &form);
    }
    let new = ReturnText {
        part,
        words: Sensitive(words),
        finished: form.has(FINISHED.id, "yes"),
    };
    let sent = (form.form_id()?, place_shown(kept(&seen, part), &form)?);
    let outcome = keep_text(state.app(), &signed.ctx, seen.request, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of: |code| (code == "return-empty").then_some(WORDS),
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
