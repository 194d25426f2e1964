//! One entry of the agency's chronology.

use app::returns::{keep_entry, remove_entry};
use app::vault::Stored;
use axum::extract::{Path, State};
use govuk::{Html, Link};
use model::chronology::{Entry, Source};

use super::entry_answers::{TEXT, empty, field_of, filled, inputs, read};
use super::{HereOne, Seen, seen};
use crate::draw::{inset, paragraph};
use crate::form::Filled;
use crate::frame::next_page;
use crate::pages::seen::{SentOf, by_id, opened, place_of, sent_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Sheet, drawn};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

fn sheet(seen: &Seen<'_>, kept: Option<&Stored<Entry>>, form: &Filled) -> Sheet {
    let mut inputs = inputs(form, seen.people(), &seen.names);
    let source = kept.and_then(|one| source_of(&seen.base, &one.body));
    inputs.splice(0..0, source.map(drawn));
    inputs.extend(kept.map(|one| {
        let href = format!("{}/chronology/{}/take-away", seen.base, one.id);
        drawn(paragraph(Link::new(t("entry-away"), href).render()))
    }));
    let title = if kept.is_some() {
        "entry-change"
    } else {
        "entry-add"
    };
    Sheet {
        title: t(title),
        caption: seen.title(),
        step: None,
        explain: vec![t("entry-explain")],
        inputs,
        button: t("save"),
        back: kept.map_or_else(
            || format!("{}/chronology", seen.base),
            |one| seen.in_list(one.id),
        ),
    }
}

/// Where an entry of a document comes from: the words, and a link to the passage.
fn source_of(base: &str, entry: &Entry) -> Option<Html> {
    let source = entry.source.as_ref()?;
    let mut lines = vec![paragraph(t1("entry-source", "file", &source.file.0))];
    lines.push(inset(Html::element("span", "tl-words", source.words.0.as_str())).render());
    let link = source.document.map(|document| {
        let href = passage_href(&format!("{base}/documents/{document}"), source);
        paragraph(Link::new(t("passage-see"), href).render())
    });
    lines.extend(link);
    Some(Html::join(lines))
}

/// The address of a passage beneath that of its document.
pub(super) fn passage_href(document: &str, source: &Source) -> String {
    let piece = source.paragraph.unwrap_or(1);
    format!("{document}?at={piece}#piece-{piece}")
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let kept = by_id(&seen.found.entries, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, empty()))?;
    sheet(&seen, kept, &form).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let SentOf::Place(kept) = sent_of(&seen.found.entries, &id, &form)? else {
        form.say(TEXT.id, "entry-gone");
        let hidden = state.hidden(&signed.visit, None)?;
        return sheet(&seen, None, &form).show(&state, &signed, &form, hidden);
    };
    let before = kept.map(|one| &one.body);
    let people = seen.people();
    let around = (people.as_slice(), &seen.names);
    let new = read(&mut form, around, before, signed.ctx.today());
    let sheet = sheet(&seen, kept, &form);
    let Some(new) = new else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_entry(state.app(), &signed.ctx, seen.request, sent, &new).await;
    let next = match &outcome {
        Ok(id) => seen.in_list(*id),
        Err(_) => sheet.back.clone(),
    };
    let after = After {
        next: &next,
        filled,
        field_of,
    };
    let outcome = outcome.map(drop);
    sheet.saved((&state, &signed), form, outcome, after).await
}

pub(super) async fn ask_away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let one = by_id(&seen.found.entries, &id)?.ok_or(PageError::NotFound)?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    let date = one.body.date.to_string();
    let kind = t_code("entry-kind", one.body.kind.code());
    let sheet = Sheet {
        title: t("entry-away"),
        caption: seen.title(),
        step: None,
        explain: vec![
            format!("{date}: {kind}"),
            one.body.text.0.clone(),
            t("return-away-explain"),
        ],
        inputs: Vec::new(),
        button: t("entry-away"),
        back: format!("{}/chronology/{}", seen.base, one.id),
    };
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let record = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (record, form.version()?));
    remove_entry(state.app(), &signed.ctx, seen.request, sent).await?;
    Ok(next_page(&format!("{}/chronology", seen.base)))
}
