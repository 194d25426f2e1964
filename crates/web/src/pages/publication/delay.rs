//! Publication is delayed or does not happen: why, to whom that was sent, what came back.

use app::publication::{keep_delay, keep_reasons_sent};
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::{PublicationDelay, REASONS_TO, ReasonsAnswer, ReasonsSent};
use model::{Date, RecordId, Sensitive};

use super::notices::{channels, is_channel};
use super::{Seen, seen, today};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, changeable, coded, list_mark, one_of, opened, place_of};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Offer, Sheet, group, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const KIND: Field = field("kind", "delay-kind");
const REASONS: Field = field("reasons", "delay-reasons");
const EXPECTED: Field = field("expected-on", "delay-expected");
const BY: Field = field("by", "delay-by");
const ON: Field = field("on", "delay-on");

const TO: Field = field("to", "reasons-to");
const SENT_ON: Field = field("sent-on", "reasons-on");
const CHANNEL: Field = field("channel", "notice-channel");
const SENT_BY: Field = field("by", "notice-by");
const ANSWER_ON: Field = field("answer-on", "reasons-answer-on");
const ANSWER: Field = field("answer", "reasons-answer");
const DONE: Field = field("done", "reasons-done");

/// An address with a delay and what was sent beneath it.
type HereSent = Path<(String, String, String, String)>;

/// The code of what is foreseen.
pub(super) const fn kind(one: &PublicationDelay) -> &'static str {
    if one.never { "never" } else { "later" }
}

fn filled(one: &PublicationDelay) -> Filled {
    let expected = one.expected.map(|on| on.to_string());
    Filled::with([
        (KIND.id, kind(one).to_owned()),
        (REASONS.id, one.reasons.0.clone()),
        (EXPECTED.id, expected.unwrap_or_default()),
        (BY.id, one.by.0.clone()),
        (ON.id, one.on.to_string()),
    ])
}

fn sheet(seen: &Seen<'_>) -> Sheet {
    let mut sheet = seen.sheet(t("delay-title"), "publication_delay");
    sheet.explain = vec![t("delay-explain")];
    let kinds = ["later", "never"].map(|code| Offer::new(code, t_code("delay-is", code)));
    sheet.inputs = vec![
        input(KIND, Ask::OneOf(kinds.into())),
        input(REASONS, Ask::Words),
        input(EXPECTED, Ask::Line),
        input(BY, Ask::Line),
        input(ON, Ask::Line),
    ];
    sheet
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    changeable(&seen.publication.case, seen.publication.may_edit)?;
    let said = by_id(&seen.publication.made.delays, &id)?;
    let empty = Filled::with([(ON.id, today(&signed))]);
    let (form, hidden) = opened(&state, &signed, said, (filled, empty))?;
    sheet(&seen).show(&state, &signed, &form, hidden)
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "publication-delay-reasons" => Some(REASONS),
        "publication-by" => Some(BY),
        "publication-later" => Some(ON),
        _ => None,
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    changeable(&seen.publication.case, seen.publication.may_edit)?;
    let said = by_id(&seen.publication.made.delays, &id)?;
    let sheet = sheet(&seen);
    let today = signed.ctx.today();
    let kind = one_of(&mut form, &KIND, |code| matches!(code, "later" | "never"));
    let reasons = form.text(&REASONS, 10_000);
    let expected = form.uncertain_date_or_none(&EXPECTED, today);
    let by = form.text(&BY, 200);
    let on = form.uncertain_date(&ON, today);
    let (Some(kind), Some(reasons), Some(by), Some(on), true) =
        (kind, reasons, by, on, form.is_good())
    else {
        return sheet.again(&state, &signed, &form);
    };
    let new = PublicationDelay {
        never: kind == "never",
        reasons: Sensitive(reasons),
        expected,
        by: Sensitive(by),
        on,
    };
    let sent = (form.form_id()?, place_of(said, &form)?);
    let outcome = keep_delay(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn filled_sent(one: &ReasonsSent) -> Filled {
    let mut answers = vec![
        (TO.id, one.recipient.clone()),
        (SENT_ON.id, one.on.to_string()),
        (CHANNEL.id, one.channel.clone()),
        (SENT_BY.id, one.by.0.clone()),
    ];
    if let Some(answer) = &one.answer {
        answers.extend([
            (ANSWER_ON.id, answer.on.to_string()),
            (ANSWER.id, answer.words.0.clone()),
            (DONE.id, answer.done.0.clone()),
        ]);
    }
    Filled::with(answers)
}

fn sheet_sent(seen: &Seen<'_>) -> Sheet {
    let mut sheet = seen.sheet(t("reasons-title"), "publication_delay");
    let list = seen.scheme.list(REASONS_TO);
    sheet.explain = list_mark(list).into_iter().collect();
    sheet.inputs = vec![
        input(TO, Ask::OneOf(coded(list))),
        input(SENT_ON, Ask::Line),
        input(CHANNEL, Ask::OneOf(channels())),
        input(SENT_BY, Ask::Line),
        group(
            t("reasons-if-answered"),
            vec![
                input(ANSWER_ON, Ask::Line),
                input(ANSWER, Ask::Words),
                input(DONE, Ask::Words),
            ],
        ),
    ];
    sheet
}

/// The delay of an address, and what was sent about it.
fn found<'a>(
    seen: &'a Seen<'_>,
    delay: &str,
    id: &str,
) -> Result<(RecordId, Option<&'a Stored<ReasonsSent>>), PageError> {
    let made = &seen.publication.made;
    let delay = by_id(&made.delays, delay)?.ok_or(PageError::NotFound)?.id;
    let sent = by_id(&made.reasons, id)?;
    match sent {
        Some(one) if one.body.delay != delay => Err(PageError::NotFound),
        _ => Ok((delay, sent)),
    }
}

pub(super) async fn form_sent(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, delay, id)): HereSent,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    changeable(&seen.publication.case, seen.publication.may_edit)?;
    let (_, said) = found(&seen, &delay, &id)?;
    let (form, hidden) = opened(&state, &signed, said, (filled_sent, Filled::empty()))?;
    sheet_sent(&seen).show(&state, &signed, &form, hidden)
}

