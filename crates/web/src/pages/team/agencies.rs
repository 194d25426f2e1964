//! Agencies in a review, and whom to speak to in each.

use app::names::Names;
use app::review::Home;
use app::team::involve;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{SummaryAction, SummaryCard};
use model::Sensitive;
use model::case::AgencyInvolved;
use model::scheme::StepText;

use crate::draw::rows;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show};
use crate::pages::seen::{Here, HereOne, Seen, by_id, opened, place_of, seen};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, group, input};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const WHICH: Field = field("which", "agency-which");
const NAMED: Field = field("named", "agency-named");
const HOW: Field = field("how", "agency-how");
const CONTACT: Field = field("contact", "agency-contact");
const REACH: Field = field("reach", "agency-reach");

/// The answer for an agency that the directory does not have.
const OTHER: &str = "other";

struct Entry {
    href: String,
    name: String,
    rows: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "team/agencies.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    caption: String,
    entries: Vec<Entry>,
    may: bool,
    base: String,
}

impl ListPage {
    fn card(&self, entry: &Entry) -> SummaryCard {
        let change = SummaryAction::new(t("change"), &entry.href);
        SummaryCard::new(&entry.name, rows(&entry.rows)).actions(self.may.then_some(change))
    }
}

/// The name of an agency that is involved: the directory's, or the one that was typed.
pub(crate) fn name_of(names: &Names, one: &AgencyInvolved) -> String {
    let known = one.agency.map(|id| id.to_string());
    let known = known.as_deref().and_then(|id| names.agency(id));
    known.map_or_else(|| one.named.0.clone(), str::to_owned)
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let entry = |one: &Stored<AgencyInvolved>| {
        let body = &one.body;
        let said = [
            ("agency-how-key", &body.how.0),
            ("agency-contact-key", &body.contact.0),
            ("agency-reach-key", &body.reach.0),
        ];
        let rows = said.into_iter().filter(|(_, words)| !words.is_empty());
        Entry {
            href: format!("{}/agencies/{}", seen.base, one.id),
            name: name_of(&names, body),
            rows: rows.map(|(key, words)| (t(key), words.clone())).collect(),
        }
    };
    let mut entries: Vec<Entry> = seen
        .home
        .records
        .beside
        .agencies
        .iter()
        .map(entry)
        .collect();
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("agencies-title"))
            .back(seen.base.clone()),
        step: seen.step("agencies"),
        caption: seen.caption(),
        entries,
        may: seen.home.may.team && seen.home.case.closed_at.is_none(),
        base: seen.base.clone(),
    })
}

/// A line for the review's home.
pub(crate) fn summary(home: &Home) -> String {
    let count = home.records.beside.agencies.len();
    let mut asked = home.returns.iter();
    match count {
        0 if asked.any(|one| one.withdrawn_at.is_none()) => t("agencies-none-but-asked"),
        0 => t("agencies-none"),
        count => t1("agencies-summary", "count", count),
    }
}

fn filled(one: &AgencyInvolved) -> Filled {
    let which = one
        .agency
        .map_or_else(|| OTHER.to_owned(), |id| id.to_string());
    Filled::with([
        (WHICH.id, which),
        (NAMED.id, one.named.0.clone()),
        (HOW.id, one.how.0.clone()),
        (CONTACT.id, one.contact.0.clone()),
        (REACH.id, one.reach.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>, names: &Names) -> Sheet {
    let known = names.agencies().into_iter();
    let mut offers: Vec<Offer> = known
        .map(|(id, name)| Offer::new(id.to_string(), name))
        .collect();
    offers.push(Offer::new(OTHER, t("agency-other")));
    Sheet {
        title: t("agency-title"),
        caption: seen.caption(),
        step: seen.step("agencies"),
        explain: Vec::new(),
        inputs: vec![
            input(WHICH, Ask::Pick(offers)),
            group(t("agency-if-other"), vec![input(NAMED, Ask::Line)]),
            input(HOW, Ask::Words),
            input(CONTACT, Ask::Line),
            input(REACH, Ask::Line),
        ],
        button: t("save"),
        back: format!("{}/agencies", seen.base),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.team)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let kept = by_id(&seen.home.records.beside.agencies, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&seen, &names).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled) -> Option<AgencyInvolved> {
    let agency = if form.value(WHICH.id) == OTHER {
        Some(None)
    } else {
        form.choice(&WHICH).map(Some)
    };
    let named = match agency {
        Some(None) => form.text(&NAMED, 200),
        _ => Some(String::new()),
    };
    let how = form.text_or_none(&HOW, 1_000);
    let contact = form.text(&CONTACT, 200);
    let reach = form.text_or_none(&REACH, 200);
    if !form.is_good() {
        return None;
    }
    Some(AgencyInvolved {
        agency: agency?,
        named: Sensitive(named?),
        how: Sensitive(how.unwrap_or_default()),
        contact: Sensitive(contact?),
        reach: Sensitive(reach.unwrap_or_default()),
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "agency-which" | "agency-known" => Some(WHICH),
        "agency-contact" => Some(CONTACT),
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
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let kept = by_id(&seen.home.records.beside.agencies, &id)?;
    let sheet = sheet(&seen, &names);
    let Some(new) = read(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = involve(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &format!("{}/agencies", seen.base),
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
