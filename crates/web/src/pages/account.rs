//! One's own account: the organisations one may act for, where one is signed in, a form that was kept.

use access::Strength;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::Query;
use govuk::Choice;
use http::HeaderMap;
use model::AgencyId;
use serde::Deserialize;

use crate::WebState;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::guard::is_plain_page;
use crate::problem::{Answer, PageError};
use crate::session::{self, Account, Place};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::when::moment_in_words;

const AGENCY: Field = field("agency", "agency-choice");

pub(crate) fn rows() -> Vec<Row> {
    vec![
        page(
            "organisations",
            Who::SignedIn,
            "/organisations",
            organisations,
        ),
        page("agency-choice", Who::SignedIn, "/agency", agency_form),
        send(Who::SignedIn, "/agency", save_agency),
        page("sessions", Who::SignedIn, "/sessions", sessions),
        send(Who::SignedIn, "/sessions/end-all", end_all),
        page("kept-form", Who::SignedIn, "/kept-form", kept_form),
        send(Who::SignedIn, "/kept-form/send", send_kept_form),
        send(Who::SignedIn, "/kept-form/drop", drop_kept_form),
    ]
}

#[derive(Template)]
#[template(path = "account/organisations.html")]
struct OrganisationsPage {
    frame: Frame,
    places: Vec<Place>,
    kept: bool,
}

#[derive(Deserialize)]
struct After {
    after: Option<String>,
}

/// After sign-in, whoever signed in to answer a request goes on to it, and whoever has one organisation only goes
/// straight there.
async fn organisations(
    State(state): State<WebState>,
    account: Account,
    headers: HeaderMap,
    Query(query): Query<After>,
) -> Answer {
    let kept = session::kept_form(&state, &account).await?.is_some();
    let places = session::places(&account.session, &account.visit);
    if let (false, Some(_)) = (kept, &query.after)
        && let Some(next) = super::first_use::go_on(&state, &headers, &account)?
    {
        return Ok(next);
    }
    if let ([only], false, Some(_)) = (places.as_slice(), kept, &query.after) {
        return Ok(next_page(&format!("/o/{}/today", only.organisation.code)));
    }
    let frame = Frame::of(&state, &account.visit).titled(t("organisations-title"));
    show(&OrganisationsPage {
        frame,
        places,
        kept,
    })
}

#[derive(Template)]
#[template(path = "account/agency.html")]
struct AgencyPage {
    frame: Frame,
    form: Filled,
    choices: Vec<Choice>,
}

/// The agencies between which somebody has to choose, with the organisation in which they do.
async fn agencies(
    state: &WebState,
    account: &Account,
) -> Result<Vec<(AgencyId, String)>, PageError> {
    let session = &account.session;
    let mut all = Vec::new();
    for organisation in &session.organisations {
        let several = session.agencies_in(organisation.id);
        let ctx = session.ctx(
            organisation.id,
            account.visit.request(),
            account.visit.now(),
        );
        let Some(ctx) = ctx.filter(|_| several.len() > 1) else {
            continue;
        };
        let names = app::names::names(state.app(), &ctx).await?;
        all.extend(several.into_iter().map(|id| {
            let name = names.agency(&id.to_string()).unwrap_or_default();
            (id, format!("{name} ({})", organisation.name))
        }));
    }
    Ok(all)
}

/// For which agency somebody acts who has roles for several in one organisation.
async fn agency_form(State(state): State<WebState>, account: Account) -> Answer {
    agency_page(&state, &account, Filled::empty()).await
}

async fn agency_page(state: &WebState, account: &Account, form: Filled) -> Answer {
    let all = agencies(state, account).await?;
    if all.is_empty() {
        return Ok(next_page("/organisations"));
    }
    let choice = |(id, name): (AgencyId, String)| Choice::new(id.to_string(), name);
    let errors = form.errors().clone();
    let page = AgencyPage {
        frame: Frame::of(state, &account.visit)
            .titled(t("agency-choice-title"))
            .with_errors(&errors),
        form,
        choices: all.into_iter().map(choice).collect(),
    };
    show_form(&errors, &page)
}

