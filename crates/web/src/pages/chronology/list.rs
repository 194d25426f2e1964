//! Every account in one list: as today knows them, or as one agency knew them on one day.

use app::chronology::{Account, Event, Knew, events};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum_extra::extract::Query;
use govuk::{Html, Size};
use model::scheme::StepText;
use model::{AgencyId, Date};

use super::filter::{self, Asked, select};
use super::rows::{Block, blocks, table};
use super::{A_PAGE, Seen, seen, withheld};
use crate::draw::paragraph;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show_form};
use crate::pages::seen::Here;
use crate::paging::{Paging, page_asked};
use crate::problem::Answer;
use crate::sheet::Offer;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const AGENCY: Field = field("agency", "as-known-agency");
const ON: Field = field("on", "as-known-on");

/// The order in which the parts stand: what was known first.
const PARTS: [Knew; 5] = [
    Knew::Known,
    Knew::KnownIfShared,
    Knew::RecordedElsewhere,
    Knew::NotSaid,
    Knew::Later,
];

#[derive(Template)]
#[template(path = "chronology/list.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    here: String,
    ways: Vec<(String, String)>,
    summary: String,
    form: Filled,
    agency: Html,
    on: Html,
    boxes: Html,
    /// Which accounts are shown, in a sentence.
    shown: Option<String>,
    /// Through whose eyes, and on which day, in a sentence.
    asked: Option<String>,
    parts: Vec<Drawn>,
    range: Option<String>,
    pages: Option<Html>,
    /// Where the chronology is taken out, for whoever may.
    take_out: Option<String>,
}

/// Accounts under a heading.
struct Drawn {
    title: Option<String>,
    explain: Option<String>,
    table: Html,
}

/// Accounts under a heading, before the page is cut out of them.
struct Part<'a> {
    title: Option<String>,
    explain: Option<String>,
    blocks: Vec<Block<'a>>,
    /// Whether it is shown where nothing is in it.
    always: bool,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let number = page_asked(query.as_deref())?;
    let mut form = Filled::posted(typed);
    let horizon = horizon(&mut form);
    let mut asked = filter::read(&mut form);
    asked.also = horizon.map(also).unwrap_or_default();
    let seen = seen(&state, &signed, (&text, horizon)).await?;
    let may = app::chronology_out::may_take_out(state.app(), &signed.ctx, &seen.reference).await?;
    let events = events(&seen.found, &seen.names);
    let shown = shown(&seen, &asked);
    let parts = parts(&shown, &events, horizon.is_some());
    let all = parts.iter().map(|part| part.blocks.len()).sum();
    let paging = Paging::of(number, A_PAGE, all);
    let legend = ON.legend().size(Size::S);
    let page = ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("chronology-title"))
            .back(seen.review.clone())
            .with_errors(form.errors()),
        caption: seen.caption(),
        step: seen.step.clone(),
        here: seen.here(""),
        ways: seen.ways(""),
        summary: summary(&seen, &asked, shown.len()),
        agency: agencies(&form, &seen),
        on: form.date_boxes(ON, legend).render(),
        boxes: asked.boxes(&form, &seen),
        shown: asked.sentence(&seen),
        asked: horizon.map(|(agency, on)| sentence(&seen, agency, on)),
        parts: drawn(&seen, parts, paging),
        range: paging.words(),
        pages: paging.links_with(&asked.kept()),
        take_out: may.then(|| seen.here("/take-out")),
        form,
    };
    show_form(page.form.errors(), &page)
}

/// The agency and the day, where both were given.
fn horizon(form: &mut Filled) -> Option<(AgencyId, Date)> {
    let day = form.date_or_none(&ON);
    if form.value(AGENCY.id).is_empty() {
        if day.is_some() {
            form.say(AGENCY.id, "as-known-both");
        }
        return None;
    }
    let agency = form.choice::<AgencyId>(&AGENCY);
    if agency.is_some() && day.is_none() && form.is_good() {
        form.say(ON.id, "as-known-both");
    }
    Some((agency?, day?))
}

