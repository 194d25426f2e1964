//! The library: what the asker may read, narrowed by codes in the address and by a question that is kept for whoever asks it.

use access::actions;
use app::AppError;
use app::commons::{Filter, Finding};
use app::library::{
    Found, How, LONGEST_QUESTION, Library, MOST_FOUND, MOST_SEARCHES, Why, ask as keep,
    asks_for_something, findings_too, library, question, themes_in_force,
};
use app::ours::Ours;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum_extra::extract::Query;
use govuk::Html;
use model::learning::SharedLearning;
use model::{Date, RecordId};

use super::document::{place_of, wording};
use super::documents::called;
use super::filter;
use super::notice::{Notice, all_notices};
use super::words::{Labels, label};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::in_year;
use crate::{Signed, WebState};

const QUESTION: Field = field("question", "shared-ask");
/// Results on a page.
const A_PAGE: usize = 20;

/// One result.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) words: String,
    pub(super) about: Vec<String>,
    pub(super) why: Option<String>,
}

#[derive(Template)]
#[template(path = "library/list.html")]
struct ListPage {
    frame: Frame,
    /// Where the pages of the organisation begin.
    root: String,
    /// Where the searches are that the reader keeps.
    searches: String,
    here: String,
    form: Filled,
    hidden: Hidden,
    question: Html,
    boxes: Html,
    narrowed: Vec<String>,
    /// The question that was asked, where one was.
    asked: bool,
    /// What a search that is kept asks for, where it asks for anything.
    keep: Option<(Html, Hidden)>,
    /// Whether it could be kept if the reader kept fewer.
    full: bool,
    taken_back: Vec<Notice>,
    summary: String,
    /// How it was looked for, where not by everything that could be.
    note: Option<String>,
    lines: Vec<Line>,
    /// What the reader's partnership alone reads, on the first page; and how much of it is not shown.
    ours: Vec<Line>,
    ours_more: Option<String>,
    range: Option<String>,
    pages: Option<Html>,
    may_deposit: bool,
    may_brief: bool,
}

pub(super) async fn show_list(
    State(state): State<WebState>,
    signed: Signed,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let number = page_asked(query.as_deref())?;
    let hidden = state.hidden(&signed.visit, None)?;
    shown(
        (&state, &signed),
        Filled::posted(typed),
        (number, None),
        hidden,
    )
    .await
}

type HereAsked = Path<(String, String)>;

pub(super) async fn show_question(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, id)): HereAsked,
    (RawQuery(query), Query(typed)): (RawQuery, Query<Vec<(String, String)>>),
) -> Answer {
    let number = page_asked(query.as_deref())?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let words = question(state.app(), &signed.ctx, id).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    let mut form = Filled::posted(typed);
    form.set(QUESTION.id, words.clone());
    shown((&state, &signed), form, (number, Some((id, words))), hidden).await
}

async fn shown(
    (state, signed): (&WebState, &Signed),
    form: Filled,
    (number, asked): (usize, Option<(RecordId, String)>),
    hidden: Hidden,
) -> Answer {
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let themes = &themes_in_force(state.app(), &signed.ctx).await?;
    let known = Labels { scheme, themes };
    let narrowed = filter::read(&form, &known);
    let words = asked.as_ref().map_or("", |(_, words)| words);
    let found = library(state.app(), &signed.ctx, &narrowed, words).await?;
    let ours = app::ours::found(state.app(), &signed.ctx, &narrowed, words).await?;
    let paging = Paging::of(number, A_PAGE, found.found.len());
    let lines = paging.part(&found.found).iter();
    let here = address(signed, asked.as_ref());
    let can_be_kept = asks_for_something(&narrowed, words);
    let full = can_be_kept && found.searches >= MOST_SEARCHES;
    let keep = (can_be_kept && !full).then(|| kept_boxes(asked.as_ref(), &narrowed));
    let keep = match keep {
        Some(boxes) => Some((boxes, state.hidden(&signed.visit, None)?)),
        None => None,
    };
    let taken_back = all_notices((state, signed), &found).await?;
    let first: &[Ours] = if paging.number() == 1 { &ours } else { &[] };
    let page = ListPage {
        ours: own_lines(signed, &known, first),
        ours_more: not_shown(first),
        keep,
        frame: Frame::of(state, &signed.visit)
            .titled(t("shared-title"))
            .with_errors(form.errors()),
        question: form
            .area(QUESTION, crate::pages::label(QUESTION))
            .rows(3)
            .render(),
        boxes: filter::boxes(&form, &narrowed, &known),
        narrowed: narrowed_words(&narrowed, &known, asked.is_some()),
        full,
        taken_back,
        summary: summary(&found, &narrowed, asked.is_some()),
        note: how_said(found.how),
        lines: lines.map(|one| line(signed, &known, one)).collect(),
        range: paging.words(),
        pages: paging.links_with(&filter::kept(&narrowed)),
        may_deposit: found.may_deposit,
        may_brief: found.may_brief,
        asked: asked.is_some(),
        searches: signed.path("shared/searches"),
        root: signed.path(""),
        here,
        hidden,
        form,
    };
    show_form(page.form.errors(), &page)
}

