//! What proceedings hold back, and lifting it.

use app::proceedings::{hold, lift};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::{Hold, Lifted, Proceedings};
use model::scheme::Scheme;
use model::{RecordId, Sensitive};

use super::proceedings::held_words;
use crate::form::{Field, Filled, field};
use crate::pages::seen::{
    Seen, by_id, coded, list_mark, me, one_of, opened, people, place_of, seen,
};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, input, put_day};
use crate::texts::t;
use crate::{Signed, WebState};

const WHAT: Field = field("what", "hold-what");
const ABOUT: Field = field("about", "hold-about");
const ASKED: Field = field("asked", "hold-asked");
const FROM: Field = field("from", "hold-from");
const ENDS: Field = field("ends", "hold-ends");
const LIFTS: Field = field("lifts", "hold-lifts");
const REVIEW: Field = field("review", "hold-review");
const PERSON: Field = field("person", "hold-person");
const LIFTED_ON: Field = field("lifted-on", "lifted-on");
const LIFTED_BY: Field = field("lifted-by", "lifted-by");
const LIFTED_WHY: Field = field("lifted-why", "lifted-why");

type HereHold = Path<(String, String, String, String)>;

fn filled(one: &Hold) -> Filled {
    let mut form = Filled::with([
        (WHAT.id, one.what.clone()),
        (ABOUT.id, one.about.0.clone()),
        (ASKED.id, one.asked_by.0.clone()),
        (ENDS.id, one.ends_when.0.clone()),
        (LIFTS.id, one.lifts.0.clone()),
        (PERSON.id, one.person.to_string()),
    ]);
    put_day(&mut form, &FROM, Some(one.from));
    put_day(&mut form, &REVIEW, Some(one.review_on));
    form
}

async fn sheet(state: &WebState, signed: &Signed, seen: &Seen<'_>) -> Result<Sheet, PageError> {
    let list = seen.scheme.list("held");
    let mut explain = vec![t("hold-explain")];
    explain.extend(list_mark(list));
    Ok(Sheet {
        title: t("hold-title"),
        caption: seen.caption(),
        step: seen.step("hold").or_else(|| seen.step("proceedings")),
        explain,
        inputs: vec![
            input(WHAT, Ask::OneOf(coded(list))),
            input(ABOUT, Ask::Words),
            input(ASKED, Ask::Line),
            input(FROM, Ask::Day),
            input(ENDS, Ask::Words),
            input(LIFTS, Ask::Line),
            input(REVIEW, Ask::Day),
            input(
                PERSON,
                Ask::Pick(people(state, signed, &seen.reference).await?),
            ),
        ],
        button: t("save"),
        back: format!("{}/proceedings", seen.base),
    })
}

