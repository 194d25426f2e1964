//! The service: its organisations, for whoever runs it. No case is seen by it.

mod appoint;
mod authorities;
mod organisation;

pub(crate) use organisation::KINDS as AGENCY_KINDS;

use access::directory::{Organisation, OrganisationKind};
use access::{Action as _, actions};
use app::AppError;
use app::administration::{NewOrganisation, add_organisation, organisations};
use askama::Template;
use axum::extract::State;
use govuk::{Link, Size, Table, TableCell};

use crate::draw::Columns;
use crate::form::{Field, Filled, field};
use crate::frame::{Frame, show};
use crate::problem::Answer;
use crate::sheet::{Ask, Offer, Sheet, input};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::when::span;
use crate::{Signed, WebState};

const KIND: Field = field("kind", "organisation-kind");
const NAME: Field = field("name", "organisation-name");
const CODE: Field = field("code", "organisation-code");
const REGION: Field = field("region", "organisation-region");
const ADMINISTRATOR: Field = field("administrator", "organisation-administrator");
const EMAIL: Field = field("email", "organisation-email");

const KINDS: [OrganisationKind; 3] = [
    OrganisationKind::Partnership,
    OrganisationKind::Region,
    OrganisationKind::National,
];

pub(crate) fn rows() -> Vec<Row> {
    let who = Who::May(actions::ManageDirectory::INFO);
    let new = "/o/{organisation}/service/new";
    let one = "/o/{organisation}/service/organisations/{organisation_code}";
    let end = "/o/{organisation}/service/organisations/{organisation_code}/end";
    let cover = "/o/{organisation}/service/organisations/{organisation_code}/authorities";
    let uncover =
        "/o/{organisation}/service/organisations/{organisation_code}/authorities/{record}/end";
    let appoint = "/o/{organisation}/service/organisations/{organisation_code}/administrator";
    let agency = "/o/{organisation}/service/organisations/{organisation_code}/agencies";
    let agency_end =
        "/o/{organisation}/service/organisations/{organisation_code}/agencies/{record}/end";
    let succeed = "/o/{organisation}/service/authorities";
    let rows = [
        page("service", who, "/o/{organisation}/service", list),
        page("service-new", who, new, new_form),
        send(who, new, save_new),
        page("service-organisation", who, one, organisation::show_one),
        page("service-organisation-end", who, end, organisation::end_form),
        send(who, end, organisation::end),
        page("service-appoint", who, appoint, appoint::form_page),
        send(who, appoint, appoint::save),
        page("service-cover", who, cover, authorities::cover_form),
        send(who, cover, authorities::save_cover),
        page("service-uncover", who, uncover, authorities::uncover_form),
        send(who, uncover, authorities::uncover),
        page("service-agency", who, agency, organisation::agency_form),
        send(who, agency, organisation::save_agency),
        send(who, agency_end, organisation::agency_end),
        page(
            "service-authorities",
            who,
            succeed,
            authorities::succeed_form,
        ),
        send(who, succeed, authorities::save_succeed),
    ];
    rows.into_iter().map(Row::secret).collect()
}

struct Line {
    href: String,
    name: String,
    kind: String,
    code: String,
    days: String,
}

#[derive(Template)]
#[template(path = "administration/service.html")]
struct ServicePage {
    frame: Frame,
    base: String,
    lines: Vec<Line>,
}

impl ServicePage {
    fn table(&self) -> Table {
        let row = |one: &Line| {
            vec![
                TableCell::new(Link::new(&one.name, &one.href)).header(),
                TableCell::new(&one.kind),
                TableCell::new(&one.code),
                TableCell::new(&one.days),
            ]
        };
        let columns = Columns::of(&[
            "organisation-name-key",
            "organisation-kind-key",
            "organisation-code-key",
            "organisation-days-key",
        ]);
        let table = columns.table(t("service-organisations-title"), self.lines.iter().map(row));
        table.caption_size(Size::M)
    }
}

