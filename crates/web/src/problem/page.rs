//! The pages themselves, made where it is known who asks.

use askama::Template;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{StatusCode, header};
use tower_http::csrf::ProtectionError;

use super::{Conflict, PageError, Ways};
use crate::WebState;
use crate::frame::{Frame, answer};
use crate::texts::{t, t_code, t_with};
use crate::visit::Visit;
use crate::when::moment_in_words;

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    heading: String,
    lines: Vec<String>,
    ways: Ways,
    /// What was typed, to be sent once more.
    again: Vec<(String, String)>,
    reference: String,
}

#[derive(Template)]
#[template(path = "conflict.html")]
struct ConflictPage {
    frame: Frame,
    conflict: Conflict,
}

/// Turns every answer that is a problem into its page.
pub(crate) async fn show_problems(
    State(state): State<WebState>,
    request: Request,
    next: Next,
) -> Response {
    let visit = request.extensions().get::<Visit>().cloned();
    let mut response = next.run(request).await;
    let Some(visit) = visit else { return response };
    let Some(problem) = problem_of(&mut response) else {
        return response;
    };
    let frame = Frame::of(&state, &visit).without_box();
    match page(&problem, frame, &visit) {
        Ok(page) => page,
        Err(_) => response,
    }
}

/// What is wrong with an answer; `None` when it is a page.
fn problem_of(response: &mut Response) -> Option<PageError> {
    if let Some(problem) = response.extensions_mut().remove::<PageError>() {
        return Some(problem);
    }
    if response.extensions().get::<ProtectionError>().is_some() {
        return Some(PageError::OtherSite);
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return None;
    }
    match response.status() {
        // An address that cannot be read names nothing.
        StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            Some(PageError::NotFound)
        }
        StatusCode::PAYLOAD_TOO_LARGE => Some(PageError::TooLarge),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => {
            Some(PageError::Unavailable)
        }
        status if status.is_server_error() => Some(PageError::Broken),
        status if status.is_client_error() => Some(PageError::Unreadable),
        _ => None,
    }
}

fn page(problem: &PageError, frame: Frame, visit: &Visit) -> Result<Response, PageError> {
    if let PageError::Conflict(conflict) = problem {
        let frame = frame
            .titled(t("conflict-heading"))
            .wrong(conflict.incomplete);
        let page = ConflictPage {
            frame,
            conflict: (**conflict).clone(),
        };
        return answer(problem.status(), &page);
    }
    let (heading, mut lines) = words(problem);
    if let PageError::Rule(code) = problem {
        lines = vec![t_code("rule", code), t("problem-rule-next")];
    }
    let ways = match problem {
        PageError::Refused(ways) => frame.within(ways),
        _ => Ways::default(),
    };
    let again = match problem {
        PageError::NoRoom | PageError::StoreClosed | PageError::Unavailable => visit.typed(),
        _ => Vec::new(),
    };
    if !again.is_empty() {
        lines.push(t("problem-again-explain"));
    } else if visit.sent_a_file() {
        lines.push(t("problem-again-file"));
    }
    if let (PageError::StoreClosed, Some(place)) = (problem, visit.place()) {
        let name = place.organisation.name.as_str();
        lines.insert(
            0,
            t_with(
                "problem-store-closed-which",
                &[("organisation", name.into())],
            ),
        );
    }
    let frame = frame.titled(heading.clone());
    answer(
        problem.status(),
        &ProblemPage {
            frame,
            heading,
            lines,
            ways,
            again,
            reference: visit.reference(),
        },
    )
}

fn words(problem: &PageError) -> (String, Vec<String>) {
    match problem {
        PageError::NotFound => (
            t("problem-not-found"),
            vec![
                t("problem-not-found-address"),
                t("problem-not-found-member"),
            ],
        ),
        PageError::Refused(ways) if ways.ask.is_some() => (
            t("problem-refused-review"),
            vec![t("problem-refused-review-next")],
        ),
        PageError::Refused(_) => (t("problem-refused"), vec![t("problem-refused-next")]),
        PageError::Rule(_) => (t("problem-rule"), Vec::new()),
        PageError::TooMany { until } => {
            let time = moment_in_words(*until);
            (
                t("problem-too-many"),
                vec![t_with("problem-too-many-next", &[("time", time.into())])],
            )
        }
        PageError::TooLarge => (t("problem-too-large"), vec![t("problem-too-large-next")]),
        PageError::Unreadable => (t("problem-unreadable"), vec![t("problem-unreadable-next")]),
        PageError::OtherSite => (t("problem-other-site"), vec![t("problem-other-site-next")]),
        PageError::NoRoom => (
            t("problem-no-room"),
            vec![t("problem-no-room-nothing"), t("problem-no-room-next")],
        ),
        PageError::StoreClosed => (
            t("problem-store-closed"),
            vec![
                t("problem-store-closed-others"),
                t("problem-store-closed-next"),
            ],
        ),
        PageError::DirectoryClosed => (
            t("problem-directory-closed"),
            vec![
                t("problem-directory-closed-what"),
                t("problem-directory-closed-next"),
            ],
        ),
        PageError::Unavailable => (
            t("problem-unavailable"),
            vec![t("problem-unavailable-next")],
        ),
        PageError::Broken
        | PageError::Conflict(_)
        | PageError::ChooseAgency(_)
        | PageError::SignIn
        | PageError::SignInKept => (
            t("problem-broken"),
            vec![t("problem-broken-next"), t("problem-broken-saved")],
        ),
    }
}
