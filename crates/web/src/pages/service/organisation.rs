//! One organisation of the service: what it covers, which agencies work in it, and its end.

use access::directory::OrganisationKind;
use app::AppError;
use app::administration::{
    OrganisationView, WhichAgency, agencies, end_agency, end_organisation, link_agency,
    organisation, organisations,
};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Link, SummaryList, SummaryRow};
use model::{AgencyId, OrganisationId};

use crate::draw::link_button;
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, group, input};
use crate::texts::{t, t_code};
use crate::when::span;
use crate::{Signed, WebState};

const LAST: Field = field("last", "organisation-last");
const NEXT: Field = field("next", "organisation-next");
const WHICH: Field = field("which", "service-agency-which");
const KIND: Field = field("kind", "service-agency-kind");
const NAME: Field = field("name", "service-agency-name");
/// Kinds of agency on offer; the first three are the safeguarding partners.
pub(crate) const KINDS: [&str; 11] = [
    "local_authority",
    "integrated_care_board",
    "police",
    "trust",
    "general_practice",
    "school",
    "early_years",
    "probation",
    "housing",
    "voluntary",
    "other",
];

pub(super) type Here = Path<(String, String)>;

/// A line with the way to end it.
struct Line {
    id: String,
    name: String,
    days: String,
    ends: bool,
}

#[derive(Template)]
#[template(path = "administration/organisation.html")]
struct OrganisationPage {
    frame: Frame,
    here: String,
    name: String,
    rows: Vec<(String, String)>,
    covers: Vec<Line>,
    agencies: Vec<Line>,
    partnership: bool,
    ends: bool,
    hidden: Hidden,
}

impl OrganisationPage {
    fn facts(&self) -> SummaryList {
        let rows = self.rows.iter();
        SummaryList::new().rows(rows.map(|(key, words)| SummaryRow::new(key, words)))
    }

    fn covers(&self) -> SummaryList {
        let row = |one: &Line| {
            let row = SummaryRow::new(&one.name, &one.days);
            if !one.ends {
                return row;
            }
            let end = format!("{}/authorities/{}/end", self.here, one.id);
            let end = Link::new(t("uncover-link"), end);
            row.control(end.visually_hidden(format!(": {}", one.name)))
        };
        SummaryList::new().rows(self.covers.iter().map(row))
    }

    fn agencies(&self) -> askama::Result<SummaryList> {
        let row = |one: &Line| {
            let end = format!("{}/agencies/{}/end", self.here, one.id);
            let words = (&*t("end-today"), &*format!(": {}", one.name));
            let end = link_button(&end, self.hidden, words)?;
            Ok(SummaryRow::new(&one.name, &one.days).control(end))
        };
        let rows: askama::Result<Vec<_>> = self.agencies.iter().map(row).collect();
        Ok(SummaryList::new().rows(rows?))
    }
}

pub(super) fn here(signed: &Signed, code: &str) -> String {
    signed.path(&format!("service/organisations/{code}"))
}

pub(super) async fn show_one(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): Here,
) -> Answer {
    let found = organisation(state.app(), &signed.ctx, &code).await?;
    let one = &found.organisation;
    let today = signed.ctx.today();
    let cover = |cover: &access::directory::Cover| Line {
        id: cover.authority.id.to_string(),
        name: cover.authority.name.clone(),
        days: span(cover.from, cover.until),
        ends: cover.until.is_none_or(|last| last >= today),
    };
    let agency = |agency: &access::directory::Agency| Line {
        id: agency.id.to_string(),
        name: agency.name.clone(),
        days: t_code("service-agency-kind", &agency.kind),
        ends: true,
    };
    let page = OrganisationPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(one.name.clone())
            .back(signed.path("service")),
        here: here(&signed, &code),
        name: one.name.clone(),
        rows: rows(&found),
        covers: found.covers.iter().map(cover).collect(),
        agencies: found.agencies.iter().map(agency).collect(),
        partnership: one.kind == OrganisationKind::Partnership,
        ends: one.valid_to.is_none(),
        hidden: state.hidden(&signed.visit, None)?,
    };
    show(&page)
}

fn rows(found: &OrganisationView) -> Vec<(String, String)> {
    let one = &found.organisation;
    let mut rows = vec![
        (
            t("organisation-kind-key"),
            t_code("organisation-kind", one.kind.code()),
        ),
        (t("organisation-code-key"), one.code.clone()),
        (
            t("organisation-days-key"),
            span(one.valid_from, one.valid_to),
        ),
        (t("organisation-people-key"), found.people.to_string()),
    ];
    if let Some(region) = &one.region {
        rows.push((t("organisation-region-key"), region.clone()));
    }
    if let Some(next) = &found.successor {
        rows.push((t("organisation-next-key"), next.name.clone()));
    }
    rows
}

