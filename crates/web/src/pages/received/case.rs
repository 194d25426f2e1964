//! A case that the national body was told of, and what it waits for.

use app::received::{Said, mark_read};
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, Link, SummaryCard, SummaryList, Table, TableCell};
use model::case::{LetterStands, ReceivedStep};
use model::scheme::StepText;

use super::{Seen, seen};
use crate::draw::{Columns, marked, row};
use crate::form::{Filled, Hidden};
use crate::frame::{Frame, next_page, show};
use crate::pages::letters::{exchange, shown_unread};
use crate::pages::seen::Here;
use crate::problem::Answer;
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "received/case.html")]
struct CasePage {
    frame: Frame,
    caption: String,
    title: String,
    step: Option<StepText>,
    /// What it waits for.
    waits: String,
    /// What whoever works on it does next: words and address.
    next: Option<(String, String)>,
    about: SummaryList,
    /// Whether a notification came.
    notified: bool,
    came: Table,
    /// Envelopes that nobody has read, to record them all as read.
    unread: Vec<String>,
    considered: Html,
    letters: Vec<(String, String)>,
    messages: Html,
    linked: Vec<(String, String)>,
    /// To end the link to another case, where there is one.
    same: Option<Hidden>,
    may_work: bool,
    hidden: Hidden,
    base: String,
}

/// What something that came is called.
pub(super) fn name(said: &Said) -> String {
    match said {
        Said::Notification(_) => t("received-notification"),
        Said::Report(report) => {
            let version = i64::from(report.version);
            t_with("received-version", &[("version", version.into())])
        }
        Said::Message(_) => t("received-message"),
        Said::Unreadable => t("received-unreadable"),
    }
}

pub(super) async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let view = &seen.view;
    let unread = view.arrived.iter();
    let unread = unread.filter(|one| one.envelope.handled_at.is_none());
    let unread = unread.map(|one| one.envelope.id.to_string()).collect();
    let linked = view.linked.iter().map(|one| {
        let words = t1("today-review", "reference", &one.theirs);
        (signed.path(&format!("received/{}", one.reference)), words)
    });
    let same = match &view.same {
        Some(same) => Some(state.hidden(&signed.visit, Some(same.version))?),
        None => None,
    };
    show(&CasePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("received-one-title"))
            .back(signed.path("received")),
        caption: view.from.clone(),
        title: t1("today-review", "reference", &view.case.theirs),
        step: seen.step("received"),
        waits: t_code("received-step", view.case.step.code()),
        next: next(&seen).filter(|_| view.may.work || view.case.step == ReceivedStep::ToApprove),
        about: about(&seen, &signed),
        notified: view
            .arrived
            .iter()
            .any(|one| matches!(one.said, Said::Notification(_))),
        came: came(&seen),
        unread,
        considered: considered(&seen),
        letters: letters(&seen),
        messages: messages(&seen),
        linked: linked.collect(),
        same,
        may_work: view.may.work,
        hidden: state.hidden(&signed.visit, None)?,
        base: seen.base.clone(),
    })
}

/// The next thing to do, where it has a page of its own.
fn next(seen: &Seen<'_>) -> Option<(String, String)> {
    let base = &seen.base;
    let open = seen.view.open_letter();
    let href = match seen.view.case.step {
        ReceivedStep::ToRead | ReceivedStep::Done => return None,
        ReceivedStep::ToConsider => format!("{base}/considered/new"),
        ReceivedStep::ToWrite => format!("{base}/letters/new/write"),
        ReceivedStep::ToApprove | ReceivedStep::ToSend => format!("{base}/letters/{}", open?.id),
    };
    let words = t_code("received-next", seen.view.case.step.code());
    Some((words, href))
}

