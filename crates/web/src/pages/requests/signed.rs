//! What an agency signed off: read part by part, ask about an entry, accept.

use app::chronology::{Item, merge};
use app::returns::{EntryBefore, SignedReturn, accept, signed_return};
use app::vault::{SignedRecord, Stored};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, Link, SummaryCard, SummaryList, SummaryRow, TableCell};
use model::RecordId;
use model::case::{ReturnHead, ReturnPart, ReturnQuery, StaffTold};
use model::chronology::Entry;

use super::{Seen, document, hand_in, one, seen};
use crate::draw::{Columns, bullets, link_button, marked, paragraph, row, strong};
use crate::form::{Filled, Hidden};
use crate::frame::{Frame, next_page, show};
use crate::pages::returns::{ENTRIES, open_in_words};
use crate::pages::seen::HereOne;
use crate::paging::{Paging, page_of_line};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "requests/return.html")]
struct ReturnPage {
    frame: Frame,
    caption: String,
    title: String,
    /// Who was added after it was signed off.
    added: Option<String>,
    signed: Html,
    before: Vec<Html>,
    handed_in: Option<Html>,
    head: Html,
    entries: Html,
    withheld: Option<String>,
    parts: Vec<Part>,
    staff: Html,
    questions: Html,
    may_accept: bool,
    here: String,
    hidden: Hidden,
}

/// A part of the return in words.
struct Part {
    label: String,
    words: String,
    ask: Option<String>,
}

pub(super) async fn read(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    RawQuery(query): RawQuery,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let found = signed_return(state.app(), &signed.ctx, &seen.reference, seen.id()).await?;
    let withheld = found.entries.iter().filter(|one| one.record.is_none());
    let withheld = i64::try_from(withheld.count()).unwrap_or(i64::MAX);
    show(&ReturnPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("signed-title"))
            .back(seen.here()),
        caption: seen.caption(),
        title: seen.agency(),
        added: one::added(&found.added()),
        signed: signings(&seen, &found),
        before: all_before(&seen, &found),
        handed_in: hand_in::lines(&seen, &found.handed_in),
        head: head(&seen, &found),
        entries: entries(&seen, &found, query.as_deref())?,
        withheld: (withheld > 0).then(|| t_with("return-withheld", &[("count", withheld.into())])),
        parts: parts(&seen, &found),
        staff: Html::join(found.staff.iter().map(staff)),
        questions: questions(&state, &signed, (&seen, &found))?,
        may_accept: found.may_accept
            && found.stands.accepted_at.is_none()
            && found.added().is_empty(),
        here: seen.here(),
        hidden: state.hidden(&signed.visit, None)?,
    })
}

fn signings(seen: &Seen<'_>, found: &SignedReturn) -> Html {
    let line = |one: &Stored<model::case::ReturnSigned>| {
        let who = seen.names.person(&one.by).unwrap_or_default().to_owned();
        let values = [
            ("who", who.into()),
            ("role", one.body.role.0.as_str().into()),
            ("when", moment_in_words(one.added_at).into()),
        ];
        let mut lines = vec![t_with("return-signed-line", &values)];
        if !one.body.alone.0.is_empty() {
            let values = [("why", one.body.alone.0.as_str().into())];
            let key = if one.body.with_others {
                "return-signed-part"
            } else {
                "return-signed-alone"
            };
            lines.push(t_with(key, &values));
        }
        lines.extend(one.body.open.as_ref().map(open_in_words));
        if !one.body.words.0.is_empty() {
            lines.push(one.body.words.0.clone());
        }
        Html::lines(lines.iter().map(Html::escape))
    };
    bullets(found.signed.iter().map(line))
}

/// How everybody was searched for, and what entries said, as it was signed off before.
fn all_before(seen: &Seen<'_>, found: &SignedReturn) -> Vec<Html> {
    let heads = found.heads_before.iter().map(|(signing, was)| {
        let mut rows = head_rows(seen, &was.body);
        rows.extend(signed_again(found, *signing));
        SummaryCard::new(t("signed-before-head"), SummaryList::new().rows(rows)).render()
    });
    let entries = found.before.iter().map(|one| before(found, one));
    heads.chain(entries).collect()
}

/// When something was signed off again, and what its agency says of it.
fn signed_again(found: &SignedReturn, signing: RecordId) -> [SummaryRow; 2] {
    let signing = found.signed.iter().find(|one| one.id == signing);
    let when = signing.map(|one| moment_in_words(one.added_at));
    let why = signing.map(|one| one.body.words.0.clone());
    [
        row(t("signed-before-when"), when.unwrap_or_default()),
        row(t("signed-before-why"), why.unwrap_or_default()),
    ]
}

