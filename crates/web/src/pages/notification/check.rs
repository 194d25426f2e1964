//! Check answers, agree to the notification, and fetch the document.

use app::AppError;
use app::notification::{ChangedAt, Part, authorise, paper};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::Authorisation;
use model::scheme::StepText;

use super::blanks::blanks;
use super::{Here, framed, seen};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, attachment, next_page, saved_page, show};
use crate::pages::facts::Section;
use crate::problem::{Answer, PageError};
use crate::{Signed, WebState};

const OF_VERSION: Field = field("of-version", "notification-version");
const OF_INCIDENT: Field = field("of-incident", "notification-version");
const OF_PEOPLE: Field = field("of-people", "notification-version");

#[derive(Template)]
#[template(path = "notification/check.html")]
struct CheckPage {
    frame: Frame,
    step: Option<StepText>,
    sections: Vec<Section>,
    open: usize,
    /// Which of them matter for agreeing, and where the others are.
    blanks: Html,
    unconfirmed: usize,
    of_version: i64,
    of_incident: i64,
    of_people: String,
    may_authorise: bool,
    /// The reader may agree to notifications, and not to this one, which they wrote last.
    own: bool,
    authorised: bool,
    complete: bool,
    hidden: Hidden,
    base: String,
}

pub(super) async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let view = &seen.view;
    let statement = seen.statement(&state, &signed).await?;
    let open_case = view.case.closed_at.is_none();
    let (fill, edit) = (view.may_fill && open_case, view.may_edit && open_case);
    let may = |at: ChangedAt| match at {
        ChangedAt::Decision => true,
        ChangedAt::Part(_) => fill,
        _ => edit,
    };
    let section =
        |(place, part): (usize, &Part)| Section::of(part, seen.review(), may).numbered(place);
    let sections: Vec<Section> = statement.parts.iter().enumerate().map(section).collect();
    let facts = statement.parts.iter().flat_map(|part| &part.facts);
    let begun = view.notification.as_ref();
    let said = begun.map(|one| one.body.clone()).unwrap_or_default();
    let me = signed.ctx.actor.person().map(|me| me.id.to_string());
    let is_own = begun.is_some_and(|one| Some(&one.by) == me.as_ref());
    show(&CheckPage {
        open: facts.filter(|fact| fact.open).count(),
        unconfirmed: statement.unconfirmed.len(),
        blanks: blanks(&statement.parts, &sections, &said),
        sections,
        of_version: begun.map_or(0, |one| one.version),
        of_incident: view.incident.version,
        of_people: view.people.digest(),
        may_authorise: view.may_authorise && !is_own,
        own: view.may_authorise && is_own,
        authorised: view.authorised.is_some(),
        complete: begun.is_some_and(|one| one.body.is_complete()),
        hidden: state.hidden(&signed.visit, None)?,
        step: seen.step("notification"),
        frame: framed(
            &state,
            &signed,
            "task-authorise",
            &seen.base,
            &Filled::empty(),
        ),
        base: seen.base.clone(),
    })
}

pub(super) async fn agree(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let reference = crate::pages::people::reference(&text)?;
    let mut version = |field| form.number(field, 0, i64::MAX).ok_or(PageError::Unreadable);
    let shown = Authorisation {
        of_version: version(&OF_VERSION)?,
        of_incident: version(&OF_INCIDENT)?,
        of_people: form.value(OF_PEOPLE.id).to_owned(),
    };
    let id = form.form_id()?;
    authorise(state.app(), &signed.ctx, &reference, id, &shown).await?;
    let code = &signed.place.organisation.code;
    Ok(saved_page(&format!(
        "/o/{code}/reviews/{reference}/notification"
    )))
}

/// The document. While wording in it is neither checked nor confirmed there is none, and the page that
/// says which wording it is, and who can confirm it, comes instead.
pub(super) async fn download(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    format: &str,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let today = signed.ctx.today();
    let statement = seen.statement(&state, &signed).await?;
    let synthetic = !state.takes_real_people() || seen.view.case.practice;
    let paper = match paper(&seen.view, &statement, today, synthetic) {
        Err(AppError::Rule("wording-not-confirmed")) => {
            return Ok(next_page(&format!("{}/wording", seen.base)));
        }
        paper => paper?,
    };
    let (bytes, media) = state.app().document(&paper, format).await?;
    let name = format!("notification-{}.{format}", seen.reference);
    Ok(attachment(bytes, media, &name))
}
