//! What a moment rests on: entries of the chronology and files of the review, looked for by words and days, and ticked.

use app::journey::{OfMoment, Readable, readable, rest_on};
use app::vault::{FileRow, Stored};
use axum::extract::{Path, State};
use model::Date;
use model::chronology::Entry;
use model::learning::Moment;

use super::{Seen, seen_one, short};
use crate::form::{Field, Filled, field};
use crate::pages::moments::Parts;
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Input, Offer, Sheet, drawn, input};
use crate::texts::{t, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const WORDS: Field = field("words", "journey-basis-words");
const FROM: Field = field("from", "journey-basis-from");
const TO: Field = field("to", "journey-basis-to");
const ENTRIES: Field = field("entries", "journey-basis-entries");
const FILES: Field = field("files", "journey-basis-files");
const LOOK: Field = field("look", "journey-basis-look");

/// Of either at most so many are shown: more are looked for by words or days.
const MOST: usize = 40;

/// What is looked for. It comes with the form and stands in no address.
#[derive(Default)]
struct Asked {
    words: Vec<String>,
    from: Option<Date>,
    to: Option<Date>,
}

impl Asked {
    fn read(form: &mut Filled) -> Self {
        let words = form.text_or_none(&WORDS, 200).unwrap_or_default();
        Self {
            words: words.split_whitespace().map(str::to_lowercase).collect(),
            from: form.date_or_none(&FROM),
            to: form.date_or_none(&TO),
        }
    }

    /// Days that nobody knows reach everywhere.
    fn shows(&self, text: &str, (first, last): (Option<Date>, Option<Date>)) -> bool {
        let text = text.to_lowercase();
        let not_over = |ends: Option<Date>, begins: Option<Date>| {
            ends.zip(begins).is_none_or(|(ends, begins)| ends >= begins)
        };
        self.words.iter().all(|word| text.contains(word))
            && not_over(last, self.from)
            && not_over(self.to, first)
    }
}

fn entry_words(one: &Stored<Entry>) -> String {
    let body = &one.body;
    let values = [
        ("day", body.date.to_string().into()),
        ("words", short(&body.text.0).into()),
    ];
    t_with("journey-basis-entry", &values)
}

fn file_words(one: &FileRow) -> String {
    let day = date_in_words(one.added_at.date_in_london());
    let values = [("name", one.name.0.as_str().into()), ("day", day.into())];
    t_with("journey-basis-file", &values)
}

fn offers(asked: &Asked, form: &Filled, found: &Readable) -> [Vec<Offer>; 2] {
    let ticked = |field: &Field, id: &str| form.all(field.id).any(|one| one == id);
    let entries = found.entries.iter().filter(|one| {
        let body = &one.body;
        let days = (body.date.earliest(), body.date.latest());
        ticked(&ENTRIES, &one.id.to_string()) || asked.shows(&body.text.0, days)
    });
    let files = found.files.iter().filter(|one| {
        let day = Some(one.added_at.date_in_london());
        ticked(&FILES, &one.id.to_string()) || asked.shows(&one.name.0, (day, day))
    });
    [
        entries
            .map(|one| Offer::new(one.id.to_string(), entry_words(one)))
            .collect(),
        files
            .map(|one| Offer::new(one.id.to_string(), file_words(one)))
            .collect(),
    ]
}

/// Those that were ticked stay, whatever else is cut off.
fn cut(form: &Filled, field: &Field, mut offers: Vec<Offer>) -> (Vec<Offer>, bool) {
    let ticked = |one: &Offer| form.all(field.id).any(|code| code == one.code);
    let is_more = offers.len() > MOST;
    if is_more {
        offers.sort_by_key(|one| !ticked(one));
        let kept = offers.iter().filter(|one| ticked(one)).count();
        offers.truncate(MOST.max(kept));
    }
    (offers, is_more)
}

fn list(form: &Filled, field: Field, offers: Vec<Offer>) -> Vec<Input> {
    let (offers, is_more) = cut(form, &field, offers);
    if offers.is_empty() {
        let none = match field.id == ENTRIES.id {
            true => "journey-basis-no-entries",
            false => "journey-basis-no-files",
        };
        return vec![drawn(crate::draw::paragraph(t(none)))];
    }
    let mut inputs = vec![input(field, Ask::AnyOf(offers))];
    inputs.extend(is_more.then(|| drawn(crate::draw::paragraph(t("journey-basis-more")))));
    inputs
}

fn sheet(seen: &Seen<'_, OfMoment>, (asked, form): (&Asked, &Filled), found: &Readable) -> Sheet {
    let [entries, files] = offers(asked, form, found);
    let mut inputs = vec![
        input(WORDS, Ask::Line),
        input(FROM, Ask::Day),
        input(TO, Ask::Day),
    ];
    inputs.extend(list(form, ENTRIES, entries));
    inputs.extend(list(form, FILES, files));
    inputs.push(input(LOOK, Ask::Again(LOOK.label())));
    Sheet {
        title: t("journey-basis-title"),
        caption: seen.caption(),
        step: None,
        explain: seen.warned([seen.words(), t("journey-basis-explain")]),
        inputs,
        button: t("journey-basis-button"),
        back: seen.own(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen_one(&state, &signed, &parts).await?;
    seen.may_revise()?;
    let found = readable(state.app(), &signed.ctx, &seen.place.reference).await?;
    let hidden = state.hidden(&signed.visit, Some(seen.found.moment.version))?;
    let empty = Filled::empty();
    sheet(&seen, (&Asked::default(), &empty), &found).show(&state, &signed, &empty, hidden)
}

fn filled(_: &Moment) -> Filled {
    Filled::empty()
}

fn field_of(code: &str) -> Option<Field> {
    code.starts_with("journey-").then_some(WORDS)
}

/// The ids that were ticked; one that is none is not there.
fn ticked<T: std::str::FromStr>(form: &Filled, field: &Field) -> Result<Vec<T>, PageError> {
    let all = form.all(field.id).map(str::parse::<T>);
    let all: Result<Vec<T>, T::Err> = all.collect();
    all.map_err(|_| PageError::NotFound)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    mut form: Filled,
) -> Answer {
    let seen = seen_one(&state, &signed, &parts).await?;
    seen.may_revise()?;
    let found = readable(state.app(), &signed.ctx, &seen.place.reference).await?;
    let asked = Asked::read(&mut form);
    let sheet = sheet(&seen, (&asked, &form), &found);
    if !form.is_good() || !form.value(LOOK.id).is_empty() {
        return sheet.again(&state, &signed, &form);
    }
    let (entries, files) = (ticked(&form, &ENTRIES)?, ticked(&form, &FILES)?);
    let sent = (form.form_id()?, (seen.found.moment.id, form.version()?));
    let chosen = (entries.as_slice(), files.as_slice());
    let outcome = rest_on(
        state.app(),
        &signed.ctx,
        &seen.place.reference,
        sent,
        chosen,
    )
    .await;
    let whole = seen.whole();
    let after = After {
        next: &whole,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
