//! The notification: a task list, one thing per page, check answers, and what the government's
//! service gave.

mod given;
mod told;

use access::{Action as _, actions};
use app::notification::{NotificationView, authorise, save, view};
use app::{AppError, Reference};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use govuk::Choice;
use http::header;
use model::Sensitive;
use model::case::{Authorisation, Notification, Told};
use model::scheme::{Scheme, StepText};

use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show, show_form};
use crate::pages::people::{changed_words, reference};
use crate::pages::raise::known;
use crate::problem::{Answer, Conflict, PageError, Side};
use crate::table::{Row, Who, file, page, send};
use crate::texts::{t, t_code};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

const NOTIFIER: Field = field("notifier", "notification-notifier");
const PHONE: Field = field("phone", "notification-phone");
const EMAIL: Field = field("email", "notification-email");
const CAUSE: Field = field("cause", "notification-cause");
const POLICE: Field = field("police", "notification-police");
const CORONER: Field = field("coroner", "notification-coroner");
const SIBLINGS: Field = field("siblings", "notification-siblings");
const MORE: Field = field("more", "notification-more");
const OF_VERSION: Field = field("of-version", "notification-version");
const OF_INCIDENT: Field = field("of-incident", "notification-version");

pub(crate) fn rows() -> Vec<Row> {
    let read = Who::May(actions::ReadCase::INFO);
    let fill = Who::May(actions::EditNotification::INFO);
    let base = "/o/{organisation}/reviews/{reference}/notification";
    let details = "/o/{organisation}/reviews/{reference}/notification/details";
    let agreed = "/o/{organisation}/reviews/{reference}/notification/authorise";
    let given = "/o/{organisation}/reviews/{reference}/notification/notified";
    let told = "/o/{organisation}/reviews/{reference}/notification/told";
    let pdf = "/o/{organisation}/reviews/{reference}/notification/document/pdf";
    let docx = "/o/{organisation}/reviews/{reference}/notification/document/docx";
    vec![
        page("notification", read, base, tasks).secret(),
        page("notification-details", fill, details, edit).secret(),
        send(fill, details, save_details).secret(),
        page("notification-authorise", read, agreed, check).secret(),
        send(
            Who::May(actions::AuthoriseNotification::INFO),
            agreed,
            agree,
        )
        .secret(),
        page(
            "notified",
            Who::May(actions::RecordNotified::INFO),
            given,
            given::form,
        )
        .secret(),
        send(Who::May(actions::RecordNotified::INFO), given, given::save).secret(),
        page(
            "told",
            Who::May(actions::TellOthers::INFO),
            told,
            told::form,
        )
        .secret(),
        send(Who::May(actions::TellOthers::INFO), told, told::save).secret(),
        file(read, pdf, async |state, signed, here| {
            download(state, signed, here, "pdf").await
        })
        .secret(),
        file(read, docx, async |state, signed, here| {
            download(state, signed, here, "docx").await
        })
        .secret(),
    ]
}

/// A task of the list.
struct Task {
    href: String,
    name: String,
    status: String,
    done: bool,
    offered: bool,
}

#[derive(Template)]
#[template(path = "notification/tasks.html")]
struct TasksPage {
    frame: Frame,
    step: Option<StepText>,
    tasks: Vec<Task>,
    notified: Option<String>,
    decided: bool,
    told: Vec<(String, String)>,
    sent: Vec<(String, String)>,
    base: String,
}

#[derive(Template)]
#[template(path = "notification/details.html")]
struct DetailsPage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
    causes: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "notification/check.html")]
struct CheckPage {
    frame: Frame,
    rows: Vec<(String, String)>,
    of_version: i64,
    of_incident: i64,
    may_authorise: bool,
    authorised: bool,
    complete: bool,
    hidden: Hidden,
}

type Here = Path<(String, String)>;

struct Seen<'a> {
    view: NotificationView,
    scheme: &'a Scheme,
    base: String,
    reference: Reference,
}

async fn seen<'a>(state: &'a WebState, signed: &Signed, text: &str) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let view = view(state.app(), &signed.ctx, &reference).await?;
    let loaded = state
        .app()
        .scheme_of(&view.case.scheme, &view.case.scheme_digest)?;
    let code = &signed.place.organisation.code;
    let base = format!("/o/{code}/reviews/{reference}/notification");
    Ok(Seen {
        view,
        scheme: &loaded.scheme,
        base,
        reference,
    })
}

