//! New words in the place of those of a moment, and why. What it said before stays on record.

use app::journey::revise;
use axum::extract::{Path, State};
use model::Sensitive;
use model::learning::Moment;

use super::{Seen, seen_one};
use crate::form::{Field, Filled, field};
use crate::pages::moments::Parts;
use crate::problem::Answer;
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};
use app::journey::OfMoment;

const WORDS: Field = field("words", "journey-words");
pub(super) const WHY: Field = field("why", "journey-why");
pub(super) const NEXT: Field = field("next", "journey-next");

/// Longest answers, in characters.
pub(super) const MOST: usize = 5_000;

fn filled(one: &Moment) -> Filled {
    Filled::with([(WORDS.id, one.seen_differently.0.clone())])
}

fn sheet(seen: &Seen<'_, OfMoment>) -> Sheet {
    Sheet {
        title: t("journey-revise-title"),
        caption: seen.caption(),
        step: None,
        explain: seen.warned([t("journey-revise-explain"), t("journey-no-names")]),
        inputs: vec![
            input(WORDS, Ask::Words),
            input(WHY, Ask::Words),
            input(NEXT, Ask::Day),
        ],
        button: t("save"),
        back: seen.own(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen_one(&state, &signed, &parts).await?;
    seen.may_revise()?;
    let kept = &seen.found.moment;
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    sheet(&seen).show(&state, &signed, &filled(&kept.body), hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "journey-words" | "journey-same" => Some(WORDS),
        "journey-why" => Some(WHY),
        "journey-next" => Some(NEXT),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    mut form: Filled,
) -> Answer {
    let seen = seen_one(&state, &signed, &parts).await?;
    seen.may_revise()?;
    let sheet = sheet(&seen);
    let words = form.text(&WORDS, MOST);
    let why = form.text(&WHY, MOST);
    let next = form.date_or_none(&NEXT);
    let (Some(words), Some(why), true) = (words, why, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (seen.found.moment.id, form.version()?));
    let new = (&Sensitive(words), &Sensitive(why), next);
    let outcome = revise(state.app(), &signed.ctx, &seen.place.reference, sent, new).await;
    let own = seen.own();
    let after = After {
        next: &own,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
