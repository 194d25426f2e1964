//! Where a reading begins, goes on, or is told why it cannot.

use app::chronology::{NotNow, Reading, begin};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::Html;

use super::super::Naming;
use super::{Story, story};
use crate::draw::link_button;
use crate::form::{Filled, Hidden};
use crate::frame::{Frame, next_page, show};
use crate::pages::people::reference;
use crate::pages::seen::Here;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "unfold/start.html")]
struct StartPage {
    frame: Frame,
    caption: String,
    here: String,
    hidden: Hidden,
    not_now: Option<String>,
    /// Whether there is no episode.
    nothing: bool,
    /// The same with names, or without.
    switch: (String, String),
    /// Where it goes on, how far it is, and how to let it go.
    goes_on: Option<GoesOn>,
    kept: Vec<(String, String, Html)>,
}

/// A reading that has begun, and where it goes on.
struct GoesOn {
    so_far: String,
    to: String,
    words: String,
    let_go: Html,
}

pub(super) async fn start(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
) -> Answer {
    let story = story(&state, &signed, &text, query.as_deref()).await?;
    let let_go = |one: &Reading| let_go(&state, &signed, (&story, one));
    let count = story.episodes.len();
    let goes_on = story.own.open.as_ref().map(|one| {
        let values = [
            ("opened", one.opened.min(count).into()),
            ("count", count.into()),
        ];
        let (to, words) = if one.opened < count {
            (story.at(one.opened + 1), t("unfold-go-on"))
        } else {
            let end = story.seen.to(&format!("/unfolded/{}", one.id));
            (end, t("unfold-to-the-end"))
        };
        Ok::<_, PageError>(GoesOn {
            so_far: t_with("unfold-so-far", &values),
            to,
            words,
            let_go: let_go(one)?,
        })
    });
    let mut kept = Vec::new();
    for one in story.own.kept.iter().rev() {
        let href = story.seen.to(&format!("/unfolded/{}", one.id));
        let words = t1("unfold-begun-at", "at", moment_in_words(one.begun_at));
        kept.push((href, words, let_go(one)?));
    }
    show(&StartPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("unfold-title"))
            .back(format!("{}/local-review", story.seen.review)),
        caption: story.seen.caption(),
        here: story.here(""),
        hidden: state.hidden(&signed.visit, None)?,
        not_now: story.own.not_now.map(why_not),
        nothing: count == 0,
        switch: story.seen.naming.switch(&story.seen.here("/unfold")),
        goes_on: goes_on.transpose()?,
        kept,
    })
}

fn why_not(why: NotNow) -> String {
    match why {
        NotNow::NoReview => t("unfold-no-review"),
        NotNow::NotBegun => t("unfold-not-begun"),
        NotNow::Within(until) => t1("unfold-within", "until", date_in_words(until)),
    }
}

/// The button that lets a reading go.
pub(super) fn let_go(
    state: &WebState,
    signed: &Signed,
    (story, one): (&Story, &Reading),
) -> Result<Html, PageError> {
    let action = story.seen.to(&format!("/unfolded/{}/let-go", one.id));
    let hidden = state.hidden(&signed.visit, None)?;
    let about = t1("unfold-let-go-about", "at", moment_in_words(one.begun_at));
    Ok(link_button(&action, hidden, (&t("unfold-let-go"), &about))?)
}

pub(super) async fn begun(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    RawQuery(query): RawQuery,
    form: Filled,
) -> Answer {
    let reference = reference(&text)?;
    form.form_id()?;
    begin(state.app(), &signed.ctx, &reference).await?;
    let first = format!("reviews/{reference}/chronology/unfold/1");
    let naming = Naming::of(query.as_deref());
    Ok(next_page(&naming.added(&signed.path(&first))))
}