fn framed(state: &WebState, signed: &Signed, title: &str, back: &str, form: &Filled) -> Frame {
    Frame::of(state, &signed.visit)
        .titled(t(title))
        .back(back)
        .with_errors(form.errors())
}

async fn tasks(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let view = &seen.view;
    let home = seen.base.trim_end_matches("/notification").to_owned();
    let notified = view.notified.as_ref();
    let told = |one: &app::vault::Stored<Told>| (one.body.whom.0.clone(), one.body.on.to_string());
    let none = Filled::empty();
    show(&TasksPage {
        frame: framed(&state, &signed, "notification-title", &home, &none),
        step: seen.scheme.step("notification").cloned(),
        tasks: task_list(&seen, &home),
        notified: notified.map(|step| step.body.happened.to_string()),
        decided: view.decision.is_some(),
        told: view.told.iter().map(told).collect(),
        sent: view.sent.iter().map(sent).collect(),
        base: seen.base.clone(),
    })
}

fn task_list(seen: &Seen<'_>, home: &str) -> Vec<Task> {
    let view = &seen.view;
    let begun = view.notification.as_ref();
    let complete = begun.is_some_and(|one| one.body.is_complete());
    let task = |end: &str, name: &str, done: bool, offered: bool| Task {
        href: format!("{}{end}", seen.base),
        name: t(name),
        status: t(if done { "task-done" } else { "task-to-do" }),
        done,
        offered,
    };
    let people = Task {
        href: format!("{home}/people"),
        ..task("", "task-people", true, true)
    };
    let agreed = view.authorised.is_some();
    let notified = view.notified.is_some();
    let told = !view.told.is_empty();
    vec![
        people,
        task("/details", "task-details", complete, view.may_fill),
        task("/authorise", "task-authorise", agreed, true),
        task("/notified", "task-notified", notified, view.may_record),
        task("/told", "task-told", told, view.may_tell),
    ]
}

fn sent(one: &app::vault::Outgoing) -> (String, String) {
    let state = match (one.delivered_at, one.receipt_at) {
        (_, Some(at)) => crate::texts::t1("sent-received", "when", moment_in_words(at)),
        (Some(at), None) => crate::texts::t1("sent-delivered", "when", moment_in_words(at)),
        (None, None) => t("sent-waiting"),
    };
    (t_code("sent", &one.kind), state)
}

fn causes(seen: &Seen<'_>) -> Vec<Choice> {
    let list = seen.scheme.cause_list(&seen.view.incident.body.nature);
    let items = list.map(|list| list.items.as_slice()).unwrap_or_default();
    items
        .iter()
        .map(|item| Choice::new(item.code.as_str(), item.label.en.as_str()))
        .collect()
}

fn filled(one: &Notification) -> Filled {
    let known = |known: Option<model::case::Known>| known.map_or("", |known| known.code());
    Filled::with([
        (NOTIFIER.id, one.notifier.0.clone()),
        (PHONE.id, one.phone.0.clone()),
        (EMAIL.id, one.email.0.clone()),
        (CAUSE.id, one.cause.clone()),
        (POLICE.id, known(one.police).to_owned()),
        (CORONER.id, known(one.coroner).to_owned()),
        (SIBLINGS.id, one.siblings.0.clone()),
        (MORE.id, one.more.0.clone()),
    ])
}

async fn edit(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    if !seen.view.may_fill {
        return Err(PageError::refused());
    }
    let (form, version) = match &seen.view.notification {
        Some(one) => (filled(&one.body), Some(one.version)),
        None => (Filled::empty(), None),
    };
    let hidden = state.hidden(&signed.visit, version)?;
    details_page(&state, &signed, &seen, form, hidden)
}

fn details_page(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    form: Filled,
    hidden: Hidden,
) -> Answer {
    let errors = form.errors().clone();
    let frame = framed(
        state,
        signed,
        "notification-details-title",
        &seen.base,
        &form,
    );
    show_form(
        &errors,
        &DetailsPage {
            frame,
            form,
            hidden,
            causes: causes(seen),
        },
    )
}

