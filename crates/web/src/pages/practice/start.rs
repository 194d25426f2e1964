//! Starting a practice run.

use access::actions;
use app::practice::start;
use axum::extract::State;
use govuk::{Choice, Html};
use model::practice_scripts;

use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::seen::one_of;
use crate::problem::Answer;
use crate::sheet::{Sheet, drawn};
use crate::texts::t;
use crate::{Signed, WebState};

const SCRIPT: Field = field("script", "practice-script");

fn choices(form: &Filled) -> Html {
    let all = practice_scripts().iter();
    let choices = all.map(|one| Choice::new(one.id.as_str(), &one.title.en).hint(&one.about.en));
    form.radios(SCRIPT, SCRIPT.legend(), choices).render()
}

fn sheet(state: &WebState, signed: &Signed, form: &Filled) -> Result<Sheet, app::AppError> {
    let loaded = state.app().scheme_on(signed.ctx.today())?;
    Ok(Sheet {
        title: t("practice-start-title"),
        caption: signed.place.organisation.name.clone(),
        step: loaded.scheme.step("practice_start").cloned(),
        explain: vec![t("practice-start-explain"), t("practice-start-nothing")],
        inputs: vec![drawn(choices(form))],
        button: t("practice-start-title"),
        back: signed.path("reviews"),
    })
}

pub(super) async fn form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::RaiseIncident>(&state).await?;
    let form = Filled::empty();
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&state, &signed, &form)?.show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    mut form: Filled,
) -> Answer {
    let known = |code: &str| practice_scripts().iter().any(|one| one.id == code);
    let Some(script) = one_of(&mut form, &SCRIPT, known) else {
        return sheet(&state, &signed, &form)?.again(&state, &signed, &form);
    };
    let reference = start(state.app(), &signed.ctx, form.form_id()?, &script).await?;
    Ok(next_page(
        &signed.path(&format!("reviews/{reference}/practice")),
    ))
}
