//! The register of papers of the review that somebody asked for.

use app::proceedings::disclose;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryCard};
use model::case::{Disclosed, Disclosure, Proceedings};
use model::scheme::StepText;
use model::{RecordId, Sensitive};

use crate::draw::{change, paragraph, rows, strong};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show};
use crate::pages::seen::{Here, HereOne, Seen, by_id, one_of, opened, place_of, seen};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const PAPERS: Field = field("papers", "disclosure-papers");
const ASKED_BY: Field = field("asked-by", "disclosure-asked-by");
const ASKED_ON: Field = field("asked-on", "disclosure-asked-on");
const BASIS: Field = field("basis", "disclosure-basis");
const FOR: Field = field("for", "disclosure-for");
const OUTCOME: Field = field("outcome", "disclosure-outcome");
const DECIDED_BY: Field = field("decided-by", "disclosure-decided-by");
const DECIDED_ON: Field = field("decided-on", "disclosure-decided-on");
const TO_WHOM: Field = field("to-whom", "disclosure-to-whom");
const GIVEN_ON: Field = field("given-on", "disclosure-given-on");
const REASONS: Field = field("reasons", "disclosure-reasons");

/// Stands for no proceedings on record.
const NONE: &str = "none";

struct Entry {
    href: String,
    papers: String,
    outcome: String,
    rows: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "beside/disclosures.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    entries: Vec<Entry>,
    may: bool,
    base: String,
}

impl ListPage {
    fn card(&self, entry: &Entry) -> SummaryCard {
        let outcome = paragraph(strong(&entry.outcome));
        let content = Html::join([outcome, rows(&entry.rows).render()]);
        let title = Html::element("span", "tl-words", &entry.papers);
        SummaryCard::new(title, content)
            .plain_links()
            .actions(self.may.then(|| change(&entry.href, &entry.papers)))
    }
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let all = seen.home.records.beside.disclosures.iter();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("disclosures-title"))
            .back(format!("{}/proceedings", seen.base)),
        step: seen.step("disclosures"),
        entries: all.map(|one| entry(&seen, one)).collect(),
        may: seen.home.may.proceedings && seen.home.case.closed_at.is_none(),
        base: seen.base,
    })
}

fn entry(seen: &Seen<'_>, one: &Stored<Disclosure>) -> Entry {
    let body = &one.body;
    let day = |day: Option<model::UncertainDate>| day.map(|day| day.to_string());
    let both = |by: &str, on: Option<model::UncertainDate>| match day(on) {
        Some(on) if !by.is_empty() => format!("{by}, {on}"),
        Some(on) => on,
        None => by.to_owned(),
    };
    let whose = seen.home.records.beside.proceedings.iter();
    let whose = whose
        .filter(|known| Some(known.id) == body.proceedings)
        .map(|known| kind_words(seen, known))
        .next();
    let mut rows = vec![
        (
            t("disclosure-asked-key"),
            both(&body.asked_by.0, Some(body.asked_on)),
        ),
        (t("disclosure-for-key"), whose.unwrap_or_default()),
        (t("disclosure-basis-key"), body.basis.0.clone()),
        (
            t("disclosure-decided-key"),
            both(&body.decided_by.0, body.decided_on),
        ),
        (
            t("disclosure-given-key"),
            both(&body.to_whom.0, body.given_on),
        ),
        (t("disclosure-reasons-key"), body.reasons.0.clone()),
    ];
    rows.retain(|(_, words)| !words.is_empty());
    Entry {
        href: format!("{}/disclosures/{}", seen.base, one.id),
        papers: body.papers.0.clone(),
        outcome: t_code("disclosed", body.outcome.code()),
        rows,
    }
}

/// A proceeding as a list names it.
fn kind_words(seen: &Seen<'_>, one: &Stored<Proceedings>) -> String {
    let list = seen.scheme.list("proceedings");
    let kind = list.and_then(|list| list.label_of(&one.body.kind));
    let kind = kind.unwrap_or(&one.body.kind);
    if one.body.reference.0.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind}, {}", one.body.reference.0)
    }
}