/// What a search that is kept asks for.
fn kept_boxes(asked: Option<&(RecordId, String)>, narrowed: &Filter) -> Html {
    let question = asked.map(|(id, _)| crate::draw::kept(super::searches::ASKED, &id.to_string()));
    Html::join([question.unwrap_or_default(), filter::hidden(narrowed)])
}

/// The library again, with what was chosen, where a search cannot be kept.
pub(super) async fn not_kept(
    (state, signed): (&WebState, &Signed),
    mut form: Filled,
    asked: Option<(RecordId, String)>,
    code: &'static str,
) -> Answer {
    let words = asked.as_ref().map(|(_, words)| words.clone());
    form.set(QUESTION.id, words.unwrap_or_default());
    form.refuse(&QUESTION, code);
    let hidden = state.hidden(&signed.visit, None)?;
    shown((state, signed), form, (1, asked), hidden).await
}

/// What narrows the list, in words, and what is left out by that.
fn narrowed_words(narrowed: &Filter, known: &Labels<'_>, asked: bool) -> Vec<String> {
    // In which text words are looked for narrows nothing while no words are.
    let text = match asked {
        true => narrowed.text.clone(),
        false => String::new(),
    };
    let narrows = Filter {
        text,
        ..narrowed.clone()
    };
    let mut said = filter::sentences(&narrows, known);
    if !findings_too(&narrows) {
        said.push(t("shared-findings-left-out"));
    }
    said
}

/// Where the list stands, or the answer to a question.
fn address(signed: &Signed, asked: Option<&(RecordId, String)>) -> String {
    match asked {
        None => signed.path("shared"),
        Some((id, _)) => signed.path(&format!("shared/questions/{id}")),
    }
}

fn summary(found: &Library, narrowed: &Filter, asked: bool) -> String {
    let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    if found.all == 0 && found.found.is_empty() {
        return t("shared-nothing");
    }
    if !asked && *narrowed == Filter::default() {
        return t1("shared-count", "count", count(found.all));
    }
    if found.found.is_empty() {
        return t("shared-none-found");
    }
    if asked && found.found.len() >= MOST_FOUND {
        return t1("searching-nearest", "count", count(MOST_FOUND));
    }
    t1("shared-found", "count", count(found.found.len()))
}

/// What only the reader's partnership reads.
fn own_lines(signed: &Signed, known: &Labels<'_>, all: &[Ours]) -> Vec<Line> {
    let shown = all.iter().take(A_PAGE);
    let line = |one: &Ours| {
        let href = signed.path(&format!("shared/ours/{}", one.id));
        let said = (Some(&one.learning), Some(one.released_on));
        learned(known, href, said, &one.why)
    };
    shown.map(line).collect()
}

/// A piece of learning that was found, whoever reads it.
fn learned(
    known: &Labels<'_>,
    href: String,
    (body, on): (Option<&SharedLearning>, Option<Date>),
    why: &Why,
) -> Line {
    Line {
        href,
        words: body.map_or_else(String::new, |body| body.condition.clone()),
        about: body.map_or_else(Vec::new, |body| about(known, body, on)),
        why: why_found(why, why.words.len()),
    }
}

