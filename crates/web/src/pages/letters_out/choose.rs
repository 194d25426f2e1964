//! Which letter, and to whom.

use app::letters_out::{Template, Writing, writing};
use axum::extract::{Path, State};

use super::{caption, places};
use crate::form::{Field, Filled, field};
use crate::frame::next_page;
use crate::pages::people::reference;
use crate::pages::seen::{Here, changeable, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::texts::t;
use crate::{Signed, WebState};

const WHICH: Field = field("which", "written-which");
const TO: Field = field("to", "written-to-whom");

/// The answer that it is to somebody who is not in the list of people, in addresses too.
pub(super) const TYPED: &str = "new";

pub(super) async fn open(
    state: &WebState,
    signed: &Signed,
    text: &str,
) -> Result<(Writing, app::Reference), PageError> {
    let reference = reference(text)?;
    let found = writing(state.app(), &signed.ctx, &reference).await?;
    changeable(&found.case, true)?;
    Ok((found, reference))
}

fn offer(one: &Template) -> Offer {
    let label = &one.def.item.label.en;
    let label = if one.may_be_used() {
        label.clone()
    } else {
        places::unread(label)
    };
    Offer::new(one.def.item.id.as_str(), label)
}

fn sheet(signed: &Signed, (found, reference): (&Writing, &app::Reference)) -> Sheet {
    let people = found.subjects.iter();
    let people = people.map(|one| Offer::new(one.id.to_string(), one.body.name.0.as_str()));
    let typed = Offer::new(TYPED, t("written-to-typed"));
    Sheet {
        title: t("written-choose-title"),
        caption: caption(reference),
        step: None,
        explain: vec![t("written-choose-explain")],
        inputs: vec![
            input(
                WHICH,
                Ask::OneOf(found.templates.iter().map(offer).collect()),
            ),
            input(
                TO,
                Ask::OneOf(std::iter::once(typed).chain(people).collect()),
            ),
        ],
        button: t("written-continue"),
        back: signed.path(&format!("reviews/{reference}/written-letters")),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let (found, reference) = open(&state, &signed, &text).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&signed, (&found, &reference)).show(&state, &signed, &Filled::empty(), hidden)
}

/// Goes on to the letter; nothing is kept yet.
pub(super) async fn chosen(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let (found, reference) = open(&state, &signed, &text).await?;
    let which = one_of(&mut form, &WHICH, |code| found.template(code).is_ok());
    let to = one_of(&mut form, &TO, |code| {
        let mut people = found.subjects.iter();
        code == TYPED || people.any(|one| one.id.to_string() == code)
    });
    let usable = |code: &String| found.template(code).is_ok_and(Template::may_be_used);
    if which.as_ref().is_some_and(|code| !usable(code)) {
        form.refuse(&WHICH, "letter-out-template");
    }
    match (which, to) {
        (Some(which), Some(to)) if form.is_good() => {
            let here = format!("reviews/{reference}/written-letters/new/{which}/{to}");
            Ok(next_page(&signed.path(&here)))
        }
        _ => sheet(&signed, (&found, &reference)).again(&state, &signed, &form),
    }
}
