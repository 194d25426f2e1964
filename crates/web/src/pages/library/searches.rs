//! Searches that somebody keeps for themself, and what is new in them since they last looked.

use access::actions;
use app::AppError;
use app::library::{
    Search, keep_search, let_search_go, mail_search, one_search, question, searches, seen_search,
};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::RecordId;

use super::filter;
use super::list::{Line, line, not_kept};
use super::words::Labels;
use crate::draw::{link_button, link_button_with};
use crate::form::Filled;
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

/// The box that carries the id of a question: its words are kept already.
pub(super) const ASKED: &str = "asked";

/// The box that carries what the page showed as new.
const SHOWN: &str = "shown";

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
        seen: seen_button((&state, &signed), &found)?,
        new,
    })
}

/// The button with which its owner says that they have seen what this page shows as new, and nothing that came after it was made.
fn seen_button(
    (state, signed): (&WebState, &Signed),
    found: &Search,
) -> Result<Option<Html>, PageError> {
    let shown = found.shown();
    if shown.is_empty() {
        return Ok(None);
    }
    let action = signed.path(&format!("shared/searches/{}/seen", found.id));
    let carried = crate::draw::kept(SHOWN, &shown.join(" "));
    let hidden = state.hidden(&signed.visit, None)?;
    let (words, about) = (t("search-seen"), format!(" {}", t("search-about")));
    let button = link_button_with(&action, (hidden, carried), (&words, &about))?;
    Ok(Some(button))
}

/// Keeps the search that the library shows: codes, and a question that is kept already. Where it cannot be kept, the library stands
/// there again with what was chosen.
pub(super) async fn keep(State(state): State<WebState>, signed: Signed, form: Filled) -> Answer {
    signed.may::<actions::ReadLibrary>(&state).await?;
    let themes = &app::library::themes_in_force(state.app(), &signed.ctx).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let narrowed = filter::read(&form, &Labels { scheme, themes });
    let asked = match form.value(ASKED) {
        "" => None,
        asked => {
            let id = id(asked)?;
            Some((id, question(state.app(), &signed.ctx, id).await?))
        }
    };
    let words = asked.as_ref().map_or("", |(_, words)| words);
    let sent = form.form_id()?;
    match keep_search(state.app(), &signed.ctx, sent, (&narrowed, words)).await {
        Ok(_) => Ok(next_page(&signed.path("shared/searches"))),
        Err(AppError::Rule(code)) => not_kept((&state, &signed), form, asked, code).await,
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn seen(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
    form: Filled,
) -> Answer {
    form.form_id()?;
    let shown = form.value(SHOWN).split_whitespace().map(str::to_owned);
    let shown: Vec<String> = shown.collect();
    seen_search(state.app(), &signed.ctx, id(&text)?, &shown).await?;
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