/// The proceedings of the address, and the hold of theirs, if it is not a new one.
fn found<'a>(
    seen: &'a Seen<'_>,
    proceedings: &str,
    id: &str,
) -> Result<(&'a Stored<Proceedings>, Option<&'a Stored<Hold>>), PageError> {
    let beside = &seen.home.records.beside;
    let one = by_id(&beside.proceedings, proceedings)?.ok_or(PageError::NotFound)?;
    let kept = by_id(&beside.holds, id)?;
    if kept.is_some_and(|kept| kept.body.proceedings != one.id) {
        return Err(PageError::NotFound);
    }
    Ok((one, kept))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, proceedings, id)): HereHold,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.proceedings)?;
    let (_, kept) = found(&seen, &proceedings, &id)?;
    if kept.is_some_and(|kept| !kept.body.stands()) {
        return Err(PageError::Rule("hold-lifted"));
    }
    let mut empty = me(&signed, &PERSON);
    put_day(&mut empty, &FROM, Some(signed.ctx.today()));
    let (form, hidden) = opened(&state, &signed, kept, (filled, empty))?;
    let sheet = sheet(&state, &signed, &seen).await?;
    sheet.show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, scheme: &Scheme, proceedings: RecordId) -> Option<Hold> {
    let list = scheme.list("held");
    let known = |code: &str| list.is_some_and(|list| list.label_of(code).is_some());
    let what = one_of(form, &WHAT, known);
    let about = form.text(&ABOUT, 2_000);
    let asked_by = form.text(&ASKED, 200);
    let from = form.date(&FROM);
    let ends_when = form.text(&ENDS, 2_000);
    let lifts = form.text(&LIFTS, 200);
    let review_on = form.date(&REVIEW);
    let person = form.choice(&PERSON);
    Some(Hold {
        proceedings,
        what: what?,
        about: Sensitive(about?),
        asked_by: Sensitive(asked_by?),
        from: from?,
        ends_when: Sensitive(ends_when?),
        lifts: Sensitive(lifts?),
        review_on: review_on?,
        person: person?,
        lifted: None,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "hold-what" => Some(WHAT),
        "hold-words" => Some(ABOUT),
        "hold-review" => Some(REVIEW),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, proceedings, id)): HereHold,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let (one, kept) = found(&seen, &proceedings, &id)?;
    let sheet = sheet(&state, &signed, &seen).await?;
    let Some(new) = read(&mut form, seen.scheme, one.id) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = hold(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &format!("{}/proceedings", seen.base),
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn lift_sheet(seen: &Seen<'_>, kept: &Hold) -> Sheet {
    let what = held_words(seen.scheme, &kept.what);
    Sheet {
        title: t("lift-title"),
        caption: seen.caption(),
        step: seen.step("hold").or_else(|| seen.step("proceedings")),
        explain: vec![
            format!("{what}: {}", kept.about.0),
            format!("{}: {}", t("hold-ends-key"), kept.ends_when.0),
        ],
        inputs: lift_inputs(),
        button: t("lift-button"),
        back: format!("{}/proceedings", seen.base),
    }
}

/// What every lifting asks.
pub(crate) fn lift_inputs() -> Vec<crate::sheet::Input> {
    vec![
        input(LIFTED_ON, Ask::Day),
        input(LIFTED_BY, Ask::Line),
        input(LIFTED_WHY, Ask::Words),
    ]
}

pub(crate) fn read_lifted(form: &mut Filled) -> Option<Lifted> {
    let on = form.date(&LIFTED_ON);
    let by = form.text(&LIFTED_BY, 200);
    let why = form.text(&LIFTED_WHY, 2_000);
    Some(Lifted {
        on: on?,
        by: Sensitive(by?),
        why: Sensitive(why?),
    })
}

pub(crate) fn lifted_field(code: &str) -> Option<Field> {
    match code {
        "lifted-words" => Some(LIFTED_WHY),
        "lifted-later" | "hold-lifted-early" | "clock-pause-ends-before-it-begins" => {
            Some(LIFTED_ON)
        }
        _ => None,
    }
}

pub(super) async fn lift_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, proceedings, id)): HereHold,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.proceedings)?;
    let (_, kept) = found(&seen, &proceedings, &id)?;
    let kept = kept.ok_or(PageError::NotFound)?;
    if !kept.body.stands() {
        return Err(PageError::Rule("hold-lifted"));
    }
    let hidden = state.hidden(&signed.visit, None)?;
    lift_sheet(&seen, &kept.body).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save_lift(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, proceedings, id)): HereHold,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let (_, kept) = found(&seen, &proceedings, &id)?;
    let kept = kept.ok_or(PageError::NotFound)?;
    let sheet = lift_sheet(&seen, &kept.body);
    let Some(how) = read_lifted(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let (app, ctx) = (state.app(), &signed.ctx);
    let outcome = lift(app, ctx, &seen.reference, form.form_id()?, (kept.id, &how)).await;
    let after = After {
        next: &format!("{}/proceedings", seen.base),
        filled,
        field_of: lifted_field,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
