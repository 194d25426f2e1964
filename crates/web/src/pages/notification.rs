//! The notification: a task list, one thing per page, check answers, what the government's service gave,
//! and whom else it went to.

mod blanks;
mod check;
mod details;
mod given;
mod told;
mod under_eighteen;

use access::{Action as _, actions};
use app::Reference;
use app::notification::{DetailsPart, NotificationView, Statement, recipients, view};
use app::wording::confirmations_in;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Tag, TagColour, Task, TaskList};
use model::scheme::{OutcomeDef, Scheme, StepText, TrackKind};

use crate::form::Filled;
use crate::frame::{Frame, show};
use crate::pages::people::{progress, reference};
use crate::pages::wording;
use crate::problem::{Answer, PageError};
use crate::table::{Row, Who, file, page, send};
use crate::texts::{t, t_code};
use crate::when::moment_in_words;
use crate::{Signed, WebState};

pub(crate) fn rows() -> Vec<Row> {
    let read = Who::May(actions::ReadCase::INFO);
    let fill = Who::May(actions::EditNotification::INFO);
    let agrees = Who::May(actions::AuthoriseNotification::INFO);
    let records = Who::May(actions::RecordNotified::INFO);
    let tells = Who::May(actions::TellOthers::INFO);
    let settings = Who::May(actions::ManageSettings::INFO);
    let base = "/o/{organisation}/reviews/{reference}/notification";
    let part = "/o/{organisation}/reviews/{reference}/notification/details/{part_id}";
    let agreed = "/o/{organisation}/reviews/{reference}/notification/authorise";
    let given = "/o/{organisation}/reviews/{reference}/notification/notified";
    let log = "/o/{organisation}/reviews/{reference}/notification/told";
    let told = "/o/{organisation}/reviews/{reference}/notification/told/{told_id}";
    let away = "/o/{organisation}/reviews/{reference}/notification/told/{told_id}/take-away";
    let under = "/o/{organisation}/reviews/{reference}/notification/under-eighteen";
    let words = "/o/{organisation}/reviews/{reference}/notification/wording";
    let words_back = "/o/{organisation}/reviews/{reference}/notification/wording/take-back";
    let pdf = "/o/{organisation}/reviews/{reference}/notification/document/pdf";
    let docx = "/o/{organisation}/reviews/{reference}/notification/document/docx";
    let rows = [
        page("notification", read, base, tasks),
        page("notification-details", fill, part, details::form),
        send(fill, part, details::save),
        page("notification-authorise", read, agreed, check::shown),
        send(agrees, agreed, check::agree),
        page("notified", records, given, given::form),
        send(records, given, given::save),
        page("told", read, log, told::list),
        page("told-one", tells, told, told::form),
        send(tells, told, told::save),
        page("told-away", tells, away, told::sure),
        send(tells, away, told::away),
        page("under-eighteen", fill, under, under_eighteen::form),
        send(fill, under, under_eighteen::save),
        page(
            "notification-wording",
            read,
            words,
            wording::of_notification,
        ),
        send(settings, words, wording::confirm_for_notification),
        page(
            "notification-wording-back",
            settings,
            words_back,
            wording::back_of_notification,
        ),
        send(settings, words_back, wording::take_back_of_notification),
        file(read, pdf, async |state, signed, here| {
            check::download(state, signed, here, "pdf").await
        }),
        file(read, docx, async |state, signed, here| {
            check::download(state, signed, here, "docx").await
        }),
    ];
    rows.into_iter().map(Row::secret).collect()
}

#[derive(Template)]
#[template(path = "notification/tasks.html")]
struct TasksPage {
    frame: Frame,
    step: Option<StepText>,
    sections: Vec<(String, Html)>,
    /// That it was sent before the review was brought in.
    before: Html,
    notified: Option<String>,
    not_yet: String,
    decided: bool,
    unconfirmed: usize,
    sent: Vec<(String, String)>,
    base: String,
}

pub(crate) type Here = Path<(String, String)>;
pub(crate) type HereOne = Path<(String, String, String)>;

pub(crate) struct Seen<'a> {
    pub(crate) view: NotificationView,
    pub(crate) scheme: &'a Scheme,
    pub(crate) digest: &'a str,
    pub(crate) base: String,
    pub(crate) reference: Reference,
}

pub(crate) async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let view = view(state.app(), &signed.ctx, &reference).await?;
    let case = &view.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    let code = &signed.place.organisation.code;
    let base = format!("/o/{code}/reviews/{reference}/notification");
    Ok(Seen {
        view,
        scheme: &loaded.scheme,
        digest: &loaded.digest,
        base,
        reference,
    })
}

impl Seen<'_> {
    /// The outcome that was decided.
    fn outcome(&self) -> Option<&OutcomeDef> {
        let decision = self.view.decision.as_ref()?;
        self.scheme.outcome(&decision.body.outcome)
    }

    /// What the notification says, with what the partnership has confirmed of its wording.
    pub(crate) async fn statement(
        &self,
        state: &WebState,
        signed: &Signed,
    ) -> Result<Statement, PageError> {
        let confirmed = confirmations_in(state.app(), &signed.ctx, &self.view.case).await?;
        Ok(Statement::of(&self.view, self.scheme, &confirmed))
    }

    fn step(&self, id: &str) -> Option<StepText> {
        self.scheme.step(id).cloned()
    }

    /// Something may be changed: the reader may, and the case is open.
    fn usable(&self, may: bool) -> Result<(), PageError> {
        crate::pages::seen::changeable(&self.view.case, may)
    }

    fn review(&self) -> &str {
        self.base.trim_end_matches("/notification")
    }
}

