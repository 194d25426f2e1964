//! A name in the accounts that nobody has placed: somebody in the register, somebody new, a place, or neither.

use app::AppError;
use app::people_places::{Answer as Is, Mention, NewName, say_name, undo_name};
use axum::extract::{Path, State};
use axum_extra::extract::Query;
use model::RecordId;
use model::case::NameHow;

use super::{Seen, person, place, seen};
use crate::draw::inset;
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, drawn, group, input};
use crate::texts::{t, t_code, t_with};
use crate::{Signed, WebState};

const IS: Field = field("is", "name-answer");
const OF: Field = field("of", "name-of");
const HOW: Field = field("how", "name-how");

const SAME: &str = "same";
const PERSON: &str = "person";
const PLACE: &str = "place";
const NOBODY: &str = "nobody";

/// Where the name stands: in which entry, and where among those whom it is about.
type At = (RecordId, usize);

fn at(record: &str, typed: &[(String, String)]) -> Result<At, PageError> {
    let entry = record.parse().map_err(|_| PageError::NotFound)?;
    let at = typed.iter().find(|(name, _)| name == "at");
    let at = at.and_then(|(_, at)| at.parse().ok());
    Ok((entry, at.ok_or(PageError::NotFound)?))
}

/// The name that stands there, while nobody has said what it is.
fn open(seen: &Seen, (entry, at): At) -> Result<&Mention, PageError> {
    let mut open = seen.found.waiting().into_iter();
    let found = open.find(|one| {
        let mut entries = one.entries.iter();
        entries.any(|used| used.entry == entry && used.at == at)
    });
    found.ok_or(PageError::NotFound)
}

/// People and places to choose from.
fn on_offer(seen: &Seen) -> Vec<Offer> {
    let all = seen.found.everybody().chain(seen.found.register.places());
    all.map(|(id, name)| Offer::new(id.to_string(), name))
        .collect()
}

fn sheet(seen: &Seen, name: &Mention) -> Sheet {
    let answers = [SAME, PERSON, PLACE, NOBODY];
    let answers = answers.map(|code| Offer::new(code, t_code("name-answer-is", code)));
    let hows = [NameHow::Alias, NameHow::Spelling, NameHow::WordFor];
    let hows = hows.map(|how| Offer::new(how.code(), t_code("name-how", how.code())));
    let values = [
        ("name", name.called.0.as_str().into()),
        ("count", name.entries.len().into()),
    ];
    Sheet {
        title: t("name-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![t("name-explain"), t("name-explain-undo")],
        inputs: vec![
            drawn(inset(t_with("name-called", &values)).render()),
            input(IS, Ask::OneOf(answers.into())),
            group(
                t("name-if-same"),
                vec![
                    input(OF, Ask::Pick(on_offer(seen))),
                    input(HOW, Ask::OneOf(hows.into())),
                ],
            ),
            group(t("name-if-person"), person::inputs(seen, true)),
            group(t("name-if-place"), place::inputs(seen)),
        ],
        button: t("save"),
        back: seen.here(""),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
    Query(typed): Query<Vec<(String, String)>>,
) -> Answer {
    let seen = seen(&state, &signed, (&text, None)).await?;
    seen.usable()?;
    let name = open(&seen, at(&record, &typed)?)?;
    let mut form = Filled::with(person::usual());
    form.set(person::NAME.id, name.called.0.as_str());
    form.set(place::PLACE.id, name.called.0.as_str());
    form.set(HOW.id, NameHow::Alias.code());
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen, name).show(&state, &signed, &form, hidden)
}

/// What was answered; only the questions that go with the answer are looked at.
fn read(seen: &Seen, form: &mut Filled) -> Option<Is> {
    let known = |code: &str| [SAME, PERSON, PLACE, NOBODY].contains(&code);
    let answer = crate::pages::seen::one_of(form, &IS, known)?;
    match answer.as_str() {
        SAME => {
            let of = form.choice::<RecordId>(&OF);
            let how = form.coded(&HOW, NameHow::from_code);
            Some(Is::Same { of: of?, how: how? })
        }
        PERSON => {
            let section = person::read_section(seen, form);
            let new = person::read(form);
            Some(Is::Person(new?, section?))
        }
        PLACE => {
            let address = place::read_address(seen, form);
            Some(Is::Place(place::read(form)?, address.unwrap_or_default()))
        }
        _ => Some(Is::Nobody),
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
    Query(typed): Query<Vec<(String, String)>>,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, None)).await?;
    seen.usable()?;
    let (entry, at) = at(&record, &typed)?;
    let Ok(name) = open(&seen, (entry, at)) else {
        return Err(PageError::Rule("name-told"));
    };
    let sheet = sheet(&seen, name);
    let Some(answer) = read(&seen, &mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = NewName { entry, at, answer };
    let sent = (form.form_id()?, &new);
    let field = |code: &str| match code {
        "name-of" => Some(OF),
        "register-name" => Some(person::NAME),
        "place-address" => Some(place::ADDRESS),
        _ => None,
    };
    match say_name(state.app(), &signed.ctx, &seen.reference, sent).await {
        Ok(()) => Ok(next_page(&seen.here(""))),
        Err(AppError::Rule(code)) => match field(code) {
            Some(field) => {
                form.refuse(&field, code);
                sheet.again(&state, &signed, &form)
            }
            None => Err(PageError::Rule(code)),
        },
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn undone(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let reference = crate::pages::people::reference(&text)?;
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, (id, form.version()?));
    undo_name(state.app(), &signed.ctx, &reference, sent).await?;
    let next = signed.path(&format!("reviews/{reference}/people-and-places"));
    Ok(next_page(&next))
}
