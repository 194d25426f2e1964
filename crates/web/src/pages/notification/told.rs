//! Keep a log of who else was told.

use app::notification::tell;
use askama::Template;
use axum::extract::{Path, State};
use govuk::Choice;
use model::Sensitive;
use model::case::Told;

use super::{Here, Seen, framed, seen};
use crate::form::{Field, Filled, Hidden, field};
use crate::frame::{Frame, next_page, show_form};
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const RECIPIENT: Field = field("recipient", "told-recipient");
const WHOM: Field = field("whom", "told-whom");
const TOLD_ON: Field = field("told-on", "told-on");
const CHANNEL: Field = field("channel", "told-channel");
const BY: Field = field("by", "told-by");

const CHANNELS: &[&str] = &["service", "email", "telephone", "in_person", "post"];

#[derive(Template)]
#[template(path = "notification/told.html")]
struct ToldPage {
    frame: Frame,
    form: Filled,
    hidden: Hidden,
    recipients: Vec<Choice>,
    channels: Vec<Choice>,
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    if !seen.view.may_tell {
        return Err(PageError::refused());
    }
    let hidden = state.hidden(&signed.visit, None)?;
    told_page(&state, &signed, &seen, Filled::empty(), hidden)
}

fn told_page(
    state: &WebState,
    signed: &Signed,
    seen: &Seen<'_>,
    form: Filled,
    hidden: Hidden,
) -> Answer {
    let errors = form.errors().clone();
    let frame = framed(state, signed, "task-told", &seen.base, &form);
    let mut recipients: Vec<Choice> = seen
        .scheme
        .recipients
        .iter()
        .map(|item| Choice::new(item.id.as_str(), item.label.en.as_str()))
        .collect();
    recipients.push(Choice::new("other", t("told-other")));
    let channels = CHANNELS
        .iter()
        .map(|code| Choice::new(*code, t_code("channel", code)));
    let channels = channels.collect();
    show_form(
        &errors,
        &ToldPage {
            frame,
            form,
            hidden,
            recipients,
            channels,
        },
    )
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text)): Here,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let known = |code: &String| {
        code == "other" || seen.scheme.recipients.iter().any(|item| item.id == *code)
    };
    let recipient = form.choice::<String>(&RECIPIENT).filter(known);
    let whom = form.text(&WHOM, 200);
    let on = form.uncertain_date(&TOLD_ON, signed.ctx.today());
    let channel = form
        .choice::<String>(&CHANNEL)
        .filter(|code| CHANNELS.contains(&code.as_str()));
    let by = form.text(&BY, 200);
    let (Some(recipient), Some(whom), Some(on), Some(channel), Some(by)) =
        (recipient, whom, on, channel, by)
    else {
        let hidden = form.hidden()?;
        return told_page(&state, &signed, &seen, form, hidden);
    };
    let told = Told {
        recipient,
        whom: Sensitive(whom),
        on,
        channel,
        by: Sensitive(by),
    };
    tell(
        state.app(),
        &signed.ctx,
        &seen.reference,
        form.form_id()?,
        &told,
    )
    .await?;
    Ok(next_page(&seen.base))
}
