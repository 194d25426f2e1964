//! Who gave which role to whom, and who changed an organisation: for those who read the record of one organisation,
//! and for whoever runs the service.

use access::directory::{Act, By};
use access::{Action as _, actions};
use app::AppError;
use app::administration::{Reach, RolesPage, RolesSearch, roles_given, somebody_by_email};
use askama::Template;
use axum::extract::State;
use axum_extra::extract::Query;
use govuk::{Html, Link, Size, Table, TableCell};
use serde::Deserialize;

use super::record::{by_words, parsed};
use crate::draw::{Columns, marked};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const EMAIL: Field = field("email", "roles-record-email");

pub(super) fn rows() -> Vec<Row> {
    let reads = Who::May(actions::ReadLedger::INFO);
    let service = Who::May(actions::ManageDirectory::INFO);
    let ours = "/o/{organisation}/administration/roles";
    let all = "/o/{organisation}/service/roles";
    vec![
        page("roles", reads, ours, ours_page),
        send(reads, ours, ours_search),
        page("service-roles", service, all, all_page).secret(),
        send(service, all, all_search).secret(),
    ]
}

/// What an address says is looked for: ids, never words.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    person: Option<String>,
    before: Option<String>,
}

impl Wanted {
    fn search(&self) -> Result<RolesSearch, PageError> {
        Ok(RolesSearch {
            person: parsed(self.person.as_ref())?,
            before: parsed(self.before.as_ref())?,
        })
    }
}

/// A name, with the way to everything about that person.
struct Somebody {
    name: String,
    href: Option<String>,
}

struct Line {
    what: String,
    role: String,
    ended: String,
    whom: Option<Somebody>,
    organisation: String,
    by: Somebody,
    when: String,
}

#[derive(Template)]
#[template(path = "administration/roles.html")]
struct RolesRecord {
    frame: Frame,
    here: String,
    explain: String,
    hidden: Hidden,
    form: Filled,
    caption: String,
    searched: bool,
    later: bool,
    whole: bool,
    lines: Vec<Line>,
    next: Option<String>,
}

impl RolesRecord {
    fn table(&self) -> Table {
        let mut heads = vec!["record-what", "roles-record-whom"];
        heads.extend(self.whole.then_some("roles-record-organisation"));
        heads.extend(["record-who", "record-when"]);
        Columns::of(&heads)
            .table(&self.caption, self.lines.iter().map(|line| self.row(line)))
            .caption_size(Size::M)
    }

    fn row(&self, line: &Line) -> Vec<TableCell> {
        let what = marked(marked(&line.what, &line.role), &line.ended);
        let whom = line.whom.as_ref().map_or_else(Html::default, linked_name);
        let mut cells = vec![TableCell::new(what).header(), TableCell::new(whom)];
        cells.extend(self.whole.then(|| TableCell::new(&line.organisation)));
        cells.push(TableCell::new(linked_name(&line.by)));
        cells.push(TableCell::new(&line.when));
        cells
    }
}

fn linked_name(one: &Somebody) -> Html {
    match &one.href {
        Some(href) => Link::new(&one.name, href).into(),
        None => one.name.as_str().into(),
    }
}

async fn ours_page(
    State(state): State<WebState>,
    signed: Signed,
    Query(query): Query<Wanted>,
) -> Answer {
    let asked = (query.search()?, Filled::empty());
    shown(&state, &signed, Reach::Ours, asked).await
}

async fn all_page(
    State(state): State<WebState>,
    signed: Signed,
    Query(query): Query<Wanted>,
) -> Answer {
    let asked = (query.search()?, Filled::empty());
    shown(&state, &signed, Reach::All, asked).await
}

const fn up(reach: Reach) -> &'static str {
    match reach {
        Reach::Ours => "administration",
        Reach::All => "service",
    }
}

fn here(signed: &Signed, reach: Reach) -> String {
    signed.path(&format!("{}/roles", up(reach)))
}

