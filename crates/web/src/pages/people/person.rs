//! A child or adult: who they are in the case, names, birth; and taking somebody out.

use app::AppError;
use app::people::{change_person, take_out};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{Subject, SubjectKind};

use super::seen::{HerePerson, Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::pages::seen::{by_id, one_of, opened, place_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const KIND: Field = field("kind", "people-kind");
const NAME: Field = field("name", "people-name");
const ALSO: Field = field("also", "people-also");
const UNBORN: Field = field("unborn", "people-unborn");
const BORN: Field = field("born", "people-born");
const RELATION: Field = field("relation", "people-relation");
const WHY: Field = field("why", "person-why");

fn filled(one: &Subject) -> Filled {
    Filled::with([
        (KIND.id, one.kind.code().to_owned()),
        (NAME.id, one.name.0.clone()),
        (ALSO.id, one.also_known_as.0.clone()),
        (UNBORN.id, if one.unborn { "yes" } else { "no" }.to_owned()),
        (BORN.id, one.born.to_string()),
        (RELATION.id, one.relation.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let kinds = SubjectKind::ALL.iter().map(|kind| kind.code());
    let kinds = kinds.map(|code| Offer::new(code, t_code("subject", code)));
    let unborn = ["no", "yes"].map(|code| Offer::new(code, t_code("unborn", code)));
    Sheet {
        title: t("person-title"),
        caption: String::new(),
        step: seen.step(),
        explain: Vec::new(),
        inputs: vec![
            input(KIND, Ask::OneOf(kinds.collect())),
            input(NAME, Ask::Line),
            input(ALSO, Ask::Line),
            input(UNBORN, Ask::OneOf(unborn.into())),
            input(BORN, Ask::Line),
            input(RELATION, Ask::Line),
        ],
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.view.may_change)?;
    let kept = by_id(&seen.view.people.subjects, &record)?;
    let empty = Filled::with([(UNBORN.id, "no".to_owned())]);
    let (form, hidden) = opened(&state, &signed, kept, (filled, empty))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, today: model::Date) -> Option<Subject> {
    let kind = one_of(form, &KIND, |code| SubjectKind::from_code(code).is_some());
    let name = form.text(&NAME, 200);
    let also = form.text_or_none(&ALSO, 500);
    let unborn = one_of(form, &UNBORN, |code| matches!(code, "yes" | "no"));
    let born = form.uncertain_date(&BORN, today);
    let relation = form.text_or_none(&RELATION, 200);
    if !form.is_good() {
        return None;
    }
    Some(Subject {
        kind: SubjectKind::from_code(&kind?)?,
        name: Sensitive(name?),
        also_known_as: Sensitive(also.unwrap_or_default()),
        born: born?,
        unborn: unborn? == "yes",
        relation: Sensitive(relation.unwrap_or_default()),
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let kept = by_id(&seen.view.people.subjects, &record)?;
    let sheet = sheet(&seen);
    let Some(new) = read(&mut form, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = change_person(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let next = match (&outcome, kept) {
        // Safe now? is asked of every child at once.
        (Ok(id), None) if new.kind.is_child() => format!("{}/{id}/safety", seen.base),
        (Ok(id), _) => seen.about(*id),
        (Err(_), _) => seen.base.clone(),
    };
    let after = After {
        next: &next,
        filled,
        field_of: |_| None,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn why_sheet(seen: &Seen<'_>, one: &Stored<Subject>) -> Sheet {
    Sheet {
        title: t("person-take-out-title"),
        caption: one.body.name.0.clone(),
        step: seen.step(),
        explain: vec![t("person-take-out-explain")],
        inputs: vec![input(WHY, Ask::Words)],
        button: t("person-take-out-button"),
        back: seen.about(one.id),
    }
}

pub(super) async fn why(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = seen.changing(&record)?.subject;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    why_sheet(&seen, one).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn out(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HerePerson,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let id = record.parse().map_err(|_| PageError::NotFound)?;
    let reason = form.text(&WHY, 2_000);
    let found = seen.view.people.about(id);
    let Some(reason) = reason else {
        let one = found.ok_or(PageError::NotFound)?.subject;
        return why_sheet(&seen, one).again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (id, form.version()?));
    let done = take_out(
        state.app(),
        &signed.ctx,
        &seen.reference,
        sent,
        &Sensitive(reason),
    )
    .await;
    match (done, found) {
        (Ok(()), _) => Ok(saved_page(&seen.base)),
        (Err(AppError::Rule(code)), Some(about)) if code != "case-closed" => {
            form.refuse(&WHY, code);
            why_sheet(&seen, about.subject).again(&state, &signed, &form)
        }
        (Err(error), _) => Err(error.into()),
    }
}
