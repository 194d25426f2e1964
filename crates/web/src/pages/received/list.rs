//! The national body's work list.

use access::{Action as _, actions};
use app::received::{ON_A_PAGE, WorkLine, work_list};
use app::vault::{ReceivedCounts, Which};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, Link, Table, TableCell};
use model::Date;
use model::case::ReceivedStep;
use model::scheme::StepText;

use crate::draw::{Columns, marked, strong};
use crate::frame::{Frame, show};
use crate::paging::{Paging, page_asked};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

pub(super) fn rows() -> Vec<Row> {
    let read = Who::May(actions::ReadReceived::INFO);
    vec![
        page("received", read, "/o/{organisation}/received", to_read),
        page(
            "received-by",
            read,
            "/o/{organisation}/received/by/{step_id}",
            by_step,
        ),
    ]
}

/// Codes in addresses of the lists that are no step.
const ALL: &str = "all";
const UNREPORTED: &str = "unreported";

fn code(which: Which) -> &'static str {
    match which {
        Which::All => ALL,
        Which::Unreported => UNREPORTED,
        Which::At(step) => step.code(),
    }
}

fn which(code: &str) -> Option<Which> {
    match code {
        ALL => Some(Which::All),
        UNREPORTED => Some(Which::Unreported),
        step => ReceivedStep::from_code(step).map(Which::At),
    }
}

#[derive(Template)]
#[template(path = "received/list.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    /// Address, words and whether it is the one that is shown.
    ways: Vec<(String, String, bool)>,
    table: Option<Table>,
    part: Option<String>,
    pages: Option<Html>,
}

async fn to_read(state: State<WebState>, signed: Signed, query: RawQuery) -> Answer {
    listed(state, signed, query, Which::At(ReceivedStep::ToRead)).await
}

async fn by_step(
    state: State<WebState>,
    signed: Signed,
    Path((_, step)): Path<(String, String)>,
    query: RawQuery,
) -> Answer {
    let which = which(&step).ok_or(PageError::NotFound)?;
    listed(state, signed, query, which).await
}

async fn listed(
    State(state): State<WebState>,
    signed: Signed,
    RawQuery(query): RawQuery,
    which: Which,
) -> Answer {
    let asked = page_asked(query.as_deref())?;
    let list = work_list(state.app(), &signed.ctx, which, asked).await?;
    let loaded = state.app().scheme_on(signed.ctx.today())?;
    let paging = Paging::of(asked, ON_A_PAGE, list.counts.total(which));
    if paging.before() != asked.saturating_mul(ON_A_PAGE) {
        return Err(PageError::NotFound);
    }
    let columns = Columns::of(&[
        "received-what",
        "received-from",
        "received-arrived",
        "received-report",
        "received-waits",
    ]);
    let today = signed.ctx.today();
    let lines = list.lines.iter().map(|line| cells(&signed, line, today));
    let table = columns.table(t_code("received-list", code(which)), lines);
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit).titled(t("received-title")),
        step: loaded.scheme.step("received").cloned(),
        ways: ways(&signed, &list.counts, which),
        table: (!list.lines.is_empty()).then_some(table),
        part: paging.words(),
        pages: paging.links(),
    })
}

/// The lists, in the order of the work.
fn ways(signed: &Signed, counts: &ReceivedCounts, shown: Which) -> Vec<(String, String, bool)> {
    let steps = ReceivedStep::ALL.iter().map(|step| Which::At(*step));
    let way = |which: Which| {
        let end = match which {
            Which::At(ReceivedStep::ToRead) => "received".to_owned(),
            other => format!("received/by/{}", code(other)),
        };
        let many = i64::try_from(counts.total(which)).unwrap_or(i64::MAX);
        let values = [
            ("what", t_code("received-list", code(which)).into()),
            ("many", many.into()),
        ];
        (
            signed.path(&end),
            t_with("received-way", &values),
            which == shown,
        )
    };
    steps
        .chain([Which::Unreported, Which::All])
        .map(way)
        .collect()
}

fn cells(signed: &Signed, line: &WorkLine, today: Date) -> Vec<TableCell> {
    let case = &line.case;
    let what = t1("today-review", "reference", &case.theirs);
    let href = signed.path(&format!("received/{}", case.reference));
    let own = t1("received-own", "reference", &case.reference);
    let since = moment_in_words(case.step_at);
    let waits = t_code("received-step", case.step.code());
    vec![
        TableCell::new(marked(Link::new(what, href).render(), own)).header(),
        TableCell::new(&line.from),
        TableCell::new(moment_in_words(case.first_at)),
        TableCell::new(report(line, today)),
        TableCell::new(marked(waits, t1("received-since", "when", &since))),
    ]
}

/// Whether the report of the rapid review came, or by when it is due.
fn report(line: &WorkLine, today: Date) -> Html {
    let case = &line.case;
    if let Some((_, other)) = &case.same_as {
        return t1("received-same", "reference", other).into();
    }
    match (case.reported_at, case.report_due) {
        (Some(at), _) => t1("received-reported", "when", moment_in_words(at)).into(),
        (None, None) => t("received-no-report").into(),
        (None, Some(due)) => {
            let words = t1("received-report-due", "date", date_in_words(due));
            if due < today {
                Html::join([
                    Html::escape(words),
                    " ".into(),
                    strong(t("actions-is-late")),
                ])
            } else {
                words.into()
            }
        }
    }
}
