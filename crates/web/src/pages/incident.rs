//! Change what is known of the incident.

use access::{Action as _, actions};
use app::incident::{IncidentView, change_incident, incident};
use app::{AppError, Reference};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Choice;
use model::case::Incident;

use crate::form::{Field, Filled, Hidden};
use crate::frame::{Frame, saved_page, show_form};
use crate::pages::people::{changed_words, reference};
use crate::pages::raise::{
    ABUSE, AGENCY, AGREED, AUTHORITY_KNEW, AUTHORITY_SAYS, BY, DONE, FIRST_KNOWN, FIRST_KNOWN_BY,
    HAPPENED, NATURE, OUTLINE, PLACE, PRESS, WHY, read_incident,
};
use crate::problem::{Answer, Conflict, PageError, Side};
use crate::table::{Row, Who, page, send};
use crate::texts::t;
use crate::{Signed, WebState};

/// Every field, for the page that lays two versions side by side.
const FIELDS: &[&Field] = &[
    &OUTLINE,
    &HAPPENED,
    &PLACE,
    &NATURE,
    &ABUSE,
    &WHY,
    &DONE,
    &FIRST_KNOWN,
    &FIRST_KNOWN_BY,
    &AUTHORITY_KNEW,
    &AUTHORITY_SAYS,
    &PRESS,
    &BY,
    &AGENCY,
    &AGREED,
];

pub(crate) fn rows() -> Vec<Row> {
    let edit = Who::May(actions::EditIncident::INFO);
    let here = "/o/{organisation}/reviews/{reference}/incident";
    vec![
        page("incident", edit, here, form).secret(),
        send(edit, here, save).secret(),
    ]
}

#[derive(Template)]
#[template(path = "review/incident.html")]
struct IncidentPage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
    natures: Vec<Choice>,
}

type Here = Path<(String, String)>;

async fn known(
    state: &WebState,
    signed: &Signed,
    text: &str,
) -> Result<(Reference, IncidentView), PageError> {
    let reference = reference(text)?;
    let view = incident(state.app(), &signed.ctx, &reference).await?;
    if view.may_change {
        Ok((reference, view))
    } else {
        Err(PageError::refused())
    }
}

async fn form(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let (_, view) = known(&state, &signed, &text).await?;
    let hidden = state.hidden(&signed.visit, Some(view.incident.version))?;
    shown(&state, &signed, &view, filled(&view.incident.body), hidden)
}

fn filled(one: &Incident) -> Filled {
    let date = |date: Option<model::UncertainDate>| date.map(|date| date.to_string());
    let knew = one.authority_knew.as_ref();
    let agreed = one.raised.agreed_by.as_ref();
    Filled::with([
        (OUTLINE.id, one.outline.0.clone()),
        (HAPPENED.id, one.happened.to_string()),
        (PLACE.id, one.place.0.clone()),
        (NATURE.id, one.nature.clone()),
        (ABUSE.id, one.abuse_or_neglect.code().to_owned()),
        (WHY.id, one.why.0.clone()),
        (DONE.id, one.done_at_once.0.clone()),
        (FIRST_KNOWN.id, date(one.first_known).unwrap_or_default()),
        (FIRST_KNOWN_BY.id, one.first_known_by.0.clone()),
        (
            AUTHORITY_KNEW.id,
            date(knew.map(|knew| knew.on)).unwrap_or_default(),
        ),
        (
            AUTHORITY_SAYS.id,
            knew.map(|knew| knew.says.0.clone()).unwrap_or_default(),
        ),
        (PRESS.id, one.press_interest.code().to_owned()),
        (BY.id, one.raised.by.0.clone()),
        (AGENCY.id, one.raised.agency.0.clone()),
        (
            AGREED.id,
            agreed.map(|agreed| agreed.0.clone()).unwrap_or_default(),
        ),
    ])
}

fn shown(
    state: &WebState,
    signed: &Signed,
    view: &IncidentView,
    form: Filled,
    hidden: Hidden,
) -> Answer {
    let errors = form.errors().clone();
    let code = &signed.place.organisation.code;
    let loaded = state
        .app()
        .scheme_of(&view.case.scheme, &view.case.scheme_digest)?;
    let list = loaded
        .scheme
        .list("nature")
        .ok_or(PageError::Rule("no-scheme"))?;
    let choice =
        |item: &model::scheme::CodeItem| Choice::new(item.code.as_str(), item.label.en.as_str());
    let frame = Frame::of(state, &signed.visit)
        .titled(t("incident-title"))
        .back(format!("/o/{code}/reviews/{}", view.case.reference))
        .with_errors(&errors);
    let natures = list.items.iter().map(choice).collect();
    show_form(
        &errors,
        &IncidentPage {
            frame,
            form,
            hidden,
            natures,
        },
    )
}

async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let (reference, view) = known(&state, &signed, &text).await?;
    let loaded = state
        .app()
        .scheme_of(&view.case.scheme, &view.case.scheme_digest)?;
    let natures: Vec<String> = loaded
        .scheme
        .list("nature")
        .map(|list| list.items.iter().map(|item| item.code.clone()).collect())
        .unwrap_or_default();
    let read = read_incident(&mut form, &natures, signed.ctx.today());
    let Some(mut new) = read.filter(|_| form.is_good()) else {
        let hidden = form.hidden()?;
        return shown(&state, &signed, &view, form, hidden);
    };
    new.authority = view.incident.body.authority;
    let (record, version) = (view.incident.id, form.version()?);
    match change_incident(state.app(), &signed.ctx, &reference, record, version, &new).await {
        Ok(()) => {
            let code = &signed.place.organisation.code;
            Ok(saved_page(&format!("/o/{code}/reviews/{reference}")))
        }
        Err(AppError::Clash(clash)) => {
            let now: Incident = serde_json::from_str(&clash.body).map_err(|_| PageError::Broken)?;
            let now = filled(&now);
            let changed = changed_words(&state, &signed, &clash).await?;
            let mut conflict = Conflict::new(&form, clash.current, changed);
            for field in FIELDS {
                let side = if [&OUTLINE, &WHY, &DONE].contains(field) {
                    Side::words
                } else {
                    Side::typed
                };
                conflict = conflict.field(field, None, side(field, now.value(field.id)));
            }
            Err(PageError::Conflict(Box::new(conflict)))
        }
        Err(error) => Err(error.into()),
    }
}
