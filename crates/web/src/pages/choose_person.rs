//! Choose who to be: only where everyone is invented and nobody else can reach the service. The
//! guard answers 404 everywhere else.

use std::collections::BTreeMap;

use access::directory::{Member, Organisation, members_of, organisations};
use access::{Actor, Ctx};
use askama::Template;
use axum::extract::State;
use model::OrganisationId;

use crate::form::Filled;
use crate::frame::{Frame, show};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::{Anyone, Visit, WebState};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        page(
            "choose-who-to-be",
            Who::Demonstration,
            "/choose-who-to-be",
            choose,
        ),
        send(Who::Demonstration, "/choose-who-to-be", be),
    ]
}

#[derive(Template)]
#[template(path = "sign_in/choose_person.html")]
struct ChoosePersonPage {
    frame: Frame,
    groups: Vec<Group>,
}

/// The people of one organisation.
struct Group {
    name: String,
    people: Vec<Someone>,
}

/// A person to be.
struct Someone {
    id: String,
    name: String,
    roles: String,
}

async fn choose(State(state): State<WebState>, Anyone(visit): Anyone) -> Answer {
    let ctx = nobody(&visit)?;
    let today = visit.now().date_in_london();
    let all: Vec<(Organisation, Vec<Member>)> = state
        .directory()
        .look(&ctx, |tx| {
            Box::pin(async move {
                let mut all = Vec::new();
                for organisation in organisations(tx).await? {
                    let members = members_of(tx, organisation.id, today).await?;
                    all.push((organisation, members));
                }
                Ok(all)
            })
        })
        .await?;
    let groups = all
        .into_iter()
        .map(|(organisation, members)| group(organisation, &members));
    let frame = Frame::of(&state, &visit).titled(t("choose-person-title"));
    show(&ChoosePersonPage {
        frame,
        groups: groups.collect(),
    })
}

fn group(organisation: Organisation, members: &[Member]) -> Group {
    let mut people: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
    for member in members {
        let who = (member.person.name.as_str(), member.person.id.to_string());
        let role = t_code("role", member.membership.role.code());
        let roles = people.entry(who).or_default();
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    let someone = |((name, id), roles): ((&str, String), Vec<String>)| Someone {
        id,
        name: name.to_owned(),
        roles: roles.join(", "),
    };
    Group {
        name: organisation.name,
        people: people.into_iter().map(someone).collect(),
    }
}

/// The context of somebody who is nobody yet.
fn nobody(visit: &Visit) -> Result<Ctx, PageError> {
    let organisation: OrganisationId =
        crypto::id(visit.now()).map_err(|_| PageError::Unavailable)?;
    let actor = Actor::System {
        job: "choose who to be",
    };
    Ok(Ctx {
        actor,
        organisation,
        request: visit.request(),
        now: visit.now(),
        practice_day: None,
    })
}

async fn be(State(state): State<WebState>, Anyone(visit): Anyone, form: Filled) -> Answer {
    let person = form
        .value("person")
        .parse()
        .map_err(|_| PageError::Unreadable)?;
    let new = state.sign_in().demo_session(person, visit.now()).await?;
    super::sign_in::inside(&state, &new.token)
}
