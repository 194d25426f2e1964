//! Name somebody of the agency who answers, and give them the code for their first sign-in.

use app::AppError;
use app::returns::{NewAnswering, end_answering, first_code, name_answering};
use askama::Template;
use axum::extract::{Path, State};
use model::RecordId;

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show};
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::texts::t;
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const NAME: Field = field("name", "answering-name");
const EMAIL: Field = field("email", "answering-email");
const SIGNS: Field = field("signs", "answering-signs");

fn sheet(seen: &Seen<'_>) -> Sheet {
    let parts =
        ["no", "yes"].map(|code| Offer::new(code, crate::texts::t_code("answering-signs", code)));
    Sheet {
        title: t("answering-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![seen.agency(), t("answering-explain")],
        inputs: vec![
            input(NAME, Ask::Line),
            input(EMAIL, Ask::Line),
            input(SIGNS, Ask::OneOf(parts.into())),
        ],
        button: t("answering-add"),
        back: seen.here(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "answering-name" => Some(NAME),
        "person-email" | "role-own" | "person-barred" | "answering-already" => Some(EMAIL),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    let sheet = sheet(&seen);
    let name = form.text(&NAME, 200);
    let email = form.email(&EMAIL);
    let signs = form.coded(&SIGNS, |code| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let (Some(name), Some(email), Some(signs)) = (name, email, signs) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = NewAnswering { name, email, signs };
    let sent = (form.form_id()?, &new);
    let of = (&seen.reference, seen.id());
    match name_answering(state.app(), &signed.ctx, of.0, of.1, sent).await {
        Ok(_) => Ok(next_page(&seen.here())),
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

pub(super) async fn end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, place)): Path<(String, String, String, String)>,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    let place: RecordId = place.parse().map_err(|_| PageError::NotFound)?;
    let sent = (form.form_id()?, place);
    end_answering(state.app(), &signed.ctx, &seen.reference, seen.id(), sent).await?;
    Ok(next_page(&seen.here()))
}

#[derive(Template)]
#[template(path = "requests/code.html")]
struct CodePage {
    frame: Frame,
    caption: String,
    name: String,
    code: String,
    link: String,
    until: String,
    here: String,
}

/// Shows the code once. A form that is sent again makes another, and the first is good no more.
pub(super) async fn code(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, place)): Path<(String, String, String, String)>,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    form.form_id()?;
    let place: RecordId = place.parse().map_err(|_| PageError::NotFound)?;
    let made = first_code(state.app(), &signed.ctx, &seen.reference, seen.id(), place).await?;
    let people = seen.found.people.iter().map(|one| (one.id, one.person));
    let checking = seen.found.checking.iter().map(|one| (one.id, one.person));
    let person = people.chain(checking).find(|(id, _)| *id == place);
    let name = person.and_then(|(_, person)| seen.names.of(person));
    let code = &signed.place.organisation.code;
    show(&CodePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("first-code-title"))
            .back(seen.here()),
        caption: seen.caption(),
        name: name.unwrap_or_default().to_owned(),
        code: made.code.to_text(),
        link: format!("{}/answer/{code}/{}", state.site().base_url, seen.id()),
        until: moment_in_words(made.until),
        here: seen.here(),
    })
}
