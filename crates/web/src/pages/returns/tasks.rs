//! The request as its agency opens it: who asks, with which right, about whom, by when; and what is left to do.

use app::returns::{Task as Part, TaskStands, has_to_check};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryList, Table, TableCell, Tag, TagColour, Task, TaskList};
use model::case::HeldBefore;
use model::scheme::{CodeList, StepText};

use super::{BASES, Here, PARTS, Seen, checks, documents, seen};
use crate::draw::{Columns, row};
use crate::frame::{Frame, next_page, show};
use crate::pages::today::days_to;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code, t_code_with, t_with, t1};
use crate::when::{date_in_words, moment_in_words, span};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "returns/tasks.html")]
struct TasksPage {
    frame: Frame,
    title: String,
    sent: String,
    practice: bool,
    step: Option<StepText>,
    stands: String,
    /// What changed since it was signed off.
    changed: Option<String>,
    /// Questions of the partnership that are open.
    questions: Option<String>,
    asked: SummaryList,
    about: Table,
    nothing: bool,
    tasks: TaskList,
    /// What of documents nobody has said anything of.
    open: Vec<Html>,
    mark: Option<String>,
    people: Vec<String>,
    /// What the partnership holds already of what it asks for.
    held: Vec<String>,
    /// What of the request was changed after it was sent.
    changes: Vec<String>,
    /// Who was added since somebody said how people were searched for.
    not_said: Option<String>,
    has_questions: bool,
    /// How far the checking of facts is.
    checks: String,
    base: String,
}

pub(super) async fn tasks(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = match seen(&state, &signed, &text).await {
        Err(PageError::NotFound) => return to_checks(&state, &signed, &text).await,
        other => other?,
    };
    let nation = seen.scheme.nation;
    let calendar = state.app().calendar(&signed.ctx, nation).await?;
    let due = seen.found.request.body.due;
    let today = signed.ctx.today();
    let left = calendar.working_days_between(today, due).ok();
    // On a weekend after the last day no working day is left, and it is not due today.
    let left = left.filter(|left| *left != 0 || due == today);
    let asked = asked(&seen, left)?;
    let open = documents::left_open(&state, &signed, &seen).await?;
    let back = signed.path("today");
    show(&TasksPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(seen.title())
            .back(back),
        title: seen.title(),
        sent: sent(&seen),
        practice: seen.found.practice,
        step: seen.step("return"),
        stands: stands(&seen),
        changed: changed(&seen),
        questions: open_questions(&seen),
        asked,
        about: about(&seen),
        nothing: seen.found.has_nothing_to_tell(),
        tasks: list(&seen, !open.is_empty()),
        open,
        mark: mark(seen.scheme.list(PARTS)),
        people: people(&seen),
        held: held(&seen),
        changes: crate::pages::requests::changes(&seen.found.request.body),
        not_said: not_said(&seen),
        has_questions: !seen.found.queries.is_empty(),
        checks: checks::so_far(&seen),
        base: seen.base,
    })
}

/// Whoever has nothing to answer here may have entries to check: the link of an e-mail leads both to this address.
async fn to_checks(state: &WebState, signed: &Signed, text: &str) -> Answer {
    let request = text.parse().map_err(|_| PageError::NotFound)?;
    if has_to_check(state.app(), &signed.ctx, request).await? {
        Ok(next_page(&crate::pages::checks::address(signed, request)))
    } else {
        Err(PageError::NotFound)
    }
}

fn sent(seen: &Seen<'_>) -> String {
    let sent = seen.found.stands.sent_at;
    sent.map_or_else(String::new, |at| {
        t1("return-sent", "date", date_in_words(at.date_in_london()))
    })
}

/// A sentence for names of parts that are those of no official form.
fn mark(list: Option<&CodeList>) -> Option<String> {
    list.filter(|list| !list.checked)
        .map(|_| t("return-parts-unchecked"))
}

/// What the request rests on; whose words that is, where nobody has compared them with the law.
fn basis(list: &CodeList, code: &str) -> Html {
    let words = list.label_of(code).unwrap_or(code);
    let ours = (!list.checked).then(|| t("return-basis-ours"));
    Html::lines(
        [Some(words.to_owned()), ours]
            .into_iter()
            .flatten()
            .map(Html::escape),
    )
}

/// Where the return stands, and since when.
pub(super) fn stands(seen: &Seen<'_>) -> String {
    let one = &seen.found.stands;
    let at = match one.stands() {
        "accepted" => one.accepted_at,
        "signed_off" => one.signed_off_at,
        "returned" => one.returned_at,
        "started" => one.started_at,
        "opened" => one.opened_at,
        _ => one.sent_at,
    };
    let when = at.map(moment_in_words).unwrap_or_default();
    t_code_with("return-stands", one.stands(), &[("when", when.into())])
}

/// That something is not read by the review until it is signed off again.
pub(super) fn changed(seen: &Seen<'_>) -> Option<String> {
    let many = seen.found.changed;
    let again = seen.found.stands.signed_off_at.is_some() && many > 0;
    again.then(|| t_with("return-changed", &[("many", many.into())]))
}

