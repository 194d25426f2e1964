//! Entries that the agency puts to people who wrote them down at the time, and what they say of them.

use app::AppError;
use app::returns::{NewCheck, end_check, put_to_check};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryCard, SummaryList};
use model::RecordId;
use model::case::EntryCheck;
use model::chronology::{Entry, Restriction};

use super::{Here, HereOne, Seen, seen};
use crate::draw::{link_button, paragraph, row};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, saved_page, show};
use crate::pages::checks::beside;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::texts::{linked, t, t_with};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const NAME: Field = field("name", "put-name");
const EMAIL: Field = field("email", "put-email");
const TOLD: Field = field("told", "put-told");
const ENTRIES: Field = field("entries", "put-entries");
/// Letters of an entry that stand beside its date where it is chosen.
const FIRST_WORDS: usize = 80;

#[derive(Template)]
#[template(path = "returns/checks.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    cards: Html,
    /// Whether entries can be put to somebody; where they cannot, why.
    may_add: bool,
    lacks: Vec<Html>,
    returns: String,
    base: String,
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let mut cards = Vec::new();
    for one in &seen.found.checks {
        cards.push(card(&seen, one));
        let open = seen.found.checking.iter().any(|put| put.id == one.id);
        if open && seen.usable().is_ok() {
            let action = format!("{}/checks/{}/end", seen.base, one.id);
            let hidden = state.hidden(&signed.visit, None)?;
            let words = (t("put-end"), title(&seen, one));
            let button = link_button(&action, hidden, (&words.0, &words.1))?;
            cards.push(paragraph(button));
        }
    }
    let lacks = lacks(&seen);
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("return-checks-title"))
            .back(seen.base.clone()),
        caption: seen.title(),
        cards: Html::join(cards),
        may_add: seen.usable().is_ok() && lacks.is_empty(),
        lacks,
        returns: seen.base.clone(),
        base: format!("{}/checks", seen.base),
    })
}

/// What has to be there before entries can be put to somebody.
fn lacks(seen: &Seen<'_>) -> Vec<Html> {
    let mut lacks = Vec::new();
    if seen.found.practice {
        lacks.push(Html::escape(t("put-lacks-people")));
    }
    if told(seen).is_empty() {
        let staff = format!("{}/staff", seen.base);
        lacks.push(linked("put-lacks-told", &staff));
    }
    if offered(seen).is_empty() {
        lacks.push(Html::escape(t("put-lacks-entries")));
    }
    lacks
}

/// Roles of which the return says that people in them were told of the review.
fn told(seen: &Seen<'_>) -> Vec<Offer> {
    let told = seen.found.staff.iter();
    let told = told.filter(|one| one.body.told_on.is_some());
    told.map(|one| Offer::new(one.id.to_string(), one.body.role.0.as_str()))
        .collect()
}

/// Entries that the whole team of the review may read, in their order.
fn offered(seen: &Seen<'_>) -> Vec<Offer> {
    let all = seen.entries().into_iter();
    let all = all.filter(|one| one.body.restriction == Restriction::Team);
    all.map(|one| Offer::new(one.id.to_string(), called(&one.body)))
        .collect()
}

/// An entry in a few words: its date, its first words, and the role of whoever wrote it down.
fn called(entry: &Entry) -> String {
    let text = &entry.text.0;
    let mut words: String = text.chars().take(FIRST_WORDS).collect();
    if text.chars().nth(FIRST_WORDS).is_some() {
        words.push('…');
    }
    let role = entry.recorded.by_role.0.trim();
    let date = entry.date.to_string();
    if role.is_empty() {
        format!("{date}: {words}")
    } else {
        format!("{date}: {words} ({role})")
    }
}

fn entry_of<'a>(seen: &'a Seen<'_>, one: &Stored<EntryCheck>) -> Option<&'a Stored<Entry>> {
    let mut all = seen.found.entries.iter();
    all.find(|entry| entry.id == one.body.entry)
}

fn title(seen: &Seen<'_>, one: &Stored<EntryCheck>) -> String {
    let date = entry_of(seen, one).map(|entry| entry.body.date.to_string());
    let date = date.unwrap_or_else(|| t("return-question-gone"));
    let values = [
        ("date", date.into()),
        ("who", seen.name_of(one.body.person).into()),
    ];
    t_with("put-card", &values)
}