/// Everything may be left open and saved: the task list says what is still to do.
fn read_details(form: &mut Filled, causes: &[String]) -> Notification {
    let mut text =
        |field: &Field, most| Sensitive(form.text_or_none(field, most).unwrap_or_default());
    let (notifier, phone, email) = (text(&NOTIFIER, 200), text(&PHONE, 60), text(&EMAIL, 254));
    let (siblings, more) = (text(&SIBLINGS, 5_000), text(&MORE, 5_000));
    let mut known_or_none = |field: &Field| {
        if form.value(field.id).is_empty() {
            None
        } else {
            known(form, field)
        }
    };
    let (police, coroner) = (known_or_none(&POLICE), known_or_none(&CORONER));
    let cause = form.value(CAUSE.id).to_owned();
    let cause = if causes.contains(&cause) {
        cause
    } else {
        String::new()
    };
    Notification {
        notifier,
        phone,
        email,
        cause,
        police,
        coroner,
        siblings,
        more,
    }
}

async fn save_details(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let codes: Vec<String> = seen
        .scheme
        .cause_list(&seen.view.incident.body.nature)
        .map(|list| list.items.iter().map(|item| item.code.clone()).collect())
        .unwrap_or_default();
    let new = read_details(&mut form, &codes);
    if !form.is_good() {
        let hidden = form.hidden()?;
        return details_page(&state, &signed, &seen, form, hidden);
    }
    let begun = seen.view.notification.as_ref();
    let place = begun.map(|one| (one.id, form.version().unwrap_or(0)));
    match save(state.app(), &signed.ctx, &seen.reference, place, &new).await {
        Ok(()) => Ok(next_page(&seen.base)),
        Err(AppError::Clash(clash)) => {
            let now: Notification =
                serde_json::from_str(&clash.body).map_err(|_| PageError::Broken)?;
            let now = filled(&now);
            let changed = changed_words(&state, &signed, &clash).await?;
            let mut conflict = Conflict::new(&form, clash.current, changed);
            for field in [
                &NOTIFIER, &PHONE, &EMAIL, &CAUSE, &POLICE, &CORONER, &SIBLINGS, &MORE,
            ] {
                conflict = conflict.field(field, None, Side::typed(field, now.value(field.id)));
            }
            Err(PageError::Conflict(Box::new(conflict)))
        }
        Err(error) => Err(error.into()),
    }
}

async fn check(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let view = &seen.view;
    let today = signed.ctx.today();
    let paper = app::notification::paper(view, seen.scheme, today, state.is_synthetic());
    let facts = paper.blocks.into_iter().flat_map(|block| match block {
        model::paper::Block::Facts(facts) => facts,
        model::paper::Block::Paragraph(words) => vec![(String::new(), words)],
        _ => Vec::new(),
    });
    show(&CheckPage {
        rows: facts.collect(),
        of_version: view.notification.as_ref().map_or(0, |one| one.version),
        of_incident: view.incident.version,
        may_authorise: view.may_authorise,
        authorised: view.authorised.is_some(),
        complete: view
            .notification
            .as_ref()
            .is_some_and(|one| one.body.is_complete()),
        hidden: state.hidden(&signed.visit, None)?,
        frame: framed(
            &state,
            &signed,
            "task-authorise",
            &seen.base,
            &Filled::empty(),
        ),
    })
}

async fn agree(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let reference = reference(&text)?;
    let of_version = form
        .number(&OF_VERSION, 0, i64::MAX)
        .ok_or(PageError::Unreadable)?;
    let of_incident = form
        .number(&OF_INCIDENT, 0, i64::MAX)
        .ok_or(PageError::Unreadable)?;
    let shown = Authorisation {
        of_version,
        of_incident,
    };
    authorise(state.app(), &signed.ctx, &reference, &shown).await?;
    let code = &signed.place.organisation.code;
    Ok(next_page(&format!(
        "/o/{code}/reviews/{reference}/notification"
    )))
}

async fn download(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    format: &str,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let today = signed.ctx.today();
    let paper = app::notification::paper(&seen.view, seen.scheme, today, state.is_synthetic());
    let (bytes, media) = state.app().document(&paper, format).await?;
    let name = format!(
        "attachment; filename=\"notification-{}.{format}\"",
        seen.reference
    );
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
