//! Proceedings beside a review: all of them, and one.

use app::names::Names;
use app::proceedings::record;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{Hold, Proceedings};
use model::scheme::{Scheme, StepText, TrackKind};
use model::track::standings;

use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show};
use crate::pages::seen::{
    Here, HereOne, Seen, by_id, coded, list_mark, me, one_of, opened, people, place_of, seen,
};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Input, Sheet, input};
use crate::texts::{t, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

const KIND: Field = field("kind", "proceedings-kind");
const REFERENCE: Field = field("reference", "proceedings-reference");
const CONTACT: Field = field("contact", "proceedings-contact");
const SECOND: Field = field("second", "proceedings-second");
const BEGAN: Field = field("began", "proceedings-began");
const MAY_END: Field = field("may-end", "proceedings-may-end");
const MORE: Field = field("more", "proceedings-more");
const PERSON: Field = field("person", "proceedings-person");

pub(super) struct Card {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) unchecked: bool,
    pub(super) stands: String,
    pub(super) track: Option<String>,
    pub(super) rows: Vec<(String, String)>,
    pub(super) holds: Vec<Held>,
}

/// Something that is or was held back, in words.
pub(super) struct Held {
    pub(super) href: String,
    pub(super) what: String,
    pub(super) rows: Vec<(String, String)>,
    pub(super) stands: bool,
    pub(super) due: bool,
}

#[derive(Template)]
#[template(path = "beside/proceedings.html")]
pub(super) struct ListPage {
    pub(super) frame: Frame,
    pub(super) step: Option<StepText>,
    pub(super) cards: Vec<Card>,
    pub(super) may: bool,
    pub(super) base: String,
    pub(super) disclosures: usize,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let beside = &seen.home.records.beside;
    let cards = beside.proceedings.iter();
    let today = signed.ctx.today();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("proceedings-title"))
            .back(seen.base.clone()),
        step: seen.step("proceedings"),
        cards: cards.map(|one| card(&seen, &names, one, today)).collect(),
        may: seen.home.may.proceedings && seen.home.case.closed_at.is_none(),
        disclosures: beside.disclosures.len(),
        base: seen.base,
    })
}

fn card(seen: &Seen<'_>, names: &Names, one: &Stored<Proceedings>, today: model::Date) -> Card {
    let body = &one.body;
    let list = seen.scheme.list("proceedings");
    let standing = standings(&seen.home.records.entered());
    let key = body.instance.map(|number| (TrackKind::Proceedings, number));
    let stage = key.and_then(|key| standing.get(&key));
    let stage = stage.and_then(|one| seen.scheme.stage(one.track, one.stage));
    let mut rows = vec![
        (t("proceedings-reference-key"), body.reference.0.clone()),
        (t("proceedings-contact-key"), body.contact.0.clone()),
        (t("proceedings-second-key"), body.second_contact.0.clone()),
        (t("proceedings-began-key"), body.began.to_string()),
        (
            t("proceedings-may-end-key"),
            body.may_end.map(|day| day.to_string()).unwrap_or_default(),
        ),
        (t("proceedings-more-key"), body.more.0.clone()),
        (
            t("proceedings-person-key"),
            names.of(body.person).unwrap_or_default().to_owned(),
        ),
    ];
    rows.retain(|(_, words)| !words.is_empty());
    let holds = seen.home.records.beside.holds.iter();
    let own = holds.filter(|hold| hold.body.proceedings == one.id);
    Card {
        id: one.id.to_string(),
        kind: list
            .and_then(|list| list.label_of(&body.kind))
            .unwrap_or(&body.kind)
            .to_owned(),
        unchecked: list.is_some_and(|list| !list.checked),
        stands: stage.map_or_else(String::new, |stage| stage.label.en.clone()),
        track: body
            .instance
            .map(|number| format!("{}/tracks/proceedings/{number}", seen.base)),
        rows,
        holds: own.map(|hold| held(seen, names, hold, today)).collect(),
    }
}

fn held(seen: &Seen<'_>, names: &Names, one: &Stored<Hold>, today: model::Date) -> Held {
    let body = &one.body;
    let mut rows = vec![
        (t("hold-about-key"), body.about.0.clone()),
        (t("hold-ends-key"), body.ends_when.0.clone()),
        (t("hold-lifts-key"), body.lifts.0.clone()),
        (t("hold-asked-key"), body.asked_by.0.clone()),
        (t("hold-from-key"), date_in_words(body.from)),
    ];
    match &body.lifted {
        None => {
            let who = names.of(body.person).unwrap_or_default();
            let review = format!("{} · {who}", date_in_words(body.review_on));
            rows.push((t("hold-review-key"), review));
        }
        Some(how) => {
            let lifted = format!("{}, {}", date_in_words(how.on), how.by.0);
            rows.push((t("hold-lifted-key"), lifted));
            rows.push((t("hold-lifted-why-key"), how.why.0.clone()));
            let who = names
                .person(&one.by)
                .map_or_else(|| t("somebody"), str::to_owned);
            let entered = format!("{who}, {}", moment_in_words(one.changed_at));
            rows.push((t("entered-key"), entered));
        }
    }
    Held {
        href: format!(
            "{}/proceedings/{}/holds/{}",
            seen.base, body.proceedings, one.id
        ),
        what: held_words(seen.scheme, &body.what),
        rows,
        stands: body.stands(),
        due: body.wants_looking_at(today),
    }
}