/// What an entry said before, beside what it says now.
fn before(found: &SignedReturn, one: &EntryBefore) -> Html {
    let Some(was) = &one.was.record else {
        return SummaryCard::new(t("entry-restricted"), SummaryList::new()).render();
    };
    let now = found
        .entries
        .iter()
        .filter_map(|entry| entry.record.as_ref());
    let mut now = now.filter(|_| !one.is_gone);
    let now = now.find(|entry| entry.id == was.id);
    let says = match (now, one.is_gone) {
        (Some(now), _) => now.body.text.0.clone(),
        (None, true) => t("signed-before-gone"),
        (None, false) => t("entry-restricted"),
    };
    let mut rows = vec![row(t("signed-before-key"), was.body.text.0.as_str())];
    if !was.body.voice.0.is_empty() {
        let values = [("words", was.body.voice.0.as_str().into())];
        rows.push(row(
            t("signed-before-voice"),
            t_with("entry-voice-line", &values),
        ));
    }
    rows.push(row(t("signed-now-key"), says));
    rows.extend(signed_again(found, one.signing));
    SummaryCard::new(was.body.date.to_string(), SummaryList::new().rows(rows)).render()
}

fn head(seen: &Seen<'_>, found: &SignedReturn) -> Html {
    let Some(head) = &found.head else {
        return Html::default();
    };
    SummaryList::new()
        .rows(head_rows(seen, &head.body))
        .render()
}

fn head_rows(seen: &Seen<'_>, body: &ReturnHead) -> Vec<SummaryRow> {
    let mut rows = vec![
        row(
            t("return-key-found"),
            strong(t_code("agency-found", body.found.code())),
        ),
        row(t("return-key-author"), body.author.0.as_str()),
        row(t("return-key-independence"), body.independence.0.as_str()),
    ];
    let more = [
        ("return-key-why", &body.why.0),
        ("return-key-systems", &body.systems.0),
    ];
    rows.extend(
        more.into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(key, words)| row(t(key), words)),
    );
    let about = &seen.found.request.body.about;
    for line in &body.searched {
        let who = about.iter().find(|one| one.subject == line.subject);
        let who = who.map_or_else(String::new, |one| one.name.0.clone());
        let words = [
            t_code("search-found", line.found.code()),
            line.looked_for.0.clone(),
            line.words.0.clone(),
        ];
        let words = words.iter().filter(|words| !words.is_empty());
        rows.push(row(who, Html::lines(words.map(Html::escape))));
    }
    rows
}

/// The entries of the page that is asked for.
fn entries(seen: &Seen<'_>, found: &SignedReturn, query: Option<&str>) -> Result<Html, PageError> {
    if found.entries.is_empty() {
        return Ok(paragraph(t("return-no-entries")));
    }
    let all: Vec<&SignedRecord<Entry>> = found.entries.iter().collect();
    let all = merge::sorted(all, |one| {
        let record = one.record.as_ref()?;
        Some(Item::alone(record.id, &record.body))
    });
    let place = |line: &str| {
        all.iter()
            .position(|one| matches!(&one.record, Some(record) if record.id.to_string() == line))
    };
    let number = page_of_line(query, ENTRIES, place)?;
    let paging = Paging::of(number, ENTRIES, all.len());
    let heads = ["entry-col-date", "entry-col-kind", "entry-col-text"];
    let columns = Columns::of(&heads).silent(t("entry-col-ask"));
    let rows = paging.part(&all).iter().map(|one| match &one.record {
        None => vec![
            TableCell::new(t("entry-restricted-date")),
            TableCell::new(t_code("section", one.reads.code())),
            TableCell::new(t("entry-restricted")),
            TableCell::new(""),
        ],
        Some(record) => {
            let body = &record.body;
            let more = beside(seen, found, record);
            vec![
                TableCell::new(body.date.to_string())
                    .header()
                    .attribute("id", format!("e-{}", record.id)),
                TableCell::new(t_code("entry-kind", body.kind.code())),
                TableCell::new(marked(body.text.0.as_str(), more)),
                TableCell::new(ask_link(seen, found, record.id).unwrap_or_default()),
            ]
        }
    });
    let mut drawn: Vec<Html> = paging.words().map(paragraph).into_iter().collect();
    drawn.push(columns.table(t("signed-entries"), rows).render());
    drawn.extend(paging.links_to("entries"));
    Ok(Html::join(drawn))
}

/// What stands beside an account: the child's own words, what people who wrote it down say of it, and where it comes from.
fn beside(seen: &Seen<'_>, found: &SignedReturn, record: &Stored<Entry>) -> Html {
    let (entry, mut lines) = (&record.body, Vec::new());
    if !entry.voice.0.is_empty() {
        let values = [("words", entry.voice.0.as_str().into())];
        lines.push(Html::escape(t_with("entry-voice-line", &values)));
    }
    let of = (record.id, record.version);
    let said = crate::pages::checks::beside(&found.checks, &seen.names, of);
    lines.extend(said.iter().map(Html::escape));
    if let Some(source) = &entry.source {
        lines.push(Html::escape(t1(
            "entry-source-line",
            "file",
            &source.file.0,
        )));
        lines.push(Html::escape(t1(
            "entry-source-words",
            "words",
            &source.words.0,
        )));
        let href = document::passage(seen, source, &found.documents);
        lines.extend(href.map(|href| Link::new(t("signed-document-see"), href).render()));
    }
    Html::lines(lines)
}

