//! Searches that somebody keeps for themself, and what is new in them since they last looked.

use access::actions;
use app::library::{
    Search, keep_search, let_search_go, mail_search, one_search, question, searches, seen_search,
};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::RecordId;

use super::filter;
use super::list::{Line, line};
use super::words::Labels;
use crate::draw::link_button;
use crate::form::Filled;
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

/// The box that carries the id of a question: its words are kept already.
pub(super) const ASKED: &str = "asked";

/// A search in the list.
struct Kept {
    href: String,
    says: String,
    new: String,
}

#[derive(Template)]
#[template(path = "library/searches.html")]
struct SearchesPage {
    frame: Frame,
    all: Vec<Kept>,
    library: String,
}

#[derive(Template)]
#[template(path = "library/search.html")]
struct SearchPage {
    frame: Frame,
    says: String,
    new: Vec<Line>,
    before: Vec<Line>,
    /// Says that everything was seen; none where nothing is new.
    seen: Option<Html>,
    /// Whether an e-mail comes when something is new.
    mail: String,
    switch: Html,
    let_go: Html,
}

fn id(text: &str) -> Result<RecordId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// What a search asks for, in words.
fn says(one: &Search, known: &Labels<'_>) -> String {
    let mut all = filter::sentences(&one.filter, known);
    if !one.words.is_empty() {
        all.insert(0, t1("saved-search-words", "words", one.words.as_str()));
    }
    all.join(". ")
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

pub(super) async fn list(State(state): State<WebState>, signed: Signed) -> Answer {
    let found = searches(state.app(), &signed.ctx).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let (themes, _) = app::library::lists(state.app(), &signed.ctx).await?;
    let themes = themes.first().ok_or(PageError::Unavailable)?;
    let known = Labels { scheme, themes };
    let all = found.iter().map(|one| Kept {
        href: signed.path(&format!("shared/searches/{}", one.id)),
        says: says(one, &known),
        new: t1("search-new", "count", count(one.unseen())),
    });
    show(&SearchesPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("searches-title"))
            .back(signed.path("shared")),
        all: all.collect(),
        library: signed.path("shared"),
    })
}

pub(super) async fn one(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
) -> Answer {
    let found = one_search(state.app(), &signed.ctx, id(&text)?).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let (themes, _) = app::library::lists(state.app(), &signed.ctx).await?;
    let themes = themes.first().ok_or(PageError::Unavailable)?;
    let known = Labels { scheme, themes };
    let lines = |new: bool| -> Vec<Line> {
        let those = found.found.iter().filter(move |(_, is_new)| *is_new == new);
        those.map(|(one, _)| line(&signed, &known, one)).collect()
    };
    let new: Vec<Line> = lines(true);
    let here = signed.path(&format!("shared/searches/{}", found.id));
    let button = |end: &str, words: &str| {
        let hidden = state.hidden(&signed.visit, None)?;
        let about = format!(" {}", t("search-about"));
        let button = link_button(&format!("{here}/{end}"), hidden, (&t(words), &about))?;
        Ok::<Html, PageError>(button)
    };
    let seen = if new.is_empty() {
        None
    } else {
        Some(button("seen", "search-seen")?)
    };
    show(&SearchPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("search-title"))
            .back(signed.path("shared/searches")),
        says: says(&found, &known),
        before: lines(false),
        mail: t(if found.mail {
            "search-mail-on"
        } else {
            "search-mail-off"
        }),
        switch: if found.mail {
            button("no-mail", "search-no-mail")?
        } else {
            button("mail", "search-mail")?
        },
        let_go: button("let-go", "search-let-go")?,
        new,
        seen,
    })
}

/// Keeps the search that the library shows: codes, and a question that is kept already.
pub(super) async fn keep(State(state): State<WebState>, signed: Signed, form: Filled) -> Answer {
    signed.may::<actions::ReadLibrary>(&state).await?;
    let narrowed = filter::read(&form);
    let words = match form.value(ASKED) {
        "" => String::new(),
        asked => question(state.app(), &signed.ctx, id(asked)?).await?,
    };
    let sent = form.form_id()?;
    keep_search(state.app(), &signed.ctx, sent, (&narrowed, &words)).await?;
    Ok(next_page(&signed.path("shared/searches")))
}

pub(super) async fn seen(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
    form: Filled,
) -> Answer {
    form.form_id()?;
    seen_search(state.app(), &signed.ctx, id(&text)?).await?;
    Ok(next_page(&signed.path("shared/searches")))
}

pub(super) async fn mail(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
    form: Filled,
) -> Answer {
    switch((&state, &signed), (&text, &form), true).await
}

pub(super) async fn no_mail(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
    form: Filled,
) -> Answer {
    switch((&state, &signed), (&text, &form), false).await
}

async fn switch(
    (state, signed): (&WebState, &Signed),
    (text, form): (&str, &Filled),
    on: bool,
) -> Answer {
    form.form_id()?;
    let id = id(text)?;
    mail_search(state.app(), &signed.ctx, id, on).await?;
    Ok(next_page(&signed.path(&format!("shared/searches/{id}"))))
}

pub(super) async fn let_go(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
    form: Filled,
) -> Answer {
    form.form_id()?;
    let_search_go(state.app(), &signed.ctx, id(&text)?).await?;
    Ok(next_page(&signed.path("shared/searches")))
}
