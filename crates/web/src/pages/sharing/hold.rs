//! Holding a release back, and lifting a hold in which one is named.

use app::sharing::{NewHold, lift_hold, lifters_on_offer, put_hold};
use app::vault::Stored;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::SharingHold;
use model::{RecordId, Sensitive};

use super::{As, HereDraft, HereIn, Seen, seen};
use crate::draw::inset;
use crate::form::{Field, Filled, field};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t1};
use crate::{Signed, WebState};

const WHY: Field = field("why", "share-hold-why");
const LIFTS: Field = field("lifts", "share-hold-lifts");
const DAY: Field = field("look-again", "share-hold-day");
const LIFT_WHY: Field = field("why", "share-lift-why");

/// Nothing of a hold is changed after it was put: the boxes are never filled in from one.
fn filled(_: &SharingHold) -> Filled {
    Filled::empty()
}

async fn sheet(state: &WebState, signed: &Signed, seen: &Seen<'_>) -> Result<Sheet, PageError> {
    let people = lifters_on_offer(state.app(), &signed.ctx, &seen.reference).await?;
    let people = people.into_iter();
    let people = people.map(|(id, name)| Offer::new(id.to_string(), name));
    let mut sheet = seen.sheet("share-hold-title", "sharing_hold");
    sheet.explain = vec![t("share-hold-explain")];
    sheet.inputs = vec![
        input(WHY, Ask::Words),
        input(LIFTS, Ask::Pick(people.collect())),
        input(DAY, Ask::Day),
    ];
    sheet.button = t("share-hold-button");
    Ok(sheet)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "sharing-hold-why" => Some(WHY),
        "sharing-hold-person" | "person-barred" => Some(LIFTS),
        "sharing-hold-day" => Some(DAY),
        _ => None,
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Lifter).await?;
    seen.usable(seen.view.may.hold)?;
    let hidden = state.hidden(&signed.visit, None)?;
    let sheet = sheet(&state, &signed, &seen).await?;
    sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereDraft,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Lifter).await?;
    seen.usable(seen.view.may.hold)?;
    let sheet = sheet(&state, &signed, &seen).await?;
    let why = form.text(&WHY, 2_000);
    let lifts = form.choice(&LIFTS);
    let look_again = form.date(&DAY);
    let (Some(why), Some(lifts), Some(look_again)) = (why, lifts, look_again) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = NewHold {
        draft: seen.view.draft.id,
        why: Sensitive(why),
        lifts,
        look_again,
    };
    let sent = form.form_id()?;
    let outcome = put_hold(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: seen.home(),
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

/// A hold of the draft.
fn hold<'a>(seen: &'a Seen<'_>, id: &str) -> Result<&'a Stored<SharingHold>, PageError> {
    let id: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut all = seen.view.made.holds(seen.view.draft.id);
    all.find(|one| one.id == id).ok_or(PageError::NotFound)
}

fn lift_sheet(seen: &Seen<'_>, one: &SharingHold) -> Result<Sheet, PageError> {
    if !one.stands() {
        return Err(PageError::Rule("sharing-lifted"));
    }
    if !seen.view.may_lift(one) {
        return Err(PageError::Rule(
            match seen.view.cannot_lift.contains(&one.lifts) {
                true => "sharing-lift-partner",
                false => "sharing-lift-person",
            },
        ));
    }
    let mut sheet = seen.sheet("share-lift-title", "sharing_hold");
    let why = Html::element("span", "tl-words", &one.why.0);
    let explain = match Some(one.lifts) == seen.view.me {
        true => "share-lift-explain",
        false => "share-lift-instead",
    };
    sheet.explain = vec![t1(explain, "person", seen.person(one.lifts))];
    sheet.inputs = vec![drawn(inset(why).render()), input(LIFT_WHY, Ask::Words)];
    sheet.button = t("share-lift-button");
    Ok(sheet)
}

pub(super) async fn lift_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, of)): HereIn,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Lifter).await?;
    let one = hold(&seen, &of)?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    lift_sheet(&seen, &one.body)?.show(&state, &signed, &Filled::empty(), hidden)
}

fn lift_field_of(code: &str) -> Option<Field> {
    (code == "sharing-lift-why").then_some(LIFT_WHY)
}

pub(super) async fn lift(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id, of)): HereIn,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id), As::Lifter).await?;
    let one = hold(&seen, &of)?;
    let sheet = lift_sheet(&seen, &one.body)?;
    let Some(why) = form.text(&LIFT_WHY, 2_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let (sent, why) = (form.form_id()?, Sensitive(why));
    let (app, ctx) = (state.app(), &signed.ctx);
    let outcome = lift_hold(app, ctx, &seen.reference, sent, (one.id, &why)).await;
    let after = After {
        next: seen.home(),
        filled,
        field_of: lift_field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
