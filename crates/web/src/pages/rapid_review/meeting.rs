//! A meeting of the rapid review.

use app::rapid_review::keep_meeting;
use app::vault::Stored;
use axum::extract::{Path, State};
use model::case::ReviewMeeting;
use model::{Date, Sensitive};

use super::{Seen, seen};
use crate::form::{Field, Filled, field};
use crate::pages::seen::{HereOne, by_id, file_name, files_on_offer, one_of, opened, place_of};
use crate::problem::Answer;
use crate::sheet::{After, Ask, Offer, Sheet, input};
use crate::texts::{t, t_code};
use crate::{Signed, WebState};

const ON: Field = field("on", "meeting-on");
const KIND: Field = field("kind", "meeting-kind");
const ATTENDED: Field = field("attended", "meeting-attended");
const APOLOGIES: Field = field("apologies", "meeting-apologies");
const PAPERS: Field = field("papers", "meeting-papers");
const MINUTES: Field = field("minutes", "meeting-minutes");

const CONSIDERS: &str = "considers";

pub(super) fn kind(one: &ReviewMeeting) -> &'static str {
    if one.considers {
        CONSIDERS
    } else {
        "on_the_way"
    }
}

fn filled(one: &ReviewMeeting) -> Filled {
    let mut pairs = vec![
        (ON.id.to_owned(), one.on.to_string()),
        (KIND.id.to_owned(), kind(one).to_owned()),
        (ATTENDED.id.to_owned(), one.attended.0.clone()),
        (APOLOGIES.id.to_owned(), one.apologies.0.clone()),
        (MINUTES.id.to_owned(), one.minutes.0.clone()),
    ];
    let papers = one.papers.iter();
    pairs.extend(papers.map(|id| (PAPERS.id.to_owned(), id.to_string())));
    Filled::posted(pairs)
}

fn sheet(state: &WebState, seen: &Seen<'_>, kept: Option<&Stored<ReviewMeeting>>) -> Sheet {
    let papers = kept.map_or(&[][..], |one| &one.body.papers);
    let (files, held) = files_on_offer(state, &seen.review.files, papers, file_name);
    let kinds = [CONSIDERS, "on_the_way"].map(|code| Offer::new(code, t_code("meeting-is", code)));
    let mut inputs = vec![
        input(ON, Ask::Line),
        input(KIND, Ask::OneOf(kinds.into())),
        input(ATTENDED, Ask::Words),
        input(APOLOGIES, Ask::Words),
    ];
    if !files.is_empty() {
        inputs.push(input(PAPERS, Ask::AnyOf(files)));
    }
    inputs.push(input(MINUTES, Ask::Words));
    Sheet {
        title: t("meeting-title"),
        caption: seen.caption(),
        step: seen.step("review_meeting"),
        explain: held.into_iter().collect(),
        inputs,
        button: t("save"),
        back: seen.base.clone(),
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    seen.usable(seen.review.may_write)?;
    let kept = by_id(&seen.review.meetings, &id)?;
    let (form, hidden) = opened(&state, &signed, kept, (filled, Filled::empty()))?;
    sheet(&state, &seen, kept).show(&state, &signed, &form, hidden)
}

fn read(form: &mut Filled, today: Date) -> Option<ReviewMeeting> {
    let on = form.uncertain_date(&ON, today);
    let known = |code: &str| matches!(code, CONSIDERS | "on_the_way");
    let kind = one_of(form, &KIND, known);
    let attended = form.text(&ATTENDED, 5_000);
    let apologies = form.text_or_none(&APOLOGIES, 5_000);
    let papers = form.choices(&PAPERS);
    let minutes = form.text_or_none(&MINUTES, 20_000);
    if !form.is_good() {
        return None;
    }
    Some(ReviewMeeting {
        on: on?,
        considers: kind? == CONSIDERS,
        attended: Sensitive(attended?),
        apologies: Sensitive(apologies.unwrap_or_default()),
        papers: papers?,
        minutes: Sensitive(minutes.unwrap_or_default()),
    })
}

fn field_of(code: &str) -> Option<Field> {
    match code {
        "meeting-attended" => Some(ATTENDED),
        "meeting-later" => Some(ON),
        "meeting-papers" => Some(PAPERS),
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
    seen.usable(seen.review.may_write)?;
    let kept = by_id(&seen.review.meetings, &id)?;
    let sheet = sheet(&state, &seen, kept);
    let Some(new) = read(&mut form, signed.ctx.today()) else {
        return sheet.again(&state, &signed, &form);
    };
    let sent = (form.form_id()?, place_of(kept, &form)?);
    let outcome = keep_meeting(state.app(), &signed.ctx, &seen.reference, sent, &new).await;
    let after = After {
        next: &seen.base,
        filled,
        field_of,
    };
    let outcome = outcome.map(|_| ());
    sheet.saved((&state, &signed), form, outcome, after).await
}