async fn list(State(state): State<WebState>, signed: Signed) -> Answer {
    let all = organisations(state.app(), &signed.ctx).await?;
    let base = signed.path("service");
    let line = |one: &Organisation| Line {
        href: format!("{base}/organisations/{}", one.code),
        name: one.name.clone(),
        kind: t_code("organisation-kind", one.kind.code()),
        code: one.code.clone(),
        days: span(one.valid_from, one.valid_to),
    };
    show(&ServicePage {
        frame: Frame::of(&state, &signed.visit).titled(t("service-title")),
        lines: all.iter().map(line).collect(),
        base,
    })
}

fn sheet(signed: &Signed) -> Sheet {
    let kinds = KINDS.map(|kind| Offer::new(kind.code(), t_code("organisation-kind", kind.code())));
    Sheet {
        title: t("service-new-title"),
        caption: t("service-title"),
        step: None,
        explain: vec![t("service-new-explain")],
        inputs: vec![
            input(KIND, Ask::OneOf(kinds.into())),
            input(NAME, Ask::Line),
            input(CODE, Ask::Line),
            input(REGION, Ask::Line),
            input(ADMINISTRATOR, Ask::Line),
            input(EMAIL, Ask::Line),
        ],
        button: t("service-new-button"),
        back: signed.path("service"),
    }
}

async fn new_form(State(state): State<WebState>, signed: Signed) -> Answer {
    signed
        .may_in_directory::<actions::ManageDirectory>(&state)
        .await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&signed).show(&state, &signed, &Filled::empty(), hidden)
}

#[derive(Template)]
#[template(path = "administration/organisation_added.html")]
struct AddedPage {
    frame: Frame,
    words: &'static AddedWords,
    name: String,
    here: String,
    link: Option<String>,
}

/// What the page says on which somebody's invitation is shown.
struct AddedWords {
    title: &'static str,
    done: &'static str,
    link: &'static str,
    known: &'static str,
    next: &'static str,
}

const ORGANISATION_ADDED: AddedWords = AddedWords {
    title: "service-added-title",
    done: "service-added",
    link: "service-added-link",
    known: "service-added-known",
    next: "service-added-next",
};

/// After an administrator was appointed: their invitation, shown once.
fn added(
    state: &WebState,
    signed: &Signed,
    words: &'static AddedWords,
    (name, code, token): (String, &str, Option<String>),
) -> Answer {
    show(&AddedPage {
        frame: Frame::of(state, &signed.visit)
            .titled(t(words.title))
            .back(signed.path("service")),
        words,
        here: signed.path(&format!("service/organisations/{code}")),
        name,
        link: token.map(|token| format!("{}/invitation/{token}", state.site().base_url)),
    })
}

async fn save_new(State(state): State<WebState>, signed: Signed, mut form: Filled) -> Answer {
    signed
        .may_in_directory::<actions::ManageDirectory>(&state)
        .await?;
    let kind = form.choice::<OrganisationKind>(&KIND);
    let name = form.text(&NAME, 200);
    let code = form.text(&CODE, 30);
    let region = form.text_or_none(&REGION, 100);
    let administrator = form.text(&ADMINISTRATOR, 200);
    let email = form.email(&EMAIL);
    let (Some(kind), Some(name), Some(code), Some(administrator), Some(email), true) =
        (kind, name, code, administrator, email, form.is_good())
    else {
        return sheet(&signed).again(&state, &signed, &form);
    };
    let new = NewOrganisation {
        kind,
        name,
        code,
        region,
        administrator,
        email,
    };
    match add_organisation(state.app(), &signed.ctx, &new).await {
        Ok(token) => {
            let shown = (new.name, new.code.as_str(), token);
            added(&state, &signed, &ORGANISATION_ADDED, shown)
        }
        Err(AppError::Rule(rule)) => {
            form.refuse(
                match rule {
                    "person-email" | "role-own" => &EMAIL,
                    _ => &CODE,
                },
                rule,
            );
            sheet(&signed).again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
