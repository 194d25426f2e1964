//! One request: what is asked, who answers, what was sent, where the return stands.

use std::collections::BTreeSet;

use app::returns::{OneRequest, passes_over, send, who_can_sign_in, withdraw};
use app::vault::MailOut;
use askama::Template;
use axum::extract::{Path, State};
use govuk::{Html, SummaryList, TableCell};
use model::case::AskedAbout;
use model::scheme::StepText;
use model::{Date, Instant, PersonId, Sensitive};

use super::list::stands;
use super::{Seen, again, basis, change, seen};
use crate::draw::{Columns, bullets, link_button, row};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show};
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::sheet::{Ask, Sheet, input};
use crate::texts::{t, t_code, t_with, t1};
use crate::when::{date_in_words, moment_in_words, span};
use crate::{Signed, WebState};

const WHY: Field = field("why", "request-withdraw-why");

#[derive(Template)]
#[template(path = "requests/one.html")]
struct OnePage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    title: String,
    stands: Html,
    asked: Html,
    people: Html,
    /// To whom the agency put entries to check, where it did.
    checking: Option<Html>,
    happened: Html,
    /// That its last day is later than a rapid review would be done, while it is not sent.
    far: Option<String>,
    /// What stands in the way of sending; nothing once it was sent.
    lacks: Vec<String>,
    may_send: bool,
    /// That nobody is left who answers, where that is so.
    nobody: Option<String>,
    /// Who was added after the return was signed off.
    added: Option<String>,
    may_change: bool,
    signed_off: bool,
    /// In a practice run, where whoever practises answers for the agency.
    practice: Option<String>,
    /// Whether people can be named.
    names: bool,
    /// Whether a document can be handed in for the agency.
    hands_in: bool,
    here: String,
    hidden: Hidden,
}

pub(super) async fn one(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let found = &seen.found;
    let may = seen.usable().is_ok();
    let unsent = found.stands.sent_at.is_none();
    let lacks = lacks(found, signed.ctx.today());
    let ready = if may && !found.case.practice {
        who_can_sign_in(state.app(), &signed.ctx, &found.people_named()).await?
    } else {
        BTreeSet::new()
    };
    show(&OnePage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("asked-title"))
            .back(seen.base.clone()),
        caption: seen.caption(),
        step: seen.step("request").filter(|_| may && unsent),
        title: seen.agency(),
        stands: stands(found, signed.ctx.today()),
        asked: asked(&seen),
        people: people(&state, &signed, &seen, (may, &ready))?,
        checking: checking(&state, &signed, &seen, (may, &ready))?,
        happened: happened(&seen),
        may_send: may && unsent && lacks.is_empty(),
        far: match may && unsent {
            true => far(&state, &signed, &seen).await?,
            false => None,
        },
        added: added(&found.added()),
        nobody: found.nobody_answers().then(|| t("request-nobody-left")),
        lacks: if unsent && may { lacks } else { Vec::new() },
        may_change: may,
        signed_off: found.stands.signed_off_at.is_some(),
        practice: (found.case.practice && !unsent)
            .then(|| signed.path(&format!("returns/{}", seen.id()))),
        names: may && !found.case.practice,
        hands_in: may && !unsent,
        here: seen.here(),
        hidden: state.hidden(&signed.visit, None)?,
    })
}

/// That somebody was added after the return was signed off, of whom the agency has not said how it searched for them.
pub(super) fn added(all: &[&AskedAbout]) -> Option<String> {
    let names: Vec<&str> = all.iter().map(|one| one.name.0.as_str()).collect();
    (!names.is_empty()).then(|| t1("request-added-names", "names", names.join(", ")))
}

/// That the last day is later than a rapid review would be done, counted from when the local authority knew; nothing once there is a
/// plan, which says by when returns are due.
async fn far(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
) -> Result<Option<String>, PageError> {
    let due = seen.found.stands.due;
    let day = passes_over(state.app(), &signed.ctx, &seen.reference, due).await?;
    Ok(day.map(|day| t1("request-far", "day", date_in_words(day))))
}