async fn shown(
    state: &WebState,
    signed: &Signed,
    reach: Reach,
    (search, form): (RolesSearch, Filled),
) -> Answer {
    let found = roles_given(state.app(), &signed.ctx, reach, search).await?;
    let here = here(signed, reach);
    let errors = form.errors().clone();
    let explain = match reach {
        Reach::Ours => "roles-record-explain-ours",
        Reach::All => "roles-record-explain-all",
    };
    let page = RolesRecord {
        frame: Frame::of(state, &signed.visit)
            .titled(t("roles-record-title"))
            .back(signed.path(up(reach)))
            .with_errors(&errors),
        explain: t(explain),
        hidden: state.hidden(&signed.visit, None)?,
        form,
        caption: caption(&found, search),
        searched: search.person.is_some(),
        later: search.before.is_some(),
        whole: reach == Reach::All,
        lines: found.rows.iter().map(|one| line(&here, one)).collect(),
        next: next(&here, &found, search),
        here,
    };
    show_form(&errors, &page)
}

fn next(here: &str, found: &RolesPage, search: RolesSearch) -> Option<String> {
    let before = found.next?;
    let person = search.person.map(|id| format!("person={id}&"));
    Some(format!(
        "{here}?{}before={before}",
        person.unwrap_or_default()
    ))
}

/// Whom the rows are about, by the name that they give.
fn caption(found: &RolesPage, search: RolesSearch) -> String {
    let Some(wanted) = search.person else {
        return t("record-latest");
    };
    let name = found.rows.iter().find_map(|row| match &row.person {
        Some((id, name)) if *id == wanted => Some(name.clone()),
        _ if row.by.person == Some(wanted) => row.by.name.clone(),
        _ => None,
    });
    let name = name.unwrap_or_else(|| t("somebody"));
    t1("roles-record-about", "name", name)
}

fn line(here: &str, one: &Act) -> Line {
    let family = if one.outcome == "refused" {
        "roles-refused"
    } else {
        "roles-did"
    };
    let to = |id: model::PersonId| Some(format!("{here}?person={id}"));
    let role = one.role.map(|role| t_code("role", role.code()));
    let ended = one.ended.as_ref().map(|ended| {
        let values = [
            ("when", moment_in_words(ended.at).into()),
            ("who", by(&ended.by).into()),
        ];
        t_with("roles-record-ended", &values)
    });
    Line {
        what: t_code(family, &one.action),
        role: role.map_or_else(String::new, |role| t1("roles-record-role", "role", role)),
        ended: ended.unwrap_or_default(),
        whom: one
            .person
            .clone()
            .map(|(id, name)| Somebody { name, href: to(id) }),
        organisation: one.organisation.clone(),
        by: Somebody {
            name: by(&one.by),
            href: one.by.person.and_then(to),
        },
        when: moment_in_words(one.at),
    }
}

fn by(one: &By) -> String {
    by_words(&one.kind, one.name.as_deref())
}

async fn ours_search(State(state): State<WebState>, signed: Signed, form: Filled) -> Answer {
    signed.may::<actions::ReadLedger>(&state).await?;
    search(&state, &signed, Reach::Ours, form).await
}

async fn all_search(State(state): State<WebState>, signed: Signed, form: Filled) -> Answer {
    signed
        .may_in_directory::<actions::ManageDirectory>(&state)
        .await?;
    search(&state, &signed, Reach::All, form).await
}

async fn search(state: &WebState, signed: &Signed, reach: Reach, mut form: Filled) -> Answer {
    form.hidden()?;
    if let Some(email) = form.email(&EMAIL) {
        match somebody_by_email(state.app(), &signed.ctx, reach, &email).await {
            Ok(person) => {
                let here = here(signed, reach);
                return Ok(next_page(&format!("{here}?person={person}")));
            }
            Err(AppError::Rule(code)) => form.refuse(&EMAIL, code),
            Err(error) => return Err(error.into()),
        }
    }
    shown(state, signed, reach, (RolesSearch::default(), form)).await
}