fn card(seen: &Seen<'_>, one: &Stored<EntryCheck>) -> Html {
    let entry = entry_of(seen, one);
    let version = entry.map_or(0, |entry| entry.version);
    let said = beside([one], &seen.names, (one.body.entry, version));
    let said = if said.is_empty() {
        Html::escape(t("put-waits"))
    } else {
        Html::lines(said.iter().map(Html::escape))
    };
    let mut rows = vec![
        row(t("put-key-role"), one.body.role.0.as_str()),
        row(t("put-key-when"), moment_in_words(one.added_at)),
    ];
    rows.extend(entry.map(|entry| row(t("check-key-text"), entry.body.text.0.as_str())));
    rows.push(row(t("put-key-said"), said));
    SummaryCard::new(title(seen, one), SummaryList::new().rows(rows)).render()
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    Sheet {
        title: t("put-title"),
        caption: seen.title(),
        step: None,
        explain: vec![t("put-explain"), t("put-explain-code"), t("checks-about")],
        inputs: vec![
            input(NAME, Ask::Line),
            input(EMAIL, Ask::Line),
            input(TOLD, Ask::OneOf(told(seen))),
            input(ENTRIES, Ask::AnyOf(offered(seen))),
        ],
        button: t("put-send"),
        back: format!("{}/checks", seen.base),
    }
}

/// Something may be put to somebody here.
fn usable(seen: &Seen<'_>) -> Result<(), PageError> {
    seen.usable()?;
    if seen.found.practice {
        return Err(PageError::Rule("check-practice"));
    }
    if told(seen).is_empty() {
        return Err(PageError::Rule("check-told"));
    }
    if offered(seen).is_empty() {
        return Err(PageError::Rule("check-entries"));
    }
    Ok(())
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    usable(&seen)?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "check-name" => Some(NAME),
        "person-email" | "role-own" | "check-answers" | "check-not-here" => Some(EMAIL),
        "check-told" => Some(TOLD),
        "check-entries" | "check-restricted" | "check-asked" => Some(ENTRIES),
        _ => None,
    }
}

fn read(form: &mut Filled) -> Option<NewCheck> {
    let name = form.text(&NAME, 200);
    let email = form.email(&EMAIL);
    let told = form.choice::<RecordId>(&TOLD);
    let entries = form.choices::<RecordId>(&ENTRIES)?;
    if !form.is_good() {
        return None;
    }
    Some(NewCheck {
        name: name?,
        email: email?,
        told: told?,
        entries,
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    usable(&seen)?;
    let sheet = sheet(&seen);
    let Some(new) = read(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, &new);
    match put_to_check(state.app(), &signed.ctx, seen.request, sent).await {
        Ok(()) => Ok(saved_page(&sheet.back)),
        Err(AppError::Rule(code)) => match field_of(code) {
            Some(field) => {
                form.refuse(&field, code);
                sheet.again(&state, &signed, &form)
            }
            None => Err(PageError::Rule(code)),
        },
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let check: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, check);
    end_check(state.app(), &signed.ctx, seen.request, sent).await?;
    Ok(next_page(&format!("{}/checks", seen.base)))
}

/// The lines that stand beside an entry of the return.
pub(super) fn lines(seen: &Seen<'_>, entry: &Stored<Entry>) -> Vec<Html> {
    let said = beside(&seen.found.checks, &seen.names, (entry.id, entry.version));
    said.iter()
        .map(|line| Html::element("span", "tl-needs__more", line.as_str()))
        .collect()
}

/// How many were put to somebody, and how many of them were answered, for the first page of the return.
pub(super) fn so_far(seen: &Seen<'_>) -> String {
    let all = &seen.found.checks;
    let said = all.iter().filter(|one| one.body.said.is_some()).count();
    let values = [("many", all.len().into()), ("said", said.into())];
    if all.is_empty() {
        t("return-checks-none-yet")
    } else {
        t_with("return-checks-so-far", &values)
    }
}
