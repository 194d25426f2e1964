//! Change somebody's place in the team, the sections they may open, and take them off.

use access::Section;
use app::team::{PlaceChange, Sections, candidate, change, give_sections, take_off};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::TeamPlace;

use super::add::{AGENCY, AGREED, NONE, ROLE, UNTIL, agencies, agency, field_of};
use super::{Of, restricted, team};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, coded, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, input, put_day};
use crate::texts::t;
use crate::{Signed, WebState};

const SECTIONS: Field = field("sections", "team-sections");
const CHANGED: Field = field("why", "team-sections-changed");
const END: Field = field("why", "team-end-why");

/// A place with what its pages need.
struct One<'a> {
    of: Of<'a>,
    place: Stored<TeamPlace>,
    name: String,
    names: app::names::Names,
}

/// The place by its id, for those who keep the team; one that has ended is not changed any more.
async fn one<'a>(
    state: &'a WebState,
    signed: &Signed,
    (text, id): (&str, &str),
) -> Result<One<'a>, PageError> {
    let (of, view) = team(state, signed, text).await?;
    if !view.may_manage {
        return Err(PageError::refused());
    }
    let place = by_id(&view.places, id)?.ok_or(PageError::NotFound)?.clone();
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let name = names.of(place.body.person).unwrap_or_default().to_owned();
    Ok(One {
        of,
        place,
        name,
        names,
    })
}

impl One<'_> {
    fn open(&self) -> Result<(), PageError> {
        if self.place.body.ended.is_some() {
            return Err(PageError::Rule("team-ended"));
        }
        Ok(())
    }

    fn sheet(&self, title: String, step: &str, inputs: Vec<crate::sheet::Input>) -> Sheet {
        Sheet {
            title,
            caption: self.name.clone(),
            step: self.of.step(step),
            explain: Vec::new(),
            inputs,
            button: t("save"),
            back: self.of.base.clone(),
        }
    }
}

fn filled(place: &TeamPlace) -> Filled {
    let agency = place
        .agency
        .map_or_else(|| NONE.to_owned(), |id| id.to_string());
    let mut form = Filled::with([(ROLE.id, place.role.clone()), (AGENCY.id, agency)]);
    put_day(&mut form, &UNTIL, place.until);
    form
}

async fn place_sheet(
    state: &WebState,
    signed: &Signed,
    one: &One<'_>,
) -> (Sheet, Option<app::team::Candidate>) {
    let person = one.place.body.person;
    let who = candidate(state.app(), &signed.ctx, person).await.ok();
    let mut inputs = vec![input(
        ROLE,
        Ask::Pick(coded(one.of.scheme.list("team_role"))),
    )];
    if let Some(who) = who.as_ref().filter(|who| !who.guest) {
        let offers = agencies(who, &one.names);
        if !offers.is_empty() {
            inputs.push(input(AGENCY, Ask::OneOf(offers)));
        }
    }
    inputs.push(input(UNTIL, Ask::Day));
    (one.sheet(t("team-place-title"), "team", inputs), who)
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let one = one(&state, &signed, (&text, &id)).await?;
    one.open()?;
    let (sheet, _) = place_sheet(&state, &signed, &one).await;
    let hidden = state.hidden(&signed.visit, Some(one.place.version))?;
    sheet.show(&state, &signed, &filled(&one.place.body), hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let one = one(&state, &signed, (&text, &id)).await?;
    let (sheet, who) = place_sheet(&state, &signed, &one).await;
    let roles = one.of.scheme.list("team_role");
    let role = one_of(&mut form, &ROLE, |code| {
        roles.is_some_and(|list| list.label_of(code).is_some())
    });
    let agency = match &who {
        Some(who) => agency(&mut form, who),
        None => Some(one.place.body.agency),
    };
    let until = form.date_or_none(&UNTIL);
    let (Some(role), Some(agency), true) = (role, agency, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = PlaceChange {
        role,
        agency,
        until,
    };
    let sent = (form.form_id()?, one.place.id, form.version()?);
    let outcome = change(state.app(), &signed.ctx, &one.of.reference, sent, &new).await;
    let after = After {
        next: &one.of.base,
        filled,
        field_of,
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn sections_filled(place: &TeamPlace) -> Filled {
    let given = place.sections.iter().map(|one| one.section.clone());
    Filled::posted(given.map(|code| (SECTIONS.id.to_owned(), code)).collect())
}

fn sections_sheet(one: &One<'_>) -> Sheet {
    let inputs = vec![
        input(SECTIONS, Ask::AnyOf(restricted())),
        input(CHANGED, Ask::Words),
        input(AGREED, Ask::Line),
    ];
    one.sheet(t("team-sections-title"), "sections", inputs)
}

pub(super) async fn sections_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let one = one(&state, &signed, (&text, &id)).await?;
    one.open()?;
    let hidden = state.hidden(&signed.visit, Some(one.place.version))?;
    let form = sections_filled(&one.place.body);
    sections_sheet(&one).show(&state, &signed, &form, hidden)
}

pub(super) async fn save_sections(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let one = one(&state, &signed, (&text, &id)).await?;
    let sheet = sections_sheet(&one);
    let may = form.choices::<Section>(&SECTIONS);
    let why = form.text(&CHANGED, 1_000);
    let agreed_by = form.text_or_none(&AGREED, 300);
    let (Some(may), Some(why), true) = (may, why, form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = Sections {
        may,
        why: Sensitive(why),
        agreed_by: Sensitive(agreed_by.unwrap_or_default()),
    };
    let sent = (form.form_id()?, one.place.id, form.version()?);
    let outcome = give_sections(state.app(), &signed.ctx, &one.of.reference, sent, &new).await;
    let after = After {
        next: &one.of.base,
        filled: sections_filled,
        field_of: |code| match code {
            "team-sections-why" => Some(CHANGED),
            "team-sections-agreed" => Some(AGREED),
            _ => None,
        },
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn end_sheet(one: &One<'_>) -> Sheet {
    let mut sheet = one.sheet(t("team-end-title"), "team", vec![input(END, Ask::Words)]);
    sheet.explain.push(t("team-end-explain"));
    sheet.button = t("team-end-button");
    sheet
}

pub(super) async fn end_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let one = one(&state, &signed, (&text, &id)).await?;
    one.open()?;
    let hidden = state.hidden(&signed.visit, Some(one.place.version))?;
    end_sheet(&one).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn save_end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let one = one(&state, &signed, (&text, &id)).await?;
    let sheet = end_sheet(&one);
    let Some(why) = form.text(&END, 1_000) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, one.place.id, form.version()?);
    let why = Sensitive(why);
    let outcome = take_off(state.app(), &signed.ctx, &one.of.reference, sent, &why).await;
    let after = After::<TeamPlace> {
        next: &one.of.base,
        filled: |_| Filled::empty(),
        field_of: |code| (code == "team-end-why").then_some(END),
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
