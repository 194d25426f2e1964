//! Mark a child or adult as a witness or suspect, as the police advise.

use app::proceedings::{before_contact, mark};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::{PoliceMark, PoliceSays, Subject};
use model::{RecordId, Sensitive};

use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, Seen, by_id, one_of, opened, place_shown, seen};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const SAYS: Field = field("says", "police-says");
const BY: Field = field("by", "police-by");
const ON: Field = field("on", "police-on");
const BEFORE: Field = field("before", "police-before");

fn filled(one: &PoliceMark) -> Filled {
    Filled::with([
        (SAYS.id, one.says.code().to_owned()),
        (BY.id, one.advised_by.0.clone()),
        (ON.id, one.on.to_string()),
        (BEFORE.id, one.before_contact.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>, subject: &Subject) -> Sheet {
    let says = PoliceSays::ALL.iter().map(|one| one.code());
    let says = says.map(|code| Offer::new(code, t_code("police-says", code)));
    Sheet {
        title: t("police-title"),
        caption: subject.name.0.clone(),
        step: seen.step("police_mark"),
        explain: vec![t("police-explain")],
        inputs: vec![
            input(SAYS, Ask::OneOf(says.collect())),
            input(BY, Ask::Line),
            input(ON, Ask::Line),
            input(BEFORE, Ask::Words),
        ],
        button: t("save"),
        back: format!("{}/people", seen.base),
    }
}

/// The mark of a person, for a reader of the restricted section who may change it.
async fn kept(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    subject: RecordId,
) -> Result<Option<Stored<PoliceMark>>, PageError> {
    let known = before_contact(state.app(), &signed.ctx, &seen.reference).await?;
    let marks = known.police.filter(|_| known.may_mark);
    let marks = marks.ok_or_else(PageError::refused)?;
    Ok(marks.into_iter().rfind(|one| one.body.subject == subject))
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let subject = by_id(&seen.home.subjects, &id)?.ok_or(PageError::NotFound)?;
    let kept = kept(&state, &signed, &seen, subject.id).await?;
    seen.usable(true)?;
    let (form, hidden) = opened(&state, &signed, kept.as_ref(), (filled, Filled::empty()))?;
    sheet(&seen, &subject.body).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "police-advised-by" => Some(BY),
        "police-later" => Some(ON),
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
    let subject = by_id(&seen.home.subjects, &id)?.ok_or(PageError::NotFound)?;
    let kept = kept(&state, &signed, &seen, subject.id).await?;
    let sheet = sheet(&seen, &subject.body);
    let says = one_of(&mut form, &SAYS, |code| {
        PoliceSays::from_code(code).is_some()
    });
    let says = says.and_then(|code| PoliceSays::from_code(&code));
    let by = form.text(&BY, 200);
    let on = form.uncertain_date(&ON, signed.ctx.today());
    let before = form.text_or_none(&BEFORE, 2_000);
    let (Some(says), Some(by), Some(on), true) = (says, by, on, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = PoliceMark {
        subject: subject.id,
        says,
        advised_by: Sensitive(by),
        on,
        before_contact: Sensitive(before.unwrap_or_default()),
    };
    let sent = (form.form_id()?, place_shown(kept.as_ref(), &form)?);
    let outcome = mark(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &format!("{}/people", seen.base),
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