/// How much of it is not on the page.
fn not_shown(all: &[Ours]) -> Option<String> {
    let more = all.len().checked_sub(A_PAGE).filter(|more| *more > 0)?;
    Some(t1(
        "ours-more",
        "count",
        i64::try_from(more).unwrap_or(i64::MAX),
    ))
}

pub(super) fn line(signed: &Signed, known: &Labels<'_>, found: &Found) -> Line {
    match found {
        Found::Item { item, why } => {
            let href = signed.path(&format!("shared/items/{}", item.id));
            learned(known, href, (item.body.as_ref(), item.released_on), why)
        }
        Found::Finding { finding, why } => Line {
            href: signed.path(&place_of(finding.document, finding.id)),
            words: finding.body.text.clone(),
            about: finding_about(finding)
                .into_iter()
                .chain(wording(finding))
                .collect(),
            why: why_found(why, why.words.len()),
        },
    }
}

/// What a finding is, and of which document and year.
pub(super) fn finding_about(finding: &Finding) -> Vec<String> {
    let kind = t_code("finding-kind", finding.body.kind.code());
    let of = finding.catalogue.as_ref();
    let of = of.map_or_else(|| t("finding-published"), called);
    vec![kind, of]
}

/// Where the condition lies, what came of what was tried, how sure people are, and when it was released.
fn about(known: &Labels<'_>, body: &SharedLearning, on: Option<Date>) -> Vec<String> {
    let levels = known.levels();
    let level = label(&levels, body.level.code()).to_owned();
    let effect = t_code("shared-effect", body.effect_seen.code());
    let sure = t_code("shared-confidence", body.confidence.code());
    let mut about = vec![
        named("shared-level-key", level),
        named("shared-effect-key", effect),
        named("shared-confidence-key", sure),
    ];
    let on = on.map(in_year);
    about.extend(on.map(|on| named("shared-released-key", on)));
    about
}

/// "Where it lies: Agency".
fn named(key: &str, said: String) -> String {
    let values = [("list", t(key).into()), ("answer", said.into())];
    t_with("shared-named", &values)
}

/// How something was looked for, where not by everything that could be.
pub(super) fn how_said(how: How) -> Option<String> {
    match how {
        How::Listed | How::Both => None,
        How::ExactWords => Some(t("searching-prepared")),
        How::Words => Some(t("searching-by-words")),
        How::WordsForNow => Some(t("searching-meaning-prepared")),
    }
}

/// Why something was found, in a sentence.
fn why_found(why: &Why, most: usize) -> Option<String> {
    found_where(why, most).map(|found| t1("shared-why", "where", found))
}

/// Where words of the question stand, of which so many are named, and that it is close in meaning.
pub(super) fn found_where(why: &Why, most: usize) -> Option<String> {
    let mut said: Vec<String> = why
        .words
        .iter()
        .take(most)
        .map(|one| {
            let values = [
                ("word", one.word.as_str().into()),
                ("text", t_code("shared-text", one.text).into()),
            ];
            t_with("shared-why-one", &values)
        })
        .collect();
    if why.close {
        said.push(t("searching-close"));
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// Keeps the question and goes where it is answered. Its words stand in no address.
pub(super) async fn ask(State(state): State<WebState>, signed: Signed, mut form: Filled) -> Answer {
    signed.may::<actions::ReadLibrary>(&state).await?;
    let hidden = form.hidden()?;
    let Some(words) = form.text(&QUESTION, LONGEST_QUESTION) else {
        return shown((&state, &signed), form, (0, None), hidden).await;
    };
    match keep(state.app(), &signed.ctx, form.form_id()?, &words).await {
        Ok(id) => {
            let next = signed.path(&format!("shared/questions/{id}"));
            Ok(next_page(&next))
        }
        Err(AppError::Rule(code)) => {
            form.refuse(&QUESTION, code);
            shown((&state, &signed), form, (0, None), hidden).await
        }
        Err(error) => Err(error.into()),
    }
}
