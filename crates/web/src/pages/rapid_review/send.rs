//! Fetch the report as a document, and send it.

use app::AppError;
use app::rapid_review::{Sending, advice, send};
use axum::extract::{Path, State};
use model::case::{Direction, Told};
use model::scheme::{StageKind, TrackKind};
use model::{Sensitive, UncertainDate};

use super::overview::lacks_list;
use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::frame::{attachment, next_page, saved_page};
use crate::pages::brought_in::was_before;
use crate::pages::seen::{Here, one_of, today};
use crate::problem::Answer;
use crate::sheet::{Ask, Offer, Sheet, drawn, group, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const ON: Field = field("on", "send-on");
const DESPITE: Field = field("despite", "send-despite");
const CHANNEL: Field = field("channel", "send-channel");
const WHOM: Field = field("whom", "send-whom");
const BY: Field = field("by", "send-by");
const OF: Field = field("of", "sign-of");

/// The recipient of the scheme that the report goes to.
const PANEL: &str = "panel";

fn sheet(seen: &Seen<'_>, (here, of): (bool, &str)) -> Sheet {
    let lacks = lacks_list(&advice(&seen.review));
    let mut inputs = vec![drawn(lacks), input(ON, Ask::Line)];
    if !seen.review.is_signed() {
        inputs.push(input(DESPITE, Ask::Words));
    }
    if !here {
        let channels = Told::CHANNELS.iter().filter(|code| **code != "service");
        let channels = channels.map(|code| Offer::new(*code, t_code("channel", code)));
        inputs.push(group(
            t("send-outside"),
            vec![
                input(CHANNEL, Ask::OneOf(channels.collect())),
                input(WHOM, Ask::Line),
                input(BY, Ask::Line),
            ],
        ));
    }
    inputs.push(drawn(crate::draw::kept(OF.id, of)));
    let practice = seen.review.case.practice;
    let mut explain = vec![t(match (practice, here) {
        (true, _) => "send-practice",
        (false, true) => "send-here",
        (false, false) => "send-elsewhere",
    })];
    let steps = seen.review.records.steps.iter().map(|one| &one.body);
    let notified_before = was_before(steps, TrackKind::Notification, &[StageKind::Notified]);
    if here && !practice && notified_before && seen.review.sent.is_empty() {
        explain.push(t("send-national-new"));
    }
    Sheet {
        title: t("send-title"),
        caption: seen.caption(),
        step: seen.step("send_report"),
        explain,
        inputs,
        button: t("send-button"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_send)?;
    let report = seen.paper(&state, &signed).await?;
    if !report.unconfirmed.is_empty() {
        return Ok(next_page(&format!("{}/wording", seen.base)));
    }
    let form = today(&signed, &ON);
    let here = app::rapid_review::is_national_here(state.app(), &signed.ctx).await?;
    let hidden = state.hidden(&signed.visit, None)?;
    sheet(&seen, (here, &seen.review.print)).show(&state, &signed, &form, hidden)
}

fn outside(form: &mut Filled, on: Option<UncertainDate>) -> Option<Told> {
    let known = |code: &str| Told::CHANNELS.contains(&code) && code != "service";
    let channel = one_of(form, &CHANNEL, known);
    let whom = form.text(&WHOM, 200);
    let by = form.text(&BY, 200);
    Some(Told {
        recipient: PANEL.to_owned(),
        whom: Sensitive(whom?),
        on: on?,
        channel: channel?,
        by: Sensitive(by?),
        direction: Direction::Sent,
        area: None,
        reference: Sensitive(t("send-what")),
        file: None,
    })
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_send)?;
    let here = app::rapid_review::is_national_here(state.app(), &signed.ctx).await?;
    let of = form.value(OF.id).to_owned();
    let sheet = sheet(&seen, (here, &of));
    let report = seen.paper(&state, &signed).await?;
    if !report.unconfirmed.is_empty() {
        return Ok(next_page(&format!("{}/wording", seen.base)));
    }
    let on = form.uncertain_date(&ON, signed.ctx.today());
    let despite = form.text_or_none(&DESPITE, 5_000);
    let told = if here { None } else { outside(&mut form, on) };
    let Some(on) = on.filter(|_| form.is_good()) else {
        return sheet.again(&state, &signed, &form);
    };
    let new = Sending {
        print: of,
        report,
        despite: despite.map(Sensitive),
        outside: told,
        on,
        signed: seen.review.is_signed(),
    };
    let sent = form.form_id()?;
    let done = send(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let (field, code) = match done {
        Ok(()) => return Ok(saved_page(&seen.base)),
        Err(AppError::Rule(code @ "report-later")) => (ON, code),
        Err(AppError::Rule(code @ "report-despite")) => (DESPITE, code),
        Err(error) => return Err(error.into()),
    };
    form.refuse(&field, code);
    sheet.again(&state, &signed, &form)
}

pub(super) async fn pdf(state: State<WebState>, signed: Signed, path: Here) -> Answer {
    document(state, signed, path, "pdf").await
}

pub(super) async fn docx(state: State<WebState>, signed: Signed, path: Here) -> Answer {
    document(state, signed, path, "docx").await
}

/// The report as a document. While wording in it is neither checked nor confirmed there is none, and the page that says
/// which wording it is comes instead.
async fn document(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    format: &str,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let report = seen.paper(&state, &signed).await?;
    if !report.unconfirmed.is_empty() {
        return Ok(next_page(&format!("{}/wording", seen.base)));
    }
    let (bytes, media) = state.app().document(&report.paper, format).await?;
    let name = format!("rapid-review-{}.{format}", seen.reference);
    Ok(attachment(bytes, media, &name))
}
