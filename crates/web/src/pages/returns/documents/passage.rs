//! One passage or row: take it in as it is, put it otherwise, add it to the row above, or leave it out.

use app::AppError;
use app::returns::sources::{Asks, Passage, join_row, leave_out, take_passage};
use axum::extract::{Path, State};
use govuk::{Html, Link};
use model::Sensitive;
use model::chronology::{Entry, Person};

use super::super::entry_answers::{DATE, KIND, field_of, filled, inputs, read};
use super::{HerePassage, Opened, asks_in_words, opened};
use crate::chronology_words::chronology_labels;
use crate::draw::{bullets, inset, paragraph};
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const WHY: Field = field("why", "passage-why");
const WHO: Field = field("who", "passage-who");
/// That nobody can say who is meant.
const NOT_SAID: Field = field("who-not-said", "passage-who-not-said");
const YES: &str = "yes";

/// The passage that an address names; one that became an entry is changed there.
fn found(one: &Opened<'_>, key: &str) -> Result<Passage, PageError> {
    let passage = one.view.passage_or_chosen(key).ok_or(PageError::NotFound)?;
    let stands = one.view.stands.get(key);
    if stands.is_some_and(|stands| stands.entry.is_some()) {
        return Err(PageError::Rule("passage-decided"));
    }
    Ok(passage)
}

/// The words of a passage, as they stand in the document.
fn quoted(passage: &Passage) -> Html {
    let words = passage.entry.source.as_ref();
    let words = words.map_or("", |source| source.words.0.as_str());
    inset(Html::element("span", "tl-words", words)).render()
}

/// The passage as it stands in the document, with what is asked of it.
fn above(one: &Opened<'_>, passage: &Passage) -> Html {
    let mut lines = vec![paragraph(t("passage-stands")), quoted(passage)];
    if !passage.asks.is_empty() {
        lines.push(paragraph(t("passage-asked-before")));
        lines.push(bullets(
            passage.asks.iter().map(asks_in_words).map(Html::escape),
        ));
    }
    let here = one.passage(&passage.key);
    if let Some(row) = passage.goes_on_from() {
        let words = t1("passage-join", "number", i64::from(row));
        lines.push(paragraph(Link::new(words, format!("{here}/join")).render()));
    }
    if !passage.asks.contains(&Asks::Chosen) {
        let out = Link::new(t("passage-leave-out"), format!("{here}/leave-out"));
        lines.push(paragraph(out.render()));
    }
    Html::join(lines)
}

fn sheet(one: &Opened<'_>, passage: &Passage, form: &Filled) -> Sheet {
    let mut all = vec![drawn(above(one, passage))];
    if passage.asks_who() {
        all.push(input(WHO, Ask::Line));
        let nobody = Offer::new(YES, t("passage-who-not-said-yes"));
        all.push(input(NOT_SAID, Ask::AnyOf(vec![nobody])));
    }
    all.extend(inputs(form, one.seen.people(), &one.seen.names));
    Sheet {
        title: t("passage-title"),
        caption: one.seen.title(),
        step: None,
        explain: vec![t("passage-explain")],
        inputs: all,
        button: t("passage-take-in"),
        back: one.here(),
    }
}

/// What a person answers where it is asked who is meant.
enum Meant {
    Called(String),
    /// Nobody can say: said on purpose.
    NotSaid,
}

/// The answer; nothing where none was given or two were, which is told about.
fn meant(form: &mut Filled) -> Option<Meant> {
    if !form.has(NOT_SAID.id, YES) {
        return form.text(&WHO, 200).map(Meant::Called);
    }
    let called = form.text_or_none(&WHO, 200);
    if called.is_some() {
        form.say(WHO.id, "passage-who-both");
    }
    called.is_none().then_some(Meant::NotSaid)
}

