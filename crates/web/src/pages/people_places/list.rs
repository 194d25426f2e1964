//! The register: people, places, names that accounts use and nobody has placed, and what people are to each other.

use app::people_places::{Mention, Mentioned};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, Link, TableCell};
use model::RecordId;
use model::case::{NameHow, NameSaid};

use super::{Seen, facts, seen};
use crate::draw::{Columns, link_button, marked, paragraph};
use crate::frame::{Frame, show};
use crate::pages::chronology::withheld;
use crate::pages::seen::Here;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

/// Entries that are linked beside a name; of more only the count.
const LINKED: usize = 5;

#[derive(Template)]
#[template(path = "people_places/list.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    ways: Vec<(String, String)>,
    hidden: Option<String>,
    withheld: Option<String>,
    people: Html,
    places: Html,
    open_summary: String,
    open: Html,
    said: Html,
    ties: Html,
    /// Address of the register, for whoever may change it.
    add: Option<String>,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
) -> Answer {
    let seen = seen(&state, &signed, (&text, query.as_deref())).await?;
    let open = seen.found.waiting();
    let closed = seen.found.accounts.iter();
    let closed = closed.filter(|one| one.entry.is_none()).count();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("people-places-title"))
            .back(seen.review.clone()),
        caption: seen.caption(),
        ways: ways(&seen),
        hidden: hidden(&seen),
        withheld: withheld(closed),
        people: people(&seen),
        places: places(&seen),
        open_summary: t1("names-open-summary", "count", open.len()),
        open: names_open(&seen, &open),
        said: said(&state, &signed, &seen)?,
        ties: facts::table((&state, &signed), &seen, seen.found.facts())?,
        add: seen.may().then(|| seen.here("")),
    })
}

/// The sentence that some people are not shown.
pub(super) fn hidden(seen: &Seen) -> Option<String> {
    let hidden = seen.found.register.hidden;
    (hidden > 0).then(|| t1("people-places-hidden", "count", hidden))
}

fn ways(seen: &Seen) -> Vec<(String, String)> {
    let chronology = seen.naming.added(&format!("{}/chronology", seen.review));
    vec![
        (seen.to("/genogram"), t("genogram-title")),
        (chronology, t("chronology-title")),
        (seen.to("/history"), t("register-history-title")),
        seen.naming.switch(&seen.here("")),
    ]
}

/// How many entries are about somebody, as a link to them.
fn entries(seen: &Seen, id: RecordId) -> Html {
    let count = seen.found.entries(id);
    let words = t1("people-places-entries", "count", count);
    if count == 0 {
        return Html::escape(words);
    }
    let href = seen
        .naming
        .added(&format!("{}/chronology?person={id}", seen.review));
    Link::new(words, href).render()
}

/// Other names: as somebody noted them, and as the accounts write them with whose accounts they are.
fn also(seen: &Seen, id: RecordId, (name, noted): (&str, &str)) -> Html {
    let mut lines: Vec<Html> = Vec::new();
    if !noted.trim().is_empty() {
        lines.push(Html::escape(noted));
    }
    let own = app::people_places::folded(name);
    let others = seen.found.called(id);
    let others = others.filter(|one| app::people_places::folded(&one.called.0) != own);
    lines.extend(others.map(|one| Html::escape(from_accounts(seen, one))));
    if lines.is_empty() {
        return Html::escape(t("people-places-no-other"));
    }
    Html::lines(lines)
}

/// "Ty (Northmere Police, Northmere Hospital; another spelling)".
fn from_accounts(seen: &Seen, one: &Mention) -> String {
    let mut agencies: Vec<String> = one
        .entries
        .iter()
        .map(|at| seen.agency(at.agency))
        .collect();
    agencies.sort_unstable();
    agencies.dedup();
    let how = seen.found.register.said(&one.called.0);
    let how = how.map_or("agency", |said| said.record.body.how.code());
    let values = [
        ("name", one.called.0.as_str().into()),
        ("agencies", agencies.join(", ").into()),
        ("how", t_code("name-how", how).into()),
    ];
    t_with("name-from", &values)
}

fn people(seen: &Seen) -> Html {
    let columns = Columns::default().silent(t("people-places-name"));
    let columns = columns.with(&[
        "people-places-role",
        "people-places-also",
        "people-places-in",
    ]);
    let mut rows = Vec::new();
    for one in seen.found.people.everybody() {
        let (id, body) = (one.subject.id, &one.subject.body);
        let href = format!("{}/people/{id}/about", seen.review);
        let name = if seen.naming.unnamed() {
            Html::escape(&body.name.0)
        } else {
            Link::new(body.name.0.as_str(), href).render()
        };
        let role = marked(
            t_code("subject", body.kind.code()),
            Html::escape(&body.relation.0),
        );
        rows.push(vec![
            TableCell::new(name).header().attribute("id", anchor(id)),
            TableCell::new(role),
            TableCell::new(also(seen, id, (&body.name.0, &body.also_known_as.0))),
            TableCell::new(entries(seen, id)),
        ]);
    }
    for one in &seen.found.register.people {
        let (id, body) = (one.record.id, &one.record.body);
        let name = changed(seen, &body.name.0, &format!("/people/{id}"));
        let mut role = vec![Html::escape(&body.role.0)];
        if one.section != access::Section::General {
            role.push(Html::escape(t_code("section", one.section.code())));
        }
        let role = marked(t("people-places-of-accounts"), Html::lines(role));
        rows.push(vec![
            TableCell::new(name).header().attribute("id", anchor(id)),
            TableCell::new(role),
            TableCell::new(also(seen, id, (&body.name.0, &body.also_known_as.0))),
            TableCell::new(entries(seen, id)),
        ]);
    }
    columns
        .table(t("people-places-people"), rows)
        .caption_hidden()
        .render()
}

