//! What the notification says beside the incident and the people: one thing per page.

use app::notification::{DetailsPart, save as save_notification};
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{Known, Notification};

use super::{HereOne, Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::people::yes_no_not_known;
use crate::pages::raise::known;
use crate::pages::seen::{coded, list_mark, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const NOTIFIER: Field = field("notifier", "notification-notifier");
const PHONE: Field = field("phone", "notification-phone");
const EMAIL: Field = field("email", "notification-email");
const CAUSE: Field = field("cause", "notification-cause");
const POLICE: Field = field("police", "notification-police");
const CORONER: Field = field("coroner", "notification-coroner");
const SIBLINGS: Field = field("siblings", "notification-siblings");
const MORE: Field = field("more", "notification-more");

fn part_of(code: &str) -> Result<DetailsPart, PageError> {
    DetailsPart::from_code(code).ok_or(PageError::NotFound)
}

fn filled(one: &Notification) -> Filled {
    let known = |known: Option<Known>| known.map_or("", |known| known.code());
    Filled::with([
        (NOTIFIER.id, one.notifier.0.clone()),
        (PHONE.id, one.phone.0.clone()),
        (EMAIL.id, one.email.0.clone()),
        (CAUSE.id, one.cause.clone()),
        (POLICE.id, known(one.police).to_owned()),
        (CORONER.id, known(one.coroner).to_owned()),
        (SIBLINGS.id, one.siblings.0.clone()),
        (MORE.id, one.more.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>, part: DetailsPart) -> Sheet {
    let causes = seen.scheme.cause_list(&seen.view.incident.body.nature);
    let mut explain = Vec::new();
    let inputs = match part {
        DetailsPart::Notifier => vec![
            input(NOTIFIER, Ask::Line),
            input(PHONE, Ask::Line),
            input(EMAIL, Ask::Line),
        ],
        DetailsPart::Cause => {
            explain.extend(list_mark(causes));
            vec![input(CAUSE, Ask::OneOf(coded(causes)))]
        }
        DetailsPart::Investigations => vec![
            input(POLICE, yes_no_not_known()),
            input(CORONER, yes_no_not_known()),
        ],
        DetailsPart::Siblings => vec![input(SIBLINGS, Ask::Words)],
        DetailsPart::More => vec![input(MORE, Ask::Words)],
    };
    explain.push(t("notification-details-explain"));
    Sheet {
        title: t_code("details-title", part.code()),
        caption: crate::texts::t1("today-review", "reference", seen.reference.as_str()),
        step: seen.step("notification"),
        explain,
        inputs,
        button: t("save-and-go-on"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.view.may_fill)?;
    let part = part_of(&code)?;
    let (form, version) = match &seen.view.notification {
        Some(one) => (filled(&one.body), Some(one.version)),
        None => (Filled::empty(), None),
    };
    let hidden = state.hidden(&signed.visit, version)?;
    sheet(&seen, part).show(&state, &signed, &form, hidden)
}

/// The notification with this part as it was typed. Everything may be left open and saved: the task list
/// says what is still to do.
fn read(form: &mut Filled, part: DetailsPart, seen: &Seen<'_>) -> Option<Notification> {
    let begun = seen.view.notification.as_ref();
    let mut new = begun.map(|one| one.body.clone()).unwrap_or_default();
    let mut text =
        |field: &Field, most| Sensitive(form.text_or_none(field, most).unwrap_or_default());
    match part {
        DetailsPart::Notifier => {
            new.notifier = text(&NOTIFIER, 200);
            new.phone = text(&PHONE, 60);
            new.email = text(&EMAIL, 254);
        }
        DetailsPart::Cause => {
            let list = seen.scheme.cause_list(&seen.view.incident.body.nature);
            new.cause = if form.value(CAUSE.id).is_empty() {
                String::new()
            } else {
                one_of(form, &CAUSE, |code| {
                    list.is_some_and(|list| list.label_of(code).is_some())
                })?
            };
        }
        DetailsPart::Investigations => {
            new.police = known_or_none(form, &POLICE);
            new.coroner = known_or_none(form, &CORONER);
        }
        DetailsPart::Siblings => new.siblings = text(&SIBLINGS, 5_000),
        DetailsPart::More => new.more = text(&MORE, 5_000),
    }
    form.is_good().then_some(new)
}

fn known_or_none(form: &mut Filled, field: &Field) -> Option<Known> {
    if form.value(field.id).is_empty() {
        None
    } else {
        known(form, field)
    }
}

/// The next part that still lacks something, or the task list.
fn next(seen: &Seen<'_>, part: DetailsPart, said: &Notification) -> String {
    let begun = seen.view.notification.as_ref();
    let was_complete = begun.is_some_and(|one| one.body.is_complete());
    let mut later = DetailsPart::ALL
        .iter()
        .skip_while(|one| **one != part)
        .skip(1);
    let open = later.find(|one| !one.is_said(said));
    match open.filter(|_| !was_complete) {
        Some(open) => format!("{}/details/{}", seen.base, open.code()),
        None => seen.base.clone(),
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let part = part_of(&code)?;
    let sheet = sheet(&seen, part);
    let Some(new) = read(&mut form, part, &seen) else {
        return sheet.again(&state, &signed, &form);
    };
    form.form_id()?;
    let begun = seen.view.notification.as_ref();
    let place = begun.map(|one| (one.id, form.version().unwrap_or(0)));
    let outcome = save_notification(state.app(), &signed.ctx, &seen.reference, place, &new).await;
    let after = After {
        next: &next(&seen, part, &new),
        filled,
        field_of: |_| None,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
