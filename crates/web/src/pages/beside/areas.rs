//! Other areas that the incident affects, and when their safeguarding partners were told.

use std::collections::BTreeMap;

use app::areas::{affected, elsewhere};
use app::review::Home;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryList, SummaryRow};
use model::case::{AffectedArea, AreaTold, WhyAffected};
use model::scheme::{StageKind, StepText, TrackKind};
use model::track::in_order;
use model::{AuthorityId, Sensitive};

use crate::draw::{change, strong};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show};
use crate::pages::seen::{Here, HereOne, Seen, by_id, one_of, opened, place_of, seen};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, group, input};
use crate::texts::{t, t_code, t_with};
use crate::{Signed, WebState};

const AUTHORITY: Field = field("authority", "area-authority");
const WHY: Field = field("why", "area-why");
const MORE: Field = field("more", "area-more");
const TOLD: Field = field("told", "area-told");
const ON: Field = field("on", "area-on");
const WHOM: Field = field("whom", "area-whom");
const BY: Field = field("by", "area-by");

struct Entry {
    href: String,
    name: String,
    why: String,
    more: String,
    told: String,
    open: bool,
}

#[derive(Template)]
#[template(path = "beside/areas.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    passed: Option<String>,
    entries: Vec<Entry>,
    may: bool,
    base: String,
}

impl ListPage {
    fn list(&self) -> SummaryList {
        let drawn = |entry: &Entry| {
            let more = if entry.more.is_empty() {
                Html::default()
            } else {
                Html::element("span", "tl-words", &entry.more)
            };
            let told = if entry.open {
                strong(&entry.told)
            } else {
                Html::escape(&entry.told)
            };
            let words = Html::lines([Html::escape(&entry.why), more, told]);
            let change = self.may.then(|| change(&entry.href, &entry.name));
            SummaryRow::new(&entry.name, words).actions(change)
        };
        SummaryList::new().rows(self.entries.iter().map(drawn))
    }
}

type Names = BTreeMap<AuthorityId, String>;

async fn authorities(state: &WebState, signed: &Signed) -> Result<Names, PageError> {
    let all = elsewhere(state.app(), &signed.ctx).await?;
    Ok(all.into_iter().map(|one| (one.id, one.name)).collect())
}

fn name_of(names: &Names, id: AuthorityId) -> String {
    let name = names.get(&id).cloned();
    name.unwrap_or_else(|| t("area-former"))
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let names = authorities(&state, &signed).await?;
    let entry = |one: &app::vault::Stored<AffectedArea>| Entry {
        href: format!("{}/areas/{}", seen.base, one.id),
        name: name_of(&names, one.body.authority),
        why: t_code("area-why", one.body.why.code()),
        more: one.body.more.0.clone(),
        told: told_words(&one.body),
        open: one.body.told.is_none(),
    };
    let all = seen.home.records.beside.areas.iter();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("areas-title"))
            .back(seen.base.clone()),
        step: seen.step("areas"),
        passed: passed(&seen.home),
        entries: all.map(entry).collect(),
        may: seen.home.may.tell && seen.home.case.closed_at.is_none(),
        base: seen.base.clone(),
    })
}

fn told_words(one: &AffectedArea) -> String {
    let Some(told) = &one.told else {
        return t("area-not-told");
    };
    let values = [
        ("when", told.on.to_string().into()),
        ("whom", told.whom.0.as_str().into()),
        ("by", told.by.0.as_str().into()),
    ];
    t_with("area-told-words", &values)
}

/// Where the lead went, when another area leads now.
pub(crate) fn passed(home: &Home) -> Option<String> {
    let steps = home.records.entered();
    let mut last = in_order(&steps)
        .into_iter()
        .filter(|one| one.step.track == TrackKind::Notification)
        .collect::<Vec<_>>();
    let step = &last.pop()?.step;
    if step.to != StageKind::Transferred {
        return None;
    }
    let words = |text: &Option<Sensitive<String>>| {
        text.as_ref()
            .map_or_else(String::new, |text| text.0.clone())
    };
    let values = [
        ("area", words(&step.details.to_area).into()),
        ("when", step.happened.to_string().into()),
        ("who", words(&step.details.agreed_by).into()),
    ];
    Some(t_with("lead-passed", &values))
}