/// The agency and the day as an address keeps them.
fn also((agency, on): (AgencyId, Date)) -> Vec<(&'static str, String)> {
    vec![
        (AGENCY.id, agency.to_string()),
        ("on-day", on.day().to_string()),
        ("on-month", on.month().to_string()),
        ("on-year", on.year().to_string()),
    ]
}

/// The accounts that are asked for. Where that depends on the words of an entry, those that the reader may not read are counted
/// and not shown.
fn shown<'a>(seen: &'a Seen, asked: &Asked) -> Vec<&'a Account> {
    let counted = asked.filter.asks_the_entry();
    let all = seen.found.accounts.iter();
    all.filter(|one| asked.filter.shows(one) && (one.entry.is_some() || !counted))
        .collect()
}

fn agencies(form: &Filled, seen: &Seen) -> Html {
    let agencies = seen.found.agencies.iter();
    let offers = agencies.map(|id| Offer::new(id.to_string(), seen.agency(*id)));
    select(form, AGENCY, ("as-known-everything", offers))
}

fn sentence(seen: &Seen, agency: AgencyId, on: Date) -> String {
    let values = [
        ("agency", seen.agency(agency).into()),
        ("on", date_in_words(on).into()),
    ];
    t_with("as-known-sentence", &values)
}

fn summary(seen: &Seen, asked: &Asked, shown: usize) -> String {
    let all = seen.found.accounts.len();
    let mut lines = vec![t1("chronology-summary", "count", all)];
    if !asked.filter.is_empty() {
        lines.push(t1("chronology-shown-count", "count", shown));
    }
    lines.extend(withheld(asked.withheld(&seen.found.accounts)));
    if asked.filter.asks_the_entry() && lines.len() > 2 {
        lines.push(t("chronology-withheld-unsorted"));
    }
    lines.join(" ")
}

fn parts<'a>(shown: &[&'a Account], events: &'a [Event], horizon: bool) -> Vec<Part<'a>> {
    if shown.is_empty() {
        return Vec::new();
    }
    if !horizon {
        return vec![Part {
            title: None,
            explain: None,
            blocks: blocks(shown, events),
            always: false,
        }];
    }
    let own = |fits: &dyn Fn(&Account) -> bool| {
        let own: Vec<&'a Account> = shown.iter().copied().filter(|one| fits(one)).collect();
        blocks(&own, events)
    };
    let part = |knew: &Knew| {
        let code = code(*knew);
        Part {
            title: Some(t_code("as-known", code)),
            explain: Some(t_code("as-known-explain", code)),
            blocks: own(&|one| one.stood.is_some_and(|stood| stood.knew == *knew)),
            always: *knew != Knew::KnownIfShared,
        }
    };
    let restricted = Part {
        title: Some(t("entry-restricted-date")),
        explain: Some(t("as-known-restricted")),
        blocks: own(&|one| one.entry.is_none()),
        always: false,
    };
    PARTS.iter().map(part).chain([restricted]).collect()
}

/// The lines of one page, each under its heading. A heading with nothing under it stands on the first page.
fn drawn(seen: &Seen, parts: Vec<Part<'_>>, paging: Paging) -> Vec<Drawn> {
    let mut drawn = Vec::new();
    let (mut skip, mut room) = (paging.before(), A_PAGE);
    for part in parts {
        let all = part.blocks.len();
        let start = skip.min(all);
        let end = (start + room).min(all);
        skip -= start;
        room -= end - start;
        let here = part.blocks.get(start..end).unwrap_or_default();
        let table = match here {
            [] if all == 0 && part.always && paging.number() == 1 => {
                paragraph(t("as-known-nothing"))
            }
            [] => continue,
            here => table(seen, here).render(),
        };
        drawn.push(Drawn {
            title: part.title,
            explain: part.explain,
            table,
        });
    }
    drawn
}

const fn code(knew: Knew) -> &'static str {
    match knew {
        Knew::Known => "known",
        Knew::KnownIfShared => "if_shared",
        Knew::RecordedElsewhere => "elsewhere",
        Knew::NotSaid => "not_said",
        Knew::Later => "later",
    }
}