/// What a hold holds back, in the words of the scheme.
pub(crate) fn held_words(scheme: &Scheme, code: &str) -> String {
    let list = scheme.list("held");
    let found = list.and_then(|list| list.label_of(code));
    found.unwrap_or(code).to_owned()
}

fn filled(one: &Proceedings) -> Filled {
    let may_end = one.may_end.map(|day| day.to_string());
    Filled::with([
        (KIND.id, one.kind.clone()),
        (REFERENCE.id, one.reference.0.clone()),
        (CONTACT.id, one.contact.0.clone()),
        (SECOND.id, one.second_contact.0.clone()),
        (MAY_END.id, may_end.unwrap_or_default()),
        (MORE.id, one.more.0.clone()),
        (PERSON.id, one.person.to_string()),
    ])
}

async fn sheet(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    is_new: bool,
) -> Result<Sheet, crate::PageError> {
    let list = seen.scheme.list("proceedings");
    let mut inputs: Vec<Input> = vec![
        input(KIND, Ask::OneOf(coded(list))),
        input(REFERENCE, Ask::Line),
        input(CONTACT, Ask::Words),
        input(SECOND, Ask::Words),
    ];
    if is_new {
        inputs.push(input(BEGAN, Ask::Line));
    }
    inputs.extend([
        input(MAY_END, Ask::Line),
        input(MORE, Ask::Words),
        input(
            PERSON,
            Ask::Pick(people(state, signed, &seen.reference).await?),
        ),
    ]);
    Ok(Sheet {
        title: t("proceedings-one-title"),
        caption: seen.caption(),
        step: seen.step("proceedings"),
        explain: list_mark(list).into_iter().collect(),
        inputs,
        button: t("save"),
        back: format!("{}/proceedings", seen.base),
    })
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.proceedings)?;
    let kept = by_id(&seen.home.records.beside.proceedings, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, me(&signed, &PERSON)))?;
    let sheet = sheet(&state, &signed, &seen, kept.is_none()).await?;
    sheet.show(&state, &signed, &form, hidden)
}

fn read(
    form: &mut Filled,
    scheme: &Scheme,
    kept: Option<&Proceedings>,
    today: model::Date,
) -> Option<Proceedings> {
    let list = scheme.list("proceedings");
    let known = |code: &str| list.is_some_and(|list| list.label_of(code).is_some());
    let kind = one_of(form, &KIND, known);
    let reference = form.text_or_none(&REFERENCE, 200);
    let contact = form.text(&CONTACT, 500);
    let second = form.text_or_none(&SECOND, 500);
    let began = match kept {
        None => form.uncertain_date(&BEGAN, today),
        Some(kept) => Some(kept.began),
    };
    let may_end = form.uncertain_date_or_none(&MAY_END, today);
    let more = form.text_or_none(&MORE, 5_000);
    let person = form.choice(&PERSON);
    if !form.is_good() {
        return None;
    }
    Some(Proceedings {
        kind: kind?,
        instance: kept.and_then(|kept| kept.instance),
        reference: Sensitive(reference.unwrap_or_default()),
        contact: Sensitive(contact?),
        second_contact: Sensitive(second.unwrap_or_default()),
        began: began?,
        may_end,
        more: Sensitive(more.unwrap_or_default()),
        person: person?,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "proceedings-kind" => Some(KIND),
        "proceedings-contact" => Some(CONTACT),
        "proceedings-later" => Some(BEGAN),
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
    let kept = by_id(&seen.home.records.beside.proceedings, &id)?;
    let sheet = sheet(&state, &signed, &seen, kept.is_none()).await?;
    let body = kept.map(|one| &one.body);
    let Some(new) = read(&mut form, seen.scheme, body, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = record(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &format!("{}/proceedings", seen.base),
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// A line for the review's home: how many run, and what they hold back.
pub(crate) fn summary(seen: &app::review::Home, scheme: &Scheme) -> String {
    let beside = &seen.records.beside;
    let standing = standings(&seen.records.entered());
    let running = beside.proceedings.iter().filter(|one| {
        let key = one
            .body
            .instance
            .map(|number| (TrackKind::Proceedings, number));
        let stage = key.and_then(|key| standing.get(&key)).map(|one| one.stage);
        stage != Some(model::scheme::StageKind::Ended)
    });
    let mut held: Vec<String> = beside
        .standing_holds()
        .map(|one| held_words(scheme, &one.body.what).to_lowercase())
        .collect();
    held.sort();
    held.dedup();
    let mut words = t1("proceedings-running", "count", running.count());
    if !held.is_empty() {
        words = format!(
            "{words} · {}",
            t1("proceedings-held", "what", held.join(", "))
        );
    }
    words
}