/// A line for the review's home.
pub(crate) fn summary(home: &Home) -> String {
    let areas = &home.records.beside.areas;
    if areas.is_empty() {
        return t("areas-none");
    }
    let count = |found: usize| i64::try_from(found).unwrap_or(i64::MAX);
    let told = areas.iter().filter(|one| one.body.told.is_some()).count();
    let values = [
        ("all", count(areas.len()).into()),
        ("told", count(told).into()),
    ];
    t_with("areas-summary", &values)
}

fn filled(one: &AffectedArea) -> Filled {
    let told = one.told.as_ref();
    let said = |text: fn(&AreaTold) -> String| told.map(text).unwrap_or_default();
    Filled::with([
        (AUTHORITY.id, one.authority.to_string()),
        (WHY.id, one.why.code().to_owned()),
        (MORE.id, one.more.0.clone()),
        (
            TOLD.id,
            if told.is_some() { "yes" } else { "not_yet" }.to_owned(),
        ),
        (ON.id, said(|told| told.on.to_string())),
        (WHOM.id, said(|told| told.whom.0.clone())),
        (BY.id, said(|told| told.by.0.clone())),
    ])
}

fn sheet(seen: &Seen<'_>, names: &Names, kept: Option<&AffectedArea>) -> Sheet {
    let offers = names
        .iter()
        .map(|(id, name)| Offer::new(id.to_string(), name));
    let mut offers: Vec<Offer> = offers.collect();
    offers.sort_by(|one, other| one.label.cmp(&other.label));
    let why = WhyAffected::ALL.iter().map(|one| one.code());
    let why = why.map(|code| Offer::new(code, t_code("area-why", code)));
    let told = vec![
        input(ON, Ask::Line),
        input(WHOM, Ask::Line),
        input(BY, Ask::Line),
    ];
    let whether = vec![
        Offer::new("yes", t("area-told-yes")),
        Offer::new("not_yet", t("area-not-told")),
    ];
    let mut inputs = Vec::new();
    if kept.is_none() {
        inputs.push(input(AUTHORITY, Ask::Pick(offers)));
    }
    inputs.extend([
        input(WHY, Ask::OneOf(why.collect())),
        input(MORE, Ask::Words),
        input(TOLD, Ask::OneOf(whether)),
        group(t("if-told"), told),
    ]);
    let known = kept.map(|kept| name_of(names, kept.authority));
    Sheet {
        title: known.unwrap_or_else(|| t("area-title")),
        caption: seen.caption(),
        step: seen.step("areas"),
        explain: Vec::new(),
        inputs,
        button: t("save"),
        back: format!("{}/areas", seen.base),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.home.may.tell)?;
    let names = authorities(&state, &signed).await?;
    let kept = by_id(&seen.home.records.beside.areas, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    let sheet = sheet(&seen, &names, kept.map(|one| &one.body));
    sheet.show(&state, &signed, &form, hidden)
}

fn read(
    form: &mut Filled,
    kept: Option<&AffectedArea>,
    today: model::Date,
) -> Option<AffectedArea> {
    let authority = match kept {
        Some(kept) => Some(kept.authority),
        None => form.choice(&AUTHORITY),
    };
    let why = one_of(form, &WHY, |code| WhyAffected::from_code(code).is_some());
    let more = form.text_or_none(&MORE, 2_000);
    let told = one_of(form, &TOLD, |code| matches!(code, "yes" | "not_yet"));
    let told = if told? == "yes" {
        let on = form.uncertain_date(&ON, today);
        let whom = form.text(&WHOM, 200);
        let by = form.text(&BY, 200);
        Some(AreaTold {
            on: on?,
            whom: Sensitive(whom?),
            by: Sensitive(by?),
        })
    } else {
        None
    };
    if !form.is_good() {
        return None;
    }
    Some(AffectedArea {
        authority: authority?,
        why: WhyAffected::from_code(&why?)?,
        more: Sensitive(more.unwrap_or_default()),
        told,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "area-authority" | "area-known" => Some(AUTHORITY),
        "area-told" => Some(ON),
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
    let names = authorities(&state, &signed).await?;
    let kept = by_id(&seen.home.records.beside.areas, &id)?;
    let body = kept.map(|one| &one.body);
    let sheet = sheet(&seen, &names, body);
    let Some(new) = read(&mut form, body, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = affected(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &format!("{}/areas", seen.base),
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
