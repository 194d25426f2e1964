//! Add somebody: look them up, then answer whether they are on the conflict list or should be.

use app::team::{Candidate, Found, NewPlace, candidate, find};
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::{ConflictAsked, ConflictLine, TeamPlace};
use model::{PersonId, RecordId, Sensitive, resembles};

use super::{Of, kept, restricted};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
use crate::pages::seen::{Here, HereOne, coded, list_mark, one_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Input, Offer, Sheet, drawn, group, input};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

const NAME: Field = field("name", "team-find-name");
const WHERE: Field = field("where", "team-find-where");
pub(super) const ROLE: Field = field("role", "team-role");
pub(super) const AGENCY: Field = field("agency", "team-agency");
pub(super) const UNTIL: Field = field("until", "team-until");
const LAST: Field = field("until", "team-last-day");
const SECTIONS: Field = field("sections", "team-sections");
const WHY: Field = field("why", "team-sections-reason");
pub(super) const AGREED: Field = field("agreed-by", "team-sections-agreed");
const LISTED: Field = field("listed", "team-listed");
const ELSE: Field = field("else", "team-else");
const HOW: Field = field("how", "team-how");

/// The answer "for no agency", and those to the question about conflicts.
pub(super) const NONE: &str = "none";

/// Somebody who was found.
struct Line {
    href: Option<String>,
    name: String,
    more: String,
}

#[derive(Template)]
#[template(path = "team/find.html")]
struct FindPage {
    frame: Frame,
    step: Option<model::scheme::StepText>,
    caption: String,
    form: Filled,
    hidden: Hidden,
    places: Vec<govuk::Choice>,
    /// Who is not to be looked for here.
    other_parts: String,
    found: Option<Vec<Line>>,
    more: bool,
}

pub(super) async fn find_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let (of, _) = kept(&state, &signed, &text).await?;
    let form = Filled::with([(WHERE.id, "here".to_owned())]);
    let hidden = state.hidden(&signed.visit, None)?;
    find_page(&state, &signed, &of, (form, hidden), None)
}

fn find_page(
    state: &WebState,
    signed: &Signed,
    of: &Of<'_>,
    (form, hidden): (Filled, Hidden),
    found: Option<Found>,
) -> Answer {
    let errors = form.errors().clone();
    let choice = |code: &str| govuk::Choice::new(code, t_code("team-where", code));
    let page = FindPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("team-add-title"))
            .back(of.base.clone())
            .with_errors(&errors),
        step: of.step("team"),
        caption: of.caption(),
        form,
        hidden,
        places: vec![choice("here"), choice("elsewhere")],
        other_parts: of.other_parts(),
        more: found.as_ref().is_some_and(|found| found.more),
        found: found.map(|found| {
            let all = found.people.into_iter();
            all.map(|(one, on_team, barred)| line(of, &one, on_team, barred))
                .collect()
        }),
    };
    show_form(&errors, &page)
}

fn line(of: &Of<'_>, one: &Candidate, on_team: bool, barred: bool) -> Line {
    let mut more: Vec<String> = Vec::new();
    more.extend(one.roles.iter().map(|role| t_code("role", role.code())));
    more.push(one.organisation_name.clone());
    if on_team {
        more.push(t("team-found-on"));
    }
    if barred {
        more.push(t("team-found-barred"));
    }
    Line {
        href: (!on_team && !barred).then(|| format!("{}/add/{}", of.base, one.person)),
        name: one.name.clone(),
        more: more.join(" · "),
    }
}

pub(super) async fn search(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let hidden = form.hidden()?;
    let (of, _) = kept(&state, &signed, &text).await?;
    let name = form.text(&NAME, 100);
    let place = one_of(&mut form, &WHERE, |code| {
        matches!(code, "here" | "elsewhere")
    });
    let (Some(name), Some(place)) = (name, place) else {
        return find_page(&state, &signed, &of, (form, hidden), None);
    };
    let asked = (name.as_str(), place == "elsewhere");
    let found = find(state.app(), &signed.ctx, &of.reference, asked).await?;
    find_page(&state, &signed, &of, (form, hidden), Some(found))
}

#[derive(Template)]
#[template(path = "team/asked.html")]
struct Asked {
    lines: Vec<(String, String)>,
}

/// The conflict list as it stands, for the question about it.
fn asked(of: &Of<'_>, lines: &[&app::vault::Stored<ConflictLine>]) -> Result<Html, PageError> {
    let words = |one: &&app::vault::Stored<ConflictLine>| {
        let kind = of.label("conflict", &one.body.kind);
        (one.body.named.0.clone(), kind)
    };
    let lines = lines.iter().map(words).collect();
    Ok(Html::rendered(&Asked { lines })?)
}

fn conflict_inputs(
    of: &Of<'_>,
    who: &Candidate,
    lines: &[&app::vault::Stored<ConflictLine>],
) -> Result<Vec<Input>, PageError> {
    let alike = lines
        .iter()
        .filter(|one| one.body.person.is_none() && resembles(&who.name, &one.body.named.0));
    let alike: Vec<Offer> = alike
        .map(|one| Offer::new(one.id.to_string(), &one.body.named.0))
        .collect();
    let answers = ["no", "yes"].map(|code| Offer::new(code, t_code("team-listed", code)));
    let mut inputs = vec![drawn(asked(of, lines)?)];
    if !alike.is_empty() {
        inputs.push(input(ELSE, Ask::AnyOf(alike)));
    }
    inputs.push(input(LISTED, Ask::OneOf(answers.into())));
    inputs.push(input(HOW, Ask::Words));
    Ok(inputs)
}

