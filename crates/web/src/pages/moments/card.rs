//! The card after a meeting of the rapid review: two minutes, before there are minutes of it.

use app::moment::{Card, card, record};
use app::{AppError, Reference};
use axum::extract::{Path, State};
use model::RecordId;
use model::learning::LearningStage;
use model::scheme::Scheme;

use super::fields::{SEEN, begun, field_of, inputs, read};
use super::says;
use crate::form::Filled;
use crate::frame::saved_page;
use crate::pages::people::reference;
use crate::pages::seen::HereOne;
use crate::problem::{Answer, PageError};
use crate::sheet::Sheet;
use crate::texts::{t, t_with, t1};
use crate::{Signed, WebState};

/// How many cards there are of how many who were there, with no names.
pub(crate) fn count(filled: usize, there: usize) -> String {
    let many = |count: usize| i64::try_from(count).unwrap_or(i64::MAX).into();
    let values = [("filled", many(filled)), ("there", many(there))];
    t_with("card-count", &values)
}

struct Seen<'a> {
    card: Card,
    scheme: &'a Scheme,
    reference: Reference,
    base: String,
}

async fn seen<'a>(
    state: &'a WebState,
    signed: &Signed,
    text: &str,
    id: &str,
) -> Result<Seen<'a>, PageError> {
    let reference = reference(text)?;
    let meeting: RecordId = id.parse().map_err(|_| PageError::NotFound)?;
    let card = card(state.app(), &signed.ctx, &reference, meeting).await?;
    let case = &card.case;
    let loaded = state.app().scheme_of(&case.scheme, &case.scheme_digest)?;
    Ok(Seen {
        scheme: &loaded.scheme,
        base: signed.path(&format!("reviews/{reference}/rapid-review")),
        card,
        reference,
    })
}

impl Seen<'_> {
    /// Somebody may still fill it: no minutes, not filled by them, and they are held back by nothing.
    fn open(&self) -> Result<(), PageError> {
        let card = &self.card;
        match (card.closed, card.mine, card.held_back) {
            (true, _, _) => Err(PageError::Rule("card-closed")),
            (_, true, _) => Err(PageError::Rule("card-filled")),
            (_, _, true) => Err(PageError::Rule("moment-witness")),
            _ => Ok(()),
        }
    }

    fn sheet(&self, form: &Filled) -> Sheet {
        let stage = LearningStage::RapidReviewMeeting;
        let mut explain = vec![t("card-explain"), count(self.card.filled, self.card.there)];
        explain.extend(says("review", self.card.live));
        Sheet {
            title: t1("card-title", "on", self.card.meeting.body.on.to_string()),
            caption: t1("today-review", "reference", self.reference.as_str()),
            step: self.scheme.step("moment").cloned(),
            explain,
            inputs: inputs(self.scheme, form, (Some(stage), None)),
            button: t("card-button"),
            back: self.base.clone(),
        }
    }
}

pub(super) async fn form(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text, &id).await?;
    seen.open()?;
    let form = begun(Some(LearningStage::RapidReviewMeeting), "");
    let hidden = state.hidden(&signed.visit, None)?;
    seen.sheet(&form).show(&state, &signed, &form, hidden)
}

pub(super) async fn save(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    mut form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text, &id).await?;
    let Some(mut new) = read(&mut form, signed.ctx.today()) else {
        return seen.sheet(&form).again(&state, &signed, &form);
    };
    new.after_meeting = Some(seen.card.meeting.id);
    let sent = form.form_id()?;
    match record(state.app(), &signed.ctx, &seen.reference, sent, &new).await {
        Ok(_) => Ok(saved_page(&seen.base)),
        Err(AppError::Rule(code)) => {
            let field = field_of(code).unwrap_or(SEEN);
            form.refuse(&field, code);
            seen.sheet(&form).again(&state, &signed, &form)
        }
        Err(error) => Err(error.into()),
    }
}
