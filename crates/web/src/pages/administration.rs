//! Administration of one organisation: people and roles, the scheme and what in it is unchecked, and
//! the record of who did what with its check.

mod record;
mod record_row;
mod roles;

use std::collections::BTreeSet;

use access::{Action as _, Role, actions};
use app::AppError;
use app::administration::{Added, NewMember, add_member, end_role, members};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Choice, Html, SummaryList, SummaryRow, Table, TableCell};
use model::PersonId;

use crate::draw::{Columns, link_button, marked, paragraph};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::when::date_in_words;
use crate::{Signed, WebState};

const NAME: Field = field("name", "member-name");
const EMAIL: Field = field("email", "member-email");
const ROLE: Field = field("role", "member-role");
const AGENCY: Field = field("agency", "member-agency");

pub(crate) fn rows() -> Vec<Row> {
    let see = Who::May(actions::SeeAdministration::INFO);
    let manage = Who::May(actions::ManagePeople::INFO);
    let settings = Who::May(actions::ManageSettings::INFO);
    let people = "/o/{organisation}/administration/people";
    let one = "/o/{organisation}/administration/people/{record}/end";
    let words = "/o/{organisation}/administration/wording";
    let back = "/o/{organisation}/administration/wording/take-back";
    let mut rows = vec![
        page(
            "administration",
            see,
            "/o/{organisation}/administration",
            overview,
        ),
        page("members", see, people, list),
        send(manage, people, add),
        send(manage, one, end),
        page(
            "scheme",
            see,
            "/o/{organisation}/administration/scheme",
            scheme,
        ),
        page("wording", see, words, crate::pages::wording::of_scheme),
        page(
            "wording-back",
            settings,
            back,
            crate::pages::wording::back_of_scheme,
        ),
        send(settings, back, crate::pages::wording::take_back_of_scheme),
        send(settings, words, crate::pages::wording::confirm_of_scheme),
    ];
    rows.extend(record::rows());
    rows.extend(roles::rows());
    rows
}

#[derive(Template)]
#[template(path = "administration/overview.html")]
struct OverviewPage {
    frame: Frame,
    base: String,
    may_read_record: bool,
    keeps_words: bool,
    keeping: Option<String>,
    emergencies: Option<String>,
}

struct Member {
    name: String,
    email: String,
    role: String,
    agency: String,
    from: String,
    end: String,
}

/// A role in the words of the field.
struct RoleWords {
    name: String,
    may: String,
    may_not: String,
}

#[derive(Template)]
#[template(path = "administration/people.html")]
struct PeoplePage {
    frame: Frame,
    members: Vec<Member>,
    may_manage: bool,
    form: Filled,
    hidden: Hidden,
    roles: Vec<Choice>,
    explained: Vec<RoleWords>,
    agencies: Vec<Choice>,
    link: Option<String>,
    added: bool,
    /// Whether the form was sent before, so that nothing was done now.
    again: bool,
    /// Whether whoever reads this is the only administrator.
    only: bool,
    /// Whether the name of whoever was added resembles one on a conflict list.
    resembles: bool,
}

impl PeoplePage {
    fn table(&self) -> askama::Result<Table> {
        let columns = Columns::of(&[
            "member-name-key",
            "member-role-key",
            "member-agency-key",
            "member-from",
        ]);
        let columns = if self.may_manage {
            columns.silent(t("member-end-key"))
        } else {
            columns
        };
        let rows: askama::Result<Vec<_>> = self.members.iter().map(|one| self.row(one)).collect();
        Ok(columns.table(t("members-title"), rows?).caption_hidden())
    }

    fn row(&self, one: &Member) -> askama::Result<Vec<TableCell>> {
        let mut cells = vec![
            TableCell::new(marked(&one.name, &one.email)).header(),
            TableCell::new(&one.role),
            TableCell::new(&one.agency),
            TableCell::new(&one.from),
        ];
        if self.may_manage {
            let about = format!(" {}, {}", one.role, one.name);
            let end = link_button(&one.end, self.hidden, (&t("member-end"), &about))?;
            cells.push(TableCell::new(end));
        }
        Ok(cells)
    }

    fn explained(&self) -> SummaryList {
        let row = |one: &RoleWords| {
            let words = [paragraph(&one.may), paragraph(&one.may_not)];
            SummaryRow::new(&one.name, Html::join(words))
        };
        SummaryList::new().rows(self.explained.iter().map(row))
    }
}

#[derive(Template)]
#[template(path = "administration/scheme.html")]
struct SchemePage {
    frame: Frame,
    wording: String,
    title: String,
    from: String,
    clocks: Vec<(String, String, bool)>,
    unchecked: Vec<(String, String, String)>,
}

fn base(signed: &Signed) -> String {
    format!("/o/{}/administration", signed.place.organisation.code)
}

async fn overview(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::SeeAdministration>(&state).await?;
    let roles = &signed.place.roles;
    let readers = [Role::InformationGovernance, Role::Administrator];
    let may_see_emergencies = [Role::InformationGovernance, Role::BusinessManager]
        .iter()
        .any(|role| roles.contains(role));
    show(&OverviewPage {
        frame: Frame::of(&state, &signed.visit).titled(t("administration-title")),
        base: base(&signed),
        may_read_record: readers.iter().any(|role| roles.contains(role)),
        keeps_words: crate::pages::letters_out::keeps_words(&signed),
        keeping: crate::pages::keeping::is_offered(&signed.place).then(|| signed.path("keeping")),
        emergencies: may_see_emergencies.then(|| signed.path("emergencies")),
    })
}

