//! What other organisations sent: the national body's work list, and a case as received.

use access::{Action as _, actions};
use app::received::{ReceivedLine, mark_read, one, work_list};
use askama::Template;
use axum::extract::{Path, State};
use model::EnvelopeId;
use model::scheme::StepText;

use crate::form::{Filled, Hidden};
use crate::frame::{Frame, next_page, show};
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, page, send};
use crate::texts::{t, t_code};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let read = Who::May(actions::ReadReceived::INFO);
    vec![
        page("received", read, "/o/{organisation}/received", list),
        page(
            "received-one",
            read,
            "/o/{organisation}/received/{envelope}",
            shown,
        ),
        send(
            Who::May(actions::HandleReceived::INFO),
            "/o/{organisation}/received/{envelope}",
            marked,
        ),
    ]
}

struct Line {
    href: String,
    from: String,
    reference: String,
    notified: String,
    arrived: String,
    state: String,
}

#[derive(Template)]
#[template(path = "received/list.html")]
struct ListPage {
    frame: Frame,
    step: Option<StepText>,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "received/one.html")]
struct OnePage {
    frame: Frame,
    line: Line,
    outline: String,
    facts: Vec<(String, String)>,
    people: Vec<(String, String)>,
    unread: bool,
    hidden: Hidden,
}

fn words(signed: &Signed, line: &ReceivedLine) -> Line {
    let code = &signed.place.organisation.code;
    Line {
        href: format!("/o/{code}/received/{}", line.envelope.id),
        from: line.from.clone(),
        reference: line.reference.clone(),
        notified: line.notified.clone(),
        arrived: moment_in_words(line.envelope.at),
        state: t_code("received", &line.envelope.state),
    }
}

async fn list(State(state): State<WebState>, signed: Signed) -> Answer {
    let lines = work_list(state.app(), &signed.ctx).await?;
    let loaded = state.app().scheme_on(signed.ctx.today())?;
    show(&ListPage {
        frame: Frame::of(&state, &signed.visit).titled(t("received-title")),
        step: loaded.scheme.step("received").cloned(),
        lines: lines.iter().map(|line| words(&signed, line)).collect(),
    })
}

fn envelope(text: &str) -> Result<EnvelopeId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((code, text)): Path<(String, String)>,
) -> Answer {
    let (line, sent) = one(state.app(), &signed.ctx, envelope(&text)?).await?;
    let fact = |key: &str, value: String| (t(key), value);
    let incident = &sent.incident;
    let said = &sent.notification;
    let facts = vec![
        fact("received-notified", sent.notified.to_string()),
        fact("received-their-reference", sent.given_reference.0.clone()),
        fact("received-happened", incident.happened.to_string()),
        fact("received-place", incident.place.0.clone()),
        fact("received-why", incident.why.0.clone()),
        fact("received-siblings", said.siblings.0.clone()),
        fact(
            "received-notifier",
            format!("{} {} {}", said.notifier.0, said.phone.0, said.email.0),
        ),
    ];
    let person = |one: &model::case::Subject| {
        (
            one.name.0.clone(),
            format!("{}, {}", t_code("subject", one.kind.code()), one.born),
        )
    };
    show(&OnePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("received-one-title"))
            .back(format!("/o/{code}/received")),
        unread: line.envelope.handled_at.is_none(),
        hidden: state.hidden(&signed.visit, None)?,
        line: words(&signed, &line),
        outline: incident.outline.0.clone(),
        people: sent.people.iter().map(person).collect(),
        facts,
    })
}

async fn marked(
    State(state): State<WebState>,
    signed: Signed,
    Path((code, text)): Path<(String, String)>,
    form: Filled,
) -> Answer {
    form.hidden()?;
    mark_read(state.app(), &signed.ctx, envelope(&text)?).await?;
    Ok(next_page(&format!("/o/{code}/received")))
}
