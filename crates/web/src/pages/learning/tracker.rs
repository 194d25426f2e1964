//! The actions of all open reviews on one page.

use access::{Action as _, actions};
use app::learning::{Shown, Tracker, TrackerLine, tracker};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, Link, TableCell};
use model::Date;

use super::card::stands_words;
use crate::draw::{Columns, marked, strong};
use crate::frame::{Frame, show};
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page};
use crate::texts::{t, t_code, t_with};
use crate::when::date_in_words;
use crate::{Signed, WebState};

/// Lines on a page.
const A_PAGE: usize = 50;

pub(super) fn rows() -> Vec<Row> {
    let all = Who::May(actions::SeeToday::INFO);
    vec![
        page("actions", all, "/o/{organisation}/actions", to_do),
        page(
            "actions-other",
            all,
            "/o/{organisation}/actions/{shown_id}",
            other,
        ),
    ]
}

#[derive(Template)]
#[template(path = "learning/tracker.html")]
struct TrackerPage {
    frame: Frame,
    /// Address, words and whether it is the one that is shown.
    ways: Vec<(String, String, bool)>,
    late: Option<String>,
    table: Option<Html>,
    range: Option<String>,
    pages: Option<Html>,
}

async fn to_do(state: State<WebState>, signed: Signed, query: RawQuery) -> Answer {
    shown_page(state, signed, query, Shown::ToDo).await
}

async fn other(
    state: State<WebState>,
    signed: Signed,
    Path((_, shown)): Path<(String, String)>,
    query: RawQuery,
) -> Answer {
    let shown = Shown::from_code(&shown).ok_or(PageError::NotFound)?;
    shown_page(state, signed, query, shown).await
}

async fn shown_page(
    State(state): State<WebState>,
    signed: Signed,
    RawQuery(query): RawQuery,
    shown: Shown,
) -> Answer {
    let asked = page_asked(query.as_deref())?;
    let from = asked.saturating_mul(A_PAGE);
    let found = tracker(state.app(), &signed.ctx, shown, (from, A_PAGE)).await?;
    let paging = Paging::of(asked, A_PAGE, found.of(shown));
    let today = signed.ctx.today();
    let columns = Columns::of(&[
        "action-what-key",
        "action-owner-key",
        "actions-by",
        "action-strength-key",
        "action-stands-key",
    ]);
    let lines = found.lines.iter();
    let table = columns.table(
        t_code("actions-shown", shown.code()),
        lines.map(|line| cells(&signed, line, (shown, today))),
    );
    let late = i64::try_from(found.late).unwrap_or(i64::MAX);
    show(&TrackerPage {
        frame: Frame::of(&state, &signed.visit).titled(t("actions-title")),
        ways: ways(&signed, &found, shown),
        late: (late > 0).then(|| t_with("actions-late", &[("many", late.into())])),
        table: (!found.lines.is_empty()).then(|| table.render()),
        range: paging.words(),
        pages: paging.links(),
    })
}

fn ways(signed: &Signed, found: &Tracker, shown: Shown) -> Vec<(String, String, bool)> {
    let way = |one: Shown| {
        let end = match one {
            Shown::ToDo => "actions".to_owned(),
            other => format!("actions/{}", other.code()),
        };
        let many = i64::try_from(found.of(one)).unwrap_or(i64::MAX);
        let values = [
            ("what", t_code("actions-shown", one.code()).into()),
            ("many", many.into()),
        ];
        (
            signed.path(&end),
            t_with("actions-way", &values),
            one == shown,
        )
    };
    Shown::ALL.into_iter().map(way).collect()
}

fn cells(signed: &Signed, line: &TrackerLine, (shown, today): (Shown, Date)) -> Vec<TableCell> {
    let action = &line.action.body;
    let review = signed.path(&format!("reviews/{}/learning", line.case.reference));
    let what = Html::element("span", "tl-words", &action.what.0);
    let review = Link::new(
        crate::texts::t1("today-review", "reference", &line.case.reference),
        review,
    );
    let point = line.point.as_ref().map(|one| one.body.learned.0.as_str());
    let more = [
        Html::escape(point.unwrap_or_default()),
        " ".into(),
        review.render(),
    ];
    let due = match (shown, action.next_look()) {
        (Shown::ToLookAt, Some((_, look))) => look.due,
        _ => action.due,
    };
    let by = if shown != Shown::Ended && due < today {
        Html::join([
            Html::escape(date_in_words(due)),
            " ".into(),
            strong(t("actions-is-late")),
        ])
    } else {
        Html::escape(date_in_words(due))
    };
    let strength = t_code("strength", action.strength.code());
    vec![
        TableCell::new(marked(what, Html::join(more))).header(),
        TableCell::new(&action.owner.0),
        TableCell::new(by),
        TableCell::new(strength),
        TableCell::new(Html::lines(stands_words(action))),
    ]
}
