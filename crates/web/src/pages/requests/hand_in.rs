//! Hand in the document of an agency that does not sign in, for its named author.

use app::AppError;
use app::returns::offline::{
    NewHandIn, Setting, hand_in, hand_out_empty, handed_in, take_handed_in_away,
};
use app::vault::HandedIn;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Choice, Html, Link, Size};
use model::case::{CameBy, HandedInFor};
use model::{Date, PersonId, Sensitive};

use super::ask_about::HereEntry;
use super::{Seen, seen};
use crate::draw::bullets;
use crate::form::{Field, Filled, Hidden, UploadForm, field};
use crate::frame::{Frame, attachment, next_page, saved_page, show_form};
use crate::offline_words::form_words;
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, input};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

const PERSON: Field = field("person", "hand-in-person");
const AUTHOR: Field = field("author", "hand-in-author");
const RECEIVED: Field = field("received", "hand-in-received");
const CAME_BY: Field = field("came-by", "hand-in-came-by");
const FILE: Field = field("file", "hand-in-file");

const WHY: Field = field("why", "hand-in-why");

/// Stands for somebody who is not named for the request.
const OTHER: &str = "other";

#[derive(Template)]
#[template(path = "requests/hand_in.html")]
struct HandInPage {
    frame: Frame,
    caption: String,
    agency: String,
    form: Filled,
    hidden: Hidden,
    empty: Hidden,
    people: Vec<Choice>,
    ways: Vec<Choice>,
    before: Option<Html>,
    here: String,
}

impl HandInPage {
    /// The question of the day on which the document was received.
    fn received(&self) -> Html {
        let legend = RECEIVED.legend().size(Size::M);
        self.form.date_boxes(RECEIVED, legend).render()
    }
}

/// Who handed a document in, for whom, when.
fn line(seen: &Seen<'_>, one: &HandedIn) -> String {
    let (of, by) = (&one.of, seen.names.of(one.of.by));
    let values = [
        ("when", moment_in_words(one.at).into()),
        ("by", by.map_or_else(|| t("somebody"), str::to_owned).into()),
        ("author", of.author.0.as_str().into()),
        ("date", date_in_words(of.received).into()),
        ("how", t_code("came-by", of.came_by.code()).into()),
    ];
    t_with("hand-in-before", &values)
}

/// What was handed in, a sentence each; nothing where nothing was.
pub(super) fn lines(seen: &Seen<'_>, all: &[HandedIn]) -> Option<Html> {
    let each = all.iter().map(|one| Html::escape(line(seen, one)));
    (!all.is_empty()).then(|| bullets(each))
}

/// What was handed in before, with what can be done about it.
fn before(seen: &Seen<'_>, all: &[HandedIn]) -> Option<Html> {
    let each = all.iter().map(|one| {
        let mut lines = vec![Html::escape(line(seen, one))];
        if let Some(taken) = &one.taken_back {
            let by = seen.names.of(taken.by);
            let values = [
                ("by", by.map_or_else(|| t("somebody"), str::to_owned).into()),
                ("when", moment_in_words(taken.at).into()),
                ("why", taken.why.0.as_str().into()),
            ];
            lines.push(Html::escape(t_with("hand-in-taken-back", &values)));
        } else if one.decided {
            lines.push(Html::escape(t("hand-in-decided")));
        } else {
            let href = format!("{}/hand-in/{}/take-away", seen.here(), one.id);
            let about = t1("hand-in-away-about", "when", moment_in_words(one.at));
            let link = Link::new(t("hand-in-away"), href).visually_hidden(about);
            lines.push(link.render());
        }
        Html::lines(lines)
    });
    (!all.is_empty()).then(|| bullets(each))
}

fn people(seen: &Seen<'_>) -> Vec<Choice> {
    let people = seen.found.people.iter();
    let named = people.map(|one| {
        let name = seen.names.of(one.person);
        let name = name.map_or_else(|| t("somebody"), str::to_owned);
        Choice::new(one.person.to_string(), name)
    });
    named
        .chain([Choice::new(OTHER, t("hand-in-person-other"))])
        .collect()
}

async fn shown(
    (state, signed): (&WebState, &Signed),
    seen: &Seen<'_>,
    (form, hidden): (Filled, Hidden),
) -> Answer {
    let errors = form.errors().clone();
    let all = handed_in(state.app(), &signed.ctx, seen.id()).await?;
    let way = |one: &CameBy| Choice::new(one.code(), t_code("came-by", one.code()));
    show_form(
        &errors,
        &HandInPage {
            frame: Frame::of(state, &signed.visit)
                .titled(t("hand-in-title"))
                .back(seen.here())
                .with_errors(&errors),
            caption: seen.caption(),
            agency: seen.agency(),
            form,
            hidden,
            empty: state.hidden(&signed.visit, None)?,
            people: people(seen),
            ways: CameBy::ALL.iter().map(way).collect(),
            before: before(seen, &all),
            here: format!("{}/hand-in", seen.here()),
        },
    )
}

