//! The agency's own entries in the order of their dates.

use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, Link, Table, TableCell};
use model::chronology::Entry;

use super::tasks::entries_so_far;
use super::{ENTRIES, Here, Seen, checks, documents, paper, seen};
use crate::draw::{Columns, strong};
use crate::frame::{Frame, show};
use crate::paging::{Paging, page_of_line};
use crate::problem::Answer;
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

/// Where the list stands on its page.
const LIST: &str = "entries";

#[derive(Template)]
#[template(path = "returns/chronology.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    many: String,
    entries: Table,
    any: bool,
    part: Option<String>,
    pages: Option<Html>,
    documents: Option<Table>,
    may_add: bool,
    returns: String,
    base: String,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let entries = seen.entries();
    let place = |line: &str| entries.iter().position(|one| one.id.to_string() == line);
    let number = page_of_line(query.as_deref(), ENTRIES, place)?;
    let paging = Paging::of(number, ENTRIES, entries.len());
    let columns = Columns::of(&[
        "entry-date-key",
        "entry-what-key",
        "entry-reads-key",
        "entry-recorded-key",
    ]);
    let shown = paging.part(&entries);
    let rows = shown.iter().map(|one| cells(&seen, one));
    let table = columns.table(t("return-chronology-table"), rows);
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("return-chronology-title"))
            .back(seen.base.clone()),
        caption: seen.title(),
        many: entries_so_far(entries.len()),
        any: !entries.is_empty(),
        entries: table.caption_hidden(),
        part: paging.words(),
        pages: paging.links_to(LIST),
        documents: documents::listed(&state, &signed, &seen).await?,
        may_add: seen.usable().is_ok(),
        returns: seen.base.clone(),
        base: format!("{}/chronology", seen.base),
    })
}

fn cells(seen: &Seen<'_>, one: &Stored<Entry>) -> Vec<TableCell> {
    let entry = &one.body;
    let date = entry.date.to_string();
    let kind = t_code("entry-kind", entry.kind.code());
    let date = if seen.usable().is_ok() {
        Link::new(&date, format!("{}/chronology/{}", seen.base, one.id))
            .visually_hidden(format!(", {kind}"))
            .render()
    } else {
        Html::escape(&date)
    };
    let mut what = vec![strong(kind), Html::escape(&entry.text.0)];
    let about = paper::about_words(entry, seen.about());
    if !about.is_empty() {
        what.push(Html::element("span", "tl-needs__more", about));
    }
    what.extend(paper::unsure(entry));
    what.extend(checks::lines(seen, one));
    let asked = seen.found.queries.iter();
    let open = asked.filter(|query| query.body.about == one.id && !query.body.settled);
    what.extend(open.take(1).map(|query| {
        Link::new(
            t("entry-question-open"),
            format!("{}/questions/{}", seen.base, query.id),
        )
        .render()
    }));
    vec![
        TableCell::new(date)
            .header()
            .attribute("id", format!("e-{}", one.id)),
        TableCell::new(Html::lines(what)).classes("tl-words"),
        TableCell::new(t_code("restriction", entry.restriction.code())),
        TableCell::new(paper::recorded(&entry.recorded)),
    ]
}
