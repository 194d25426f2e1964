//! Contact with one practitioner, or with several of one role who are told together.

use app::practitioners::{keep_practitioner, take_away_practitioner};
use app::proceedings::before_contact;
use axum::extract::{Path, State};
use model::case::{
    CommentsStand, DraftTime, EventStands, PractitionerContact, SupportStands, ToldOn,
};
use model::{Date, Sensitive, UncertainDate};

use super::{Seen, reasons, seen};
use crate::form::{Field, Filled, field};
use crate::frame::saved_page;
use crate::pages::seen::{HereOne, by_id, list_mark, opened, people, place_of};
use crate::pages::told_of_review::{self, offers};
use crate::problem::{Answer, PageError};
use crate::sheet::{After, Ask, Sheet, group, input};
use crate::texts::t;
use crate::{Signed, WebState};

const ROLE: Field = field("role", "practitioner-role");
const NAME: Field = field("name", "practitioner-name");
const SUPPORT: Field = field("support", "practitioner-support");
const SUPPORT_WORDS: Field = field("support-words", "practitioner-support-words");
const EVENT: Field = field("event", "practitioner-event");
const EVENT_ON: Field = field("event-on", "practitioner-event-on");
const DRAFT: Field = field("draft-on", "first-draft");
const HOW_LONG: Field = field("how-long", "first-how-long");
const COMMENTS: Field = field("comments", "first-comments");
const FEEDBACK: Field = field("feedback-on", "practitioner-feedback-on");
const FEEDBACK_BY: Field = field("feedback-by", "practitioner-feedback-by");

fn filled(one: &PractitionerContact) -> Filled {
    let event_on = one.event_on.map(|on| on.to_string()).unwrap_or_default();
    let mut form = Filled::with([
        (ROLE.id, one.role.0.clone()),
        (NAME.id, one.name.0.clone()),
        (SUPPORT.id, one.support.code().to_owned()),
        (SUPPORT_WORDS.id, one.support_words.0.clone()),
        (EVENT.id, one.event.code().to_owned()),
        (EVENT_ON.id, event_on),
    ]);
    if let Some(draft) = &one.draft {
        form.set(DRAFT.id, draft.from.to_string());
        form.set(HOW_LONG.id, draft.how_long.0.clone());
        form.set(COMMENTS.id, draft.comments.code());
    }
    if let Some(told) = &one.feedback {
        form.set(FEEDBACK.id, told.on.to_string());
        form.set(FEEDBACK_BY.id, told.by.0.clone());
    }
    told_of_review::fill(&mut form, &one.told);
    form
}

async fn sheet(state: &WebState, signed: &Signed, seen: &Seen<'_>) -> Result<Sheet, PageError> {
    let reasons = reasons(seen.scheme);
    let people = people(state, signed, &seen.reference).await?;
    let known = before_contact(state.app(), &signed.ctx, &seen.reference).await?;
    let held = known.speaking_held.then(|| t("practitioner-held"));
    let support = SupportStands::ALL.iter().map(|one| one.code());
    let event = EventStands::ALL.iter().map(|one| one.code());
    let comments = CommentsStand::ALL.iter().map(|one| one.code());
    let mut inputs = vec![input(ROLE, Ask::Line), input(NAME, Ask::Line)];
    inputs.extend(told_of_review::inputs(people, reasons));
    inputs.extend([
        input(SUPPORT, Ask::OneOf(offers("practitioner-support", support))),
        input(SUPPORT_WORDS, Ask::Line),
        input(EVENT, Ask::OneOf(offers("practitioner-event", event))),
        input(EVENT_ON, Ask::Line),
        group(
            t("practitioner-if-draft"),
            vec![
                input(DRAFT, Ask::Line),
                input(HOW_LONG, Ask::Line),
                input(COMMENTS, Ask::OneOf(offers("first-comments", comments))),
            ],
        ),
        group(
            t("practitioner-if-feedback"),
            vec![input(FEEDBACK, Ask::Line), input(FEEDBACK_BY, Ask::Line)],
        ),
    ]);
    let mut explain: Vec<String> = held.into_iter().collect();
    explain.push(t("practitioner-explain"));
    explain.extend(list_mark(reasons));
    Ok(Sheet {
        title: t("practitioner-title"),
        caption: seen.caption(),
        step: seen.step(),
        explain,
        inputs,
        button: t("save"),
        back: seen.base.clone(),
    })
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let kept = by_id(&seen.found.all, &id)?;
    let empty = Filled::with([
        (SUPPORT.id, SupportStands::NotOffered.code().to_owned()),
        (EVENT.id, EventStands::NotAsked.code().to_owned()),
    ]);
    let (form, hidden) = opened(&state, &signed, kept, (filled, empty))?;
    sheet(&state, &signed, &seen)
        .await?
        .show(&state, &signed, &form, hidden)
}

