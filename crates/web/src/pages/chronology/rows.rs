//! Accounts as the rows of a table: each alone, or several of one event under a line of their own.

use std::collections::BTreeMap;

use app::access::Section;
use app::chronology::same_event::{Difference, DiffersIn};
use app::chronology::{Account, Event};
use govuk::{Html, Link, Table, TableCell};
use model::RecordId;
use model::learning::LinkedTo;

use super::Seen;
use super::more::more_about;
use crate::draw::{Columns, marked, strong};
use crate::pages::journey::seen_in;
use crate::pages::returns::unsure;
use crate::paging::Paging;
use crate::texts::{t, t_code, t_with, t1};

/// Accounts that stand together: of one event, or one alone.
#[derive(Clone)]
pub(super) struct Block<'a> {
    pub(super) event: Option<&'a Event>,
    pub(super) accounts: Vec<&'a Account>,
}

/// The accounts in their order; those of one event stand at the place of its first.
pub(super) fn blocks<'a>(accounts: &[&'a Account], events: &'a [Event]) -> Vec<Block<'a>> {
    let mut event_of: BTreeMap<RecordId, usize> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        event_of.extend(event.accounts.iter().map(|id| (*id, at)));
    }
    let mut place: BTreeMap<usize, usize> = BTreeMap::new();
    let mut blocks: Vec<Block<'a>> = Vec::new();
    for one in accounts {
        let event = one.id().and_then(|id| event_of.get(&id).copied());
        let standing = event.and_then(|event| place.get(&event));
        if let Some(block) = standing.and_then(|at| blocks.get_mut(*at)) {
            block.accounts.push(one);
            continue;
        }
        if let Some(event) = event {
            place.insert(event, blocks.len());
        }
        blocks.push(Block {
            event: event.and_then(|at| events.get(at)),
            accounts: vec![one],
        });
    }
    blocks
}

