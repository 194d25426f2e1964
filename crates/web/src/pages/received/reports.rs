//! Reports of rapid reviews as the national body received them.

use access::{Action as _, actions};
use app::received::{ON_A_PAGE, ReportLine, mark_report_read, report, reports};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use govuk::{Html, Link, SummaryList, Table, TableCell};

use super::{envelope, read_words};
use crate::draw::{Columns, row};
use crate::form::{Filled, Hidden};
use crate::frame::{Frame, attachment, next_page, show};
use crate::paging::{Paging, page_asked};
use crate::paper::drawn;
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, file, page, send};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

pub(super) fn rows() -> Vec<Row> {
    let all = "/o/{organisation}/received/rapid-reviews";
    let one = "/o/{organisation}/received/rapid-reviews/{envelope}";
    let pdf = "/o/{organisation}/received/rapid-reviews/{envelope}/pdf";
    let read = Who::May(actions::ReadReceived::INFO);
    vec![
        page("reports", read, all, list),
        page("report-one", read, one, shown),
        send(Who::May(actions::HandleReceived::INFO), one, marked),
        file(read, pdf, document),
    ]
}

#[derive(Template)]
#[template(path = "received/reports.html")]
struct ListPage {
    frame: Frame,
    table: Option<Table>,
    part: Option<String>,
    pages: Option<Html>,
}

fn title(line: &ReportLine) -> String {
    let version = i64::from(line.version);
    let values = [
        ("reference", line.reference.as_str().into()),
        ("version", version.into()),
    ];
    t_with("report-of", &values)
}

fn decided(line: &ReportLine) -> String {
    t_code(
        "report-local",
        match line.local_review {
            Some(true) => "yes",
            Some(false) => "no",
            None => "open",
        },
    )
}

async fn list(State(state): State<WebState>, signed: Signed, RawQuery(query): RawQuery) -> Answer {
    let asked = page_asked(query.as_deref())?;
    let list = reports(state.app(), &signed.ctx, asked).await?;
    let paging = Paging::of(asked, ON_A_PAGE, list.total);
    if paging.before() != asked.saturating_mul(ON_A_PAGE) {
        return Err(PageError::NotFound);
    }
    let cells = |line: &ReportLine| {
        let end = format!("received/rapid-reviews/{}", line.envelope.id);
        vec![
            TableCell::new(Link::new(title(line), signed.path(&end))).header(),
            TableCell::new(&line.from),
            TableCell::new(&line.sent),
            TableCell::new(decided(line)),
            TableCell::new(t_code("received", &line.envelope.state)),
        ]
    };
    let columns = Columns::of(&[
        "received-what",
        "received-from",
        "report-sent",
        "report-local",
        "received-state",
    ]);
    let lines = list.lines.iter().map(cells);
    let table = columns.table(t("reports-title"), lines).caption_hidden();
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("reports-title"))
            .back(signed.path("received")),
        table: (!list.lines.is_empty()).then_some(table),
        part: paging.words(),
        pages: paging.links(),
    })
}

#[derive(Template)]
#[template(path = "received/report.html")]
struct OnePage {
    frame: Frame,
    from: String,
    title: String,
    arrival: SummaryList,
    pdf: String,
    report: Html,
    read: Option<String>,
    may_mark: bool,
    hidden: Hidden,
}

async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
) -> Answer {
    let found = report(state.app(), &signed.ctx, envelope(&text)?).await?;
    let line = &found.line;
    let read = read_words(&state, &signed, (&found.read_by, &line.envelope)).await?;
    let arrival = SummaryList::new().rows([
        row(t("received-from"), &line.from),
        row(t("report-sent"), &line.sent),
        row(t("received-their-reference"), &found.sent.given_reference.0),
        row(t("received-arrived"), moment_in_words(line.envelope.at)),
        row(t("report-local"), decided(line)),
    ]);
    show(&OnePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("report-title"))
            .back(signed.path("received/rapid-reviews")),
        from: line.from.clone(),
        title: title(line),
        arrival,
        pdf: signed.path(&format!("received/rapid-reviews/{text}/pdf")),
        report: drawn(&found.sent.paper),
        may_mark: read.is_none() && found.may_mark,
        read,
        hidden: state.hidden(&signed.visit, None)?,
    })
}

async fn marked(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
    form: Filled,
) -> Answer {
    form.hidden()?;
    mark_report_read(state.app(), &signed.ctx, envelope(&text)?).await?;
    Ok(next_page(&signed.path("received/rapid-reviews")))
}

async fn document(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Path<(String, String)>,
) -> Answer {
    let found = report(state.app(), &signed.ctx, envelope(&text)?).await?;
    let (bytes, media) = state.app().document(&found.sent.paper, "pdf").await?;
    let name = t1("report-file", "reference", &found.sent.reference);
    Ok(attachment(bytes, media, &format!("{name}.pdf")))
}