fn ask_link(seen: &Seen<'_>, found: &SignedReturn, id: RecordId) -> Option<Html> {
    let href = format!("{}/ask/{id}", seen.here());
    let link = || Html::from(Link::new(t("return-ask"), href.clone()));
    found.may_query.then(link)
}

fn parts(seen: &Seen<'_>, found: &SignedReturn) -> Vec<Part> {
    let list = seen.scheme.list("return_part");
    // Of an agency that has nothing to tell no part is asked.
    let head = found.head.as_ref();
    let is_asked = head.is_none_or(|head| head.body.found.is_known());
    let asked = ReturnPart::of_plan(found.request.body.plan).filter(|_| is_asked);
    let asked: Vec<ReturnPart> = asked.collect();
    let part = |part: &ReturnPart| {
        let label = list.and_then(|list| list.label_of(part.code()));
        let label = label.unwrap_or(part.code()).to_owned();
        let text = found.texts.iter().find(|one| one.body.part == *part);
        match text {
            Some(text) => Some(Part {
                label,
                words: text.body.words.0.clone(),
                ask: found
                    .may_query
                    .then(|| format!("{}/ask/{}", seen.here(), text.id)),
            }),
            // That nothing was said of what was asked is said.
            None => asked.contains(part).then(|| Part {
                label,
                words: t("return-part-empty"),
                ask: None,
            }),
        }
    };
    ReturnPart::ALL.iter().filter_map(part).collect()
}

fn staff(one: &Stored<StaffTold>) -> Html {
    let body = &one.body;
    let told = match &body.told_on {
        Some(on) => t_with(
            "signed-told-line",
            &[
                ("when", on.to_string().into()),
                ("by", body.by.0.as_str().into()),
            ],
        ),
        None => t_with(
            "staff-not-told-line",
            &[("why", body.why_not.0.as_str().into())],
        ),
    };
    let mut rows = vec![row(t("staff-key-told"), told)];
    let more = [
        ("staff-key-offered", &body.offered.0),
        ("staff-key-taken", &body.taken.0),
        ("staff-key-beside", &body.beside.0),
    ];
    rows.extend(
        more.into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(key, words)| row(t(key), words)),
    );
    SummaryCard::new(body.role.0.as_str(), SummaryList::new().rows(rows)).render()
}

fn questions(
    state: &WebState,
    signed: &Signed,
    (seen, found): (&Seen<'_>, &SignedReturn),
) -> Result<Html, PageError> {
    let mut cards = Vec::new();
    for one in &found.queries {
        cards.push(question(seen, found, one));
        if found.may_query && !one.body.settled {
            let action = format!("{}/settle/{}", seen.here(), one.id);
            let hidden = state.hidden(&signed.visit, Some(one.version))?;
            let words = (t("query-settle"), about(found, one.body.about));
            let button = link_button(&action, hidden, (&words.0, &words.1));
            cards.push(paragraph(button.unwrap_or_default()));
        }
    }
    Ok(Html::join(cards))
}

fn question(seen: &Seen<'_>, found: &SignedReturn, one: &Stored<ReturnQuery>) -> Html {
    let body = &one.body;
    let said = |who: model::PersonId, words: &str| {
        let who = seen.names.of(who).unwrap_or_default().to_owned();
        let values = [("who", who.into()), ("words", words.into())];
        Html::escape(t_with("query-said", &values))
    };
    let mut lines = vec![said(body.by, &body.words.0)];
    lines.extend(body.answers.iter().map(|one| said(one.by, &one.words.0)));
    let stands = if body.settled { "settled" } else { "open" };
    let mut rows = vec![
        row(t("query-key-stands"), t_code("query-stands", stands)),
        row(t("query-key-said"), Html::lines(lines)),
    ];
    if found.may_query {
        let href = format!("{}/tell/{}", seen.here(), one.id);
        rows.push(row(
            t("query-key-next"),
            Html::from(Link::new(t("query-tell"), href)),
        ));
    }
    SummaryCard::new(about(found, body.about), SummaryList::new().rows(rows)).render()
}

/// What a question is about, in a few words.
fn about(found: &SignedReturn, id: RecordId) -> String {
    let entry = found.entries.iter().filter_map(|one| one.record.as_ref());
    let mut entry = entry.filter(|one| one.id == id);
    if let Some(one) = entry.next() {
        let values = [("date", one.body.date.to_string().into())];
        return t_with("query-about-entry", &values);
    }
    let gone = found.before.iter().filter(|one| one.is_gone);
    let gone = gone.filter_map(|one| one.was.record.as_ref());
    match gone.rev().find(|one| one.id == id) {
        Some(one) => t1("query-about-gone", "date", one.body.date.to_string()),
        None => t("query-about-part"),
    }
}

pub(super) async fn accepted(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    accept(state.app(), &signed.ctx, seen.id(), form.form_id()?).await?;
    Ok(next_page(&seen.here()))
}