/// Name of the place of somebody in a page.
pub(super) fn anchor(id: RecordId) -> String {
    format!("p-{id}")
}

/// A name as a link to where it is changed, for whoever may.
fn changed(seen: &Seen, name: &str, end: &str) -> Html {
    if seen.may() {
        Link::new(name, seen.here(end)).render()
    } else {
        Html::escape(name)
    }
}

fn places(seen: &Seen) -> Html {
    if seen.found.register.places.is_empty() {
        return paragraph(t("places-none"));
    }
    let columns = Columns::default().silent(t("people-places-name"));
    let columns = columns.with(&[
        "place-kind-head",
        "people-places-also",
        "place-address-head",
    ]);
    let rows = seen.found.register.places.iter().map(|one| {
        let (id, body) = (one.record.id, &one.record.body);
        let address = seen.found.register.address(id);
        let address = address.map_or_else(|| t("place-address-none"), str::to_owned);
        vec![
            TableCell::new(changed(seen, &body.name.0, &format!("/places/{id}")))
                .header()
                .attribute("id", anchor(id)),
            TableCell::new(t_code("place", body.kind.code())),
            TableCell::new(also(seen, id, (&body.name.0, &body.also_known_as.0))),
            TableCell::new(Html::element("span", "tl-words", address)),
        ]
    });
    columns
        .table(t("people-places-places"), rows)
        .caption_hidden()
        .render()
}

fn names_open(seen: &Seen, open: &[&Mention]) -> Html {
    if open.is_empty() {
        return Html::default();
    }
    let columns = Columns::default().silent(t("names-called"));
    let columns = columns.with(&["names-used", "names-say-head"]);
    let rows = open.iter().filter_map(|one| {
        let first = one.entries.first()?;
        let say = seen.may().then(|| {
            let href = seen.here(&format!("/names/{}?at={}", first.entry, first.at));
            let about = t1("names-say-about", "name", one.called.0.as_str());
            Link::new(t("names-say"), href)
                .visually_hidden(about)
                .render()
        });
        Some(vec![
            TableCell::new(one.called.0.as_str()).header(),
            TableCell::new(used(seen, one)),
            TableCell::new(say.unwrap_or_else(|| Html::escape(t("names-nobody-said")))),
        ])
    });
    columns
        .table(t("names-open"), rows)
        .caption_hidden()
        .render()
}

/// How often a name is used, with links to the first entries that use it.
fn used(seen: &Seen, one: &Mention) -> Html {
    let count = one.entries.len();
    let link = |at: &Mentioned| {
        let day = at.date.earliest().map(|day| day.to_string());
        let from = day.map(|day| format!("?from={day}&to="));
        let until = at.date.latest().map(|day| day.to_string());
        let window = from
            .zip(until)
            .map(|(from, until)| format!("{from}{until}"));
        let href = format!("{}/chronology{}", seen.review, window.unwrap_or_default());
        let href = format!("{}#e-{}", seen.naming.added(&href), at.entry);
        let values = [
            ("date", at.date.to_string().into()),
            ("agency", seen.agency(at.agency).into()),
        ];
        Link::new(t_with("event-side", &values), href).render()
    };
    let mut lines = vec![Html::escape(t1("people-places-entries", "count", count))];
    lines.extend(one.entries.iter().take(LINKED).map(link));
    if count > LINKED {
        lines.push(Html::escape(t1("gap-more", "count", count - LINKED)));
    }
    Html::lines(lines)
}

/// What people said of names, newest first.
fn said(state: &WebState, signed: &Signed, seen: &Seen) -> Result<Html, PageError> {
    if seen.found.register.names.is_empty() {
        return Ok(paragraph(t("names-said-none")));
    }
    let columns = Columns::default().silent(t("names-called"));
    let columns = columns.with(&["names-is", "names-who-head", "names-undo-head"]);
    let mut rows = Vec::new();
    for one in seen.found.register.names.iter().rev() {
        let record = &one.record;
        let values = [
            (
                "who",
                seen.names.person(&record.by).unwrap_or_default().into(),
            ),
            ("when", moment_in_words(record.changed_at).into()),
        ];
        let undo = if seen.may() {
            let action = seen.here(&format!("/names/{}/undo", record.id));
            let hidden = state.hidden(&signed.visit, Some(record.version))?;
            let about = t1("names-undo-about", "name", record.body.called.0.as_str());
            link_button(&action, hidden, (&t("events-undo"), &about))?
        } else {
            Html::default()
        };
        rows.push(vec![
            TableCell::new(record.body.called.0.as_str()).header(),
            TableCell::new(is(seen, record)),
            TableCell::new(t_with("events-who", &values)),
            TableCell::new(undo),
        ]);
    }
    Ok(columns
        .table(t("names-said"), rows)
        .caption_hidden()
        .render())
}

fn is(seen: &Seen, one: &Stored<NameSaid>) -> String {
    let how = t_code("name-how", one.body.how.code());
    match (one.body.how, one.body.of) {
        (NameHow::Nobody, _) | (_, None) => how,
        (_, Some(of)) => {
            let values = [("name", seen.name(of).into()), ("how", how.into())];
            t_with("name-is", &values)
        }
    }
}
