//! The report was sent to one of those who must have it before it is published.

use app::publication::keep_notice;
use axum::extract::{Path, State};
use model::case::{NOTICE_TO, PublicationNotice, Told};
use model::{Date, RecordId, Sensitive};

use super::{OF, Seen, seen, version_of};
use crate::draw::kept;
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, list_mark, one_of, opened, place_shown};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, drawn, input};
use crate::texts::{t, t_code, t1};
use crate::{Signed, WebState};

const ON: Field = field("on", "notice-on");
const CHANNEL: Field = field("channel", "notice-channel");
const BY: Field = field("by", "notice-by");
const WHOM: Field = field("whom", "notice-whom");

/// The ways in which something is sent from outside this service.
pub(super) fn channels() -> Vec<Offer> {
    let ways = Told::CHANNELS.iter().filter(|code| **code != "service");
    ways.map(|code| Offer::new(*code, t_code("channel", code)))
        .collect()
}

/// Whether a way is on offer.
pub(super) fn is_channel(code: &str) -> bool {
    Told::CHANNELS.contains(&code) && code != "service"
}

fn filled(one: &PublicationNotice) -> Filled {
    Filled::with([
        (ON.id, one.on.to_string()),
        (CHANNEL.id, one.channel.clone()),
        (BY.id, one.by.0.clone()),
        (WHOM.id, one.whom.0.clone()),
    ])
}

fn sheet(seen: &Seen<'_>, recipient: &str, of: &str) -> Sheet {
    let name = seen.recipient(NOTICE_TO, recipient);
    let mut sheet = seen.sheet(t1("notice-title", "whom", name), "publication_notice");
    sheet.explain.extend(list_mark(seen.scheme.list(NOTICE_TO)));
    sheet.explain.push(t("notice-explain"));
    sheet.inputs = vec![
        input(ON, Ask::Line),
        input(CHANNEL, Ask::OneOf(channels())),
        input(BY, Ask::Line),
        input(WHOM, Ask::Line),
        drawn(kept(OF, of)),
    ];
    sheet
}

fn known(seen: &Seen<'_>, code: &str) -> Result<(), PageError> {
    let found = seen.items(NOTICE_TO).iter().any(|item| item.code == code);
    if found {
        Ok(())
    } else {
        Err(PageError::NotFound)
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_edit)?;
    known(&seen, &code)?;
    let Some(current) = seen.current() else {
        return seen.name_version_first();
    };
    let said = seen.publication.made.notice(&code);
    let (mut form, hidden) = opened(&state, &signed, said, (filled, Filled::empty()))?;
    let mut sheet = sheet(&seen, &code, &current.to_string());
    if said.is_some_and(|one| one.body.of != current) {
        form.set(ON.id, "");
        sheet.explain.insert(0, t("notice-of-earlier"));
    }
    sheet.show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, (code, of): (&str, RecordId), today: Date) -> Option<PublicationNotice> {
    let on = form.uncertain_date(&ON, today);
    let channel = one_of(form, &CHANNEL, is_channel);
    let by = form.text(&BY, 200);
    let whom = form.text_or_none(&WHOM, 200);
    if !form.is_good() {
        return None;
    }
    Some(PublicationNotice {
        recipient: code.to_owned(),
        of,
        on: on?,
        channel: channel?,
        by: Sensitive(by?),
        whom: Sensitive(whom.unwrap_or_default()),
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "publication-by" => Some(BY),
        "publication-channel" => Some(CHANNEL),
        code if code == "publication-later" || code.starts_with("track-") => Some(ON),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, code)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.publication.may_edit)?;
    known(&seen, &code)?;
    let of = version_of(&form)?;
    let sheet = sheet(&seen, &code, &of.to_string());
    let Some(new) = read(&mut form, (&code, of), signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let said = seen.publication.made.notice(&code);
    let sent = (form.form_id()?, place_shown(said, &form)?);
    let outcome = keep_notice(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
