//! Somebody looks at a moment again: it still holds, it changed, it holds no longer, or that cannot be said yet.

use app::journey::{Look, OfMoment, look_again};
use axum::extract::{Path, State};
use govuk::Link;
use model::Sensitive;
use model::learning::{Moment, MomentTurnKind};

use super::revise::{MOST, NEXT, WHY};
use super::{Seen, seen_one};
use crate::draw::paragraph;
use crate::form::{Field, Filled, field};
use crate::pages::moments::Parts;
use crate::pages::seen::one_of;
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const WHAT: Field = field("what", "journey-what");

/// What somebody can say of it here. Who finds that it changed writes the new words.
const LOOKS: [MomentTurnKind; 3] = [
    MomentTurnKind::StillHolds,
    MomentTurnKind::NoLonger,
    MomentTurnKind::NotYet,
];

fn sheet(seen: &Seen<'_, OfMoment>) -> Sheet {
    let due = seen.found.moment.body.waits_until();
    let due = due.map(|due| t1("journey-look-due", "day", date_in_words(due)));
    let mut explain = vec![seen.words()];
    explain.extend(due);
    explain.extend([t("journey-look-explain"), t("journey-no-names")]);
    let offers = LOOKS.iter().map(|one| one.code());
    let offers = offers.map(|code| Offer::new(code, t_code("turn", code)));
    let revise = format!("{}/revise", seen.own());
    let revise = Link::new(t("journey-look-changed"), revise).render();
    Sheet {
        title: t("journey-look-title"),
        caption: seen.caption(),
        step: None,
        explain: seen.warned(explain),
        inputs: vec![
            drawn(paragraph(revise)),
            input(WHAT, Ask::OneOf(offers.collect())),
            input(WHY, Ask::Words),
            input(NEXT, Ask::Day),
        ],
        button: t("save"),
        back: seen.own(),
    }
}

fn filled(one: &Moment) -> Filled {
    let Some(last) = one.turns.last() else {
        return Filled::empty();
    };
    Filled::with([
        (WHAT.id, last.what.code().to_owned()),
        (WHY.id, last.why.0.clone()),
    ])
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "journey-look" => Some(WHAT),
        "journey-why" => Some(WHY),
        "journey-next" | "journey-next-needed" => Some(NEXT),
        _ => None,
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen_one(&state, &signed, &parts).await?;
    seen.may_revise()?;
    let hidden = state.hidden(&signed.visit, Some(seen.found.moment.version))?;
    sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
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
    let known = |code: &str| LOOKS.iter().any(|one| one.code() == code);
    let what = one_of(&mut form, &WHAT, known);
    let what = what.and_then(|code| MomentTurnKind::from_code(&code));
    let why = form.text(&WHY, MOST);
    let next = form.date_or_none(&NEXT);
    let (Some(what), Some(why), true) = (what, why, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (seen.found.moment.id, form.version()?));
    let look = Look {
        what,
        why: Sensitive(why),
        next,
    };
    let outcome = look_again(state.app(), &signed.ctx, &seen.place.reference, sent, &look).await;
    let own = seen.own();
    let after = After {
        next: &own,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