/// The draft is asked about where something was typed of it.
fn read_draft(form: &mut Filled, today: Date) -> Option<DraftTime> {
    let typed = [DRAFT, HOW_LONG, COMMENTS];
    if typed.iter().all(|one| form.value(one.id).trim().is_empty()) {
        return None;
    }
    let from = form.uncertain_date(&DRAFT, today);
    let how_long = form.text(&HOW_LONG, 200);
    let comments = form.coded(&COMMENTS, CommentsStand::from_code);
    Some(DraftTime {
        from: from?,
        how_long: Sensitive(how_long?),
        comments: comments?,
    })
}

fn read_feedback(form: &mut Filled, today: Date) -> Option<ToldOn> {
    let typed = [FEEDBACK, FEEDBACK_BY];
    if typed.iter().all(|one| form.value(one.id).trim().is_empty()) {
        return None;
    }
    let on: Option<UncertainDate> = form.uncertain_date(&FEEDBACK, today);
    let by = form.text(&FEEDBACK_BY, 200);
    Some(ToldOn {
        on: on?,
        by: Sensitive(by?),
    })
}

fn read(form: &mut Filled, today: Date) -> Option<PractitionerContact> {
    let role = form.text(&ROLE, 200);
    let name = form.text_or_none(&NAME, 200).unwrap_or_default();
    let told = told_of_review::read(form, today);
    let support = form.coded(&SUPPORT, SupportStands::from_code);
    let words = form.text_or_none(&SUPPORT_WORDS, 500).unwrap_or_default();
    let event = form.coded(&EVENT, EventStands::from_code);
    let event_on = form.uncertain_date_or_none(&EVENT_ON, today);
    let draft = read_draft(form, today);
    let feedback = read_feedback(form, today);
    if !form.is_good() {
        return None;
    }
    Some(PractitionerContact {
        role: Sensitive(role?),
        name: Sensitive(name),
        told: told?,
        support: support?,
        support_words: Sensitive(words),
        event: event?,
        event_on,
        draft,
        feedback,
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "practitioner-role" => Some(ROLE),
        "practitioner-draft" => Some(DRAFT),
        "practitioner-feedback" => Some(FEEDBACK),
        _ => told_of_review::field_of(code),
    }
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let kept = by_id(&seen.found.all, &id)?;
    let sheet = sheet(&state, &signed, &seen).await?;
    let Some(new) = read(&mut form, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_practitioner(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}

fn away_sheet(seen: &Seen<'_>, one: &PractitionerContact) -> Sheet {
    Sheet {
        title: t("practitioner-away"),
        caption: seen.caption(),
        step: None,
        explain: vec![one.called(), t("practitioner-away-explain")],
        inputs: Vec::new(),
        button: t("practitioner-away"),
        back: seen.base.clone(),
    }
}

pub(super) async fn ask_away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable()?;
    let one = by_id(&seen.found.all, &id)?.ok_or(PageError::NotFound)?;
    let hidden = state.hidden(&signed.visit, Some(one.version))?;
    away_sheet(&seen, &one.body).show(&state, &signed, &Filled::empty(), hidden)
}

pub(super) async fn away(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = by_id(&seen.found.all, &id)?.ok_or(PageError::NotFound)?;
    let sent = (form.form_id()?, (one.id, form.version()?));
    take_away_practitioner(state.app(), &signed.ctx, &seen.reference, sent).await?;
    Ok(saved_page(&seen.base))
}
