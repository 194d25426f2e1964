//! A letter of the national body: read, approved by somebody who did not write it, sent.

use app::AppError;
use app::received::{SendingLetter, approve_letter, send_letter};
use app::vault::Stored;
use askama::Template;
use axum::extract::{Path, State};
use govuk::Html;
use model::case::{LetterStands, NationalLetter};
use model::paper::Paper;
use model::scheme::StepText;

use super::{Seen, seen};
use crate::form::{Filled, Hidden};
use crate::frame::{Frame, attachment, next_page, show};
use crate::pages::seen::HereOne;
use crate::paper::drawn;
use crate::problem::{Answer, PageError};
use crate::texts::{t, t_with, t1};
use crate::{Signed, WebState};

#[derive(Template)]
#[template(path = "received/letter.html")]
struct LetterPage {
    frame: Frame,
    caption: String,
    step: Option<StepText>,
    /// Where it stands, in a sentence.
    stands: String,
    letter: Html,
    /// Whether wording in it has to be confirmed first.
    unconfirmed: bool,
    may_write: bool,
    may_approve: bool,
    may_send: bool,
    /// Whether the reader wrote it and may therefore not approve it.
    own: bool,
    base: String,
    hidden: Hidden,
}

fn stands(seen: &Seen<'_>, one: &Stored<NationalLetter>) -> String {
    match &one.body.stands {
        LetterStands::Draft => t1("letter-stands-draft", "who", seen.person(&one.by)),
        LetterStands::Approved { by } => t1(
            "letter-stands-approved",
            "who",
            seen.person(&by.to_string()),
        ),
        LetterStands::Sent { on, number, .. } => {
            let values = [
                ("number", i64::from(*number).into()),
                ("when", on.to_string().into()),
            ];
            t_with("letter-stands-sent", &values)
        }
    }
}

/// The letter as it was sent, or as it would be.
async fn document_of(
    (state, signed): (&WebState, &Signed),
    seen: &Seen<'_>,
    one: &Stored<NationalLetter>,
) -> Result<(Paper, bool), PageError> {
    if let LetterStands::Sent { paper, .. } = &one.body.stands {
        return Ok((paper.as_ref().clone(), false));
    }
    let made = seen.paper(state, signed, &one.body).await?;
    let unconfirmed = !made.unconfirmed.is_empty();
    Ok((made.paper, unconfirmed))
}

pub(super) async fn shown(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = seen.letter(&id)?;
    let (paper, unconfirmed) = document_of((&state, &signed), &seen, one).await?;
    let me = signed
        .ctx
        .actor
        .person()
        .map(|person| person.id.to_string());
    let is_draft = one.body.stands == LetterStands::Draft;
    let is_approved = matches!(one.body.stands, LetterStands::Approved { .. });
    let (own, may) = (me.as_ref() == Some(&one.by), seen.view.may);
    show(&LetterPage {
        frame: Frame::of(&state, &signed.visit)
            .titled(t("letter-title"))
            .back(seen.base.clone()),
        caption: seen.caption(),
        step: seen.step("letter_approval"),
        stands: stands(&seen, one),
        letter: drawn(&paper),
        unconfirmed,
        may_write: may.work && (is_draft || is_approved),
        may_approve: may.approve && is_draft && !own,
        may_send: may.work && is_approved && !unconfirmed,
        own: may.approve && is_draft && own,
        base: format!("{}/letters/{id}", seen.base),
        hidden: state.hidden(&signed.visit, Some(one.version))?,
    })
}

/// Somebody changed it meanwhile: it is read again before it is approved or sent.
fn read_again(error: AppError) -> PageError {
    match error {
        AppError::Clash(_) => PageError::Rule("letter-changed"),
        other => other.into(),
    }
}

pub(super) async fn approve(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = seen.letter(&id)?;
    let sent = (form.form_id()?, (one.id, form.version()?));
    approve_letter(state.app(), &signed.ctx, &seen.reference, sent)
        .await
        .map_err(read_again)?;
    Ok(next_page(&format!("{}/letters/{id}", seen.base)))
}

pub(super) async fn send(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
    form: Filled,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = seen.letter(&id)?;
    let new = SendingLetter {
        of: (one.id, form.version()?),
        letter: seen.paper(&state, &signed, &one.body).await?,
    };
    let form = form.form_id()?;
    send_letter(state.app(), &signed.ctx, &seen.reference, form, &new)
        .await
        .map_err(read_again)?;
    Ok(next_page(&seen.base))
}

pub(super) async fn document(
    State(state): State<WebState>,
    signed: Signed,
    Path((_, text, id)): HereOne,
) -> Answer {
    let seen = seen(&state, &signed, &text).await?;
    let one = seen.letter(&id)?;
    let (paper, unconfirmed) = document_of((&state, &signed), &seen, one).await?;
    if unconfirmed {
        return Ok(next_page(&format!("{}/letters/{id}/wording", seen.base)));
    }
    let (bytes, media) = state.app().document(&paper, "pdf").await?;
    let name = t1("letter-file", "reference", &seen.view.case.theirs);
    Ok(attachment(bytes, media, &format!("{name}.pdf")))
}