fn answer(form: &mut Filled, today: Date) -> Option<ReasonsAnswer> {
    let done = form.text_or_none(&DONE, 5_000);
    if form.value(ANSWER_ON.id).is_empty() && form.value(ANSWER.id).is_empty() && done.is_none() {
        return None;
    }
    let on = form.uncertain_date(&ANSWER_ON, today);
    let words = form.text(&ANSWER, 10_000);
    Some(ReasonsAnswer {
        on: on?,
        words: Sensitive(words?),
        done: Sensitive(done.unwrap_or_default()),
    })
}

fn read_sent(
    form: &mut Filled,
    seen: &Seen<'_>,
    delay: RecordId,
    today: Date,
) -> Option<ReasonsSent> {
    let to = one_of(form, &TO, |code| {
        seen.items(REASONS_TO).iter().any(|item| item.code == code)
    });
    let on = form.uncertain_date(&SENT_ON, today);
    let channel = one_of(form, &CHANNEL, is_channel);
    let by = form.text(&SENT_BY, 200);
    let answer = answer(form, today);
    if !form.is_good() {
        return None;
    }
    Some(ReasonsSent {
        delay,
        recipient: to?,
        on: on?,
        channel: channel?,
        by: Sensitive(by?),
        answer,
    })
}

fn field_of_sent(code: &str) -> Option<Field> {
    match code {
        "publication-no-such-recipient" => Some(TO),
        "publication-channel" => Some(CHANNEL),
        "publication-by" => Some(SENT_BY),
        "publication-later" => Some(SENT_ON),
        "publication-answer" => Some(ANSWER),
        "publication-answer-on" => Some(ANSWER_ON),
        _ => None,
    }
}

pub(super) async fn save_sent(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, delay, id)): HereSent,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    changeable(&seen.publication.case, seen.publication.may_edit)?;
    let (delay, said) = found(&seen, &delay, &id)?;
    let sheet = sheet_sent(&seen);
    let Some(new) = read_sent(&mut form, &seen, delay, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(said, &form)?);
    let outcome = keep_reasons_sent(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled: filled_sent,
        field_of: field_of_sent,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