async fn save_agency(
    State(state): State<WebState>,
    account: Account,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    mut form: Filled,
) -> Answer {
    let Some(agency) = form.choice::<AgencyId>(&AGENCY) else {
        return agency_page(&state, &account, form).await;
    };
    let (session, now) = (&account.session, account.visit.now());
    let mut roles = session.memberships.iter();
    let role = roles.find(|one| one.agency == Some(agency));
    let organisation = role.ok_or(PageError::NotFound)?.organisation;
    state.sign_in().choose_agency(session, agency, now).await?;
    if let Some(next) = super::first_use::go_on_for_agency(&state, &headers, &account)? {
        return Ok(next);
    }
    let mut places = session.organisations.iter();
    let place = places.find(|one| one.id == organisation);
    let next = place.map_or_else(
        || "/organisations".to_owned(),
        |place| wanted(query.as_deref(), &place.code),
    );
    Ok(next_page(&next))
}

/// The page of an organisation that somebody wanted before they had to choose; else Today.
fn wanted(query: Option<&str>, code: &str) -> String {
    let mut parts = query.unwrap_or_default().split('&');
    let page = parts.find_map(|part| part.strip_prefix("to="));
    let page = page.filter(|page| is_plain_page(page, code));
    page.map_or_else(|| format!("/o/{code}/today"), str::to_owned)
}

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct SessionsPage {
    frame: Frame,
    lines: Vec<SessionLine>,
    passkeys: bool,
    organisations: bool,
}

struct SessionLine {
    began: String,
    seen: String,
    how: String,
    this: bool,
}

async fn sessions(State(state): State<WebState>, account: Account) -> Answer {
    let rows = state
        .sign_in()
        .sessions_of(account.session.person.id, account.visit.now())
        .await?;
    let line = |row: access::sign_in::SessionRow| SessionLine {
        began: moment_in_words(row.started_at),
        seen: moment_in_words(row.seen_at),
        how: t_code("strength", strength(row.strength)),
        this: row.id == account.session.id,
    };
    let lines = rows.into_iter().map(line).collect();
    let frame = Frame::of(&state, &account.visit).titled(t("sessions-title"));
    show(&SessionsPage {
        frame,
        lines,
        passkeys: state.sign_in().offers_passkeys(),
        organisations: !state.sign_in().providers().is_empty(),
    })
}

const fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Demonstration => "demonstration",
        Strength::TwoFactors => "two_factors",
        Strength::Organisation => "organisation",
        Strength::Passkey => "passkey",
    }
}

async fn end_all(State(state): State<WebState>, account: Account) -> Answer {
    state
        .sign_in()
        .sign_out_everywhere(&account.session, account.visit.now())
        .await?;
    super::sign_in::out(&state)
}

#[derive(Template)]
#[template(path = "account/kept_form.html")]
struct KeptFormPage {
    frame: Frame,
    pairs: Vec<(String, String)>,
    typed: Vec<String>,
}

async fn kept_form(State(state): State<WebState>, account: Account) -> Answer {
    let Some(pairs) = session::kept_form(&state, &account).await? else {
        return Ok(next_page("/organisations"));
    };
    let unseen =
        |name: &str| matches!(name, "form_id" | "version") || name.starts_with("conflict.");
    let typed = pairs
        .iter()
        .filter(|(name, value)| !unseen(name) && !value.trim().is_empty());
    let typed = typed.map(|(_, value)| value.clone()).collect();
    let frame = Frame::of(&state, &account.visit).titled(t("kept-title"));
    show(&KeptFormPage {
        frame,
        pairs,
        typed,
    })
}

/// Sends the form on to where it was going: the browser sends the same body there (307).
async fn send_kept_form(State(state): State<WebState>, account: Account) -> Answer {
    match session::take_kept_form(&state, &account).await? {
        Some(path) => Ok(Redirect::temporary(&path).into_response()),
        None => Ok(next_page("/organisations")),
    }
}

async fn drop_kept_form(State(state): State<WebState>, account: Account) -> Answer {
    session::take_kept_form(&state, &account).await?;
    Ok(next_page("/organisations"))
}