async fn end_sheet(state: &WebState, signed: &Signed, code: &str) -> Result<Sheet, PageError> {
    let found = organisation(state.app(), &signed.ctx, code).await?;
    let one = &found.organisation;
    let all = organisations(state.app(), &signed.ctx).await?;
    let others = all
        .iter()
        .filter(|other| other.kind == one.kind && other.id != one.id);
    let others = others.map(|other| Offer::new(other.id.to_string(), other.name.as_str()));
    Ok(Sheet {
        title: t("organisation-end-title"),
        caption: one.name.clone(),
        step: None,
        explain: vec![t("organisation-end-explain")],
        inputs: vec![
            input(LAST, Ask::Day),
            input(NEXT, Ask::Pick(others.collect())),
        ],
        button: t("organisation-end-button"),
        back: here(signed, code),
    })
}

pub(super) async fn end_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): Here,
) -> Answer {
    let hidden = state.hidden(&signed.visit, None)?;
    let sheet = end_sheet(&state, &signed, &code).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): Here,
    mut form: Filled,
) -> Answer {
    let sheet = end_sheet(&state, &signed, &code).await?;
    let last = form.date(&LAST);
    let next = form.choice_or_none::<OrganisationId>(&NEXT);
    let (Some(last), true) = (last, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    match end_organisation(state.app(), &signed.ctx, &code, last, next).await {
        Ok(()) => Ok(next_page(&here(&signed, &code))),
        Err(AppError::Rule(rule)) => {
            form.refuse(
                if rule == "organisation-successor" {
                    &NEXT
                } else {
                    &LAST
                },
                rule,
            );
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}

async fn agency_sheet(state: &WebState, signed: &Signed, code: &str) -> Result<Sheet, PageError> {
    let found = organisation(state.app(), &signed.ctx, code).await?;
    let all = agencies(state.app(), &signed.ctx).await?;
    let here_already = |id: AgencyId| found.agencies.iter().any(|one| one.id == id);
    let known = all.iter().filter(|one| !here_already(one.id));
    let known = known.map(|one| Offer::new(one.id.to_string(), one.name.as_str()));
    let kinds = KINDS.map(|kind| Offer::new(kind, t_code("service-agency-kind", kind)));
    Ok(Sheet {
        title: t("service-agency-title"),
        caption: found.organisation.name.clone(),
        step: None,
        explain: vec![t("service-agency-explain")],
        inputs: vec![
            input(WHICH, Ask::Pick(known.collect())),
            group(
                t("service-agency-if-new"),
                vec![input(NAME, Ask::Line), input(KIND, Ask::Pick(kinds.into()))],
            ),
        ],
        button: t("save"),
        back: here(signed, code),
    })
}

pub(super) async fn agency_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): Here,
) -> Answer {
    let hidden = state.hidden(&signed.visit, None)?;
    let sheet = agency_sheet(&state, &signed, &code).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save_agency(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code)): Here,
    mut form: Filled,
) -> Answer {
    let sheet = agency_sheet(&state, &signed, &code).await?;
    let Some(which) = which(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    match link_agency(state.app(), &signed.ctx, &code, &which).await {
        Ok(()) => Ok(next_page(&here(&signed, &code))),
        Err(AppError::Rule(rule)) => {
            form.refuse(&NAME, rule);
            sheet.again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}

fn which(form: &mut Filled) -> Option<WhichAgency> {
    if let Some(known) = form.choice_or_none::<AgencyId>(&WHICH) {
        return Some(WhichAgency::Known(known));
    }
    if !form.is_good() {
        return None;
    }
    let name = form.text(&NAME, 200);
    let kind = form.coded(&KIND, |code| KINDS.contains(&code).then(|| code.to_owned()));
    Some(WhichAgency::New {
        kind: kind?,
        name: name?,
    })
}

pub(super) async fn agency_end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, code, agency)): Path<(String, String, String)>,
    form: Filled,
) -> Answer {
    form.hidden()?;
    let agency = agency.parse().map_err(|_| PageError::NotFound)?;
    end_agency(state.app(), &signed.ctx, &code, agency).await?;
    Ok(next_page(&here(&signed, &code)))
}