fn about(seen: &Seen<'_>, signed: &Signed) -> SummaryList {
    let case = &seen.view.case;
    let mut rows = vec![
        row(t("received-from"), &seen.view.from),
        row(t("received-own-key"), &case.reference),
        row(t("received-arrived"), moment_in_words(case.first_at)),
    ];
    let report = match (case.reported_at, case.report_due) {
        (Some(at), _) => t1("received-reported", "when", moment_in_words(at)),
        (None, Some(due)) => t1("received-report-due", "date", date_in_words(due)),
        (None, None) => t("received-no-report"),
    };
    rows.push(row(t("received-report"), report));
    if let (Some((_, other)), Some(same)) = (&case.same_as, &seen.view.same) {
        let href = signed.path(&format!("received/{other}"));
        let words = t1("received-same", "reference", other);
        let why = same.body.why.0.as_str();
        let lines = [Link::new(words, href).render(), Html::escape(why)];
        rows.push(row(t("received-same-key"), Html::lines(lines)));
    }
    SummaryList::new().rows(rows)
}

fn came(seen: &Seen<'_>) -> Table {
    let columns = Columns::of(&["received-what", "received-state"]);
    let line = |one: &app::received::Arrival| {
        let href = format!("{}/sent/{}", seen.base, one.envelope.id);
        let what = match one.said {
            Said::Unreadable => Html::escape(name(&one.said)),
            _ => Link::new(name(&one.said), href).render(),
        };
        let arrived = t1("received-at", "when", moment_in_words(one.envelope.at));
        vec![
            TableCell::new(marked(what, arrived)).header(),
            TableCell::new(read_words(seen, &one.envelope)),
        ]
    };
    columns.table(t("received-came"), seen.view.arrived.iter().map(line))
}

/// Who recorded that something was read, and when.
pub(super) fn read_words(seen: &Seen<'_>, envelope: &app::vault::Inbox) -> String {
    match (&envelope.handled_by, envelope.handled_at) {
        (Some(by), Some(at)) => {
            let values = [
                ("who", seen.person(by).into()),
                ("when", moment_in_words(at).into()),
            ];
            t_with("received-read-by", &values)
        }
        _ => t("received-received"),
    }
}

fn considered(seen: &Seen<'_>) -> Html {
    let cards = seen.view.considered.iter().map(|one| {
        let body = &one.body;
        let letter = t_code("consider-letter", if body.letter { "yes" } else { "no" });
        let rows = [
            row(t("consider-there-key"), &body.there.0),
            row(t("consider-words-key"), &body.words.0),
            row(t("consider-letter-key"), letter),
        ];
        let title = t1("considered-on", "when", body.on.to_string());
        let change = crate::draw::change(format!("{}/considered/{}", seen.base, one.id), &title);
        SummaryCard::new(&title, SummaryList::new().rows(rows))
            .plain_links()
            .actions(seen.view.may.work.then_some(change))
            .render()
    });
    Html::join(cards)
}

fn letters(seen: &Seen<'_>) -> Vec<(String, String)> {
    let line = |one: &app::vault::Stored<model::case::NationalLetter>| {
        let words = match &one.body.stands {
            LetterStands::Draft => t("letter-is-draft"),
            LetterStands::Approved { .. } => t("letter-is-approved"),
            LetterStands::Sent { on, number, .. } => {
                let values = [
                    ("number", i64::from(*number).into()),
                    ("when", on.to_string().into()),
                ];
                t_with("letter-is-sent", &values)
            }
        };
        (format!("{}/letters/{}", seen.base, one.id), words)
    };
    seen.view.letters.iter().map(line).collect()
}

fn messages(seen: &Seen<'_>) -> Html {
    let came = seen.view.arrived.iter();
    let came = came.filter_map(|one| match &one.said {
        Said::Message(message) => Some((one.envelope.at, message.as_ref())),
        _ => None,
    });
    exchange(came, &seen.view.sent)
}

/// Records that everything the page showed was read, and nothing that came since.
pub(super) async fn mark(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    form: Filled,
) -> Answer {
    form.hidden()?;
    let seen = seen(&state, &signed, &text).await?;
    let shown = shown_unread(&form)?;
    mark_read(state.app(), &signed.ctx, &seen.reference, &shown).await?;
    Ok(next_page(&seen.base))
}
