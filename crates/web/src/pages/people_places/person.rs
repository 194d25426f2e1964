//! Somebody whom only the accounts mention: entered, or changed.

use access::Section;
use app::people_places::save_person;
use axum::extract::{Path, State};
use model::Sensitive;
use model::case::{RegisterPerson, RegisterSex};

use super::{Seen, kept, section, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, one_of, opened, place_of};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Input, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

pub(super) const NAME: Field = field("name", "register-name");
const ALSO: Field = field("also", "register-also");
const ROLE: Field = field("role", "register-role");
const CHILD: Field = field("child", "register-child");
const SEX: Field = field("sex", "register-sex");
const SECTION: Field = field("section", "register-section");

fn filled(one: &RegisterPerson) -> Filled {
    Filled::with([
        (NAME.id, one.name.0.clone()),
        (ALSO.id, one.also_known_as.0.clone()),
        (ROLE.id, one.role.0.clone()),
        (CHILD.id, if one.child { "yes" } else { "no" }.to_owned()),
        (SEX.id, one.sex.code().to_owned()),
    ])
}

/// The questions about somebody new or known.
pub(super) fn inputs(seen: &Seen, new: bool) -> Vec<Input> {
    let child = ["no", "yes"].map(|code| Offer::new(code, t_code("register-child-is", code)));
    let sexes = RegisterSex::ALL.iter().map(|one| one.code());
    let sexes = sexes.map(|code| Offer::new(code, t_code("register-sex-is", code)));
    let mut inputs = vec![
        input(NAME, Ask::Line),
        input(ALSO, Ask::Line),
        input(ROLE, Ask::Line),
        input(CHILD, Ask::OneOf(child.into())),
        input(SEX, Ask::OneOf(sexes.collect())),
    ];
    if new && seen.found.sections.len() > 1 {
        inputs.push(input(SECTION, Ask::OneOf(seen.sections())));
    }
    inputs
}

/// What was answered about somebody; what is wrong is told about in the form.
pub(super) fn read(form: &mut Filled) -> Option<RegisterPerson> {
    let name = form.text(&NAME, 200);
    let also = form.text_or_none(&ALSO, 500);
    let role = form.text_or_none(&ROLE, 200);
    let child = one_of(form, &CHILD, |code| matches!(code, "yes" | "no"));
    let sex = form.coded(&SEX, RegisterSex::from_code);
    if !form.is_good() {
        return None;
    }
    Some(RegisterPerson {
        name: Sensitive(name?),
        also_known_as: Sensitive(also.unwrap_or_default()),
        role: Sensitive(role.unwrap_or_default()),
        child: child? == "yes",
        sex: sex?,
    })
}

/// The section that was chosen; the general one where there is no other to choose.
pub(super) fn read_section(seen: &Seen, form: &mut Filled) -> Option<Section> {
    if seen.found.sections.len() > 1 {
        form.coded(&SECTION, |code| section(seen, code))
    } else {
        Some(Section::General)
    }
}

/// What most people answer.
pub(super) fn usual() -> [(&'static str, String); 3] {
    [
        (CHILD.id, "no".to_owned()),
        (SEX.id, RegisterSex::NotRecorded.code().to_owned()),
        (SECTION.id, Section::General.code().to_owned()),
    ]
}

fn sheet(seen: &Seen, new: bool) -> Sheet {
    Sheet {
        title: t("register-person-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![t("register-person-explain")],
        inputs: inputs(seen, new),
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
    let kept = kept(&seen.found.register.people, &record)?;
    let empty = Filled::with(usual());
    let (form, hidden) = opened(&state, &signed, kept, (filled, empty))?;
    sheet(&seen, kept.is_none()).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, record)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, None)).await?;
    seen.usable()?;
    let kept = kept(&seen.found.register.people, &record)?;
    let sheet = sheet(&seen, kept.is_none());
    let section = if kept.is_none() {
        read_section(&seen, &mut form)
    } else {
        Some(Section::General)
    };
    let (Some(new), Some(section)) = (read(&mut form), section) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let new = (sent, (&new, section));
    let outcome = save_person(state.app(), &signed.ctx, &seen.reference, new).await;
    let after = After {
        next: &seen.here(""),
        filled,
        field_of: |code| (code == "register-name").then_some(NAME),
    };
    sheet.saved((&state, &signed), form, outcome, after).await
}
