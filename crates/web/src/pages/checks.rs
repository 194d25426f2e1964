//! Entries that were put to somebody because they wrote them down at the time: they say whether the facts are right. To them
//! there is no review and no return, only these entries.

use access::{Action as _, actions};
use app::names::Names;
use app::returns::{Said, ToCheck, say, to_check};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryAction, SummaryCard, SummaryList, SummaryRow};
use model::case::{EntryCheck, FactsStand};
use model::chronology::{Checked, Entry};
use model::{RecordId, Sensitive};

use crate::draw::{kept, row};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show};
use crate::pages::seen::{Here, HereOne};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, drawn, group, input};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

const SAYS: Field = field("says", "facts-says");
const WHAT: Field = field("what", "check-what");
const WORDS: Field = field("words", "facts-words");
/// The version of the entry that the page showed; not shown.
const VERSION: &str = "entry-version";

pub(crate) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/checks/{return_id}";
    let one = "/o/{organisation}/checks/{return_id}/{record}";
    let read = Who::May(actions::ReadChecks::INFO);
    let write = Who::May(actions::CheckEntries::INFO);
    let rows = [
        page("checks", read, all, list),
        page("check", write, one, form),
        send(write, one, save),
    ];
    rows.into_iter().map(Row::secret).collect()
}

/// Address of the entries that were put to somebody.
pub(crate) fn address(signed: &Signed, request: RecordId) -> String {
    signed.path(&format!("checks/{request}"))
}

/// What the entries were put to the reader for.
struct Seen {
    found: Vec<ToCheck>,
    /// The partnership that asks their agency.
    asks: String,
    base: String,
    request: RecordId,
}

async fn seen(state: &WebState, signed: &Signed, text: &str) -> Result<Seen, PageError> {
    let request: RecordId = text.parse().map_err(|_| PageError::NotFound)?;
    Ok(Seen {
        found: to_check(state.app(), &signed.ctx, request).await?,
        asks: signed.place.organisation.name.clone(),
        base: address(signed, request),
        request,
    })
}

impl Seen {
    fn caption(&self) -> String {
        t1("return-title", "partnership", &self.asks)
    }

    /// What was put to the reader under this id, with the entry as it stands.
    fn one(&self, id: &str) -> Result<(&Stored<EntryCheck>, &Stored<Entry>), PageError> {
        let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
        let one = self.found.iter().find(|one| one.check.id == id);
        let one = one.ok_or(PageError::NotFound)?;
        let entry = one.entry.as_ref().ok_or(PageError::NotFound)?;
        Ok((&one.check, entry))
    }
}

#[derive(Template)]
#[template(path = "checks/list.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    cards: Html,
}

async fn list(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let cards = seen.found.iter().map(|one| card(&seen, one));
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("facts-title"))
            .back(signed.path("today")),
        caption: seen.caption(),
        cards: Html::join(cards),
    })
}

/// The words of an entry, its date and when it was written down; nothing else that is kept of it.
fn entry_rows(entry: &Entry) -> Vec<SummaryRow> {
    let mut rows = vec![
        row(t("check-key-date"), entry.date.to_string()),
        row(t("check-key-text"), entry.text.0.as_str()),
    ];
    let on = entry.recorded.on.map(|on| on.to_string());
    let on = on.unwrap_or_else(|| t("check-recorded-unknown"));
    rows.push(row(t("check-key-recorded"), on));
    rows
}

fn card(seen: &Seen, one: &ToCheck) -> Html {
    let said = said_rows(&one.check.body);
    let Some(entry) = &one.entry else {
        let list = SummaryList::new().rows(said);
        return SummaryCard::new(t("check-gone"), list).render();
    };
    let mut rows = entry_rows(&entry.body);
    rows.extend(said);
    let date = entry.body.date.to_string();
    let words = if one.check.body.said.is_some() {
        "check-change"
    } else {
        "check-say"
    };
    let href = format!("{}/{}", seen.base, one.check.id);
    let action = SummaryAction::new(t(words), href).visually_hidden(t1(
        "check-about",
        "date",
        date.as_str(),
    ));
    SummaryCard::new(date, SummaryList::new().rows(rows))
        .actions([action])
        .render()
}

/// What was said so far, as its author reads it.
fn said_rows(check: &EntryCheck) -> Vec<SummaryRow> {
    let Some(said) = &check.said else {
        return vec![row(t("check-key-said"), t("check-said-nothing"))];
    };
    let mut lines = vec![t_code("facts-says", said.says.code())];
    lines.extend(
        [&said.what, &said.words]
            .into_iter()
            .map(|one| one.0.clone()),
    );
    lines.retain(|line| !line.trim().is_empty());
    vec![row(
        t("check-key-said"),
        Html::lines(lines.iter().map(Html::escape)),
    )]
}