async fn list(State(state): State<WebState>, signed: Signed) -> Answer {
    let hidden = state.hidden(&signed.visit, None)?;
    people_page(&state, &signed, Filled::empty(), hidden, None).await
}

async fn people_page(
    state: &WebState,
    signed: &Signed,
    form: Filled,
    hidden: Hidden,
    added: Option<Added>,
) -> Answer {
    let all = members(state.app(), &signed.ctx).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let errors = form.errors().clone();
    let agency = |id: Option<model::AgencyId>| {
        id.and_then(|id| names.agency(&id.to_string()).map(str::to_owned))
            .unwrap_or_default()
    };
    let base = base(signed);
    let member = |one: &access::directory::Member| Member {
        name: one.person.name.clone(),
        email: one.person.email.clone(),
        role: t_code("role", one.membership.role.code()),
        agency: agency(one.membership.agency),
        from: date_in_words(one.membership.from),
        end: format!("{base}/people/{}/end", one.membership.id),
    };
    let link = added.as_ref().and_then(|added| added.invitation.as_ref());
    let link = link.map(|token| format!("{}/invitation/{token}", state.site().base_url));
    let roles = Role::ALL.iter().filter(|role| **role != Role::Operator);
    let mut agencies = vec![Choice::new("", t("member-no-agency"))];
    agencies.extend(
        names
            .agencies()
            .into_iter()
            .map(|(id, name)| Choice::new(id.to_string(), name)),
    );
    let page = PeoplePage {
        frame: Frame::of(state, &signed.visit)
            .titled(t("members-title"))
            .back(base.clone())
            .with_errors(&errors),
        members: all.iter().map(member).collect(),
        may_manage: signed.place.roles.contains(&Role::Administrator),
        roles: roles
            .map(|role| Choice::new(role.code(), t_code("role", role.code())))
            .collect(),
        explained: Role::ALL.iter().map(|role| role_words(*role)).collect(),
        agencies,
        form,
        hidden,
        link,
        resembles: added.as_ref().is_some_and(|added| added.resembles),
        again: added.as_ref().is_some_and(|added| added.again),
        added: added.is_some(),
        only: administrators(&all) == [signed.ctx.person().map_err(AppError::from)?.id].into(),
    };
    show_form(&errors, &page)
}

/// Who administers the organisation.
fn administrators(all: &[access::directory::Member]) -> BTreeSet<PersonId> {
    let given = all
        .iter()
        .filter(|one| one.membership.role == Role::Administrator);
    given.map(|one| one.person.id).collect()
}

fn role_words(role: Role) -> RoleWords {
    RoleWords {
        name: t_code("role", role.code()),
        may: t_code("role-may", role.code()),
        may_not: t_code("role-may-not", role.code()),
    }
}

async fn add(State(state): State<WebState>, signed: Signed, mut form: Filled) -> Answer {
    signed.may::<actions::ManagePeople>(&state).await?;
    let name = form.text(&NAME, 200);
    let email = form.email(&EMAIL);
    let role = form.choice::<Role>(&ROLE);
    let agency = form.choice_or_none(&AGENCY);
    let hidden = form.hidden()?;
    let (Some(name), Some(email), Some(role), true) = (name, email, role, form.is_good()) else {
        return people_page(&state, &signed, form, hidden, None).await;
    };
    let new = NewMember {
        name,
        email,
        role,
        agency,
    };
    match add_member(state.app(), &signed.ctx, form.form_id()?, &new).await {
        Ok(added) => {
            let hidden = state.hidden(&signed.visit, None)?;
            people_page(&state, &signed, Filled::empty(), hidden, Some(added)).await
        }
        Err(AppError::Rule(code)) => {
            form.refuse(&EMAIL, code);
            people_page(&state, &signed, form, hidden, None).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn end(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
    form: Filled,
) -> Answer {
    form.hidden()?;
    let membership = text.parse().map_err(|_| PageError::NotFound)?;
    end_role(state.app(), &signed.ctx, membership).await?;
    Ok(next_page(&format!("{}/people", base(&signed))))
}

async fn scheme(State(state): State<WebState>, signed: Signed) -> Answer {
    signed.may::<actions::SeeAdministration>(&state).await?;
    let loaded = state.app().scheme_on(signed.ctx.today())?;
    let scheme = &loaded.scheme;
    let clock = |clock: &model::scheme::ClockDef| {
        let source = clock.item.source.clone().unwrap_or_default();
        (clock.item.label.en.clone(), source, clock.item.checked)
    };
    let unchecked = scheme.unchecked_items();
    show(&SchemePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("scheme-title"))
            .back(base(&signed)),
        wording: format!("{}/wording", base(&signed)),
        title: scheme.title.en.clone(),
        from: date_in_words(scheme.valid_from),
        clocks: scheme.clocks.iter().map(clock).collect(),
        unchecked: unchecked
            .into_iter()
            .map(|one| (one.id, one.label, one.source.unwrap_or_default()))
            .collect(),
    })
}