/// On which page of a table each entry stands.
pub(super) fn pages_of(blocks: &[Block<'_>], paging: Paging) -> BTreeMap<RecordId, usize> {
    let mut pages = BTreeMap::new();
    for (line, block) in blocks.iter().enumerate() {
        let ids = block.accounts.iter().filter_map(|one| one.id());
        pages.extend(ids.map(|id| (id, paging.page_of(line))));
    }
    pages
}

/// The blocks as one table.
pub(super) fn table(seen: &Seen, blocks: &[Block<'_>]) -> Table {
    let columns = Columns::default().silent(t("entry-col-date"));
    let columns = columns.with(&["request-col-agency", "entry-col-kind", "entry-col-text"]);
    let rows = blocks.iter().flat_map(|block| {
        let head = block.event.map(|event| head(event, block.accounts.len()));
        let accounts = block.accounts.iter().enumerate();
        let many = block.accounts.len();
        let together = block.event.is_some();
        let rows = accounts.map(move |(at, one)| {
            let place = together.then(|| {
                let values = [("number", (at + 1).into()), ("count", many.into())];
                t_with("event-account", &values)
            });
            row(seen, one, place)
        });
        head.into_iter().chain(rows).collect::<Vec<_>>()
    });
    columns
        .table(t("chronology-caption"), rows)
        .caption_hidden()
}

/// The line above the accounts of an event.
fn head(event: &Event, shown: usize) -> Vec<TableCell> {
    let count = event.accounts.len();
    let mut lines = vec![strong(t1("event-head", "count", count))];
    lines.extend(differ(&event.differences).map(Html::escape));
    if shown < count {
        let values = [("shown", shown.into()), ("count", count.into())];
        lines.push(Html::escape(t_with("event-not-all", &values)));
    }
    vec![
        TableCell::new(Html::lines(lines))
            .columns(4)
            .classes("tl-event"),
    ]
}

/// "They differ in the day and in who was there", or that they differ in nothing that is compared.
pub(super) fn differ(differences: &[Difference]) -> Option<String> {
    let parts = differences.iter();
    let parts: Vec<String> = parts
        .map(|one| t_code("differs-in", code(one.what)))
        .collect();
    if parts.is_empty() {
        return None;
    }
    Some(t1("event-differ", "parts", parts.join("; ")))
}

pub(super) const fn code(what: DiffersIn) -> &'static str {
    match what {
        DiffersIn::Day => "day",
        DiffersIn::Time => "time",
        DiffersIn::About => "about",
        DiffersIn::Present => "present",
        DiffersIn::Said => "said",
        DiffersIn::Seen => "seen",
        DiffersIn::SeenAlone => "seen_alone",
    }
}

/// Name of the place of an entry in a page.
pub(super) fn anchor(id: RecordId) -> String {
    format!("e-{id}")
}

fn row(seen: &Seen, one: &Account, place: Option<String>) -> Vec<TableCell> {
    let href = format!("{}/requests/{}/return", seen.review, one.request);
    let agency = Html::from(Link::new(seen.agency(one.agency), href));
    let Some(entry) = &one.entry else {
        return vec![
            TableCell::new(t("entry-restricted-date")),
            TableCell::new(agency),
            TableCell::new(t_code("section", one.reads.code())),
            TableCell::new(t("entry-restricted")),
        ];
    };
    let body = &entry.body;
    let kept_back = (one.reads != Section::General).then(|| t_code("section", one.reads.code()));
    let mut more: Vec<String> = kept_back.into_iter().chain(place).collect();
    if !body.voice.0.is_empty() {
        let values = [("words", body.voice.0.as_str().into())];
        more.push(t_with("entry-voice-line", &values));
    }
    if let Some(on) = &body.recorded.on {
        more.push(t1("entry-recorded-line", "on", on.to_string()));
    }
    let of = (entry.id, entry.version);
    more.extend(crate::pages::checks::beside(
        &seen.found.checks,
        &seen.names,
        of,
    ));
    more.extend(crate::pages::checks::brought(&body.checked));
    let mut lines: Vec<Html> = more.iter().map(Html::escape).collect();
    lines.extend(unsure(body));
    if !seen.naming.unnamed() {
        let this = LinkedTo::Entry(entry.id);
        lines.extend(seen_in((&seen.found.moments, &seen.review), &this));
    }
    lines.extend(seen.may_say().then(|| join(seen, one, entry.id)));
    lines.extend(seen.may_say().then(|| differently(seen, one, entry.id)));
    let words = marked(body.text.0.as_str(), Html::lines(lines));
    vec![
        TableCell::new(body.date.to_string())
            .header()
            .attribute("id", anchor(entry.id)),
        TableCell::new(agency),
        TableCell::new(t_code("entry-kind", body.kind.code())),
        TableCell::new(Html::join([words, more_about(seen, one, entry)])),
    ]
}

/// The link to write what one sees differently because of this entry.
fn differently(seen: &Seen, one: &Account, id: RecordId) -> Html {
    let href = format!("{}/moments/write?entry={id}", seen.review);
    let link = Link::new(t("moment-at-entry"), href).visually_hidden(about_entry(seen, one));
    Html::element("span", "tl-noprint", link)
}

/// Of which entry a link speaks, for those who hear it alone.
pub(super) fn about_entry(seen: &Seen, one: &Account) -> String {
    let about = one.entry.as_ref().map(|entry| entry.body.date.to_string());
    let values = [
        ("date", about.unwrap_or_default().into()),
        ("agency", seen.agency(one.agency).into()),
    ];
    t_with("event-join-about", &values)
}

/// The link to say that another account tells of the same event.
fn join(seen: &Seen, one: &Account, id: RecordId) -> Html {
    let href = format!("{}?account={id}", seen.here("/same-events/say"));
    let href = seen.naming.added(&href);
    let link = Link::new(t("event-join"), href).visually_hidden(about_entry(seen, one));
    Html::element("span", "tl-noprint", link)
}