fn filled(one: &Disclosure) -> Filled {
    let day = |day: Option<model::UncertainDate>| day.map(|day| day.to_string());
    let whose = one.proceedings.map(|id| id.to_string());
    Filled::with([
        (PAPERS.id, one.papers.0.clone()),
        (ASKED_BY.id, one.asked_by.0.clone()),
        (ASKED_ON.id, one.asked_on.to_string()),
        (BASIS.id, one.basis.0.clone()),
        (FOR.id, whose.unwrap_or_else(|| NONE.to_owned())),
        (OUTCOME.id, one.outcome.code().to_owned()),
        (DECIDED_BY.id, one.decided_by.0.clone()),
        (DECIDED_ON.id, day(one.decided_on).unwrap_or_default()),
        (TO_WHOM.id, one.to_whom.0.clone()),
        (GIVEN_ON.id, day(one.given_on).unwrap_or_default()),
        (REASONS.id, one.reasons.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let all = seen.home.records.beside.proceedings.iter();
    let mut whose: Vec<Offer> = all
        .map(|one| Offer::new(one.id.to_string(), kind_words(seen, one)))
        .collect();
    whose.push(Offer::new(NONE, t("disclosure-for-none")));
    let outcomes = Disclosed::ALL.iter().map(|one| one.code());
    let outcomes = outcomes.map(|code| Offer::new(code, t_code("disclosed", code)));
    Sheet {
        title: t("disclosure-title"),
        caption: seen.caption(),
        step: seen.step("disclosures"),
        explain: Vec::new(),
        inputs: vec![
            input(PAPERS, Ask::Words),
            input(ASKED_BY, Ask::Line),
            input(ASKED_ON, Ask::Line),
            input(BASIS, Ask::Words),
            input(FOR, Ask::OneOf(whose)),
            input(OUTCOME, Ask::OneOf(outcomes.collect())),
            input(DECIDED_BY, Ask::Line),
            input(DECIDED_ON, Ask::Line),
            input(TO_WHOM, Ask::Line),
            input(GIVEN_ON, Ask::Line),
            input(REASONS, Ask::Words),
        ],
        button: t("save"),
        back: format!("{}/disclosures", seen.base),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.proceedings)?;
    let kept = by_id(&seen.home.records.beside.disclosures, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, seen: &Seen<'_>, today: model::Date) -> Option<Disclosure> {
    let papers = form.text(&PAPERS, 2_000);
    let asked_by = form.text(&ASKED_BY, 200);
    let asked_on = form.uncertain_date(&ASKED_ON, today);
    let basis = form.text(&BASIS, 2_000);
    let all = &seen.home.records.beside.proceedings;
    let known = |code: &str| code == NONE || all.iter().any(|one| one.id.to_string() == code);
    let whose = one_of(form, &FOR, known);
    let outcome = one_of(form, &OUTCOME, |code| Disclosed::from_code(code).is_some());
    let decided_by = form.text_or_none(&DECIDED_BY, 200);
    let decided_on = form.uncertain_date_or_none(&DECIDED_ON, today);
    let to_whom = form.text_or_none(&TO_WHOM, 200);
    let given_on = form.uncertain_date_or_none(&GIVEN_ON, today);
    let reasons = form.text_or_none(&REASONS, 5_000);
    if !form.is_good() {
        return None;
    }
    Some(Disclosure {
        proceedings: whose?.parse::<RecordId>().ok(),
        papers: Sensitive(papers?),
        asked_by: Sensitive(asked_by?),
        asked_on: asked_on?,
        basis: Sensitive(basis?),
        outcome: Disclosed::from_code(&outcome?)?,
        decided_by: Sensitive(decided_by.unwrap_or_default()),
        decided_on,
        to_whom: Sensitive(to_whom.unwrap_or_default()),
        given_on,
        reasons: Sensitive(reasons.unwrap_or_default()),
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "disclosure-papers" => Some(PAPERS),
        "disclosure-asked-by" => Some(ASKED_BY),
        "disclosure-basis" => Some(BASIS),
        "disclosure-decided-by" => Some(DECIDED_BY),
        "disclosure-decided-on" => Some(DECIDED_ON),
        "disclosure-to-whom" => Some(TO_WHOM),
        "disclosure-given-on" => Some(GIVEN_ON),
        "disclosure-reasons" => Some(REASONS),
        "disclosure-later" => Some(OUTCOME),
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
    let kept = by_id(&seen.home.records.beside.disclosures, &id)?;
    let sheet = sheet(&seen);
    let Some(new) = read(&mut form, &seen, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = disclose(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &format!("{}/disclosures", seen.base),
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
