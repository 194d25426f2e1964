//! One working note.

use app::vault::Revision;
use app::working::{NewNote, keep_note, note_versions};
use axum::extract::{Path, State};
use govuk::{Html, SummaryList};
use model::Sensitive;
use model::case::{AtEnd, WorkingNote};

use super::{Seen, at_end, seen};
use crate::draw::row;
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, opened, place_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, drawn, group, input};
use crate::texts::t;
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const TITLE: Field = field("title", "working-note-title");
const TEXT: Field = field("text", "working-text");
const POINTS: Field = field("points", "working-points");
const AT_END: Field = field("at-end", "working-at-end");
/// Longest note.
const LONGEST: usize = 50_000;

fn filled(one: &WorkingNote) -> Filled {
    let mut pairs = vec![
        (TITLE.id.to_owned(), one.title.0.clone()),
        (TEXT.id.to_owned(), one.text.0.clone()),
        (AT_END.id.to_owned(), one.at_end.code().to_owned()),
    ];
    let points = one.points.iter();
    pairs.extend(points.map(|id| (POINTS.id.to_owned(), id.to_string())));
    Filled::posted(pairs)
}

fn sheet(seen: &Seen<'_>, versions: &[Revision<WorkingNote>]) -> Sheet {
    let points = seen.working.points.iter();
    let points: Vec<Offer> = points
        .map(|one| Offer::new(one.id.to_string(), one.body.learned.0.as_str()))
        .collect();
    let mut inputs = vec![input(TITLE, Ask::Line), input(TEXT, Ask::Words)];
    if !points.is_empty() {
        inputs.push(input(POINTS, Ask::AnyOf(points)));
    }
    inputs.push(input(AT_END, Ask::OneOf(at_end())));
    if let Some(earlier) = versions.get(1..).filter(|rest| !rest.is_empty()) {
        let list = SummaryList::new().rows(earlier.iter().map(|one| {
            let words = format!("{}\n{}", one.body.title.0, one.body.text.0);
            row(moment_in_words(one.changed_at), words)
        }));
        let list: Html = list.render();
        inputs.push(group(t("working-earlier"), vec![drawn(list)]));
    }
    Sheet {
        title: t("working-note-heading"),
        caption: seen.caption(),
        step: seen.step(),
        explain: vec![t("working-private")],
        inputs,
        button: t("save"),
        back: seen.base.clone(),
    }
}

/// Earlier versions of a note that is there.
async fn versions(
    state: &WebState,
    signed: &Signed,
    (seen, id): (&Seen<'_>, &str),
) -> Result<Vec<Revision<WorkingNote>>, PageError> {
    let Some(kept) = by_id(&seen.working.own.notes, id)? else {
        return Ok(Vec::new());
    };
    Ok(note_versions(state.app(), &signed.ctx, &seen.reference, kept.id).await?)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let kept = by_id(&seen.working.own.notes, &id)?;
    let undecided = AtEnd::Undecided.code().to_owned();
    let empty = Filled::with([(AT_END.id, undecided)]);
    let (form, hidden) = opened(&state, &signed, kept, (filled, empty))?;
    let versions = versions(&state, &signed, (&seen, &id)).await?;
    sheet(&seen, &versions).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled) -> Option<NewNote> {
    let title = form.text(&TITLE, 200);
    let text = form.text(&TEXT, LONGEST);
    let points = form.choices(&POINTS);
    let at_end = form.coded(&AT_END, AtEnd::from_code);
    if !form.is_good() {
        return None;
    }
    Some(NewNote {
        title: Sensitive(title?),
        text: Sensitive(text?),
        points: points?,
        at_end: at_end?,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "working-title" => Some(TITLE),
        "working-text" => Some(TEXT),
        "working-point" => Some(POINTS),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let kept = by_id(&seen.working.own.notes, &id)?;
    let versions = versions(&state, &signed, (&seen, &id)).await?;
    let sheet = sheet(&seen, &versions);
    let Some(new) = read(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_note(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
