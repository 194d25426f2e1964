//! The themes of what is to be shared: what its words suggest, each with the sentence, and a person who accepts them one by one.

use app::commons::ThemeList;
use app::library::themes_in_force;
use app::sharing::{NewDraft, save_draft};
use axum::extract::{Path, State};
use govuk::{Html, Link};
use model::case::SharingDraft;

use super::{As, HereDraft, Seen, seen};
use crate::draw::paragraph;
use crate::form::{Field, Filled, field};
use crate::pages::themes_asked::{inputs, suggestions, titles};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Sheet};
use crate::texts::{t, t_with, t1};
use crate::{Signed, WebState};

const THEMES: Field = field("themes", "share-themes");

/// The words that may suggest themes.
fn words(draft: &SharingDraft) -> String {
    let texts = draft.learning.0.texts();
    texts.map(|(_, text)| text).join("\n")
}

/// Which themes were accepted and how many more the words suggest, with the way to accept them where the reader may.
pub(super) async fn stand(
    (state, signed): (&WebState, &Signed),
    seen: &Seen<'_>,
) -> Result<Html, PageError> {
    let list = themes_in_force(state.app(), &signed.ctx).await?;
    let draft = &seen.view.draft.body;
    let kept = &draft.learning.0.themes;
    let says = match kept.is_empty() {
        true => t("themes-none-yet"),
        false => t1("themes-accepted", "themes", titles(&list, kept)),
    };
    let mut parts = vec![paragraph(says)];
    let many = suggestions(&list, &words(draft), kept).len();
    if seen.is_open(seen.view.may.write) {
        let href = format!("{}/themes", seen.base);
        let key = t_with("themes-look", &[("many", many.into())]);
        parts.push(paragraph(Link::new(key, href).render()));
    }
    Ok(Html::join(parts))
}

fn filled(one: &SharingDraft) -> Filled {
    let themes = one.learning.0.themes.iter();
    Filled::with(themes.map(|code| (THEMES.id, code.clone())))
}

fn sheet(seen: &Seen<'_>, list: &ThemeList) -> Sheet {
    let draft = &seen.view.draft.body;
    let kept = &draft.learning.0.themes;
    let mut sheet = seen.sheet("share-themes-title", "sharing");
    sheet.explain = vec![t("share-themes-explain")];
    sheet.inputs = inputs(list, &words(draft), (THEMES, kept));
    sheet.back = format!("{}/check", seen.base);
    sheet
}

fn field_of(code: &str) -> Option<Field> {
    (code == "sharing-theme").then_some(THEMES)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    seen.usable(seen.view.may.write)?;
    let list = themes_in_force(state.app(), &signed.ctx).await?;
    let draft = &seen.view.draft;
    let hidden = state.hidden(&signed.visit, Some(draft.version))?;
    sheet(&seen, &list).show(&state, &signed, &filled(&draft.body), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Reader).await?;
    seen.usable(seen.view.may.write)?;
    let list = themes_in_force(state.app(), &signed.ctx).await?;
    let draft = &seen.view.draft;
    let sheet = sheet(&seen, &list);
    let mut learning = draft.body.learning.0.clone();
    learning.themes = form.all(THEMES.id).map(str::to_owned).collect();
    let new = NewDraft {
        from: draft.body.from,
        of: draft.body.of,
        learning,
        audience: draft.body.audience,
        names_partnership: draft.body.names_partnership,
    };
    let sent = (form.form_id()?, Some((draft.id, form.version()?)));
    let outcome = save_draft(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let next = sheet.back.clone();
    let after = After {
        next: &next,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