fn framed(state: &WebState, signed: &Signed, title: &str, back: &str, form: &Filled) -> Frame {
    Frame::of(state, &signed.visit)
        .titled(t(title))
        .back(back)
        .with_errors(form.errors())
}

async fn tasks(State(state): State<WebState>, signed: Signed, Path((_, text)): Here) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let statement = seen.statement(&state, &signed).await?;
    let view = &seen.view;
    let notified = view.notified.as_ref();
    // A notification that the national body does not consider is not said to notify it.
    let considered = seen.outcome().is_none_or(|outcome| outcome.rapid_review);
    let not_yet = if considered {
        "notification-not-yet"
    } else {
        "notification-not-yet-service"
    };
    let review = seen.review().to_owned();
    show(&TasksPage {
        frame: framed(
            &state,
            &signed,
            "notification-title",
            &review,
            &Filled::empty(),
        ),
        step: seen.step("notification"),
        sections: vec![
            (t("tasks-people"), people_tasks(&seen, &review).into()),
            (t("tasks-details"), detail_tasks(&seen).into()),
            (t("tasks-send"), send_tasks(&seen).into()),
        ],
        before: before(&seen, &review),
        notified: notified.map(|step| step.body.happened.to_string()),
        not_yet: t(not_yet),
        decided: view.decision.is_some(),
        unconfirmed: statement.unconfirmed.len(),
        sent: view.sent.iter().map(sent).collect(),
        base: seen.base.clone(),
    })
}

/// That it was sent before the review was brought in; nothing where it was sent from here or is still to be sent.
fn before(seen: &Seen<'_>, review: &str) -> Html {
    let step = seen.view.notified.as_ref().map(|one| &one.body);
    let about = (TrackKind::Notification, "done-before-notification");
    crate::pages::brought_in::done_before(seen.scheme, step, about, review)
}

fn status(done: bool) -> Html {
    if done {
        t("task-done").into()
    } else {
        Tag::new(t("task-to-do")).colour(TagColour::Blue).into()
    }
}

fn task(name: String, done: bool, href: Option<String>) -> Task {
    let task = Task::new(name, status(done));
    match href {
        Some(href) => task.href(href),
        None => task,
    }
}

fn people_tasks(seen: &Seen<'_>, review: &str) -> TaskList {
    let all = task(t("task-people"), true, Some(format!("{review}/people")));
    let one = |about: app::people::About<'_>| {
        let href = format!("{review}/people/{}/about", about.subject.id);
        let kind = t_code("subject", about.subject.body.kind.code());
        let how_far = about.progress();
        let hint = format!("{kind}. {}", progress(how_far));
        let name = about.subject.body.name.0.clone();
        task(name, how_far.is_complete(), Some(href)).hint(hint)
    };
    TaskList::new("people")
        .task(all)
        .tasks(seen.view.people.everybody().map(one))
}

fn detail_tasks(seen: &Seen<'_>) -> TaskList {
    let said = seen.view.notification.as_ref();
    let said = said.map(|one| one.body.clone()).unwrap_or_default();
    let may = seen.view.may_fill;
    let tasks = DetailsPart::ALL.iter().map(|part| {
        let href = format!("{}/details/{}", seen.base, part.code());
        let name = t_code("details-title", part.code());
        task(name, part.is_said(&said), may.then_some(href))
    });
    TaskList::new("details").tasks(tasks)
}

fn send_tasks(seen: &Seen<'_>) -> TaskList {
    let view = &seen.view;
    let href = |end: &str, offered: bool| offered.then(|| format!("{}{end}", seen.base));
    let whom = recipients(view, seen.scheme);
    let told = !whom.is_empty() && whom.iter().all(|one| one.since.is_some());
    let mut list = TaskList::new("send");
    if seen.outcome().is_some_and(|one| one.asks_under_eighteen) {
        let done = view.under_eighteen.is_some();
        list = list.task(task(
            t("under-eighteen-title"),
            done,
            href("/under-eighteen", view.may_fill),
        ));
    }
    list.task(task(
        t("task-authorise"),
        view.authorised.is_some(),
        href("/authorise", true),
    ))
    .task(task(
        t("task-notified"),
        view.notified.is_some(),
        href("/notified", view.may_record),
    ))
    .task(task(t("task-told"), told, href("/told", true)))
}

fn sent(one: &app::vault::Outgoing) -> (String, String) {
    let state = match (one.delivered_at, one.receipt_at) {
        (_, Some(at)) => crate::texts::t1("sent-received", "when", moment_in_words(at)),
        (Some(at), None) => crate::texts::t1("sent-delivered", "when", moment_in_words(at)),
        (None, None) => t("sent-waiting"),
    };
    (t_code("sent", &one.kind), state)
}
