//! The chronology of a review: every agency's account as it was signed off, or as one agency knew it on one day.

use access::{Action as _, actions};
use app::chronology::{Account, Certainty, Chronology, Knew, chronology};
use app::names::Names;
use askama::Template;
use axum::extract::{Path, State};
use axum_extra::extract::Query;
use govuk::{Html, Link, Select, SelectOption, Size, TableCell};
use model::scheme::StepText;
use model::{AgencyId, Date};

use crate::draw::{Columns, marked, paragraph};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show_form};
use crate::pages::people::reference;
use crate::pages::requests::agency as agency_name;
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::table::{Row, Who, page};
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

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/reviews/{reference}/chronology";
    let read = Who::May(actions::ReadCase::INFO);
    vec![page("chronology", read, all, read_it).secret()]
}

#[derive(Template)]
#[template(path = "review/chronology.html")]
struct ChronologyPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    here: String,
    summary: String,
    form: Filled,
    agency: Html,
    on: Html,
    /// Through whose eyes, and on which day, in a sentence.
    asked: Option<String>,
    parts: Vec<Part>,
    /// Where the chronology is taken out, for whoever may.
    take_out: Option<String>,
}

/// Accounts under a heading.
struct Part {
    title: Option<String>,
    explain: Option<String>,
    table: Html,
}

async fn read_it(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    Query(typed): Query<Vec<(String, String)>>,
) -> Answer {
    let reference = reference(&text)?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let mut form = Filled::posted(typed);
    let asked = asked(&mut form);
    let found = chronology(state.app(), &signed.ctx, &reference, (&names, asked)).await?;
    let loaded = state
        .app()
        .scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let review = signed.path(&format!("reviews/{reference}"));
    let may = app::chronology_out::may_take_out(state.app(), &signed.ctx, &reference).await?;
    let legend = ON.legend().size(Size::S);
    let page = ChronologyPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("chronology-title"))
            .back(review.clone())
            .with_errors(form.errors()),
        caption: t1("today-review", "reference", reference.as_str()),
        step: loaded.scheme.step("chronology").cloned(),
        here: format!("{review}/chronology"),
        summary: summary(&found),
        agency: agencies(&form, &found, &names),
        on: form.date_boxes(ON, legend).render(),
        asked: asked.map(|(agency, on)| sentence(&names, agency, on)),
        parts: parts(&found, &names, (&review, asked)),
        take_out: may.then(|| format!("{review}/chronology/take-out")),
        form,
    };
    show_form(page.form.errors(), &page)
}

/// The agency and the day, where both were given.
fn asked(form: &mut Filled) -> Option<(AgencyId, Date)> {
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

fn agencies(form: &Filled, found: &Chronology, names: &Names) -> Html {
    let chosen = form.value(AGENCY.id);
    let all = SelectOption::new("", t("as-known-everything")).selected(chosen.is_empty());
    let options = found.agencies.iter().map(|id| {
        let code = id.to_string();
        let is = code == chosen;
        SelectOption::new(code, agency_name(names, *id)).selected(is)
    });
    Select::new(AGENCY.id, crate::pages::label(AGENCY))
        .option(all)
        .options(options)
        .error_if(form.errors().of(AGENCY.id))
        .render()
}

fn sentence(names: &Names, agency: AgencyId, on: Date) -> String {
    let values = [
        ("agency", agency_name(names, agency).into()),
        ("on", date_in_words(on).into()),
    ];
    t_with("as-known-sentence", &values)
}

fn summary(found: &Chronology) -> String {
    let many = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let all = t1("chronology-summary", "count", many(found.accounts.len()));
    let withheld = found.accounts.iter().filter(|one| one.entry.is_none());
    match many(withheld.count()) {
        0 => all,
        withheld => format!("{all} {}", t1("return-withheld", "count", withheld)),
    }
}

fn parts(
    found: &Chronology,
    names: &Names,
    (review, asked): (&str, Option<(AgencyId, Date)>),
) -> Vec<Part> {
    if found.accounts.is_empty() {
        return Vec::new();
    }
    let draw = |accounts: &[&Account]| table(accounts, names, review);
    if asked.is_none() {
        let all: Vec<&Account> = found.accounts.iter().collect();
        return vec![Part {
            title: None,
            explain: None,
            table: draw(&all),
        }];
    }
    let part = |knew: &Knew| {
        let own = |one: &&Account| one.stood.is_some_and(|stood| stood.knew == *knew);
        let own: Vec<&Account> = found.accounts.iter().filter(own).collect();
        let code = code(*knew);
        let nothing = || paragraph(t("as-known-nothing"));
        let drawn = if own.is_empty() {
            nothing()
        } else {
            draw(&own)
        };
        (*knew != Knew::KnownIfShared || !own.is_empty()).then(|| Part {
            title: Some(t_code("as-known", code)),
            explain: Some(t_code("as-known-explain", code)),
            table: drawn,
        })
    };
    let restricted: Vec<&Account> = found
        .accounts
        .iter()
        .filter(|one| one.entry.is_none())
        .collect();
    let last = (!restricted.is_empty()).then(|| Part {
        title: Some(t("entry-restricted-date")),
        explain: Some(t("as-known-restricted")),
        table: draw(&restricted),
    });
    PARTS.iter().filter_map(part).chain(last).collect()
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

fn table(accounts: &[&Account], names: &Names, review: &str) -> Html {
    let heads = [
        "entry-col-date",
        "request-col-agency",
        "entry-col-kind",
        "entry-col-text",
    ];
    let rows = accounts.iter().map(|one| {
        let agency = agency_name(names, one.agency);
        let href = format!("{review}/requests/{}/return", one.request);
        let agency = Html::from(Link::new(agency, href));
        let Some(entry) = &one.entry else {
            return vec![
                TableCell::new(t("entry-restricted-date")),
                TableCell::new(agency),
                TableCell::new(t_code("section", one.reads.code())),
                TableCell::new(t("entry-restricted")),
            ];
        };
        let body = &entry.body;
        let mut more = Vec::new();
        if !body.voice.0.is_empty() {
            let values = [("words", body.voice.0.as_str().into())];
            more.push(t_with("entry-voice-line", &values));
        }
        if let Some(on) = &body.recorded.on {
            more.push(t1("entry-recorded-line", "on", on.to_string()));
        }
        if one
            .stood
            .is_some_and(|stood| stood.certainty == Certainty::MayBe)
        {
            more.push(t("as-known-may-be"));
        }
        vec![
            TableCell::new(body.date.to_string()).header(),
            TableCell::new(agency),
            TableCell::new(t_code("entry-kind", body.kind.code())),
            TableCell::new(marked(
                body.text.0.as_str(),
                Html::lines(more.iter().map(Html::escape)),
            )),
        ]
    });
    Columns::of(&heads)
        .table(t("chronology-caption"), rows)
        .caption_hidden()
        .render()
}
