//! Who may open a review: in what role, from where, since and until when.

use access::Section;
use app::names::Names;
use app::team::{ByRole, TeamView};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Heading, Html, Link, SummaryAction, SummaryCard, SummaryList, SummaryRow};
use model::case::TeamPlace;
use model::scheme::StepText;

use super::{Of, team};
use crate::draw::row;
use crate::frame::{Frame, show};
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// Longer lists of people who read by their role are folded.
const FOLD: usize = 12;

/// A person on the team.
struct Member {
    name: String,
    role: String,
    rows: Vec<(String, String)>,
    /// Change, sections, take off: end of the address and words.
    links: Vec<(String, String)>,
}

/// A section with a restriction of its own, and who may open it.
struct Restricted {
    label: String,
    people: String,
    /// What a reader who may open it finds, and where.
    content: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "team/team.html")]
struct TeamPage {
    frame: Frame,
    step: Option<StepText>,
    caption: String,
    members: Vec<Member>,
    by_role: Vec<(String, String)>,
    folded: bool,
    sections: Vec<Restricted>,
    sections_step: Option<StepText>,
    former: Vec<(String, String)>,
    /// Requests for access that wait for an answer: end of the address and words.
    waiting: Vec<(String, String)>,
    emergencies: Option<String>,
    may: bool,
    base: String,
}

impl TeamPage {
    fn card(&self, member: &Member) -> SummaryCard {
        let rows = member.rows.iter();
        let list = SummaryList::new()
            .row(SummaryRow::new(t("team-role-key"), &member.role))
            .rows(rows.map(|(key, words)| row(key, words)));
        let link = |(end, words): &(String, String)| {
            SummaryAction::new(words, format!("{}/{end}", self.base))
        };
        SummaryCard::new(&member.name, list)
            .heading(Heading::H3)
            .actions(member.links.iter().map(link))
    }

    fn sections(&self) -> SummaryList {
        let drawn = |section: &Restricted| {
            let content = section.content.as_ref().map(|(words, href)| {
                let link = Link::new(words, href);
                let link = link.visually_hidden(format!(": {}", section.label));
                Html::join(["\n".into(), link.render()])
            });
            let people = Html::escape(&section.people);
            row(
                &section.label,
                Html::join([people, content.unwrap_or_default()]),
            )
        };
        SummaryList::new().rows(self.sections.iter().map(drawn))
    }
}

pub(super) async fn team_page(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let (of, view) = team(&state, &signed, &text).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let today = signed.ctx.today();
    let standing: Vec<&Stored<TeamPlace>> = view.standing(today).collect();
    let home = signed.path(&format!("reviews/{}", of.reference));
    let former = view.places.iter().filter(|one| {
        let stands = standing.iter().any(|kept| kept.id == one.id);
        view.may_manage && !stands
    });
    let by_role: Vec<(String, String)> = by_role(&view, &names);
    show(&TeamPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("team-title"))
            .back(home.clone()),
        step: of.step("team"),
        caption: of.caption(),
        members: standing
            .iter()
            .map(|one| member(&of, &names, one, view.may_manage))
            .collect(),
        folded: by_role.len() > FOLD,
        by_role,
        sections: restricted(&standing, &names, (&signed, &home)),
        sections_step: of.step("sections"),
        former: former.map(|one| former_words(&of, &names, one)).collect(),
        waiting: view
            .waiting
            .iter()
            .map(|one| {
                let name = name_of(&names, one.body.person);
                (
                    format!("requests/{}", one.id),
                    t1("request-line", "name", name),
                )
            })
            .collect(),
        emergencies: view
            .may_look
            .then(|| signed.path(&format!("reviews/{}/emergencies", of.reference))),
        may: view.may_manage,
        base: of.base,
    })
}

fn name_of(names: &Names, person: model::PersonId) -> String {
    let known = names.of(person);
    known.map_or_else(|| t("somebody"), str::to_owned)
}

