//! Change what is asked of an agency after the request was made, and its last day.

use app::AppError;
use app::returns::{ChangedRequest, LastDay, ToAsk, change_due, change_request, to_ask};
use axum::extract::{Path, State};
use govuk::Html;
use model::case::{AgencyRequest, AskedAbout};
use model::{RecordId, Sensitive};

use super::new::{
    BEFORE, DUE_CHANGED, FROM, MANAGER, MANAGER_ADDRESS, MEETING, PURPOSE, TO, due_by_plan, manager,
};
use super::{Seen, seen};
use crate::draw::{bullets, paragraph};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::HereOne;
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, drawn, group, input, put_day};
use crate::texts::{t, t_with};
use crate::when::{date_in_words, span};
use crate::{Signed, WebState};

const ALSO_ABOUT: Field = field("also-about", "request-also-about");
const AGAIN: Field = field("change-again", "request-change-again");

/// A request as the boxes of the form hold it.
fn filled(body: &AgencyRequest) -> Filled {
    let mut form = Filled::with([(PURPOSE.id, body.purpose.0.clone())]);
    put_day(&mut form, &FROM, Some(body.from));
    put_day(&mut form, &TO, Some(body.to));
    if body.and_before {
        form.set(BEFORE.id, "yes");
    }
    if let Some(manager) = &body.manager {
        form.set(MANAGER.id, manager.who.0.clone());
        form.set(MANAGER_ADDRESS.id, manager.address.0.clone());
    }
    form
}

fn sheet(seen: &Seen<'_>, found: &ToAsk) -> Sheet {
    let body = &seen.found.request.body;
    let asked = |id: RecordId| body.about.iter().any(|one| one.subject == id);
    let others = found.subjects.iter().filter(|one| !asked(one.id));
    let others: Vec<Offer> = others
        .map(|one| Offer::new(one.id.to_string(), one.body.name.0.as_str()))
        .collect();
    let sent = seen.found.stands.sent_at.is_some();
    let stay = [
        paragraph(t("request-change-stay")),
        bullets(body.about.iter().map(|one| Html::escape(&one.name.0))),
    ];
    let mut inputs = vec![drawn(Html::join(stay))];
    if !others.is_empty() {
        inputs.push(input(ALSO_ABOUT, Ask::AnyOf(others)));
    }
    let yes = vec![Offer::new("yes", t("request-before-yes"))];
    inputs.extend([
        input(PURPOSE, Ask::Words),
        input(FROM, Ask::Day),
        input(TO, Ask::Day),
        input(BEFORE, Ask::AnyOf(yes)),
        group(
            t("request-if-manager"),
            vec![input(MANAGER, Ask::Line), input(MANAGER_ADDRESS, Ask::Line)],
        ),
        group(t("request-if-change-again"), vec![input(AGAIN, Ask::Words)]),
    ]);
    let told = sent.then(|| t("request-change-told"));
    Sheet {
        title: t("request-change-title"),
        caption: seen.caption(),
        step: None,
        explain: [seen.agency()].into_iter().chain(told).collect(),
        inputs,
        button: t("save"),
        back: seen.here(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    let found = to_ask(state.app(), &signed.ctx, &seen.reference).await?;
    let hidden = state.hidden(&signed.visit, Some(seen.found.request.version))?;
    let form = filled(&seen.found.request.body);
    sheet(&seen, &found).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled) -> Option<ChangedRequest> {
    let also_about = form.choices::<RecordId>(&ALSO_ABOUT);
    let purpose = form.text(&PURPOSE, 2_000);
    let from = form.date(&FROM);
    let to = form.date(&TO);
    let and_before = form.has(BEFORE.id, "yes");
    let manager = manager(form);
    let again = form.text_or_none(&AGAIN, 2_000).unwrap_or_default();
    if !form.is_good() {
        return None;
    }
    Some(ChangedRequest {
        also_about: also_about?,
        purpose: Sensitive(purpose?),
        from: from?,
        to: to?,
        and_before,
        manager: manager?,
        again: Sensitive(again),
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "request-purpose" | "request-same" => Some(PURPOSE),
        "request-about" => Some(ALSO_ABOUT),
        "request-period" => Some(TO),
        "request-held-why" => Some(AGAIN),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    let found = to_ask(state.app(), &signed.ctx, &seen.reference).await?;
    let sheet = sheet(&seen, &found);
    let Some(new) = read(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (seen.id(), form.version()?));
    let outcome = change_request(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.here(),
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// Each change after the request was sent, in words: what was added, and what it said before.
pub(crate) fn changes(body: &AgencyRequest) -> Vec<String> {
    let mut all = Vec::new();
    for (was, now) in body.changes() {
        let day = date_in_words(was.changed_at.date_in_london());
        let mut line = |key: &str, words: &str| {
            let values = [("day", day.as_str().into()), ("words", words.into())];
            all.push(t_with(key, &values));
        };
        for one in &now.about {
            let before = was.about.iter().find(|old| old.subject == one.subject);
            match before {
                None => line("request-changed-added", &one.name.0),
                Some(old) if old != one => line("request-changed-named", &named(old)),
                Some(_) => {}
            }
        }
        if (was.from, was.to) != (now.from, now.to) {
            line("request-changed-period", &span(was.from, Some(was.to)));
        }
        match (was.and_before, now.and_before) {
            (false, true) => line("request-changed-before-too", ""),
            (true, false) => line("request-changed-not-before", ""),
            _ => {}
        }
        if was.purpose != now.purpose {
            line("request-changed-purpose", &was.purpose.0);
        }
    }
    all
}

/// Somebody as their agency was told of them: name, other names, date of birth.
pub(super) fn named(one: &AskedAbout) -> String {
    let values = [
        ("name", one.name.0.as_str().into()),
        ("also", one.also_known_as.0.as_str().into()),
        ("born", one.born.to_string().into()),
    ];
    let key = if one.also_known_as.0.trim().is_empty() {
        "request-person"
    } else {
        "request-person-also"
    };
    t_with(key, &values)
}

fn due_sheet(seen: &Seen<'_>) -> Sheet {
    Sheet {
        title: t("request-due-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![seen.agency()],
        inputs: vec![input(MEETING, Ask::Day), input(DUE_CHANGED, Ask::Day)],
        button: t("save"),
        back: seen.here(),
    }
}

pub(super) async fn due_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    let mut form = Filled::empty();
    put_day(&mut form, &MEETING, seen.found.request.body.meeting);
    put_day(&mut form, &DUE_CHANGED, Some(seen.found.stands.due));
    let hidden = state.hidden(&signed.visit, Some(seen.found.request.version))?;
    due_sheet(&seen).show(&state, &signed, &form, hidden)
}

pub(super) async fn due_save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    let sheet = due_sheet(&seen);
    let meeting = form.date_or_none(&MEETING);
    let (Some(due), true) = (form.date(&DUE_CHANGED), form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (seen.id(), form.version()?));
    let day = LastDay { due, meeting };
    match change_due(state.app(), &signed.ctx, &seen.reference, sent, day).await {
        Ok(()) => Ok(next_page(&seen.here())),
        Err(AppError::Rule(code)) if code.starts_with("request-due-") => {
            let latest = match code {
                "request-due-plan" => {
                    let found = to_ask(state.app(), &signed.ctx, &seen.reference).await?;
                    due_by_plan(found.latest)
                }
                _ => None,
            };
            match latest {
                Some(words) => form.say_words(DUE_CHANGED.id, words),
                None => form.refuse(&DUE_CHANGED, code),
            }
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
