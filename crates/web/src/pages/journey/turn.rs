//! A moment is doubted, or opened again: with why.

use app::journey::{OfMoment, doubt, reopen};
use axum::extract::{Path, State};
use model::Sensitive;
use model::learning::Moment;

use super::revise::{MOST, WHY};
use super::{Places, Seen, can_reopen, seen_one};
use crate::form::{Field, Filled};
use crate::pages::moments::Parts;
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Doubt,
    Reopen,
}

fn sheet(seen: &Seen<'_, OfMoment>, turn: Turn) -> Sheet {
    let (title, explain) = match turn {
        Turn::Doubt => ("journey-doubt-title", "journey-doubt-explain"),
        Turn::Reopen => ("journey-reopen-title", "journey-reopen-explain"),
    };
    Sheet {
        title: t(title),
        caption: seen.caption(),
        step: None,
        explain: seen.warned([seen.words(), t(explain), t("journey-no-names")]),
        inputs: vec![input(WHY, Ask::Words)],
        button: t("save"),
        back: seen.own(),
    }
}

/// The reasons that were given last, where somebody else said something meanwhile.
fn filled(one: &Moment) -> Filled {
    let why = one.turns.last().map(|turn| turn.why.0.clone());
    Filled::with([(WHY.id, why.unwrap_or_default())])
}

fn field_of(code: &str) -> Option<Field> {
    (code == "journey-why").then_some(WHY)
}

async fn ask(state: &WebState, signed: &Signed, here: &Places, turn: Turn) -> Answer {
    let seen = seen_one(state, signed, here).await?;
    seen.may_revise()?;
    let kept = &seen.found.moment;
    if turn == Turn::Reopen && !can_reopen(&kept.body) {
        return Err(PageError::Rule("journey-open"));
    }
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    sheet(&seen, turn).show(state, signed, &Filled::empty(), hidden)
}

async fn save(
    state: &WebState,
    signed: &Signed,
    here: &Places,
    (turn, mut form): (Turn, Filled),
) -> Answer {
    let seen = seen_one(state, signed, here).await?;
    seen.may_revise()?;
    let sheet = sheet(&seen, turn);
    let Some(why) = form.text(&WHY, MOST).map(Sensitive) else {
        return sheet.again(state, signed, &form);
    };
    let sent = (form.form_id()?, (seen.found.moment.id, form.version()?));
    let (app, ctx, reference) = (state.app(), &signed.ctx, &seen.place.reference);
    let outcome = match turn {
        Turn::Doubt => doubt(app, ctx, reference, sent, &why).await,
        Turn::Reopen => reopen(app, ctx, reference, sent, &why).await,
    };
    let own = seen.own();
    let after = After {
        next: &own,
        filled,
        field_of,
    };
    sheet.saved((state, signed), form, outcome, after).await
}

pub(super) async fn ask_doubt(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    ask(&state, &signed, &parts, Turn::Doubt).await
}

pub(super) async fn save_doubt(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    form: Filled,
) -> Answer {
    save(&state, &signed, &parts, (Turn::Doubt, form)).await
}

pub(super) async fn ask_reopen(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    ask(&state, &signed, &parts, Turn::Reopen).await
}

pub(super) async fn save_reopen(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    form: Filled,
) -> Answer {
    save(&state, &signed, &parts, (Turn::Reopen, form)).await
}