fn lacks(found: &OneRequest, today: Date) -> Vec<String> {
    let mut lacks = Vec::new();
    if found.stands.due < today {
        lacks.push(t("request-lacks-day"));
    }
    if found.case.practice {
        return lacks;
    }
    if found.people.is_empty() {
        lacks.push(t("request-lacks-people"));
    } else if !found.people.iter().any(|one| one.signs) {
        lacks.push(t("request-lacks-signer"));
    }
    lacks
}

fn asked(seen: &Seen<'_>) -> Html {
    let body = &seen.found.request.body;
    let period = span(body.from, Some(body.to));
    let before = body.and_before.then(|| t("request-and-before"));
    let label = basis(seen.scheme).and_then(|list| list.label_of(&body.basis));
    let meeting = body.meeting.map(|meeting| {
        let meeting = date_in_words(meeting);
        t1("request-due-before-meeting", "meeting", meeting)
    });
    let due = [date_in_words(body.due)].into_iter().chain(meeting);
    let mut rows = vec![
        row(t("request-key-due"), Html::lines(due.map(Html::escape))),
        row(
            t("request-key-plan"),
            t_code("request-plan", body.plan.code()),
        ),
        row(
            t("request-key-about"),
            bullets(
                body.about
                    .iter()
                    .map(|one| Html::escape(change::named(one))),
            ),
        ),
        row(
            t("request-key-period"),
            Html::lines([period].into_iter().chain(before).map(Html::escape)),
        ),
        row(t("request-key-purpose"), body.purpose.0.as_str()),
        row(t("request-key-basis"), label.unwrap_or(&body.basis)),
    ];
    if let Some(manager) = &body.manager {
        let words = format!("{}, {}", manager.who.0, manager.address.0);
        rows.push(row(t("request-key-manager"), words));
    }
    rows.extend(
        body.held
            .iter()
            .map(|one| row(t("request-key-held"), again::words(one))),
    );
    if body.goes_on.is_some() {
        rows.push(row(t("request-key-goes-on"), t("request-goes-on")));
    }
    let changes = change::changes(body);
    if !changes.is_empty() {
        let lines = changes.into_iter().map(Html::escape);
        rows.push(row(t("request-key-changed"), bullets(lines)));
    }
    if let Some(why) = &body.withdrawn {
        rows.push(row(t("request-key-withdrawn"), why.0.as_str()));
    }
    SummaryList::new().rows(rows).render()
}

fn people(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    (may, ready): (bool, &BTreeSet<PersonId>),
) -> Result<Html, PageError> {
    if seen.found.people.is_empty() {
        let words = if seen.found.nobody_answers() {
            "request-nobody-now"
        } else {
            "request-nobody"
        };
        return Ok(crate::draw::paragraph(t(words)));
    }
    let mut rows = Vec::new();
    for one in &seen.found.people {
        let name = seen.names.of(one.person).map(str::to_owned);
        let name = name.unwrap_or_else(|| t("request-somebody"));
        let signs = if one.signs { "yes" } else { "no" };
        let mut cells = vec![
            TableCell::new(name.as_str()),
            TableCell::new(t_code("answering-signs-short", signs)),
        ];
        if may {
            let action = format!("{}/end/{}", seen.here(), one.id);
            let hidden = state.hidden(&signed.visit, None)?;
            let words = t("answering-end");
            let button = link_button(&action, hidden, (&words, &name));
            // Before it is sent there is nothing for them to see.
            let unsent = seen.found.stands.sent_at.is_none();
            let coded = if unsent || ready.contains(&one.person) {
                Html::default()
            } else {
                let code = format!("{}/code/{}", seen.here(), one.id);
                let hidden = state.hidden(&signed.visit, None)?;
                link_button(&code, hidden, (&t("answering-code"), &name))?
            };
            let both = [coded, button.unwrap_or_default()];
            cells.push(TableCell::new(Html::join(both)));
        }
        rows.push(cells);
    }
    let columns = Columns::of(&["answering-col-name", "answering-col-part"]);
    let columns = if may {
        columns.silent(t("answering-col-end"))
    } else {
        columns
    };
    Ok(columns.table(t("request-people"), rows).render())
}

