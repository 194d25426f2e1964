//! Which stage the review has reached.

use access::actions;
use axum::extract::State;
use model::scheme::Scheme;

use super::{code_of, label, scheme};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::one_of;
use crate::problem::Answer;
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const REACHED: Field = field("reached", "bring-reached");

fn sheet(scheme: &Scheme, signed: &Signed) -> Sheet {
    let offers = scheme.course.iter().map(|one| {
        let words = label(scheme, one.track, one.stage);
        Offer::new(code_of(one.track, one.stage), words)
    });
    Sheet {
        title: t("bring-title"),
        caption: signed.place.organisation.name.clone(),
        step: scheme.step("bring_in").cloned(),
        explain: vec![t("bring-explain"), t("bring-explain-next")],
        inputs: vec![input(REACHED, Ask::OneOf(offers.collect()))],
        button: t("bring-go-on"),
        back: signed.path("reviews"),
    }
}

pub(super) async fn form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::BringInReview>(&state).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(scheme(&state, &signed)?, &signed).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    mut form: Filled,
) -> Answer {
    signed.may::<actions::BringInReview>(&state).await?;
    let scheme = scheme(&state, &signed)?;
    let known = |code: &str| {
        let mut course = scheme.course.iter();
        course.any(|one| code_of(one.track, one.stage) == code)
    };
    match one_of(&mut form, &REACHED, known) {
        Some(code) => Ok(next_page(&signed.path(&format!("bring-in/{code}")))),
        None => sheet(scheme, &signed).again(&state, &signed, &form),
    }
}
