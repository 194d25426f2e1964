//! Emergency openings of every review, for those who see to it that a second person reviews each.

use access::{Action as _, actions};
use app::team::{ListedOpening, emergencies};
use askama::Template;
use axum::extract::{RawQuery, State};
use govuk::{Html, Link, Table, TableCell};

use crate::draw::{Columns, marked, strong};
use crate::frame::{Frame, show};
use crate::pages::ask::review_due;
use crate::paging::{Paging, page_asked};
use crate::problem::Answer;
use crate::table::{Row, Who, page};
use crate::texts::{t, t_code, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

/// Lines on a page.
const A_PAGE: usize = 50;

pub(crate) fn rows() -> Vec<Row> {
    let who = Who::May(actions::SeeEmergencies::INFO);
    vec![page(
        "every-emergency",
        who,
        "/o/{organisation}/emergencies",
        list,
    )]
}

#[derive(Template)]
#[template(path = "team/every_emergency.html")]
struct ListPage {
    frame: Frame,
    openings: Option<Table>,
    range: Option<String>,
    pages: Option<Html>,
}

async fn list(State(state): State<WebState>, signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let all = emergencies(state.app(), &signed.ctx).await?;
    let names = app::names::names(state.app(), &signed.ctx).await?;
    let paging = Paging::of(page_asked(query.as_deref())?, A_PAGE, all.len());
    let shown = paging.part(&all);
    let columns = Columns::of(&[
        "emergency-review-of-key",
        "emergency-when-key",
        "emergency-review-key",
    ]);
    let lines = shown.iter().map(|one| line(&signed, &names, one));
    let table = columns.table(t("every-emergency-title"), lines);
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("every-emergency-title"))
            .back(signed.path("administration")),
        openings: (!shown.is_empty()).then(|| table.caption_hidden()),
        range: paging.words(),
        pages: paging.links(),
    })
}

fn line(signed: &Signed, names: &app::names::Names, one: &ListedOpening) -> Vec<TableCell> {
    let name = |known: Option<&str>| known.map_or_else(|| t("somebody"), str::to_owned);
    let href = signed.path(&format!("reviews/{}/emergencies", one.reference));
    let words = t1("today-review", "reference", &one.reference);
    let opened = marked(name(names.of(one.person)), moment_in_words(one.at));
    let review = match &one.found {
        None if one.review.is_late() => strong(review_due(&one.review)),
        None => review_due(&one.review).into(),
        Some((found, by, at)) => {
            let who = format!("{}, {}", name(names.person(by)), moment_in_words(*at));
            marked(t_code("emergency-found", found.code()), who)
        }
    };
    vec![
        TableCell::new(Link::new(words, href).classes("tl-reference")).header(),
        TableCell::new(opened),
        TableCell::new(review),
    ]
}
