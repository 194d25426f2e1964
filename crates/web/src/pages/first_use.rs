//! The page that the link of a request for information opens: signing in, or the code of the first time. It looks nothing up
//! and reads the same for every request and for none, so a link that was passed on shows nothing.

use access::sign_in::Confirmed;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use crypto::SpokenCode;
use http::HeaderMap;
use model::RecordId;

use super::invitation;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show_form};
use crate::problem::{Answer, PageError};
use crate::session::{Account, Place, cookie, places};
use crate::table::{Row, Who, page, send};
use crate::texts::t;
use crate::{Anyone, Visit, WebState};

const CODE: Field = field("code", "first-use-code");
/// Longest code of an organisation.
const LONGEST: usize = 30;

pub(crate) fn rows() -> Vec<Row> {
    vec![
        page(
            "first-use",
            Who::Anyone,
            "/answer/{organisation_code}/{record}",
            ask,
        ),
        send(
            Who::Anyone,
            "/answer/{organisation_code}/{record}",
            first_time,
        ),
        send(
            Who::Anyone,
            "/answer/{organisation_code}/{record}/sign-in",
            sign_in,
        ),
    ]
}

/// The request that a link names. That it is well formed says nothing of whether there is one.
struct Asked {
    organisation: String,
    request: RecordId,
}

impl Asked {
    fn read(organisation: &str, request: &str) -> Option<Self> {
        let sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-';
        let good = organisation.len() <= LONGEST && organisation.bytes().all(sign);
        Some(Self {
            organisation: (good && !organisation.is_empty()).then(|| organisation.to_owned())?,
            request: request.parse().ok()?,
        })
    }

    /// As a browser remembers it.
    fn remembered(&self) -> String {
        format!("{}.{}", self.organisation, self.request)
    }

    fn link(&self) -> String {
        format!("/answer/{}/{}", self.organisation, self.request)
    }

    /// Where whoever is signed in answers it. That page decides who may.
    fn returns(&self) -> String {
        format!("/o/{}/returns/{}", self.organisation, self.request)
    }
}

type Here = Path<(String, String)>;

fn asked(Path((organisation, request)): Here) -> Result<Asked, PageError> {
    Asked::read(&organisation, &request).ok_or(PageError::NotFound)
}

#[derive(Template)]
#[template(path = "sign_in/first_use.html")]
struct FirstUsePage {
    frame: Frame,
    form: Filled,
    here: String,
}

fn first_use_page(state: &WebState, visit: &Visit, asked: &Asked, form: Filled) -> Answer {
    let errors = form.errors().clone();
    let page = FirstUsePage {
        frame: Frame::of(state, visit)
            .titled(t("first-use-title"))
            .with_errors(&errors),
        form,
        here: asked.link(),
    };
    show_form(&errors, &page)
}

async fn ask(State(state): State<WebState>, Anyone(visit): Anyone, here: Here) -> Answer {
    let asked = asked(here)?;
    if visit.session().is_some() {
        return Ok(next_page(&asked.returns()));
    }
    first_use_page(&state, &visit, &asked, Filled::empty())
}

/// Somebody who has signed in before: the browser remembers for an hour where they want to go.
async fn sign_in(State(state): State<WebState>, Anyone(_): Anyone, here: Here) -> Answer {
    let mut response = next_page("/sign-in");
    cookie::give_answer(&state, &mut response, &asked(here)?.remembered())?;
    Ok(response)
}

/// A right code leads to an invitation, and from there to the request. A wrong one stays in its box, so that one sign of
/// it can be put right.
async fn first_time(
    State(state): State<WebState>,
    Anyone(visit): Anyone,
    here: Here,
    mut form: Filled,
) -> Answer {
    let asked = asked(here)?;
    let Some(typed) = form.text(&CODE, 60) else {
        return first_use_page(&state, &visit, &asked, form);
    };
    let Ok(code) = SpokenCode::from_text(&typed) else {
        form.say(CODE.id, "first-use-code-form");
        return first_use_page(&state, &visit, &asked, form);
    };
    let confirmed =
        state
            .sign_in()
            .confirm_first_code(asked.request, &code, visit.address(), visit.now());
    match confirmed.await? {
        Confirmed::Invited(token) => {
            let mut response = next_page(&invitation::address(&token));
            cookie::give_answer(&state, &mut response, &asked.remembered())?;
            Ok(response)
        }
        Confirmed::TryLater { until } => Err(PageError::TooMany { until }),
        Confirmed::Wrong => {
            form.say(CODE.id, "first-use-code-wrong");
            first_use_page(&state, &visit, &asked, form)
        }
    }
}

/// The request that the browser remembers, when it is of an organisation in which whoever signed in has a role.
fn remembered(state: &WebState, headers: &HeaderMap, account: &Account) -> Option<(Asked, Place)> {
    let (code, request) = cookie::answer(state, headers)?.split_once('.')?;
    let asked = Asked::read(code, request)?;
    let places = places(&account.session, &account.visit);
    let mut places = places.into_iter();
    let place = places.find(|place| place.organisation.code == asked.organisation)?;
    Some((asked, place))
}

/// Where whoever has just signed in to answer a request goes. The browser then forgets it, but where they have to choose
/// an agency first: [`go_on_for_agency`] comes after that.
pub(super) fn go_on(
    state: &WebState,
    headers: &HeaderMap,
    account: &Account,
) -> Result<Option<Response>, PageError> {
    match remembered(state, headers, account) {
        Some((_, place)) if account.session.must_choose_agency(place.organisation.id) => {
            Ok(Some(next_page("/agency")))
        }
        _ => go_on_for_agency(state, headers, account),
    }
}

/// The same once they have chosen.
pub(super) fn go_on_for_agency(
    state: &WebState,
    headers: &HeaderMap,
    account: &Account,
) -> Result<Option<Response>, PageError> {
    let Some((asked, _)) = remembered(state, headers, account) else {
        return Ok(None);
    };
    let mut response = next_page(&asked.returns());
    cookie::take_answer(state, &mut response)?;
    Ok(Some(response))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    const ID: &str = "01976f2a-0000-7000-8000-000000000000";

    #[test]
    fn only_a_code_and_an_id_name_a_request() {
        let asked = Asked::read("marshside", ID).unwrap();
        assert_eq!(asked.returns(), format!("/o/marshside/returns/{ID}"));
        let kept = asked.remembered();
        let (code, request) = kept.split_once('.').unwrap();
        assert_eq!(Asked::read(code, request).unwrap().link(), asked.link());
        let long = "a".repeat(31);
        for code in [
            "",
            "Marshside",
            "a/b",
            "..",
            "a.b",
            "//elsewhere.example",
            "a;b",
            &long,
        ] {
            assert!(Asked::read(code, ID).is_none(), "{code}");
        }
        for request in ["", "new", "..", "https://elsewhere.example"] {
            assert!(Asked::read("marshside", request).is_none(), "{request}");
        }
    }
}
