//! Questions of the partnership about the return: each a thread on the exact entry or part.

use app::AppError;
use app::returns::tell;
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryAction, SummaryCard, Tag, TagColour};
use model::case::ReturnQuery;
use model::{RecordId, Sensitive};

use super::{Here, HereOne, Seen, seen};
use crate::draw::paragraph;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::pages::seen::by_id;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, drawn, input};
use crate::texts::{t, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const WORDS: Field = field("words", "return-answer");

#[derive(Template)]
#[template(path = "returns/questions.html")]
struct ListPage {
    frame: Frame,
    caption: String,
    cards: Html,
}

/// What a question is about: where it stands, and what it is called.
fn about(seen: &Seen<'_>, record: RecordId) -> (Option<String>, String) {
    let href = |end: String| Some(format!("{}/{end}", seen.base));
    let found = &seen.found;
    if let Some(one) = found.entries.iter().find(|one| one.id == record) {
        let date = one.body.date.to_string();
        let words = t1("return-question-entry", "date", date);
        return (href(format!("chronology/{record}")), words);
    }
    if let Some(one) = found.texts.iter().find(|one| one.id == record) {
        let part = one.body.part;
        return (
            href(format!("parts/{}", part.code())),
            seen.part_title(part),
        );
    }
    if found.head.as_ref().is_some_and(|one| one.id == record) {
        return (href("head".to_owned()), t("return-head-title"));
    }
    if found.staff.iter().any(|one| one.id == record) {
        return (href(format!("staff/{record}")), t("return-staff-title"));
    }
    (None, t("return-question-gone"))
}

/// What was said, oldest first: who, when, what.
fn thread(seen: &Seen<'_>, one: &ReturnQuery) -> Html {
    let (href, words) = about(seen, one.about);
    let about = match href.filter(|_| seen.usable().is_ok()) {
        Some(href) => Link::new(words, href).render(),
        None => Html::escape(words),
    };
    let mut lines = vec![paragraph(Html::join([
        Html::escape(t("return-question-about")),
        " ".into(),
        about,
    ]))];
    let asked = (one.by, one.at, &one.words);
    let answers = one.answers.iter();
    let said = answers.map(|answer| (answer.by, answer.at, &answer.words));
    for (by, at, words) in std::iter::once(asked).chain(said) {
        let who = format!("{}, {}", seen.name_of(by), moment_in_words(at));
        lines.push(paragraph(Html::lines([
            Html::element("strong", "", who),
            Html::element("span", "tl-words", words.0.as_str()),
        ])));
    }
    Html::join(lines)
}

fn card(seen: &Seen<'_>, one: &Stored<ReturnQuery>) -> Html {
    let when = moment_in_words(one.body.at);
    let title = t1("return-question-of", "when", when.as_str());
    let (key, colour) = if one.body.settled {
        ("return-question-settled", TagColour::Green)
    } else {
        ("return-question-open", TagColour::Blue)
    };
    let tag = Tag::new(t(key)).colour(colour).render();
    let href = format!("{}/questions/{}", seen.base, one.id);
    let answer =
        SummaryAction::new(t("return-question-answer"), href).visually_hidden(title.as_str());
    let may = seen.usable().is_ok();
    let content = Html::join([paragraph(tag), thread(seen, &one.body)]);
    SummaryCard::new(title, content)
        .actions([answer].into_iter().filter(|_| may))
        .render()
}

pub(super) async fn list(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let cards = seen.found.queries.iter().map(|one| card(&seen, one));
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("return-questions-title"))
            .back(seen.base.clone()),
        caption: seen.title(),
        cards: Html::join(cards),
    })
}

fn sheet(seen: &Seen<'_>, one: &ReturnQuery) -> Sheet {
    Sheet {
        title: t("return-question-title"),
        caption: seen.title(),
        step: None,
        explain: vec![t("return-answer-explain")],
        inputs: vec![drawn(thread(seen, one)), input(WORDS, Ask::Words)],
        button: t("return-answer-send"),
        back: format!("{}/questions", seen.base),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let one = by_id(&seen.found.queries, &id)?.ok_or(PageError::NotFound)?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    sheet(&seen, &one.body).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let before = seen(&state, &signed, &text).await?;
    before.usable()?;
    let one = by_id(&before.found.queries, &id)?.ok_or(PageError::NotFound)?;
    let Some(words) = form.text(&WORDS, 10_000) else {
        return sheet(&before, &one.body).again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (one.id, form.version()?));
    let words = Sensitive(words);
    match tell(state.app(), &signed.ctx, before.request, sent, &words).await {
        Ok(()) => Ok(next_page(&format!("{}/questions", before.base))),
        // Somebody else said something meanwhile: what was typed stays, beneath what they said.
        Err(AppError::Rule("changed-meanwhile")) => {
            form.say(WORDS.id, "return-answer-meanwhile");
            let hidden = state.hidden(&signed.visit, Some(one.version))?;
            sheet(&before, &one.body).show(&state, &signed, &form, hidden)
        }
        Err(AppError::Rule(code)) => Err(PageError::Rule(code)),
        Err(error) => Err(error.into()),
    }
}
