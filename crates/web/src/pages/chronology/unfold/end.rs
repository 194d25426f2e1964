//! What the reader expected beside what happened, and whether they keep it.

use app::chronology::{Episode, Expected, Reading, keep_reading, let_reading_go};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::Html;
use model::RecordId;

use super::super::Naming;
use super::lines::{accounts, days};
use super::start::let_go as let_go_button;
use super::{Story, story};
use crate::draw::link_button;
use crate::form::Filled;
use crate::frame::{Frame, next_page, show};
use crate::pages::people::reference;
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "unfold/end.html")]
struct EndPage {
    frame: Frame,
    caption: String,
    begun: String,
    stands: String,
    episodes: Vec<Beside>,
    /// The button that keeps it, while it is not kept.
    keep: Option<Html>,
    let_go: Html,
}

/// What was expected beside what happened.
struct Beside {
    title: String,
    days: String,
    expected: Option<String>,
    /// That the accounts are others now.
    changed: Option<String>,
    lines: Vec<Html>,
}

pub(super) async fn end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    RawQuery(query): RawQuery,
) -> Answer {
    let story = story(&state, &signed, &text, query.as_deref()).await?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let reading = story.own.by_id(id).ok_or(PageError::NotFound)?;
    let keep = (!reading.kept).then(|| {
        let action = story.seen.to(&format!("/unfolded/{id}/keep"));
        let hidden = state.hidden(&signed.visit, None)?;
        let words = t("unfold-keep");
        Ok::<_, PageError>(link_button(&action, hidden, (&words, ""))?)
    });
    let stands = if reading.kept {
        t("unfold-is-kept")
    } else {
        t("unfold-is-not-kept")
    };
    show(&EndPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("unfold-end-title"))
            .back(story.here("")),
        caption: story.seen.caption(),
        begun: t1("unfold-begun-at", "at", moment_in_words(reading.begun_at)),
        stands,
        episodes: opened(&story, reading),
        keep: keep.transpose()?,
        let_go: let_go_button(&state, &signed, (&story, reading))?,
    })
}

/// The episodes that were opened; the others stay closed here too.
fn opened(story: &Story, reading: &Reading) -> Vec<Beside> {
    let count = story.episodes.len();
    let opened = story.episodes.iter().take(reading.opened).enumerate();
    let beside = |(at, episode): (usize, &Episode)| {
        let number = at + 1;
        let expected = reading.before(number);
        let values = [("number", number.into()), ("count", count.into())];
        let changed = expected.is_some_and(|one| is_changed(one, episode));
        Beside {
            title: t_with("unfold-episode", &values),
            days: days(episode),
            expected: expected.map(|one| story.seen.as_read(&one.words.0)),
            changed: changed.then(|| t("unfold-changed")),
            lines: accounts(story, episode),
        }
    };
    opened.map(beside).collect()
}

fn is_changed(expected: &Expected, episode: &Episode) -> bool {
    expected.entries != episode.entries
}

pub(super) async fn kept(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    RawQuery(query): RawQuery,
    form: Filled,
) -> Answer {
    let reference = reference(&text)?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    form.form_id()?;
    keep_reading(state.app(), &signed.ctx, &reference, id).await?;
    let page = format!("reviews/{reference}/chronology/unfolded/{id}");
    let naming = Naming::of(query.as_deref());
    Ok(next_page(&naming.added(&signed.path(&page))))
}

pub(super) async fn let_go(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    RawQuery(query): RawQuery,
    form: Filled,
) -> Answer {
    let reference = reference(&text)?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    form.form_id()?;
    let_reading_go(state.app(), &signed.ctx, &reference, id).await?;
    let page = format!("reviews/{reference}/chronology/unfold");
    let naming = Naming::of(query.as_deref());
    Ok(next_page(&naming.added(&signed.path(&page))))
}