async fn usable<'a>(
    state: &'a WebState,
    signed: &Signed,
    of: (&str, &str),
) -> Result<Seen<'a>, PageError> {
    let seen = seen(state, signed, of).await?;
    seen.usable()?;
    Ok(seen)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = usable(&state, &signed, (&text, &id)).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    shown((&state, &signed), &seen, (Filled::empty(), hidden)).await
}

/// Answers with the document to be filled in, with nothing of what the agency may have written.
pub(super) async fn empty(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = usable(&state, &signed, (&text, &id)).await?;
    form.form_id()?;
    let words = form_words();
    let setting = Setting {
        words: &words,
        names: &seen.names,
        asks: &signed.place.organisation.name,
        real_people: state.takes_real_people(),
    };
    let made = hand_out_empty(state.app(), &signed.ctx, seen.id(), setting).await?;
    let name = format!("return-{}.docx", seen.id());
    Ok(attachment(made.bytes, made.media, &name))
}

/// What is said of the document; nothing when something is wrong.
fn said(form: &mut Filled, (me, today): (PersonId, Date)) -> Option<HandedInFor> {
    let person = form.coded(&PERSON, |code| {
        if code == OTHER {
            Some(None)
        } else {
            code.parse::<PersonId>().ok().map(Some)
        }
    });
    let author = form.text(&AUTHOR, 300);
    let received = form.date(&RECEIVED);
    if received.is_some_and(|received| received > today) {
        form.refuse(&RECEIVED, "hand-in-later");
    }
    let came_by = form.coded(&CAME_BY, CameBy::from_code);
    if !form.is_good() {
        return None;
    }
    Some(HandedInFor {
        by: me,
        person: person?,
        author: Sensitive(author?),
        received: received?,
        came_by: came_by?,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "hand-in-author" => Some(AUTHOR),
        "hand-in-later" => Some(RECEIVED),
        "answering-unknown" => Some(PERSON),
        code if code.starts_with("file-") => Some(FILE),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    upload: UploadForm,
) -> Answer {
    let seen = match usable(&state, &signed, (&text, &id)).await {
        Ok(seen) => seen,
        Err(problem) => {
            upload.pass_over().await;
            return Err(problem);
        }
    };
    let (mut form, chosen) = upload.answers().await?;
    let hidden = form.hidden()?;
    let me = signed.ctx.person().map_err(|_| PageError::NotFound)?.id;
    let said = said(&mut form, (me, signed.ctx.today()));
    let Some(chosen) = chosen else {
        form.say(FILE.id, "file-none-chosen");
        return shown((&state, &signed), &seen, (form, hidden)).await;
    };
    let Some(of) = said else {
        form.say(FILE.id, "file-choose-again");
        chosen.pass_over().await;
        return shown((&state, &signed), &seen, (form, hidden)).await;
    };
    let name = chosen.name.clone();
    let new = NewHandIn { name: &name, of };
    let words = form_words();
    let request = (&seen.reference, seen.id());
    let sent = (form.form_id()?, &new);
    match hand_in(state.app(), &signed.ctx, request, sent, (chosen, &words)).await {
        Ok(_) => Ok(saved_page(&format!("{}/hand-in", seen.here()))),
        Err(AppError::Rule(code)) => match field_of(code) {
            Some(field) => {
                form.refuse(&field, code);
                shown((&state, &signed), &seen, (form, hidden)).await
            }
            None => Err(PageError::Rule(code)),
        },
        Err(error) => Err(error.into()),
    }
}

/// The document of an address, as it stands.
async fn handed(
    state: &WebState,
    signed: &Signed,
    (seen, id): (&Seen<'_>, &str),
) -> Result<HandedIn, PageError> {
    let all = handed_in(state.app(), &signed.ctx, seen.id()).await?;
    let found = all.into_iter().find(|one| one.id.to_string() == id);
    found.ok_or(PageError::NotFound)
}

fn away_sheet(seen: &Seen<'_>, one: &HandedIn) -> Sheet {
    Sheet {
        title: t("hand-in-away-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![seen.agency(), line(seen, one), t("hand-in-away-explain")],
        inputs: vec![input(WHY, Ask::Words)],
        button: t("hand-in-away-button"),
        back: format!("{}/hand-in", seen.here()),
    }
}

pub(super) async fn away_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, entry)): HereEntry,
) -> Answer {
    let seen = usable(&state, &signed, (&text, &id)).await?;
    let one = handed(&state, &signed, (&seen, &entry)).await?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    away_sheet(&seen, &one).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn away_save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, entry)): HereEntry,
    mut form: Filled,
) -> Answer {
    let seen = usable(&state, &signed, (&text, &id)).await?;
    let one = handed(&state, &signed, (&seen, &entry)).await?;
    let Some(why) = form.text(&WHY, 2_000) else {
        return away_sheet(&seen, &one).again(&state, &signed, &form);
    };
    let why = Sensitive(why);
    let sent = (form.form_id()?, (one.id, form.version()?), &why);
    let of = (&seen.reference, seen.id());
    take_handed_in_away(state.app(), &signed.ctx, of, sent).await?;
    Ok(next_page(&format!("{}/hand-in", seen.here())))
}
