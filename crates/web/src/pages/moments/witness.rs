//! People of a review who may be witnesses, and the advice on whether they may write down what they see differently.

use app::Reference;
use app::moment::{Witnesses, keep_witness, witnesses};
use app::names::{Names, names};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryCard, SummaryList};
use model::learning::{Witness, WitnessAdvice};
use model::{PersonId, Sensitive};

use crate::draw::{change, row};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show};
use crate::pages::people::reference;
use crate::pages::seen::{Here, HereOne, by_id, changeable, opened, people, place_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, group, input, put_day};
use crate::texts::{t, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const PERSON: Field = field("person", "witness-person");
const BY: Field = field("by", "witness-by");
const ON: Field = field("on", "witness-on");
const ADVICE: Field = field("advice", "witness-advice");
const ADVISED_ON: Field = field("advised-on", "witness-advised-on");

struct Seen {
    found: Witnesses,
    names: Names,
    reference: Reference,
    base: String,
}

async fn seen(state: &WebState, signed: &Signed, text: &str) -> Result<Seen, PageError> {
    let reference = reference(text)?;
    Ok(Seen {
        found: witnesses(state.app(), &signed.ctx, &reference).await?,
        names: names(state.app(), &signed.ctx).await?,
        base: signed.path(&format!("reviews/{reference}")),
        reference,
    })
}

#[derive(Template)]
#[template(path = "moments/witnesses.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    cards: Vec<Html>,
    add: Option<String>,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let open = seen.found.case.closed_at.is_none();
    let all = seen.found.all.iter();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("witnesses-title"))
            .back(format!("{}/proceedings", seen.base)),
        caption: t1("today-review", "reference", seen.reference.as_str()),
        cards: all.map(|one| card(&seen, one, open)).collect(),
        add: open.then(|| format!("{}/witnesses/new", seen.base)),
    })
}

fn card(seen: &Seen, one: &app::vault::Stored<Witness>, open: bool) -> Html {
    let name = seen.names.of(one.body.person);
    let name = name.map_or_else(|| t("somebody"), str::to_owned);
    let mut rows = vec![
        row(t("witness-by-key"), &one.body.said_by.0),
        row(t("witness-on-key"), date_in_words(one.body.on)),
    ];
    match &one.body.advice {
        None => rows.push(row(t("witness-advice-key"), t("witness-no-advice"))),
        Some(advice) => {
            rows.push(row(t("witness-advice-key"), &advice.words.0));
            rows.push(row(t("witness-advised-on-key"), date_in_words(advice.on)));
        }
    }
    let href = format!("{}/witnesses/{}", seen.base, one.id);
    SummaryCard::new(&name, SummaryList::new().rows(rows))
        .plain_links()
        .actions(open.then(|| change(href, &name)))
        .render()
}

fn filled(one: &Witness) -> Filled {
    let mut form = Filled::with([
        (PERSON.id, one.person.to_string()),
        (BY.id, one.said_by.0.clone()),
    ]);
    put_day(&mut form, &ON, Some(one.on));
    if let Some(advice) = &one.advice {
        form.set(ADVICE.id, advice.words.0.clone());
        put_day(&mut form, &ADVISED_ON, Some(advice.on));
    }
    form
}

fn sheet(seen: &Seen, people: Vec<Offer>) -> Sheet {
    Sheet {
        title: t("witness-title"),
        caption: t1("today-review", "reference", seen.reference.as_str()),
        step: None,
        explain: vec![t("witnesses-explain")],
        inputs: vec![
            input(PERSON, Ask::Pick(people)),
            input(BY, Ask::Line),
            input(ON, Ask::Day),
            group(
                t("witness-advice-when"),
                vec![input(ADVICE, Ask::Words), input(ADVISED_ON, Ask::Day)],
            ),
        ],
        button: t("save"),
        back: format!("{}/witnesses", seen.base),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    changeable(&seen.found.case, true)?;
    let kept = by_id(&seen.found.all, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    let people = people(&state, &signed, &seen.reference).await?;
    sheet(&seen, people).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled) -> Option<Witness> {
    let person: Option<PersonId> = form.choice(&PERSON);
    let by = form.text(&BY, 200);
    let on = form.date(&ON);
    let words = form.text_or_none(&ADVICE, 2_000);
    let advised_on = if words.is_some() {
        form.date(&ADVISED_ON)
    } else {
        form.date_or_none(&ADVISED_ON)
    };
    if !form.is_good() {
        return None;
    }
    let advice = match (words, advised_on) {
        (None, None) => None,
        (words, Some(on)) => Some(WitnessAdvice {
            words: Sensitive(words.unwrap_or_default()),
            on,
        }),
        (Some(_), None) => return None,
    };
    Some(Witness {
        person: person?,
        said_by: Sensitive(by?),
        on: on?,
        advice,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "witness-said-by" => Some(BY),
        "witness-later" => Some(ON),
        "witness-advice" => Some(ADVICE),
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
    changeable(&seen.found.case, true)?;
    let kept = by_id(&seen.found.all, &id)?;
    let people = people(&state, &signed, &seen.reference).await?;
    let on_offer = |person: PersonId| people.iter().any(|one| one.code == person.to_string());
    let new = read(&mut form);
    let offered = new.as_ref().is_none_or(|one| on_offer(one.person));
    if !offered {
        form.not_on_offer(&PERSON);
    }
    let sheet = sheet(&seen, people);
    let (Some(new), true) = (new, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_witness(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &sheet.back,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
