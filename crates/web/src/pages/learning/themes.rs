//! The themes of a learning point: what its words suggest, each with the sentence, and a person who accepts them one by one.

use app::commons::ThemeList;
use app::learning::keep_point;
use app::library::themes_in_force;
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::LearningPoint;

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::HereOne;
use crate::pages::themes_asked::inputs;
use crate::problem::Answer;
use crate::sheet::{After, Sheet};
use crate::texts::t;
use crate::{Signed, WebState};

const THEMES: Field = field("themes", "learning-themes");

fn filled(one: &LearningPoint) -> Filled {
    let themes = one.themes.iter();
    Filled::with(themes.map(|code| (THEMES.id, code.clone())))
}

fn sheet(seen: &Seen<'_>, list: &ThemeList, kept: &Stored<LearningPoint>) -> Sheet {
    let point = &kept.body;
    Sheet {
        title: t("learning-themes-title"),
        caption: seen.caption(),
        step: seen.step("learning_point"),
        explain: vec![point.learned.0.clone(), t("learning-themes-explain")],
        inputs: inputs(list, &point.words(), (THEMES, &point.themes)),
        button: t("save"),
        back: seen.base.clone(),
    }
}

fn field_of(code: &str) -> Option<Field> {
    (code == "learning-theme").then_some(THEMES)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.learning.may_learn)?;
    let kept = seen.point(&id)?;
    let list = themes_in_force(state.app(), &signed.ctx).await?;
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    sheet(&seen, &list, kept).show(&state, &signed, &filled(&kept.body), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.learning.may_learn)?;
    let kept = seen.point(&id)?;
    let list = themes_in_force(state.app(), &signed.ctx).await?;
    let sheet = sheet(&seen, &list, kept);
    let new = LearningPoint {
        themes: form.all(THEMES.id).map(str::to_owned).collect(),
        ..kept.body.clone()
    };
    let sent = (form.form_id()?, Some((kept.id, form.version()?)));
    let outcome = keep_point(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
