//! What other organisations sent: the national body's work list, and a case as received.

mod reports;

use access::{Action as _, actions};
use app::names::names;
use app::notification::Part;
use app::received::{ON_A_PAGE, ReceivedCase, ReceivedLine, mark_read, one, work_list};
use app::vault::Inbox;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, Link, SummaryCard, Table, TableCell};
use model::EnvelopeId;
use model::scheme::StepText;

use crate::draw::Columns;
use crate::form::{Filled, Hidden};
use crate::frame::{Frame, next_page, show};
use crate::pages::facts::Section;
use crate::pages::people::FactRow;
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let read = Who::May(actions::ReadReceived::INFO);
    let mut rows = reports::rows();
    rows.extend([
        page("received", read, "/o/{organisation}/received", list),
        page(
            "received-one",
            read,
            "/o/{organisation}/received/{envelope}",
            shown,
        ),
        send(
            Who::May(actions::HandleReceived::INFO),
            "/o/{organisation}/received/{envelope}",
            marked,
        ),
    ]);
    rows
}

struct Line {
    href: String,
    from: String,
    reference: String,
    notified: String,
    arrived: String,
    state: String,
}

#[derive(Template)]
#[template(path = "received/list.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    /// Where the reports of rapid reviews stand.
    reports: String,
    lines: Vec<Line>,
    part: Option<String>,
    pages: Option<Html>,
}

impl ListPage {
    fn table(&self) -> Table {
        let row = |line: &Line| {
            let what = t_with(
                "today-review",
                &[("reference", line.reference.as_str().into())],
            );
            vec![
                TableCell::new(Link::new(what, &line.href)).header(),
                TableCell::new(&line.from),
                TableCell::new(&line.notified),
                TableCell::new(&line.arrived),
                TableCell::new(&line.state),
            ]
        };
        let columns = Columns::of(&[
            "received-what",
            "received-from",
            "received-notified",
            "received-arrived",
            "received-state",
        ]);
        let table = columns.table(t("received-title"), self.lines.iter().map(row));
        table.caption_hidden()
    }
}

/// One card: a part of what was sent.
struct Card {
    /// Where a link on the page leads to it.
    id: String,
    /// The person it is about, in words, for the list of who is in it.
    person: Option<String>,
    section: Section,
}

impl Card {
    fn draw(&self) -> SummaryCard {
        SummaryCard::new(&self.section.title, self.section.list()).attribute("id", &self.id)
    }
}

#[derive(Template)]
#[template(path = "received/one.html")]
struct OnePage {
    frame: Frame,
    step: Option<StepText>,
    line: Line,
    /// What the government's service gave, and how it came here.
    arrival: Section,
    cards: Vec<Card>,
    /// Whether an older version of this program sent it, and with it less about each person.
    says_less: bool,
    /// Who recorded that it was read, once somebody did.
    read: Option<String>,
    may_mark: bool,
    hidden: Hidden,
}

fn words(signed: &Signed, line: &ReceivedLine) -> Line {
    let code = &signed.place.organisation.code;
    Line {
        href: format!("/o/{code}/received/{}", line.envelope.id),
        from: line.from.clone(),
        reference: line.reference.clone(),
        notified: line.notified.clone(),
        arrived: moment_in_words(line.envelope.at),
        state: t_code("received", &line.envelope.state),
    }
}

async fn list(State(state): State<WebState>, signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let asked = page_asked(query.as_deref())?;
    let list = work_list(state.app(), &signed.ctx, asked).await?;
    let loaded = state.app().scheme_on(signed.ctx.today())?;
    let paging = Paging::of(asked, ON_A_PAGE, list.total);
    if paging.before() != asked.saturating_mul(ON_A_PAGE) {
        return Err(PageError::NotFound);
    }
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit).titled(t("received-title")),
        step: loaded.scheme.step("received").cloned(),
        reports: signed.path("received/rapid-reviews"),
        lines: list.lines.iter().map(|line| words(&signed, line)).collect(),
        part: paging.words(),
        pages: paging.links(),
    })
}

fn envelope(text: &str) -> Result<EnvelopeId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((code, text)): Path<(String, String)>,
) -> Answer {
    let found = one(state.app(), &signed.ctx, envelope(&text)?).await?;
    let read = read_words(&state, &signed, (&found.read_by, &found.line.envelope)).await?;
    let line = words(&signed, &found.line);
    show(&OnePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("received-one-title"))
            .back(format!("/o/{code}/received")),
        arrival: arrival(&found, &line),
        cards: cards(&found.statement.parts),
        says_less: found.says_less(),
        may_mark: read.is_none() && found.may_mark,
        read,
        step: found.step,
        line,
        hidden: state.hidden(&signed.visit, None)?,
    })
}

/// Who recorded that it was read, and when; nothing while nobody has.
async fn read_words(
    state: &WebState,
    signed: &Signed,
    (read_by, envelope): (&Option<String>, &Inbox),
) -> Result<Option<String>, PageError> {
    let Some(id) = read_by else {
        return Ok(None);
    };
    let names = names(state.app(), &signed.ctx).await?;
    let who = names
        .person(id)
        .map_or_else(|| t("somebody"), str::to_owned);
    let at = envelope.handled_at.map(moment_in_words);
    let values = [("who", who.into()), ("when", at.unwrap_or_default().into())];
    Ok(Some(t_with("received-read-by", &values)))
}

fn fact(key: &str, value: &str) -> FactRow {
    FactRow {
        label: t(key),
        value: value.to_owned(),
        open: false,
        hides: String::new(),
        href: None,
    }
}

fn arrival(found: &ReceivedCase, line: &Line) -> Section {
    Section {
        title: t("received-how"),
        rows: vec![
            fact("received-from", &line.from),
            fact("received-notified", &line.notified),
            fact("received-their-reference", &found.sent.given_reference.0),
            fact("received-arrived", &line.arrived),
        ],
    }
}

/// One card for each part, in the sender's order; what was not given stands together at its end. Nothing can be
/// changed here.
fn cards(parts: &[Part]) -> Vec<Card> {
    let card = |(place, part): (usize, &Part)| {
        let name = part.facts.first().map(|fact| fact.value.clone());
        let mut section = Section::of(part, "", |_| false);
        let (open, said): (Vec<_>, Vec<_>) = section.rows.into_iter().partition(|row| row.open);
        section.rows = said;
        if !open.is_empty() {
            let labels: Vec<String> = open.into_iter().map(|row| row.label).collect();
            section
                .rows
                .push(fact("received-not-said", &labels.join("; ")));
        }
        let person = |name: String| format!("{}: {name}", part.title);
        Card {
            id: format!("part-{}", place + 1),
            person: part.kind.and(name).map(person),
            section,
        }
    };
    parts.iter().enumerate().map(card).collect()
}

async fn marked(
    State(state): State<WebState>,
    signed: Signed,
    Path((code, text)): Path<(String, String)>,
    form: Filled,
) -> Answer {
    form.hidden()?;
    mark_read(state.app(), &signed.ctx, envelope(&text)?).await?;
    Ok(next_page(&format!("/o/{code}/received")))
}