fn member(of: &Of<'_>, names: &Names, one: &Stored<TeamPlace>, may: bool) -> Member {
    let place = &one.body;
    let mut rows = Vec::new();
    let agency = place.agency.map(|id| id.to_string());
    let from = agency.as_deref().and_then(|id| names.agency(id));
    if let Some(agency) = from {
        rows.push((t("team-from-key"), agency.to_owned()));
    }
    if place.guest_of.is_some() {
        rows.push((t("team-guest-key"), t("team-guest-words")));
    }
    rows.push((t("team-since-key"), date_in_words(place.from)));
    let until = place.until.map_or_else(|| t("team-no-end"), date_in_words);
    rows.push((t("team-until-key"), until));
    for given in &place.sections {
        let label = t_code("section", &given.section);
        let words = if may {
            let values = [
                ("date", date_in_words(given.since).into()),
                ("why", given.why.0.as_str().into()),
                ("who", given.agreed_by.0.as_str().into()),
            ];
            let asked = !given.agreed_by.0.is_empty();
            let key = if asked {
                "team-section-agreed"
            } else {
                "team-section-given"
            };
            t_with(key, &values)
        } else {
            t1("team-section-since", "date", date_in_words(given.since))
        };
        rows.push((label, words));
    }
    let link = |end: &str, key: &str| (format!("{}{end}", one.id), t(key));
    let links = vec![
        link("", "change"),
        link("/sections", "team-sections-link"),
        link("/end", "team-end-link"),
    ];
    Member {
        name: name_of(names, place.person),
        role: of.label("team_role", &place.role),
        rows,
        links: if may { links } else { Vec::new() },
    }
}

fn by_role(view: &TeamView, names: &Names) -> Vec<(String, String)> {
    let words = |one: &ByRole| {
        let roles = one.roles.iter().map(|role| t_code("role", role.code()));
        let mut said: Vec<String> = roles.collect();
        let agency = one.agency.map(|id| id.to_string());
        let agency = agency.as_deref().and_then(|id| names.agency(id));
        said.extend(agency.map(str::to_owned));
        (one.name.clone(), said.join(", "))
    };
    let mut all: Vec<(String, String)> = view.by_role.iter().map(words).collect();
    if let Some(person) = view.raised_by {
        all.push((name_of(names, person), t("team-raised")));
    }
    all
}

/// Every section with who may open it; nobody is an answer.
fn restricted(
    standing: &[&Stored<TeamPlace>],
    names: &Names,
    (signed, home): (&Signed, &str),
) -> Vec<Restricted> {
    let me = signed.ctx.actor.person().map(|person| person.id);
    // What the police ask to keep back is shown with the people it is about; the others have pages of their own.
    let content = |section: Section| match section {
        Section::PoliceRestricted => (t("people-title"), format!("{home}/people")),
        _ => (
            t("team-section-open"),
            format!("{home}/restricted/{section}"),
        ),
    };
    let of = |section: &&Section| {
        let code = section.code();
        let may = standing
            .iter()
            .filter(|one| one.body.sections.iter().any(|given| given.section == code));
        let mine = may.clone().any(|one| Some(one.body.person) == me);
        let people: Vec<String> = may.map(|one| name_of(names, one.body.person)).collect();
        Restricted {
            label: t_code("section", code),
            content: mine.then(|| content(**section)),
            people: if people.is_empty() {
                t("team-section-nobody")
            } else {
                people.join("\n")
            },
        }
    };
    Section::GIVEN.iter().map(|one| of(&one)).collect()
}

/// Somebody who was on the team, for those who keep it.
fn former_words(of: &Of<'_>, names: &Names, one: &Stored<TeamPlace>) -> (String, String) {
    let place = &one.body;
    let role = of.label("team_role", &place.role);
    let why = match &place.ended {
        None => t("team-ran-out"),
        Some(why) if why.0.is_empty() => t("team-ended-conflict"),
        Some(why) => why.0.clone(),
    };
    let last = match (&place.ended, place.until) {
        (None, Some(until)) => until,
        _ => one.changed_at.date_in_london(),
    };
    let values = [
        ("role", role.into()),
        ("from", date_in_words(place.from).into()),
        ("to", date_in_words(last).into()),
        ("why", why.into()),
    ];
    (
        name_of(names, place.person),
        t_with("team-former-words", &values),
    )
}
