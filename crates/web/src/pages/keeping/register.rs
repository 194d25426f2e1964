//! The register of requests for what is held.

use app::keeping::register;
use app::vault::RequestLine;
use askama::Template;
use axum::extract::{RawQuery, State};
use govuk::{Html, Link, Table, TableCell};

use crate::draw::{Columns, marked};
use crate::frame::{Frame, show};
use crate::paging::{Paging, page_asked};
use crate::problem::Answer;
use crate::texts::{t, t1};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// Lines on a page.
const A_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "keeping/register.html")]
struct RegisterPage {
    frame: Frame,
    base: String,
    table: Option<Table>,
    range: Option<String>,
    pages: Option<Html>,
}

pub(super) async fn show_register(
    State(state): State<WebState>,
    signed: Signed,
    RawQuery(query): RawQuery,
) -> Answer {
    let all = register(state.app(), &signed.ctx).await?;
    let scheme = &state.app().scheme_on(signed.ctx.today())?.scheme;
    let paging = Paging::of(page_asked(query.as_deref())?, A_PAGE, all.len());
    let base = signed.path("keeping/requests");
    let row = |one: &RequestLine| {
        let body = &one.body;
        let def = scheme.requests.iter().find(|def| def.item.id == body.kind);
        let kind = def.map_or_else(|| body.kind.clone(), |def| def.item.label.en.clone());
        let about = one.case.as_ref();
        let about = about.map(|(_, reference)| t1("today-review", "reference", reference));
        let link = Link::new(kind, format!("{base}/{}", one.id));
        let stands = match body.answered {
            Some(day) => t1("data-request-answered-on", "day", date_in_words(day)),
            None if body.due < signed.ctx.today() => t("data-request-late"),
            None => t("data-request-open"),
        };
        vec![
            TableCell::new(marked(link, about.unwrap_or_default())).header(),
            TableCell::new(date_in_words(body.received)),
            TableCell::new(date_in_words(body.due)),
            TableCell::new(stands),
        ]
    };
    let columns = Columns::of(&[
        "data-request-kind-key",
        "data-request-received-key",
        "data-request-due-key",
        "data-request-stands-key",
    ]);
    let shown = paging.part(&all);
    let table = columns.table(t("requests-title"), shown.iter().map(row));
    show(&RegisterPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("requests-title"))
            .back(signed.path("keeping")),
        base,
        table: (!shown.is_empty()).then(|| table.caption_hidden()),
        range: paging.words(),
        pages: paging.links(),
    })
}
