//! The agency's own entries in the order of their dates.

use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, Table, TableCell};
use model::chronology::Entry;

use super::tasks::entries_so_far;
use super::{Here, Seen, checks, documents, paper, seen};
use crate::draw::{Columns, strong};
use crate::frame::{Frame, show};
use crate::problem::Answer;
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "returns/chronology.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    many: String,
    entries: Table,
    any: bool,
    documents: Option<Table>,
    may_add: bool,
    returns: String,
    base: String,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let entries = seen.entries();
    let columns = Columns::of(&[
        "entry-date-key",
        "entry-what-key",
        "entry-reads-key",
        "entry-recorded-key",
    ]);
    let rows = entries.iter().map(|one| cells(&seen, one));
    let table = columns.table(t("return-chronology-table"), rows);
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("return-chronology-title"))
            .back(seen.base.clone()),
        caption: seen.title(),
        many: entries_so_far(entries.len()),
        any: !entries.is_empty(),
        entries: table.caption_hidden(),
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
        TableCell::new(date).header(),
        TableCell::new(Html::lines(what)).classes("tl-words"),
        TableCell::new(t_code("restriction", entry.restriction.code())),
        TableCell::new(paper::recorded(&entry.recorded)),
    ]
}
