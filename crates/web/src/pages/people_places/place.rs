//! A place: entered, or changed. Its address is asked of and shown to those alone to whom protected addresses are open.

use access::Section;
use app::people_places::save_place;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{PlaceKind, RegisterPlace};

use super::{Seen, kept, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, opened, place_of};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Input, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

pub(super) const PLACE: Field = field("place", "place-name");
const ALSO: Field = field("place-also", "place-also");
const KIND: Field = field("place-kind", "place-kind");
pub(super) const ADDRESS: Field = field("address", "place-address");

fn filled(one: &RegisterPlace) -> Filled {
    Filled::with([
        (PLACE.id, one.name.0.clone()),
        (ALSO.id, one.also_known_as.0.clone()),
        (KIND.id, one.kind.code().to_owned()),
    ])
}

/// The questions about a place.
pub(super) fn inputs(seen: &Seen) -> Vec<Input> {
    let kinds = PlaceKind::ALL.iter().map(|one| one.code());
    let kinds = kinds.map(|code| Offer::new(code, t_code("place", code)));
    let mut inputs = vec![
        input(PLACE, Ask::Line),
        input(ALSO, Ask::Line),
        input(KIND, Ask::Pick(kinds.collect())),
    ];
    if may_address(seen) {
        inputs.push(input(ADDRESS, Ask::Words));
    }
    inputs
}

fn may_address(seen: &Seen) -> bool {
    seen.found.sections.contains(&Section::ProtectedAddresses)
}

/// What was answered about a place; what is wrong is told about in the form.
pub(super) fn read(form: &mut Filled) -> Option<RegisterPlace> {
    let name = form.text(&PLACE, 200);
    let also = form.text_or_none(&ALSO, 500);
    let kind = form.coded(&KIND, PlaceKind::from_code);
    if !form.is_good() {
        return None;
    }
    Some(RegisterPlace {
        name: Sensitive(name?),
        also_known_as: Sensitive(also.unwrap_or_default()),
        kind: kind?,
    })
}

/// The address, where the reader may keep one.
pub(super) fn read_address(seen: &Seen, form: &mut Filled) -> Option<Sensitive<String>> {
    let address = form.text_or_none(&ADDRESS, 1_000);
    may_address(seen).then(|| Sensitive(address.unwrap_or_default()))
}

fn sheet(seen: &Seen) -> Sheet {
    let address = if may_address(seen) {
        t("place-explain-address")
    } else {
        t("place-explain-no-address")
    };
    Sheet {
        title: t("register-place-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![address],
        inputs: inputs(seen),
        button: t("save"),
        back: seen.here(""),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, (&text, None)).await?;
    seen.usable()?;
    let kept = kept(&seen.found.register.places, &record)?;
    let (mut form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    let address = kept.and_then(|one| seen.found.register.address(one.id));
    form.set(ADDRESS.id, address.unwrap_or_default());
    sheet(&seen).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, None)).await?;
    seen.usable()?;
    let kept = kept(&seen.found.register.places, &record)?;
    let sheet = sheet(&seen);
    let address = read_address(&seen, &mut form);
    let Some(new) = read(&mut form) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let new = (sent, (&new, address.as_ref()));
    let outcome = save_place(state.app(), &signed.ctx, &seen.reference, new).await;
    let after = After {
        next: &seen.here(""),
        filled,
        field_of: |code| match code {
            "register-name" => Some(PLACE),
            "place-address" => Some(ADDRESS),
            _ => None,
        },
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
