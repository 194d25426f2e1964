//! One episode: first what the reader expects, then what happened.

use app::AppError;
use app::chronology::{Episode, Expected, MOST_EXPECTED, Reading, open_episode};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, Label};
use model::Sensitive;

use super::lines::{accounts, days};
use super::{Story, story};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_with};
use crate::{Signed, WebState};

const EXPECTED: Field = field("expected", "unfold-expected");

#[derive(Template)]
#[template(path = "unfold/before.html")]
struct BeforePage<'a> {
    frame: Frame,
    caption: String,
    title: String,
    form: &'a Filled,
    hidden: Hidden,
    expected: Html,
    /// The episode before.
    before: Option<String>,
}

#[derive(Template)]
#[template(path = "unfold/episode.html")]
struct EpisodePage {
    frame: Frame,
    caption: String,
    title: String,
    days: String,
    expected: Option<String>,
    lines: Vec<Html>,
    /// Where it goes on.
    next: String,
    /// With which words.
    go_on: String,
    before: Option<String>,
}

/// The reading that goes on, the number that the address names, and its episode; or where to go instead.
enum Asked<'a> {
    Elsewhere(String),
    Here(&'a Reading, usize, &'a Episode),
}

fn asked<'a>(story: &'a Story, number: &str) -> Result<Asked<'a>, PageError> {
    let number: usize = number.parse().map_err(|_| PageError::NotFound)?;
    let reading = story.own.open.as_ref();
    let Some(reading) = reading.filter(|_| story.own.not_now.is_none()) else {
        return Ok(Asked::Elsewhere(story.here("")));
    };
    let episode = story.episode(number).ok_or(PageError::NotFound)?;
    // What lies ahead is not to be had by its address.
    if number > reading.opened + 1 {
        return Ok(Asked::Elsewhere(story.at(reading.opened + 1)));
    }
    Ok(Asked::Here(reading, number, episode))
}

fn title(story: &Story, (key, number): (&str, usize)) -> String {
    let values = [
        ("number", number.into()),
        ("count", story.episodes.len().into()),
    ];
    t_with(key, &values)
}

fn before(story: &Story, number: usize) -> Option<String> {
    (number > 1).then(|| story.at(number - 1))
}

fn ask(
    (state, signed): (&WebState, &Signed),
    (story, number): (&Story, usize),
    (form, hidden): (&Filled, Hidden),
) -> Answer {
    let label = Label::new(EXPECTED.label());
    let page = BeforePage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("unfold-title"))
            .back(story.here(""))
            .with_errors(form.errors()),
        caption: story.seen.caption(),
        title: title(story, ("unfold-before", number)),
        expected: form.area(EXPECTED, label).rows(6).render(),
        before: before(story, number),
        form,
        hidden,
    };
    show_form(form.errors(), &page)
}

pub(super) async fn episode(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, number)): HereOne,
    RawQuery(query): RawQuery,
) -> Answer {
    let story = story(&state, &signed, &text, query.as_deref()).await?;
    let (reading, number, episode) = match asked(&story, &number)? {
        Asked::Elsewhere(href) => return Ok(next_page(&href)),
        Asked::Here(reading, number, episode) => (reading, number, episode),
    };
    if number > reading.opened {
        let hidden = state.hidden(&signed.visit, None)?;
        let form = Filled::empty();
        return ask((&state, &signed), (&story, number), (&form, hidden));
    }
    let (next, go_on) = if number < story.episodes.len() {
        (story.at(number + 1), t("unfold-go-on"))
    } else {
        let end = story.seen.to(&format!("/unfolded/{}", reading.id));
        (end, t("unfold-to-the-end"))
    };
    show(&EpisodePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("unfold-title"))
            .back(story.here("")),
        caption: story.seen.caption(),
        title: title(&story, ("unfold-episode", number)),
        days: days(episode),
        expected: reading
            .before(number)
            .map(|one| story.seen.as_read(&one.words.0)),
        lines: accounts(&story, episode),
        before: before(&story, number),
        next,
        go_on,
    })
}

pub(super) async fn open(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, number)): HereOne,
    RawQuery(query): RawQuery,
    mut form: Filled,
) -> Answer {
    form.form_id()?;
    let story = story(&state, &signed, &text, query.as_deref()).await?;
    let (number, episode) = match asked(&story, &number)? {
        Asked::Elsewhere(href) => return Ok(next_page(&href)),
        Asked::Here(_, number, episode) => (number, episode),
    };
    let words = form.text_or_none(&EXPECTED, MOST_EXPECTED);
    if !form.is_good() {
        let hidden = form.hidden()?;
        return ask((&state, &signed), (&story, number), (&form, hidden));
    }
    let new = Expected {
        episode: number,
        words: Sensitive(words.unwrap_or_default()),
        entries: episode.entries.clone(),
    };
    match open_episode(state.app(), &signed.ctx, &story.seen.reference, &new).await {
        Ok(()) => Ok(next_page(&story.at(number))),
        Err(AppError::Rule(code @ ("unfold-long" | "changed-meanwhile"))) => {
            form.refuse(&EXPECTED, code);
            let hidden = form.hidden()?;
            ask((&state, &signed), (&story, number), (&form, hidden))
        }
        Err(error) => Err(error.into()),
    }
}
