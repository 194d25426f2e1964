//! Reviews by the day until which they are kept, and what was disposed of.

use app::keeping::{KeptCase, keeping};
use app::vault::Certificate;
use askama::Template;
use axum::extract::{RawQuery, State};
use govuk::{Html, Link, Size, Table, TableCell};
use model::Date;

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
#[template(path = "keeping/list.html")]
struct ListPage {
    frame: Frame,
    base: String,
    kept: Option<Table>,
    disposed: Option<Table>,
    range: Option<String>,
    pages: Option<Html>,
}

/// Until when a closed review is kept.
pub(super) fn until(one: &KeptCase) -> String {
    match (one.case.closed_at, one.kept_until) {
        (None, _) => t("keeping-open"),
        (Some(_), None) => t("keeping-without-end"),
        (Some(_), Some(last)) => date_in_words(last),
    }
}

/// What is to know beside the day.
pub(super) fn marks(one: &KeptCase, today: Date) -> Vec<String> {
    let due = one.is_due(today).then(|| t("keeping-due"));
    let held = one.held().next().map(|_| t("keeping-held"));
    let proposed = one.proposal().map(|_| t("keeping-proposed"));
    due.into_iter().chain(held).chain(proposed).collect()
}

fn kept_table(signed: &Signed, shown: &[KeptCase]) -> Table {
    let today = signed.ctx.today();
    let row = |one: &KeptCase| {
        let href = signed.path(&format!("keeping/reviews/{}", one.case.reference));
        let words = t1("today-review", "reference", &one.case.reference);
        let review = Link::new(words, href).classes("tl-reference");
        let practice = if one.case.practice {
            t("practice-mark")
        } else {
            String::new()
        };
        let closed = one
            .case
            .closed_at
            .map(|at| date_in_words(at.date_in_london()));
        let notes = marks(one, today).into_iter().map(Html::from);
        vec![
            TableCell::new(marked(review, practice)).header(),
            TableCell::new(closed.unwrap_or_else(|| t("keeping-not-closed"))),
            TableCell::new(until(one)),
            TableCell::new(Html::lines(notes)),
        ]
    };
    let columns = Columns::of(&[
        "keeping-review-key",
        "keeping-closed-key",
        "keeping-until-key",
        "keeping-marks-key",
    ]);
    let table = columns.table(t("keeping-kept"), shown.iter().map(row));
    table.caption_size(Size::M)
}

fn disposed_table(signed: &Signed, all: &[Certificate]) -> Table {
    let row = |one: &Certificate| {
        let href = signed.path(&format!("keeping/disposed/{}", one.id));
        let words = t1("today-review", "reference", &one.reference);
        vec![
            TableCell::new(Link::new(words, href).classes("tl-reference")).header(),
            TableCell::new(date_in_words(one.at.date_in_london())),
        ]
    };
    let columns = Columns::of(&["keeping-review-key", "keeping-disposed-key"]);
    let table = columns.table(t("keeping-disposed"), all.iter().map(row));
    table.caption_size(Size::M)
}

pub(super) async fn show_list(
    State(state): State<WebState>,
    signed: Signed,
    RawQuery(query): RawQuery,
) -> Answer {
    let found = keeping(state.app(), &signed.ctx).await?;
    let paging = Paging::of(page_asked(query.as_deref())?, A_PAGE, found.cases.len());
    let shown = paging.part(&found.cases);
    let certificates = &found.certificates;
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("keeping-title"))
            .back(signed.path("administration")),
        base: signed.path("keeping"),
        kept: (!shown.is_empty()).then(|| kept_table(&signed, shown)),
        disposed: (!certificates.is_empty()).then(|| disposed_table(&signed, certificates)),
        range: paging.words(),
        pages: paging.links(),
    })
}
