//! Saying more about a moment later: what was folded away when it was written down.

use app::journey::{OfMoment, say_more};
use app::names;
use axum::extract::{Path, State};
use govuk::{Html, Link};

use super::{Seen, seen_one};
use crate::draw::paragraph;
use crate::form::{Field, Filled};
use crate::pages::moments::{self, Parts, more, read_more, said_already};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Sheet, drawn};
use crate::texts::t;
use crate::{Signed, WebState};

async fn sheet(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_, OfMoment>,
) -> Result<Sheet, PageError> {
    let names = names::names(state.app(), &signed.ctx).await?;
    Ok(Sheet {
        title: t("journey-more-title"),
        caption: seen.caption(),
        step: None,
        explain: seen.warned([
            seen.words(),
            t("journey-more-explain"),
            t("journey-no-names"),
        ]),
        inputs: std::iter::once(drawn(chooses(seen)))
            .chain(more(seen.scheme, Some(&names)))
            .collect(),
        button: t("save"),
        back: seen.own(),
    })
}

/// A way to what it rests on, which is chosen from lists.
fn chooses(seen: &Seen<'_, OfMoment>) -> Html {
    if seen.place.is_own {
        return Html::default();
    }
    let href = format!("{}/basis", seen.own());
    paragraph(Link::new(t("journey-basis-link"), href).render())
}

/// Nothing is different: that is told at the first question.
fn field_of(code: &str) -> Option<Field> {
    if code == "journey-more-same" {
        return Some(moments::BEFORE);
    }
    moments::field_of(code)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
) -> Answer {
    let seen = seen_one(&state, &signed, &parts).await?;
    seen.may_revise()?;
    let kept = &seen.found.moment;
    let hidden = state.hidden(&signed.visit, Some(kept.version))?;
    let sheet = sheet(&state, &signed, &seen).await?;
    sheet.show(&state, &signed, &said_already(&kept.body), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path(parts): Parts,
    mut form: Filled,
) -> Answer {
    let seen = seen_one(&state, &signed, &parts).await?;
    seen.may_revise()?;
    let sheet = sheet(&state, &signed, &seen).await?;
    let new = read_more(&mut form, signed.ctx.today());
    if !form.is_good() {
        return sheet.again(&state, &signed, &form);
    }
    let sent = (form.form_id()?, (seen.found.moment.id, form.version()?));
    let outcome = say_more(state.app(), &signed.ctx, &seen.place.reference, sent, &new).await;
    let own = seen.own();
    let after = After {
        next: &own,
        filled: said_already,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