/// That the agency answered for some of these days before, and whether it is asked for them again.
fn held(seen: &Seen<'_>) -> Vec<String> {
    let words = |one: &HeldBefore| {
        let values = [
            ("period", span(one.from, Some(one.to)).into()),
            ("accepted", date_in_words(one.accepted_on).into()),
            (
                "why",
                one.why.as_ref().map_or("", |why| why.0.as_str()).into(),
            ),
        ];
        let asked = if one.why.is_some() { "again" } else { "not" };
        t_code_with("return-held", asked, &values)
    };
    seen.found.request.body.held.iter().map(words).collect()
}

/// Who was added to the request since somebody said how people were searched for.
pub(super) fn not_said(seen: &Seen<'_>) -> Option<String> {
    let names: Vec<&str> = seen
        .found
        .not_said_of()
        .map(|one| one.name.0.as_str())
        .collect();
    (!names.is_empty()).then(|| t1("return-not-said", "names", names.join(", ")))
}

fn open_questions(seen: &Seen<'_>) -> Option<String> {
    let open = seen.found.queries.iter().filter(|one| !one.body.settled);
    let many = i64::try_from(open.count()).unwrap_or(i64::MAX);
    (many > 0).then(|| t_with("return-questions-open", &[("many", many.into())]))
}

fn asked(seen: &Seen<'_>, left: Option<i64>) -> Result<SummaryList, PageError> {
    let body = &seen.found.request.body;
    let list = seen.scheme.list(BASES).ok_or(PageError::Broken)?;
    let agency = body.agency.to_string();
    let agency = seen.names.agency(&agency).unwrap_or_default();
    let mut period = vec![span(body.from, Some(body.to))];
    if body.and_before {
        period.push(t("return-and-before"));
    }
    let mut due = vec![date_in_words(body.due)];
    let waits = seen.found.stands.signed_off_at.is_none() || not_said(seen).is_some();
    due.extend(left.filter(|_| waits).map(days_to));
    let lines = |lines: &[String]| Html::lines(lines.iter().map(Html::escape));
    Ok(SummaryList::new().rows([
        row(t("return-who-asks"), &seen.asks),
        row(t("return-agency"), agency),
        row(t("return-basis"), basis(list, &body.basis)),
        row(t("return-purpose"), &body.purpose.0),
        row(t("return-period"), lines(&period)),
        row(t("return-plan"), t_code("return-plan", body.plan.code())),
        row(t("return-due"), lines(&due)),
    ]))
}

fn about(seen: &Seen<'_>) -> Table {
    let columns = Columns::of(&["return-name", "return-known-as", "return-born"]);
    let rows = seen.about().iter().map(|one| {
        vec![
            TableCell::new(&one.name.0).header(),
            TableCell::new(&one.also_known_as.0).classes("tl-words"),
            TableCell::new(one.born.to_string()),
        ]
    });
    columns.table(t("return-about"), rows)
}

/// Where a task is done, beneath the address of the return.
fn end_of(part: Part) -> String {
    match part {
        Part::Head => "head".to_owned(),
        Part::Chronology => "chronology".to_owned(),
        Part::Part(part) => format!("parts/{}", part.code()),
        Part::Staff => "staff".to_owned(),
    }
}

fn list(seen: &Seen<'_>, open: bool) -> TaskList {
    let tasks = seen.found.tasks().into_iter().map(|(part, stands)| {
        let name = match part {
            Part::Head => t("return-head-title"),
            Part::Chronology => t("return-chronology-title"),
            Part::Part(part) => seen.part_title(part),
            Part::Staff => t("return-staff-title"),
        };
        let task = Task::new(name, status(stands));
        let task = match part {
            Part::Chronology => {
                let mut words = entries_so_far(seen.found.entries.len());
                if open {
                    words.push(' ');
                    words.push_str(&t("return-open-hint"));
                }
                task.hint(words)
            }
            _ => task,
        };
        if stands == TaskStands::NotAsked {
            task.cannot_start_yet()
        } else {
            task.href(format!("{}/{}", seen.base, end_of(part)))
        }
    });
    TaskList::new("return").tasks(tasks)
}

/// How many entries there are, in words.
pub(super) fn entries_so_far(many: usize) -> String {
    t1("return-entries", "many", many)
}

fn status(stands: TaskStands) -> Html {
    match stands {
        TaskStands::Finished => t("return-task-finished").into(),
        TaskStands::Begun => Tag::new(t("return-task-begun"))
            .colour(TagColour::Teal)
            .into(),
        TaskStands::NotBegun => Tag::new(t("return-task-not-begun"))
            .colour(TagColour::Blue)
            .into(),
        TaskStands::NotAsked => t("return-task-not-asked").into(),
    }
}

/// Who answers for the agency, and who of them signs off.
fn people(seen: &Seen<'_>) -> Vec<String> {
    let line = |one: &app::vault::Answering| {
        let name = seen.name_of(one.person);
        if one.signs {
            t1("return-person-signs", "name", name)
        } else {
            name
        }
    };
    seen.found.people.iter().map(line).collect()
}