/// The agencies somebody brings, to choose from where there are any.
pub(super) fn agencies(who: &Candidate, names: &app::names::Names) -> Vec<Offer> {
    let named = who.agencies.iter().filter_map(|id| {
        let code = id.to_string();
        let name = names.agency(&code)?.to_owned();
        Some(Offer::new(code, name))
    });
    let mut all: Vec<Offer> = named.collect();
    if !all.is_empty() {
        all.push(Offer::new(NONE, t("team-no-agency")));
    }
    all
}

/// Somebody who is to be added, and the page that asks everything about it.
pub(super) struct Adding<'a> {
    pub(super) of: Of<'a>,
    pub(super) who: Candidate,
    pub(super) sheet: Sheet,
    /// Whether a last day must be given.
    ends: bool,
}

pub(super) async fn adding<'a>(
    state: &'a WebState,
    signed: &Signed,
    (text, person): (&str, &str),
    ends: bool,
) -> Result<Adding<'a>, PageError> {
    let (of, list) = kept(state, signed, text).await?;
    let person: PersonId = person.parse().map_err(|_| PageError::NotFound)?;
    let who = candidate(state.app(), &signed.ctx, person).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let lines: Vec<_> = list.lines.iter().filter(|one| one.body.stands()).collect();
    let roles = of.scheme.list("team_role");
    let ends = ends || who.guest;
    let mut explain = Vec::new();
    if who.guest {
        explain.push(t1("team-guest-explain", "home", &who.organisation_name));
    }
    explain.push(of.other_parts());
    explain.extend(list_mark(roles));
    let mut inputs = conflict_inputs(&of, &who, &lines)?;
    inputs.push(input(ROLE, Ask::Pick(coded(roles))));
    let offers = agencies(&who, &names);
    if !who.guest && !offers.is_empty() {
        inputs.push(input(AGENCY, Ask::OneOf(offers)));
    }
    inputs.push(input(if ends { LAST } else { UNTIL }, Ask::Day));
    let sections = vec![
        input(SECTIONS, Ask::AnyOf(restricted())),
        input(WHY, Ask::Words),
        input(AGREED, Ask::Line),
    ];
    inputs.push(group(t("team-sections-group"), sections));
    let sheet = Sheet {
        title: t("team-add-person"),
        caption: who.name.clone(),
        step: of.step(if who.guest { "guest" } else { "team" }),
        explain,
        inputs,
        button: t("team-add-button"),
        back: format!("{}/add", of.base),
    };
    Ok(Adding {
        of,
        who,
        sheet,
        ends,
    })
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, person)): HereOne,
) -> Answer {
    let adding = adding(&state, &signed, (&text, &person), false).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    adding.sheet.show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) fn read(form: &mut Filled, adding: &Adding<'_>) -> Option<NewPlace> {
    let roles = adding.of.scheme.list("team_role");
    let somebody_else = form.choices::<RecordId>(&ELSE);
    let how = form.text(&HOW, 1_000);
    let role = one_of(form, &ROLE, |code| {
        roles.is_some_and(|list| list.label_of(code).is_some())
    });
    let agency = agency(form, &adding.who);
    let until = if adding.ends {
        form.date(&LAST)
    } else {
        form.date_or_none(&UNTIL)
    };
    let sections = form.choices(&SECTIONS);
    let why = form.text_or_none(&WHY, 1_000);
    let agreed_by = form.text_or_none(&AGREED, 300);
    if !form.is_good() {
        return None;
    }
    Some(NewPlace {
        person: adding.who.person,
        agency: agency?,
        role: role?,
        until,
        sections: sections?,
        why: Sensitive(why.unwrap_or_default()),
        agreed_by: Sensitive(agreed_by.unwrap_or_default()),
        asked: ConflictAsked {
            how: Sensitive(how?),
            somebody_else: somebody_else?,
        },
    })
}

/// The agency that was chosen; none where there was nothing to choose.
pub(super) fn agency(form: &mut Filled, who: &Candidate) -> Option<Option<model::AgencyId>> {
    if who.guest || who.agencies.is_empty() || form.value(AGENCY.id) == NONE {
        return Some(None);
    }
    form.choice(&AGENCY).map(Some)
}

pub(super) fn field_of(code: &str) -> Option<Field> {
    match code {
        "team-role" => Some(ROLE),
        "team-agency" => Some(AGENCY),
        "team-until" | "team-guest-until" | "ask-until" => Some(UNTIL),
        "team-asked" => Some(HOW),
        "team-sections-why" => Some(WHY),
        "team-sections-agreed" => Some(AGREED),
        "team-resembles" => Some(ELSE),
        "team-conflict" | "team-already" => Some(LISTED),
        _ => None,
    }
}

/// Where it goes on when somebody belongs on the conflict list instead.
pub(super) fn listed(form: &mut Filled, adding: &Adding<'_>) -> Option<String> {
    let listed = one_of(form, &LISTED, |code| matches!(code, "no" | "yes"))?;
    (listed == "yes").then(|| format!("{}/conflicts/person/{}", adding.of.base, adding.who.person))
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, person)): HereOne,
    mut form: Filled,
) -> Answer {
    let adding = adding(&state, &signed, (&text, &person), false).await?;
    if let Some(next) = listed(&mut form, &adding) {
        return Ok(next_page(&next));
    }
    let Some(new) = read(&mut form, &adding) else {
        return adding.sheet.again(&state, &signed, &form);
    };
    let sent = form.form_id()?;
    let reference = &adding.of.reference;
    let outcome = app::team::add(state.app(), &signed.ctx, reference, sent, &new).await;
    let after = After::<TeamPlace> {
        next: &adding.of.base,
        filled: |_| Filled::empty(),
        field_of,
    };
    let outcome = outcome.map(|_| ());
    adding
        .sheet
        .saved((&state, &signed), form, outcome, after)
        .await
}