/// What stands beside an entry: who checked it, what they say, and whether they read it as it stands in this version.
pub(crate) fn beside<'a>(
    checks: impl IntoIterator<Item = &'a Stored<EntryCheck>>,
    names: &Names,
    (entry, version): (RecordId, i64),
) -> Vec<String> {
    let own = checks.into_iter().filter(|one| one.body.entry == entry);
    own.flat_map(|one| lines(one, names, version)).collect()
}

/// What a document that was brought in says that people said of an entry, a sentence each.
pub(crate) fn brought(checked: &[Checked]) -> Vec<String> {
    let line = |one: &Checked| {
        let who = if one.who.0.is_empty() {
            t("somebody")
        } else {
            one.who.0.clone()
        };
        let values = [
            ("who", who.into()),
            ("role", one.role.0.as_str().into()),
            ("when", date_in_words(one.on).into()),
            ("says", t_code("check-said", one.says.code()).into()),
        ];
        let said = [t_with("check-brought", &values)];
        let what = [
            ("check-beside-what", &one.what.0),
            ("check-beside-words", &one.words.0),
        ];
        let what = what
            .into_iter()
            .filter(|(_, words)| !words.trim().is_empty());
        let what = what.map(|(key, words)| t1(key, "words", words));
        said.into_iter().chain(what).collect::<Vec<_>>()
    };
    checked.iter().flat_map(line).collect()
}

fn lines(one: &Stored<EntryCheck>, names: &Names, version: i64) -> Vec<String> {
    let Some(said) = &one.body.said else {
        return Vec::new();
    };
    let name = names.of(one.body.person).map(str::to_owned);
    let values = [
        ("who", name.unwrap_or_else(|| t("somebody")).into()),
        ("role", one.body.role.0.as_str().into()),
        ("when", moment_in_words(said.at).into()),
        ("says", t_code("check-said", said.says.code()).into()),
    ];
    let mut lines = vec![t_with("check-beside", &values)];
    for (key, words) in [
        ("check-beside-what", &said.what.0),
        ("check-beside-words", &said.words.0),
    ] {
        if !words.trim().is_empty() {
            lines.push(t1(key, "words", words));
        }
    }
    if said.version != version {
        lines.push(t("check-beside-earlier"));
    }
    lines
}

fn filled(one: &EntryCheck) -> Filled {
    let Some(said) = &one.said else {
        return Filled::empty();
    };
    Filled::with([
        (SAYS.id, said.says.code().to_owned()),
        (WHAT.id, said.what.0.clone()),
        (WORDS.id, said.words.0.clone()),
    ])
}

fn sheet(seen: &Seen, entry: &Stored<Entry>) -> Sheet {
    let offers = FactsStand::ALL
        .iter()
        .map(|one| Offer::new(one.code(), t_code("facts-says", one.code())));
    let shown = SummaryList::new().rows(entry_rows(&entry.body));
    Sheet {
        title: t("check-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![t("checks-about"), t("checks-read")],
        inputs: vec![
            drawn(shown.render()),
            drawn(kept(VERSION, &entry.version.to_string())),
            input(SAYS, Ask::OneOf(offers.collect())),
            group(t("check-if-not-right"), vec![input(WHAT, Ask::Words)]),
            input(WORDS, Ask::Words),
        ],
        button: t("save"),
        back: seen.base.clone(),
    }
}

async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let (check, entry) = seen.one(&id)?;
    let hidden = state.hidden(&signed.visit, Some(check.version))?;
    sheet(&seen, entry).show(&state, &signed, &filled(&check.body), hidden)
}

fn read(form: &mut Filled) -> Result<Option<Said>, PageError> {
    let version = form.value(VERSION).parse();
    let version = version.map_err(|_| PageError::Unreadable)?;
    let says = form.coded(&SAYS, FactsStand::from_code);
    let what = form.text_or_none(&WHAT, 2_000).unwrap_or_default();
    let words = form.text_or_none(&WORDS, 2_000).unwrap_or_default();
    let new = says.filter(|_| form.is_good()).map(|says| Said {
        version,
        says,
        what: Sensitive(what),
        words: Sensitive(words),
    });
    Ok(new)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "check-what" => Some(WHAT),
        "check-entry-changed" => Some(SAYS),
        _ => None,
    }
}

async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let (check, entry) = seen.one(&id)?;
    let sheet = sheet(&seen, entry);
    let Some(new) = read(&mut form)? else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (check.id, form.version()?));
    let outcome = say(state.app(), &signed.ctx, seen.request, sent, &new).await;
    let after = After {
        next: &sheet.back,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