/// The entry with whoever is meant among those whom it is about; that nobody can say it stands in the comment.
fn with_meant(mut entry: Entry, meant: Option<Meant>) -> Entry {
    match meant {
        Some(Meant::Called(called)) => {
            let called = Sensitive(called);
            if entry.about.iter().all(|one| one.called != called) {
                let known = None;
                entry.about.push(Person { known, called });
            }
        }
        Some(Meant::NotSaid) => {
            let said = t("passage-who-not-said-line");
            let comment = &mut entry.comment.0;
            if !comment.contains(&said) {
                let parts = [comment.trim(), &said];
                let parts = parts.into_iter().filter(|part| !part.is_empty());
                *comment = parts.collect::<Vec<_>>().join("\n\n");
            }
        }
        None => {}
    }
    entry
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, key)): HerePassage,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    one.seen.usable()?;
    let passage = &found(&one, &key)?;
    let hidden = state.hidden(&signed.visit, None)?;
    let mut form = filled(&passage.entry);
    if passage.asks.contains(&Asks::Chosen) {
        // Nobody has said when it was: that is asked, not filled in.
        form.set(DATE.id, String::new());
        form.set(KIND.id, String::new());
    }
    sheet(&one, passage, &form).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, key)): HerePassage,
    mut form: Filled,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    one.seen.usable()?;
    let passage = one.view.passage_or_chosen(&key);
    let passage = &passage.ok_or(PageError::NotFound)?;
    let people = one.seen.people();
    let around = (people.as_slice(), &one.seen.names);
    let who = passage.asks_who().then(|| meant(&mut form)).flatten();
    let new = read(&mut form, around, Some(&passage.entry), signed.ctx.today());
    let sheet = sheet(&one, passage, &form);
    let Some(new) = new.filter(|_| form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = with_meant(new, who);
    let sent = (form.form_id()?, (one.id, key.as_str()));
    let put = (Some(&new), &chronology_labels());
    let outcome = take_passage(state.app(), &signed.ctx, one.seen.request, sent, put).await;
    match outcome {
        Ok(_) => Ok(saved_page(&one.here())),
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

pub(super) async fn as_it_is(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, key)): HerePassage,
    form: Filled,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    one.seen.usable()?;
    let sent = (form.form_id()?, (one.id, key.as_str()));
    let put = (None, &chronology_labels());
    take_passage(state.app(), &signed.ctx, one.seen.request, sent, put).await?;
    Ok(saved_page(&one.here()))
}

fn join_sheet(one: &Opened<'_>, passage: &Passage, row: u32) -> Sheet {
    Sheet {
        title: t1("passage-join", "number", i64::from(row)),
        caption: one.seen.title(),
        step: None,
        explain: vec![t("passage-join-explain")],
        inputs: vec![drawn(quoted(passage))],
        button: t1("passage-join", "number", i64::from(row)),
        back: one.here(),
    }
}

pub(super) async fn join_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, key)): HerePassage,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    one.seen.usable()?;
    let passage = &found(&one, &key)?;
    let row = passage.goes_on_from().ok_or(PageError::NotFound)?;
    let hidden = state.hidden(&signed.visit, None)?;
    join_sheet(&one, passage, row).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn join(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, key)): HerePassage,
    form: Filled,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    one.seen.usable()?;
    let sent = (form.form_id()?, (one.id, key.as_str()));
    join_row(
        state.app(),
        &signed.ctx,
        one.seen.request,
        sent,
        &chronology_labels(),
    )
    .await?;
    Ok(saved_page(&one.here()))
}

pub(super) async fn out_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, key)): HerePassage,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    one.seen.usable()?;
    let passage = &found(&one, &key)?;
    if passage.asks.contains(&Asks::Chosen) {
        return Err(PageError::NotFound);
    }
    let hidden = state.hidden(&signed.visit, None)?;
    out_sheet(&one, passage).show(&state, &signed, &Filled::empty(), hidden)
}

fn out_sheet(one: &Opened<'_>, passage: &Passage) -> Sheet {
    Sheet {
        title: t("passage-leave-out"),
        caption: one.seen.title(),
        step: None,
        explain: vec![t("passage-out-explain")],
        inputs: vec![drawn(quoted(passage)), input(WHY, Ask::Words)],
        button: t("passage-leave-out"),
        back: one.here(),
    }
}

pub(super) async fn out(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record, key)): HerePassage,
    mut form: Filled,
) -> Answer {
    let one = opened(&state, &signed, (&text, &record)).await?;
    one.seen.usable()?;
    let passage = one.view.passage(&key).ok_or(PageError::NotFound)?;
    let why = Sensitive(form.text_or_none(&WHY, 2_000).unwrap_or_default());
    if !form.is_good() {
        return out_sheet(&one, passage).again(&state, &signed, &form);
    }
    let sent = (form.form_id()?, (one.id, key.as_str()));
    let said = (&why, &chronology_labels());
    leave_out(state.app(), &signed.ctx, one.seen.request, sent, said).await?;
    Ok(saved_page(&one.here()))
}
