//! Look a review up by its reference before asking for access. The reference is typed into a form, never into an address,
//! and what one may not know of answers as what there is not.

use access::{Action as _, Role, actions};
use app::team::{LookedUp, look_up};
use askama::Template;
use axum::extract::State;
use model::scheme::StepText;

use crate::form::{Field, Filled, field};
use crate::frame::{Frame, next_page, show_form};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::t;
use crate::{Place, Signed, WebState};

const REFERENCE: Field = field("reference", "look-up-reference");

/// Whom the link on *Today* helps: those who may know of reviews that are not open to them.
const ASKS: [Role; 9] = [
    Role::Scrutineer,
    Role::ReviewGroupMember,
    Role::AgencyAuthor,
    Role::AgencyApprover,
    Role::LeadReviewer,
    Role::LegalReader,
    Role::Inspector,
    Role::InformationGovernance,
    Role::FamilyContact,
];

pub(crate) fn rows() -> Vec<Row> {
    let who = Who::May(actions::SeeToday::INFO);
    let here = "/o/{organisation}/ask";
    vec![page("look-up", who, here, form), send(who, here, find)]
}

/// Whether somebody is offered the page.
pub(crate) fn is_offered(place: &Place) -> bool {
    ASKS.iter().any(|role| place.roles.contains(role))
}

#[derive(Template)]
#[template(path = "team/look_up.html")]
struct LookUpPage {
    frame: Frame,
    step: Option<StepText>,
    form: Filled,
}

fn shown(state: &WebState, signed: &Signed, form: Filled) -> Answer {
    let errors = form.errors().clone();
    let loaded = state.app().scheme_on(signed.ctx.today())?;
    let page = LookUpPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("look-up-title"))
            .back(signed.path("today"))
            .with_errors(&errors),
        step: loaded.scheme.step("ask_access").cloned(),
        form,
    };
    show_form(&errors, &page)
}

async fn form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::SeeToday>(&state).await?;
    shown(&state, &signed, Filled::empty())
}

async fn find(State(state): State<WebState>, signed: Signed, mut form: Filled) -> Answer {
    signed.may::<actions::SeeToday>(&state).await?;
    let Some(typed) = form.text(&REFERENCE, 50) else {
        return shown(&state, &signed, form);
    };
    match look_up(state.app(), &signed.ctx, &typed).await? {
        LookedUp::Open(reference) => Ok(next_page(&signed.path(&format!("reviews/{reference}")))),
        LookedUp::Ask(reference) => {
            let ask = format!("reviews/{reference}/ask");
            Ok(next_page(&signed.path(&ask)))
        }
        LookedUp::Nothing => {
            form.say(REFERENCE.id, "look-up-nothing");
            shown(&state, &signed, form)
        }
        LookedUp::Later(until) => Err(PageError::TooMany { until }),
    }
}