/// To whom the agency put entries to check: only who that is, so that they can be given a code.
fn checking(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    (may, ready): (bool, &BTreeSet<PersonId>),
) -> Result<Option<Html>, PageError> {
    if seen.found.checking.is_empty() {
        return Ok(None);
    }
    let mut rows = Vec::new();
    for one in &seen.found.checking {
        let name = seen.names.of(one.person).map(str::to_owned);
        let name = name.unwrap_or_else(|| t("request-somebody"));
        let mut cells = vec![TableCell::new(name.as_str())];
        if may && ready.contains(&one.person) {
            cells.push(TableCell::new(""));
        } else if may {
            let action = format!("{}/code/{}", seen.here(), one.id);
            let hidden = state.hidden(&signed.visit, None)?;
            let button = link_button(&action, hidden, (&t("answering-code"), &name))?;
            cells.push(TableCell::new(button));
        }
        rows.push(cells);
    }
    let columns = Columns::of(&["answering-col-name"]);
    let columns = if may {
        columns.silent(t("answering-col-end"))
    } else {
        columns
    };
    Ok(Some(columns.table(t("request-checking"), rows).render()))
}

/// What happened to the request, and the e-mails about it, as they happened.
fn happened(seen: &Seen<'_>) -> Html {
    let stands = &seen.found.stands;
    let marks = [
        ("made", Some(stands.made_at)),
        ("sent", stands.sent_at),
        ("opened", stands.opened_at),
        ("started", stands.started_at),
        ("came", stands.came_at),
        ("returned", stands.returned_at),
        ("signed_off", stands.signed_off_at),
        ("accepted", stands.accepted_at),
        ("withdrawn", stands.withdrawn_at),
    ];
    let mut lines: Vec<(Instant, String)> = marks
        .into_iter()
        .filter_map(|(code, at)| Some((at?, t_code("request-was", code))))
        .collect();
    lines.extend(seen.found.mails.iter().map(|mail| mail_line(seen, mail)));
    // What happened at one moment stays in the order in which it can have happened.
    lines.sort_by_key(|(at, _)| *at);
    let words = lines.into_iter().map(|(at, what)| {
        let values = [("when", moment_in_words(at).into()), ("what", what.into())];
        Html::escape(t_with("asked-line", &values))
    });
    bullets(words)
}

fn mail_line(seen: &Seen<'_>, mail: &MailOut) -> (Instant, String) {
    let (at, stands) = match (mail.sent_at, mail.failed_at) {
        (Some(at), _) => (at, "mail-sent"),
        (None, Some(at)) => (at, "mail-failed"),
        (None, None) => (mail.added_at, "mail-waits"),
    };
    let known = mail.person.and_then(|person| seen.names.of(person));
    let whom = known.map_or_else(|| t("request-manager-short"), str::to_owned);
    let values = [
        ("kind", t_code("mail-kind", &mail.kind).into()),
        ("whom", whom.into()),
    ];
    (at, t_with(stands, &values))
}

pub(super) async fn send_it(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let sent = (form.form_id()?, seen.id());
    send(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(next_page(&seen.here()))
}

fn back_sheet(seen: &Seen<'_>) -> Sheet {
    Sheet {
        title: t("request-back-title"),
        caption: seen.caption(),
        step: None,
        explain: vec![seen.agency(), t("request-back-explain")],
        inputs: vec![input(WHY, Ask::Words)],
        button: t("request-back-title"),
        back: seen.here(),
    }
}

pub(super) async fn back_form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    seen.usable()?;
    let hidden = state.hidden(&signed.visit, Some(seen.found.request.version))?;
    back_sheet(&seen).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn back_save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, (&text, &id)).await?;
    let Some(why) = form.text(&WHY, 2_000) else {
        return back_sheet(&seen).again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, (seen.id(), form.version()?));
    let why = Sensitive(why);
    withdraw(state.app(), &signed.ctx, &seen.reference, sent, &why).await?;
    Ok(next_page(&seen.here()))
}
