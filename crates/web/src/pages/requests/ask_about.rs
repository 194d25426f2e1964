//! Ask an agency about one entry or part of what it signed off, go on asking, say that it is answered.

use app::AppError;
use app::returns::{ask_about, settle, signed_return, tell};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::ReturnQuery;
use model::{RecordId, Sensitive};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const WORDS: Field = field("words", "query-words");

pub(super) type HereEntry = Path<(String, String, String, String)>;

/// The return, on the page on which what was asked about stands.
fn at(seen: &Seen<'_>, record: RecordId) -> String {
    format!("{}/return?at={record}#e-{record}", seen.here())
}

fn sheet(seen: &Seen<'_>, record: RecordId, explain: Vec<String>) -> Sheet {
    Sheet {
        title: t("query-title"),
        caption: seen.caption(),
        step: None,
        explain,
        inputs: vec![input(WORDS, Ask::Words)],
        button: t("query-send"),
        back: at(seen, record),
    }
}

/// What is asked about: its words and the version that the reader sees.
async fn about(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    id: RecordId,
) -> Result<(i64, String), PageError> {
    let found = signed_return(state.app(), &signed.ctx, &seen.reference, seen.id()).await?;
    if !found.may_query {
        return Err(PageError::NotFound);
    }
    let entries = found.entries.iter().filter_map(|one| one.record.as_ref());
    let entry = entries
        .filter(|one| one.id == id)
        .map(|one| (one.version, one.body.text.0.clone()));
    let texts = found.texts.iter().filter(|one| one.id == id);
    let texts = texts.map(|one| (one.version, one.body.words.0.clone()));
    entry.chain(texts).next().ok_or(PageError::NotFound)
}

fn id_of(text: &str) -> Result<RecordId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, entry)): HereEntry,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let entry = id_of(&entry)?;
    let (version, words) = about(&state, &signed, &seen, entry).await?;
    let hidden = state.hidden(&signed.visit, Some(version))?;
    sheet(&seen, entry, vec![words]).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, entry)): HereEntry,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let entry = id_of(&entry)?;
    let (_, words) = about(&state, &signed, &seen, entry).await?;
    let Some(asked) = form.text(&WORDS, 2_000) else {
        return sheet(&seen, entry, vec![words]).again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (entry, form.version()?));
    let asked = Sensitive(asked);
    ask_about(state.app(), &signed.ctx, seen.id(), sent, &asked).await?;
    Ok(next_page(&at(&seen, entry)))
}

async fn query(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    id: RecordId,
) -> Result<Stored<ReturnQuery>, PageError> {
    let found = signed_return(state.app(), &signed.ctx, &seen.reference, seen.id()).await?;
    if !found.may_query {
        return Err(PageError::NotFound);
    }
    let mut all = found.queries.into_iter();
    all.find(|one| one.id == id).ok_or(PageError::NotFound)
}

fn thread(seen: &Seen<'_>, one: &ReturnQuery) -> Vec<String> {
    let mut lines = vec![one.words.0.clone()];
    lines.extend(one.answers.iter().map(|answer| {
        let who = seen.names.of(answer.by).unwrap_or_default();
        format!("{who}: {}", answer.words.0)
    }));
    lines
}

pub(super) async fn tell_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, entry)): HereEntry,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let one = query(&state, &signed, &seen, id_of(&entry)?).await?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    sheet(&seen, one.body.about, thread(&seen, &one.body)).show(
        &state,
        &signed,
        &Filled::empty(),
        hidden,
    )
}

pub(super) async fn tell_save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, entry)): HereEntry,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let one = query(&state, &signed, &seen, id_of(&entry)?).await?;
    let Some(words) = form.text(&WORDS, 2_000) else {
        return sheet(&seen, one.body.about, thread(&seen, &one.body))
            .again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (one.id, form.version()?));
    let words = Sensitive(words);
    match tell(state.app(), &signed.ctx, seen.id(), sent, &words).await {
        Ok(()) => Ok(next_page(&format!("{}/return", seen.here()))),
        Err(AppError::Rule(code @ "changed-meanwhile")) => {
            form.refuse(&WORDS, code);
            sheet(&seen, one.body.about, thread(&seen, &one.body)).again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn settled(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, entry)): HereEntry,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let one = query(&state, &signed, &seen, id_of(&entry)?).await?;
    let sent = (form.form_id()?, (one.id, form.version()?));
    settle(state.app(), &signed.ctx, seen.id(), sent).await?;
    Ok(next_page(&format!("{}/return", seen.here())))
}
